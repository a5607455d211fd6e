"""Exports that somebody asked for at the desk, one at a time; each goes into the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("moderation", "0016_events_by_trigger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("newsroom", "Everything, in an open format"),
                            ("wordpress", "Public stories, for WordPress"),
                            ("site", "Public site, as files for any web server"),
                        ],
                        default="newsroom",
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for the worker"),
                            ("running", "Being made"),
                            ("done", "Ready"),
                            ("failed", "Failed"),
                            ("deleted", "Deleted"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "told",
                    models.CharField(blank=True, max_length=200, verbose_name="last heard of"),
                ),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                ("bytes", models.PositiveBigIntegerField(default=0, verbose_name="bytes")),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                ("seen_at", models.DateTimeField(verbose_name="last sign")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "fetched_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last downloaded"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "fetched_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="last downloaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-id"],
                "permissions": [("take_export", "Can export everything")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        name="export_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            """
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON archive_export
            FOR EACH ROW EXECUTE FUNCTION record_event('except', 'told seen_at');
            """,
            "DROP TRIGGER record_event ON archive_export;",
        ),
    ]
