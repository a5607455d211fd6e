"""What readers see of the six acts after publication: fix, update, correction, reply, withdrawal,
kill. Each has its own traces on the story, in lists, in feeds and in the structured data."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils.translation import gettext

from articles import edition, publishing
from articles.models import Article, Correction
from articles.publishing import Announcement
from moderation.models import Draft
from tests.articles.reading import RELEASED, Outline, data_of, in_order, page_of
from tests.articles.test_feeds import tree_of
from tests.factories import make_article, make_articles, make_category, make_photo

LATER = RELEASED + timedelta(hours=1)
MARKER = "Xenolit"
LISTS = ("/", "/berita/", "/kategori/politik/", "/penulis/tri-mulyani/", "/indeks/2025/05/14/")
FEEDS = (
    "/feed/",
    "/feed/atom/",
    "/feed/kategori/politik/",
    "/feed/koreksi/",
    "/feed/atom/koreksi/",
)


def again(article: Article, announce: Announcement, at: datetime = LATER, **words) -> Article:
    """Release a new version of a story, with `words` changed."""
    copy = Draft(**article.copy_values() | words)
    tags = [tag.name for tag in article.tags.all()]
    credits = [publishing.CreditLine(c.author_id, c.role) for c in article.credits.all()]
    photo_id = article.picture["id"] if article.picture else None
    material = publishing.Material(copy, tags, credits, photo_id)
    return publishing.release(material, article, announce=announce, at=at)


@pytest.fixture
def story(db):
    return make_article(headline="Bappeda Survei Jalan", tags=["Jalan"], at=RELEASED)


@time_machine.travel(LATER, tick=False)
def test_a_silent_fix_changes_the_words_and_nothing_else(reader_client, story):
    make_article(headline="Lebih Baru", at=RELEASED + timedelta(minutes=5))

    def traces():
        feed = reader_client.get("/feed/atom/").content.decode()
        # The text itself, which is what was fixed, and no time and no order beside it.
        feed = re.sub(r"<content .*?</content>", "", feed, flags=re.DOTALL)
        data = data_of(page_of(reader_client, story.get_absolute_url()))
        order = re.findall(r"Lebih Baru|Bappeda", page_of(reader_client, "/berita/"))
        return feed, data, order, page_of(reader_client, "/koreksi/")

    before = traces()
    again(story, Announcement(), body="<p>Pedagang kembali berjualan di Pasar Pagi!</p>")
    assert "Pasar Pagi!" in page_of(reader_client, story.get_absolute_url())
    assert traces() == before


@time_machine.travel(LATER, tick=False)
def test_an_update_says_when_and_what_and_keeps_its_place_in_the_lists(reader_client, story):
    make_article(headline="Lebih Baru", at=RELEASED + timedelta(minutes=5))
    again(story, Announcement(updated=True, update_note="Ditambah tanggapan wali kota."))
    html = page_of(reader_client, story.get_absolute_url())
    assert in_order(
        html, "Diperbarui", "14 Mei 2025, 20.25 WIB", "Ditambah tanggapan", 'class="body"'
    )
    assert in_order(page_of(reader_client, "/berita/"), "Lebih Baru", "Bappeda")
    assert data_of(html)["dateModified"] == "2025-05-14T20:25:00+07:00"
    assert data_of(html)["datePublished"] == "2025-05-14T19:25:00+07:00"
    assert "Bappeda" not in page_of(reader_client, "/koreksi/")


@time_machine.travel(LATER, tick=False)
def test_a_correction_stands_in_five_places(reader_client, story):
    again(
        story,
        Announcement(
            updated=True,
            correction="Tertulis 80 persen, yang benar 90 persen.",
            severity=Correction.Severity.SUBSTANCE,
            apology="Kami meminta maaf kepada KPU.",
        ),
    )
    html = page_of(reader_client, story.get_absolute_url())
    box = re.search(r'<aside class="note correction.*?</aside>', html, re.DOTALL)[0]
    assert in_order(box, "14 Mei 2025, 20.25 WIB", "Tertulis 80 persen", "Kami meminta maaf")
    assert str(Correction.TOLD_AS["substance"]) in box
    assert "Diperbarui" in html
    (told,) = data_of(html)["correction"]
    assert told == {
        "@type": "CorrectionComment",
        "text": "Tertulis 80 persen, yang benar 90 persen.\n\nKami meminta maaf kepada KPU.",
        "datePublished": "2025-05-14T20:25:00+07:00",
    }
    listed = page_of(reader_client, "/koreksi/")
    assert in_order(listed, "14 Mei 2025, 20.25 WIB", "Bappeda", "Tertulis 80", "Kami meminta")
    for address in ("/feed/", "/feed/koreksi/"):
        item = tree_of(reader_client, address).find(".//item")
        assert "Bappeda Survei Jalan" in item.findtext("title")
        assert "Tertulis 80 persen" in item.findtext("description")
    assert "Koreksi: Bappeda" not in page_of(reader_client, "/berita/")


def test_the_corrections_of_many_stories_come_in_pages(reader_client):
    articles = make_articles(
        {"headline": f"Berita {number}", "at": RELEASED} for number in range(21)
    )
    for number, article in enumerate(articles):
        article.corrections.create(text="Salah.", published_at=LATER + timedelta(minutes=number))
    first = page_of(reader_client, "/koreksi/")
    assert first.count("<h2>") == 20
    assert in_order(first, "Berita 20<", "Berita 1<")
    (older,) = re.findall(r'href="(\?sebelum=[^"]*)"', first)
    second = page_of(reader_client, f"/koreksi/{older}")
    assert "Berita 0<" in second
    assert "Berita 1<" not in second


@time_machine.travel(LATER, tick=False)
def test_a_right_of_reply_and_its_story_name_each_other_with_their_dates(reader_client, story):
    reply = make_article(
        headline="Tanggapan Dinas", kind=Article.Kind.REPLY, answers=story, at=LATER
    )
    html = page_of(reader_client, reply.get_absolute_url())
    assert "label-reply" in html
    box = re.search(r'<p class="note answers">.*?</p>', html, re.DOTALL)[0]
    assert f'href="{story.get_absolute_url()}"' in box
    assert in_order(box, "Bappeda Survei Jalan", "14 Mei 2025, 19.25 WIB")
    assert data_of(html)["isBasedOn"].endswith(story.get_absolute_url())

    html = page_of(reader_client, story.get_absolute_url())
    box = re.search(r'<p class="note replies">.*?</p>', html, re.DOTALL)[0]
    assert f'href="{reply.get_absolute_url()}"' in box
    assert in_order(box, "14 Mei 2025, 20.25 WIB", "Tanggapan Dinas")
    assert data_of(html)["dateModified"] == "2025-05-14T19:25:00+07:00"
    assert "Diperbarui" not in html


@time_machine.travel(LATER, tick=False)
def test_a_reply_to_a_withdrawn_story_names_the_notice_and_a_withdrawn_reply_is_gone(
    reader_client, story
):
    reply = make_article(
        headline="Tanggapan Dinas", kind=Article.Kind.REPLY, answers=story, at=LATER
    )
    publishing.withdraw(story, reason="child", statement="Demi anak.", at=LATER)
    html = page_of(reader_client, reply.get_absolute_url())
    assert "Bappeda" not in html
    assert f'href="/berita/{story.pk}/dicabut/"' in html

    other = make_article(headline="Berita Kedua", at=RELEASED)
    answer = make_article(headline="Tanggapan Kedua", kind="reply", answers=other, at=LATER)
    assert "Tanggapan Kedua" in page_of(reader_client, other.get_absolute_url())
    publishing.withdraw(answer, reason="child", statement="Demi anak.", at=LATER)
    html = page_of(reader_client, other.get_absolute_url())
    assert 'class="note replies"' not in html


# --- Withdrawal and kill ------------------------------------------------------------------------


@pytest.fixture
def marked(db):
    """A story whose every word holds the marker, and that others point at."""
    photo = make_photo(alt=MARKER, caption=MARKER, credit=MARKER)
    article = make_article(
        headline=f"{MARKER} Judul",
        kicker=MARKER,
        standfirst=f"Ringkasan {MARKER}.",
        body=f'<p>Isi {MARKER}.</p><figure data-photo="{photo.pk}"></figure>',
        place=MARKER,
        source=MARKER,
        tags=[MARKER, "Jalan"],
        lead_photo=photo,
        at=RELEASED,
    )
    again(
        article,
        Announcement(updated=True, correction=f"Tertulis {MARKER}."),
        at=RELEASED + timedelta(minutes=1),
    )
    again(
        article,
        Announcement(updated=True, update_note=f"Baru: {MARKER}."),
        at=RELEASED + timedelta(minutes=2),
    )
    make_article(
        headline="Menunjuk",
        tags=["Jalan"],
        related_ids=[article.pk],
        read_also_ids=[article.pk],
        body="<p>Satu.</p><p>Dua.</p><p>Tiga.</p><p>Empat.</p>",
        at=RELEASED,
    )
    make_article(headline="Menjawab", kind="reply", answers=article, at=RELEASED)
    return article


def pages_around(article: Article) -> list[str]:
    others = [one.get_absolute_url() for one in Article.objects.exclude(pk=article.pk)]
    standing = ("/koreksi/", "/pencabutan/", "/kategori/", "/indeks/", "/tag/jalan/")
    return [*LISTS, *FEEDS, *standing, *others]


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize("how", ["withdraw", "kill"])
def test_nothing_of_a_story_that_was_taken_away_is_left_anywhere(reader_client, marked, how):
    photo = marked.picture["src"]
    address = marked.get_absolute_url()
    pages = pages_around(marked)
    holding = [one for one in pages if MARKER in reader_client.get(one).content.decode()]
    assert {*LISTS, *FEEDS, "/koreksi/"} <= set(holding)
    assert MARKER in page_of(reader_client, address)
    if how == "withdraw":
        publishing.withdraw(marked, reason="victim", statement="Demi korban.", at=LATER)
    else:
        publishing.kill(marked, at=LATER)
    for one in pages:
        response = reader_client.get(one)
        assert response.status_code == 200, one
        text = response.content.decode()
        assert MARKER.lower() not in text.lower(), one
        assert photo not in text, one
    for old in (address, f"/berita/{marked.pk}/"):
        response = reader_client.get(old, follow=True)
        assert response.status_code == 410
        assert MARKER.lower() not in response.content.decode().lower()
        assert "ld+json" not in response.content.decode()
    assert reader_client.get(f"/tag/{MARKER.lower()}/").status_code == 404


@time_machine.travel(LATER, tick=False)
def test_a_withdrawal_is_announced_with_its_ground_on_the_list_and_in_the_feeds(
    reader_client, story
):
    guid = tree_of(reader_client, "/feed/").findtext(".//guid")
    publishing.withdraw(story, reason="victim", statement="Demi korban.", at=LATER)
    ground = str(Article.Withdrawal.VICTIM.label)
    listed = page_of(reader_client, "/pencabutan/")
    assert in_order(listed, "14 Mei 2025, 20.25 WIB", "/dicabut/", ground, "Demi korban.")
    for address in ("/feed/", "/feed/kategori/politik/"):
        (item,) = tree_of(reader_client, address).iter("item")
        assert item.findtext("guid") == guid
        assert item.findtext("description") == f"{ground}. Demi korban."
        assert item.findtext("link").endswith("/dicabut/")
    assert not list(tree_of(reader_client, "/feed/kategori/ekonomi/").iter("item"))


@pytest.fixture(autouse=True)
def other_category(db):
    make_category("Ekonomi")


@time_machine.travel(LATER, tick=False)
def test_a_killed_story_says_that_the_explanation_follows_and_then_the_ground(reader_client, story):
    publishing.kill(story, at=LATER)
    address = f"/berita/{story.pk}/dicabut/"
    waiting = page_of(reader_client, address, status=410)
    ground, follows = str(Article.Withdrawal.CHILD.label), gettext("The explanation follows.")
    for html in (waiting, page_of(reader_client, "/pencabutan/")):
        assert follows in html
        assert ground not in html
    publishing.explain(story, reason="child", statement="Demi masa depan anak.")
    for html in (page_of(reader_client, address, 410), page_of(reader_client, "/pencabutan/")):
        assert follows not in html
        assert in_order(html, ground, "Demi masa depan anak.")


@time_machine.travel(LATER, tick=False)
def test_a_feed_announces_few_withdrawals_and_none_for_ever(reader_client):
    articles = make_articles({"at": RELEASED - timedelta(days=90)} for _ in range(12))
    for number, article in enumerate(articles):
        publishing.withdraw(
            article,
            reason="child",
            statement=f"Alasan {number}.",
            at=LATER - timedelta(hours=number),
        )
    old = make_article(at=RELEASED - timedelta(days=90))
    publishing.withdraw(old, reason="child", statement="Lama.", at=LATER - timedelta(days=31))
    told = [item.findtext("description") for item in tree_of(reader_client, "/feed/").iter("item")]
    assert [text.rpartition("Alasan ")[2] for text in told] == [f"{n}." for n in range(10)]


def test_the_lists_of_corrections_and_withdrawals_may_be_empty(reader_client):
    for address in ("/koreksi/", "/pencabutan/"):
        assert 'class="empty"' in page_of(reader_client, address)
        assert reader_client.get(f"{address}?sebelum=1-1").status_code == 404
        assert reader_client.get(f"{address}?sebelum=x").status_code == 404
    front = page_of(reader_client, "/")
    footer = front[front.index('class="footer"') :]
    assert 'href="/koreksi/"' in footer
    assert 'href="/pencabutan/"' in footer


# --- Chosen stories -----------------------------------------------------------------------------

LONG = (
    "<p>Satu.</p><p>Dua.</p><blockquote><p>Kutipan.</p></blockquote><p>Tiga:</p>"
    "<ul><li>a</li></ul><p>Empat.</p><h2>Lagi</h2><p>Lima.</p>"
)


def test_read_also_stands_after_the_third_paragraph_and_never_inside_a_block(reader_client):
    one, two = make_article(headline="Bacaan Satu"), make_article(headline="Bacaan Dua")
    article = make_article(body=LONG, read_also_ids=[one.pk, two.pk, 999])
    html = page_of(reader_client, article.get_absolute_url())
    between = html[html.index("<p>Empat.</p><aside") : html.index("<h2>Lagi</h2>")]
    assert in_order(between, "Bacaan Satu", "Bacaan Dua", "</aside>")


@pytest.mark.parametrize(
    ("body", "before"),
    [
        ("<p>Satu.</p>", "<p>Satu.</p>"),
        ("<p>Satu.</p><p>Dua.</p><p>Tiga.</p>", "<p>Tiga.</p>"),
        ("<p>1</p><p>2</p><p>3</p><p>4</p>", "<p>3</p>"),
        ("<p>1</p><p>2</p><ul><li>a<ul><li>b</li></ul></li></ul><p>3</p><h2>4</h2>", "<p>3</p>"),
    ],
)
def test_read_also_finds_its_place_in_short_stories_too(reader_client, body, before):
    article = make_article(body=body, read_also_ids=[make_article().pk])
    html = page_of(reader_client, article.get_absolute_url())
    assert f'{before}<aside class="read-also"' in html


def test_chosen_stories_come_first_and_are_not_repeated(reader_client):
    chosen = [make_article(headline=f"Pilihan {n}") for n in range(3)]
    also = make_article(headline="Baca Juga Saja", tags=["Jalan"])
    for number in range(6):
        make_article(headline=f"Setopik {number}", tags=["Jalan"])
    article = make_article(
        tags=["Jalan"],
        related_ids=[chosen[2].pk, chosen[0].pk, chosen[1].pk, chosen[2].pk],
        read_also_ids=[also.pk],
    )
    html = page_of(reader_client, article.get_absolute_url())
    related = re.search(r'class="rank related".*?</section>', html, re.DOTALL)[0]
    titles = [text for tag, text in Outline(related).texts if tag == "a"]
    assert titles == ["Pilihan 2", "Pilihan 0", "Pilihan 1", "Setopik 5"]


def test_a_chosen_story_that_was_withdrawn_or_renamed_leaves_no_dead_link(reader_client):
    gone, renamed = make_article(headline="Akan Hilang"), make_article(headline="Nama Lama")
    article = make_article(related_ids=[gone.pk], read_also_ids=[renamed.pk])
    address = article.get_absolute_url()
    assert "Akan Hilang" in page_of(reader_client, address)
    publishing.withdraw(gone, reason="child", statement="Maaf.", at=gone.published_at)
    again(renamed, Announcement(), headline="Nama Baru")
    html = page_of(reader_client, address)
    assert "related" not in html
    assert f'href="/berita/{renamed.pk}/nama-baru/"' in html
    publishing.withdraw(renamed, reason="child", statement="Maaf.", at=gone.published_at)
    assert "read-also" not in page_of(reader_client, address)


def test_these_pages_are_kept_under_the_edition(reader_client, story):
    for address in ("/koreksi/", "/pencabutan/", "/feed/koreksi/"):
        before = reader_client.get(address).headers["ETag"]
        story.corrections.create(text="Salah.", published_at=LATER)
        assert reader_client.get(address).headers["ETag"] != before
        assert edition.current()
