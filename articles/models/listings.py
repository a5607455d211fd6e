"""In which lists a story stands."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Listing(models.Model):
    """Where a live story is listed: once for its category and once for each ancestor of it.

    So the page of a section with sub-sections is one range of one index, however many stories
    there are.
    """

    category = models.ForeignKey(
        "categories.Category", on_delete=models.PROTECT, related_name="listings"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(fields=["article", "category"], name="listing_once"),
        ]
        indexes = [
            models.Index(
                F("category"),
                F("published_at").desc(),
                F("article").desc(),
                name="listing_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.article_id}"
