"""A story says which sensitive topics it touches, and readers are spared what that asks for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_a_story_s_page_is_printed_once"),
        ("categories", "0002_merged_categories"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_withdrawn_is_empty",
        ),
        migrations.AddField(
            model_name="article",
            name="flags",
            field=models.JSONField(blank=True, default=list, verbose_name="sensitive topics"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None),
                    models.Q(
                        ("body", ""),
                        ("body_pictures", {}),
                        ("flags", []),
                        ("headline", ""),
                        ("kicker", ""),
                        ("photo_ids", []),
                        ("picture__isnull", True),
                        ("place", ""),
                        ("read_also_ids", []),
                        ("related_ids", []),
                        ("share_pictures", {}),
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
