"""A story made from a release says so, until an editor who did not write it says otherwise."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Copy
from articles.structured import kind_of
from moderation.forms import DraftForm
from moderation.history import save_draft
from moderation.models import Draft
from moderation.versions import restore
from tests.factories import make_draft, make_release
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db

WORDS = "Dinas Perhubungan menutup Jalan Anggrek mulai Senin pagi selama tiga hari."
OTHER = "Warga mengeluh karena tidak pernah diberi tahu sebelumnya oleh siapa pun."


@pytest.fixture
def story(reporter):
    """Return a submitted story of which half the sentences stand in its release."""
    release = make_release(reporter, text=f"{WORDS}\n\nDemikian siaran pers ini.")
    return make_draft(
        reporter,
        release=release,
        status="submitted",
        source=release.agency,
        body=f"<p>{WORDS}</p><p>{OTHER}</p>",
    )


def outgrow(client, draft, why="Bicara dengan lima warga.", **sent):
    draft.refresh_from_db()
    place = reverse("admin:moderation_draft_release", args=[draft.pk])
    client.post(place, {"do": "outgrow", "version": draft.version, "why": why, **sent})
    draft.refresh_from_db()
    return draft.kind


def test_a_writer_who_chooses_another_kind_is_told_and_the_kind_stays(desk_client, reporter):
    release = make_release(reporter)
    draft = make_draft(reporter, source="")
    sent = typed(draft, kind="news", release=release.label(), _save="1")
    page = desk_client(reporter).post(address("change", draft), sent, follow=True)
    draft.refresh_from_db()
    assert (draft.kind, draft.release, draft.source) == ("release", release, release.agency)
    assert draft.revisions.latest("number").release == release
    assert [str(m.level_tag) for m in page.context["messages"]] == ["success", "warning"]
    assert f"/meja/rilis/{release.pk}/" in text_of(page)


@pytest.mark.parametrize("text", ["#{pk}", "{pk}", "/meja/rilis/{pk}/", "anggrek dishub"])
def test_a_release_is_named_by_number_address_or_words(reporter, text):
    release = make_release(reporter, agency="Dishub Kota")
    draft = make_draft(reporter)
    form = DraftForm(typed(draft, release=text.format(pk=release.pk)), instance=draft)
    assert form.is_valid()
    assert form.instance.release == release


def test_the_field_offers_releases(desk_client, reporter, coordinator):
    release = make_release(reporter)
    answer = desk_client(reporter).get("/meja/pilih/rilis/", {"q": "angg"}).json()
    assert answer["results"] == [{"id": release.pk, "text": release.label()}]
    assert desk_client(coordinator).get("/meja/pilih/rilis/").status_code == 403


def test_the_database_holds_it_too(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=story.pk).update(kind="news")
    other = make_release(story.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=story.pk).update(kind="news", outgrown=other)


def test_editors_see_the_share_and_the_writer_does_not(desk_client, story, editor, reporter):
    shown = text_of(desk_client(editor).get(address("review", story)))
    assert "50%" in shown
    assert story.release.get_absolute_url() in shown
    shown = text_of(desk_client(reporter).get(address("review", story)))
    assert story.release.get_absolute_url() in shown
    assert "50%" not in shown


def test_an_editor_says_with_a_reason_that_it_became_reporting(
    desk_client, story, editor, other_editor
):
    client = desk_client(editor)
    assert outgrow(client, story, why=" ") == "release"
    assert outgrow(client, story, version=0) == "release"
    assert outgrow(client, story) == "news"
    version = story.revisions.latest("number")
    assert (version.by, version.kind, version.release_id) == (editor, "news", story.release_id)
    comment = story.comments.get()
    assert comment.by == editor
    assert "lima warga" in comment.text
    # Of another release nobody said it.
    story.release = make_release(editor)
    save_draft(story, by=other_editor)
    assert story.kind == "release"


def test_neither_the_writer_nor_a_reporter_says_it(desk_client, story, reporter, editor):
    assert outgrow(desk_client(reporter), story) == "release"
    own = make_draft(editor, release=story.release)
    assert outgrow(desk_client(editor), own) == "release"
    assert not own.comments.exists()


def test_it_is_taken_back(desk_client, story, editor):
    client = desk_client(editor)
    outgrow(client, story)
    place = reverse("admin:moderation_draft_release", args=[story.pk])
    client.post(place, {"do": "release", "version": story.version})
    story.refresh_from_db()
    assert (story.kind, story.outgrown) == ("release", None)


def test_a_version_brought_back_says_again_what_it_is(reporter):
    draft = make_draft(reporter)
    before = draft.revisions.get()
    draft.release = make_release(reporter)
    save_draft(draft, by=reporter)
    after = draft.revisions.latest("number")
    restore(draft, before, by=reporter, version=draft.version)
    assert (draft.kind, draft.release_id) == ("news", None)
    restore(draft, after, by=reporter, version=draft.version)
    assert draft.kind == "release"


def test_a_story_that_was_unlinked_still_shows_editors_what_it_was_linked_to(
    desk_client, reporter, editor
):
    release = make_release(reporter)
    draft = make_draft(reporter, release=release)
    client = desk_client(reporter)
    client.post(address("change", draft), typed(draft, release="", kind="news", _save="1"))
    draft.refresh_from_db()
    assert (draft.release, draft.kind) == (None, "news")
    shown = text_of(desk_client(editor).get(address("review", draft)))
    assert release.get_absolute_url() in shown


def test_readers_are_told_and_machines_are_not_told_of_reportage(reader_client, reporter, editor):
    release = make_release(reporter)
    draft = make_draft(
        reporter, release=release, source=release.agency, status="released", editor=editor
    )
    article = draft.article
    assert article.kind == Copy.Kind.RELEASE
    assert "ReportageNewsArticle" not in kind_of(article)
    page = text_of(reader_client.get(article.get_absolute_url()))
    label = str(Copy.Kind.RELEASE.label)
    for place in (page, text_of(reader_client.get("/berita/"))):
        assert label in place
    assert release.agency in page
    assert "ReportageNewsArticle" not in page
    feed = text_of(reader_client.get("/feed/"))
    assert label in feed
    assert release.agency in feed
