"""A story's page is printed at its release; it is shown only while nothing on it has changed."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import edition, mould, publishing, ready, rendered
from articles.listed import LATEST
from articles.models import Article, Author, Credit, Rendered, Tag
from articles.publishing import Material
from moderation.models import Draft
from tests.factories import make_article, make_author, make_category, make_photo


@pytest.fixture
def article(db):
    return make_article(
        headline="Jembatan Dibuka",
        body="<p>Isi berita.</p>",
        category=make_category("Politik"),
        tags=["KPU", "Coklit"],
        lead_photo=make_photo(),
        credits=[publishing.CreditLine(make_author("Rina").pk, Credit.Role.REPORTER)],
    )


def shown(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def printed_anew(client, article):
    """Return the page as the template prints it, nothing of it being ready."""
    Rendered.objects.update(page_of="")
    edition.forget()
    return shown(client, article)


def test_a_release_leaves_the_page_ready_and_its_text_only_once(article):
    found = ready.find(article.pk)
    assert "Jembatan Dibuka" in found.parts[0]
    assert "Isi berita" not in Rendered.objects.get().page
    assert {"body", "related", "rail", "age", "crumbs", "menu-here"} <= set(found.parts[1::2])


def test_what_is_ready_is_shown(reader_client, article):
    made = Rendered.objects.get()
    Rendered.objects.update(page=made.page.replace("Jembatan Dibuka", "Sudah Jadi"))
    assert "<h1>Sudah Jadi</h1>" in shown(reader_client, article)


def test_a_ready_page_is_the_page_that_its_template_prints(reader_client, article):
    other = make_article(category=article.category, tags=["KPU"])
    chosen = make_article(category=article.category)
    Article.objects.filter(pk=article.pk).update(
        read_also_ids=[chosen.pk],
        place="Muara",
        published_at=timezone.now() - timedelta(days=800),
    )
    article.refresh_from_db()
    rendered.put([article])
    assert ready.find(article.pk)
    page = shown(reader_client, article)
    assert other.headline in page
    assert chosen.headline in page
    assert page == printed_anew(reader_client, article)


def rename_author(article):
    Author.objects.update(name="Rina Wulandari")
    return "Rina Wulandari"


def rename_tag(article):
    Tag.objects.filter(name="KPU").update(name="Komisi Pemilihan")
    return "Komisi Pemilihan"


def correct(article):
    article.corrections.create(text="Tertulis 80.", published_at=article.published_at)
    return "Tertulis 80."


def reply(article):
    make_article(kind=Article.Kind.REPLY, answers=article, headline="Hak Jawab Kami")
    return "Hak Jawab Kami"


def change_text(article):
    Article.objects.filter(pk=article.pk).update(body="<p>Isi lain.</p>")
    return "Isi lain."


def change_headline(article):
    Article.objects.filter(pk=article.pk).update(headline="Jembatan Ditutup")
    return "Jembatan Ditutup"


def change_picture(article):
    card = article.picture | {"caption": "Keterangan baru"}
    Article.objects.filter(pk=article.pk).update(picture=card)
    return "Keterangan baru"


def rename_category(article):
    category = article.category
    category.name = "Pemerintahan"
    category.save()
    return "Pemerintahan"


def draw_share_picture(article):
    made = {"file": "shares/0/baru.jpg", "width": 1200, "height": 630, "of": "x"}
    Article.objects.filter(pk=article.pk).update(share_pictures={"poster": made})
    return "shares/0/baru.jpg"


CHANGES = [
    rename_author,
    rename_tag,
    correct,
    reply,
    change_text,
    change_headline,
    change_picture,
    rename_category,
    draw_share_picture,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_past_a_release_shows_at_once_and_is_ready_again_soon(
    reader_client, article, change
):
    shown(reader_client, article)
    expected = change(article)
    page = shown(reader_client, article)
    assert expected in page
    rendered.render_missing()
    assert ready.find(article.pk)
    edition.forget()
    assert shown(reader_client, article) == page


def test_a_released_change_is_ready_at_once(reader_client, article):
    copy = Draft(headline="Jembatan Ditutup", body="<p>Isi.</p>", category=article.category)
    publishing.release(Material(copy=copy, tags=["KPU"]), article, at=timezone.now())
    assert "Jembatan Ditutup" in ready.find(article.pk).parts[0]
    assert "Jembatan Ditutup" in shown(reader_client, article)


@pytest.mark.parametrize("take_away", ["withdraw", "kill"])
def test_nothing_is_ready_of_a_story_taken_away(reader_client, article, take_away):
    if take_away == "withdraw":
        publishing.withdraw(article, reason="child", statement="Maaf.", at=timezone.now())
    else:
        publishing.kill(article, at=timezone.now())
    assert ready.find(article.pk) is None
    rendered.render_missing()
    assert ready.find(article.pk) is None
    response = reader_client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "Jembatan Dibuka" not in response.content.decode()


def test_what_other_templates_or_settings_printed_is_not_shown(article, monkeypatch):
    monkeypatch.setattr(ready, "fingerprint", lambda: "other")
    assert ready.find(article.pk) is None
    assert rendered.render_missing() == 1
    assert ready.find(article.pk)


def test_the_stories_beside_a_ready_one_are_those_of_the_moment(reader_client, article):
    other = make_article(category=article.category, tags=["KPU"], headline="Warga Mencoblos")
    assert shown(reader_client, article).count("Warga Mencoblos") == 2  # related, and latest
    publishing.withdraw(other, reason="child", statement="Maaf.", at=timezone.now())
    assert "Warga Mencoblos" not in shown(reader_client, article)


def test_an_old_address_leads_to_the_one_of_today(reader_client, article):
    response = reader_client.get(f"/berita/{article.pk}/lama/")
    assert response.status_code == 301
    assert response.url == article.get_absolute_url()


def test_a_ready_page_asks_for_its_story_once(reader_client, article):
    make_article(category=article.category, tags=["KPU"])
    shown(reader_client, article)
    with CaptureQueriesContext(connection) as asked:
        reader_client.get(f"{article.get_absolute_url()}?x=1")
        edition.forget_pages()
        shown(reader_client, article)
    about = [q["sql"] for q in asked if "articles_article" in q["sql"]]
    assert len(about) == 2  # the story, and those with its tags


def test_a_hole_in_what_is_printed_by_itself_is_refused(rf, monkeypatch):
    odd = SimpleNamespace(render=lambda *_: f"a{mould.MARK}b")
    monkeypatch.setattr(mould, "get_template", lambda name: odd)
    with pytest.raises(ValueError, match="printed by itself"):
        mould.cast("odd.html", {}, rf.get("/"))


def test_a_mould_of_one_edition_leaves_out_what_passes_with_it(rf, db):
    make_article()
    page = LATEST.page(None)
    context = {"page": page, "top": page, "today": timezone.localdate()}
    holes = {
        one: mould.cast("articles/latest.html", context, rf.get("/berita/"), for_one_edition=one)
        for one in (True, False)
    }
    assert holes[True][1::2] == ["address", "lead", "days"]
    assert set(holes[False][1::2]) > {"address", "lead", "days", "menu-here", "breaking", "footer"}
