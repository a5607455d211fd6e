"""Who has a draft open now. Each open page says so every few seconds, and when it closes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.templatetags.dates import clock_time, full_time
from moderation.models import Draft, Presence

# A page speaks every 8 seconds (static/js/desk-presence.js). One that missed three is gone.
GONE_AFTER = timedelta(seconds=25)
# Who wrote something this recently is writing now.
TYPING_NOW = timedelta(seconds=20)
FORGOTTEN_AFTER = timedelta(days=1)
MOST_NAMED = 5


@dataclass(frozen=True)
class Company:
    """Somebody else at the same draft, in a sentence. `is_open`: they have it open now."""

    says: str
    is_open: bool


def arrive(draft: Draft, user: User, *, now: datetime | None = None) -> None:
    """Write down that `user` has `draft` open at this moment."""
    Presence.objects.bulk_create(
        [Presence(draft=draft, person=user, seen_at=now or timezone.now())],
        update_conflicts=True,
        unique_fields=["draft", "person"],
        update_fields=["seen_at"],
    )


def leave(draft: Draft, user: User, *, now: datetime | None = None) -> None:
    """Forget that `user` had `draft` open, and whoever left without a word long ago."""
    Presence.objects.filter(draft=draft, person=user).delete()
    long_ago = (now or timezone.now()) - FORGOTTEN_AFTER
    Presence.objects.filter(seen_at__lt=long_ago).delete()


def company(draft: Draft, user: User, *, now: datetime | None = None) -> list[Company]:
    """Return who else is at `draft`: those who have it open, then those who left typing unsaved.

    One query. What somebody types is not told, only that they do.
    """
    now = now or timezone.now()
    is_unsaved = Q(autosaves__draft=draft) & ~Q(autosaves__words={})
    at_draft = {
        "here": FilteredRelation("presences", condition=Q(presences__draft=draft)),
        "wrote": FilteredRelation("autosaves", condition=is_unsaved),
    }
    people = (
        User.objects.exclude(pk=user.pk)
        .annotate(**at_draft)
        .annotate(seen_at=F("here__seen_at"), typed_at=F("wrote__at"))
        .filter(Q(seen_at__gt=now - GONE_AFTER) | Q(typed_at__isnull=False))
        .order_by(F("seen_at").desc(nulls_last=True), "-typed_at")
    )
    return [_says(person, now) for person in people[:MOST_NAMED]]


def _says(person: User, now: datetime) -> Company:
    is_open = person.seen_at is not None and person.seen_at > now - GONE_AFTER
    if is_open and person.typed_at and person.typed_at > now - TYPING_NOW:
        return Company(_("%(who)s is typing; it is in no version yet.") % {"who": person}, is_open)
    if is_open:
        return Company(_("%(who)s has this open.") % {"who": person}, is_open)
    facts = {"who": person, "when": full_time(person.typed_at)}
    return Company(_("%(who)s has typing of %(when)s that is in no version.") % facts, is_open)


def news(draft: Draft, user: User, *, version: int, status: str) -> str:
    """Return what happened to `draft` since a page showed it at `version` and `status`; "" if
    nothing.
    """
    if draft.version > version:
        saved = draft.revisions.select_related("by").get(number=draft.version)
        facts = {"version": draft.version, "time": clock_time(saved.at), "who": saved.by}
        if saved.by_id == user.pk:
            return _("You saved version %(version)d at %(time)s in another window.") % facts
        return _("Version %(version)d was saved by %(who)s at %(time)s.") % facts
    if status and draft.status != status:
        return _("The story is now: %(status)s.") % {"status": draft.get_status_display()}
    return ""
