"""Which editors decide on which channels."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
        ("categories", "0001_initial"),
        ("moderation", "0005_copies_answer_and_relate"),
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Desk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "approvals",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "one editor releases"), (2, "two editors agree")],
                        default=1,
                        help_text="How many different editors have to agree before readers see a story.",
                        verbose_name="approvals",
                    ),
                ),
                (
                    "editors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="desks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="editors",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk of editors",
                "verbose_name_plural": "desks of editors",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="DeskChannel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.OneToOneField(
                        error_messages={"unique": "Another desk has this category already."},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="categories.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="moderation.desk",
                        verbose_name="desk of editors",
                    ),
                ),
            ],
            options={
                "verbose_name": "channel of a desk",
                "verbose_name_plural": "channels of a desk",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(("approvals__in", [1, 2])),
                name="desk_asks_one_or_two",
                violation_error_message="A desk asks for one approval or for two.",
            ),
        ),
    ]
