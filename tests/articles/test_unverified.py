"""What readers are told of a story that is not verified, of its verification, and of who is quoted.

Pedoman Pemberitaan Media Siber (2012), clauses 2c, 2d and 4d; Law 28/2014 on copyright, article 43.
"""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from articles import publishing, ready, rendered, shares
from articles.models import Article, Rendered
from tests.articles.reading import RELEASED, data_of, in_order, page_of
from tests.articles.test_after_publication import again
from tests.factories import make_article, quoting, unverified

LATER = RELEASED + timedelta(hours=1)
LABEL = gettext("Not verified yet")
NOTICE = "Polisi belum dapat dihubungi."
LISTS = ("/", "/berita/", "/kategori/politik/", "/penulis/tri-mulyani/", "/indeks/2025/05/14/")


@pytest.fixture
def story(db):
    words = unverified(verify_by=LATER, unverified_notice=NOTICE)
    return make_article(headline="Gudang Terbakar", at=RELEASED, tags=["Api"], **words)


def page(client, article):
    return page_of(client, article.get_absolute_url())


@time_machine.travel(LATER, tick=False)
def test_an_unverified_story_says_so_in_its_title_area_and_with_its_last_paragraph(
    reader_client, story
):
    html = page(reader_client, story)
    notice = f"<p><em>({NOTICE})</em></p>"
    assert in_order(
        html, LABEL, "<h1", "Pedagang kembali berjualan di Pasar Pagi", notice, "<footer"
    )
    paragraphs = re.findall(r"<p\b.*?</p>", html.partition("<footer")[0], re.DOTALL)
    assert paragraphs[-1] == notice
    assert NOTICE not in story.body


@time_machine.travel(LATER, tick=False)
def test_the_notice_is_delivered_where_no_editor_worded_it_and_escaped_where_one_did(reader_client):
    plain = make_article(**unverified())
    assert f"<p><em>({plain.printed_notice})</em></p>" in page(reader_client, plain)
    worded = make_article(**unverified(unverified_notice="Kata <b>siapa</b> & apa"))
    assert "(Kata &lt;b&gt;siapa&lt;/b&gt; &amp; apa)" in page(reader_client, worded)


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize("address", LISTS)
def test_the_label_stands_in_every_list_and_goes_with_the_mark(reader_client, story, address):
    assert "label-unverified" in page_of(reader_client, address)
    cleared = {"is_unverified": False, "conditions_met": [], "verify_by": None}
    announce = publishing.Announcement(updated=True, update_note="Polisi membenarkan.")
    again(story, announce, unverified_notice="", **cleared)
    assert "label-unverified" not in page_of(reader_client, address)
    html = page(reader_client, story)
    assert LABEL not in html
    assert NOTICE not in html


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize(
    "address", ["/feed/", "/feed/atom/", "/feed/json/", "/ringkasan/2025/05/14/"]
)
def test_feeds_and_the_digest_say_it(reader_client, story, address):
    assert LABEL in page_of(reader_client, address)


def test_a_feed_ends_with_the_notice_and_names_who_is_quoted(reader_client, story):
    make_article(headline="Banjir", **quoting())
    items = json.loads(page_of(reader_client, "/feed/json/"))["items"]
    quote, unsure = (item["content_html"] for item in items)
    assert unsure.endswith(f"<p><em>({NOTICE})</em></p>")
    assert items[1]["title"] == f"{LABEL}: Gudang Terbakar"
    assert 'href="https://muara.example/2025/banjir?id=1&amp;b=2">Harian Muara</a>' in quote


def test_the_api_tells_all_of_it(reader_client, story):
    later = make_article(headline="Polisi: Gudang Dibakar", verifies=story, **quoting())
    told = json.loads(page_of(reader_client, f"/api/berita/{story.pk}/"))
    assert told["is_unverified"] is True
    assert told["unverified_notice"] == NOTICE
    assert told["body_html"].endswith(f"<p><em>({NOTICE})</em></p>")
    assert [one["id"] for one in told["verified_by"]] == [later.pk]
    other = json.loads(page_of(reader_client, f"/api/berita/{later.pk}/"))
    assert other["verifies"]["id"] == story.pk
    assert other["unverified_notice"] == ""
    assert other["quoted_from"] == {
        "outlet": "Harian Muara",
        "url": "https://muara.example/2025/banjir?id=1&b=2",
        "date": "2025-05-13",
    }
    listed = json.loads(page_of(reader_client, "/api/berita/"))["items"]
    assert [one["is_unverified"] for one in listed] == [False, True]


def test_machines_are_not_told_that_it_is_reportage(reader_client, story):
    data = data_of(page(reader_client, story))
    assert data["@type"] == ["NewsArticle"]
    assert data["creativeWorkStatus"] == LABEL


def test_the_picture_of_a_link_and_an_embedded_story_say_it(reader_client, settings, story):
    assert shares.shown(story)["alt"] == settings.SITE_NAME
    assert shares.make(story.pk)
    story.refresh_from_db()
    assert shares.shown(story)["alt"] == f"{LABEL}: Gudang Terbakar"
    answer = reader_client.get("/oembed/", {"url": settings.SITE_URL + story.get_absolute_url()})
    assert answer.json()["title"] == f"{LABEL}: Gudang Terbakar"


# --- The story that verified it -----------------------------------------------------------------


@time_machine.travel(LATER, tick=False)
def test_both_stories_link_to_each_other_and_the_older_one_keeps_its_label(reader_client, story):
    assert ready.find(story.pk)
    later = make_article(headline="Polisi: Gudang Dibakar", verifies=story, at=LATER)
    head = page(reader_client, later).partition('class="body"')[0]
    assert in_order(head, "<h1", gettext("Reported as not verified before:"), "Gudang Terbakar")
    assert f'href="{story.get_absolute_url()}">Gudang Terbakar</a>' in head
    assert "label-unverified" not in head
    html = page(reader_client, story)
    assert f'href="{later.get_absolute_url()}">Polisi: Gudang Dibakar</a>' in html
    assert gettext("What came of it") in html
    assert "label-unverified" in html


def test_of_a_withdrawn_one_only_the_notice_is_named(reader_client, story):
    later = make_article(headline="Polisi: Gudang Dibakar", verifies=story)
    publishing.withdraw(story, reason="child", statement="Demi anak.", at=LATER)
    html = page(reader_client, later)
    assert "Gudang Terbakar" not in html
    assert f'href="/berita/{story.pk}/dicabut/"' in html
    gone = make_article(headline="Sumber Kedua", verifies=make_article(headline="Kabar Kedua"))
    publishing.withdraw(gone, reason="child", statement="Demi anak.", at=LATER)
    assert "Sumber Kedua" not in page(reader_client, gone.verifies)


# --- Whom a story quotes ------------------------------------------------------------------------


def test_who_is_quoted_is_printed_with_a_link_and_the_date(reader_client):
    article = make_article(**quoting())
    html = page(reader_client, article)
    link = '<a rel="nofollow noopener" href="https://muara.example/2025/banjir?id=1&amp;b=2">'
    assert in_order(html, "Pedagang kembali", link, "Harian Muara</a>", "13 Mei 2025", "<footer")
    data = data_of(html)
    assert data["@type"] == ["NewsArticle"]
    assert data["citation"] == {
        "@type": "CreativeWork",
        "url": "https://muara.example/2025/banjir?id=1&b=2",
        "datePublished": "2025-05-13",
        "publisher": {"@type": "Organization", "name": "Harian Muara"},
    }


# --- What the database holds --------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        unverified(conditions_met=["urgent", "source", "subject"]),
        unverified() | {"verify_by": None},
        quoting(quoted_outlet=""),
        quoting(quoted_url=""),
        quoting(quoted_on=None),
        quoting(quoted_url="javascript:alert(1)"),
        quoting(quoted_url="https://"),
    ],
)
def test_the_database_refuses_half_of_it(db, words):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(**words)


def test_the_database_refuses_a_story_that_verifies_itself_or_while_it_is_unverified(story):
    rows = Article.objects.filter(pk=story.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(is_unverified=False, verifies=story)
    other = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(verifies=other)


def test_a_withdrawal_leaves_nothing_of_it(story):
    for words in (unverified(unverified_notice=NOTICE), quoting()):
        gone = make_article(**words)
        publishing.withdraw(gone, reason="child", statement="Demi anak.", at=LATER)
        gone.refresh_from_db()
        assert not gone.is_unverified
        assert (gone.unverified_notice, gone.quoted_outlet, gone.quoted_url) == ("", "", "")


def test_a_changed_mark_past_a_release_forgets_what_was_rendered(story):
    assert Rendered.objects.filter(article=story).exists()
    Article.objects.filter(pk=story.pk).update(is_unverified=False)
    assert not Rendered.objects.filter(article=story).exists()
    rendered.render_missing()
    assert "label-unverified" not in Rendered.objects.get(article=story).card
