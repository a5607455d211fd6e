"""Plans by day: the list by filter, and the week from Monday to Sunday."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import Draft
from moderation.numbers import plain_number
from planning.models import Assignment, AssignmentQuerySet

ROWS = 50
MOST_OF_A_WEEK = 300
MOST_OF_MINE = 6
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)

# The filters of the list, by what stands in the address.
VIEWS = {
    "": _("To do"),
    "saya": _("Mine"),
    "kosong": _("Unassigned"),
    "lewat": _("Overdue"),
    "selesai": _("Finished and older"),
}


@dataclass
class Day:
    """A day and what is planned for it, in the order of the clock."""

    day: date
    plans: list[Assignment] = field(default_factory=list)


@dataclass(frozen=True)
class PlanPage:
    """One page of the list, by days, and where the next one begins."""

    days: list[Day]
    after: str
    is_first: bool


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(monday: date) -> tuple[list[Day], bool]:
    """Return the seven days from `monday` with their plans, and whether some had no place."""
    rows = Assignment.objects.for_rows().filter(
        planned_for__gte=monday, planned_for__lt=monday + WEEK
    )
    found = list(rows.order_by("planned_for", "pk")[: MOST_OF_A_WEEK + 1])
    days = {day.day: day for day in by_day(found[:MOST_OF_A_WEEK])}
    whole = [
        days.get(day, Day(day)) for day in (monday + timedelta(days=number) for number in range(7))
    ]
    return whole, len(found) > MOST_OF_A_WEEK


def page_of(view: str, *, user: User, after: str = "", now: datetime) -> PlanPage:
    """Return a page of the list that `view` (a key of VIEWS) names, after the position `after`."""
    today = timezone.localdate(now)
    rows: AssignmentQuerySet = Assignment.objects.for_rows()
    newest_first = view == "selesai"
    if view == "lewat":
        rows = rows.late(now)
    elif view == "selesai":
        open_now = Assignment.objects.open().recent(today).values("pk")
        rows = rows.filter(planned_for__lte=today).exclude(pk__in=open_now)
    else:
        rows = rows.open().recent(today)
        if view == "saya":
            rows = rows.of(user)
        elif view == "kosong":
            rows = rows.filter(reporter=None)
    place = read_position(after)
    if place:
        follows = TupleLessThan if newest_first else TupleGreaterThan
        rows = rows.filter(follows(Tuple("planned_for", "pk"), place))
    order = ("-planned_for", "-pk") if newest_first else ("planned_for", "pk")
    found = list(rows.order_by(*order)[: ROWS + 1])
    shown = found[:ROWS]
    more = f"{shown[-1].planned_for:%Y-%m-%d}-{shown[-1].pk}" if len(found) > ROWS else ""
    return PlanPage(by_day(shown), more, is_first=not place)


def read_position(text: str) -> tuple[date, int] | None:
    """Return the day and number that `text` names, as the pager wrote it, or None."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    number = plain_number(text[11:])
    return (day, number) if number is not None else None


def by_day(plans: Iterable[Assignment]) -> list[Day]:
    """Group plans that come in the order of their days; within a day the clock decides."""
    days: list[Day] = []
    for plan in plans:
        if not days or days[-1].day != plan.planned_for:
            days.append(Day(plan.planned_for))
        days[-1].plans.append(plan)
    for day in days:
        day.plans.sort(key=lambda plan: (plan.planned_time or time.max, plan.pk))
    return days


def readable(plans: Iterable[Assignment], user: User) -> set[int]:
    """Return the numbers of those drafts of `plans` that `user` may open, in one query."""
    wanted = [plan.draft_id for plan in plans if plan.draft_id]
    if not wanted or not user.has_perm("moderation.view_draft"):
        return set()
    return set(Draft.objects.seen_by(user).filter(pk__in=wanted).values_list("pk", flat=True))


def mine(user: User, *, now: datetime | None = None) -> dict[str, Any]:
    """Return what the desk's first page shows of the plans, by template name; {} for who sees none.

    `plans` are the person's own; `unassigned` and `plans_late` only for those who hand out work.
    """
    if not user.has_perm("planning.view_assignment"):
        return {}
    now = now or timezone.now()
    today = timezone.localdate(now)
    rows = Assignment.objects.for_rows().open().recent(today).order_by("planned_for", "pk")
    found: dict[str, Any] = {"plans": list(rows.of(user)[:MOST_OF_MINE]), "plans_today": today}
    if user.has_perm("planning.change_assignment"):
        found["unassigned"] = list(rows.filter(reporter=None)[:MOST_OF_MINE])
        found["plans_late"] = list(
            Assignment.objects.for_rows().late(now).order_by("planned_for", "pk")[:MOST_OF_MINE]
        )
    return found
