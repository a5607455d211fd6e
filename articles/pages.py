"""Pages of long lists, addressed by position and not by number.

`?sebelum=<microseconds>-<id>` names the last story of the page before. So nothing repeats or is
skipped while news comes in, and page 500 costs what page 1 costs: there is no COUNT and no OFFSET.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThanOrEqual
from django.http import Http404
from django.utils.functional import cached_property

PARAMETER = "sebelum"
SIZE = 20
SECOND_RANK = 4
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# As `Position` writes it, and no other way: each place in a list has one address. Sixteen digits
# of microseconds last until the year 2286, eighteen digits fit a bigint.
_POSITION = re.compile(r"(0|[1-9][0-9]{0,15})-(0|[1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True)
class Position:
    """The place of a story in a list ordered by time and number, newest first."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Position":
        """Return the position `text` names. Raises Http404 for anything else."""
        match = _POSITION.fullmatch(text)
        if match is None:
            raise Http404("not a position")
        return cls(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its stories, and where the next older one begins, if there is one."""

    items: list[Any]
    older: Position | None
    is_first: bool
    # The stories of the lead and the second rank, where editors placed some (articles/front.py).
    top: tuple[Any, ...] = ()
    # Whether a list leads to it; else somebody made its address up, or what it follows is gone.
    is_linked: bool = True

    @cached_property
    def lead(self) -> Any:
        """The story that opens the first page."""
        return self.top[0] if self.top else choose_lead(self.items)

    @property
    def second(self) -> list[Any]:
        """The stories shown with it, in the second rank."""
        return [item for item in self.items if item is not self.lead][:SECOND_RANK]

    @property
    def rest(self) -> list[Any]:
        """What is listed by days below: on a later page everything."""
        if not self.is_first:
            return self.items
        return [item for item in self.items if item is not self.lead][SECOND_RANK:]


def choose_lead(stories: Sequence[Any]) -> Any:
    """Return which of the newest stories opens a page: one that nobody paid for, or None.

    One with a picture opens it better than a slightly newer one without.
    """
    unpaid = [story for story in stories if story.kind != story.Kind.ADVERTORIAL]
    pictured = (story for story in unpaid[: SECOND_RANK + 1] if story.picture)
    return next(pictured, unpaid[0] if unpaid else None)


def page_of(
    rows: QuerySet,
    after: str | None,
    *,
    at: str = "published_at",
    pk: str = "id",
    size: int = SIZE,
) -> ListPage:
    """Return the page of `rows` that follows the position `after` (None: the first page).

    `rows` have their time under the name `at` and their number under `pk`. Raises Http404 for a
    malformed position and for one that nothing follows; only a first page may be empty.
    """
    rows = rows.order_by(f"-{at}", f"-{pk}")
    if after is not None:
        position = Position.parse(after)
        rows = rows.filter(TupleLessThanOrEqual(Tuple(at, pk), (position.at, position.pk)))
    found = list(rows[: size + 1 if after is None else size + 2])
    is_linked = True
    if after is not None:
        # A list only ever links to the place after one of its rows.
        first = found[0] if found else None
        is_linked = bool(first) and (getattr(first, at), getattr(first, pk)) == (
            position.at,
            position.pk,
        )
        found = found[1:] if is_linked else found[: size + 1]
        if not found:
            raise Http404("nothing is older")
    items = found[:size]
    older = None
    if len(found) > size:
        last = items[-1]
        older = Position(getattr(last, at), getattr(last, pk))
    return ListPage(items, older, is_first=after is None, is_linked=is_linked)
