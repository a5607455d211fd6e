"""The edition cache: one query for a cached page, and never a stale one."""

import gzip
import re
from datetime import UTC, datetime

import brotli
import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import edition, publishing
from articles.encodings import coding_for
from articles.models import Article, Author, Credit, OldAddress, Page, Tag
from articles.saving import lighter
from categories.models import Category
from tests.conftest import role
from tests.factories import make_article, make_author, make_category, make_photo

LAST_MINUTE = datetime(2025, 5, 14, 16, 59, tzinfo=UTC)  # 23.59 WIB


def queries_of(client, address, **extra):
    """Return the statements a request runs, without those that take and leave the reader role."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address, **extra)
    return [query["sql"] for query in captured if "ROLE" not in query["sql"]]


@pytest.fixture
def article(db):
    return make_article(tags=["KPU"])


def test_a_cached_page_costs_the_edition_alone(reader_client, article):
    for address in ("/", article.get_absolute_url(), "/kategori/politik/", "/feed/", "/indeks/"):
        reader_client.get(address)
        (asked,) = queries_of(reader_client, address)
        assert asked.strip().endswith("FROM articles_edition")


def test_a_release_shows_on_the_next_request(reader_client, article):
    assert reader_client.get("/").status_code == 200
    newer = make_article(headline="Baru Saja")
    assert "Baru Saja" in reader_client.get("/").content.decode()
    publishing.withdraw(newer, reason="child", statement="Maaf.", at=newer.published_at)
    assert "Baru Saja" not in reader_client.get("/").content.decode()


CHANGES = {
    "article": lambda a: type(a).objects.filter(pk=a.pk).update(headline="Lain"),
    "category": lambda a: Category.objects.update(name="Lain"),
    "author": lambda a: Author.objects.update(name="Lain"),
    "credit": lambda a: Credit.objects.update(role="editor"),
    "tag": lambda a: Tag.objects.update(name="Lain"),
    "tagged": lambda a: a.tagged.all().delete(),
    "listing": lambda a: a.listings.all().delete(),
    "correction": lambda a: a.corrections.create(text="Keliru.", published_at=a.published_at),
    "page": lambda a: Page.objects.create(title="Kontak", slug="kontak", body="<p>Isi.</p>"),
    "old address": lambda a: OldAddress.objects.create(path="/tag/x/", tag=Tag.objects.get()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_of_what_readers_see_raises_the_edition(article, change):
    before = edition.current()
    change(article)
    assert edition.current() != before


def test_a_change_that_was_rolled_back_keeps_the_edition(article):
    before = edition.current()
    with transaction.atomic():
        make_article()
        transaction.set_rollback(True)
    assert edition.current() == before


def test_midnight_and_a_deployment_are_editions_too(reader_client, article, settings):
    with time_machine.travel(LAST_MINUTE, tick=False) as clock:
        before = reader_client.get("/")
        clock.shift(60)
        after = reader_client.get("/")
    assert before.headers["ETag"] != after.headers["ETag"]
    assert "Rabu, 14 Mei 2025" in before.content.decode()
    assert "Kamis, 15 Mei 2025" in after.content.decode()
    old = edition.current()
    settings.VERSION = "a new one"
    deployed = edition.current()
    assert deployed != old
    settings.LOOK = "another one"
    assert edition.current() != deployed


def test_a_page_that_has_not_changed_is_answered_with_304(reader_client, article):
    first = reader_client.get("/")
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    for known in (etag, f'"other", {etag}'):
        again = reader_client.get("/", headers={"if-none-match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == etag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Vary"] == first.headers["Vary"]
    make_article()
    assert reader_client.get("/", headers={"if-none-match": etag}).status_code == 200


def test_pages_do_not_share_an_etag(reader_client, article):
    addresses = ("/", "/berita/", "/indeks/", article.get_absolute_url(), "/feed/")
    assert len({reader_client.get(one).headers["ETag"] for one in addresses}) == len(addresses)


def test_head_says_what_get_says_without_a_body(reader_client, article):
    shown, asked = reader_client.get("/"), reader_client.head("/")
    assert asked.status_code == 200
    assert asked.content == b""
    assert asked.headers["ETag"] == shown.headers["ETag"]
    assert asked.headers["Content-Type"] == shown.headers["Content-Type"]


def test_proxies_are_told_to_keep_pages_shortly_and_nothing_that_went_wrong(reader_client, article):
    assert "s-maxage=10" in reader_client.get("/").headers["Cache-Control"]
    for address in ("/tidak/ada/", "/berita/?sebelum=x", f"/berita/{article.pk}/"):
        response = reader_client.get(address)
        assert "ETag" not in response.headers
        assert "s-maxage" not in response.headers.get("Cache-Control", "")


def test_an_unknown_parameter_is_no_part_of_the_address(reader_client, article):
    plain = reader_client.get("/berita/")
    odd = reader_client.get("/berita/?utm_source=x&halaman=3&tanggal=2025-05-14")
    assert odd.headers["ETag"] == plain.headers["ETag"]
    assert odd.content == plain.content
    assert len(queries_of(reader_client, "/berita/?fbclid=abc")) == 1


def test_a_parameter_cannot_pretend_to_be_another_address(reader_client, article):
    make_article(at=datetime(2020, 1, 1, tzinfo=UTC))
    known = reader_client.get("/berita/?sebelum=1600000000000000-1").headers["ETag"]
    assert reader_client.get("/berita/").headers["ETag"] != known
    assert reader_client.get("/?sebelum=1600000000000000-1").headers["ETag"] != known


def test_what_is_malformed_or_missing_is_not_kept(reader_client, article, monkeypatch):
    pages, shared = [], []
    make = edition.kept

    def noted(request, name, made):
        found = make(request, name, made)
        shared.extend([name] if found is not None else [])
        return found

    monkeypatch.setattr(edition.cache, "set", lambda key, *rest: pages.append(key))
    monkeypatch.setattr(edition, "kept", noted)
    for address in (
        "/berita/?sebelum=abc",
        "/indeks/?tanggal=kapan",
        "/kategori/tidak-ada/",
        "/berita/999999/",
    ):
        reader_client.get(address)
    assert pages == []
    # Only what pages share was kept: the menu, the footer, the banner, the newest, a day's name.
    assert {re.split("[:|]", name)[0] for name in shared} <= {
        *("menu", "lines", "footer", "banner", "newest"),
        *("frame-menu", "frame-footer", "frame-links", "frame-feeds", "frame-day-name"),
    }


def test_what_pages_share_is_forgotten_when_it_grows_too_large(rf, db):
    request = rf.get("/")
    for number in range(edition.MOST_SHARED + 10):
        edition.kept(request, f"part-{number}", lambda: "made")
    assert edition.kept(request, f"part-{number}", lambda: "made anew") == "made"
    assert edition.kept(request, "part-0", lambda: "made anew") == "made anew"


def test_what_readers_look_up_pushes_out_nothing_that_pages_share(rf, db):
    request = rf.get("/")
    edition.kept(request, "menu", lambda: "made")
    for number in range(edition.MOST_LOOKED_UP + 10):
        edition.looked_up(request, f"word-{number}", lambda: "found")
    assert edition.kept(request, "menu", lambda: "made anew") == "made"
    assert edition.looked_up(request, f"word-{number}", lambda: "anew") == "found"
    assert edition.looked_up(request, "word-0", lambda: "anew") == "anew"


def test_who_takes_an_encoding_gets_the_same_page_packed(reader_client, article):
    plain = reader_client.get("/")
    for accepted, coding, unpack in (
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
    ):
        for _ in ("packed now", "kept packed"):
            packed = reader_client.get("/", headers={"accept-encoding": accepted})
            assert packed.headers["Content-Encoding"] == coding
            assert packed.headers["Content-Length"] == str(len(packed.content))
            assert unpack(packed.content) == plain.content
            for name in ("ETag", "Vary", "Content-Security-Policy", "X-Frame-Options"):
                assert packed.headers[name] == plain.headers[name]
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding, Save-Data"


def test_who_saves_data_is_offered_the_small_pictures_of_the_same_page(reader_client):
    article = make_article(lead_photo=make_photo())
    files = [[f"/media/{width}.avif", width] for width in (320, 480, 720, 1280)]
    sources = [{"type": "image/avif", "srcset": files}]
    Article.objects.filter(pk=article.pk).update(picture=article.picture | {"sources": sources})
    usual = reader_client.get("/").content
    assert b"/media/480.avif 480w, /media/720.avif 720w" in usual
    less = usual.replace(b", /media/720.avif 720w, /media/1280.avif 1280w", b"")
    assert b"720w" not in less
    for headers, unpack in (({}, bytes), ({"accept-encoding": "br"}, brotli.decompress)):
        for _ in ("made now", "kept"):
            answer = reader_client.get("/", headers={"save-data": "on", **headers})
            assert unpack(answer.content) == less
            assert answer.headers["Content-Length"] == str(len(answer.content))
    assert reader_client.get("/").content == usual
    assert lighter(b'srcset="/a 960w, /b 1280w"') == b'srcset="/a 960w"'  # none is small


def test_a_kept_page_has_every_header_of_the_one_that_was_made(reader_client, article):
    made, kept = reader_client.get("/"), reader_client.get("/")
    assert dict(kept.headers) == dict(made.headers)
    assert "Content-Security-Policy" in kept.headers


def test_a_kept_page_is_shown_under_no_other_host(reader_client, article):
    assert reader_client.get("/").status_code == 200
    assert reader_client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_page_kept_for_https_is_no_answer_to_http(reader_client, article, settings):
    assert reader_client.get("/", secure=True).status_code == 200
    settings.SECURE_SSL_REDIRECT = True
    redirecting = Client()
    with role("reader"):
        assert redirecting.get("/").status_code == 301
        assert redirecting.get("/", secure=True).status_code == 200


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP, br", "br"),
        ("br;q=0.1, gzip;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.0", ""),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("identity", ""),
        ("x-gzip-like", ""),
        ("gzip;q=much", ""),
        ("", ""),
    ],
)
def test_an_encoding_is_sent_only_to_who_takes_it(header, coding):
    assert coding_for(header) == coding


def test_the_furniture_of_a_page_is_read_once_an_edition(reader_client, article):
    make_category("Ekonomi")
    reader_client.get("/")
    shared = [sql for sql in queries_of(reader_client, "/indeks/") if "articles_page" in sql]
    assert shared == []
    assert not [
        s for s in queries_of(reader_client, "/tidak/ada/") if 'FROM "categories_category"' in s
    ]


def test_the_menu_marks_the_channel_of_each_page_though_it_is_printed_once(reader_client, article):
    make_article(category=make_category("Ekonomi"))
    marked = re.compile(r'<a href="([^"]*)" aria-current="(page|true)"')
    shown = {
        "/": [],
        "/berita/": [("/berita/", "page")],
        "/kategori/politik/": [("/kategori/politik/", "page")],
        "/kategori/ekonomi/": [("/kategori/ekonomi/", "page")],
        article.get_absolute_url(): [("/kategori/politik/", "true")],
    }
    for _ in ("made", "made of kept parts"):
        for address, expected in shown.items():
            page = reader_client.get(address).content.decode()
            assert marked.findall(page) == expected, address
        make_article()


def test_a_page_and_its_edition_are_read_from_one_connection(reader_client, article, monkeypatch):
    """A replica that lags may show an old page, but must keep it under its own old edition."""
    asked = []
    monkeypatch.setattr(
        edition.router, "db_for_read", lambda model, **hints: asked.append(model) or "default"
    )
    reader_client.get("/")
    assert asked[0] is edition.Edition


def test_a_new_name_of_an_author_shows_on_a_page_that_was_cached(reader_client):
    author = make_author("Tri Mulyani", "tm")
    article = make_article()
    assert "Tri Mulyani" in reader_client.get(article.get_absolute_url()).content.decode()
    author.name = "Tri Mulyani Hartati"
    author.save()
    assert "Hartati" in reader_client.get(article.get_absolute_url()).content.decode()
