"""The chain of the record: was anything changed behind the database's triggers?

And the one lawful way to take words out of it.
"""

from dataclasses import dataclass
from datetime import datetime

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from moderation.models import Autosave, Comment, Draft, Erasure, Revision

REVISIONS = """
SELECT 'moderation_revision', id, draft_id FROM (
    SELECT r, r.id, r.draft_id, r.hash,
           lag(r.hash) OVER (PARTITION BY r.draft_id ORDER BY r.number) AS previous
    FROM moderation_revision r
) chain
WHERE hash <> revision_digest(r, previous)
  AND NOT EXISTS (SELECT FROM moderation_erasure e WHERE e.revision_id = chain.id)
ORDER BY id
"""
TRANSITIONS = """
SELECT 'moderation_transition', id, draft_id FROM (
    SELECT t, t.id, t.draft_id, t.hash,
           lag(t.hash) OVER (PARTITION BY t.draft_id ORDER BY t.id) AS previous
    FROM moderation_transition t
) chain
WHERE hash <> transition_digest(t, previous)
ORDER BY id
"""
# pgtrigger lets any role tell its triggers to look away, the one that guards the status too.
STATUSES = """
SELECT 'moderation_draft', d.id, d.id
FROM moderation_draft d
LEFT JOIN LATERAL (
    SELECT t.after FROM moderation_transition t WHERE t.draft_id = d.id ORDER BY t.id DESC LIMIT 1
) latest ON true
WHERE d.status <> coalesce(latest.after, 'draft')
ORDER BY d.id
"""


@dataclass(frozen=True)
class BrokenLink:
    """A row whose hash does not follow from itself and the row before it, or a draft whose status
    does not follow from its latest step.
    """

    table: str
    pk: int
    draft_id: int


def broken_links(using: str = DEFAULT_DB_ALIAS) -> list[BrokenLink]:
    """Return every row that was changed, or follows one that was removed, since it was written.

    So is every draft whose status was moved without a step.
    """
    with connections[using].cursor() as cursor:
        found = []
        for query in (REVISIONS, TRANSITIONS, STATUSES):
            cursor.execute(query)
            found += [BrokenLink(*row) for row in cursor.fetchall()]
    return found


class NotErasable(Exception):
    """The words are still in use; the message says what to do first."""


def erase(
    revision: Revision, *, reason: str, ordered_by: str, using: str, now: datetime | None = None
) -> Erasure:
    """Blank the words of a kept version because the law asks for it, and write down why.

    What comments quoted of them goes too, and typing that began from them and was never saved.
    Needs the owner's connection as `using`; the desk's role has no right to it. The version's hash
    stays. Raises NotErasable while the draft shows these words or readers see them.
    """
    words = ("kicker", "headline", "standfirst", "body", "place", "source")
    words += ("unverified_notice", "quoted_outlet", "quoted_url")
    look_away = pgtrigger.ignore("moderation.Revision:revision_is_kept", databases=[using])
    with transaction.atomic(using=using):
        draft = Draft.objects.using(using).select_for_update().get(pk=revision.draft_id)
        if draft.version == revision.number:
            raise NotErasable("The draft shows these words. Save it without them first.")
        if draft.is_live and draft.released_revision_id == revision.pk:
            raise NotErasable(
                "Readers see these words. Release a version without them, or withdraw the story."
            )
        with look_away, transaction.atomic(using=using):
            Revision.objects.using(using).filter(pk=revision.pk).update(
                **dict.fromkeys(words, ""), tags=[], credits=[], lead_photo=None
            )
        Comment.objects.using(using).filter(revision_id=revision.pk).update(quote="", context="")
        typing = Autosave.objects.using(using).filter(draft=draft)
        typing.filter(base_version__lte=revision.number).delete()
        return Erasure.objects.using(using).create(
            revision_id=revision.pk,
            reason=reason,
            ordered_by=ordered_by,
            at=now or timezone.now(),
        )
