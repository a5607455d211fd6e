"""A trigger renews the stamp with every change, so no way of writing can forget it."""

from django.db import migrations

TABLES = ("standards_lexiconentry", "standards_rulelevel", "standards_housestyle")
FUNCTION = """
CREATE FUNCTION renew_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO standards_stamp (id, value) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET value = excluded.value;
    RETURN NULL;
END
$$;
"""
TRIGGER = """
CREATE TRIGGER renew_stamp BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION renew_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_lexicon_rules_and_choices")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION renew_stamp();"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER renew_stamp ON {table};")
            for table in TABLES
        ),
    ]
