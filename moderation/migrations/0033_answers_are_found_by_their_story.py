"""The record finds what was let stand in a story, also what is so no more."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0032_pages_that_were_saved"),
    ]

    operations = [
        migrations.AddIndex(
            "event",
            models.Index(
                Coalesce(KT("after__draft_id"), KT("before__draft_id")),
                F("at").desc(),
                F("id").desc(),
                name="event_of_allowance",
                condition=Q(table="moderation_allowance"),
            ),
        ),
    ]
