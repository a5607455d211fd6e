"""The desks: which editors decide on which channels, and how many have to agree."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from categories.models import Category
from categories.queries import paths_down_to


class Desk(models.Model):
    """A group of editors and the channels they decide on, with everything below those.

    A channel without a desk, above it too, is every editor's.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    approvals = models.PositiveSmallIntegerField(
        _("approvals"),
        default=1,
        choices=[(1, _("one editor releases")), (2, _("two editors agree"))],
        help_text=_("How many different editors have to agree before readers see a story."),
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="desks", verbose_name=_("editors")
    )

    class Meta:
        verbose_name = _("desk of editors")
        verbose_name_plural = _("desks of editors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="desk_asks_one_or_two",
                condition=Q(approvals__in=[1, 2]),
                violation_error_message=_("A desk asks for one approval or for two."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeskChannelQuerySet(models.QuerySet["DeskChannel"]):
    def closed_to(self, user: User) -> set[int]:
        """Return the categories whose desk `user` does not belong to, by number.

        Each category belongs to the desk of the nearest channel above it. Two queries, one where
        every channel is the person's.
        """
        if user.has_perm("moderation.release_any_channel"):
            return set()
        own = Desk.editors.through.objects.filter(desk=OuterRef("desk"), user=user)
        rows = self.annotate(is_own=Exists(own)).values_list("category__path", "is_own")
        is_own = dict(rows)
        if all(is_own.values()):
            return set()
        closed = set()
        in_use = Coalesce("merged_into__path", "path")
        for pk, path in Category.objects.values_list("pk", in_use):
            above = [is_own[one] for one in paths_down_to(path) if one in is_own]
            if above and not above[-1]:
                closed.add(pk)
        return closed


class DeskChannel(models.Model):
    """A category that a desk decides on. Each has one desk at most."""

    desk = models.ForeignKey(
        Desk, on_delete=models.CASCADE, related_name="channels", verbose_name=_("desk of editors")
    )
    category = models.OneToOneField(
        "categories.Category",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("category"),
        error_messages={"unique": _("Another desk has this category already.")},
    )

    objects = DeskChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel of a desk")
        verbose_name_plural = _("channels of a desk")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.category)
