"""The same columns that articles have got, for drafts and versions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
        ("categories", "0001_initial"),
        ("moderation", "0004_erasures"),
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                help_text="For a right of reply: the story it replies to. Both pages link to each other.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_replies",
                to="articles.article",
                verbose_name="story it answers",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="read_also_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="“Baca juga”"),
        ),
        migrations.AddField(
            model_name="draft",
            name="related_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="related stories"),
        ),
        migrations.AddField(
            model_name="revision",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                help_text="For a right of reply: the story it replies to. Both pages link to each other.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_replies",
                to="articles.article",
                verbose_name="story it answers",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="read_also_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="“Baca juga”"),
        ),
        migrations.AddField(
            model_name="revision",
            name="related_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="related stories"),
        ),
        migrations.AlterField(
            model_name="draft",
            name="kind",
            field=models.CharField(
                choices=[
                    ("news", "News"),
                    ("release", "Press release"),
                    ("opinion", "Opinion"),
                    ("analysis", "Analysis"),
                    ("background", "Background"),
                    ("photo", "Photo story"),
                    ("announcement", "Announcement"),
                    ("advertorial", "Advertorial"),
                    ("reply", "Right of reply"),
                ],
                default="news",
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("news", "News"),
                    ("release", "Press release"),
                    ("opinion", "Opinion"),
                    ("analysis", "Analysis"),
                    ("background", "Background"),
                    ("photo", "Photo story"),
                    ("announcement", "Announcement"),
                    ("advertorial", "Advertorial"),
                    ("reply", "Right of reply"),
                ],
                default="news",
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
