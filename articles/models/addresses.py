"""Addresses that once worked and must go on working."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def with_targets(self) -> "OldAddressQuerySet":
        """Load where each leads, also where a category was merged into another one since."""
        return self.select_related("category__merged_into", "tag", "author")


class OldAddress(models.Model):
    """A path that moved. Stories need none: their number decides and the slug follows."""

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

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                name="oldaddress_has_one_target",
                condition=models.Q(category__isnull=False, tag=None, author=None)
                | models.Q(category=None, tag__isnull=False, author=None)
                | models.Q(category=None, tag=None, author__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        """Return where the old path leads today, in one hop."""
        return self.target.get_absolute_url()

    @property
    def target(self) -> models.Model:
        """What the old path leads to today: of a merged category, the one that stands for it."""
        return self.category.in_use if self.category else self.tag or self.author
