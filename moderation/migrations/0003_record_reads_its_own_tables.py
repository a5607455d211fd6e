"""Pin which tables the record's functions read.

PostgreSQL looks for a table among the temporary ones first, and any role may make one. With a
temporary `moderation_draft` the desk's role could tell `write_transition()` another owner, and
release its own story.
"""

from django.db import migrations

FUNCTIONS = (
    "revision_digest(moderation_revision, text)",
    "transition_digest(moderation_transition, text)",
    "write_revision()",
    "write_transition()",
)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_record_in_a_chain")]

    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION {function} SET search_path = public, pg_temp;",
            f"ALTER FUNCTION {function} RESET search_path;",
        )
        for function in FUNCTIONS
    ]
