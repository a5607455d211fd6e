"""Keeping the sketches of documents: written with their words, in the same transaction."""

from collections.abc import Mapping

from django.db import connections, router, transaction

from resemblance import shingles
from resemblance.models import Sketch

LOCK = """
SELECT number, id, fingerprints FROM resemblance_sketch
WHERE kind = %s AND number = ANY(%s) ORDER BY number FOR UPDATE
"""
PUT = """
INSERT INTO resemblance_sketch (kind, number, fingerprints, version)
SELECT %s, number, fingerprints::int[], %s
FROM unnest(%s::bigint[], %s::text[]) AS made (number, fingerprints)
ORDER BY number
ON CONFLICT (kind, number) DO UPDATE
SET fingerprints = excluded.fingerprints, version = excluded.version
RETURNING number, id
"""
REMOVE = """
DELETE FROM resemblance_fingerprint f
USING unnest(%s::int[], %s::int[]) AS gone (fingerprint, sketch)
WHERE f.fingerprint = gone.fingerprint AND f.sketch_id = gone.sketch
"""
ADD = """
INSERT INTO resemblance_fingerprint (fingerprint, sketch_id)
SELECT * FROM unnest(%s::int[], %s::int[]) ON CONFLICT DO NOTHING
"""


def keep(kind: str, texts: Mapping[int, str]) -> None:
    """Make the sketches of documents, by number, from their plain texts; those there are made anew.

    At most four statements for any number of documents. Only the numbers that came and went are
    written, so a save that changes a sentence touches a handful of rows.
    """
    made = {number: shingles.fingerprints(text) for number, text in sorted(texts.items())}
    if not made:
        return
    using = router.db_for_write(Sketch) or "default"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(LOCK, [kind, list(made)])
        before = {number: set(known) for number, _, known in cursor.fetchall()}
        arrays = [f"{{{','.join(map(str, found))}}}" for found in made.values()]
        cursor.execute(PUT, [kind, shingles.VERSION, list(made), arrays])
        sketches = dict(cursor.fetchall())
        gone, come = [], []
        for number, found in made.items():
            known, sketch = before.get(number, set()), sketches[number]
            gone += [(one, sketch) for one in sorted(known.difference(found))]
            come += [(one, sketch) for one in found if one not in known]
        for statement, pairs in ((REMOVE, gone), (ADD, come)):
            if pairs:
                cursor.execute(statement, [list(column) for column in zip(*pairs, strict=True)])
