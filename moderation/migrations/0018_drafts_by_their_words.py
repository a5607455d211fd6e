"""Find drafts by the words of their headlines, and by kind, without reading them all."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("moderation", "0017_events_quote_no_story")]

    operations = [
        migrations.AddIndex(
            "draft",
            models.Index(F("kind"), F("changed_at").desc(), F("id").desc(), name="draft_kind"),
        ),
        migrations.AddIndex(
            "draft",
            GinIndex(SearchVector("headline", config="simple"), name="draft_headline_words"),
        ),
    ]
