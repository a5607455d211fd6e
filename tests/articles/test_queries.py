"""What pages cost: few queries, the same for any number of rows, each an index range."""

import gzip
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import edition, publishing, rendered
from articles.models import Article, Page, Popular, Rendered
from articles.pages import Position
from tests.factories import make_article, make_articles, make_author, make_category, make_photo

BUDGET = 8
ARCHIVE = 20_000
# Rows a query may look at, whatever the archive holds: a page and one more, four times over.
LOOKED_AT = 90
LARGE = {"articles_article", "articles_listing", "articles_articletag", "articles_credit"}


def queries_of(client, address):
    """Return the statements of an uncached request, without those that take the reader role."""
    edition.forget()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in captured if "ROLE" not in query["sql"]]


def addresses_of(article: Article) -> dict[str, str]:
    day = timezone.localdate(article.published_at)
    return {
        "front": "/",
        "latest": "/berita/",
        "story": article.get_absolute_url(),
        "categories": "/kategori/",
        "category": "/kategori/politik/",
        "sub-category": "/kategori/politik/pilkada/",
        "tag": "/tag/kpu/",
        "author": make_author().get_absolute_url(),
        "index": "/indeks/",
        "day": reverse("day", args=[day]),
        "page": "/kontak/",
        "most read": "/terpopuler/",
        "digest": reverse("digest", args=[day]),
        "digest as text": reverse("digest-text", args=[day]),
        "feed": "/feed/",
        "atom": "/feed/atom/",
        "feed of a category": "/feed/kategori/politik/",
        "corrections": "/koreksi/",
        "withdrawals": "/pencabutan/",
        "feed of corrections": "/feed/koreksi/",
        "feed of a tag": "/feed/json/tag/kpu/",
        "feed of an author": f"/feed{make_author().get_absolute_url()}",
        "api": "/api/berita/",
        "api of a category": "/api/berita/?kategori=politik",
        "api of a tag and a day": f"/api/berita/?tag=kpu&hari={day}",
        "api of a story": reverse("api-story", args=[article.pk]),
        "oembed": f"/oembed/?url={settings.SITE_URL}{article.get_absolute_url()}",
        "index of sitemaps": "/sitemap.xml",
        "sitemap of pages": "/sitemap-halaman.xml",
    }


@pytest.fixture
def article(db, settings):
    settings.COUNT_READERS = True
    Page.objects.create(title="Kontak", slug="kontak", body="<p>Hubungi kami.</p>")
    topic = make_category("Pilkada", parent=make_category("Politik"))
    repair(make_article(category=topic))
    chosen = {"related_ids": [make_article().pk], "read_also_ids": [make_article().pk]}
    article = make_article(
        category=topic, tags=["KPU", "Coklit"], lead_photo=make_photo(), **chosen
    )
    Popular.objects.create(window=Popular.Window.DAY, position=1, article=article)
    return article


def repair(*articles):
    """Correct and answer each story, and withdraw another one for each."""
    for article in articles:
        article.corrections.create(text="Tertulis 80.", published_at=article.published_at)
    make_articles({"kind": Article.Kind.REPLY, "answers": article} for article in articles)
    for gone in make_articles({} for _ in articles):
        publishing.withdraw(gone, reason="child", statement="Maaf.", at=gone.published_at)


def test_no_page_needs_more_queries_for_more_stories(reader_client, article):
    addresses = addresses_of(article)
    with_one = {name: len(queries_of(reader_client, at)) for name, at in addresses.items()}
    like_it = {
        "category": article.category,
        "tags": ["KPU", "Coklit"],
        "lead_photo": make_photo(),
    }
    repair(*make_articles(dict(like_it) for _ in range(29)), *[article] * 29)
    rendered.render_missing()  # as the worker does: what was repaired past a release is ready again
    with_thirty = {name: len(queries_of(reader_client, at)) for name, at in addresses.items()}
    assert with_thirty == with_one
    assert max(with_one.values()) <= BUDGET


def test_a_story_changed_past_its_release_keeps_the_budget(reader_client, article):
    beside = make_article(tags=["KPU"])
    Article.objects.filter(pk=article.pk).update(standfirst="Lain.")
    Rendered.objects.all().delete()
    assert len(queries_of(reader_client, article.get_absolute_url())) <= BUDGET
    page = reader_client.get(article.get_absolute_url()).content.decode()
    assert "Lain." in page
    assert beside.headline in page
    for chosen in Article.objects.filter(pk__in=[*article.related_ids, *article.read_also_ids]):
        assert chosen.headline in page


@pytest.fixture
def archive(article):
    """Fill the archive with 20,000 stories of one category, two tags and one author.

    They go back from the end of a day, so that this day is as full as any other.
    """
    late = timezone.localtime().replace(hour=23, minute=58) - timedelta(days=1)
    for row in (
        Article.objects.filter(pk=article.pk),
        article.listings,
        article.tagged,
        article.credits,
    ):
        row.update(published_at=late)
    article.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
            SELECT %(pk)s + n AS id, published_at - n * interval '7 minutes' AS published_at
            FROM articles_article, generate_series(1, %(count)s) n WHERE id = %(pk)s
            """,
            {"pk": article.pk, "count": ARCHIVE},
        )
        copied = {
            "articles_article": ("id", {"id", "published_at"}),
            "articles_listing": ("article_id", {"article_id", "published_at"}),
            "articles_articletag": ("content_object_id", {"content_object_id", "published_at"}),
            "articles_credit": ("article_id", {"article_id", "published_at"}),
            "articles_rendered": ("article_id", {"article_id"}),
        }
        for table, (own, moved) in copied.items():
            _copy_rows(cursor, table, own, moved, article.pk)
        cursor.execute(f"ANALYZE {', '.join(copied)}")
    return article


def _copy_rows(cursor, table, own, moved, pk):
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' AND (attname = %s OR attidentity = '')",
        [table, own],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(
        "copies.id" if name == own else f"{'copies' if name in moved else 'row'}.{name}"
        for name in columns
    )
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} AS row, copies"
        f" WHERE row.{own} = %s",
        [pk],
    )


def nodes_of(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes_of(below)


def test_no_page_looks_at_more_rows_in_a_large_archive(reader_client, archive):
    assert Article.objects.count() > ARCHIVE
    deep = Position(Article.objects.get(pk=archive.pk + 9_980).published_at, archive.pk + 9_980)
    addresses = addresses_of(archive)
    for name in ("latest", "category", "tag", "author"):
        addresses[f"{name}, page 500"] = f"{addresses[name]}?sebelum={deep}"
    seen = set()
    for name, address in addresses.items():
        statements = queries_of(reader_client, address)
        assert len(statements) <= BUDGET, name
        for sql in statements:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql)
                (answer,) = cursor.fetchone()
            plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
            for node in nodes_of(plan):
                if node.get("Relation Name") in LARGE:
                    seen.add(node["Relation Name"])
                    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
                    assert node["Node Type"] != "Seq Scan", (name, sql)
                    assert rows * node["Actual Loops"] <= LOOKED_AT, (name, node, sql)
    assert seen == LARGE


def packed(text: bytes) -> int:
    return len(gzip.compress(text, 6))


def test_pages_and_their_style_are_small(reader_client, article, settings):
    """The budget of a list is 12 KB packed, of a story 30 KB; the style is in them."""
    settings.STYLES_IN_PAGES = True
    body = "".join(
        f"<p>Paragraf {n} tentang pemilihan wali kota dan anggaran.</p>" for n in range(60)
    )
    long = make_article(category=article.category, tags=["KPU"], body=body, lead_photo=make_photo())
    make_articles(
        {
            "headline": f"Wali Kota Membuka Jembatan Nomor {n} Setelah Dua Tahun Ditunggu Warga",
            "category": article.category,
            "lead_photo": make_photo(),
        }
        for n in range(30)
    )
    assert packed(reader_client.get("/").content) <= 12 * 1024
    assert packed(reader_client.get(long.get_absolute_url()).content) <= 30 * 1024
