"""Finds posts that are copies of each other, in memory that does not grow with their number."""

import re
import sqlite3
from collections.abc import Iterator
from heapq import nsmallest
from zlib import crc32

RUN = 5  # words that have to follow each other
SKETCH = 16  # the smallest numbers of a text stand for it (bottom-k sketch, Broder 1997)
COMMON = 12  # a run in more texts than this is a formula of the house
ALIKE = 0.3  # of the runs: two tellings of one press release measure 0.4
SHORTEST = 30  # words

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")


class Copies:
    """Take texts with `add()`, then ask for `pairs()`."""

    def __init__(self) -> None:
        self.kept = sqlite3.connect("")  # a file of its own that goes with it
        self.kept.execute("CREATE TABLE run (number INTEGER, post TEXT)")
        self.kept.execute("CREATE TABLE post (post TEXT, title TEXT)")

    def add(self, post: str, title: str, html: str) -> None:
        words = _WORD.findall(_TAG.sub(" ", html).lower())
        if len(words) < SHORTEST:
            return
        runs = {
            crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)
        }
        sketch = nsmallest(SKETCH, runs)
        self.kept.execute("INSERT INTO post VALUES (?, ?)", (post, title))
        self.kept.executemany("INSERT INTO run VALUES (?, ?)", ((one, post) for one in sketch))

    def pairs(self, most: int = 500) -> Iterator[tuple[str, str, float]]:
        """Yield titles (with numbers) of two posts and how alike they are, 0 to 1, likest first."""
        self.kept.execute("CREATE INDEX IF NOT EXISTS run_number ON run (number)")
        rows = self.kept.execute(
            """
            WITH shared AS (
                SELECT number FROM run GROUP BY number HAVING count(*) BETWEEN 2 AND ?
            )
            SELECT one.post, other.post, count(*) AS same
            FROM shared JOIN run one USING (number) JOIN run other USING (number)
            WHERE one.post < other.post
            GROUP BY one.post, other.post HAVING same >= ?
            ORDER BY same DESC, one.post LIMIT ?
            """,
            (COMMON, round(ALIKE * SKETCH), most),
        ).fetchall()
        for one, other, same in rows:
            yield self._title(one), self._title(other), same / SKETCH

    def _title(self, post: str) -> str:
        found = self.kept.execute("SELECT title FROM post WHERE post = ?", (post,)).fetchone()
        return f"{found[0] if found else ''} (#{post})"
