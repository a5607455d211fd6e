"""Words and names of the newsroom, the weight of its rules, and what it settled."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(max_length=40, unique=True, verbose_name="rule of language"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("galat", "Error"),
                            ("peringatan", "Warning"),
                            ("saran", "Suggestion"),
                            ("off", "Off"),
                        ],
                        max_length=10,
                        verbose_name="weight",
                    ),
                ),
            ],
            options={
                "verbose_name": "weight of a rule",
                "verbose_name_plural": "weights of rules",
                "permissions": [
                    ("set_standards", "Can change rules of language and house choices")
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Answers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="rule of language")),
                ("day", models.DateField(verbose_name="day")),
                ("accepted", models.PositiveIntegerField(default=0, verbose_name="accepted")),
                ("let_stand", models.PositiveIntegerField(default=0, verbose_name="let stand")),
            ],
            options={
                "verbose_name": "answers to a rule",
                "verbose_name_plural": "answers to rules",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("day"), models.F("rule"), name="answers_of_a_day_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseStyle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "percent",
                    models.CharField(
                        choices=[
                            ("persen", "“persen”, in words"),
                            ("%", "the sign %"),
                            ("bebas", "either"),
                        ],
                        default="persen",
                        max_length=6,
                        verbose_name="percentages",
                    ),
                ),
                (
                    "headline_most",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(40),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="longest headline, in characters",
                    ),
                ),
                (
                    "sentence_most",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(15),
                            django.core.validators.MaxValueValidator(80),
                        ],
                        verbose_name="longest sentence, in words",
                    ),
                ),
            ],
            options={
                "verbose_name": "house style",
                "verbose_name_plural": "house styles",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="house_style_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.UUIDField()),
            ],
            options={
                "verbose_name": "stamp of the standards",
                "verbose_name_plural": "stamps of the standards",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="stamp_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="LexiconEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("word", "Word"),
                            ("person", "Name of a person"),
                            ("place", "Name of a place"),
                            ("agency", "Agency or organisation"),
                            ("abbreviation", "Abbreviation"),
                        ],
                        max_length=12,
                        verbose_name="kind of entry",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="Exactly as it is to stand in a story.",
                        max_length=120,
                        verbose_name="written",
                    ),
                ),
                (
                    "key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower(
                            models.Func(
                                models.F("text"),
                                models.Value("[^[:alnum:]]"),
                                models.Value(""),
                                models.Value("g"),
                                function="regexp_replace",
                            )
                        ),
                        output_field=models.CharField(max_length=120),
                    ),
                ),
                (
                    "expansion",
                    models.CharField(
                        blank=True,
                        help_text="For an abbreviation: what it stands for.",
                        max_length=200,
                        verbose_name="in full",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="For colleagues: who that is, where it was looked up.",
                        max_length=300,
                        verbose_name="note",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the lexicon",
                "verbose_name_plural": "entries of the lexicon",
                "permissions": [
                    ("propose_entry", "Can read the lexicon and propose entries"),
                    ("keep_lexicon", "Can add, change and remove entries of the lexicon"),
                ],
                "default_permissions": (),
                "indexes": [
                    models.Index(models.F("key"), models.F("id"), name="lexicon_entry_in_order"),
                    models.Index(
                        models.F("added_at"),
                        condition=models.Q(("accepted_at", None)),
                        name="lexicon_proposal",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("kind"), models.F("key"), name="lexicon_entry_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="lexicon_entry_is_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="lexicon_entry_is_accepted_by_somebody",
                    ),
                ],
            },
        ),
    ]
