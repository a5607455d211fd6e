"""What holds for every public page, as the reader role serves it."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Page
from articles.styles import small
from moderation.steps import Status
from tests.articles.reading import Outline, page_of
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

MARKER = "Rahasia Negara"


@pytest.fixture
def public_pages(db):
    """Return one address of every kind of page, all of them with something on them."""
    Page.objects.create(title="Kontak", slug="kontak", body="<p>Hubungi kami.</p>")
    politics = make_category("Politik")
    article = make_article(
        category=make_category("Pilkada", parent=politics), tags=["KPU"], lead_photo=make_photo()
    )
    today = timezone.localdate(article.published_at)
    return [
        "/",
        "/berita/",
        article.get_absolute_url(),
        "/kategori/",
        "/kategori/politik/",
        "/kategori/politik/pilkada/",
        "/tag/kpu/",
        make_author().get_absolute_url(),
        "/indeks/",
        "/indeks/2024/02/",
        reverse("day", args=[today]),
        "/kontak/",
        "/privasi/",
        "/redaksi/",
        "/peta-situs/",
        "/huruf/",
        "/luring/",
        "/feed/",
        "/feed/atom/",
        "/feed/kategori/politik/",
        "/feed/atom/kategori/politik/",
        "/robots.txt",
    ]


# --- Every page -------------------------------------------------------------------------------


def test_no_public_page_sets_a_cookie_or_asks_for_a_session(reader_client, public_pages):
    for address in [*public_pages, "/tidak/ada/"]:
        reader_client.cookies["meja"] = "a-session-that-might-exist"
        with CaptureQueriesContext(connection) as queries:
            response = reader_client.get(address)
        assert "Set-Cookie" not in response.headers, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert not [q for q in queries if "session" in q["sql"] or "accounts_" in q["sql"]]


def test_whoever_looks_for_the_icon_where_it_used_to_be_is_led_to_it(reader_client):
    response = reader_client.get("/favicon.ico")
    assert response.status_code == 302
    [icon] = [
        one for one in Outline(page_of(reader_client, "/")).all("link") if one["rel"] == "icon"
    ]
    assert response.headers["Location"] == icon["href"]


def test_pages_run_one_script_of_their_own_and_ask_for_no_style_sheet(
    reader_client, public_pages, settings
):
    settings.STYLES_IN_PAGES = True
    pages = [address for address in public_pages if "feed" not in address and "." not in address]
    assert len(pages) > 8
    for address in pages:
        outline = Outline(page_of(reader_client, address))
        # Structured data is a data block: no browser runs it.
        run = [one for one in outline.all("script") if one.get("type") != "application/ld+json"]
        assert run == [{"src": "/luring.js", "async": None}], address  # the service worker alone
        assert len(outline.all("style")) == 1, address
        assert not [
            name
            for _, attrs in outline.tags
            for name in attrs
            if name == "style" or name.startswith("on")
        ], address
        assert not [a for a in outline.all("link") if a.get("rel") == "stylesheet"], address


def test_the_policy_of_public_pages_allows_the_styles_they_hold_and_nothing_unsafe(
    reader_client, db, settings
):
    settings.STYLES_IN_PAGES = True
    article = make_article()
    for address in ("/", "/cari/", f"/hak-jawab/{article.pk}/"):
        response = reader_client.get(address)
        policy = response.headers["Content-Security-Policy"]
        allowed = re.search(r"style-src ([^;]*)", policy)[1].split()
        held = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
        assert len(held) == 1 + (address != "/")
        for style in held:
            digest = b64encode(sha256(style.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed, address
        assert "unsafe" not in policy


def test_a_style_gets_smaller_and_keeps_its_strings_and_sums():
    assert small('a :is(b, i) { color: red; content: " , : "; } /* no */') == (
        'a :is(b,i){color:red;content:" , : "}'
    )
    assert small("a { width: calc(1rem - 2px);\n  font: 1em / 2 x }") == (
        "a{width:calc(1rem - 2px);font:1em / 2 x}"
    )


def test_every_page_has_one_first_heading_and_every_link_a_text(reader_client, public_pages):
    pages = [address for address in public_pages if "feed" not in address and "." not in address]
    for address in pages:
        outline = Outline(page_of(reader_client, address))
        headings = [(tag, text) for tag, text in outline.texts if tag != "a"]
        assert [tag for tag, _ in headings].count("h1") == 1, address
        levels = [int(tag[1]) for tag, _ in headings]
        assert levels[0] == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), address
        assert all(text.strip() for tag, text in outline.texts if tag == "a"), address


def test_pages_are_read_only(reader_client, public_pages):
    for address in public_pages:
        assert reader_client.post(address).status_code == 405


def test_the_menu_shows_channels_and_no_retired_ones(reader_client):
    politics = make_category("Politik")
    make_category("Pilkada", parent=politics)
    make_category("Covid-19", is_retired=True)
    html = page_of(reader_client, "/")
    menu = html[html.index('<nav class="channels"') : html.index("</nav>")]
    assert "/kategori/politik/" in menu
    assert "/kategori/politik/pilkada/" not in menu
    assert "/kategori/covid-19/" not in menu
    assert reader_client.get("/kategori/covid-19/").status_code == 200


def test_what_is_not_released_is_nowhere_public(reader_client, reporter, editor):
    """Something leakable in every state is in the room, and the pages are full otherwise."""
    author, category = make_author(), make_category()
    shown = make_article(category=category, tags=["KPU"])
    words = {
        "headline": f"{MARKER} Bocor",
        "standfirst": f"{MARKER} dalam ringkasan.",
        "body": f"<p>{MARKER} dalam isi.</p>",
        "tags": ["KPU", "Rahasia-Negara"],
        "category": category,
        "credits": [{"author": author.pk, "role": "reporter"}],
    }
    for status in (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.SPIKED):
        make_draft(reporter, status=status, editor=editor, **words)
    make_draft(reporter, status=Status.SCHEDULED, editor=editor, **words)
    withdrawn = make_draft(reporter, status=Status.WITHDRAWN, editor=editor, **words)
    today = reverse("day", args=[timezone.localdate()])
    addresses = {
        "/": 200,
        "/berita/": 200,
        shown.get_absolute_url(): 200,
        category.get_absolute_url(): 200,
        author.get_absolute_url(): 200,
        "/tag/kpu/": 200,
        "/tag/rahasia-negara/": 404,
        today: 200,
        "/feed/": 200,
        "/feed/atom/": 200,
        "/feed/kategori/politik/": 200,
        f"/berita/{withdrawn.article_id}/dicabut/": 410,
        "/tidak/ada/": 404,
    }
    for address, status in addresses.items():
        html = page_of(reader_client, address, status).lower()
        html = html.replace('value="rahasia negara"', "")  # what was asked for, to search by
        assert "rahasia" not in html, address
        assert shown.headline.lower() in html or status == 404, address
