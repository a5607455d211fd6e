"""Saving what somebody wrote, and reading it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.html import clean_html
from moderation import claims, notices, resembling
from moderation.models import Draft, Revision


class Stale(Exception):
    """Somebody else saved this draft after the words in hand were read.

    `draft` is the draft as it is now; nothing was written.
    """

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.pk} is at version {draft.version}")
        self.draft = draft


@transaction.atomic
def save_draft(draft: Draft, *, by: User, now: datetime | None = None) -> Revision:
    """Save the words of `draft` as its next version and keep them for ever.

    `draft.version` is the version the writer had before them. Raises Stale when that is no longer
    the newest; then nothing is written. A new draft gets `by` as its owner. Whether `by` may
    write is asked before, by `rules.why_not_edit()`.
    """
    now = now or timezone.now()
    draft.body = clean_html(draft.body)  # whoever wrote it: what is stored is shown as it is
    if draft.says_release:
        draft.kind = Draft.Kind.RELEASE
    seen = draft.version
    if draft.pk is None:
        draft.owner_id = draft.owner_id or by.pk
        draft.created_at = draft.changed_at = now
        draft.version = 1
        draft.save(force_insert=True)
    else:
        written = Draft.objects.filter(pk=draft.pk, version=seen, status=draft.status).update(
            **draft.copy_values(),
            version=seen + 1,
            changed_at=now,
            claimed_until=claims.renewed_by(by, now=now),
        )
        if not written:
            raise Stale(Draft.objects.get(pk=draft.pk))
        draft.version, draft.changed_at = seen + 1, now
    resembling.keep({draft.pk: draft})
    if draft.release_id is not None:
        notices.press_release_taken(draft.release_id, now=now)
    return Revision.objects.create(
        draft=draft, number=draft.version, by=by, at=now, **draft.copy_values()
    )


def current_revision(draft: Draft) -> Revision:
    """Return the saved words that `draft` shows now."""
    return draft.revisions.get(number=draft.version)
