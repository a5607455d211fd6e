"""How stories stand in lists is made once; it is never another than the story's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, rendered
from articles.models import Article, Rendered
from articles.publishing import Material
from moderation.models import Draft
from tests.factories import make_article, make_articles, make_category, make_photo


@pytest.fixture
def article(db):
    return make_article(headline="Jembatan Dibuka", category=make_category("Politik"))


def shown(client, address="/berita/"):
    return client.get(address).content.decode()


def test_a_release_makes_every_shape_as_the_templates_have_it(article):
    made = Rendered.objects.get()
    fresh = Article.objects.for_cards().get()
    assert made.article_id == article.pk
    assert made.made_by == rendered.fingerprint()
    for shape in rendered.SHAPES:
        assert getattr(made, shape) == rendered.render(fresh, shape)
        assert fresh.get_absolute_url() in getattr(made, shape)


def test_a_list_prints_what_was_made(reader_client, article):
    Rendered.objects.update(lead="<p>Sudah jadi.</p>")
    assert "<p>Sudah jadi.</p>" in shown(reader_client)


def test_a_search_marks_its_words_in_what_was_made(reader_client, article):
    Rendered.objects.update(found="<p>Sudah jadi: <!--headline-->.</p>")
    assert "<p>Sudah jadi: Jembatan <mark>Dibuka</mark>.</p>" in shown(
        reader_client, "/cari/?q=dibuka"
    )


def test_a_list_is_the_same_whether_its_stories_were_made_before_or_not(reader_client, article):
    make_articles(
        {"category": article.category, "lead_photo": make_photo() if number % 2 else None}
        for number in range(24)
    )
    addresses = [
        "/",
        "/berita/",
        "/kategori/politik/",
        article.get_absolute_url(),
        "/cari/?q=dibuka",
    ]
    before = [shown(reader_client, one) for one in addresses]
    Rendered.objects.all().delete()
    make_category("Ekonomi").delete()  # raises the edition
    assert [shown(reader_client, one) for one in addresses] == before


def test_what_other_templates_made_is_made_anew_and_then_kept(reader_client, article):
    Rendered.objects.update(made_by="older", lead="<p>Dari cetakan lama.</p>")
    assert "Dari cetakan lama" not in shown(reader_client)
    assert "Jembatan Dibuka" in shown(reader_client)
    assert rendered.render_missing() == 1
    assert Rendered.objects.get().made_by == rendered.fingerprint()
    assert rendered.render_missing() == 0


def test_rendering_what_is_missing_raises_no_edition(article):
    from articles import edition

    Rendered.objects.all().delete()
    before = edition.current()
    assert rendered.render_missing() == 1
    assert edition.current() == before


CHANGES = {
    "headline": {"headline": "Lain"},
    "address": {"slug": "lain"},
    "section": {"section_name": "Lain"},
    "picture": {"picture": {"id": 1}},
    "kind": {"kind": "opinion"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_past_a_release_deletes_what_was_made(article, change):
    Article.objects.filter(pk=article.pk).update(**change)
    assert not Rendered.objects.exists()


def test_a_change_that_no_list_shows_keeps_what_was_made(article):
    Article.objects.update(body="<p>Lain.</p>")
    assert Rendered.objects.exists()


def test_a_story_taken_away_leaves_nothing_of_what_was_made(article):
    publishing.kill(article, at=article.published_at)
    assert not Rendered.objects.exists()
    assert rendered.render_missing() == 0


def test_a_new_release_and_a_renamed_channel_show_in_lists_at_once(reader_client, article):
    assert "Jembatan Dibuka" in shown(reader_client)
    copy = Draft(headline="Jembatan Ditutup", body="<p>Isi.</p>", category=article.category)
    publishing.release(Material(copy=copy), article, at=article.published_at)
    assert "Jembatan Ditutup" in Rendered.objects.get().row
    category = article.category
    category.name = "Pemerintahan"
    category.save()
    page = shown(reader_client)
    assert "Jembatan Ditutup" in page
    assert "Jembatan Dibuka" not in page
    assert '<p class="over">Pemerintahan</p>' in page.replace("\n", "")


def test_a_page_of_stories_that_are_made_needs_one_query_for_them(reader_client, article):
    make_articles({} for _ in range(22))
    with CaptureQueriesContext(connection) as asked:
        reader_client.get("/berita/")
    about = [q["sql"] for q in asked if "articles_rendered" in q["sql"]]
    assert len(about) == 1


def test_a_position_that_no_list_links_to_is_shown_and_not_kept(reader_client):
    make_articles({} for _ in range(22))
    page = reader_client.get("/berita/").content.decode()
    linked = page.partition("?sebelum=")[2].partition('"')[0]
    at, _, pk = linked.partition("-")
    made_up = f"{int(at) + 1}-{pk}"

    def statements(position):
        with CaptureQueriesContext(connection) as asked:
            assert reader_client.get(f"/berita/?sebelum={position}").status_code == 200
        return len([query for query in asked if "ROLE" not in query["sql"]])

    assert statements(linked) > 1
    assert statements(linked) == 1
    assert statements(made_up) > 1
    assert statements(made_up) > 1


def test_the_reader_role_may_read_what_was_made_and_change_nothing(as_reader, article):
    with as_reader():
        assert Rendered.objects.count() == 1
        with pytest.raises(Exception, match="permission denied"):
            Rendered.objects.all().delete()
