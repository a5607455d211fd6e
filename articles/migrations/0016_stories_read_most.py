"""How often stories are read, and the two lists of those read most; the lists raise the edition."""

import django.db.models.deletion
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
TRIGGER = """
CREATE TRIGGER raise_edition BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON articles_popular
FOR EACH STATEMENT EXECUTE FUNCTION raise_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_people_of_the_newsroom")]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", ID.clone()),
                ("article_id", models.BigIntegerField()),
                ("hour", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReadingHour",
            fields=[
                ("id", ID.clone()),
                ("article_id", models.BigIntegerField()),
                ("hour", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "readings of an hour",
                "verbose_name_plural": "readings of hours",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("hour", "article_id"), name="reading_hour_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Popular",
            fields=[
                ("id", ID.clone()),
                (
                    "window",
                    models.CharField(
                        choices=[("day", "Last 24 hours"), ("week", "Last seven days")],
                        max_length=4,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="popular",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "story read most",
                "verbose_name_plural": "stories read most",
                "ordering": ["window", "position"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("window", "position"), name="popular_place_once"
                    ),
                    models.UniqueConstraint(
                        fields=("window", "article"), name="popular_story_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 10))),
                        name="popular_place_exists",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER raise_edition ON articles_popular;"),
    ]
