"""Questions asked of the category tree; each is one query."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from tree_queries.query import TreeQuerySet

from categories.naming import tidy

if TYPE_CHECKING:
    from categories.models import Category

SEPARATOR = " › "

# Far more than a newsroom needs; a guard against runaway imports, chosen so that the longest path
# still fits a row of a PostgreSQL index (2704 bytes).
MAX_LEVELS = 32


def paths_down_to(path: str) -> list[str]:
    """Return the paths of what the category at `path` lies under, the top one first, and its own.

    `a/b/c` gives `a`, `a/b` and `a/b/c`.
    """
    return list(accumulate(path.split("/"), "{}/{}".format))


class CategoryQuerySet(TreeQuerySet):
    """Rows of the category tree."""

    def choosable(self, *, keeping: int | None = None) -> CategoryQuerySet:
        """Leave out what is retired: still read, no longer chosen.

        `keeping` is the id that was chosen before and may therefore stay.
        """
        return self.filter(Q(is_retired=False) | Q(pk=keeping))

    def ordered(self) -> CategoryQuerySet:
        """Sort siblings as the newsroom arranged them."""
        return self.order_by("position", "name")

    def in_tree_order(self) -> CategoryQuerySet:
        """Sort each category's children right below it, siblings as `ordered()` has them."""
        return self.with_tree_fields()

    def with_children_count(self) -> CategoryQuerySet:
        """Add `children_count`, those directly below, retired ones too."""
        children = self.model._base_manager.filter(parent=OuterRef("pk")).order_by()
        counted = children.values("parent").annotate(number=Count("pk")).values("number")
        return self.annotate(children_count=Coalesce(Subquery(counted), 0))

    def at_or_below(self, path: str) -> CategoryQuerySet:
        """Return the category at `path` and everything under it, parents before children.

        "/" is followed by "0" in the path's collation (bytes), so all that starts with "a/" lies
        between "a/" and "a0": one range of the unique index.
        """
        return self.filter(Q(path=path) | Q(path__gte=f"{path}/", path__lt=f"{path}0")).order_by(
            "path"
        )

    def at_or_above(self, path: str) -> CategoryQuerySet:
        """Return the category at `path` and those it lies under, the top one first."""
        return self.filter(path__in=paths_down_to(path)).order_by("path")

    def menu(self) -> list[Category]:
        """Return the channels in use, in order, each with `menu_children`, the list below it.

        Two levels, one query, nothing retired.
        """
        channel = self.model.Kind.CHANNEL
        rows = list(self.choosable().filter(Q(kind=channel) | Q(parent__kind=channel)).ordered())
        children: dict[int, list[Category]] = {}
        for row in rows:
            children.setdefault(row.parent_id, []).append(row)
        channels = children.get(None, [])
        for row in channels:
            row.menu_children = children.get(row.pk, [])
        return channels

    def with_trail(self) -> CategoryQuerySet:
        """Add `trail`, "Pemerintahan › Pemilu", which `label()` and `str()` then show."""
        return self.annotate(
            trail=Subquery(
                self._above()
                .order_by()
                .values(one=Value(1))
                .annotate(names=StringAgg("name", Value(SEPARATOR), order_by="path"))
                .values("names")
            )
        )

    def with_crime(self) -> CategoryQuerySet:
        """Add `in_crime`, which `is_in_crime()` then answers: it or one above it is marked so."""
        return self.annotate(in_crime=Exists(self._above().filter(about_crime=True)))

    def search(self, text: str) -> CategoryQuerySet:
        """Return what somebody typing `text` may mean, the likeliest first.

        Every word must occur in the name or in the name of a category above it. Names that begin
        with the text come first, then names that hold it, then those found by their trail.
        """
        key = tidy(text).lower()
        found = self
        for word in key.split():
            found = found.filter(Exists(self._above().filter(name_key__contains=word)))
        return found.annotate(
            likeliness=Case(
                When(name_key__startswith=key, then=Value(0)),
                When(name_key__contains=f" {key}", then=Value(1)),
                When(name_key__contains=key, then=Value(2)),
                default=Value(3),
            )
        ).order_by("likeliness", "name_key", "path")

    def _above(self) -> QuerySet[Category]:
        """Return, for use in a subquery, the outer category and those it lies under."""
        return self.model._base_manager.filter(_IsAtOrAbove("path", OuterRef("path")))


class _IsAtOrAbove(Func):
    """Whether the category at the first path is that at the second, or one it lies under.

    Lists the second path's beginnings and so uses the index; comparing every path with every
    other takes five times as long at 500 categories.
    """

    output_field = BooleanField()
    arg_joiner = " = ANY(ARRAY(SELECT array_to_string((string_to_array("
    template = (
        f"%(expressions)s, '/'))[:level], '/') FROM generate_series(1, {MAX_LEVELS}) AS level))"
    )
