"""What may be done with a plan: taken, moved, closed, and begun as a draft.

Each function locks the plan's row, so that two people at once get one answer each and one draft
comes of it. None of them touches a schedule.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Author, Credit
from articles.templatetags.dates import day_name, full_time
from moderation import notices
from moderation.history import save_draft
from moderation.models import Draft
from moderation.workflow import Refused
from planning.models import Assignment

LONGEST_DATELINE = Draft._meta.get_field("place").max_length


def may_plan(user: User) -> bool:
    """Say whether `user` hands out work: makes, changes and moves plans."""
    return user.has_perm("planning.change_assignment")


def why_not_start(plan: Assignment, user: User) -> str:
    """Return why `user` may not begin the draft of `plan`; "" if they may, or if there is one."""
    if plan.draft_id is not None:
        return ""
    if plan.closed:
        return _("This plan is closed.")
    if not user.has_perm("moderation.add_draft"):
        return _("Your role does not allow this.")
    if plan.reporter_id not in (None, user.pk) and not may_plan(user):
        return _("This is assigned to %(who)s.") % {"who": plan.reporter}
    return ""


def why_not_take(plan: Assignment, user: User) -> str:
    """Return why `user` may not take `plan` for themselves; "" if they may."""
    if plan.reporter_id == user.pk:
        return _("This is yours already.")
    if plan.reporter_id is not None:
        return _("%(who)s has it already.") % {"who": plan.reporter}
    if plan.closed:
        return _("This plan is closed.")
    if not user.has_perm("moderation.add_draft"):
        return _("Your role does not allow this.")
    return ""


@transaction.atomic
def start(pk: int, *, by: User, now: datetime | None = None) -> Draft:
    """Return the draft of a plan, made now unless there is one already.

    It belongs to the reporter, whoever clicked, and begins with the plan's words, category and due
    time. Raises Refused.
    """
    now = now or timezone.now()
    plan = _held(pk)
    if reason := why_not_start(plan, by):
        raise Refused(reason)
    if plan.draft is not None:
        return plan.draft
    reporter = plan.reporter or by
    author = Author.objects.filter(user=reporter).first()
    role = Credit.Role.REPORTER.value
    draft = Draft(
        owner=reporter,
        headline=plan.what,
        category=plan.category,
        place=plan.place if len(plan.place) <= LONGEST_DATELINE else "",
        due_at=plan.due_at,
        credits=[{"author": author.pk, "role": role}] if author else [],
    )
    save_draft(draft, by=by, now=now)
    plan.draft, plan.reporter = draft, reporter
    _keep(plan, by=by, now=now)
    return draft


@transaction.atomic
def take(pk: int, *, by: User, now: datetime | None = None) -> Assignment:
    """Make `by` the reporter of a plan that has none. Raises Refused."""
    plan = _held(pk)
    if reason := why_not_take(plan, by):
        raise Refused(reason)
    plan.reporter = by
    _keep(plan, by=by, now=now)
    return plan


@transaction.atomic
def move(pk: int, to: date, *, seen: date, by: User, now: datetime | None = None) -> Assignment:
    """Move a plan from the day it was seen on to the day `to`; nothing else follows from it.

    Raises Refused when somebody moved it meanwhile, except to the very day that was wanted.
    """
    plan = _held(pk)
    if plan.planned_for == to:
        return plan
    if plan.planned_for != seen:
        raise Refused(changed_meanwhile(plan))
    plan.planned_for = to
    _keep(plan, by=by, now=now)
    return plan


@transaction.atomic
def close(pk: int, how: str, *, by: User, now: datetime | None = None) -> Assignment:
    """Call a plan done or cancelled (`Assignment.Closed`), or open again with an empty `how`."""
    plan = _held(pk)
    if how and how not in Assignment.Closed.values:
        raise ValueError(f"no end of a plan: {how}")
    if plan.closed != how:
        plan.closed = how
        _keep(plan, by=by, now=now)
    return plan


@transaction.atomic
def save(plan: Assignment, *, seen: int, by: User, now: datetime | None = None) -> None:
    """Save what a form changed in `plan`, which was at version `seen` when it was read.

    A new one is made. Raises Refused when somebody saved it meanwhile; then nothing is written.
    """
    now = now or timezone.now()
    had: tuple[User | None, ...] = ()
    if plan.pk is None:
        plan.created_by, plan.created_at = by, now
        plan.version = 0
    else:
        held = _held(plan.pk)
        had = held.reporter, held.photographer
        if held.version != seen:
            raise Refused(changed_meanwhile(held))
        # What only other functions move stays as the row has it.
        plan.draft, plan.closed, plan.version = held.draft, held.closed, held.version
        if plan.draft is not None and plan.reporter is None:
            plan.reporter = held.reporter
    _keep(plan, by=by, now=now)
    _tell(plan, had, by=by, now=now)


def changed_meanwhile(plan: Assignment) -> str:
    """Return who changed `plan` last, as a refusal."""
    return _("%(who)s changed this plan on %(when)s. Look at it again.") % {
        "who": plan.changed_by,
        "when": full_time(plan.changed_at),
    }


def _held(pk: int) -> Assignment:
    """Lock a plan's row until the transaction ends."""
    rows = Assignment.objects.select_for_update(of=("self",))
    people = ("reporter", "photographer", "changed_by")
    return rows.select_related(*people, "draft", "category").get(pk=pk)


def _tell(plan: Assignment, had: Sequence[User | None], *, by: User, now: datetime) -> None:
    """Tell whoever has the work now and had it not before."""
    text = _("%(who)s assigned to you: %(what)s, %(day)s.") % {
        "who": by,
        "what": plan.what,
        "day": day_name(plan.planned_for),
    }
    for person in {plan.reporter, plan.photographer} - {None, *had}:
        notices.assigned(person, text, plan.get_absolute_url(), by, now=now)


def _keep(plan: Assignment, *, by: User, now: datetime | None) -> None:
    plan.version += 1
    plan.changed_by, plan.changed_at = by, now or timezone.now()
    plan.save()
