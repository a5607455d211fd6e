"""Time the search for near-copies: `python -m bench.near FILE` writes milliseconds, as JSON.

The tables are filled by SQL with numbers as they come out of stories of 300 words: 35 of their own,
four of two formulas that most stories have, and of every tenth story a dozen of an older one.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import django
from django.db import connections

OWN = 35
STORIES = 60  # that are searched for, none of them twice
FILL = f"""
INSERT INTO resemblance_sketch (kind, number, fingerprints, version)
SELECT 'draft', n, array(
    SELECT hashint4(n * 64 + k) FROM generate_series(1, {OWN}) k
    UNION SELECT hashint4(-1 - f) FROM generate_series(0, 3) f WHERE mod(n, 5) <> f / 2
    UNION SELECT hashint4((n - 7) * 64 + k) FROM generate_series(1, 12) k WHERE mod(n, 10) = 0
), 1
FROM generate_series(1, %s) n;
INSERT INTO resemblance_fingerprint (fingerprint, sketch_id)
SELECT unnest(fingerprints), id FROM resemblance_sketch ORDER BY 1, 2
"""
SIZE = """
SELECT sum(pg_total_relation_size(name))
FROM unnest(ARRAY['resemblance_sketch', 'resemblance_fingerprint']::regclass[]) name
"""


def main() -> None:
    django.setup()
    from articles.models import Article  # after setup()
    from resemblance import shingles
    from resemblance.models import Sketch

    size = Article.objects.count()
    with connections["owner"].cursor() as cursor:
        if not Sketch.objects.exists():
            cursor.execute(FILL, [size])
            cursor.execute("VACUUM ANALYZE resemblance_sketch")
            cursor.execute("VACUUM ANALYZE resemblance_fingerprint")
        cursor.execute(SIZE)
        (taken,) = cursor.fetchone()
    chosen = Sketch.objects.filter(number__in=range(1, size, max(1, size // STORIES)))
    stories = list(chosen.values_list("fingerprints", flat=True))
    longest = [one for numbers in stories for one in numbers][: shingles.MOST]
    found = {
        "a story, for the first time": [searched(numbers) for numbers in stories],
        "a story, once more": [searched(numbers) for numbers in stories],
        "a text of 4,000 words": [searched(longest) for _ in stories],
    }
    rows = {name: [statistics.median(times), max(times)] for name, times in found.items()}
    Path(sys.argv[1]).write_text(json.dumps({"bytes": int(taken), "times": rows}))


def searched(numbers: list[int]) -> float:
    """Return the milliseconds of one search, planning and fetching included."""
    from resemblance import search  # after setup()

    began = time.perf_counter()
    search.having(numbers)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
