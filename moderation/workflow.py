"""The one door through which a draft's status moves.

`take()` asks the table in `moderation.steps`, the roles and the words, moves the status by
compare-and-swap, does what the step does to the public story, and writes it into the record, all
in one transaction. The clock comes through here too.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from accounts.models import User
from articles import publishing
from articles.models import Article, Correction
from articles.pictures import photos_only_in
from articles.templatetags.dates import full_time
from moderation import credits, killed, notices, resembling, windows
from moderation.checklist import open_points
from moderation.history import current_revision, save_draft
from moderation.models import Draft, DraftQuerySet, Revision, Transition
from moderation.rules import (
    Situation,
    why_no_reason,
    why_not,
    why_not_at,
    why_not_in_window,
)
from moderation.sourcing import why_not_as
from moderation.steps import STEPS, Change, Status, Step
from photos.takedown import take_down

log = logging.getLogger(__name__)

# A release by the clock that comes later than this is marked, and raises the alarm before it.
LATE_AFTER = timedelta(seconds=60)


class Refused(Exception):
    """Something was left as it is. The message says why, to the person who asked for it.

    Plans and readers' letters refuse by it as well. `detail` names the one of a step's `Details`
    that is missing or wrong, if it was that, and is "copy" where the checklist has open points.
    """

    def __init__(self, reason: str, *, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail


@dataclass(frozen=True)
class Details:
    """What a step may be told beside the note; each matters to some steps only.

    `due_at` is the minute of a schedule; `change`, `statement`, `severity` and `apology` say what a
    new version is to readers, `reason` and `statement` why a story is withdrawn,
    `photos` which of those that a killed story lost come back with it.
    """

    note: str = ""
    due_at: datetime | None = None
    change: str = ""
    statement: str = ""
    reason: str = ""
    severity: str = ""
    apology: str = ""
    photos: tuple[int, ...] = ()


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
    if step.releases:
        windows.hold()
    at_hand = Situation(draft, by)
    if reason := why_not(step, draft, by, at_hand):
        raise Refused(_faster(draft, version) or reason)
    if draft.version != version:
        raise Refused(_faster(draft, version))
    _check_details(step, draft, details, now)
    if step.releases:
        _check_windows(at_hand, details, details.due_at if step.needs_time else now)
    if step.checks_copy:
        _check_copy(draft)
        if not draft.credits:
            draft.credits = credits.known(draft, acting=by)
            save_draft(draft, by=by, now=now)
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
    details = Details(
        note=plan.note,
        change=plan.change,
        statement=plan.statement,
        severity=plan.severity,
        apology=plan.apology,
    )
    windows.hold()
    try:
        _check_windows(Situation(draft, plan.by), details, now)
        _check_copy(draft)
    except Refused as refusal:  # a rule that came after the schedule: people decide again
        back, why = STEPS["unschedule"], Details(note=str(refusal))
        return _move(back, draft, by=plan.by, details=why, now=now, automatic=True)
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
    before, after = draft.status, step.target or draft.status
    columns: dict[str, object] = {"changed_at": now}
    if step.target is not None:
        columns |= {"status": after, "scheduled_for": None}
        columns |= {"claimed_by": None, "claimed_until": None}  # it was decided on
    if step.name == "approve":
        columns |= {"claimed_by": None, "claimed_until": None}
    change = ""
    if step.releases:
        change = details.change if draft.article_id else Change.FIRST
    if step.publishes:
        columns |= _release(draft, details, now) | {"killed_at": None}
    elif step.name == "schedule":
        columns["scheduled_for"] = details.due_at
        # On commit by nature: the queue is in the same database and the same transaction.
        jobs.configure_task("moderation.tasks.release_due", schedule_at=details.due_at).defer()
    elif step.name == "discard":
        columns |= _restore_released(draft, by, now)
    elif step.name == "lift_embargo":
        columns |= {"embargo_until": None, "embargo_source": ""}
    else:
        columns |= _settle(step, draft, by, details, now)
    Draft.objects.filter(pk=draft.pk).update(**columns)
    transition = Transition.objects.create(
        draft=draft,
        step=step.name,
        before=before,
        after=after,
        by=by,
        at=now,
        revision=draft.revisions.latest("number"),
        note=details.note,
        change=change,
        statement=details.statement,
        reason=details.reason,
        severity=details.severity if change == Change.CORRECTION else "",
        apology=details.apology if change == Change.CORRECTION else "",
        due_at=details.due_at if step.needs_time else None,
        automatic=automatic,
        late=late,
    )
    if (name := WAITS_FOR_ANSWER.get(step.name)) is not None:
        Draft.objects.filter(pk=draft.pk).update(**{name: transition})
    draft.refresh_from_db()
    notices.tell(transition)
    return transition


# The column of a draft that names the step while somebody else has not answered it.
WAITS_FOR_ANSWER = {"emergency": "emergency", "ask_withdrawal": "withdrawal_asked"}


def _settle(
    step: Step, draft: Draft, by: User, details: Details, now: datetime
) -> dict[str, object]:
    """Do what a step that concerns a public story does to it; return the draft's columns."""
    match step.name:
        case "sign_off":
            return {"emergency": None}
        case "refuse_withdrawal":
            return {"withdrawal_asked": None}
        case "withdraw":
            pictures = photos_only_in(draft.article)
            publishing.withdraw(
                draft.article, reason=details.reason, statement=details.statement, at=now
            )
            take_down(pictures, by=by, reason=_("The story was withdrawn."), at=now)
            return {"withdrawal_asked": None, "emergency": None}
        case "kill":
            pictures = photos_only_in(draft.article)
            publishing.kill(draft.article, at=now)
            take_down(pictures, by=by, reason=_("The story was killed."), at=now)
            answered = {"withdrawal_asked": None, "emergency": None}
            return {"killed_at": now, "explain_by": now + settings.EXPLAIN_KILL_WITHIN, **answered}
        case "explain":
            publishing.explain(draft.article, reason=details.reason, statement=details.statement)
            return {"explain_by": None}
        case "reinstate":
            photos = [one for one in killed.taken_along(draft) if one.pk in details.photos]
            # After the commit: files that nothing undoes are written.
            transaction.on_commit(partial(killed.put_back, photos, by=by), robust=True)
            return {"explain_by": None}
    return {}


def _hold(draft: Draft) -> None:
    """Lock the row until the transaction ends, and bring `draft` up to date with it."""
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())


def _release(draft: Draft, details: Details, now: datetime) -> dict[str, object]:
    """Copy the draft's words onto its article; return the columns that remember it."""
    revision = current_revision(draft)
    announce = publishing.Announcement(
        updated=details.change in (Change.UPDATE, Change.CORRECTION),
        update_note=details.statement if details.change == Change.UPDATE else "",
        correction=details.statement if details.change == Change.CORRECTION else "",
        severity=details.severity or Correction.Severity.FACT,
        apology=details.apology,
    )
    article = publishing.release(material(revision), draft.article, announce=announce, at=now)
    return {"article": article, "released_revision": revision}


def _restore_released(draft: Draft, by: User, now: datetime) -> dict[str, object]:
    """Keep the released words as the newest version; return the columns that show them."""
    words = draft.released_revision.copy_values()
    number = draft.version + 1
    Revision.objects.create(draft=draft, number=number, by=by, at=now, **words)
    resembling.keep({draft.pk: draft.released_revision})
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
    if step.needs_time and (reason := why_not_at(draft, details.due_at, now=now)):
        raise Refused(reason, detail="due_at")
    # What was killed comes back as it was: readers saw nothing that changed.
    if step.releases and draft.article_id and draft.killed_at is None:
        _check_change(details)
        if reason := why_not_as(draft, details.change):
            raise Refused(reason, detail="change")
    if step.says_why_withdrawn:
        if details.reason not in Article.Withdrawal.values:
            reason = _("Choose the ground of the withdrawal from the list.")
            raise Refused(reason, detail="reason")
        if not details.statement.strip():
            reason = _("Write the public statement: readers are told why.")
            raise Refused(reason, detail="statement")


def _check_change(details: Details) -> None:
    """Refuse a new version of a public story that does not say what it is to readers."""
    if details.change not in (Change.FIX, Change.UPDATE, Change.CORRECTION):
        reason = _("Say what the new version is to readers: fix, update or correction.")
        raise Refused(reason, detail="change")
    if details.change == Change.UPDATE and not details.statement.strip():
        raise Refused(_("Write for readers what is new."), detail="statement")
    if details.change != Change.CORRECTION:
        return
    if not details.statement.strip():
        reason = _("Write for readers what was wrong and what is right.")
        raise Refused(reason, detail="statement")
    if details.severity not in Correction.Severity.values:
        raise Refused(_("Say how much was wrong."), detail="severity")
    if details.severity == Correction.Severity.SUBSTANCE and not details.apology.strip():
        reason = _("The substance was wrong: readers are owed an apology.")
        raise Refused(reason, detail="apology")


def _check_copy(draft: Draft) -> None:
    """Refuse a release of what the checklist does not agree to.

    The clock asks again: a rule of language, a photo or a category may be another one by then.
    """
    if points := open_points(draft):
        why = _("Not ready yet. %(points)s") % {"points": " ".join(points)}
        raise Refused(why, detail="copy")


def _check_windows(at_hand: Situation, details: Details, moment: datetime) -> None:
    """Refuse a release for `moment` that lacks what a rule window demands of it."""
    if reason := why_not_in_window(at_hand, moment):
        raise Refused(reason)
    if reason := why_no_reason(at_hand, moment, details.note):
        raise Refused(reason, detail="note")


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
