"""Addresses that once worked and must go on working."""

from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def with_targets(self) -> "OldAddressQuerySet":
        """Load where each leads, also where that was merged into another one since."""
        return self.select_related(
            *("category__merged_into", "tag__merged_into", "author__merged_into"),
            *("page", "article"),
        ).defer("page__body", "article__body")


class OldAddress(models.Model):
    """A path that moved, with a slash at its end; or a query of the front page, as `/?p=12`.

    A story of our own needs none: its number decides and the slug follows. One that came from
    another system had an address there, and so had the pages around it (see `articles.old`).
    """

    path = models.CharField(_("old path"), max_length=2650, unique=True)
    category = models.ForeignKey(
        "categories.Category",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    tag = models.ForeignKey(
        "articles.Tag",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    author = models.ForeignKey(
        "articles.Author",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    page = models.ForeignKey(
        "articles.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    # A path of this site that no row stands for: a day of the index, a picture.
    leads_to = models.CharField(_("leads to"), max_length=300, null=True, blank=True)

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                name="oldaddress_has_one_target",
                condition=Exact(
                    models.Func(
                        *("category", "tag", "author", "article", "page", "leads_to"),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
            ),
            models.CheckConstraint(
                name="oldaddress_leads_to_this_site",
                condition=models.Q(leads_to=None) | models.Q(leads_to__regex=r"^/([^/\\]|$)"),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        """Return where the old path leads today, in one hop."""
        return self.leads_to or self.target.get_absolute_url()

    @property
    def target(self) -> models.Model | None:
        """What the old path leads to today: of what was merged, what stands for it.

        None where it leads to a place that no row stands for.
        """
        if label := self.category or self.tag or self.author:
            return label.in_use
        return self.article or self.page
