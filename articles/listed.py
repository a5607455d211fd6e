"""Pages of the lists that readers ask for most: a range of one index, printed from what is ready.

The same pages as `articles.pages.page_of()` makes of a queryset, by statements that PostgreSQL has
planned already, and without a model instance for each row.
"""

# ruff: noqa: S608 - statements are put together from words of this module

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import Http404

from articles import rendered
from articles.models import Article
from articles.models.article import CARD_COLUMNS
from articles.pages import EPOCH, SECOND_RANK, SIZE, ListPage, Position
from articles.prepared import Prepared, text_of

MICROSECOND = timedelta(microseconds=1)
# Two more than a page has: the story that the page before ended with, and the one that begins the
# next page.
ROWS = SIZE + 2

CARD = ", ".join(f"'{name}', a.{name}" for name in CARD_COLUMNS)
UNLESS_RENDERED = f"CASE WHEN r.article_id IS NULL THEN json_build_object({CARD})::text END"
COLUMNS = f"""
a.id::text, (extract(epoch FROM a.published_at) * 1000000)::bigint::text, a.kind,
(a.picture IS NOT NULL)::text, {UNLESS_RENDERED}
"""
# What opens a page is large, and shown of few: the card of the first five, and the lead of those
# that may be one (`articles.pages.choose_lead`), even where editors placed four of them below it.
TOP = SECOND_RANK + 1
MAY_LEAD = TOP + SECOND_RANK
OPENING = f"""
CASE WHEN row_number() OVER top <= {TOP} THEN r.card END,
CASE WHEN count(*) FILTER (WHERE a.kind <> '{Article.Kind.ADVERTORIAL}') OVER top <= {MAY_LEAD}
THEN r.lead END
"""
RENDERED = "LEFT JOIN articles_rendered r ON r.article_id = a.id AND r.made_by = %s"
END = f"DESC LIMIT {ROWS}"


@dataclass(frozen=True, slots=True)
class ListedStory:
    """What a list has to know of a story; the rest is printed already."""

    Kind: ClassVar = Article.Kind
    pk: int
    published_at: datetime
    kind: str
    picture: bool
    rendered: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story among the results of a search: as it stands there, and what is marked in it."""

    headline: str
    standfirst: str
    body: str | None
    printed: str


class Stories:
    """A list of stories, newest first, in pages that cost the same however deep they are."""

    def __init__(self, name: str, table: str = "", story: str = "", key: str = "") -> None:
        """Name the list; `table` lists the story in the column `story` under what `key` names."""
        if table:
            source = f"{table} l JOIN articles_article a ON a.id = l.{story}"
            where, at, pk = f"l.{key} = %s::bigint", "l.published_at", f"l.{story}"
        else:
            source, where = "articles_article a", "a.withdrawn_at IS NULL"
            at, pk = "a.published_at", "a.id"
        after = f"AND ({at}, {pk}) <= (%s::timestamptz, %s::bigint)"
        order = f"ORDER BY {at} DESC, {pk} {END}"
        top = f"ORDER BY {at} DESC, {pk} DESC ROWS UNBOUNDED PRECEDING"
        self.first = Prepared(
            f"{name}-first",
            f"SELECT {COLUMNS}, r.row, {OPENING} FROM {source} {RENDERED}"
            f" WHERE {where} WINDOW top AS ({top}) {order}",
        )
        self.later = Prepared(
            f"{name}-later",
            f"SELECT {COLUMNS}, r.row FROM {source} {RENDERED} WHERE {where} {after} {order}",
        )

    def page(self, after: str | None, key: int | None = None) -> ListPage:
        """Return the page that follows the position `after` (None: the first) of the list `key`.

        Raises Http404 for a malformed position and for one that nothing follows.
        """
        values = [rendered.fingerprint(), *([] if key is None else [str(key)])]
        connection = _connection()
        if after is None:
            rows = self.first.rows(connection, *values)
            return _page(rows[: SIZE + 1], is_first=True)
        position = Position.parse(after)
        values += [position.at.isoformat(), str(position.pk)]
        rows = self.later.rows(connection, *values)
        # A list only ever links to the place after one of its stories.
        is_linked = bool(rows) and rows[0][0] == str(position.pk) and _at(rows[0]) == position.at
        rows = rows[1:] if is_linked else rows[: SIZE + 1]
        if not rows:
            raise Http404("nothing is older")
        return _page(rows, is_first=False, is_linked=is_linked)


def _page(rows: list[list[Any]], *, is_first: bool, is_linked: bool = True) -> ListPage:
    stories = _stories(rows[:SIZE])
    older = Position(_at(rows[SIZE - 1]), int(rows[SIZE - 1][0])) if len(rows) > SIZE else None
    return ListPage(stories, older, is_first=is_first, is_linked=is_linked)


def newest(count: int) -> list[ListedStory | Article]:
    """Return the newest stories: ready to be shown as a line, the first also as card and lead."""
    rows = _newest(count).rows(_connection(), rendered.fingerprint())
    return _stories(rows, ("line", "card", "lead"))


def newest_of(
    categories: Iterable[int], count: int, *, apart_from: Iterable[int]
) -> dict[int, list[ListedStory | Article]]:
    """Return the newest stories of each category, ready to be shown as a card or in brief.

    One range of one index for each, in one statement.
    """
    values = (_array(categories), _array(apart_from), rendered.fingerprint())
    rows = _newest_of(count).rows(_connection(), *values)
    found: dict[int, list[ListedStory | Article]] = {}
    stories = _stories([row[1:] for row in rows], ("card", "brief"))
    for (category, *_), story in zip(rows, stories, strict=True):
        found.setdefault(int(category), []).append(story)
    return found


def near(
    tags: Iterable[int],
    article: int | None,
    looked_at: int,
    count: int,
    *,
    chosen: Iterable[int],
) -> tuple[dict[int, Article], list[ListedStory | Article]]:
    """Return the live stories among `chosen` by number, and those that share the most tags.

    The latter are none of `chosen`, and ready to be shown as a card. Of each tag the newest
    `looked_at` are ranked, one range of one index; all in one statement.
    """
    by_hand = _array(chosen)
    values = (_array(tags), str(article or 0), by_hand, by_hand, rendered.fingerprint())
    rows = _near(looked_at, count).rows(_connection(), *values)
    found = {int(row[0]): _article(row[6]) for row in rows if row[6]}
    return found, _stories([row for row in rows if not row[6]], ("card",))


def found(ids: Sequence[int], words: Iterable[str]) -> list[FoundStory]:
    """Return those of the stories that are live, in the order of `ids`, to stand among results.

    `words` are regular expressions of PostgreSQL: the text of a story whose standfirst has them all
    is not read, for nobody looks further than that.
    """
    if not ids:
        return []
    rows = FOUND.rows(_connection(), text_of(list(words)), _array(ids), rendered.fingerprint())
    return [
        FoundStory(*texts, shape or rendered.render(_article(card), "found"))
        for *texts, shape, card in rows
    ]


def _array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_read(Article) or "default"]


def _stories(
    rows: list[list[Any]], shapes: Sequence[str] = ("row", "card", "lead")
) -> list[ListedStory | Article]:
    """Return the stories, those that are not rendered by today's templates as what a card needs."""
    return [
        _article(row[4])
        if row[4]
        else ListedStory(
            int(row[0]),
            _at(row),
            row[2],
            row[3] == "true",
            dict(zip(shapes, row[5:], strict=False)),
        )
        for row in rows
    ]


def _article(text: str) -> Article:
    """Return a story with the columns of a card, as `Article.objects.for_cards()` reads it."""
    row = json.loads(text)
    fields = [field for field in Article._meta.concrete_fields if field.attname in row]
    values = [field.to_python(row[field.attname]) for field in fields]
    return Article.from_db(_connection().alias, row.keys(), values, fetch_mode=models.FETCH_RAISE)


def _at(row: list[Any]) -> datetime:
    return EPOCH + int(row[1]) * MICROSECOND


# How many rows are wanted stands in each statement: its plan, made once, depends on it.


@cache
def _newest(count: int) -> Prepared:
    return Prepared(
        f"newest-{count}",
        f"SELECT {COLUMNS}, r.line, {OPENING} FROM articles_article a {RENDERED}"
        " WHERE a.withdrawn_at IS NULL WINDOW top AS"
        " (ORDER BY a.published_at DESC, a.id DESC ROWS UNBOUNDED PRECEDING)"
        f" ORDER BY a.published_at DESC, a.id DESC LIMIT {count}",
    )


@cache
def _newest_of(count: int) -> Prepared:
    return Prepared(
        f"newest-of-{count}",
        f"""
        SELECT c.id::text, {COLUMNS}, r.card, r.brief FROM unnest(%s::bigint[]) AS c (id)
        CROSS JOIN LATERAL (
            SELECT article_id FROM articles_listing
            WHERE category_id = c.id AND article_id <> ALL (%s::bigint[])
            ORDER BY published_at DESC, article_id DESC LIMIT {count}
        ) l JOIN articles_article a ON a.id = l.article_id {RENDERED}
        ORDER BY a.published_at DESC, a.id DESC
        """,
    )


@cache
def _near(looked_at: int, count: int) -> Prepared:
    return Prepared(
        f"near-{looked_at}-{count}",
        f"""
        SELECT {COLUMNS}, r.card,
            CASE WHEN best.shared = 0 THEN json_build_object({CARD})::text END
        FROM (
            (SELECT l.id, count(*) AS shared FROM unnest(%s::bigint[]) AS t (id)
            CROSS JOIN LATERAL (
                SELECT content_object_id AS id FROM articles_articletag
                WHERE tag_id = t.id AND content_object_id <> %s::bigint
                ORDER BY published_at DESC, content_object_id DESC LIMIT {looked_at}
            ) l WHERE l.id <> ALL (%s::bigint[])
            GROUP BY l.id ORDER BY shared DESC, l.id DESC LIMIT {count})
            UNION ALL SELECT chosen.id, 0 FROM unnest(%s::bigint[]) AS chosen (id)
        ) best JOIN articles_article a ON a.id = best.id {RENDERED}
        WHERE a.withdrawn_at IS NULL ORDER BY best.shared DESC, best.id DESC
        """,
    )


FOUND = Prepared(
    "stories-found",
    f"""
    SELECT a.headline, a.standfirst,
        CASE WHEN a.standfirst ~* ALL (%s::text[]) THEN NULL ELSE a.body END,
        r.found, {UNLESS_RENDERED}
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (id, place)
    JOIN articles_article a ON a.id = asked.id {RENDERED}
    WHERE a.withdrawn_at IS NULL ORDER BY asked.place
    """,
)
LATEST = Stories("latest")
OF_CATEGORY = Stories("category", "articles_listing", "article_id", "category_id")
OF_TAG = Stories("tag", "articles_articletag", "content_object_id", "tag_id")
OF_AUTHOR = Stories("author", "articles_credit", "article_id", "author_id")
