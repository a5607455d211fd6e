"""The front page and the tops of channels: what editors placed, filled up, and turned by time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import edition, front, furniture, publishing
from articles.models import Article, Banner, Edition, Slot
from tests.articles.reading import Outline
from tests.factories import (
    make_article,
    make_articles,
    make_banner,
    make_category,
    make_photo,
    make_slot,
)

pytestmark = pytest.mark.django_db

# Ahead of the real time, for the database counts the turns that lie ahead by its own clock.
NOON = timezone.now().replace(hour=5, minute=0, second=0, microsecond=0) + timedelta(days=3)
HOUR = timedelta(hours=1)


def text_of(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def links_of(page: str) -> list[str]:
    return [link["href"] or "" for link in Outline(page).all("a")]


def make_stories(number: int, *, at: datetime = NOON, **words: Any) -> list[Article]:
    """Make stories, the newest first, each a minute older than the one before."""
    return make_articles({"at": at - timedelta(minutes=i), **words} for i in range(1, number + 1))


def top_of(at: datetime) -> list[Article]:
    """Return the stories at the top, which are read as values, as what they are values of."""
    shown = [story.pk for story in front.front([], front.placed(None, at=at)).top]
    stories = Article.objects.in_bulk(shown)
    return [stories[pk] for pk in shown]


def test_what_is_placed_has_its_position_and_the_latest_fill_the_others():
    newest = make_stories(8)
    old = make_article(at=NOON - timedelta(days=9))
    make_slot(old, 2, starts_at=NOON - HOUR)
    assert top_of(NOON) == [newest[0], old, *newest[1:4]]


def test_a_lead_that_nobody_placed_has_a_picture_and_was_not_paid_for():
    make_article(at=NOON - timedelta(minutes=1), kind="advertorial", lead_photo=make_photo())
    bare = make_article(at=NOON - timedelta(minutes=2))
    pictured = make_article(at=NOON - timedelta(minutes=3), lead_photo=make_photo())
    assert top_of(NOON)[0] == pictured
    make_slot(bare, 1, starts_at=NOON)
    assert top_of(NOON)[0] == bare


def test_a_slot_begins_and_ends_to_the_second():
    newest = make_stories(6)
    make_slot(newest[5], 1, starts_at=NOON, ends_at=NOON + HOUR)
    second = timedelta(seconds=1)
    assert top_of(NOON - second)[0] == newest[0]
    assert top_of(NOON)[0] == newest[5]
    assert top_of(NOON + HOUR - second)[0] == newest[5]
    assert top_of(NOON + HOUR)[0] == newest[0]


def test_of_two_for_one_position_the_one_that_began_last_has_it_until_it_ends():
    newest = make_stories(8)
    make_slot(newest[6], 1, starts_at=NOON - HOUR)
    make_slot(newest[7], 1, starts_at=NOON, ends_at=NOON + HOUR)
    assert [top_of(at)[0] for at in (NOON - HOUR, NOON, NOON + HOUR)] == [
        newest[6],
        newest[7],
        newest[6],
    ]


def test_a_story_placed_twice_stands_once():
    newest = make_stories(8)
    make_slot(newest[7], 1, starts_at=NOON)
    make_slot(newest[7], 3, starts_at=NOON)
    top = top_of(NOON)
    assert top == [newest[7], *newest[:4]]


def test_a_withdrawn_story_leaves_its_slot():
    newest = make_stories(6)
    make_slot(newest[5], 1, starts_at=NOON)
    publishing.withdraw(newest[5], reason="child", statement="Maaf.", at=NOON)
    assert top_of(NOON) == newest[:5]


def test_no_story_stands_twice_on_the_front_page(reader_client):
    politics, sport = make_category("Politik"), make_category("Olahraga")
    stories = make_articles(
        {"category": category, "lead_photo": make_photo()}
        for _ in range(12)
        for category in (politics, sport)
    )
    make_slot(stories[0], 3)
    make_slot(stories[20], 1)
    page = text_of(reader_client)
    links = [link for link in links_of(page) if link.startswith("/berita/") and link != "/berita/"]
    assert len(links) == len(set(links)) == 1 + 4 + front.NEWEST + 2 * front.BLOCK
    assert links[0] == stories[20].get_absolute_url()


def test_a_channel_shows_its_newest_that_stand_nowhere_above(reader_client):
    politics = make_category("Politik")
    pilkada = make_category("Pilkada", politics)
    old = make_article(category=pilkada, at=timezone.now() - timedelta(days=9), headline="Lama")
    make_stories(20, at=timezone.now(), category=make_category("Olahraga"))
    page = text_of(reader_client)
    assert page.index("Politik</a></h2>") < page.index(old.get_absolute_url())


@pytest.mark.parametrize("address", ["/", "/kategori/politik/"])
def test_a_lead_is_found_below_all_that_is_paid_for_or_placed(reader_client, address):
    politics, now = make_category("Politik"), timezone.now()
    make_stories(6, at=now, category=politics, kind="advertorial")
    newest = make_stories(8, at=now - HOUR, category=politics)
    lead = make_article(at=now - 2 * HOUR, category=politics, lead_photo=make_photo())
    for position, story in enumerate(newest[:4], start=2):
        make_slot(story, position, category=politics if "kategori" in address else None)
    shown = [link for link in links_of(text_of(reader_client, address)) if "/pasar-pagi" in link]
    assert shown[:5] == [one.get_absolute_url() for one in (lead, *newest[:4])]


def test_an_empty_site_says_so(reader_client):
    assert "empty" in text_of(reader_client)


def test_the_top_of_a_channel_is_placed_too_and_lists_each_story_once(reader_client):
    politics = make_category("Politik")
    stories = make_stories(30, at=timezone.now(), category=politics)
    make_slot(stories[25], 1, category=politics)
    make_slot(stories[3], 2, category=politics)
    page = text_of(reader_client, "/kategori/politik/")
    shown = [link for link in links_of(page) if "/pasar-pagi" in link]
    assert shown[:3] == [one.get_absolute_url() for one in (stories[25], stories[3], stories[0])]
    assert len(shown) == len(set(shown))
    assert set(shown) >= {story.get_absolute_url() for story in stories[:20]}
    assert stories[25].get_absolute_url() not in text_of(reader_client).split('class="blocks"')[0]


def test_a_page_turns_by_the_clock_alone_without_a_worker(reader_client):
    with time_machine.travel(NOON - HOUR, tick=False) as clock:
        newest = make_stories(6, at=NOON - HOUR, headline="Berita lain")
        placed = make_article(at=NOON - timedelta(days=9), headline="Sudah ditaruh")
        make_slot(placed, 1, starts_at=NOON, ends_at=NOON + HOUR)
        make_banner("Gempa", starts_at=NOON + 2 * HOUR, ends_at=NOON + 3 * HOUR)
        story = newest[0].get_absolute_url()

        def at(moment: datetime) -> tuple[bool, bool]:
            clock.move_to(moment)
            leads = f'<h2><a href="{placed.get_absolute_url()}">' in text_of(reader_client)
            return leads, "Gempa" in text_of(reader_client, story)

        minute = timedelta(minutes=1)
        assert at(NOON - minute) == (False, False)
        assert at(NOON) == (True, False)
        assert at(NOON + HOUR) == (False, False)
        assert at(NOON + 2 * HOUR) == (False, True)
        assert at(NOON + 3 * HOUR - minute) == (False, True)
        assert at(NOON + 3 * HOUR) == (False, False)


def test_between_two_moments_the_edition_stands_still(article_at_noon):
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False) as clock:
        before = edition.current()
        clock.shift(60)
        assert edition.current() == before
        clock.move_to(NOON + HOUR)
        assert edition.current() != before


@pytest.fixture
def article_at_noon() -> Slot:
    return make_slot(make_article(at=NOON), 1, starts_at=NOON, ends_at=NOON + HOUR)


def test_the_edition_holds_what_lies_ahead_however_long_the_past_is():
    article, now = make_article(), timezone.now()
    Slot.objects.bulk_create(
        Slot(article=article, position=1, starts_at=now - i * HOUR, ends_at=now - (i - 1) * HOUR)
        for i in range(2, 2000)
    )
    make_slot(article, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    make_banner(starts_at=now + HOUR)
    assert Edition.objects.get().turns == [now + HOUR, now + 2 * HOUR, now + 3 * HOUR]
    Slot.objects.all().delete()
    assert Edition.objects.get().turns == [now + HOUR, now + 3 * HOUR]


# --- The banner -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/berita/", "/indeks/", "/kategori/", "/kategori/politik/"]
)
def test_a_banner_stands_above_every_page_and_links_its_story(reader_client, address):
    story = make_article(category=make_category("Politik"))
    make_banner("Gempa & <tsunami>", article=story)
    page = text_of(reader_client, address)
    assert "Gempa &amp; &lt;tsunami&gt;" in page
    assert f'<a href="{story.get_absolute_url()}">Gempa' in page


def test_of_two_banners_the_later_one_stands_and_the_earlier_comes_back():
    make_banner("Lama", starts_at=NOON, ends_at=NOON + 3 * HOUR)
    make_banner("Baru", starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    shown = [furniture.banner_at(NOON + i * HOUR) for i in range(4)]
    assert [one and one.text for one in shown] == ["Lama", "Baru", "Lama", None]


def test_a_banner_goes_with_its_withdrawn_story(reader_client):
    story = make_article()
    make_banner("Gempa", article=story)
    publishing.withdraw(story, reason="child", statement="Maaf.", at=timezone.now())
    assert "Gempa" not in text_of(reader_client)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"ends_at": NOON}, "banner_ends_after_it_starts"),
        ({"ends_at": NOON + timedelta(hours=24, seconds=1)}, "banner_ends_within_a_day"),
        ({"text": ""}, "banner_says_something"),
    ],
)
def test_the_database_refuses_a_banner_that_never_ends_or_says_nothing(columns, constraint):
    banner = make_banner(starts_at=NOON, ends_at=NOON + timedelta(hours=24))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Banner.objects.filter(pk=banner.pk).update(**columns)


def test_what_stands_on_top_is_asked_for_once_an_edition(reader_client):
    placed, *_ = make_stories(8, at=timezone.now())
    make_slot(placed, 3, starts_at=timezone.now() - HOUR)
    text_of(reader_client)
    edition.forget_pages()
    with CaptureQueriesContext(connection) as asked:
        page = text_of(reader_client)
    assert placed.headline in page
    assert not [query for query in asked if "articles_slot" in query["sql"]]
    make_slot(make_article(headline="Baru Ditaruh"), 2, starts_at=timezone.now() - HOUR)
    assert "Baru Ditaruh" in text_of(reader_client)
