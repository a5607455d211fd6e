"""Giving a story to another writer: when somebody leaves, falls ill, or has too much."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.models import Draft
from moderation.steps import UNDER_REVIEW
from moderation.workflow import Refused


def why_not_hand_over(draft: Draft, to: User | None, user: User) -> str:
    """Return why `user` may not give `draft` to `to`, in words for them; "" if they may.

    With `to` None only what does not depend on the new owner is asked.
    """
    own = draft.owner_id == user.pk
    if not own and not user.has_perm("moderation.edit_any_draft"):
        return _("This is somebody else's story.")
    if not user.has_perm("moderation.change_draft"):
        return _("Your role does not allow this.")
    if own and draft.status in UNDER_REVIEW:
        # Else they could release what they wrote, which has another owner then.
        return _("Your own story is under review: it can be handed over once it is decided on.")
    if to is None:
        return ""
    if to.pk == draft.owner_id:
        return _("It is theirs already.")
    if not to.is_active or not to.has_perm("moderation.add_draft"):
        return _("%(who)s does not write stories.") % {"who": to}
    return ""


@transaction.atomic
def hand_over(draft: Draft, to: User, *, by: User, version: int) -> None:
    """Make `to` the owner of `draft`, which `by` saw at `version`.

    Nothing else changes: no version, no status. Raises Refused with a reason a person can read;
    then nothing has changed. `draft` is brought up to date.
    """
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    if reason := why_not_hand_over(draft, to, by):
        raise Refused(reason)
    if draft.version != version:
        raise Refused(_("Somebody has saved a newer version. Read it again first."))
    Draft.objects.filter(pk=draft.pk).update(owner=to)  # a trigger writes who did it
    draft.refresh_from_db(fields=["owner"])
