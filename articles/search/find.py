"""One bounded statement finds the stories of a search, whatever was typed and however many match.

Only the newest matches are ranked: `POOL` of those with the words in their heading, and `POOL` of
all. They are looked for by days, then by months, then by years, newest first, each time through the
index alone (day and month are words of the same index), and no further than until there are enough.
So a common word costs what is read of the newest days, and a rare one costs nothing to rule out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from articles.converters import FIRST_YEAR
from articles.models import SearchEntry
from articles.pages import Position
from articles.prepared import Named
from articles.search import index
from articles.search.query import Query, every, lexeme

POOL = 300
TITLED = 3  # words at most for which headings are looked through alone: few headings have more
PHRASE_POOL = 2000  # whose text is read for the order of the words
MOST_RANKED = 200  # ten pages; what is older or fits less is reached by date
DAYS = (2, 5)
MONTHS = 12  # at least, looked through one by one before whole years

# Weight of D, C, B, A: a word of the text, the standfirst, the kicker and tags, the headline.
WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"
IN_TEXT = 0.12  # what a story is worth that has the words somewhere
TOGETHER = 0.25  # what the words side by side add, in the text and once more in the heading
READ = 60  # of the best, whose text is read for that: three pages
OLD = 0.4  # what is left of the worth of a very old story
HALF_DAYS = 240  # after so many days, half of what age takes is gone


@dataclass(frozen=True)
class Narrowed:
    """Where to look: below a category, from one moment to before another."""

    category_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None


EVERYWHERE = Narrowed()


@dataclass(frozen=True)
class Found:
    """The stories of a search, the best or the newest first.

    `is_all` says that nothing else matches. `ranked` are the numbers of articles.
    """

    ranked: list[int]
    is_all: bool


NEWEST_MATCHES = """
SELECT match.* FROM unnest(%(windows)s::text[]) AS w (query) CROSS JOIN LATERAL (
    WITH found AS MATERIALIZED (
        SELECT article_id, published_at FROM articles_searchentry
        WHERE {column} @@ w.query::tsquery {conditions}
    )
    SELECT * FROM found ORDER BY published_at DESC, article_id DESC LIMIT {limit}
) match LIMIT {limit}
"""
NONE = "SELECT NULL::bigint AS article_id, NULL::timestamptz AS published_at WHERE FALSE"
BEST = """
WITH {candidates}titled AS MATERIALIZED ({titled}), all_newest AS MATERIALIZED ({newest}),
pool AS (
    SELECT * FROM all_newest
    UNION ALL
    SELECT * FROM titled t WHERE NOT EXISTS
        (SELECT FROM all_newest n WHERE n.article_id = t.article_id)
),
scored AS (
    SELECT article_id, pool.published_at,
        {old} + (1 - {old}) / (
            1 + greatest(0, extract(epoch FROM %(now)s::timestamptz - pool.published_at))
            / 86400 / {half}
        ) AS age,
        {in_text} + {together}
        + ts_rank('{weights}'::real[], entry.heading, %(ranking)s::tsquery) AS worth
    FROM pool CROSS JOIN LATERAL (
        SELECT heading FROM articles_searchentry WHERE article_id = pool.article_id LIMIT 1
    ) entry
),
ranked AS MATERIALIZED (
    SELECT article_id, age, worth * age AS score,
        row_number() OVER (ORDER BY worth * age DESC, published_at DESC, article_id DESC) AS place
    FROM scored ORDER BY place LIMIT {most}
)
SELECT article_id::text, ((SELECT count(*) FROM {counted}) < {limit})::text AS is_all
FROM ranked {beside}
"""
SIDE_BY_SIDE = f"(entry.heading @@ %(together)s::tsquery)::int * {TOGETHER}"
BY_PLACE = "ORDER BY place"
# Where several words are asked for, the text of the first few is read: do they stand side by side?
BESIDE = """
LEFT JOIN LATERAL (
    SELECT everything @@ %(together)s::tsquery AS beside FROM articles_searchentry entry
    WHERE entry.article_id = ranked.article_id AND ranked.place <= {read} LIMIT 1
) text ON TRUE
ORDER BY score + age * coalesce(beside, FALSE)::int * {together} DESC, place
"""
PLACES = "SELECT published_at, article_id FROM ({page}) page"
# Each LIMIT 1 keeps the planner from joining the whole table instead of looking few rows up.
# The pool is materialised first: the order of words is looked at in no story outside of it.
IN_ORDER = """
SELECT pool.* FROM (WITH pool AS MATERIALIZED ({pool}) SELECT * FROM pool) pool
CROSS JOIN LATERAL (
    SELECT {column} FROM articles_searchentry WHERE article_id = pool.article_id LIMIT 1
) entry
WHERE entry.{column} @@ %(in_order)s::tsquery
"""


def best(query: Query, narrowed: Narrowed = EVERYWHERE, *, now: datetime) -> Found:
    """Return the best stories of a search: headline over text, recent over old, exact over root."""
    sql, values = statement(query, narrowed, now=now)
    if narrowed.start or narrowed.end:  # which plan is good depends on the days
        rows: Sequence[Sequence[Any]] = _rows(sql, values)
    else:
        rows = _best(sql).rows_for(_connection(), values)
    is_all = not rows or (rows[0][1] == "true" and len(rows) < MOST_RANKED)
    return Found([int(pk) for pk, _ in rows], is_all)


@lru_cache(maxsize=16)
def _best(sql: str) -> Named:
    """Return the statement of a search at any time; there are a dozen, by what is asked for."""
    return Named(sql)


def statement(query: Query, narrowed: Narrowed, *, now: datetime) -> tuple[str, dict[str, Any]]:
    """Return what `best()` asks, and with which values."""
    together = query.together()
    newest, candidates, counted = _newest("everything", query, narrowed, POOL), "", "all_newest"
    if query.in_order():  # whether all were looked at is told by what was filtered
        pool = _pool("everything", query, narrowed, POOL)
        candidates, counted = f"candidates AS MATERIALIZED ({pool}), ", "candidates"
        newest = _filtered("everything", "SELECT * FROM candidates", POOL)
    sql = BEST.format(
        candidates=candidates,
        titled=_newest("heading", query, narrowed, POOL) if len(query.wanted) <= TITLED else NONE,
        newest=newest,
        counted=counted,
        limit=_limit(query, POOL),
        together=SIDE_BY_SIDE if together else "0",
        beside=BESIDE.format(read=READ, together=TOGETHER) if together else BY_PLACE,
        old=OLD,
        half=HALF_DAYS,
        in_text=IN_TEXT,
        weights=WEIGHTS,
        most=MOST_RANKED,
    )
    return sql, _values(query, narrowed, now)


def newest(
    query: Query,
    narrowed: Narrowed = EVERYWHERE,
    *,
    after: Position | None = None,
    size: int,
    now: datetime,
) -> list[Position]:
    """Return the places of the newest stories of a search, older than `after`: `size` and one."""
    values = _values(query, narrowed, now, after=after)
    sql = _newest("everything", query, narrowed, size + 1, after=after)
    rows = _rows(PLACES.format(page=sql), values)
    return sorted((Position(at, pk) for at, pk in rows), key=lambda p: (p.at, p.pk), reverse=True)


def _rows(sql: str, values: dict[str, Any]) -> list[tuple]:
    with _connection().cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_read(SearchEntry) or "default"]


def _limit(query: Query, limit: int) -> int:
    return PHRASE_POOL if query.in_order() else limit


def _newest(
    column: str, query: Query, narrowed: Narrowed, limit: int, *, after: Position | None = None
) -> str:
    """Return the statement of the newest matches: in the order of words that was asked for."""
    pool = _pool(column, query, narrowed, limit, after=after)
    return _filtered(column, pool, limit) if query.in_order() else pool


def _filtered(column: str, pool: str, limit: int) -> str:
    return IN_ORDER.format(pool=pool, column=column) + f" LIMIT {limit}"


def _pool(
    column: str, query: Query, narrowed: Narrowed, limit: int, *, after: Position | None = None
) -> str:
    conditions = [
        sql
        for wanted, sql in (
            (narrowed.start, "AND published_at >= %(start)s"),
            (narrowed.end, "AND published_at < %(end)s"),
            (after, "AND (published_at, article_id) < (%(after_at)s, %(after_pk)s)"),
        )
        if wanted
    ]
    return NEWEST_MATCHES.format(
        column=column, conditions=" ".join(conditions), limit=_limit(query, limit)
    )


def _values(
    query: Query, narrowed: Narrowed, now: datetime, *, after: Position | None = None
) -> dict[str, Any]:
    upto = min([now, *([narrowed.end] if narrowed.end else []), *([after.at] if after else [])])
    match = query.match()
    if narrowed.category_id is not None:
        match = every([match, lexeme(f"{index.CATEGORY}{narrowed.category_id}")])
    return {
        "windows": [f"({match}) & ({window})" for window in windows(narrowed.start, upto)],
        "in_order": query.in_order(),
        "ranking": query.ranking(),
        "together": query.together(),
        "now": now,
        "start": narrowed.start,
        "end": narrowed.end,
        "after_at": after and after.at,
        "after_pk": after and after.pk,
    }


def windows(start: datetime | None, upto: datetime) -> tuple[str, ...]:
    """Return the tsqueries of the times from `upto` back to `start`, the newest first.

    Two days, five, what is left of that month; a month, a month, two, eight; what is left of that
    year; and the years before by one, two, four and so on. Nothing is in two of them.
    """
    first = timezone.localdate(start) if start else date(FIRST_YEAR, 1, 1)
    return _windows(max(first, date(FIRST_YEAR, 1, 1)), timezone.localdate(upto))


@lru_cache(maxsize=64)  # nearly every search asks from today on
def _windows(first: date, day: date) -> tuple[str, ...]:
    found: list[list[str]] = []
    for number in (*DAYS, None):
        days = [day - timedelta(n) for n in range(number or day.day)]
        found.append([index.day_of(one) for one in days if one >= first])
        day = days[-1] - timedelta(1)
    months: list[str] = []
    while day >= first and (len(months) < MONTHS or day.month != 12):
        months.append(index.month_of(day))
        day = day.replace(day=1) - timedelta(1)
    found += [months[a:b] for a, b in ((0, 1), (1, 2), (2, 4), (4, MONTHS), (MONTHS, None))]
    year, step = day.year, 1
    while day >= first and year >= first.year:
        last = max(first.year, year - step + 1)
        found.append([index.year_of(one) for one in range(year, last - 1, -1)])
        year, step = last - 1, step * 2
    return tuple(" | ".join(map(lexeme, window)) for window in found if window)
