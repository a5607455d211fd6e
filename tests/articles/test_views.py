"""The public pages, as the reader role serves them."""

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, Author, Credit, OldAddress, Page, Tag
from articles.printed import PrintedCredit, age_of, story_context
from moderation.models import Draft
from moderation.steps import Status
from newsroom.views import server_error
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

WIB = ZoneInfo("Asia/Jakarta")
RELEASED = datetime(2025, 5, 14, 19, 25, tzinfo=WIB)
MARKER = "Rahasia Negara"


class Outline(HTMLParser):
    """Notes each start tag with its attributes, and the text of `h1` to `h3` and `a`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("h1", "h2", "h3", "a"):
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def in_order(html: str, *parts: str) -> bool:
    places = [html.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    return places == sorted(places)


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
        reverse("day", args=[today]),
        "/kontak/",
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


def test_pages_run_no_script_and_hold_no_inline_style(reader_client, public_pages):
    pages = [address for address in public_pages if "feed" not in address and "." not in address]
    assert len(pages) > 8
    for address in pages:
        outline = Outline(page_of(reader_client, address))
        assert not outline.all("script"), address
        assert not outline.all("style"), address
        assert not [
            name
            for _, attrs in outline.tags
            for name in attrs
            if name == "style" or name.startswith("on")
        ], address
        sheets = [a["href"] for a in outline.all("link") if a.get("rel") == "stylesheet"]
        assert sheets == ["/static/css/site.css"], address


def test_the_policy_of_public_pages_allows_nothing_unsafe(reader_client, public_pages):
    policy = reader_client.get("/").headers["Content-Security-Policy"]
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


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


# --- A story ----------------------------------------------------------------------------------


@pytest.fixture
def story(db):
    politics = make_category("Politik")
    credits = [
        publishing.CreditLine(make_author("Tri Mulyani", "tm").pk, Credit.Role.REPORTER),
        publishing.CreditLine(make_author("Yudi Laksana", "yl").pk, Credit.Role.PHOTOGRAPHER),
        publishing.CreditLine(make_author("Yusuf Sani", "yus").pk, Credit.Role.EDITOR),
    ]
    Page.objects.create(title="Kontak", slug="kontak", body="<p>Hubungi kami.</p>")
    make_article(headline="Berita Lain tentang Coklit", tags=["Coklit"], at=RELEASED)
    return make_article(
        headline="Kesbangpol Ungkap Tahapan Coklit",
        kicker="Pilkada 2024",
        standfirst="Sembilan dari sepuluh pemilih sudah dicocokkan.",
        body="<p>Tahapan coklit hampir selesai.</p><h2>Anggaran</h2><p>Rp600 juta.</p>",
        place="Metro",
        source="Humas Pemkot",
        kind=Article.Kind.RELEASE,
        category=make_category("Pilkada", parent=politics),
        tags=["Coklit", "KPU"],
        credits=credits,
        lead_photo=make_photo(),
        at=RELEASED,
    )


def test_a_story_stands_in_the_order_readers_expect(reader_client, story):
    publishing.release(
        publishing.Material(Draft(**story.copy_values()), ["Coklit"], [], story.picture["id"]),
        story,
        announce=publishing.Announcement(correction="Tertulis 80 persen, yang benar 90 persen."),
        at=RELEASED + timedelta(hours=1),
    )
    Credit.objects.create(
        article=story, author=make_author(), position=0, published_at=story.published_at
    )
    html = page_of(reader_client, story.get_absolute_url())
    assert in_order(
        html,
        'class="skip"',
        'class="wordmark"',
        'class="crumbs"',
        "label-release",
        "Pilkada 2024",
        "<h1>Kesbangpol Ungkap Tahapan Coklit</h1>",
        'class="standfirst"',
        'class="credits"',
        '<time datetime="2025-05-14T19:25:00+07:00">14 Mei 2025, 19.25 WIB</time>',
        "14 Mei 2025, 20.25 WIB",
        'class="story-picture"',
        "Jembatan baru",
        "Tertulis 80 persen",
        "Metro —",
        "Tahapan coklit hampir selesai",
        "Humas Pemkot",
        'class="codes"',
        'class="tags"',
        'class="share"',
        'class="report"',
        'class="rank related"',
        'class="rail"',
        'class="footer"',
    )


def test_the_date_of_the_story_is_printed_once_and_first_on_the_page(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    times = [attrs["datetime"] for attrs in Outline(html).all("time")]
    assert times[0] == "2025-05-14T19:25:00+07:00"
    head = html[: html.index('class="body"')]
    assert head.count("<time") == 1
    assert head.count("19.25") == 1


def test_an_update_is_printed_only_if_readers_are_told_of_one(reader_client, story):
    address = story.get_absolute_url()
    assert "20.00 WIB" not in page_of(reader_client, address)
    Article.objects.filter(pk=story.pk).update(updated_at=RELEASED.replace(hour=20, minute=0))
    assert "14 Mei 2025, 20.00 WIB" in page_of(reader_client, address)


def test_credits_are_linked_and_the_code_line_comes_from_them(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    codes = re.search(r'<p class="codes">(.*?)</p>', html)[1]
    assert re.sub(r"<[^>]*>", "", codes) == "(tm/yl/yus)"
    assert re.findall(r'href="([^"]*)"', codes) == [
        "/penulis/tri-mulyani/",
        "/penulis/yudi-laksana/",
        "/penulis/yusuf-sani/",
    ]
    makers = re.search(r'<ul class="credits".*?</ul>', html, re.DOTALL)[0]
    assert "Tri Mulyani" in makers
    assert "Yudi Laksana" in makers
    assert "Yusuf Sani" not in makers
    assert "Yusuf Sani" in re.search(r'<p class="editors">.*?</p>', html)[0]


def test_share_links_are_plain_addresses_with_the_story_in_them(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    share = re.search(r'<section class="share">.*?</section>', html, re.DOTALL)[0]
    assert len(re.findall(r"https://(?:wa\.me|www\.facebook|x\.com|t\.me)", share)) == 4
    quoted = f"{settings.SITE_URL}/berita/{story.pk}/".replace(":", "%3A").replace("/", "%2F")
    assert share.count(quoted) == 5


def test_the_lead_picture_is_loaded_first_and_has_its_size(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    first, *others = Outline(html).all("img")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first
    assert first["alt"] == "Jembatan kota"
    assert all(image["loading"] == "lazy" and image["alt"] == "" for image in others)
    assert all(image["width"] and image["height"] for image in [first, *others])


def test_a_mistake_can_be_reported_from_every_story(reader_client, story):
    html = page_of(reader_client, story.get_absolute_url())
    report = re.search(r'<p class="report">.*?</p>', html)[0]
    assert 'href="/kontak/"' in report
    assert settings.SITE_URL + story.get_absolute_url() in report


def test_what_was_paid_for_is_labelled_on_its_page_and_on_lists(reader_client):
    make_article()
    paid = make_article(kind=Article.Kind.ADVERTORIAL, headline="Rumah Murah")
    for address in (paid.get_absolute_url(), "/", "/kategori/politik/", "/penulis/tri-mulyani/"):
        assert "label-advertorial" in page_of(reader_client, address)
    front = page_of(reader_client, "/")
    assert "Rumah Murah" not in re.search(r'class="lead.*?</article>', front, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("days", "says"), [(0, False), (180, False), (181, True), (400, True), (3000, True)]
)
def test_a_story_says_its_age_after_180_days(reader_client, days, says):
    article = make_article(at=timezone.now() - timedelta(days=days))
    assert ("note age" in page_of(reader_client, article.get_absolute_url())) is says


@pytest.mark.parametrize(
    ("released", "number"),
    [((2025, 5, 15), 11), ((2025, 5, 14), 1), ((2024, 5, 15), 1), ((2023, 5, 13), 3)],
)
@time_machine.travel(datetime(2026, 5, 14, 12, tzinfo=WIB), tick=False)
def test_the_age_counts_whole_months_and_years(released, number):
    article = Article(published_at=datetime(*released, 12, tzinfo=WIB))
    assert age_of(article).split()[0] == str(number)


def test_the_wrong_slug_and_the_bare_number_lead_to_the_story_in_one_hop(reader_client, story):
    for address in (f"/berita/{story.pk}/", f"/berita/{story.pk}/judul-lama/"):
        response = reader_client.get(address)
        assert response.status_code == 301
        assert response.headers["Location"] == story.get_absolute_url()


def test_a_preview_renders_an_unsaved_story_with_the_same_template(rf, db):
    draft = Draft(headline="Belum Tayang", body="<p>Isi.</p>", category=make_category())
    article = publishing.compose(publishing.Material(draft), Article(), at=timezone.now())
    context = story_context(
        article,
        credits=[PrintedCredit("Tri Mulyani", "tri-mulyani", "tm", "reporter")],
        tags=[{"name": "Belum Ada"}],
    )
    html = render(rf.get("/meja/pratinjau/"), "articles/story.html", context).content.decode()
    assert "<h1>Belum Tayang</h1>" in html
    assert "Belum Ada" in html
    assert 'class="share"' not in html
    assert 'rel="canonical"' not in html


def test_a_withdrawn_story_says_why_and_shows_nothing_of_itself(reader_client, story):
    address = story.get_absolute_url()
    publishing.withdraw(
        story,
        reason=Article.Withdrawal.CHILD,
        statement="Demi masa depan anak.",
        at=RELEASED + timedelta(days=2),
    )
    response = reader_client.get(address, follow=True)
    html = response.content.decode()
    assert response.status_code == 410
    assert "Demi masa depan anak." in html
    assert str(Article.Withdrawal.CHILD.label) in html
    assert "16 Mei 2025, 19.25 WIB" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Kesbangpol" not in html
    assert "Tri Mulyani" not in html


# --- Lists ------------------------------------------------------------------------------------


def test_a_list_opens_with_a_lead_and_a_second_rank_and_goes_on_by_days(reader_client):
    for number in range(9):
        make_article(headline=f"Kabar {number}", at=RELEASED - timedelta(hours=7 * number))
    html = page_of(reader_client, "/berita/")
    assert in_order(html, "<h1", 'class="lead', "Kabar 0", 'class="cards"', "Kabar 1")
    assert html.count('class="card ') == 4
    assert html.count('class="row"') == 4
    assert in_order(html, 'class="day-name"', "/indeks/2025/05/13/", "Kabar 5")


def test_a_story_with_a_picture_leads_before_a_slightly_newer_one_without(reader_client):
    make_article(headline="Bergambar", lead_photo=make_photo(), at=RELEASED)
    make_article(headline="Polos", at=RELEASED + timedelta(minutes=1))
    html = page_of(reader_client, "/")
    assert "Bergambar" in re.search(r'class="lead.*?</article>', html, re.DOTALL)[0]
    assert html.count("Polos</a>") == 1


@pytest.mark.parametrize("stories", [0, 1, 2])
def test_a_list_of_few_stories_shows_each_once(reader_client, stories):
    made = [make_article() for _ in range(stories)]
    html = page_of(reader_client, "/")
    for article in made:
        assert html.count(f'href="{article.get_absolute_url()}"') == 1
    assert ('class="empty"' in html) is (stories == 0)


def test_older_pages_repeat_and_skip_nothing_while_news_comes_in(reader_client):
    made = [make_article(at=RELEASED - timedelta(minutes=n // 3)) for n in range(45)]
    seen: list[str] = []
    address = "/berita/"
    while address:
        html = page_of(reader_client, address)
        main = html[html.index("<main") : html.index("</main>")]
        seen += re.findall(r'<h[23]><a href="(/berita/[^"]*)"', main)
        make_article(at=RELEASED + timedelta(minutes=len(seen)))  # comes in while we read
        older = re.search(r'rel="next" href="([^"]*)"', main)
        address = f"/berita/{older[1]}" if older else ""
    assert sorted(seen) == sorted(article.get_absolute_url() for article in made)
    assert seen[20:] == [a.get_absolute_url() for a in _newest_first(made)][20:]


def _newest_first(articles):
    return sorted(articles, key=lambda a: (a.published_at, a.pk), reverse=True)


def test_a_category_lists_what_is_below_it_and_shows_the_way_up(reader_client):
    politics = make_category("Politik", description="Dewan dan partai.")
    pilkada = make_category("Pilkada", parent=politics)
    article = make_article(category=pilkada)
    make_article(category=make_category("Ekonomi"), headline="Harga Cabai")
    top = page_of(reader_client, "/kategori/politik/")
    assert article.headline in top
    assert "Harga Cabai" not in top
    assert "Dewan dan partai." in top
    assert f'href="{pilkada.get_absolute_url()}"' in top
    below = page_of(reader_client, pilkada.get_absolute_url())
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', below, re.DOTALL)[0]
    assert f'href="{politics.get_absolute_url()}"' in crumbs
    assert 'class="empty"' in page_of(reader_client, make_category("Agama").get_absolute_url())


def test_the_list_of_categories_puts_topics_under_their_channel(reader_client):
    politics = make_category("Politik", position=1)
    make_category("Pilkada", parent=politics)
    make_category("HUT RI", kind="event")
    make_category("Ekonomi", position=2)
    make_category("New Normal", is_retired=True)
    html = page_of(reader_client, "/kategori/")
    html = html[html.index("<main") :]
    assert in_order(html, "Politik", "Pilkada", "Ekonomi", "HUT RI")
    assert "New Normal" not in html


def test_a_tag_and_an_author_list_their_stories(reader_client):
    author = make_author("Tri Mulyani", "tm", bio="Meliput Balai Kota sejak 2010.")
    article = make_article(tags=["Pilkada 2024"])
    assert article.headline in page_of(reader_client, "/tag/pilkada-2024/")
    html = page_of(reader_client, author.get_absolute_url())
    assert article.headline in html
    assert "Meliput Balai Kota" in html
    assert "<strong>tm</strong>" in html


def test_a_standing_page_shows_its_text_and_stands_in_the_footer(reader_client):
    Page.objects.create(title="Redaksi", slug="redaksi", body="<h2>Pemimpin</h2><p>Prapto.</p>")
    assert "<h2>Pemimpin</h2>" in page_of(reader_client, "/redaksi/")
    front = page_of(reader_client, "/")
    assert 'href="/redaksi/"' in front[front.index('<footer class="footer"') :]


# --- The index of days ------------------------------------------------------------------------


@time_machine.travel(RELEASED, tick=False)
def test_the_index_links_the_last_weeks_and_no_day_to_come(reader_client):
    html = page_of(reader_client, "/indeks/")
    days = re.findall(r'href="/indeks/(\d{4}/\d\d/\d\d)/"', html)
    assert days[0] == "2025/04/14"
    assert days[-1] == "2025/05/14"
    assert len(days) == 31  # four weeks, and Monday to Wednesday
    assert days == sorted(days)


def test_the_index_form_leads_to_the_day_however_it_was_typed(reader_client):
    page_of(reader_client, "/indeks/")  # now in the cache
    for typed in ("2025-05-14", "14/05/2025", "14-05-2025", "14.05.2025"):
        response = reader_client.get("/indeks/", {"tanggal": typed})
        assert response.status_code == 302
        assert response.headers["Location"] == "/indeks/2025/05/14/"
    assert reader_client.get("/indeks/", {"tanggal": ""}).status_code == 200


@pytest.mark.parametrize(
    "typed", ["kapan", "2025-02-30", "1999-12-31", "2999-01-01", "\x00", "9" * 5000]
)
def test_a_mistyped_date_brings_the_form_again_with_a_message(reader_client, typed):
    html = page_of(reader_client, f"/indeks/?tanggal={typed}".replace("\x00", "%00"), 400)
    assert 'aria-invalid="true"' in html
    assert 'id="tanggal-salah"' in html


def test_a_day_lists_what_was_published_on_it_in_the_local_zone(reader_client):
    late = make_article(at=datetime(2025, 5, 14, 23, 59, tzinfo=WIB), headline="Larut Malam")
    early = make_article(at=datetime(2025, 5, 15, 0, 0, tzinfo=WIB), headline="Lewat Tengah Malam")
    html = page_of(reader_client, "/indeks/2025/05/14/")
    main = html[html.index("<main") : html.index("</main>")]
    assert late.headline in main
    assert early.headline not in main
    assert "/indeks/2025/05/13/" in main
    assert "/indeks/2025/05/15/" in main
    assert 'content="noindex"' in page_of(reader_client, "/indeks/2025/05/16/")


# --- Bad addresses ----------------------------------------------------------------------------

ODD = [
    "/berita/99999999999999999999999999/",
    "/berita/9223372036854775808/judul/",
    f"/berita/{'9' * 5000}/",
    "/berita/0/",
    "/berita/%00/",
    "/kategori/a%00b/",
    "/kategori//politik/",
    "/kategori/politik//",
    "/kategori/../berita/1/",
    f"/kategori/{'a/' * 900}",
    "/tag/%00/",
    "/tag/%F0%9F%92%A9/",
    "/penulis/%ff%fe/",
    "/indeks/99999/01/01/",
    "/indeks/1999/12/31/",
    "/indeks/2025/13/01/",
    "/indeks/2025/02/30/",
    "/indeks/2025/5/14/",
    "/indeks/2999/01/01/",
    "/indeks/٢٠٢٥/٠٥/١٤/",
    "/feed/kategori/tidak-ada/",
    "/tidak-ada/",
    "/x\n/",
    "/berita/?sebelum=1-1",
    "/berita/?sebelum=",
    "/berita/?sebelum=abc",
    "/berita/?sebelum=01-1",
    "/berita/?sebelum=9999999999999999-999999999999999999999",
    "/berita/?sebelum=-1--1",
    "/berita/?sebelum=%00",
    "/berita/?sebelum=١-١",
]


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_is_not_found_and_nothing_breaks(reader_client, address):
    make_article(at=RELEASED)
    assert reader_client.get(address).status_code == 404


def test_a_page_that_does_not_exist_helps_on(reader_client):
    article = make_article()
    html = page_of(reader_client, "/tidak/ada/", 404)
    assert article.headline in html
    assert article.category.get_absolute_url() in html
    assert 'content="noindex"' in html


def test_an_old_address_leads_on_in_one_hop(reader_client):
    category = make_category("Pemerintahan")
    make_article(category=category, tags=["Kota Tirtamaya"])
    tag, author = Tag.objects.get(), Author.objects.get()
    old = {
        "/kategori/info-kota/": {"category": category},
        "/feed/kategori/info-kota/": {"category": category},
        "/tag/tirtamaya/": {"tag": tag},
        "/penulis/tri/": {"author": author},
    }
    for path, target in old.items():
        OldAddress.objects.create(path=path, **target)
        response = reader_client.get(path)
        assert response.status_code == 301
        goal = next(iter(target.values())).get_absolute_url()
        assert response.headers["Location"] == goal
        assert reader_client.get(goal).status_code == 200


def test_a_moved_category_is_found_at_its_old_address(reader_client):
    politics, other = make_category("Politik"), make_category("Pemerintahan")
    topic = make_category("Pilkada", parent=politics)
    article = make_article(category=topic)
    topic.parent = other
    topic.save()
    response = reader_client.get("/kategori/politik/pilkada/", follow=True)
    assert response.redirect_chain == [("/kategori/pemerintahan/pilkada/", 301)]
    assert article.headline in response.content.decode()


def test_the_error_page_needs_no_database(client, django_db_blocker):
    with django_db_blocker.block():
        response = server_error(None)
    assert response.status_code == 500
    assert "/static/css/site.css" in response.content.decode()


# --- Nothing leaks ----------------------------------------------------------------------------


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
        assert "rahasia" not in html, address
        assert shown.headline.lower() in html or status == 404, address
