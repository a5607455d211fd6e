"""Pin which table the edition's trigger writes: never a temporary one of the same name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_edition_triggers")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION raise_edition() SET search_path = public, pg_temp;",
            "ALTER FUNCTION raise_edition() RESET search_path;",
        )
    ]
