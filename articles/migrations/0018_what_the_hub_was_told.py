"""Remember what the WebSub hub was told last, and how it goes with telling it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_sitemaps_by_number")]

    operations = [
        migrations.CreateModel(
            name="HubNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.BigIntegerField(default=0)),
                ("told", models.JSONField(blank=True, default=dict)),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, verbose_name="failed attempts"),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=300, verbose_name="what went wrong"),
                ),
                (
                    "wait_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="next attempt"),
                ),
            ],
            options={
                "verbose_name": "note about the hub",
                "verbose_name_plural": "notes about the hub",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="hubnote_is_one_row")
                ],
            },
        ),
    ]
