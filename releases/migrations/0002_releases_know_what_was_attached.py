"""A mailed release names what was attached to it, and says if its text could be read."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0001_press_releases"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="pressrelease",
            name="release_stays_as_received",
        ),
        migrations.AddField(
            model_name="pressrelease",
            name="attachments",
            field=models.JSONField(blank=True, default=list, verbose_name="attachments"),
        ),
        migrations.AddField(
            model_name="pressrelease",
            name="has_text",
            field=models.BooleanField(
                default=True,
                help_text="If not, the subject of the mail stands for its text.",
                verbose_name="its text could be read",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pressrelease",
            trigger=pgtrigger.compiler.Trigger(
                name="release_stays_as_received",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."came_by" IS DISTINCT FROM (NEW."came_by") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."attachments" IS DISTINCT FROM (NEW."attachments") OR OLD."has_text" IS DISTINCT FROM (NEW."has_text") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7bd11d7ddfa36c4ccdf2c885187ba9964c35aff4",
                    operation="UPDATE",
                    pgid="pgtrigger_release_stays_as_received_a1a31",
                    table="releases_pressrelease",
                    when="BEFORE",
                ),
            ),
        ),
    ]
