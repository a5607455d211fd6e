"""The digest of a day: what is in it, in which order, and that it can be put into a mail."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import edition, publishing
from articles.models import Article
from tests.factories import make_article, make_articles, make_category, make_slot

pytestmark = pytest.mark.django_db

DAY = "/ringkasan/2025/05/14/"
NOON = datetime(2025, 5, 14, 12, tzinfo=timezone.get_default_timezone())


def page_of(client, address=DAY):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_editors_placed_comes_first_then_the_channels(reader_client):
    politics, sport = make_category("Politik"), make_category("Olahraga")
    topic = make_category("Pilkada", parent=politics)
    first = make_article(headline="Utama", category=sport, at=NOON - timedelta(hours=2))
    make_article(headline="Pilkada Damai", category=topic, at=NOON)
    for number in range(6):
        at = NOON + timedelta(minutes=number)
        make_article(headline=f"Laga {number}", category=sport, at=at)
    make_article(headline="Besok", at=NOON + timedelta(days=1))
    make_slot(first, position=1, starts_at=NOON - timedelta(hours=1))
    page = page_of(reader_client).split('<article class="digest">')[1].split("</article>")[0]
    assert page.count("Utama<") == 1
    assert page.index("Utama<") < page.index("Pilkada Damai")
    assert page.index("Utama<") < page.index("Laga 5") < page.index("Laga 4")
    assert "Laga 1" not in page  # four of a channel
    assert "Besok" not in page
    assert 'href="/' not in page  # whole addresses: a mail has no site
    assert "<table" not in page
    assert "style=" not in page


def test_neither_what_was_withdrawn_nor_what_was_paid_for_is_in_it(reader_client):
    gone = make_article(headline="PENANDA-CABUT", at=NOON)
    make_slot(gone, position=1, starts_at=NOON)
    paid = make_article(headline="IKLAN-BERBAYAR", kind=Article.Kind.ADVERTORIAL, at=NOON)
    make_slot(paid, position=2, starts_at=NOON)
    make_article(headline="Tetap Ada", at=NOON)
    assert "PENANDA-CABUT" in page_of(reader_client)
    publishing.kill(gone, at=NOON)
    for address in (DAY, f"{DAY}teks/"):
        page = page_of(reader_client, address)
        assert "Tetap Ada" in page
        assert "PENANDA-CABUT" not in page
        assert "IKLAN-BERBAYAR" not in page


def test_the_text_has_short_lines_and_whole_addresses(reader_client):
    article = make_article(
        headline="Dewan & Wali Kota Sepakati Anggaran <Perubahan> untuk Drainase serta Banjir Kota",
        standfirst="Pembahasan berlangsung dua pekan. " * 6,
        at=NOON,
    )
    response = reader_client.get(f"{DAY}teks/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert f"  http://127.0.0.1:8000{article.get_absolute_url()}\n" in text
    assert "* Dewan & Wali Kota Sepakati Anggaran <Perubahan>" in text
    assert text.rstrip().endswith(f"http://127.0.0.1:8000{DAY}")
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 72


def test_a_day_without_stories_says_so_and_is_not_indexed(reader_client):
    page = page_of(reader_client)
    assert 'content="noindex"' in page
    assert 'rel="canonical"' not in page
    make_article(at=NOON)
    page = page_of(reader_client)
    assert "noindex" not in page
    assert f'rel="canonical" href="http://127.0.0.1:8000{DAY}"' in page


def test_the_newest_day_is_found_and_a_day_to_come_is_not(reader_client):
    today = f"{timezone.localdate():%Y/%m/%d}"
    assert reader_client.get("/ringkasan/")["Location"] == f"/ringkasan/{today}/"
    make_article(at=NOON)
    assert reader_client.get("/ringkasan/")["Location"] == DAY
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert reader_client.get(f"/ringkasan/{tomorrow:%Y/%m/%d}/").status_code == 404
    assert reader_client.get(f"/ringkasan/{tomorrow:%Y/%m/%d}/teks/").status_code == 404


def test_the_day_of_the_index_leads_to_it(reader_client):
    make_article(at=NOON)
    assert f'href="{DAY}"' in page_of(reader_client, "/indeks/2025/05/14/")


def test_pages_that_bring_readers_need_few_queries_for_any_number_of_stories(reader_client):
    def queries(address):
        edition.forget()
        with CaptureQueriesContext(connection) as captured:
            page_of(reader_client, address)
        return len([query for query in captured if "ROLE" not in query["sql"]])

    addresses = (DAY, f"{DAY}teks/")
    make_slot(make_article(at=NOON), position=1, starts_at=NOON)
    with_one = [queries(address) for address in addresses]
    articles = make_articles(
        {"at": NOON, "category": make_category(f"Kanal {number % 5}")} for number in range(30)
    )
    for number, article in enumerate(articles):
        make_slot(article, position=1 + number % 6, starts_at=NOON + timedelta(minutes=number))
    assert [queries(address) for address in addresses] == with_one
    assert max(with_one) <= 8


def test_the_days_before_and_after_are_those_with_stories(reader_client):
    make_article(at=NOON - timedelta(days=400))
    make_article(at=NOON)
    make_article(at=NOON + timedelta(days=9))
    for address in (DAY, "/indeks/2025/05/14/"):
        page = page_of(reader_client, address)
        place = address.split("2025")[0]
        assert f'rel="prev" href="{place}2024/04/09/">← 9 April 2024<' in page
        assert f'rel="next" href="{place}2025/05/23/">23 Mei →<' in page
    empty = page_of(reader_client, "/indeks/2020/01/01/")
    assert 'rel="prev"' not in empty
    assert 'href="/indeks/2024/04/09/">9 April 2024 →<' in empty
