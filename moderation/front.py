"""The front page and the tops of channels as editors place them; each change can be undone.

Readers see a change with the next request. Two editors cannot overwrite each other: a change is
refused when the page is no longer the one its author saw.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from articles import edition
from articles import front as fronts
from articles.models import Article, Banner, Slot
from articles.templatetags.dates import full_time
from moderation.models import FrontChange
from moderation.workflow import Refused

# A slot as the log keeps it: position, article, starts_at and ends_at (ISO, or None).
Row = dict[str, Any]

CHANGES_SHOWN = 8
BANNERS_SHOWN = 8
USUAL_BANNER = timedelta(hours=2)


@dataclass
class Seat:
    """A position of a page: the story that stands there now, by hand or not, and what will."""

    position: int
    article: Article | None
    slot: Slot | None
    coming: list[Slot] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A change as people read it: who, when, what came and what went."""

    change: FrontChange
    placed: list[str]
    removed: list[str]


# --- Reading --------------------------------------------------------------------------------------


def seats(category_id: int | None, newest: list[Article], *, now: datetime) -> list[Seat]:
    """Return the positions of a page as they stand now; `newest` are the stories that fill it."""
    standing = fronts.placed(category_id, at=now)
    top = fronts.fill(standing, newest)
    shown = [
        Seat(position, top.get(position), standing.get(position))
        for position in range(1, fronts.POSITIONS + 1)
    ]
    coming = _slots(category_id).filter(starts_at__gt=now).select_related("article")
    for slot in coming.order_by("starts_at"):
        if slot.position <= fronts.POSITIONS:
            shown[slot.position - 1].coming.append(slot)
    return shown


def version(category_id: int | None) -> str:
    """Return what a change of the page must have seen: a digest of its slots."""
    return _digest(_rows(category_id))


def changes(category_id: int | None) -> list[Told]:
    """Return the last changes of a page that stand, the newest first, in two queries."""
    rows = FrontChange.objects.filter(category=category_id, undone_at=None)
    found = list(rows.select_related("by").order_by("-pk")[:CHANGES_SHOWN])
    numbers = {row["article"] for one in found for row in [*one.before, *one.after]}
    names = dict(Article.objects.filter(pk__in=numbers).values_list("pk", "headline"))
    return [_told(one, names) for one in found]


# --- Changing -------------------------------------------------------------------------------------


def place(
    category_id: int | None,
    position: int,
    article: Article,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    seen: str,
    by: User,
    now: datetime | None = None,
) -> None:
    """Place a story at a position from `starts_at` (None: now) until `ends_at` (None: removed).

    What stands there comes back afterwards if the new one ends; otherwise it makes room. The story
    leaves any other position it stands at now. Raises Refused.
    """
    now = now or timezone.now()
    begins = max(starts_at, now) if starts_at else now
    if ends_at is not None and ends_at <= begins:
        raise Refused(_("It has to end after it begins."), detail="ends")
    if not 1 <= position <= fronts.POSITIONS:
        raise Refused(_("This position does not exist."), detail="position")

    def edit(rows: list[Row]) -> list[Row]:
        made_room = (_make_room(row, position, article.pk, begins, ends_at, now) for row in rows)
        kept = [row for row in made_room if row is not None]
        return [*kept, _row(position, article.pk, begins, ends_at)]

    _change(category_id, edit, seen=seen, by=by, now=now)


def clear(
    category_id: int | None,
    position: int,
    *,
    seen: str,
    by: User,
    now: datetime | None = None,
) -> None:
    """Let a position fill itself again; what is to come there stays. Raises Refused."""
    now = now or timezone.now()

    def edit(rows: list[Row]) -> list[Row]:
        return [
            row for row in rows if row["position"] != position or _moment(row["starts_at"]) > now
        ]

    _change(category_id, edit, seen=seen, by=by, now=now)


def cancel(slot: Slot, *, seen: str, by: User, now: datetime | None = None) -> None:
    """Take back one slot, one that is to come for instance. Raises Refused."""
    gone = _row(slot.position, slot.article_id, slot.starts_at, slot.ends_at)

    def edit(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row != gone]

    _change(slot.category_id, edit, seen=seen, by=by, now=now or timezone.now())


def swap(
    category_id: int | None,
    position: int,
    other: int,
    *,
    seen: str,
    by: User,
    now: datetime | None = None,
) -> None:
    """Exchange what was placed by hand at two positions; a place nobody filled stays one.

    Raises Refused.
    """
    now = now or timezone.now()
    if not {position, other} <= set(range(1, fronts.POSITIONS + 1)):
        raise Refused(_("This position does not exist."))
    turned = {position: other, other: position}

    def edit(rows: list[Row]) -> list[Row]:
        return [
            row | {"position": turned.get(row["position"], row["position"])}
            if _moment(row["starts_at"]) <= now
            else row
            for row in rows
        ]

    _change(category_id, edit, seen=seen, by=by, now=now)


@transaction.atomic
def undo(category_id: int | None, *, seen: str, now: datetime | None = None) -> None:
    """Put a page back to what it was before its last change. Raises Refused.

    Undone again, it goes back one more.
    """
    now = now or timezone.now()
    edition.hold()
    last = FrontChange.objects.filter(category=category_id, undone_at=None).order_by("-pk").first()
    if last is None:
        raise Refused(_("There is nothing to undo."))
    rows = _rows(category_id)
    _refuse_stale(category_id, rows, seen)
    live = set(
        Article.objects.live()
        .filter(pk__in={row["article"] for row in last.before})
        .values_list("pk", flat=True)
    )
    _write(category_id, rows, [row for row in last.before if row["article"] in live], now)
    last.undone_at = now
    last.save(update_fields=["undone_at"])


def _make_room(
    row: Row,
    position: int,
    article: int,
    begins: datetime,
    ends_at: datetime | None,
    now: datetime,
) -> Row | None:
    """Return what is left of a slot when a story is placed; None if nothing is."""
    if _moment(row["starts_at"]) > begins:
        return row
    here, same = row["position"] == position, row["article"] == article
    if not here and not same:
        return row
    if begins > now:  # until then nothing changes
        if same or ends_at is None:
            return row | {"ends_at": _earlier(row["ends_at"], begins)}
        return row
    return row if here and not same and ends_at is not None else None


@transaction.atomic
def _change(
    category_id: int | None,
    edit: Callable[[list[Row]], list[Row]],
    *,
    seen: str,
    by: User,
    now: datetime,
) -> None:
    edition.hold()  # one change at a time
    before = _rows(category_id)
    _refuse_stale(category_id, before, seen)
    after = edit([row for row in before if not _is_over(row, now)])
    if _digest(after) == _digest(before):
        return
    _write(category_id, before, after, now)
    FrontChange.objects.create(category_id=category_id, before=before, after=after, by=by, at=now)


def _write(category_id: int | None, before: list[Row], after: list[Row], now: datetime) -> None:
    """Make the rows of a page be `after`; those that stay are not touched, the ended ones go."""
    wanted = [row for row in after if not _is_over(row, now)]
    going = [row for row in before if row not in wanted]
    coming = [row for row in wanted if row not in before]
    for row in going:
        slot = _slots(category_id).filter(**_columns(row))
        # What only moved or got another end is one change in the record, not two.
        same = next((one for one in coming if _is_same(row, one)), None)
        if same is None:
            slot.delete()
        else:
            coming.remove(same)
            slot.update(**_columns(same))
    Slot.objects.bulk_create(Slot(category_id=category_id, **_columns(row)) for row in coming)


def _slots(category_id: int | None) -> QuerySet[Slot]:
    return Slot.objects.filter(category=category_id)


def _rows(category_id: int | None) -> list[Row]:
    slots = _slots(category_id).order_by("position", "starts_at", "pk")
    return [_row(one.position, one.article_id, one.starts_at, one.ends_at) for one in slots]


def _row(position: int, article: int, starts_at: datetime, ends_at: datetime | None) -> Row:
    return {
        "position": position,
        "article": article,
        "starts_at": starts_at.astimezone(UTC).isoformat(),
        "ends_at": ends_at.astimezone(UTC).isoformat() if ends_at else None,
    }


def _columns(row: Row) -> dict[str, Any]:
    return {
        "position": row["position"],
        "article_id": row["article"],
        "starts_at": _moment(row["starts_at"]),
        "ends_at": _moment(row["ends_at"]) if row["ends_at"] else None,
    }


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(f"not a moment: {text}")
    return moment


def _is_same(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] for name in ("article", "starts_at"))


def _earlier(ends_at: str | None, moment: datetime) -> str:
    """Return the earlier of an end and a moment, as the log keeps it."""
    end = min(_moment(ends_at), moment) if ends_at else moment
    return end.astimezone(UTC).isoformat()


def _is_over(row: Row, now: datetime) -> bool:
    return row["ends_at"] is not None and _moment(row["ends_at"]) <= now


def _digest(rows: list[Row]) -> str:
    lines = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def _refuse_stale(category_id: int | None, rows: list[Row], seen: str) -> None:
    if _digest(rows) == seen:
        return
    last = FrontChange.objects.filter(category=category_id).order_by("-pk").first()
    who = {"who": last.by, "when": full_time(last.at)} if last else None
    raise Refused(
        _("%(who)s changed this page on %(when)s. This is how it stands now; try again.") % who
        if who
        else _("This page has changed. This is how it stands now; try again.")
    )


def _told(change: FrontChange, names: dict[int, str]) -> Told:
    def words(row: Row) -> str:
        name = names.get(row["article"]) or f"#{row['article']}"
        return _("“%(story)s” at %(position)s") % {"story": name, "position": row["position"]}

    came = [words(row) for row in change.after if row not in change.before]
    over = [row for row in change.before if not _is_over(row, change.at)]
    went = [words(row) for row in over if row not in change.after]
    return Told(change, came, went)


# --- The banner -----------------------------------------------------------------------------------


def banners(*, now: datetime) -> list[Banner]:
    """Return the last banners, each with `is_standing`, the newest first."""
    rows = list(
        Banner.objects.select_related("article").order_by("-starts_at", "-pk")[:BANNERS_SHOWN]
    )
    for row in rows:
        row.is_standing = row.starts_at <= now < row.ends_at
    return rows


def raise_banner(
    text: str,
    *,
    kind: str,
    lasts: timedelta = USUAL_BANNER,
    article: Article | None = None,
    now: datetime | None = None,
) -> Banner:
    """Put a line above every public page from now on, for as long as `lasts` says."""
    now = now or timezone.now()
    return Banner.objects.create(
        text=" ".join(text.split()), kind=kind, article=article, starts_at=now, ends_at=now + lasts
    )


def end_banner(pk: int, *, now: datetime | None = None) -> bool:
    """Take a banner down before its time; say whether it stood."""
    now = now or timezone.now()
    standing = Banner.objects.filter(Q(starts_at__lt=now), pk=pk, ends_at__gt=now)
    return bool(standing.update(ends_at=now))
