"""Everything in progress: by status, by the clock, by person, and what nobody has touched.

Every list is a range of an index and has an end; no table is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from articles.models import Copy
from categories.models import Category
from moderation import desks, sourcing
from moderation.listing import due_within
from moderation.models import Desk, Draft
from moderation.numbers import plain_number
from moderation.steps import IN_PROGRESS, Status

ROWS = 25  # of one status
MOST = 100  # of one list
MOST_OF_A_WEEK = 400
MOST_PEOPLE = 300
UNTOUCHED = timedelta(days=7)
WEEK = timedelta(days=7)
SPANS = ("lewat", "hari-ini", "pekan")


@dataclass(frozen=True)
class Wanted:
    """What the filters of the overview ask for; nothing by itself. Read from the address."""

    channel: str = ""
    desk: int | None = None
    person: int | None = None
    kind: str = ""
    due: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> "Wanted":
        """Read the filters; what makes no sense is not asked for."""
        kind, due = sent.get("jenis", ""), sent.get("tenggat", "")
        return cls(
            channel=sent.get("kanal", "")[:200],
            desk=plain_number(sent.get("meja")),
            person=plain_number(sent.get("orang")),
            kind=kind if kind in Copy.Kind.values else "",
            due=due if due in SPANS else "",
        )

    def __bool__(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True)
class Column:
    """The stories of one status; `more` if there are others behind them."""

    status: Status
    drafts: list[Draft]
    more: bool


@dataclass
class Day:
    """A day and what goes out on it, in the order of the clock."""

    day: date
    drafts: list[Draft] = field(default_factory=list)


@dataclass
class Load:
    """What one person has in hand: how many stories of each status, and how many are overdue."""

    person: User
    numbers: dict[str, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def cells(self) -> list[tuple[Status, int]]:
        """Return the numbers in the order of the columns."""
        return [(status, self.numbers.get(status, 0)) for status in IN_PROGRESS]


def rows(user: User, wanted: Wanted) -> QuerySet[Draft]:
    """Return what `user` may see of what is `wanted`, without the texts."""
    found = Draft.objects.seen_by(user)
    if wanted.channel:
        found = found.within(wanted.channel)
    if wanted.desk is not None:
        found = found.filter(category__in=categories_of(wanted.desk, user))
    if wanted.person is not None:
        found = found.filter(owner=wanted.person)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.due:
        found = due_within(found, wanted.due)
    return found.select_related("owner", "category", "claimed_by").defer("body", "standfirst")


def categories_of(desk: int, user: User) -> list[int]:
    """Return the categories that a desk decides on, by number, with all below its channels."""
    finder = desks.Finder(user)
    found = []
    rows = Category.objects.select_related("merged_into").only("path", "merged_into__path")
    for category in rows:
        nearest = finder.desk_of(category)
        if nearest is not None and nearest.pk == desk:
            found.append(category.pk)
    return found


def board(user: User, wanted: Wanted) -> list[Column]:
    """Return the columns of the board, one query each: the newest first, or by the clock.

    What was submitted waits: there the longest untouched is first.
    """
    order = {
        Status.SCHEDULED: ("scheduled_for", "pk"),
        Status.SUBMITTED: ("changed_at", "pk"),
    }
    columns, everything = [], rows(user, wanted)
    for status in IN_PROGRESS:
        of_status = everything.filter(status=status)
        found = list(of_status.order_by(*order.get(status, ("-changed_at", "-pk")))[: ROWS + 1])
        columns.append(Column(status, found[:ROWS], len(found) > ROWS))
    return columns


def scheduled(user: User, wanted: Wanted) -> list[Day]:
    """Return what waits for its minute, by days; late ones first."""
    found = rows(user, wanted).filter(status=Status.SCHEDULED)
    return by_day(found.order_by("scheduled_for", "pk")[: MOST + 1])


def week(user: User, wanted: Wanted, monday: date) -> list[Day]:
    """Return the seven days from `monday`, in WIB, with what is scheduled on them."""
    begins = timezone.make_aware(datetime.combine(monday, time()))
    found = rows(user, wanted).filter(
        status=Status.SCHEDULED, scheduled_for__gte=begins, scheduled_for__lt=begins + WEEK
    )
    days = {day.day: day for day in by_day(found.order_by("scheduled_for", "pk")[:MOST_OF_A_WEEK])}
    whole = (monday + timedelta(days=number) for number in range(7))
    return [days.get(day, Day(day)) for day in whole]


def by_day(drafts: Iterable[Draft]) -> list[Day]:
    """Group scheduled drafts, which come in the order of the clock, by their day in WIB."""
    days: list[Day] = []
    for draft in drafts:
        day = timezone.localdate(draft.scheduled_for)
        if not days or days[-1].day != day:
            days.append(Day(day))
        days[-1].drafts.append(draft)
    return days


def overdue(user: User, wanted: Wanted, *, now: datetime | None = None) -> list[Draft]:
    """Return what should have been out by now, the longest overdue first."""
    found = due_within(rows(user, wanted), "lewat", now=now)
    return list(found.order_by("due_at", "pk")[: MOST + 1])


def unverified(user: User, wanted: Wanted, *, now: datetime | None = None) -> list[Draft]:
    """Return whose public story should have been verified by now; `public_verify_by` says when."""
    found = sourcing.overdue(rows(user, wanted), now=now)
    return list(found.annotate(public_verify_by=F("article__verify_by"))[: MOST + 1])


def stale(user: User, wanted: Wanted, *, now: datetime | None = None) -> list[Draft]:
    """Return what is in progress and was not touched for a week, the longest first."""
    before = (now or timezone.now()) - UNTOUCHED
    found = rows(user, wanted).in_progress().filter(changed_at__lt=before)
    return list(found.order_by("changed_at", "pk")[: MOST + 1])


def people(user: User, *, now: datetime | None = None) -> list[Load]:
    """Return what everybody has in hand, by name, in three queries."""
    seen = Draft.objects.seen_by(user)
    counted = seen.in_progress().order_by().values_list("owner", "status")
    loads: dict[int, dict[str, int]] = {}
    for owner, status, number in counted.annotate(number=Count("pk")):
        loads.setdefault(owner, {})[status] = number
    late = due_within(seen, "lewat", now=now).order_by().values_list("owner")
    overdue_of = dict(late.annotate(number=Count("pk")))
    persons = User.objects.filter(pk__in=loads).order_by("first_name", "last_name", "username")
    return [
        Load(person, loads[person.pk], overdue_of.get(person.pk, 0))
        for person in persons[:MOST_PEOPLE]
    ]


def choices(user: User) -> dict[str, list[tuple[str, str]]]:
    """Return what the filters offer, by their name in the address; three queries."""
    channels = Category.objects.choosable().filter(kind=Category.Kind.CHANNEL).ordered()
    offered: dict[str, list[tuple[str, str]]] = {
        "kanal": [(path, name) for path, name in channels.values_list("path", "name")],
        "jenis": [(value, str(label)) for value, label in Copy.Kind.choices],
    }
    if user.has_perm("moderation.edit_any_draft"):
        writers = User.objects.with_perm("moderation.add_draft", include_superusers=False)
        writers = writers.filter(is_active=True).order_by("first_name", "last_name", "username")
        offered["orang"] = [(str(one.pk), str(one)) for one in writers[:MOST_PEOPLE]]
        offered["meja"] = [(str(pk), name) for pk, name in Desk.objects.values_list("pk", "name")]
    return offered
