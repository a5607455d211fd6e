"""What editors place by hand for a time; both raise the edition."""

import django.db.models.deletion
from django.db import migrations, models

TRIGGER = """
CREATE TRIGGER raise_edition BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION raise_edition();
"""
TABLES = ("articles_slot", "articles_banner")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_letters"),
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Banner",
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
                        choices=[("breaking", "Breaking news"), ("developing", "Developing story")],
                        default="breaking",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=140, verbose_name="text")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="banners",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "breaking banner",
                "verbose_name_plural": "breaking banners",
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(models.F("ends_at"), name="banner_ends")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="banner_says_something",
                        violation_error_message="Write what has happened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="banner_ends_after_it_starts",
                        violation_error_message="A banner ends after it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the front page.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="categories.category",
                        verbose_name="channel",
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ["category_id", "position", "-starts_at"],
                "indexes": [
                    models.Index(models.F("category"), models.F("position"), name="slot_of_page"),
                    models.Index(models.F("ends_at"), name="slot_ends"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 6))),
                        name="slot_position_exists",
                        violation_error_message="This position does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="slot_ends_after_it_starts",
                        violation_error_message="A slot ends after it begins.",
                    ),
                ],
            },
        ),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table), f"DROP TRIGGER raise_edition ON {table};"
            )
            for table in TABLES
        ),
    ]
