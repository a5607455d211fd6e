"""What search knows: of each live story one row, and of each word in how many stories it stands.

Written by `articles.search.index` only; a story that readers may not read has no row.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """A live story as search reads it.

    `heading` holds the words of headline (weight A), kicker, tags and names (B) and standfirst (C):
    small, so that ranking reads it from the row itself. `everything` adds the text (D) with the
    places of its words, and lies beside the table (TOAST) until a phrase asks for it. Both also
    hold the day, month, year and categories of the story as words with a sign, so that one
    index answers a word in a month and a channel (docs/decisions/search.md).
    """

    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
    )
    published_at = models.DateTimeField()
    heading = SearchVectorField()
    everything = SearchVectorField()
    # What of it stands in `SearchWord`, to be taken out of there again.
    vocabulary = ArrayField(models.CharField(max_length=60), default=list)
    # The analyser that made the row (`articles.search.words.VERSION`).
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            # Without a list of pending rows, which every search would read: releases are few.
            GinIndex(fields=["heading"], fastupdate=False, name="searchentry_heading"),
            GinIndex(fields=["everything"], fastupdate=False, name="searchentry_everything"),
            models.Index(fields=["version"], name="searchentry_version"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SearchWord(models.Model):
    """A word of headlines, standfirsts, tags or names, for what a reader perhaps meant.

    Counted, so that a word goes with the last story that had it: also when that was withdrawn.
    """

    word = models.CharField(max_length=60, primary_key=True)
    stories = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("searched word")
        verbose_name_plural = _("searched words")
        indexes = [
            GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="searchword_like"),
        ]
        constraints = [
            models.CheckConstraint(name="searchword_is_in_a_story", condition=Q(stories__gt=0)),
        ]

    def __str__(self) -> str:
        return self.word
