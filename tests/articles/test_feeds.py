"""RSS, Atom and JSON Feed of the newest stories, with their whole text."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import feedparser
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from articles import publishing
from articles.feeds.channels import SHOWN
from articles.models import Article, Author, OldAddress, Tag
from tests.articles.feed_rules import ATOM, CONTENT, check_atom, check_json, check_rss
from tests.factories import make_article, make_articles, make_category, make_photo

WIB = ZoneInfo("Asia/Jakarta")
RELEASED = datetime(2025, 5, 14, 19, 25, tzinfo=WIB)


def tree_of(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


def test_rss_tells_headline_address_time_and_section(reader_client):
    article = make_article(headline="Harga Cabai Turun & Naik", at=RELEASED)
    (item,) = tree_of(reader_client, "/feed/").iter("item")
    assert item.findtext("title") == "Harga Cabai Turun & Naik"
    assert item.findtext("link") == settings.SITE_URL + article.get_absolute_url()
    assert item.findtext("description") == article.standfirst
    assert item.findtext("pubDate") == "Wed, 14 May 2025 12:25:00 +0000"
    assert item.findtext("category") == "Politik"


def test_atom_tells_when_a_story_was_published_and_when_updated(reader_client):
    article = make_article(at=RELEASED)
    later = RELEASED + timedelta(hours=1)
    Article.objects.filter(pk=article.pk).update(updated_at=later)
    (entry,) = tree_of(reader_client, "/feed/atom/").iter(f"{ATOM}entry")
    told = [datetime.fromisoformat(entry.findtext(f"{ATOM}{n}")) for n in ("published", "updated")]
    assert told == [RELEASED, later]


def test_a_new_headline_does_not_make_a_new_story_for_feed_readers(reader_client):
    article = make_article(headline="Judul Lama")
    before = tree_of(reader_client, "/feed/").findtext(".//guid")
    material = publishing.Material(
        Article(headline="Judul Baru", body="<p>Isi.</p>", category=make_category())
    )
    publishing.release(material, article, at=RELEASED)
    feed = tree_of(reader_client, "/feed/")
    assert feed.findtext(".//item/title") == "Judul Baru"
    assert feed.findtext(".//guid") == before


def test_the_feed_of_a_category_holds_what_is_below_it_and_nothing_else(reader_client):
    politics = make_category("Politik")
    inside = make_article(category=make_category("Pilkada", parent=politics))
    make_article(category=make_category("Ekonomi"))
    for address in ("/feed/kategori/politik/", "/feed/atom/kategori/politik/"):
        text = reader_client.get(address).content.decode()
        assert inside.headline in text
        assert "Ekonomi" not in text


def test_a_feed_is_short_newest_first_and_costs_three_queries(
    reader_client, django_assert_num_queries
):
    make_articles(
        {"headline": f"Kabar {number}", "at": RELEASED + timedelta(minutes=number)}
        for number in range(SHOWN + 2)
    )
    # The edition, the stories with all that is theirs, the withdrawals; the role taken and left.
    with django_assert_num_queries(5):
        titles = [item.findtext("title") for item in tree_of(reader_client, "/feed/").iter("item")]
    assert titles == [f"Kabar {number}" for number in range(SHOWN + 1, 1, -1)]


def test_what_was_paid_for_says_so_in_the_title(reader_client):
    make_article(kind=Article.Kind.ADVERTORIAL, headline="Rumah Murah")
    title = tree_of(reader_client, "/feed/").findtext(".//item/title")
    assert title == f"{Article.Kind.ADVERTORIAL.label}: Rumah Murah"


def test_a_withdrawn_story_leaves_the_feeds(reader_client):
    article = make_article(headline="Akan Dicabut")
    publishing.withdraw(article, reason="child", statement="Maaf.", at=article.published_at)
    for address in ("/feed/", "/feed/atom/", "/feed/kategori/politik/"):
        assert "Akan Dicabut" not in reader_client.get(address).content.decode()


def test_addresses_in_a_feed_do_not_depend_on_what_a_request_calls_us(reader_client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_article()
    feed = reader_client.get("/feed/", headers={"host": "elsewhere.example"}).content.decode()
    assert "elsewhere.example" not in feed
    assert f'href="{settings.SITE_URL}/feed/"' in feed


def feed_addresses(*parts: str) -> list[str]:
    return [f"/feed/{form}{part}" for form in ("", "atom/", "json/") for part in parts]


def test_every_feed_has_the_whole_text_with_whole_addresses(reader_client, settings):
    photo = make_photo(caption="Jembatan baru", credit="Kabar/Rina", alt="Jembatan")
    body = (
        '<p>Pembuka <a href="/berita/1/">di sini</a>.</p>\n'
        f'<figure data-photo="{photo.pk}"></figure>\n<p>Penutup & akhir.</p>'
    )
    article = make_article(
        headline="Harga & Pasar", place="METRO", body=body, lead_photo=photo, tags=["Cabai"]
    )
    assert "srcset=" in article.body  # what must not leave with it
    site, src = settings.SITE_URL, article.picture["src"]
    parts = ("", "kategori/politik/", "tag/cabai/", "penulis/tri-mulyani/")
    for address in feed_addresses(*parts):
        answer = reader_client.get(address)
        if "json" in address:
            (item,) = json.loads(answer.content)["items"]
            html, image = item["content_html"], item["image"]
            people = [one["name"] for one in item["authors"]]
        else:
            (entry,) = feedparser.parse(answer.content).entries
            image, people = entry.media_content[0]["url"], [one.name for one in entry.authors]
            assert entry.enclosures[0].href == image
            tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own feed
            html = tree.findtext(f".//{CONTENT}") or tree.findtext(f".//{ATOM}content")
        assert image == site + src
        assert people == ["Tri Mulyani"]
        assert f'<p>METRO — Pembuka <a href="{site}/berita/1/">di sini</a>.</p>' in html
        assert html.count(f'<img src="{site}{src}" width="800" height="600"') == 2
        assert "Penutup &amp; akhir." in html
        assert "Kabar/Rina" in html
        assert not re.search(r'srcset|data-photo|class=|(?:src|href)="/', html)


def test_a_correction_and_an_update_stand_in_the_whole_text(reader_client):
    article = make_article(at=RELEASED)
    article.corrections.create(text="Tertulis <80>.", apology="Maaf.", published_at=RELEASED)
    Article.objects.filter(pk=article.pk).update(update_note="Kini 90.", updated_at=RELEASED)
    (item,) = json.loads(reader_client.get("/feed/json/").content)["items"]
    title = gettext("Corrected: %(headline)s") % {"headline": article.headline}
    assert item["title"] == title
    assert "Tertulis &lt;80&gt;. Maaf." in item["content_html"]
    assert "Kini 90." in item["content_html"]
    assert gettext("Correction") in item["tags"]


def test_a_notice_takes_the_place_of_a_withdrawn_story_in_every_format(reader_client):
    article = make_article(headline="Akan Dicabut", body="<p>Isi rahasia.</p>")
    before = json.loads(reader_client.get("/feed/json/").content)["items"][0]["id"]
    publishing.withdraw(article, reason="child", statement="Maaf & salam.", at=timezone.now())
    for address in feed_addresses("", "kategori/politik/"):
        text = reader_client.get(address).content.decode()
        assert "rahasia" not in text
        assert "Akan Dicabut" not in text
        assert before in text
    (item,) = json.loads(reader_client.get("/feed/json/").content)["items"]
    assert item["content_html"].endswith("Maaf &amp; salam.</p>")


def test_a_notice_leaves_the_feeds_with_a_day_and_not_within_one(reader_client, monkeypatch):
    article = make_article(at=RELEASED)
    day = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
    publishing.withdraw(article, reason="child", statement="Maaf.", at=day)
    told = {}
    for minute in ("2026-12-20 08:00", "2026-12-20 23:00", "2026-12-21 08:00"):
        now = datetime.fromisoformat(minute).replace(tzinfo=WIB)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        told[minute] = len(json.loads(reader_client.get("/feed/json/").content)["items"])

    assert list(told.values()) == [1, 1, 0]


def test_a_hub_is_named_where_new_stories_are_told_to_it(reader_client, settings):
    make_category("Politik")
    settings.WEBSUB_HUB = "https://hub.example/"
    for address in feed_addresses("", "koreksi/"):
        assert "https://hub.example/" in reader_client.get(address).content.decode()
    for address in feed_addresses("kategori/politik/"):
        assert "hub.example" not in reader_client.get(address).content.decode()


def test_a_feed_without_its_slash_is_one_hop_away(reader_client):
    for asked in ("/feed", "/feed/atom", "/feed/json"):
        answer = reader_client.get(asked)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{asked}/")


def test_the_feeds_of_what_was_moved_and_merged_are_one_hop_away(reader_client):
    first, second, third = (make_category(name) for name in ("Politik", "Kota", "Daerah"))
    topic = make_category("Pilkada", parent=first)
    topic.parent = second
    topic.save()
    merge(topic, third)
    make_article(tags=["KPU"])
    OldAddress.objects.create(path="/tag/pemilu/", tag=Tag.objects.get())
    OldAddress.objects.create(path="/penulis/tri/", author=Author.objects.get())
    for form in ("", "atom/", "json/"):
        for old, new in (
            ("kategori/politik/pilkada/", "kategori/daerah/"),
            ("kategori/kota/pilkada/", "kategori/daerah/"),
            ("tag/pemilu/", "tag/kpu/"),
            ("penulis/tri/", "penulis/tri-mulyani/"),
        ):
            answer = reader_client.get(f"/feed/{form}{old}", follow=True)
            assert answer.redirect_chain == [(f"/feed/{form}{new}", 301)]
            assert answer.status_code == 200
    assert (
        reader_client.get("/kategori/politik/pilkada/").headers["Location"] == "/kategori/daerah/"
    )
    assert reader_client.get("/feed/json/tag/tidak-ada/").status_code == 404


def merge(source, target):
    type(source).objects.filter(pk=source.pk).update(is_retired=True, merged_into=target)


def test_every_feed_is_valid(reader_client, settings):
    settings.WEBSUB_HUB = "https://hub.example/"
    settings.SITE_URL = "https://kabar.example"
    odd = "Ini <b>tebal</b> & “aneh” ]]> \x0b😀"
    article = make_article(headline=odd, standfirst=odd, lead_photo=make_photo(), tags=["C & A"])
    article.corrections.create(text=odd, published_at=timezone.now())
    gone = make_article()
    publishing.withdraw(gone, reason="child", statement=odd, at=timezone.now())
    parts = ("", "kategori/politik/", "tag/c-a/", "penulis/tri-mulyani/", "koreksi/")
    for address in feed_addresses(*parts):
        answer = reader_client.get(address)
        assert answer.status_code == 200, address
        check = check_json if "json" in address else check_atom if "atom" in address else check_rss
        assert check(answer, f"https://kabar.example{address}") == [], address


def test_an_empty_feed_is_valid(reader_client):
    make_category("Politik")
    for address in feed_addresses("", "kategori/politik/", "koreksi/"):
        answer = reader_client.get(address)
        check = check_json if "json" in address else check_atom if "atom" in address else check_rss
        assert check(answer, f"{settings.SITE_URL}{address}") == [], address


def test_the_feed_of_a_page_is_announced_on_it(reader_client):
    make_category("Politik")
    assert 'href="/feed/"' in reader_client.get("/").content.decode()
    assert (
        'href="/feed/kategori/politik/"' in reader_client.get("/kategori/politik/").content.decode()
    )
