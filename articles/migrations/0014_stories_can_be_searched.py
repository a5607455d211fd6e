"""What search knows of live stories, and of their words.

`pg_trgm` finds words that are written alike. It is a trusted extension, so the owner of the
database may add it (PostgreSQL 13 and newer), and it is part of PostgreSQL's own contrib modules.
Stories that were released before are indexed by `manage.py index_stories`.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

TABLES = ("articles_searchentry", "articles_searchword")
TRIGGER = """
CREATE TRIGGER raise_edition BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION raise_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_old_addresses_of_stories")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                ("heading", django.contrib.postgres.search.SearchVectorField()),
                ("everything", django.contrib.postgres.search.SearchVectorField()),
                (
                    "vocabulary",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["heading"], name="searchentry_heading"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["everything"], name="searchentry_everything"
                    ),
                    models.Index(fields=["version"], name="searchentry_version"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("stories", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "searched word",
                "verbose_name_plural": "searched words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("word"), name="gin_trgm_ops"
                        ),
                        name="searchword_like",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stories__gt", 0)), name="searchword_is_in_a_story"
                    ),
                ],
            },
        ),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table), f"DROP TRIGGER raise_edition ON {table};"
            )
            for table in TABLES
        ),
    ]
