"""A story may answer another, name related ones, and say what was updated."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_corrections_say_how_much"),
        ("categories", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_withdrawn_is_empty",
        ),
        migrations.AddField(
            model_name="article",
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
            model_name="article",
            name="read_also_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="“Baca juga”"),
        ),
        migrations.AddField(
            model_name="article",
            name="related_ids",
            field=models.JSONField(blank=True, default=list, verbose_name="related stories"),
        ),
        migrations.AddField(
            model_name="article",
            name="update_note",
            field=models.TextField(
                blank=True,
                help_text="Printed beside the time of the update.",
                verbose_name="what was updated",
            ),
        ),
        migrations.AlterField(
            model_name="article",
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
            model_name="article",
            name="withdrawal_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sara", "Ethnicity, religion, race or inter-group hostility"),
                    ("decency", "Decency"),
                    ("child", "The future of a child"),
                    ("victim", "The trauma of a victim"),
                    ("council", "A special ground set by the Press Council"),
                    ("unexplained", "Killed; the explanation follows"),
                ],
                max_length=20,
                verbose_name="ground of the withdrawal",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(
                        ("body", ""),
                        ("body_pictures", {}),
                        ("headline", ""),
                        ("kicker", ""),
                        ("photo_ids", []),
                        ("picture__isnull", True),
                        ("place", ""),
                        ("read_also_ids", []),
                        ("related_ids", []),
                        ("slug", "dicabut"),
                        ("source", ""),
                        ("standfirst", ""),
                        ("update_note", ""),
                    ),
                    _connector="OR",
                ),
                name="article_withdrawn_is_empty",
                violation_error_message="A withdrawn story keeps none of its text.",
            ),
        ),
    ]
