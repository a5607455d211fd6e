"""Sitemaps for search engines (sitemaps.org), and the one of the newest stories for Google News.

Stories stand in files by their number: file 12 holds those from 60,000 to 64,999, whenever they
came out. So no file grows beyond its limit, an old one changes only when one of its stories
does, and finding what to print is one range of the primary key. What each file holds that is new
is the top of an index, also with a million stories.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import connections, router
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from articles import edition
from articles.html import one_line
from articles.models import Article, ArticleTag, Author, Credit, Listing, Page, Tag
from articles.models.article import PER_SITEMAP
from articles.structured import stamp
from categories.models import Category

# A file may name 50,000 addresses (sitemaps.org/protocol.html); so may an index name files.
MOST = 50_000
# developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1000

SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# The newest change in each file that has a live story, by the index `article_sitemap`.
NEWEST_IN_FILES = f"""
    SELECT file, newest FROM (
        SELECT file, (
            SELECT coalesce(updated_at, published_at) FROM articles_article
            WHERE withdrawn_at IS NULL AND id / {PER_SITEMAP} = file
            ORDER BY coalesce(updated_at, published_at) DESC LIMIT 1
        ) AS newest
        FROM generate_series(
            0, (SELECT least(max(id) / {PER_SITEMAP}, {MOST - 2}) FROM articles_article)
        ) AS file
    ) AS files WHERE newest IS NOT NULL ORDER BY file
"""  # noqa: S608 - put together from constants

# The files that hold a tag of a live story.
TAG_FILES = f"""
    SELECT file FROM generate_series(
        0, (SELECT least(max(id) / {PER_SITEMAP}, {MOST - 2}) FROM articles_tag)
    ) AS file WHERE EXISTS (
        SELECT FROM articles_articletag
        WHERE tag_id >= file * {PER_SITEMAP} AND tag_id < (file + 1) * {PER_SITEMAP}
    ) ORDER BY file
"""  # noqa: S608 - put together from constants

Address = tuple[str, datetime | None]


@require_safe
@edition.cached()
def index(request: HttpRequest) -> HttpResponse:
    """List the files: the one of pages, those of tags, those of stories."""
    files: list[Address] = [(reverse("sitemap-pages"), None)]
    with connections[router.db_for_read(Article) or "default"].cursor() as cursor:
        cursor.execute(TAG_FILES)
        files += [(reverse("sitemap-tags", args=[number]), None) for (number,) in cursor]
        cursor.execute(NEWEST_IN_FILES)
        files += [(reverse("sitemap-stories", args=[number]), at) for number, at in cursor]
    return _xml("sitemapindex", SITEMAP, _entries("sitemap", files[:MOST]))


@require_safe
@edition.cached()
def stories(request: HttpRequest, number: int) -> HttpResponse:
    rows = _numbered(Article.objects.live(), number)
    changed = Coalesce(F("updated_at"), F("published_at"))
    found = rows.order_by("pk").values_list("pk", "slug", changed)
    return _file((reverse("story", kwargs={"pk": pk, "slug": slug}), at) for pk, slug, at in found)


@require_safe
@edition.cached()
def tags(request: HttpRequest, number: int) -> HttpResponse:
    listed = ArticleTag.objects.filter(tag=OuterRef("pk")).order_by("-published_at")
    rows = _numbered(Tag.objects.annotate(newest=_newest(listed)), number)
    found = rows.filter(newest__isnull=False).order_by("pk").values_list("slug", "newest")
    return _file((reverse("tag", kwargs={"slug": slug}), newest) for slug, newest in found)


@require_safe
@edition.cached()
def pages(request: HttpRequest) -> HttpResponse:
    """List what is neither a story nor a tag: lists, categories, authors, standing pages.

    What has no story yet is left out: an empty page is nothing to be found by.
    """
    newest = Article.objects.live().order_by("-published_at", "-id")
    latest = newest.values_list("published_at", flat=True).first()
    lists = ("front", "latest", "categories", "index", "corrections", "withdrawals")
    found: list[Address] = [
        (reverse(name), latest if name in {"front", "latest"} else None) for name in lists
    ]
    listed = Listing.objects.filter(category=OuterRef("pk")).order_by("-published_at")
    rows = Category.objects.filter(merged_into=None).annotate(newest=_newest(listed))
    for path, at in _with_stories(rows, "path"):
        found.append((reverse("category", kwargs={"path": path}), at))
    credited = Credit.objects.filter(author=OuterRef("pk")).order_by("-published_at")
    for slug, at in _with_stories(Author.objects.annotate(newest=_newest(credited)), "slug"):
        found.append((reverse("author", kwargs={"slug": slug}), at))
    for slug, at in Page.objects.order_by("pk").values_list("slug", "updated_at")[:PER_SITEMAP]:
        found.append((reverse("page", kwargs={"slug": slug}), at))
    return _file(found)


@require_safe
@gzip_page
@conditional_page
def news(request: HttpRequest) -> HttpResponse:
    """List the stories of the last two days, newest first. What was paid for is no news.

    A story leaves it by the clock alone, which no edition knows: it is made for each request.
    """
    rows = Article.objects.live().filter(published_at__gte=timezone.now() - NEWS_FOR)
    rows = rows.exclude(kind=Article.Kind.ADVERTORIAL).order_by("-published_at", "-id")
    found = rows.values_list("pk", "slug", "headline", "published_at")[:MOST_NEWS]
    publication = (
        f"<news:publication><news:name>{escape(settings.SITE_NAME)}</news:name>"
        f"<news:language>{settings.LANGUAGE_CODE}</news:language></news:publication>"
    )
    lines = (
        f"<url><loc>{_whole(reverse('story', kwargs={'pk': pk, 'slug': slug}))}</loc>"
        f"<news:news>{publication}"
        f"<news:publication_date>{stamp(at)}</news:publication_date>"
        f"<news:title>{escape(one_line(headline))}</news:title></news:news></url>"
        for pk, slug, headline, at in found
    )
    return _xml("urlset", f"{SITEMAP} {NEWS}", lines, headers=edition.FOR_PROXIES)


def _numbered(rows: QuerySet, number: int) -> QuerySet:
    """Return those of `rows` whose numbers belong to file `number`."""
    first = number * PER_SITEMAP
    if first >= 2**63 - PER_SITEMAP:
        raise Http404("no row has such a number")
    return rows.filter(pk__gte=first, pk__lt=first + PER_SITEMAP)


def _newest(listed: QuerySet) -> Subquery:
    return Subquery(listed.values("published_at")[:1])


def _with_stories(rows: QuerySet, key: str) -> Iterable[tuple[str, datetime]]:
    found = rows.filter(newest__isnull=False).order_by("pk").values_list(key, "newest")
    return found[:PER_SITEMAP]


def _file(found: Iterable[Address]) -> HttpResponse:
    """Answer with a file of addresses, too large to keep. Raises Http404 for one that has none."""
    entries = list(_entries("url", found))
    if not entries:
        raise Http404("an empty file")
    return edition.not_to_keep(_xml("urlset", SITEMAP, entries))


def _entries(tag: str, found: Iterable[Address]) -> Iterator[str]:
    for path, at in found:
        changed = f"<lastmod>{stamp(at)}</lastmod>" if at else ""
        yield f"<{tag}><loc>{_whole(path)}</loc>{changed}</{tag}>"


def _whole(path: str) -> str:
    return escape(settings.SITE_URL + path)


def _xml(
    root: str, attributes: str, lines: Iterable[str], *, headers: dict[str, str] | None = None
) -> HttpResponse:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    text = "\n".join([head, f"<{root} {attributes}>", *lines, f"</{root}>", ""])
    return HttpResponse(text, content_type="application/xml; charset=utf-8", headers=headers)
