"""Who has taken a story for review, so that two editors do not both work on it.

A claim is a courtesy with an end: a decision ends it, its holder can, and it lapses when nothing is
heard of them for `settings.CLAIM_LASTS`. It forbids nobody anything.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, DateTimeField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import User
from moderation.models import Draft
from moderation.rules import Situation, why_not
from moderation.steps import STEPS

WORTH_A_WRITE = timedelta(minutes=1)


def holder(draft: Draft, *, now: datetime | None = None) -> User | None:
    """Return whose story this is for now; None once the claim has lapsed."""
    if draft.claimed_until is None or draft.claimed_until <= (now or timezone.now()):
        return None
    return draft.claimed_by


def why_not_claim(draft: Draft, user: User, at_hand: Situation | None = None) -> str:
    """Return why `user` may not claim `draft`; "" if they may. Who may return a story may."""
    return why_not(STEPS["return"], draft, user, at_hand)


def claim(
    draft: Draft, *, by: User, instead_of: int | None = None, now: datetime | None = None
) -> bool:
    """Take `draft` for review if it is free, or theirs already; bring it up to date.

    `instead_of` is the person, by number, whom the claim is knowingly taken over from. Returns
    whether `by` has it now: of two who ask at once, one does.
    """
    now = now or timezone.now()
    free = Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    if instead_of is not None:
        free |= Q(claimed_by=instead_of)
    rows = Draft.objects.filter(free, pk=draft.pk, status=draft.status)
    taken = rows.update(claimed_by=by, claimed_until=now + settings.CLAIM_LASTS)
    draft.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return bool(taken)


def end(draft: Draft, *, by: User) -> bool:
    """Give back what `by` has claimed; say whether there was anything to give back."""
    rows = Draft.objects.filter(pk=draft.pk, claimed_by=by)
    ended = rows.update(claimed_by=None, claimed_until=None)
    draft.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return bool(ended)


def renew(draft_id: int, *, by: User, now: datetime | None = None) -> None:
    """Hear of `by`, who still works on the draft: what they have claimed lasts on."""
    until = (now or timezone.now()) + settings.CLAIM_LASTS
    # An open page speaks every few seconds; that much of a claim's time is not worth a write.
    own = Draft.objects.filter(pk=draft_id, claimed_by=by, claimed_until__lt=until - WORTH_A_WRITE)
    own.update(claimed_until=until)


def renewed_by(person: User, *, now: datetime) -> Combinable:
    """Return what a save by `person` writes into `claimed_until`, in the same statement."""
    until = Value(now + settings.CLAIM_LASTS, output_field=DateTimeField())
    return Case(When(claimed_by=person, then=until), default=F("claimed_until"))
