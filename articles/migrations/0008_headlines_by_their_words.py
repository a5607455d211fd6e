"""An index of the words of headlines, by which the desk finds a story to relate another one to."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_slots_and_banners"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=GinIndex(
                SearchVector("headline", config="simple"), name="article_headline_words"
            ),
        ),
    ]
