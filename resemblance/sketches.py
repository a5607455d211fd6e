"""Keeping the sketches of documents: written with their words, in the same transaction."""

from collections.abc import Mapping

from django.db import connections, router

from resemblance import shingles
from resemblance.models import Sketch

# One statement, for a save has many others. It sees the rows as they were before it, whichever of
# its parts comes first; so none of them touches a row of another.
KEEP = """
WITH made AS (
    SELECT number, listed::int[] AS fingerprints
    FROM unnest(%(numbers)s::bigint[], %(lists)s::text[]) AS given (number, listed)
),
before AS (
    SELECT id, number, fingerprints FROM resemblance_sketch
    WHERE kind = %(kind)s AND number = ANY(%(numbers)s::bigint[])
),
put AS (
    INSERT INTO resemblance_sketch (kind, number, fingerprints, version)
    SELECT %(kind)s, number, fingerprints, %(version)s FROM made ORDER BY number
    ON CONFLICT (kind, number) DO UPDATE
    SET fingerprints = excluded.fingerprints, version = excluded.version
    RETURNING id, number, fingerprints
),
gone AS (
    DELETE FROM resemblance_fingerprint f
    USING before JOIN made USING (number), unnest(before.fingerprints) AS old (fingerprint)
    WHERE f.fingerprint = old.fingerprint AND f.sketch_id = before.id
      AND old.fingerprint <> ALL (made.fingerprints)
)
INSERT INTO resemblance_fingerprint (fingerprint, sketch_id)
SELECT fresh.fingerprint, put.id
FROM put LEFT JOIN before USING (id), unnest(put.fingerprints) AS fresh (fingerprint)
WHERE before.id IS NULL OR fresh.fingerprint <> ALL (before.fingerprints)
ON CONFLICT DO NOTHING
"""


def keep(kind: str, texts: Mapping[int, str]) -> None:
    """Make the sketches of documents, by number, from their plain texts; those there are made anew.

    One statement for any number of documents. Only the numbers that came and went are written, so
    a save that changes a sentence touches a handful of rows. Whoever calls has written or locked
    the documents in the same transaction: two writers of one would leave numbers of both.
    """
    if not texts:
        return
    made = {number: shingles.fingerprints(text) for number, text in texts.items()}
    lists = [f"{{{','.join(map(str, found))}}}" for found in made.values()]
    values = {"kind": kind, "version": shingles.VERSION, "numbers": list(made), "lists": lists}
    with connections[router.db_for_write(Sketch) or "default"].cursor() as cursor:
        cursor.execute(KEEP, values)
