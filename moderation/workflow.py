"""The one door through which a draft's status moves.

`take()` asks the table in `moderation.steps`, the roles and the words, moves the status by
compare-and-swap, does what the step does to the public story, and writes it into the record, all
in one transaction. The clock comes through here too.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from accounts.models import User
from articles import publishing
from articles.models import Article
from articles.templatetags.dates import full_time
from moderation.checklist import open_points
from moderation.history import current_revision
from moderation.models import Draft, DraftQuerySet, Revision, Transition
from moderation.steps import EDITORS_EDIT, OWNER_EDITS, STEPS, Change, Status, Step

log = logging.getLogger(__name__)

# A release by the clock that comes later than this is marked, and raises the alarm before it.
LATE_AFTER = timedelta(seconds=60)
# How far ahead a release may be scheduled; further is a slip of the year.
FURTHEST = timedelta(days=366)


class Refused(Exception):
    """A step was not taken. The message says why, to the person who asked for it.

    `detail` names the one of the step's `Details` that is missing or wrong, if it was that.
    """

    def __init__(self, reason: str, *, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail


@dataclass(frozen=True)
class Details:
    """What a step may be told beside the note; each matters to some steps only.

    `due_at` is the minute of a schedule, `change` and `statement` say what a new version is to
    readers, `reason` and `statement` why a story is withdrawn.
    """

    note: str = ""
    due_at: datetime | None = None
    change: str = ""
    statement: str = ""
    reason: str = ""


def why_not(step: Step, draft: Draft, user: User) -> str:
    """Return why `user` may not take `step` with `draft` now, in words for them; "" if they may."""
    if draft.status not in step.sources:
        return _("Not possible while the story is “%(status)s”.") % {
            "status": draft.get_status_display()
        }
    if not user.is_active or not user.has_perm(step.permission):
        return _("Your role does not allow this.")
    own = draft.owner_id == user.pk
    if not own and not user.has_perm("moderation.edit_any_draft"):
        return _("This is somebody else's story.")
    if step.whose == "own" and not own and _submitter_id(draft) != user.pk:
        return _("Only who submitted the story can do this.")
    if step.whose == "other" and (own or _submitter_id(draft) == user.pk):
        return _("Nobody releases what they wrote or submitted themselves. Ask another editor.")
    if step.public == "live" and not draft.is_live:
        return _("Readers do not see this story yet.")
    if step.public == "none" and draft.is_live:
        return _("Readers see this story. Discard the new version or withdraw the story instead.")
    return ""


def open_steps(draft: Draft, user: User) -> list[Step]:
    """Return the steps `user` may take with `draft` now, in the table's order."""
    return [step for step in STEPS.values() if not why_not(step, draft, user)]


def why_not_edit(draft: Draft, user: User) -> str:
    """Return why `user` may not change the words of `draft` now; "" if they may."""
    own = draft.owner_id == user.pk
    editor = user.has_perm("moderation.edit_any_draft")
    if not (own or editor):
        return _("This is somebody else's story.")
    if not user.has_perm("moderation.change_draft"):
        return _("Your role does not allow this.")
    if draft.status not in (EDITORS_EDIT if editor else OWNER_EDITS):
        return _("The words cannot be changed while the story is “%(status)s”.") % {
            "status": draft.get_status_display()
        }
    return ""


@transaction.atomic
def take(
    name: str,
    draft: Draft,
    *,
    by: User,
    version: int,
    details: Details | None = None,
    now: datetime | None = None,
) -> Transition:
    """Take the step `name` with `draft`, which `by` saw at `version`; return its record.

    Raises Refused, with a reason a person can read, when the table, the role, the words or
    somebody who was faster say no; then nothing has changed. `draft` is brought up to date.
    """
    step, details, now = STEPS[name], details or Details(), now or timezone.now()
    _hold(draft)
    if reason := why_not(step, draft, by):
        raise Refused(_faster(draft, version) or reason)
    if draft.version != version:
        raise Refused(_faster(draft, version))
    _check_details(step, draft, details, now)
    if step.checks_copy and (points := open_points(draft)):
        raise Refused(_("Not yet: %(points)s") % {"points": " ".join(points)})
    return _move(step, draft, by=by, details=details, now=now)


def overdue(*, now: datetime | None = None) -> DraftQuerySet:
    """Return scheduled drafts that should have been released: the desk and /healthz alarm then."""
    return Draft.objects.due((now or timezone.now()) - LATE_AFTER)


def release_due(*, now: datetime | None = None) -> list[Transition]:
    """Release every scheduled draft whose minute has come; return the steps taken.

    Each is its own transaction: one that fails must not hold back the others, and it stays
    overdue, which raises the alarm. Job, sweep and editors may race: only one of them moves it.
    """
    now = now or timezone.now()
    taken = []
    for draft in Draft.objects.due(now).order_by("scheduled_for", "pk"):
        try:
            with transaction.atomic():
                taken.append(_release_scheduled(draft, now))
        except Refused:
            continue  # somebody else has just moved it
        except Exception:
            log.exception("The scheduled release of draft %s failed.", draft.pk)
    return taken


def _release_scheduled(draft: Draft, now: datetime) -> Transition:
    _hold(draft)
    if draft.status != Status.SCHEDULED or draft.scheduled_for > now:
        raise Refused(_faster(draft))
    plan = draft.transitions.filter(step="schedule").latest("id")
    details = Details(note=plan.note, change=plan.change, statement=plan.statement)
    late = now - draft.scheduled_for > LATE_AFTER
    step = STEPS["release"]
    return _move(step, draft, by=plan.by, details=details, now=now, automatic=True, late=late)


def _move(
    step: Step,
    draft: Draft,
    *,
    by: User,
    details: Details,
    now: datetime,
    automatic: bool = False,
    late: bool = False,
) -> Transition:
    """Do what the step does to a held draft, move its status, write the record."""
    before = draft.status
    columns: dict[str, object] = {"status": step.target, "scheduled_for": None, "changed_at": now}
    change = ""
    if step.name == "release":
        change = details.change if draft.article_id else Change.FIRST
        columns |= _release(draft, details, now)
    elif step.name == "schedule":
        change = details.change if draft.article_id else Change.FIRST
        columns["scheduled_for"] = details.due_at
        # On commit by nature: the queue is in the same database and the same transaction.
        jobs.configure_task("moderation.tasks.release_due", schedule_at=details.due_at).defer()
    elif step.name == "withdraw":
        publishing.withdraw(
            draft.article, reason=details.reason, statement=details.statement, at=now
        )
    elif step.name == "discard":
        columns |= _restore_released(draft, by, now)
    Draft.objects.filter(pk=draft.pk).update(**columns)
    transition = Transition.objects.create(
        draft=draft,
        step=step.name,
        before=before,
        after=step.target,
        by=by,
        at=now,
        revision=draft.revisions.latest("number"),
        note=details.note,
        change=change,
        statement=details.statement,
        reason=details.reason,
        due_at=details.due_at if step.needs_time else None,
        automatic=automatic,
        late=late,
    )
    draft.refresh_from_db()
    return transition


def _hold(draft: Draft) -> None:
    """Lock the row until the transaction ends, and bring `draft` up to date with it."""
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())


def _release(draft: Draft, details: Details, now: datetime) -> dict[str, object]:
    """Copy the draft's words onto its article; return the columns that remember it."""
    revision = current_revision(draft)
    announce = publishing.Announcement(
        updated=details.change in (Change.UPDATE, Change.CORRECTION),
        correction=details.statement if details.change == Change.CORRECTION else "",
    )
    article = publishing.release(material(revision), draft.article, announce=announce, at=now)
    return {"article": article, "released_revision": revision}


def _restore_released(draft: Draft, by: User, now: datetime) -> dict[str, object]:
    """Keep the released words as the newest version; return the columns that show them."""
    words = draft.released_revision.copy_values()
    number = draft.version + 1
    Revision.objects.create(draft=draft, number=number, by=by, at=now, **words)
    return {**words, "version": number}


def material(copy: Draft | Revision) -> publishing.Material:
    """Return what `articles.publishing` needs to make a page of a draft or a version."""
    return publishing.Material(
        copy=copy,
        tags=copy.tags,
        credits=[publishing.CreditLine(line["author"], line["role"]) for line in copy.credits],
        lead_photo_id=copy.lead_photo_id,
    )


def _check_details(step: Step, draft: Draft, details: Details, now: datetime) -> None:
    """Refuse a step that lacks something it has to say."""
    if step.needs_note and not details.note.strip():
        raise Refused(_("Write a note: it is kept with the step."), detail="note")
    if step.needs_time:
        if details.due_at is None or details.due_at <= now:
            raise Refused(_("Choose a minute in the future (WIB)."), detail="due_at")
        if details.due_at > now + FURTHEST:
            reason = _("That is more than a year away. Is the year right?")
            raise Refused(reason, detail="due_at")
    if step.releases and draft.article_id:
        if details.change not in (Change.FIX, Change.UPDATE, Change.CORRECTION):
            reason = _("Say what the new version is to readers: fix, update or correction.")
            raise Refused(reason, detail="change")
        if details.change == Change.CORRECTION and not details.statement.strip():
            reason = _("Write for readers what was wrong and what is right.")
            raise Refused(reason, detail="statement")
    if step.name == "withdraw":
        if details.reason not in Article.Withdrawal.values:
            reason = _("Choose the ground of the withdrawal from the list.")
            raise Refused(reason, detail="reason")
        if not details.statement.strip():
            reason = _("Write the public statement: readers are told why.")
            raise Refused(reason, detail="statement")


def _faster(draft: Draft, version: int | None = None) -> str:
    """Return who changed `draft` since it was seen at `version`, as a refusal; "" if nobody did."""
    if draft.version == version:
        return ""
    saved, moved = draft.revisions.latest("number"), draft.transitions.order_by("-id").first()
    who, when = (moved.by, moved.at) if moved and moved.at >= saved.at else (saved.by, saved.at)
    return _("%(who)s changed this story on %(when)s. Read it again before you decide.") % {
        "who": who,
        "when": full_time(when),
    }


def _submitter_id(draft: Draft) -> int | None:
    """Return who submitted what is under review (the database looks at the same row)."""
    return (
        draft.transitions.filter(step="submit")
        .order_by("-id")
        .values_list("by_id", flat=True)
        .first()
    )
