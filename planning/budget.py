"""The budget: one printed page of what a day will bring, for the morning meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from articles.html import word_count
from categories.models import Category
from moderation.listing import NOT_DUE
from moderation.models import Draft
from moderation.steps import Status
from planning.models import Assignment

# More than that fills no page anybody reads at a meeting.
MOST_PLANS = 120
MOST_OF_A_KIND = 60
# What was touched since the morning of the day before is being worked on.
WORKED_ON_SINCE = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of the budget: a plan, a draft, or a plan with its draft."""

    words: str  # headline or plan
    plan: Assignment | None
    draft: Draft | None
    length: int  # in words of the saved text; 0: not begun

    @property
    def minute(self) -> time | None:
        """When it goes out or happens, in WIB, to sort by."""
        if self.draft and self.draft.scheduled_for:
            return timezone.localtime(self.draft.scheduled_for).time()
        return self.plan.planned_time if self.plan else None

    @property
    def due_at(self) -> datetime | None:
        return (self.draft.due_at if self.draft else None) or (
            self.plan.due_at if self.plan else None
        )

    @property
    def channel(self) -> str:
        """The address of the channel it belongs to, "" for none yet."""
        category = (self.draft and self.draft.category) or (self.plan and self.plan.category)
        return category.path.split("/")[0] if category else ""


@dataclass(frozen=True)
class Section:
    """A channel and its lines; no channel: what has none yet."""

    channel: Category | None
    lines: list[Line]


def of_day(day: date, *, user: User, now: datetime) -> list[Section]:
    """Return what `day` brings by channel, as far as `user` may see it, in a few queries.

    That is what is planned for it, what is scheduled or due on it, and today also what waits for
    an editor and what is being written.
    """
    plans = Assignment.objects.for_rows().filter(planned_for=day)
    plans = list(plans.exclude(closed=Assignment.Closed.CANCELLED)[:MOST_PLANS])
    drafts = _drafts(day, plans, user=user, now=now)
    lines = [_line(plan, drafts.pop(plan.draft_id or 0, None)) for plan in plans]
    lines += [_line(None, draft) for draft in drafts.values()]
    lines.sort(key=lambda line: (line.minute or time.max, line.words))
    return _by_channel(lines)


def _drafts(
    day: date, plans: Iterable[Assignment], *, user: User, now: datetime
) -> dict[int, Draft]:
    """Return the drafts of a day by number. Each kind is asked for by an index of its own."""
    if not user.has_perm("moderation.view_draft"):
        return {}
    seen = Draft.objects.seen_by(user)
    begins = timezone.make_aware(datetime.combine(day, time.min))
    ends = begins + timedelta(days=1)
    kinds = [
        seen.filter(
            status=Status.SCHEDULED, scheduled_for__gte=begins, scheduled_for__lt=ends
        ).order_by("scheduled_for"),
        seen.filter(due_at__isnull=False, due_at__gte=begins, due_at__lt=ends)
        .exclude(status__in=NOT_DUE)
        .order_by("due_at"),
    ]
    if day == timezone.localdate(now):
        kinds += [
            seen.filter(status=status, changed_at__gte=begins - WORKED_ON_SINCE)
            for status in (Status.DRAFT, Status.RETURNED)
        ]
        kinds.append(seen.filter(status=Status.SUBMITTED).order_by("changed_at"))
    wanted = {plan.draft_id for plan in plans if plan.draft_id}
    for rows in kinds:
        wanted |= set(rows.values_list("pk", flat=True)[:MOST_OF_A_KIND])
    return seen.select_related("owner", "category").defer("standfirst").in_bulk(wanted)


def _line(plan: Assignment | None, draft: Draft | None) -> Line:
    words = (draft and draft.headline) or (plan and plan.what) or str(draft)
    return Line(words, plan, draft, word_count(draft.body) if draft else 0)


def _by_channel(lines: Iterable[Line]) -> list[Section]:
    """Put lines under their channels, in the order of the menu; those without one at the end."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.channel, []).append(line)
    tops = Category.objects.filter(path__in=groups).ordered()
    sections = [Section(channel, groups.pop(channel.path)) for channel in tops]
    rest = [line for lines in groups.values() for line in lines]
    return [*sections, Section(None, rest)] if rest else sections
