"""Small indexes of what is unfinished: everybody's own work, and what nobody has touched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0012_events"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("owner"),
                models.F("status"),
                models.OrderBy(models.F("changed_at"), descending=True),
                condition=models.Q(("status__in", ("returned", "draft", "submitted", "scheduled"))),
                name="draft_in_progress",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("changed_at"),
                models.F("id"),
                condition=models.Q(("status__in", ("returned", "draft", "submitted", "scheduled"))),
                name="draft_in_progress_age",
            ),
        ),
    ]
