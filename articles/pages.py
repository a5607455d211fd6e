"""Pages of long lists, addressed by position and not by number.

`?sebelum=<microseconds>-<id>` names the last story of the page before. So nothing repeats or is
skipped while news comes in, and page 500 costs what page 1 costs: there is no COUNT and no OFFSET.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Value
from django.db.models.fields import BigIntegerField, DateTimeField
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.http import Http404

PARAMETER = "sebelum"
SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = EPOCH + timedelta(days=365 * 300)


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
        micros, _, pk = text.partition("-")
        if not (micros.isascii() and micros.isdigit() and pk.isascii() and pk.isdigit()):
            raise Http404("not a position")
        if len(micros) > 16 or len(pk) > 18:
            raise Http404("not a position")
        return cls(EPOCH + timedelta(microseconds=int(micros)), int(pk))


@dataclass(frozen=True)
class Page:
    items: list[Any]
    older: Position | None
    is_first: bool


def page_of(rows: QuerySet, after: str | None, *, pk: str = "id", size: int = SIZE) -> Page:
    """Return the page of `rows` that follows the position `after` (None: the first page).

    `rows` have `published_at` and, under the name `pk`, the story's number.
    """
    rows = rows.order_by("-published_at", f"-{pk}")
    if after is not None:
        position = Position.parse(after)
        rows = rows.filter(
            TupleLessThan(
                Tuple("published_at", pk),
                Tuple(
                    Value(position.at, output_field=DateTimeField()),
                    Value(position.pk, output_field=BigIntegerField()),
                ),
            )
        )
    found = list(rows[: size + 1])
    items = found[:size]
    older = None
    if len(found) > size:
        last = items[-1]
        older = Position(last.published_at, getattr(last, pk))
    return Page(items, older, is_first=after is None)
