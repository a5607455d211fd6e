"""Everything that happened at the desk, in one list: steps, saves, comments, other changes.

Each kind stands in a table of its own. A page takes the newest of each, by an index, and merges
them in PostgreSQL; so page 500 costs what page 1 costs, and nothing is counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation import answered
from moderation.models import Comment, Event, Revision, Transition
from moderation.telling import Told, tell

SIZE = 50
CSV_SIZE = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_POSITION = re.compile(r"([1-9][0-9]{0,15})-([0-9]{1,2})-([1-9][0-9]{0,17})", re.ASCII)

# Tables of events, by what people call them. The keys stand in addresses.
GROUPS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "akun": (
        _("Accounts and roles"),
        (
            "accounts_user",
            "accounts_user_groups",
            "accounts_user_user_permissions",
            "mfa_authenticator",
        ),
    ),
    "desk": (
        _("Desks of editors"),
        ("moderation_desk", "moderation_desk_editors", "moderation_deskchannel"),
    ),
    "kategori": (_("Categories"), ("categories_category", "moderation_categorymerge")),
    "penulis": (
        _("Authors and tags"),
        ("articles_author", "articles_tag", "moderation_authormerge", "moderation_tagmerge"),
    ),
    "depan": (_("Front page and banner"), ("articles_slot", "articles_banner")),
    "halaman": (_("Standing pages"), ("articles_page",)),
    "bahasa": (
        _("Standards of language"),
        ("standards_lexiconentry", "standards_rulelevel", "standards_housestyle"),
    ),
    "masa-aturan": (_("Rule windows"), ("moderation_rulewindow",)),
    "rilis": (_("Press releases"), ("releases_pressrelease",)),
    "foto": (_("Photos taken down"), ("photos_photo",)),
    "rencana": (_("Coverage plan"), ("planning_assignment",)),
    "naskah": (
        _("Deadlines, embargoes, links"),
        (
            "moderation_draft",
            "moderation_previewlink",
            "moderation_versionname",
            "moderation_allowance",
            "moderation_comment",
        ),
    ),
    "ekspor": (_("Exports"), ("archive_export",)),
    "setelan": (_("Saved filters"), ("moderation_savedfilter",)),
}
KINDS: dict[str, Promise] = {
    "langkah": _("Steps"),
    "simpan": _("Saves"),
    "komentar": _("Comments"),
    "perubahan": _("All other changes"),
    **{key: label for key, (label, _tables) in GROUPS.items()},
}


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; what is None or empty does not narrow it."""

    kind: str = ""
    person: int | None = None
    draft: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins: after the row of this moment, rank and number."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.rank}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """Return the place that `text` names, or None for anything else."""
        match = _POSITION.fullmatch(text)
        if match is None:
            return None
        at = EPOCH + timedelta(microseconds=int(match[1]))
        return cls(at, int(match[2]), int(match[3]))


@dataclass(frozen=True)
class Page:
    entries: list[Told]
    older: Place | None


@dataclass(frozen=True)
class _Source:
    """A table the list is made of, narrowed; `rank` decides between rows of one moment."""

    rank: int
    model: type[Model]
    rows: QuerySet[Any]


def page_of(asked: Asked, after: Place | None = None, *, size: int = SIZE) -> Page:
    """Return the page of the list that follows `after`, in the same few queries for any size."""
    found = _merged(_sources(asked), after, size + 1)
    shown = found[:size]
    older = Place(*shown[-1]) if len(found) > size else None
    return Page(tell([(rank, pk) for _at, rank, pk in shown], _MODELS), older)


def everything(asked: Asked) -> Iterator[Told]:
    """Yield the whole list, page by page, for a file of any length."""
    after: Place | None = None
    while True:
        page = page_of(asked, after, size=CSV_SIZE)
        yield from page.entries
        if page.older is None:
            return
        after = page.older


def people() -> QuerySet[User]:
    """Return whom the list can be narrowed to: everybody who ever had an account."""
    return User.objects.order_by("-is_active", "first_name", "last_name", "username")


_MODELS: dict[int, type[Model]] = {3: Transition, 2: Revision, 1: Comment, 0: Event}


def _sources(asked: Asked) -> list[_Source]:
    """Return the tables to look at; what a filter cannot mean is left out."""
    wanted = {
        "": (3, 2, 1, 0),
        "langkah": (3,),
        "simpan": (2,),
        "komentar": (1,),
    }.get(asked.kind, (0,))
    sources = [_Source(rank, _MODELS[rank], _narrowed(rank, asked)) for rank in wanted]
    if asked.draft is not None:
        return [part for source in sources for part in _of_draft(source, asked.draft, asked.kind)]
    if asked.kind in GROUPS:
        # One range of one index for each table, instead of a search through all events.
        (source,) = sources
        tables = GROUPS[asked.kind][1]
        return [replace(source, rows=source.rows.filter(table=table)) for table in tables]
    return sources


def _narrowed(rank: int, asked: Asked) -> QuerySet[Any]:
    rows = _MODELS[rank]._base_manager.all()
    if asked.person is not None:
        rows = rows.filter(by=asked.person)
    if asked.day is not None:
        begins = timezone.make_aware(datetime.combine(asked.day, time.min))
        rows = rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return rows


def _of_draft(source: _Source, draft: int, kind: str) -> list[_Source]:
    """Return what a table has about one draft: of events, its own and those of its answers."""
    if source.rank:
        return [replace(source, rows=source.rows.filter(draft=draft))]
    parts = {
        "moderation_draft": source.rows.filter(table="moderation_draft", object_id=draft),
        answered.TABLE: source.rows & answered.events_of(draft),
    }
    return [
        replace(source, rows=rows)
        for table, rows in parts.items()
        if kind not in GROUPS or table in GROUPS[kind][1]
    ]


def _merged(
    sources: Iterable[_Source], after: Place | None, size: int
) -> list[tuple[datetime, int, int]]:
    """Return (moment, rank, number) of the newest rows of all sources, in one query."""
    ranges = []
    for source in sources:
        rows = source.rows if after is None else _following(source, after)
        rank = Cast(Value(source.rank), IntegerField())
        rows = rows.order_by("-at", "-id").annotate(rank=rank)
        ranges.append(rows.values_list("at", "rank", "id")[:size])
    if not ranges:
        return []
    if len(ranges) == 1:
        return list(ranges[0])
    return list(ranges[0].union(*ranges[1:], all=True).order_by("-at", "-rank", "-id")[:size])


def _following(source: _Source, after: Place) -> QuerySet[Any]:
    if source.rank > after.rank:
        return source.rows.filter(at__lt=after.at)
    if source.rank < after.rank:
        return source.rows.filter(at__lte=after.at)
    return source.rows.filter(TupleLessThan(Tuple("at", "pk"), (after.at, after.pk)))
