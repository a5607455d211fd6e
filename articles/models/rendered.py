"""How stories stand in lists, made at their release."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Rendered(models.Model):
    """The HTML of a story in each shape that lists have, and of its page around its text.

    Nothing here says more than the story's own row; a trigger deletes it where that changes. What
    is missing is made on the fly, so this is the one public table that raises no edition.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    row = models.TextField()
    card = models.TextField()
    lead = models.TextField()
    brief = models.TextField()
    line = models.TextField()
    found = models.TextField(default="", db_default="")
    # Which templates made it: what others made is not shown.
    made_by = models.CharField(max_length=16, db_index=True)
    # The page around its text, and a digest of all that was printed there (articles/ready.py).
    page = models.TextField(default="", db_default="")
    page_of = models.CharField(max_length=32, default="", db_default="")

    class Meta:
        verbose_name = _("rendered story")
        verbose_name_plural = _("rendered stories")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.made_by}"
