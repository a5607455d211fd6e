"""The pages that are measured, and what the lean view asks for each of them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

ROWS = 21  # a page of a list, and one more to see whether another follows
COLUMNS = "a.id, a.slug, a.headline, a.section_name, a.published_at, a.picture"
LATEST = f"SELECT {COLUMNS} FROM articles_article a WHERE a.withdrawn_at IS NULL"
LISTED = (
    f"SELECT {COLUMNS} FROM articles_listing l JOIN articles_article a ON a.id = l.article_id"
    " WHERE l.category_id = %s"
)
NEWEST = " ORDER BY a.published_at DESC, a.id DESC LIMIT "
FRONT = (
    f"({LATEST}{NEWEST}18) UNION ALL (SELECT {COLUMNS} FROM categories_category c"
    " CROSS JOIN LATERAL (SELECT article_id FROM articles_listing WHERE category_id = c.id"
    " ORDER BY published_at DESC, article_id DESC LIMIT 3) l"
    " JOIN articles_article a ON a.id = l.article_id WHERE c.parent_id IS NULL)"
)
STORY = f"""
SELECT {COLUMNS}, a.standfirst, a.body, a.place,
       (SELECT string_agg(p.name, ', ' ORDER BY c.position) FROM articles_credit c
        JOIN articles_author p ON p.id = c.author_id WHERE c.article_id = a.id),
       (SELECT string_agg(t.name, ', ' ORDER BY m.id) FROM articles_articletag m
        JOIN articles_tag t ON t.id = m.tag_id WHERE m.content_object_id = a.id)
FROM articles_article a WHERE a.id = %s
"""
BESIDE = f"""
(SELECT {COLUMNS} FROM articles_articletag mine CROSS JOIN LATERAL (
    SELECT content_object_id FROM articles_articletag t
    WHERE t.tag_id = mine.tag_id AND t.content_object_id <> mine.content_object_id
    ORDER BY t.published_at DESC, t.content_object_id DESC LIMIT 12) near
 JOIN articles_article a ON a.id = near.content_object_id WHERE mine.content_object_id = %s)
UNION ALL ({LATEST}{NEWEST}7)
"""
WORD = "jembatan"

Statement = tuple[str, list[Any] | dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of page: addresses of it that differ, and the statements of each one's lean view."""

    name: str
    plans: dict[str, list[Statement]] = field(default_factory=dict)
    # How many values of its stories a page prints at least: a headline and an address for each row.
    values: int = 40


def find(url: str, many: int) -> list[Kind]:
    """Return the kinds of pages, with up to `many` addresses each, of the archive at `url`."""
    with psycopg.connect(url) as connection:
        return [make(connection, many) for make in KINDS]


def _front(connection: psycopg.Connection, many: int) -> Kind:
    return Kind("front page", {"/": [(FRONT, [])]})


def _latest(connection: psycopg.Connection, many: int) -> Kind:
    return Kind("latest", {"/berita/": [(f"{LATEST}{NEWEST}{ROWS}", [])]})


def _deep(connection: psycopg.Connection, many: int) -> Kind:
    rows = connection.execute(
        "SELECT id, published_at FROM articles_article WHERE withdrawn_at IS NULL"
        " ORDER BY published_at DESC, id DESC OFFSET 9960 LIMIT %s",
        [min(many, 20)],
    ).fetchall()
    after = f"{LATEST} AND (a.published_at, a.id) < (%s::timestamptz, %s){NEWEST}{ROWS}"
    return Kind(
        "latest, page 500",
        {f"/berita/?sebelum={_position(at, pk)}": [(after, [str(at), pk])] for pk, at in rows},
    )


def _channels(connection: psycopg.Connection) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT id, path FROM categories_category WHERE parent_id IS NULL ORDER BY id"
    ).fetchall()


def _category(connection: psycopg.Connection, many: int) -> Kind:
    newest = LISTED + " ORDER BY l.published_at DESC, l.article_id DESC LIMIT 21"
    return Kind(
        "category",
        {f"/kategori/{path}/": [(newest, [pk])] for pk, path in _channels(connection)[:many]},
    )


def _deep_category(connection: psycopg.Connection, many: int) -> Kind:
    plans = {}
    after = (
        f"{LISTED} AND (l.published_at, l.article_id) < (%s::timestamptz, %s)"
        " ORDER BY l.published_at DESC, l.article_id DESC LIMIT 21"
    )
    for category, path in _channels(connection):
        rows = connection.execute(
            "SELECT article_id, published_at FROM articles_listing WHERE category_id = %s"
            " ORDER BY published_at DESC, article_id DESC OFFSET 970 LIMIT %s",
            [category, max(1, many // 10)],
        ).fetchall()
        for pk, at in rows:
            address = f"/kategori/{path}/?sebelum={_position(at, pk)}"
            plans[address] = [(after, [category, str(at), pk])]
    return Kind("category, page 50", plans)


def _story(connection: psycopg.Connection, many: int) -> Kind:
    rows = connection.execute(
        "SELECT id, slug FROM articles_article WHERE withdrawn_at IS NULL"
        " ORDER BY published_at DESC OFFSET 500 LIMIT %s",
        [many],
    ).fetchall()
    return Kind(
        "story",
        {f"/berita/{pk}/{slug}/": [(STORY, [pk]), (BESIDE, [pk])] for pk, slug in rows},
        values=12,
    )


def _search(connection: psycopg.Connection, many: int) -> Kind:
    """Let the lean view ask for the same search, and read in one statement what is shown of it.

    It marks no hits and cuts no excerpt: where a page has those, it has them by heart.
    """
    asked = [sys.executable, "-m", "bench.searched", WORD]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    done = subprocess.run(asked, env=environment, check=True, stdout=subprocess.PIPE)
    sql, values = json.loads(done.stdout)
    found = (
        f"SELECT {COLUMNS}, a.standfirst FROM ({sql} LIMIT 20) found"
        " JOIN articles_article a ON a.id = found.article_id::bigint WHERE a.withdrawn_at IS NULL"
    )
    return Kind("search", {f"/cari/?q={WORD}": [(found, values)]}, values=20)


def _position(at: Any, pk: int) -> str:
    """Return the place after a story as `articles.pages.Position` writes it."""
    return f"{round(at.timestamp() * 1_000_000)}-{pk}"


KINDS: list[Callable[[psycopg.Connection, int], Kind]] = [
    _front,
    _latest,
    _deep,
    _category,
    _deep_category,
    _story,
    _search,
]
