"""RSS and Atom of the newest stories."""

from datetime import datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client

from articles import publishing
from articles.feeds import SHOWN
from articles.models import Article
from tests.factories import make_article, make_category

RELEASED = datetime(2025, 5, 14, 19, 25, tzinfo=ZoneInfo("Asia/Jakarta"))
ATOM = "{http://www.w3.org/2005/Atom}"


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


def test_a_feed_is_short_newest_first_and_costs_four_queries(
    reader_client, django_assert_num_queries
):
    for number in range(SHOWN + 2):
        make_article(headline=f"Kabar {number}", at=RELEASED + timedelta(minutes=number))
    # The edition, the stories, their corrections, the withdrawals; and the role taken and left.
    with django_assert_num_queries(6):
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


def test_the_feed_of_a_page_is_announced_on_it(reader_client):
    make_category("Politik")
    assert 'href="/feed/"' in reader_client.get("/").content.decode()
    assert (
        'href="/feed/kategori/politik/"' in reader_client.get("/kategori/politik/").content.decode()
    )
