"""Reading the chain of the record: was anything changed behind the database's triggers?"""

from dataclasses import dataclass

from django.db import connection

REVISIONS = """
SELECT 'moderation_revision', id, draft_id FROM (
    SELECT r, r.id, r.draft_id, r.hash,
           lag(r.hash) OVER (PARTITION BY r.draft_id ORDER BY r.number) AS previous
    FROM moderation_revision r
) chain
WHERE hash <> revision_digest(r, previous)
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


def broken_links() -> list[BrokenLink]:
    """Return every row that was changed, or follows one that was removed, since it was written.

    So is every draft whose status was moved without a step.
    """
    with connection.cursor() as cursor:
        found = []
        for query in (REVISIONS, TRANSITIONS, STATUSES):
            cursor.execute(query)
            found += [BrokenLink(*row) for row in cursor.fetchall()]
    return found
