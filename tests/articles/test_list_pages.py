"""Lists: the front page, categories, tags, authors, days, and what stands around them."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from articles.models import Page
from tests.articles.reading import RELEASED, WIB, in_order, page_of
from tests.factories import make_article, make_articles, make_author, make_category, make_photo


def test_a_list_opens_with_a_lead_and_a_second_rank_and_goes_on_by_days(reader_client):
    make_articles(
        {"headline": f"Kabar {number}", "at": RELEASED - timedelta(hours=7 * number)}
        for number in range(9)
    )
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
    made = make_articles({"at": RELEASED - timedelta(minutes=n // 3)} for n in range(45))
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
def test_the_index_links_the_days_of_a_month_and_none_to_come(reader_client):
    html = page_of(reader_client, "/indeks/")
    days = re.findall(r'href="/indeks/(\d{4}/\d\d/\d\d)/"', html)
    assert days == [f"2025/05/{day:02}" for day in range(1, 15)]
    assert 'rel="next"' not in html
    older = re.search(r'rel="prev" href="([^"]*)"', html)[1]
    assert older == "/indeks/2025/04/"
    html = page_of(reader_client, older)
    assert len(set(re.findall(r'href="/indeks/(2025/04/\d\d)/"', html))) == 30
    assert 'rel="next" href="/indeks/2025/05/"' in html
    assert 'rel="prev"' not in page_of(reader_client, "/indeks/2000/01/")
    for nowhere in ("/indeks/2025/06/", "/indeks/2025/13/", "/indeks/1999/12/"):
        assert reader_client.get(nowhere).status_code == 404


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
    assert "/indeks/2025/05/15/" in main
    assert 'content="noindex"' in page_of(reader_client, "/indeks/2025/05/16/")
