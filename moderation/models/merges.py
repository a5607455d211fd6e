"""Categories that were merged: what moved, so that it can be moved back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CategoryMerge(models.Model):
    """One merge of a category into another. `moved` lists numbers by what they are."""

    source = models.ForeignKey(
        "categories.Category",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged category"),
    )
    target = models.ForeignKey(
        "categories.Category",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged into"),
    )
    moved = models.JSONField()
    was_retired = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of categories")
        verbose_name_plural = _("merges of categories")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
