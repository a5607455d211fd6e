"""The event of a comment keeps no words of the story it is about.

No login can take words out of the record of events; what the law has erased has to be gone.
"""

from importlib import import_module

from django.db import migrations

trigger = import_module("moderation.migrations.0016_events_by_trigger").trigger

DROP = "DROP TRIGGER record_event ON moderation_comment;"
WHOLE = trigger("moderation_comment", "UPDATE OR DELETE", "except", "")
WITHOUT_QUOTE = trigger("moderation_comment", "UPDATE OR DELETE", "except", "quote context")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0016_events_by_trigger")]

    operations = [migrations.RunSQL([DROP, WITHOUT_QUOTE], [DROP, WHOLE])]
