"""What was merged at the desk: what moved, so that it can be moved back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One merge of `source` into `target`. `moved` lists numbers by what they are."""

    moved = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class CategoryMerge(Merge):
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
    was_retired = models.BooleanField(default=False)

    class Meta(Merge.Meta):
        verbose_name = _("merge of categories")
        verbose_name_plural = _("merges of categories")


class TagMerge(Merge):
    """Goes with its tags: one that no story has any more is deleted when the last is withdrawn."""

    source = models.ForeignKey(
        "articles.Tag", on_delete=models.CASCADE, related_name="+", verbose_name=_("merged tag")
    )
    target = models.ForeignKey(
        "articles.Tag", on_delete=models.CASCADE, related_name="+", verbose_name=_("merged into")
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of tags")
        verbose_name_plural = _("merges of tags")


class AuthorMerge(Merge):
    source = models.ForeignKey(
        "articles.Author",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged author"),
    )
    target = models.ForeignKey(
        "articles.Author",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("merged into"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of authors")
        verbose_name_plural = _("merges of authors")
