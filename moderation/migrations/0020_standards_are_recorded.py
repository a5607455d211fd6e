"""Every change of the lexicon, of a rule's weight and of the house style goes into the record."""

from django.db import migrations

TABLES = {
    "standards_lexiconentry": "key version added_by_id added_at accepted_by_id",
    "standards_rulelevel": "",
    "standards_housestyle": "",
}


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0019_allowances"),
        ("standards", "0001_lexicon_rules_and_choices"),
    ]

    operations = [
        migrations.RunSQL(
            f"""
            CREATE TRIGGER record_event AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION record_event('except', '{columns}');
            """,
            f"DROP TRIGGER record_event ON {table};",
        )
        for table, columns in TABLES.items()
    ]
