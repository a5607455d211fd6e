"""The search page: what it answers, and that nothing typed into it breaks it."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from tests.articles.reading import WIB
from tests.articles.test_queries import BUDGET, queries_of
from tests.factories import make_article, make_articles, make_category


@pytest.mark.parametrize(
    "query",
    ["", "a\x00b", "x" * 10_000, "yang dan di", "!!! ((( &|", "':*A & !b <-> c", "\ud800", "%_\\"],
)
def test_odd_words_are_answered(reader_client, query):
    assert reader_client.get("/cari/", {"q": query.encode("utf-8", "replace")}).status_code == 200


def found(client, **asked) -> str:
    response = client.get("/cari/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_word_finds_its_other_forms_and_marks_them(reader_client):
    story = make_article(headline="Perumahan Dibangun", standfirst="Untuk <warga> & rumah.")
    html = found(reader_client, q="rumah")
    assert story.get_absolute_url() in html
    assert "<mark>Perumahan</mark> Dibangun" in html
    assert "Untuk &lt;warga&gt; &amp; <mark>rumah</mark>." in html


def test_a_topic_that_is_called_so_is_named_from_its_first_story_on(reader_client):
    for number in range(6):
        make_article(headline=f"Banjir Rob {number}")
    for _ in "asked now", "asked again":
        assert 'href="/tag/banjir-rob/"' not in found(reader_client, q="banjir rob")
    make_article(headline="Banjir Rob Surut", tags=["Banjir Rob"])
    for asked in ("banjir rob", "Banjir ROB"):
        assert 'href="/tag/banjir-rob/"' in found(reader_client, q=asked)


def test_no_line_of_a_headline_ends_within_a_score(reader_client):
    make_article(headline="Persitama Menang 2-1 di Gelora")
    assert '<span class="unbroken">2-1</span> di' in found(reader_client, q="gelora")


def test_a_search_shows_nothing_of_another_one(reader_client):
    make_article(headline="Perumahan Dibangun")
    for order in ("", "terbaru"):
        assert "“perumahan”" in found(reader_client, q="perumahan", urut=order)
        second = found(reader_client, q="dibangun", urut=order)
        assert "<title>Pencarian “dibangun” |" in second
        assert 'value="dibangun"' in second
        assert "Perumahan <mark>Dibangun</mark>" in second
        assert "“perumahan”" not in second
        assert 'value="perumahan"' not in second
        assert "q=perumahan" not in second


def test_the_passage_with_the_hits_is_shown_where_the_standfirst_has_none(reader_client):
    filling = "<p>Kalimat lain yang panjang tentang hal lain sama sekali.</p>" * 9
    make_article(body=f"{filling}<p>Air mulai surut. Petugas menyelamatkan penyu di pantai.</p>")
    assert "… Petugas menyelamatkan <mark>penyu</mark> di pantai." in found(
        reader_client, q="penyu"
    )


def test_a_query_is_shown_again_as_it_was_typed_and_escaped(reader_client):
    html = found(reader_client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_a_date_that_is_none_is_explained_and_stays_in_the_form(reader_client):
    make_article(headline="Perumahan")
    response = reader_client.get("/cari/", {"q": "rumah", "dari": "kemarin", "kanal": "luar"})
    html = response.content.decode()
    assert response.status_code == 400
    assert 'value="kemarin"' in html
    assert 'value="luar" selected' in html
    assert 'aria-invalid="true" aria-describedby="dari-error"' in html
    assert 'value="rumah"' in html
    assert "<mark>" not in html


def test_days_the_wrong_way_round_are_refused(reader_client):
    asked = {"q": "rumah", "dari": "2026-02-01", "sampai": "2026-01-01"}
    assert reader_client.get("/cari/", asked).status_code == 400


def test_channels_hold_what_is_below_them_and_days_are_whole_days(reader_client):
    topic = make_category("Pasar", parent=make_category("Ekonomi"))
    late = datetime(2026, 3, 4, 23, 59, tzinfo=WIB)
    inside = make_article(headline="Rumah Toko Dijual", category=topic, at=late)
    other = make_article(headline="Rumah Ibadah", category=make_category("Politik"), at=late)
    day = {"q": "rumah", "dari": "2026-03-04", "sampai": "2026-03-04"}
    html = found(reader_client, **day, kanal="ekonomi")
    assert inside.get_absolute_url() in html
    assert other.get_absolute_url() not in html
    assert other.get_absolute_url() in found(reader_client, **day)
    assert "<mark>" not in found(reader_client, q="rumah", sampai="2026-03-03")


def test_pages_by_date_repeat_and_skip_nothing(reader_client):
    start = timezone.now() - timedelta(days=500)
    made = make_articles(
        {"headline": f"Banjir Nomor {n}", "at": start + timedelta(days=11 * n)} for n in range(45)
    )
    address, seen = "?q=banjir&urut=terbaru", []
    while address:
        html = reader_client.get(f"/cari/{address}").content.decode()
        seen += [int(number) for number in re.findall(r'<h2><a href="/berita/(\d+)/', html)]
        on = re.search(r'rel="next" href="([^"]+)"', html)
        address = unescape(on[1]) if on else ""
    assert seen == [story.pk for story in reversed(made)]


def test_pages_of_the_best_end_where_the_matches_do(reader_client):
    make_articles({"headline": f"Banjir Nomor {n}"} for n in range(25))
    assert "hal=2" in found(reader_client, q="banjir")
    assert found(reader_client, q="banjir", hal="2").count("<mark>Banjir") == 5
    for page in ("3", "0", "x", "11", "1" * 400):
        assert reader_client.get("/cari/", {"q": "banjir", "hal": page}).status_code == 404
    asked = {"q": "banjir", "urut": "terbaru", "sebelum": "x"}
    assert reader_client.get("/cari/", asked).status_code == 404


def test_what_is_found_for_the_word_that_was_meant_is_shown_at_once(reader_client):
    bridge = make_article(headline="Jembatan Sungai Wening Dibuka")
    html = found(reader_client, q="jembtan sungai")
    assert bridge.get_absolute_url() in html
    assert "<strong>jembatan sungai</strong>" in html
    assert 'value="jembtan sungai"' in html
    assert 'href="?q=jembatan+sungai&amp;urut=terbaru"' in html  # what leads on is of these results
    just_so = "?q=jembtan+sungai&amp;persis=1"
    assert f'href="{just_so}"' in html
    html = found(reader_client, q="jembtan sungai", persis="1")
    assert '<a href="?q=jembatan+sungai"><strong>jembatan sungai</strong></a>' in html
    assert 'role="status"' in html
    assert just_so not in html
    make_article(headline="Jembtan Namanya")  # somebody is called so
    html = found(reader_client, q="jembtan")
    assert "Jembtan" in html
    assert bridge.get_absolute_url() not in html


def test_a_few_stories_with_a_phrase_are_counted_and_not_called_many(reader_client):
    make_article(headline="Jembatan Lawas Ditutup")
    make_article(headline="Warga Lawas Membangun Jembatan")
    html = found(reader_client, q='"jembatan lawas"')
    assert 'role="status">1 berita' in html


def test_a_headline_counts_most_also_where_it_writes_a_word_apart(reader_client):
    now = timezone.now()
    make_article(headline="Pasar Dibuka", body="<p>Wali kota datang.</p>", at=now)
    yesterday = now - timedelta(days=1)
    make_article(headline="Wali Kota Melantik Camat", body="<p>Tiga orang.</p>", at=yesterday)
    html = found(reader_client, q="walikota")
    assert html.index("wali-kota-melantik-camat") < html.index("pasar-dibuka")


@pytest.mark.parametrize("typed", ["14 Mei 2025", "14/5/2025", "14-05-2025", "2025-05-14"])
def test_a_day_leads_to_its_page(reader_client, typed):
    assert 'href="/indeks/2025/05/14/"' in found(reader_client, q=typed)


@pytest.mark.parametrize("typed", ["14 Mei", "31/02/2025", "14 Satu 2025", "1/1/2999", "1/1/1999"])
def test_what_is_no_day_of_the_archive_leads_to_none(reader_client, typed):
    html = found(reader_client, q=typed)
    assert not re.search(r'href="/indeks/\d{4}/', html)


def test_nothing_found_leads_on(reader_client):
    make_article(headline="Jembatan Sungai Wening Dibuka")
    html = found(reader_client, q="sungai zirkonia")
    assert "<mark>Sungai</mark>" in html  # with some of the words
    assert "Sungai Wening" in found(reader_client, q="zirkonia")  # the newest


def test_a_word_of_a_withdrawn_story_is_neither_found_nor_suggested(reader_client):
    story = make_article(headline="Zirkonia Ditemukan", body="<p>Kata Xaverius.</p>", tags=["Zeni"])
    assert "Zirkonia" in found(reader_client, q="zirkonia")
    publishing.kill(story, at=story.published_at)
    for query in ("zirkonia", "zirkonai", "zeni", "xaverius", "xaverus", "ditemukan zirkonia"):
        html = found(reader_client, q=query)
        assert story.get_absolute_url() not in html
        assert "<strong>" not in html
        assert "Zirkonia Ditemukan" not in html


def test_no_search_is_kept_and_an_unchanged_one_is_not_sent_again(reader_client):
    make_article(headline="Perumahan")
    response = reader_client.get("/cari/", {"q": "rumah"})
    with CaptureQueriesContext(connection) as second:
        reader_client.get("/cari/", {"q": "rumah"})
    assert any("articles_searchentry" in query["sql"] for query in second)
    known = {"If-None-Match": response.headers["ETag"]}
    assert reader_client.get("/cari/", {"q": "rumah"}, headers=known).status_code == 304


@pytest.mark.parametrize(
    "asked", ["", "?q=banjir", "?q=bajnir", "?q=zirkonia+banjir", "?q=banjir&urut=terbaru"]
)
def test_a_search_needs_few_queries_and_no_more_for_more_stories(reader_client, asked):
    make_article(headline="Banjir Rendam Pasar", tags=["Banjir"])
    with_one = len(queries_of(reader_client, f"/cari/{asked}"))
    make_articles({"headline": "Banjir Rendam Pasar", "tags": ["Banjir"]} for _ in range(29))
    assert len(queries_of(reader_client, f"/cari/{asked}")) <= with_one <= BUDGET
