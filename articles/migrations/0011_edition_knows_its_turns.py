"""The edition knows when slots and banners begin and end, so that asking for it stays one lookup.

The array is made anew whenever a slot or a banner changes, and holds what lies ahead then: a
handful of moments, however long the past is. How many of them have passed is part of the edition.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION keep_turns() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE articles_edition SET turns = ARRAY(
        SELECT starts_at FROM articles_slot WHERE starts_at > now()
        UNION SELECT ends_at FROM articles_slot WHERE ends_at > now()
        UNION SELECT starts_at FROM articles_banner WHERE starts_at > now()
        UNION SELECT ends_at FROM articles_banner WHERE ends_at > now()
        ORDER BY 1
    ) WHERE id = 1;
    RETURN NULL;
END
$$;
"""
# After the statement: it has to see what the statement wrote.
TRIGGER = """
CREATE TRIGGER keep_turns AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION keep_turns();
"""
TABLES = ("articles_slot", "articles_banner")


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_letters_are_counted")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="turns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(), db_default=models.Value([]), default=list
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION keep_turns();"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER keep_turns ON {table};")
            for table in TABLES
        ),
        # What stands there already: a statement that changes nothing runs the trigger.
        migrations.RunSQL("UPDATE articles_slot SET id = id WHERE false;", migrations.RunSQL.noop),
    ]
