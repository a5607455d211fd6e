"""The record of everything that is no story."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

TRUNCATE = """
CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON moderation_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
        ("categories", "0001_initial"),
        ("moderation", "0011_talk"),
        ("photos", "0001_photo_and_rendition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(default=list)),
                ("after", models.JSONField(default=list)),
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="categories.category",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the front page",
                "verbose_name_plural": "changes of the front page",
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "action",
                    models.CharField(
                        choices=[("INSERT", "Added"), ("UPDATE", "Changed"), ("DELETE", "Removed")],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("table", models.CharField(max_length=63, verbose_name="what")),
                ("object_id", models.BigIntegerField(verbose_name="number")),
                ("before", models.JSONField(null=True, verbose_name="before")),
                ("after", models.JSONField(null=True, verbose_name="after")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="event_latest",
                    ),
                    models.Index(
                        models.F("by"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="event_by",
                    ),
                    models.Index(
                        models.F("table"),
                        models.F("object_id"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="event_of",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9264c06c415b77f9439fb5d82717632dd43d0bbc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_event_is_kept_25516",
                    table="moderation_event",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(TRUNCATE, "DROP TRIGGER event_is_not_emptied ON moderation_event;"),
    ]
