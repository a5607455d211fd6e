"""The table behind the desk's cache: sign-in limits that all processes share.

The columns are those of Django's database cache. Nothing in it has to survive a crash, so it is
not logged. It holds times of attempts, for minutes; names stand in it as digests only.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_staff")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_limit (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX accounts_limit_expires ON accounts_limit (expires);
            """,
            "DROP TABLE accounts_limit;",
        ),
    ]
