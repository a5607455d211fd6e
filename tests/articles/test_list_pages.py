"""Lists: the front page, categories, tags, authors, days, and what stands around them."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from articles.models import Page
from tests.articles.reading import RELEASED, WIB, Outline, in_order, page_of
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
def test_the_index_links_the_days_with_stories_and_the_months_beside_that_have_some(reader_client):
    for year, month, day in ((2025, 5, 14), (2025, 5, 1), (2025, 2, 28), (2024, 12, 31)):
        make_article(at=datetime(year, month, day, 0, 30, tzinfo=WIB))

    def days(html: str) -> list[str]:
        return re.findall(r'href="/indeks/(\d{4}/\d\d/\d\d)/"', html)

    html = page_of(reader_client, "/indeks/")
    assert days(html) == ["2025/05/01", "2025/05/14"]
    assert 'rel="next"' not in html
    assert 'rel="prev" href="/indeks/2025/02/"' in html
    html = page_of(reader_client, "/indeks/2025/02/")
    assert days(html) == ["2025/02/28"]
    assert 'rel="next" href="/indeks/2025/05/"' in html
    assert 'rel="prev"' not in page_of(reader_client, "/indeks/2024/12/")
    empty = page_of(reader_client, "/indeks/2025/03/")
    assert days(empty) == []
    assert 'name="robots" content="noindex"' in empty
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


def test_a_day_can_be_kept_to_one_of_its_channels(reader_client):
    politics, sport = make_category("Politik"), make_category("Olahraga")
    make_category("Pariwisata")
    below = make_category("Pemilu", parent=politics)
    start = datetime(2025, 5, 14, 8, tzinfo=WIB)
    stories = [{"headline": f"Rapat {n}", "category": below} for n in range(30)]
    stories += [{"headline": "Lomba Perahu", "category": sport}]
    for number, one in enumerate(stories):
        one["at"] = start + timedelta(minutes=number)
    make_articles(stories)
    html = page_of(reader_client, "/indeks/2025/05/14/")
    main = Outline(html[html.index("<main") : html.index("</main>")])
    asked = [link["href"] for link in main.all("a") if "kanal=" in link["href"]]
    assert asked == ["?kanal=olahraga", "?kanal=politik"]

    html = page_of(reader_client, "/indeks/2025/05/14/?kanal=politik")
    main = html[html.index("<main") : html.index("</main>")]
    assert "Rapat 29" in main
    assert "Lomba Perahu" not in main
    assert 'content="noindex"' in html
    [older] = [one["href"] for one in Outline(main).all("a") if "sebelum=" in one["href"]]
    older = page_of(reader_client, f"/indeks/2025/05/14/{older}")
    assert "Rapat 0" in older
    assert "Lomba Perahu" not in older[older.index("<main") : older.index("</main>")]


@pytest.mark.parametrize("wanted", ["pariwisata", "tidak-ada", "", "%00", "9" * 5000])
def test_a_channel_that_a_day_has_nothing_of_leads_to_the_whole_day(reader_client, wanted):
    make_category("Pariwisata")
    make_article(at=datetime(2025, 5, 14, 8, tzinfo=WIB))
    response = reader_client.get(f"/indeks/2025/05/14/?kanal={wanted}")
    assert response.headers["Location"] == "/indeks/2025/05/14/"


def test_a_day_lists_what_was_published_on_it_in_the_local_zone(reader_client):
    late = make_article(at=datetime(2025, 5, 14, 23, 59, tzinfo=WIB), headline="Larut Malam")
    early = make_article(at=datetime(2025, 5, 15, 0, 0, tzinfo=WIB), headline="Lewat Tengah Malam")
    html = page_of(reader_client, "/indeks/2025/05/14/")
    main = html[html.index("<main") : html.index("</main>")]
    assert late.headline in main
    assert early.headline not in main
    assert "/indeks/2025/05/15/" in main
    assert 'content="noindex"' in page_of(reader_client, "/indeks/2025/05/16/")
