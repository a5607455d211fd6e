"""Every change of a plan goes into the record of events."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0016_events_by_trigger"),
        ("planning", "0001_assignments"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON planning_assignment
            FOR EACH ROW EXECUTE FUNCTION
            record_event('except', 'version changed_at changed_by_id created_at created_by_id');
            """,
            "DROP TRIGGER record_event ON planning_assignment;",
        )
    ]
