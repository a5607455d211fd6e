"""Let a sitemap find what changed last in each of its files, without looking at every story."""

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_stories_read_most")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                F("id") / Value(5000),
                Coalesce("updated_at", "published_at").desc(),
                condition=Q(withdrawn_at=None),
                name="article_sitemap",
            ),
        ),
    ]
