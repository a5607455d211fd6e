"""What is put right about a press release goes into the record; its text and its contact do not."""

from django.db import migrations

COLUMNS = "text sha256 contact file came_by entered_by_id entered_at"


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0026_merges_of_tags_and_authors"),
        ("releases", "0001_press_releases"),
    ]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON releases_pressrelease
            FOR EACH ROW EXECUTE FUNCTION record_event('except', '{COLUMNS}');
            """,
            "DROP TRIGGER record_event ON releases_pressrelease;",
        ),
    ]
