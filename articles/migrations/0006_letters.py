"""Readers' letters: the reader role may add one (newsroom/roles.sql)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_stories_answer_and_relate"),
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
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
                            ("reply", "Right of reply: the story is about me and harms me"),
                            ("correction", "Right of correction: something in the story is wrong"),
                            ("complaint", "Complaint about the story"),
                        ],
                        max_length=20,
                        verbose_name="what it is",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("contact", models.CharField(max_length=160, verbose_name="e-mail or telephone")),
                (
                    "standing",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="relation to the story"
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="letter")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("sender_key", models.CharField(editable=False, max_length=64)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-sent_at", "-id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(models.F("sender_key"), models.F("sent_at"), name="letter_sender")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("contact", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="letter_is_whole",
                        violation_error_message="A letter needs a name, a contact and a text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["reply", "correction", "complaint"])),
                        name="letter_kind_known",
                        violation_error_message="This kind of letter does not exist.",
                    ),
                ],
            },
        ),
    ]
