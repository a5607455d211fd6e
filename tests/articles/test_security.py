"""Attacks on what readers get: poisoned caches, hostile words, and what feeds cannot carry."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.core.handlers.wsgi import get_script_name
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from articles.edition import cache
from articles.models import Correction, Page
from articles.pages import Position
from tests.factories import make_article, make_articles, make_author, make_category, make_photo

pytestmark = pytest.mark.django_db

# Breaks out of an attribute, out of an element, and out of a string in a script.
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
ALIVE = (b"<script>alert", b"<img src=x", b"onerror=alert(1)>")


@pytest.fixture
def keeps_pages():
    """How many pages are kept."""
    cache.clear()
    return lambda: sum(isinstance(one, bytes) and b"Kept" in one for one in cache._cache.values())


FEEDS = ("/feed/", "/feed/atom/", "/feed/kategori/politik/", "/feed/atom/kategori/politik/")


@pytest.mark.parametrize("host", ["localhost:9999", "127.0.0.1:8311", "[::1]:1"])
def test_what_a_request_calls_the_site_stands_in_no_page_that_is_kept(
    reader_client, settings, host
):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    story = make_article()
    extra = {
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_PREFIX": "/evil",
    }
    for address in ("/", story.get_absolute_url(), "/kategori/politik/", *FEEDS):
        text = reader_client.get(address, **extra).content.decode()
        assert host not in text
        assert "evil" not in text
        assert "https://127" not in text


def test_an_unknown_host_gets_nothing(reader_client, settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    assert reader_client.get("/feed/", HTTP_HOST="evil.example").status_code == 400


def test_no_request_says_where_the_site_begins():
    """The menu, made once for all readers, would otherwise keep the prefix one client sent."""
    request = RequestFactory().get("/berita/", SCRIPT_NAME="/evil")
    assert get_script_name(request.environ) == ""
    assert request.path == "/berita/"


def test_hostile_words_are_words_on_every_public_page(reader_client):
    category = make_category(name=HOSTILE[:40], slug="politik", description=HOSTILE)
    author = make_author(name=HOSTILE, code="xx", bio=HOSTILE)
    photo = make_photo(alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    Page.objects.create(title=HOSTILE, slug="kontak", body=f"<p>{HOSTILE}</p>")
    story = make_article(
        category=category,
        headline=HOSTILE,
        kicker=HOSTILE,
        standfirst=HOSTILE,
        place=HOSTILE,
        source=HOSTILE,
        tags=[HOSTILE],
        lead_photo=photo,
        body=f'<p>{HOSTILE}</p><figure data-photo="{photo.pk}"></figure>',
    )
    tag = story.tagged.get().tag
    story.corrections.create(text=HOSTILE, published_at=story.published_at)
    story.credits.create(author=author, role="editor", position=9, published_at=story.published_at)
    pages = ["/", story.get_absolute_url(), "/kategori/", "/kontak/", "/indeks/", *FEEDS]
    pages += [category.get_absolute_url(), tag.get_absolute_url(), author.get_absolute_url()]
    for address in pages:
        response = reader_client.get(address)
        assert response.status_code == 200
        assert not [alive for alive in ALIVE if alive in response.content], address


def test_control_characters_break_no_feed(reader_client):
    category = make_category("Poli\x08tik", slug="politik", description="Tentang\x0b politik\x1b.")
    make_article(
        category=category,
        headline="Harga\x0bCabai \x1bTurun\ufffe",
        standfirst="Turun \x01sejak\u202e Senin.",
        kicker="Pa\x02sar",
    )
    for address in FEEDS:
        response = reader_client.get(address)
        assert response.status_code == 200
        text = "".join(ElementTree.fromstring(response.content).itertext())  # noqa: S314
        assert "Harga Cabai Turun" in text
        assert "Turun sejak Senin." in text


def test_a_temporary_table_cannot_hold_back_a_new_edition(as_desk):
    story = make_article()
    with as_desk(), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM articles_edition")
        (before,) = cursor.fetchone()
        cursor.execute("CREATE TEMPORARY TABLE articles_edition (id int, number bigint)")
        cursor.execute("UPDATE articles_article SET kicker = 'x' WHERE id = %s", [story.pk])
        cursor.execute("SELECT number FROM public.articles_edition")
        assert cursor.fetchone()[0] > before
        cursor.execute("DROP TABLE pg_temp.articles_edition")


def test_made_up_places_and_searches_do_not_fill_the_cache(reader_client, keeps_pages):
    """Whoever counts through positions would throw out the pages that readers ask for."""
    minutes = [datetime(2025, 5, 14, 8, minute, tzinfo=UTC) for minute in range(25)]
    for story in make_articles({"at": at} for at in minutes):
        Correction.objects.create(
            article=story, text="Jumlahnya tujuh.", published_at=story.published_at
        )
    places = ("/koreksi/", "/api/koreksi/", "/api/berita/", "/indeks/2025/05/14/")
    for address in (*places, "/cari/"):
        assert reader_client.get(address).status_code == 200
    before = keeps_pages()
    late = Position(timezone.now(), 1)
    for number in range(3):
        made_up = replace(late, pk=number + 1)
        for address in places:
            assert reader_client.get(address, {"sebelum": str(made_up)}).status_code == 200
        reader_client.get("/cari/", {"hal": str(number)})
        reader_client.get("/cari/", {"sebelum": str(made_up)})
    assert keeps_pages() == before


def test_the_place_that_a_list_leads_to_is_kept(reader_client, keeps_pages):
    minutes = [datetime(2025, 5, 14, 8, minute, tzinfo=UTC) for minute in range(25)]
    for story in make_articles({"at": at} for at in minutes):
        Correction.objects.create(
            article=story, text="Jumlahnya tujuh.", published_at=story.published_at
        )
    for address in ("/koreksi/", "/indeks/2025/05/14/"):
        page = reader_client.get(address).context["page"]
        before = keeps_pages()
        following = reader_client.get(address, {"sebelum": str(page.older)})
        assert len(following.context["page"].items) == 5
        assert keeps_pages() == before + 1
