"""What merges of tags and of authors moved, so that it can be moved back; each in the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_labels_can_be_merged"),
        ("moderation", "0025_rule_windows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved", models.JSONField()),
                ("at", models.DateTimeField(verbose_name="at")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.author",
                        verbose_name="merged author",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.author",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of authors",
                "verbose_name_plural": "merges of authors",
                "ordering": ["-id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TagMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved", models.JSONField()),
                ("at", models.DateTimeField(verbose_name="at")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.tag",
                        verbose_name="merged tag",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.tag",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of tags",
                "verbose_name_plural": "merges of tags",
                "ordering": ["-id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        *(
            migrations.RunSQL(
                f"""
                CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION record_event('except', 'moved');
                """,
                f"DROP TRIGGER record_event ON {table};",
            )
            for table in ("moderation_authormerge", "moderation_tagmerge")
        ),
    ]
