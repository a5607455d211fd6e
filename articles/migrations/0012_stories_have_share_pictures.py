"""The pictures of a link to a story; a withdrawn story has none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_edition_knows_its_turns")]

    operations = [
        migrations.RemoveConstraint(
            model_name="article",
            name="article_withdrawn_is_empty",
        ),
        migrations.AddField(
            model_name="article",
            name="share_pictures",
            field=models.JSONField(blank=True, default=dict),
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
