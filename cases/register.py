"""The register of cases: its pages, and the table that leaves the house."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO

from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.pages import Position, page_of
from cases.models import Case, CaseQuerySet
from moderation.spreadsheets import cell

ROWS = 50
# The filters of the register, by what stands in the address.
VIEWS = {
    "": _("Open"),
    "saya": _("Mine"),
    "baru": _("Nobody's"),
    "lewat": _("Overdue"),
    "selesai": _("Ended"),
}
MOST_WAITING = 5


@dataclass(frozen=True)
class CasePage:
    """One page of the register, and where the next one begins ("" if there is none)."""

    cases: list[Case]
    after: str
    is_first: bool


def wanted(view: str, kind: str, *, user: User, now: datetime) -> CaseQuerySet:
    """Return the cases that `view` (a key of VIEWS) and a kind of letter ("" for all) name."""
    rows: CaseQuerySet = Case.objects.for_rows()
    if kind:
        rows = rows.filter(letter__kind=kind)
    match view:
        case "selesai":
            return rows.exclude(closed_at=None)
        case "saya":
            return rows.open().filter(handler=user)
        case "baru":
            return rows.open().filter(handler=None)
        case "lewat":
            return rows.late(now)
    return rows.open()


def read(view: str, kind: str, *, user: User, after: str = "", now: datetime) -> CasePage:
    """Return a page of the register after the position `after`.

    Open cases come by their due time, ended ones the latest first. Raises Http404 for a position
    that no page has.
    """
    rows = wanted(view, kind, user=user, now=now)
    if view == "selesai":
        page = page_of(rows, after or None, at="closed_at", size=ROWS)
        return CasePage(page.items, str(page.older or ""), page.is_first)
    if after:
        place = Position.parse(after)
        rows = rows.filter(TupleGreaterThan(Tuple("due_at", "pk"), (place.at, place.pk)))
    found = list(rows.order_by("due_at", "pk")[: ROWS + 1])
    cases = found[:ROWS]
    more = str(Position(cases[-1].due_at, cases[-1].pk)) if len(found) > ROWS else ""
    return CasePage(cases, more, is_first=not after)


def waiting(user: User) -> dict[str, Any]:
    """Return what the desk's first page shows, by template name; {} for who handles no cases."""
    if not user.has_perm("moderation.handle_case"):
        return {}
    rows = Case.objects.for_rows().open().order_by("due_at", "pk")
    return {"cases": list(rows[:MOST_WAITING])}


def write_csv(cases: Iterable[Case], to: TextIO) -> None:
    """Write cases as a table: the register as the Press Council may ask for it.

    Without contacts and without the letters: it leaves the house. No cell begins as a formula.
    """
    writer = csv.writer(to)
    writer.writerow([str(heading) for heading in HEADINGS])
    for case in cases:
        letter, about = case.letter, case.letter.article
        reply = case.reply_draft.article if case.reply_draft else None
        writer.writerow(
            cell(value)
            for value in (
                letter.reference,
                letter.called,
                case.get_came_by_display(),
                moment(letter.sent_at),
                moment(case.due_at),
                letter.article_id,
                about.headline,
                letter.name,
                letter.standing,
                case.get_status_display(),
                case.handler or "",
                case.get_ground_display(),
                case.outcome,
                moment(case.closed_at),
                _("yes") if case.was_late else "",
                reply.pk if reply else "",
                moment(reply.published_at if reply else None),
            )
        )


HEADINGS = (
    _("Number"),
    _("What it is"),
    _("Came by"),
    _("Arrived"),
    _("Due"),
    _("Story"),
    _("Headline"),
    _("Sender"),
    _("Relation to the story"),
    _("Status"),
    _("Handled by"),
    _("Ground of the refusal"),
    _("Outcome"),
    _("Ended"),
    _("Late"),
    _("Published reply"),
    _("Reply published"),
)


def moment(value: datetime | None) -> str:
    """Return a time in WIB as spreadsheets read it, `2026-11-22 19:25`; "" for none."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""
