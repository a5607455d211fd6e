"""The lexicon page by page, in alphabetical order, by position: no COUNT and no OFFSET."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.http import Http404

from standards.models import LexiconEntry

ROWS = 100
MOST_PROPOSALS = 50
_BIGGEST = 2**63


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of the lexicon, and where the next one begins ("" if there is none)."""

    entries: list[LexiconEntry]
    after: str
    is_first: bool


def rows() -> QuerySet[LexiconEntry]:
    return LexiconEntry.objects.select_related("added_by", "accepted_by")


def proposals() -> list[LexiconEntry]:
    """Return what waits for an editor, the oldest first."""
    return list(rows().filter(accepted_at=None).order_by("added_at", "pk")[:MOST_PROPOSALS])


def read(kind: str, query: str, *, after: str = "") -> EntryPage:
    """Return a page of the accepted entries of `kind` ("" for all) in which `query` stands.

    Raises Http404 for a position that no page has.
    """
    found = rows().exclude(accepted_at=None)
    if kind:
        found = found.filter(kind=kind)
    if query:
        found = found.filter(
            Q(text__icontains=query) | Q(expansion__icontains=query) | Q(note__icontains=query)
        )
    if after:
        key, _sign, number = after.rpartition("~")
        if not (number.isascii() and number.isdigit() and int(number) < _BIGGEST):
            raise Http404("not a position")
        found = found.filter(TupleGreaterThan(Tuple("key", "pk"), (key, int(number))))
    entries = list(found.order_by("key", "pk")[: ROWS + 1])
    shown = entries[:ROWS]
    more = f"{shown[-1].key}~{shown[-1].pk}" if len(entries) > ROWS else ""
    return EntryPage(shown, more, is_first=not after)
