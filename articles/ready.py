"""A story's page as its release printed it, shown only while all it was made of is as it was.

The page is cast once (articles/mould.py) and kept beside the story with a digest of the rows that
it shows, its templates and the settings. The statement that reads it computes the digest again and
finds nothing where one letter differs: nobody has to remember what a change makes stale. The text
itself is not kept twice, it stands in a hole.
"""

# ruff: noqa: S608 - statements are put together from words of this module

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.db import connections, router
from django.db.models import CharField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.urls import reverse

from articles import mould
from articles.models import Article
from articles.prepared import Prepared
from articles.printed import LinkedStory, PrintedCorrection, PrintedCredit, story_context

TEMPLATE = "articles/story.html"
SOURCES = ("articles", "photos", "newsroom/formats", "locale/id", "templates/articles")
SETTINGS = ("SITE_NAME", "SITE_TAGLINE", "SITE_URL", "MEDIA_URL", "DEMO")

# Whole rows where a page shows most of one, so that no list of columns can be forgotten.
DIGEST = """
md5(ROW(%s::text, articles_article,
    (SELECT array_agg(ROW(c.role, p.name, p.slug, p.code)::text ORDER BY c.position, c.id)
     FROM articles_credit c JOIN articles_author p ON p.id = c.author_id
     WHERE c.article_id = articles_article.id),
    (SELECT array_agg(ROW(t.id, t.name, t.slug)::text ORDER BY m.id)
     FROM articles_articletag m JOIN articles_tag t ON t.id = m.tag_id
     WHERE m.content_object_id = articles_article.id),
    (SELECT array_agg(c::text ORDER BY c.id) FROM articles_correction c
     WHERE c.article_id = articles_article.id),
    (SELECT array_agg(ROW(o.id, o.slug, o.headline, o.published_at)::text ORDER BY o.id)
     FROM articles_article o
     WHERE o.answers_id = articles_article.id AND o.withdrawn_at IS NULL),
    (SELECT ROW(o.id, o.slug, o.headline, o.published_at, o.withdrawn_at)::text
     FROM articles_article o WHERE o.id = articles_article.answers_id),
    (SELECT array_agg(ROW(o.id, o.slug, o.headline, o.published_at)::text ORDER BY o.id)
     FROM articles_article o
     WHERE o.verifies_id = articles_article.id AND o.withdrawn_at IS NULL),
    (SELECT ROW(o.id, o.slug, o.headline, o.published_at, o.withdrawn_at)::text
     FROM articles_article o WHERE o.id = articles_article.verifies_id),
    (SELECT p::text FROM articles_page p
     WHERE p.slug = 'bantuan' AND articles_article.flags @> '["suicide"]')
)::text)
"""
COLUMNS = ("slug", "section_name", "section_path", "place", "body")
PAGE = Prepared(
    "story-page",
    f"""
    SELECT {", ".join(f"articles_article.{name}" for name in COLUMNS)},
           published_at::text, related_ids::text, read_also_ids::text,
           (SELECT array_to_json(array_agg(m.tag_id ORDER BY m.id))::text
            FROM articles_articletag m WHERE m.content_object_id = articles_article.id),
           r.page
    FROM articles_article JOIN articles_rendered r ON r.article_id = articles_article.id
    WHERE r.page_of = {DIGEST} AND articles_article.id = %s::bigint AND withdrawn_at IS NULL
    """,
)


@dataclass(frozen=True, slots=True)
class ReadyStory:
    """A story with no more than what its holes show, and its page around them."""

    article: Article
    tag_ids: list[int]
    parts: mould.Parts


def find(pk: int) -> ReadyStory | None:
    """Return what is ready of a story, in one query; None where it is none, withdrawn or stale."""
    connection = connections[router.db_for_read(Article) or "default"]
    rows = PAGE.rows(connection, fingerprint(), str(pk))
    if not rows:
        return None
    *columns, published_at, related, read_also, tags, page = rows[0]
    article = Article(
        id=pk,
        published_at=Article._meta.get_field("published_at").to_python(published_at),
        related_ids=json.loads(related),
        read_also_ids=json.loads(read_also),
        **dict(zip(COLUMNS, columns, strict=True)),
    )
    return ReadyStory(article, json.loads(tags or "[]"), json.loads(page))


def printed(articles: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return by number of a live story its page and the digest of what that was made of.

    One statement reads both, so that the digest is of the rows which were printed.
    """
    rows = Article.objects.for_page().live().filter(pk__in=list(articles))
    return {row.pk: (json.dumps(_cast(row)), row.digest) for row in rows.annotate(digest=digest())}


def digest() -> RawSQL:
    """Return what computes the digest of a row of `Article.objects`, for `annotate()`."""
    return RawSQL(DIGEST, [fingerprint()], output_field=CharField())  # noqa: S611 - ours alone


def context_of(article: Article, **around: object) -> dict[str, object]:
    """Return the context of a page of `Article.objects.for_page()`."""
    return story_context(
        article,
        credits=[PrintedCredit(**row) for row in article.credit_rows],
        tags=article.tag_rows,
        corrections=[PrintedCorrection.of(row) for row in article.correction_rows],
        replies=[LinkedStory.of(row) for row in article.reply_rows],
        answered=LinkedStory.of(row) if (row := article.answered_row) else None,
        verifications=[LinkedStory.of(row) for row in article.verifying_rows],
        verified=LinkedStory.of(row) if (row := article.verified_row) else None,
        masthead=reverse("masthead"),
        **around,
    )


def _cast(article: Article) -> mould.Parts:
    request = HttpRequest()  # of nobody
    request.path = article.get_absolute_url()
    return mould.cast(TEMPLATE, context_of(article), request)


@cache
def fingerprint() -> str:
    """Return what tells today's templates, code, words and settings from any others."""
    digest = blake2b(repr([getattr(settings, name) for name in SETTINGS]).encode(), digest_size=8)
    base = Path(settings.BASE_DIR)
    files = [base / "templates/base.html"]
    for place in SOURCES:
        files += sorted((base / place).rglob("*"))
    for file in files:
        if file.suffix in {".py", ".mo", ".html", ".toml"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()
