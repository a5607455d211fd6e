"""How far an export is, in numbers; none of that goes into the record."""

from django.db import migrations, models

EXCEPT = """
DROP TRIGGER record_event ON archive_export;
CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON archive_export
FOR EACH ROW EXECUTE FUNCTION record_event('except', '{columns}');
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_exports_asked_for_at_the_desk")]

    operations = [
        migrations.RemoveField("export", "told"),
        migrations.AddField(
            "export",
            "stage",
            models.CharField(
                blank=True,
                choices=[
                    ("tables", "Tables"),
                    ("files", "Files"),
                    ("items", "Stories and photos"),
                    ("pages", "Addresses"),
                    ("packing", "Packing, in megabytes"),
                ],
                max_length=20,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            "export",
            "stage_at",
            models.DateTimeField(blank=True, null=True, verbose_name="begin of the stage"),
        ),
        migrations.AddField(
            "export", "done", models.PositiveBigIntegerField(default=0, verbose_name="done")
        ),
        migrations.AddField(
            "export", "total", models.PositiveBigIntegerField(default=0, verbose_name="of")
        ),
        migrations.RunSQL(
            EXCEPT.format(columns="stage stage_at done total seen_at"),
            EXCEPT.format(columns="told seen_at"),
        ),
    ]
