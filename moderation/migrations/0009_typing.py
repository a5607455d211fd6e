"""What is typed and not saved, and who has a draft open."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
        ("categories", "0001_initial"),
        ("moderation", "0008_second_person_in_the_record"),
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.JSONField()),
                ("base_version", models.PositiveIntegerField()),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="moderation.draft",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved typing",
                "verbose_name_plural": "unsaved typing",
                "default_permissions": (),
                "indexes": [models.Index(models.F("at"), name="autosave_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "person"), name="autosave_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(verbose_name="seen")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="moderation.draft",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "default_permissions": (),
                "indexes": [models.Index(models.F("seen_at"), name="presence_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "person"), name="presence_once")
                ],
            },
        ),
    ]
