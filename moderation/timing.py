"""When a story has to be finished, until when nobody may release it, and who may see it.

None of this is part of a version: it may change while the story is under review, and a released
text does not carry it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.templatetags.dates import full_time
from moderation.models import Draft
from moderation.steps import EDITORS_EDIT
from moderation.workflow import Refused


@dataclass(frozen=True)
class Timing:
    """A draft's due time, its embargo, and whether it is restricted.

    Times are aware. `embargo_source` says who asked for the embargo.
    """

    due_at: datetime | None = None
    embargo_until: datetime | None = None
    embargo_source: str = ""
    is_restricted: bool = False

    @classmethod
    def of(cls, draft: Draft) -> "Timing":
        """Return what `draft` has now."""
        return cls(**{name: getattr(draft, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def set_timing(draft: Draft, timing: Timing, *, by: User, now: datetime | None = None) -> bool:
    """Give `draft` this timing and say whether anything changed. `draft` is brought up to date.

    Raises Refused, naming the field as its detail: an embargo that has begun is only ever made
    longer here, since ending it early is a step of its own with a note (`lift_embargo`), and one
    cannot be put on a story that is scheduled or out. Whether `by` may see and edit the draft is
    asked before.
    """
    now = now or timezone.now()
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    before = Timing.of(held)
    if timing == before:
        return False
    if timing.embargo_until != before.embargo_until:
        _check_embargo(held, timing, before, now)
    if timing.embargo_until and not timing.embargo_source.strip():
        raise Refused(_("Write who asked for the embargo."), detail="embargo_source")
    if timing.is_restricted != before.is_restricted and not _decides_who_reads(held, by):
        reason = _("Only an editor or the owner decides who may see the story.")
        raise Refused(reason, detail="is_restricted")
    source = timing.embargo_source.strip() if timing.embargo_until else ""
    for name in Timing.__dataclass_fields__:
        setattr(draft, name, getattr(timing, name))
    draft.embargo_source = source
    Draft.objects.filter(pk=draft.pk).update(
        due_at=timing.due_at,
        embargo_until=timing.embargo_until,
        embargo_source=source,
        is_restricted=timing.is_restricted,
    )
    return True


def _check_embargo(held: Draft, timing: Timing, before: Timing, now: datetime) -> None:
    running = before.embargo_until is not None and before.embargo_until > now
    if running and (timing.embargo_until is None or timing.embargo_until < before.embargo_until):
        reason = _("The embargo until %(when)s is ended early by “Lift the embargo” only.") % {
            "when": full_time(before.embargo_until)
        }
        raise Refused(reason, detail="embargo_until")
    if timing.embargo_until is None:
        return
    if held.status not in EDITORS_EDIT:
        reason = _("An embargo cannot be put on a story that is “%(status)s”.") % {
            "status": held.get_status_display()
        }
        raise Refused(reason, detail="embargo_until")
    if timing.embargo_until <= now:
        raise Refused(_("Choose a minute in the future (WIB)."), detail="embargo_until")


def _decides_who_reads(draft: Draft, user: User) -> bool:
    return draft.owner_id == user.pk or user.has_perm("moderation.edit_any_draft")
