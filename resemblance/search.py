"""Finding the documents that may share words with a text: one statement that is bounded.

For each number of the text the index gives the newest documents that have it, at most `NEAREST`.
So a formula that stands below every second story costs as little as a sentence said once, and
counts as little: a document weighs the sum over its numbers, each divided by how many have it.
"""

from typing import NamedTuple

from django.db import connections, router

from resemblance import shingles
from resemblance.models import Sketch

NEAREST = 32  # documents of one number
BEST = 30  # candidates of one text

# BETWEEN and not =, for PostgreSQL reckons with the few documents that a number has on average, and
# would collect and sort all of one that has thousands. Of a range it expects many, and so reads the
# index from its end and stops.
FIND = """
WITH weighed AS (
    SELECT near.sketch_id, sum(1.0 / near.among) AS weight
    FROM unnest(%(numbers)s::int[]) AS asked (fingerprint)
    CROSS JOIN LATERAL (
        SELECT newest.sketch_id, count(*) OVER () AS among
        FROM (
            SELECT f.sketch_id FROM resemblance_fingerprint f
            WHERE f.fingerprint BETWEEN asked.fingerprint AND asked.fingerprint
            ORDER BY f.fingerprint DESC, f.sketch_id DESC LIMIT %(nearest)s
        ) newest
    ) near
    GROUP BY near.sketch_id
    ORDER BY weight DESC, near.sketch_id DESC LIMIT %(best)s + 1
)
SELECT s.kind, s.number
FROM weighed w JOIN resemblance_sketch s ON s.id = w.sketch_id
WHERE NOT (s.kind = %(kind)s AND s.number = %(number)s)
ORDER BY w.weight DESC, w.sketch_id DESC
LIMIT %(best)s
"""


class Document(NamedTuple):
    """Something with words: a draft or a press release, by its kind and number."""

    kind: str
    number: int


def near(text: str, *, but: Document | None = None) -> list[Document]:
    """Return what may share words with plain `text`, likest first, at most `BEST`.

    `but` is what the text itself is kept as. Whether they do share words, and how many, their texts
    have to say; and who may see them is for whoever asks.
    """
    return having(shingles.fingerprints(text), but=but)


def having(numbers: list[int], *, but: Document | None = None) -> list[Document]:
    """Return the documents that have some of these numbers; see `near()`."""
    if not numbers:
        return []
    itself = but or Document("", 0)
    values = {"numbers": numbers, "nearest": NEAREST, "best": BEST, **itself._asdict()}
    with connections[router.db_for_read(Sketch) or "default"].cursor() as cursor:
        cursor.execute(FIND, values)
        return [Document(*row) for row in cursor.fetchall()]
