"""The stories read most: who may stand there, when the lists change, and who sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import edition, popular, publishing, tasks
from articles.models import Article, Popular, Reading, ReadingHour
from tests.factories import make_article, make_articles, make_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counting(settings):
    settings.COUNT_READERS = True
    settings.POPULAR_AT_LEAST = 3


def hour_of(now):
    return now.replace(minute=0, second=0, microsecond=0)


def read(article, count, ago=timedelta(0)):
    """Put down what a process counted."""
    Reading.objects.create(article_id=article.pk, hour=hour_of(timezone.now() - ago), count=count)


def listed(window="day"):
    rows = Popular.objects.filter(window=window).order_by("position")
    return list(rows.values_list("article_id", flat=True))


def renew():
    return popular.add_up(now=timezone.now())


def test_stories_stand_by_how_often_they_were_read_in_a_day_and_in_a_week(as_desk):
    few, most, once, older = (make_article() for _ in range(4))
    read(few, 4)
    read(most, 5)
    read(most, 5)  # another process
    read(once, 2)  # below the threshold
    read(older, 50, ago=timedelta(days=3))
    with as_desk():
        assert renew()
    assert listed("day") == [most.pk, few.pk]
    assert listed("week") == [older.pk, most.pk, few.pk]
    assert not Reading.objects.exists()


def test_adding_up_goes_on_where_it_stopped():
    article = make_article()
    read(article, 4)
    renew()
    read(article, 3)
    renew()
    assert list(ReadingHour.objects.values_list("count", flat=True)) == [7]


def test_the_edition_stays_while_nobody_overtakes_anybody():
    first, second = make_article(), make_article()
    read(first, 9)
    read(second, 5)
    renew()
    before = edition.current()
    read(second, 3)
    assert not renew()
    assert edition.current() == before
    read(second, 3)
    assert renew()
    assert edition.current() != before
    assert listed() == [second.pk, first.pk]


def test_counts_are_forgotten_after_eight_days_and_the_future_is_not_believed():
    article = make_article()
    read(article, 9, ago=timedelta(days=9))
    read(article, 9, ago=timedelta(hours=-3))
    renew()
    assert not ReadingHour.objects.exists()
    old = timezone.now() - timedelta(days=9)
    ReadingHour.objects.create(article_id=article.pk, hour=hour_of(old), count=9)
    renew()
    assert not ReadingHour.objects.exists()


def test_a_number_that_is_no_story_is_forgotten():
    Reading.objects.create(article_id=10**15, hour=hour_of(timezone.now()), count=9)
    renew()
    assert not ReadingHour.objects.exists()
    assert listed() == []


@pytest.mark.parametrize("topic", ["Bunuh Diri", "kekerasan-seksual", "Topik Redaksi"])
def test_a_sensitive_story_is_never_listed_and_leaves_when_it_becomes_one(topic, settings):
    settings.SENSITIVE_TOPICS = ["topik redaksi"]
    tagged = make_article(tags=[topic])
    filed = make_article(category=make_category("Kekerasan Seksual"))
    paid = make_article(kind=Article.Kind.ADVERTORIAL)
    plain = make_article()
    for article in (tagged, filed, paid, plain):
        read(article, 9)
    renew()
    assert listed() == [plain.pk]
    words = {"headline": "Lain", "body": plain.body, "category": plain.category}
    material = publishing.Material(Article(**words), tags=[topic])
    publishing.release(material, plain, at=timezone.now())
    assert listed() == listed("week") == []
    renew()
    assert listed() == []


def test_a_withdrawn_story_leaves_at_once(reader_client):
    article = make_article(headline="PENANDA-CABUT")
    read(article, 9)
    renew()
    assert "PENANDA-CABUT" in reader_client.get("/terpopuler/").content.decode()
    assert "terpopuler" in reader_client.get("/").content.decode()
    publishing.kill(article, at=timezone.now())
    assert listed() == []
    for address in ("/terpopuler/", "/"):
        page = reader_client.get(address).content.decode()
        assert "PENANDA-CABUT" not in page
        assert f"/berita/{article.pk}/" not in page
    read(article, 9)
    renew()
    assert listed() == []


def test_the_lists_show_ten_the_front_page_five_and_neither_a_number(reader_client):
    articles = make_articles({"headline": f"Berita Laris {number:02}"} for number in range(12))
    for number, article in enumerate(articles):
        read(article, 700 + number)
    renew()
    page = reader_client.get("/terpopuler/").content.decode()
    day = page.split('id="sehari"')[1].split("</ol>")[0]
    assert [day.count(f"Laris {number:02}") for number in range(12)] == [0, 0] + [1] * 10
    assert day.index("Laris 11") < day.index("Laris 10")
    assert "711" not in page
    front = reader_client.get("/").content.decode().split('id="terpopuler"')[1].split("</ol>")[0]
    assert front.count("<li") == 5


def test_without_readers_there_is_no_block_and_a_page_that_says_so(reader_client):
    make_article()
    assert 'id="terpopuler"' not in reader_client.get("/").content.decode()
    page = reader_client.get("/terpopuler/").content.decode()
    assert 'class="empty"' in page
    assert 'content="noindex"' in page


def test_switched_off_everything_that_was_counted_is_deleted(settings):
    article = make_article()
    read(article, 9)
    renew()
    read(article, 9)
    settings.COUNT_READERS = False
    tasks.add_up_readings()
    assert listed() == []
    assert not Reading.objects.exists()
    assert not ReadingHour.objects.exists()
