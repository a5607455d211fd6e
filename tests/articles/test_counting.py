"""What counts as reading a story, and what is known of who reads: nothing."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles import counting, publishing
from articles.models import Reading
from tests.conftest import RoleClient
from tests.factories import make_article

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def readings(settings, monkeypatch):
    """Count in this test, with an empty memory."""
    settings.COUNT_READERS = True
    fresh = counting.Readings()
    monkeypatch.setattr(counting, "readings", fresh)
    return fresh


@pytest.fixture
def article(db):
    return make_article()


def read(article, remote="10.0.0.1", agent=PHONE, method="get", **headers):
    client = RoleClient(REMOTE_ADDR=remote)  # after the setting: it loads the middleware
    headers = {"User-Agent": agent} | {name.replace("_", "-"): v for name, v in headers.items()}
    return getattr(client, method)(article.get_absolute_url(), headers=headers)


def counted(readings):
    return sum(readings.waiting.values())


def test_pages_from_the_cache_are_counted_and_each_reader_once(readings, article):
    answers = [read(article, f"10.0.0.{number}") for number in (1, 2, 3, 2, 1)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any(answer.cookies for answer in answers)
    assert counted(readings) == 3


def test_somebody_who_reads_in_a_messengers_own_window_is_counted(readings, article):
    read(article, agent=f"{PHONE} Telegram-Android/11.4.2 (Xiaomi M2004J19C; Android 10)")
    assert counted(readings) == 1


def test_a_page_a_browser_still_has_is_counted(readings, article):
    etag = read(article)["ETag"]
    assert read(article, "10.0.0.2", If_None_Match=etag).status_code == 304
    assert counted(readings) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"agent": ""},
        {"agent": "WhatsApp/2.23.20.0"},
        {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"agent": "facebookexternalhit/1.1"},
        {"agent": "python-requests/2.32"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Sec_Fetch_Dest": "iframe"},
        {"method": "head"},
    ],
)
def test_machines_and_what_nobody_looks_at_are_not_counted(readings, article, headers):
    assert read(article, **headers).status_code == 200
    assert counted(readings) == 0
    read(article, Sec_Fetch_Dest="document")
    assert counted(readings) == 1


def test_what_is_no_story_is_not_counted(readings, article):
    publishing.kill(gone := make_article(), at=gone.published_at)
    assert read(gone).status_code == 410
    client = RoleClient()
    for address in ("/", "/berita/", f"/berita/{article.pk}/lain/", "/berita/999999999/x/"):
        client.get(address, headers={"User-Agent": PHONE})
    assert counted(readings) == 0


def test_a_script_with_many_names_lifts_a_story_no_further_than_one_network_may(readings, article):
    for number in range(counting.MOST_FROM_ONE_NETWORK + 20):
        read(article, "10.0.0.1", agent=f"{PHONE} {number}")
        read(article, f"2001:db8::{number:x}", agent=f"{PHONE} {number}")  # one household
    assert counted(readings) == 2 * counting.MOST_FROM_ONE_NETWORK
    read(article, "10.9.9.9")
    assert counted(readings) == 2 * counting.MOST_FROM_ONE_NETWORK + 1


def test_after_half_an_hour_nobody_is_known_any_more(readings, article):
    read(article)
    key, seen = readings.key, set(readings.seen)
    readings.forget_at = 0
    read(article)
    assert counted(readings) == 2
    assert readings.key != key
    assert not readings.seen & seen  # the same reader has another digest


def test_memory_is_bounded(readings, article, monkeypatch):
    monkeypatch.setattr(counting, "MOST_SEEN", 2)
    for number in range(5):
        read(article, f"10.0.0.{number}")
    assert counted(readings) == len(readings.seen) == 2


def test_what_is_written_is_a_story_an_hour_and_a_number(readings, article, as_reader):
    read(article)
    read(article, "10.0.0.2")
    with as_reader():
        assert readings.write() == 1
        assert readings.write() == 0
    (row,) = Reading.objects.values()
    assert set(row) == {"id", "article_id", "hour", "count"}
    assert (row["article_id"], row["count"]) == (article.pk, 2)
    assert (row["hour"].minute, row["hour"].second, row["hour"].microsecond) == (0, 0, 0)


@pytest.mark.parametrize("statement", ["SELECT count FROM", "DELETE FROM", "TRUNCATE"])
def test_who_serves_readers_may_add_counts_and_nothing_else(statement, as_reader, readings):
    refused = pytest.raises(DatabaseError, match="permission denied")
    with as_reader(), refused, transaction.atomic():
        connection.cursor().execute(f"{statement} articles_reading")


def test_a_database_that_does_not_answer_loses_no_count_and_breaks_nothing(
    readings, article, monkeypatch, caplog
):
    read(article)
    monkeypatch.setattr(counting, "INSERT", "SELECT 1 / (%s IS NULL AND %s IS NULL AND %s IS NULL)")
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT broken")
        assert readings.write() == 0
        cursor.execute("ROLLBACK TO SAVEPOINT broken")
    assert "could not be written" in caplog.text
    assert counted(readings) == 1


def test_nothing_is_counted_where_it_is_switched_off(readings, article, settings):
    settings.COUNT_READERS = False
    read(article)
    assert counted(readings) == 0
    assert RoleClient().get("/terpopuler/").status_code == 404
