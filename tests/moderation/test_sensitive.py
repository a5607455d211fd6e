"""What stories about suicide, children and victims ask of the writer, and what readers get."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext

from articles import popular, shares
from articles.models import Article, Page
from moderation import sensitive, workflow
from moderation.advice import advice
from moderation.history import save_draft
from moderation.models import Draft, Revision
from moderation.record import broken_links
from moderation.steps import Status
from moderation.versions import compare, restore
from tests.factories import make_article, make_draft, make_photo
from tests.moderation.desk import address, save_meanwhile, text_of, typed

pytestmark = pytest.mark.django_db

ASSURED = [question.key for question in sensitive.asked(["child"])]
TICKED = {"flags-child": "on", **{f"assured-{key}": "on" for key in ASSURED}}


def test_a_flagged_story_is_submitted_once_its_writer_has_answered_every_question(
    client_of, reporter
):
    draft = make_draft(reporter, flags=["child"])
    client = client_of("reporter")
    response = client.post(address("change", draft), typed(draft, **{"flags-child": "on"}))
    draft.refresh_from_db()
    with pytest.raises(workflow.Refused, match=re.escape(str(sensitive.asked(["child"])[0].text))):
        workflow.take("submit", draft, by=reporter, version=draft.version)
    response = client.post(address("change", draft), typed(draft, **TICKED, _submit=1), follow=True)
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED, text_of(response)
    assert (draft.flags, draft.assured) == (["child"], ASSURED)


def test_an_editor_sees_what_was_assured_and_what_a_flag_set_later_still_asks(
    client_of, reporter, editor
):
    draft = make_draft(reporter, flags=["child"], assured=ASSURED, status="submitted")
    client = client_of("editor")
    page = text_of(client.get(address("review", draft)))
    assert all(str(question.text) in page for question in sensitive.asked(["child"]))
    client.post(address("change", draft), typed(draft, **TICKED, **{"flags-victim": "on"}))
    draft.refresh_from_db()
    assert draft.flags == ["child", "victim"]
    with pytest.raises(workflow.Refused, match=re.escape(str(sensitive.unanswered(draft)[0].text))):
        workflow.take("release", draft, by=editor, version=draft.version)


def test_answers_go_with_the_flag_that_asked_for_them(client_of, reporter):
    draft = make_draft(reporter, flags=["child"], assured=ASSURED)
    answers = {name: "on" for name in TICKED if name.startswith("assured")}
    client_of("reporter").post(address("change", draft), typed(draft, **answers))
    draft.refresh_from_db()
    assert (draft.flags, draft.assured) == ([], [])


def test_boxes_that_nobody_knows_are_not_kept(client_of, reporter):
    draft = make_draft(reporter)
    sent = typed(draft, headline="Baru", **{"flags-war": "on", "flags": "war", "assured-x": "on"})
    client_of("reporter").post(address("change", draft), sent)
    draft.refresh_from_db()
    assert (draft.headline, draft.flags, draft.assured) == ("Baru", [], [])


def test_two_who_flag_at_once_lose_neither_flag(client_of, reporter, editor):
    draft = make_draft(reporter)
    save_meanwhile(draft, client_of("editor"), **{"flags-suicide": "on"})
    client = client_of("reporter")
    sent = typed(draft, **{"flags-child": "on"})
    page = text_of(client.post(address("change", draft), sent))
    assert str(sensitive.Flag.SUICIDE.label) in page
    over = Draft.objects.get(pk=draft.pk).version
    client.post(address("change", draft), {**sent, "_merge": "save", "_over": over})
    draft.refresh_from_db()
    assert set(draft.flags) == {"suicide", "child"}


def test_flags_go_through_versions_comparison_and_the_chain(reporter):
    draft = make_draft(reporter, flags=["suicide"], assured=["suicide-how"])
    first = draft.revisions.get()
    second = restore(
        draft, Revision(draft=draft, number=0, headline="Lain"), by=reporter, version=1
    )
    changes = " ".join(str(change.html) for change in compare(first, second).fields)
    assert sensitive.labels(["suicide"]) in changes
    assert sensitive.labels(["suicide-how"]) in changes
    assert not broken_links()


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("Seorang warga ditemukan gantung diri.", "suicide"),
        ("Polisi menyebut korban seorang siswi sekolah menengah.", "child"),
        ("Perkara itu menyangkut anak yang berhadapan dengan hukum.", "child"),
        ("Ia didakwa melakukan pencabulan.", "victim"),
        ("Anak-anak menari di alun-alun kota.", ""),
        ("Polisi mengatur lalu lintas. Anak sekolah libur.", ""),
    ],
)
def test_telltale_words_advise_a_flag_until_it_is_set(reporter, words, flag):
    draft = Draft(owner=reporter, headline="Peristiwa kemarin", body=f"<p>{words}</p>")
    assert [one.value for one, _words in sensitive.suggested(draft)] == ([flag] if flag else [])
    assert len(sensitive.suggestions(draft)) == bool(flag)
    assert set(sensitive.suggestions(draft)) <= set(advice(draft))
    draft.flags = [flag]
    assert not sensitive.suggested(draft)


# --- What readers get -----------------------------------------------------------------------------


def released(reporter: Any, editor: Any, flag: str, **words: Any) -> Article:
    assured = [question.key for question in sensitive.asked([flag])]
    draft = make_draft(
        reporter, flags=[flag], assured=assured, status="released", editor=editor, **words
    )
    return draft.article


def test_a_story_about_suicide_says_where_to_find_help(reporter, editor, reader_client: Client):
    story = released(reporter, editor, "suicide")
    assert "119" in text_of(reader_client.get(story.get_absolute_url()))
    other = released(reporter, editor, "child")
    assert "119" not in text_of(reader_client.get(other.get_absolute_url()))


def test_where_to_find_help_goes_with_the_text_wherever_that_goes(reporter, editor, reader_client):
    Page.objects.create(
        title="Kontak kota", slug="bantuan", body='<p>Posko di <a href="/kontak/">kota</a>.</p>'
    )
    story = released(reporter, editor, "suicide")
    address = f"/api/berita/{story.pk}/"
    for path in ("/feed/", "/feed/atom/", "/feed/json/", address):
        text = text_of(reader_client.get(path))
        assert "Kontak kota" in text, path
        assert f"{shares.settings.SITE_URL}/kontak/" in text, path
    Page.objects.all().update(body="<p>Posko pindah.</p>")
    assert "Posko pindah." in reader_client.get(address).json()["body_html"]
    other = released(reporter, editor, "child")
    assert "Posko" not in text_of(reader_client.get(f"/api/berita/{other.pk}/"))


def test_the_operator_writes_the_help_and_pages_made_before_follow(
    reporter, editor, reader_client: Client
):
    story = released(reporter, editor, "suicide")
    assert "Kontak kota" not in text_of(reader_client.get(story.get_absolute_url()))
    Page.objects.create(title="Kontak kota", slug="bantuan", body="<p>Posko di balai kota.</p>")
    page = text_of(reader_client.get(story.get_absolute_url()))
    assert "Kontak kota" in page
    assert "Posko di balai kota." in page


@pytest.mark.parametrize("flag", Article.Flag.values)
def test_what_is_flagged_is_never_listed_as_read_most(reporter, editor, flag):
    story, other = released(reporter, editor, flag), make_article()
    assert set(popular._may_stand()) == {other}
    assert story not in popular._may_stand()


@pytest.mark.parametrize(
    ("flag", "shows"), [("suicide", True), ("child", False), ("victim", False)]
)
def test_a_link_to_a_child_or_a_victim_shows_no_photo_anywhere(
    reporter, editor, reader_client: Client, flag, shows
):
    story = released(reporter, editor, flag, lead_photo=make_photo(reporter))
    shares.make(story.pk)
    story.refresh_from_db()
    assert bool(story.share_pictures) is shows
    head = text_of(reader_client.get(story.get_absolute_url())).partition("</head>")[0]
    assert (story.picture["src"] in head) is shows
    assert ("/bagikan.jpg" in head) is not shows
    told = reader_client.get("/oembed/", {"url": f"{shares.settings.SITE_URL}/berita/{story.pk}/"})
    assert ("thumbnail_url" in told.json()) is shows


@pytest.mark.parametrize(
    ("flag", "shows"), [("suicide", True), ("child", False), ("victim", False)]
)
def test_feeds_and_the_api_say_what_is_flagged_and_leave_its_pictures_out(
    reporter, editor, reader_client: Client, flag, shows
):
    lead, inside = make_photo(reporter), make_photo(reporter)
    body = f'<p>Teks berita.</p><figure data-photo="{inside.pk}"></figure>'
    story = released(reporter, editor, flag, lead_photo=lead, body=body)
    files = [story.picture["src"], *(card["src"] for card in story.body_pictures.values())]
    assert len(set(files)) == 2
    feeds = ("/feed/", "/feed/atom/", "/feed/json/", f"/feed/kategori/{story.section_path}/")
    for path in (*feeds, "/api/berita/", f"/api/berita/{story.pk}/"):
        text = text_of(reader_client.get(path))
        is_whole = path != "/api/berita/"
        assert (files[0] in text) is shows, path
        assert (files[1] in text) is (shows and is_whole), path
        assert ("Teks berita." in text) is is_whole, path
    assert reader_client.get("/api/berita/").json()["items"][0]["flags"] == [flag]
    assert reader_client.get(f"/api/berita/{story.pk}/").json()["flags"] == [flag]


def test_a_flagged_story_of_pictures_alone_is_not_empty_elsewhere(reporter, reader_client):
    photo = make_photo(reporter)
    make_article(flags=["child"], standfirst="", body=f'<figure data-photo="{photo.pk}"></figure>')
    (item,) = reader_client.get("/feed/json/").json()["items"]
    said = gettext("The pictures of this story are shown on its own page only.")
    assert item["content_html"] == f"<p>{said}</p>"


def test_flagging_a_released_story_takes_its_photo_off_the_link(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor, lead_photo=make_photo(reporter))
    shares.make(draft.article_id)
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    draft.flags, draft.assured = ["child"], ASSURED
    save_draft(draft, by=reporter)
    workflow.take("submit", draft, by=reporter, version=draft.version)
    details = workflow.Details(change="fix")
    workflow.take("release", draft, by=editor, version=draft.version, details=details)
    assert Article.objects.get(pk=draft.article_id).share_pictures == {}


def test_a_withdrawn_story_does_not_say_what_it_touched(reporter, editor):
    story = released(reporter, editor, "victim")
    draft = story.draft
    workflow.take("kill", draft, by=editor, version=draft.version)
    story.refresh_from_db()
    assert story.flags == []
