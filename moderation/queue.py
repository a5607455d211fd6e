"""What waits for whom: the queue, and the number that stands beside it on every desk page.

An editor is asked for a decision on what was submitted in their channels, and for a second pair of
eyes on what somebody did alone; a writer for an answer to what came back. The rules are those of
`moderation.rules`, asked here of many stories in a handful of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation import desks, windows, workflow
from moderation.claims import holder
from moderation.models import Comment, Desk, Draft, Transition
from moderation.steps import STEPS, Status

# Nobody reads further; what lies behind comes up as the first are decided on.
MOST = 200
MOST_OWN = 50
# How long a submitted story may wait before it is said louder.
PATIENCE = timedelta(minutes=45)
TOO_LONG = timedelta(hours=3)
# What is due within this stands on its writer's list.
SOON = timedelta(hours=24)


class Reason(TextChoices):
    """Why a story waits for an editor, the most urgent first."""

    KILL = "kill", _("Explain the withdrawal")
    OVERDUE = "overdue", _("Release by hand: its minute has passed")
    EMERGENCY = "emergency", _("Sign off the emergency release")
    WITHDRAWAL = "withdrawal", _("Decide on the withdrawal")
    SUBMITTED = "submitted", _("Decide")


# The step that answers each, and whose draft it may not be or who may not have begun it.
ANSWERED_BY = {
    Reason.KILL: STEPS["explain"],
    Reason.OVERDUE: STEPS["release"],
    Reason.EMERGENCY: STEPS["sign_off"],
    Reason.WITHDRAWAL: STEPS["withdraw"],
    Reason.SUBMITTED: STEPS["release"],
}


@dataclass
class Line:
    """A story in the queue: why it waits, since when, who began that, and by when it must end.

    `approvals` and `comments` are counted for the lines of a page only, and `in_window`, whether a
    rule window asks for two approvals, is asked for them only (`describe`).
    """

    draft: Draft
    reason: Reason
    since: datetime
    by_id: int | None
    desk: Desk | None
    deadline: datetime | None = None
    in_window: bool = False
    approvals: int = 0
    comments: int = 0
    by: User | None = None
    holder: User | None = None

    @property
    def approvals_needed(self) -> int:
        if self.reason != Reason.SUBMITTED:
            return 1
        return max(self.desk.approvals if self.desk else 1, 2 if self.in_window else 1)

    def waits(self, now: datetime) -> str:
        """Return how urgent the waiting is: "calm", "soon" or "late"."""
        if self.reason != Reason.SUBMITTED or now - self.since >= TOO_LONG:
            return "late"
        return "soon" if now - self.since >= PATIENCE else "calm"


@dataclass
class Queue:
    """What an editor should do now, and what only others can do."""

    urgent: list[Line] = field(default_factory=list)
    submitted: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    overdue: int = 0  # schedules that were missed, in whoever's channel
    is_cut: bool = False

    @property
    def number(self) -> int:
        """How many stories wait for the person; one that waits for two reasons is one."""
        return len({line.draft.pk for line in (*self.urgent, *self.submitted)})


def decides(user: User) -> bool:
    """Say whether stories of others wait for `user` at all."""
    return user.has_perm("moderation.release_draft")


def of_editor(
    user: User, *, now: datetime | None = None, finder: desks.Finder | None = None
) -> Queue:
    """Return what waits for an editor, the oldest submission first. At most two queries.

    `finder` is the editor's, where there is one already.
    """
    now = now or timezone.now()
    rows = list(_candidates(user, now)[: MOST + 1])
    queue = Queue(is_cut=len(rows) > MOST)
    if not rows:
        return queue
    finder = finder or desks.Finder(user)
    for draft in rows[:MOST]:
        if not finder.shows(draft):
            continue
        is_open = finder.is_open(draft.category)
        for line in _lines(draft, finder.desk_of(draft.category), now):
            queue.overdue += line.reason == Reason.OVERDUE
            if not user.has_perm(ANSWERED_BY[line.reason].permission):
                if line.by_id == user.pk:
                    queue.others.append(line)
            elif _is_theirs(line, user):
                queue.others.append(line)
            elif ANSWERED_BY[line.reason].in_channel and not is_open:
                continue
            elif line.reason == Reason.SUBMITTED:
                queue.submitted.append(line)
            else:
                queue.urgent.append(line)
    order = list(Reason)
    queue.urgent.sort(key=lambda line: (order.index(line.reason), line.deadline or line.since))
    queue.submitted.sort(key=lambda line: (line.since, line.draft.pk))
    return queue


def _candidates(user: User, now: datetime) -> QuerySet[Draft]:
    """Return every story that waits for an editor, whoever that is, with who began what when.

    Each of the four conditions is a small index; the texts are not read.
    """
    approvals = Transition.objects.filter(
        draft=OuterRef("pk"),
        step="approve",
        by=user,
        id__gt=Subquery(
            Transition.objects.filter(draft=OuterRef("draft"), step="submit")
            .order_by("-id")
            .values("id")[:1]
        ),
        revision__number=OuterRef("version"),
    )
    return (
        _begun()
        .filter(
            Q(status=Status.SUBMITTED)
            | Q(emergency__isnull=False)
            | Q(withdrawal_asked__isnull=False)
            | Q(explain_by__isnull=False)
            | Q(status=Status.SCHEDULED, scheduled_for__lte=now - workflow.LATE_AFTER)
        )
        .annotate(is_approved_by_user=Exists(approvals))
    )


@cache
def _begun() -> QuerySet[Draft]:
    """Return the drafts with who began what when, as a line needs them.

    Every desk page asks, and to build this takes as long as to answer it: it is built once.
    """
    latest = Transition.objects.filter(draft=OuterRef("pk")).order_by("-id")
    submission = latest.filter(step="submit")
    killing = latest.filter(step="kill")
    return (
        Draft.objects.annotate(
            submitted_at=Coalesce(Subquery(submission.values("at")[:1]), "changed_at"),
            submitted_by=Subquery(submission.values("by")[:1]),
            killed_by=Subquery(killing.values("by")[:1]),
        )
        .select_related(
            "owner", "category__merged_into", "claimed_by", "emergency", "withdrawal_asked"
        )
        .only(
            "headline",
            "status",
            "version",
            "changed_at",
            "owner__first_name",
            "owner__last_name",
            "owner__username",
            "category__name",
            "category__path",
            "category__merged_into__path",
            "claimed_by__first_name",
            "claimed_by__last_name",
            "claimed_by__username",
            "claimed_until",
            "due_at",
            "embargo_until",
            "is_restricted",
            "scheduled_for",
            "killed_at",
            "explain_by",
            "emergency__by",
            "emergency__at",
            "withdrawal_asked__by",
            "withdrawal_asked__at",
        )
        .order_by("submitted_at", "pk")
    )


def _lines(draft: Draft, desk: Desk | None, now: datetime) -> Iterable[Line]:
    if draft.status == Status.SUBMITTED:
        yield Line(draft, Reason.SUBMITTED, draft.submitted_at, draft.submitted_by, desk)
    if draft.explain_by is not None:
        deadline = draft.explain_by
        yield Line(draft, Reason.KILL, draft.killed_at, draft.killed_by, desk, deadline)
    if (asked := draft.emergency) is not None:
        yield Line(draft, Reason.EMERGENCY, asked.at, asked.by_id, desk)
    if (asked := draft.withdrawal_asked) is not None:
        yield Line(draft, Reason.WITHDRAWAL, asked.at, asked.by_id, desk)
    if draft.status == Status.SCHEDULED and draft.scheduled_for <= now:
        minute = draft.scheduled_for
        yield Line(draft, Reason.OVERDUE, minute, draft.submitted_by, desk, minute)


def _is_theirs(line: Line, user: User) -> bool:
    """Say whether somebody else has to answer, because `user` wrote, submitted or began it."""
    step = ANSWERED_BY[line.reason]
    if line.by_id == user.pk:
        return True
    if step.whose != "other":
        return False
    approved = line.reason == Reason.SUBMITTED and line.draft.is_approved_by_user
    return line.draft.owner_id == user.pk or approved


def describe(lines: list[Line], *, now: datetime | None = None) -> list[Line]:
    """Give the lines of a page their claims, approvals, open comments and names.

    At most five queries, however many lines there are.
    """
    now = now or timezone.now()
    numbers = {line.draft.pk for line in lines}
    comments = open_comments(numbers)
    people = User.objects.in_bulk({line.by_id for line in lines if line.by_id})
    submitted = [line for line in lines if line.reason == Reason.SUBMITTED]
    waiting = (line.draft.pk for line in submitted)
    in_window = windows.waiting_for_second(waiting, now=now) if submitted else set()
    for line in submitted:
        line.in_window = line.draft.pk in in_window
    asked = [line.draft for line in submitted if line.approvals_needed > 1]
    approved = desks.approvers_of(asked) if asked else {}
    for line in lines:
        line.comments = comments.get(line.draft.pk, 0)
        line.approvals = len(approved.get(line.draft.pk, ()))
        line.holder = holder(line.draft, now=now)
        line.by = people.get(line.by_id)
    return lines


def open_comments(drafts: Iterable[int]) -> dict[int, int]:
    """Return how many comments nobody has resolved each of `drafts` has, by number, if any."""
    rows = Comment.objects.filter(draft__in=list(drafts), parent=None, resolved_at=None)
    counted = rows.order_by().values_list("draft").annotate(number=Count("pk"))
    return dict(counted)


# --- For who writes -----------------------------------------------------------------------------


def to_answer(user: User) -> QuerySet[Draft]:
    """Return the own stories that came back, or on which somebody said something last."""
    asked = _open_threads().exclude(last_by=user.pk)
    own = Draft.objects.filter(owner=user, status__in=[Status.DRAFT, Status.RETURNED])
    return own.annotate(is_asked=Exists(asked)).filter(Q(status=Status.RETURNED) | Q(is_asked=True))


@cache
def _open_threads() -> QuerySet[Comment]:
    """Return the open comments on the draft of the query outside, with who spoke last (`last_by`).

    Built once, as `_begun()` is.
    """
    said_last = (
        Comment.objects.filter(Q(pk=OuterRef("pk")) | Q(parent=OuterRef("pk")))
        .order_by("-id")
        .values("by")[:1]
    )
    threads = Comment.objects.filter(draft=OuterRef("pk"), parent=None, resolved_at=None)
    return threads.annotate(last_by=Subquery(said_last))


def returned(user: User, *, most: int = MOST_OWN) -> list[Draft]:
    """Return what `to_answer()` names, with the note it came back with; three queries."""
    note = Transition.objects.filter(draft=OuterRef("pk"), step="return").order_by("-id")
    rows = (
        to_answer(user)
        .select_related("category")
        .defer("body", "standfirst")
        .annotate(note=Subquery(note.values("note")[:1]), note_at=Subquery(note.values("at")[:1]))
        .annotate(note_by=Subquery(note.values("by")[:1]))
        .order_by("due_at", "changed_at", "pk")
    )
    found = list(rows[:most])
    comments = open_comments(draft.pk for draft in found)
    people = User.objects.in_bulk({draft.note_by for draft in found if draft.note_by})
    for draft in found:
        draft.comments_open = comments.get(draft.pk, 0)
        draft.returned_by = people.get(draft.note_by)
    return found


def submitted_by(user: User, *, now: datetime | None = None, most: int = MOST_OWN) -> list[Draft]:
    """Return the own stories that wait for an editor, with who has claimed each (`holder`)."""
    submission = Transition.objects.filter(draft=OuterRef("pk"), step="submit").order_by("-id")
    rows = (
        Draft.objects.filter(owner=user, status=Status.SUBMITTED)
        .select_related("category", "claimed_by")
        .defer("body", "standfirst")
        .annotate(submitted_at=Coalesce(Subquery(submission.values("at")[:1]), "changed_at"))
        .order_by("submitted_at", "pk")
    )
    found = list(rows[:most])
    for draft in found:
        draft.holder = holder(draft, now=now)
    return found


def due_soon(user: User, *, now: datetime | None = None, most: int = 20) -> list[Draft]:
    """Return the own unfinished stories whose time is near or past, the nearest first."""
    now = now or timezone.now()
    rows = Draft.objects.in_progress().filter(owner=user, due_at__lte=now + SOON)
    rows = rows.exclude(status=Status.SCHEDULED)
    return list(
        rows.select_related("category").defer("body", "standfirst").order_by("due_at")[:most]
    )


class Waiting(NamedTuple):
    """How many stories wait for a person, and how many schedules were missed by anybody."""

    number: int = 0
    overdue: int = 0
    is_cut: bool = False  # more wait than were counted

    @property
    def said(self) -> str:
        """Return the number as badges print it; "" if nothing waits."""
        return f"{self.number}{'+' * self.is_cut}" if self.number else ""


def number_for(user: User, *, finder: desks.Finder | None = None) -> Waiting:
    """Return what every desk page says of the queue of `user`.

    At most three queries, each of a small index. `finder` is the person's, where there is one
    already.
    """
    if not user.has_perm("moderation.view_draft"):
        return Waiting()
    own_number = len(to_answer(user).values_list("pk")[: MOST + 1])
    is_cut = own_number > MOST
    if not decides(user):
        return Waiting(min(own_number, MOST), workflow.overdue().count(), is_cut)
    queue = of_editor(user, finder=finder)
    number = min(own_number, MOST) + queue.number
    return Waiting(number, queue.overdue, is_cut or queue.is_cut)
