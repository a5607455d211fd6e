"""The page of a story, and the notice where one was withdrawn."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from articles import publishing
from articles.models import Article, Credit, Page
from articles.printed import PrintedCredit, age_of, story_context
from moderation.models import Draft
from tests.articles.reading import RELEASED, WIB, Outline, in_order, page_of
from tests.factories import make_article, make_author, make_category, make_photo


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
        headline="Bappeda Buka Tahap Kedua Survei Jalan",
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
        announce=publishing.Announcement(
            updated=True, correction="Tertulis 80 persen, yang benar 90 persen."
        ),
        at=RELEASED + timedelta(hours=1),
    )
    Credit.objects.create(
        article=story, author=make_author(), position=0, published_at=story.published_at
    )
    html = page_of(reader_client, story.get_absolute_url())
    assert in_order(
        html[html.index("<body") :],
        'class="skip"',
        'class="wordmark"',
        'class="crumbs"',
        "label-release",
        "Pilkada 2024",
        "<h1>Bappeda Buka Tahap Kedua Survei Jalan</h1>",
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
    assert f'href="/hak-jawab/{story.pk}/"' in report


def test_what_was_paid_for_is_labelled_on_its_page_and_on_lists(reader_client):
    make_article()
    paid = make_article(kind=Article.Kind.ADVERTORIAL, headline="Rumah Murah")
    for address in (paid.get_absolute_url(), "/", "/kategori/politik/", "/penulis/tri-mulyani/"):
        assert "label-advertorial" in page_of(reader_client, address)
    front = page_of(reader_client, "/")
    assert "Rumah Murah" not in re.search(r'class="lead.*?</article>', front, re.DOTALL)[0]


def test_a_kind_that_its_section_names_in_lists_is_labelled_on_its_own_page(reader_client):
    kind = Article.Kind.OPINION
    opinion = make_article(
        kind=kind, kicker=str(kind.label), category=make_category(str(kind.label))
    )
    assert "label-opinion" not in page_of(reader_client, "/")
    page = page_of(reader_client, opinion.get_absolute_url())
    over = re.search(r'<p class="over">(.*?)</p>', page)[1]
    assert over == f'<span class="label label-opinion">{kind.label}</span>'  # said once


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
    assert "Bappeda" not in html
    assert "Tri Mulyani" not in html
