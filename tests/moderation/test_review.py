"""The review page: the story, what changed, what is open, and the decision, on one screen."""

import pytest

from articles.models import Article
from moderation import comments, review, workflow
from moderation.history import save_draft
from moderation.models import Reading
from moderation.review import Against
from moderation.rules import Situation
from moderation.steps import Status
from tests.factories import make_author, make_draft, make_photo
from tests.moderation.desk import address, text_of

pytestmark = pytest.mark.django_db

# Two more than the budget: the test client itself takes the role of the desk and gives it back.
MOST_QUERIES = 32
BODY = "<p>Wali kota membuka jembatan pada Rabu pagi.</p><p>Biaya Rp13 miliar.</p>"


@pytest.fixture
def draft(reporter):
    return make_draft(reporter, status=Status.SUBMITTED, body=BODY)


def rewrite(draft, by, old="Rabu", new="Kamis"):
    draft.body = draft.body.replace(old, new)
    save_draft(draft, by=by)


def look(client, draft, **query):
    return text_of(client.get(address("review", draft), query))


def tab(draft, person, against):
    return next(one for one in review.tabs(Situation(draft, person)) if one.against == against)


# --- One screen ---------------------------------------------------------------------------------


def test_everything_a_decision_needs_is_on_one_page(desk_client, reporter, editor):
    photo = make_photo(alt="Jembatan dari udara", credit="Kabar/Rina")
    draft = make_draft(
        reporter, status=Status.SUBMITTED, body=BODY, lead_photo=photo, source="Humas"
    )
    comments.add(draft, by=editor, text="Angkanya dari mana?", quote="Rp13 miliar")
    page = look(desk_client(editor), draft)
    for words in (
        draft.headline, "Wali kota membuka", "Humas", "Jembatan dari udara", "Kabar/Rina",
        "Angkanya dari mana?", "checklist", "langkah-release", "langkah-return", "langkah-schedule",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("status", Status)
def test_the_page_answers_in_every_status_and_keeps_its_budget(
    desk_client, reporter, editor, other_editor, django_assert_max_num_queries, status
):
    photo = make_photo()
    codes = [make_author(f"Nama {n}", f"nm{n}") for n in range(5)]
    draft = make_draft(
        reporter, status=status, editor=editor, lead_photo=photo,
        credits=[{"author": author.pk, "role": "reporter"} for author in codes],
        body=f'{BODY}<figure data-photo="{photo.pk}"></figure>',
    )  # fmt: skip
    comments.add(draft, by=other_editor, text="@rina cek", quote="Wali kota")
    for person in (editor, reporter):
        client = desk_client(person)
        for way in Against:
            with django_assert_max_num_queries(MOST_QUERIES, info=f"{person} {way}"):
                response = client.get(address("review", draft), {"lihat": way})
            assert response.status_code == 200


def test_whoever_may_not_read_the_story_does_not_find_the_page(
    desk_client, draft, other_reporter, sysadmin
):
    for person in (other_reporter, sysadmin):
        client = desk_client(person)
        assert client.get(address("review", draft)).status_code == 404
        sent = {"step": "release", "version": draft.version}
        assert client.post(address("review", draft), sent).status_code == 404


def test_lists_lead_to_the_review_of_what_is_judged_and_the_form_of_what_is_written(
    reporter, editor
):
    written = make_draft(reporter)
    assert written.desk_address == address("change", written)
    waiting = make_draft(reporter, status=Status.SUBMITTED)
    assert waiting.desk_address == address("review", waiting)


# --- What changed -------------------------------------------------------------------------------


def test_an_editors_rewrite_is_shown_as_a_change_since_the_submission(
    desk_client, draft, editor, other_editor
):
    rewrite(draft, other_editor)
    client = desk_client(editor)
    assert str(other_editor) in look(client, draft)
    page = look(client, draft, lihat="diajukan")
    assert "Rabu</del>" in page
    assert "Kamis</ins>" in page


def test_a_new_version_is_compared_with_what_readers_see(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor, body=BODY)
    client = desk_client(reporter)
    client.post(address("step", draft, "reopen"), {"version": draft.version})
    draft.refresh_from_db()
    draft.headline = "Jembatan Baru Ditutup"
    rewrite(draft, reporter)
    page = look(desk_client(editor), draft, lihat="tayang")
    assert "Kamis</ins>" in page
    assert "Ditutup</ins>" in page


def test_my_last_review_is_the_newest_older_version_i_decided_on_spoke_about_or_opened(
    desk_client, draft, editor, other_editor, reporter
):
    assert review.last_seen(draft, editor) is None
    client = desk_client(editor)
    client.get(address("review", draft))
    assert review.last_seen(draft, editor) is None, "the version one sees now is no older one"
    rewrite(draft, other_editor)
    assert review.last_seen(draft, editor) == 1
    comments.add(draft, by=editor, text="Cek.")
    rewrite(draft, other_editor, "pagi", "siang")
    assert review.last_seen(draft, editor) == 2
    assert tab(draft, editor, Against.MINE).number == 2
    assert "siang</ins>" in look(client, draft, lihat="saya")
    assert "Kamis</ins>" not in look(client, draft, lihat="saya")


def test_a_step_counts_as_a_review(draft, editor, reporter):
    details = workflow.Details(note="Sebutkan sumbernya.")
    workflow.take("return", draft, by=editor, version=1, details=details)
    rewrite(draft, reporter)
    assert review.last_seen(draft, editor) == 1


def test_writers_leave_no_trace_of_reading_their_own_story(desk_client, draft, reporter, editor):
    desk_client(reporter).get(address("review", draft))
    assert not Reading.objects.exists()
    for _ in range(2):
        desk_client(editor).get(address("review", draft))
    assert Reading.objects.get().person == editor


def test_any_version_can_be_compared_with_and_an_odd_one_is_no_error(desk_client, draft, editor):
    rewrite(draft, editor)
    client = desk_client(editor)
    assert "Kamis</ins>" in look(client, draft, lihat="versi", dari="1")
    for odd in ("99", "-1", "x", "1'"):
        query = {"lihat": "versi", "dari": odd}
        assert client.get(address("review", draft), query).status_code == 200
    assert client.get(address("review", draft), {"lihat": "entah"}).status_code == 200


# --- Deciding -----------------------------------------------------------------------------------


def test_a_story_is_returned_from_the_page_with_a_note(desk_client, draft, editor):
    sent = {"step": "return", "version": draft.version, "note": "Sebutkan sumber angkanya."}
    response = desk_client(editor).post(address("review", draft), sent)
    draft.refresh_from_db()
    assert response.url == address("review", draft)
    assert draft.status == Status.RETURNED
    assert draft.transitions.latest("id").note == "Sebutkan sumber angkanya."


def test_a_forgotten_note_is_asked_for_on_the_same_page(desk_client, draft, editor):
    client = desk_client(editor)
    response = client.post(address("review", draft), {"step": "return", "version": draft.version})
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (409, Status.SUBMITTED)
    assert '<details class="decision" id="langkah-return" name="langkah" open>' in text_of(response)
    assert "Wali kota membuka" in text_of(response)


def test_what_was_typed_for_a_step_that_is_gone_is_still_there(
    desk_client, draft, editor, other_editor
):
    client = desk_client(other_editor)
    client.post(address("review", draft), {"step": "release", "version": draft.version})
    late = {"step": "return", "version": draft.version, "note": "Catatan panjang saya."}
    response = desk_client(editor).post(address("review", draft), late)
    page = text_of(response)
    assert response.status_code == 409
    assert "Catatan panjang saya." in page
    assert draft.transitions.latest("id").step == "release"


def test_a_decision_on_words_nobody_saw_is_refused(desk_client, draft, editor, other_editor):
    rewrite(draft, other_editor)
    sent = {"step": "release", "version": 1}
    response = desk_client(editor).post(address("review", draft), sent)
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (409, Status.SUBMITTED)
    assert str(other_editor) in text_of(response)
    assert not Article.objects.exists()


def test_who_may_not_release_reads_why_and_who_can(desk_client, editor, other_editor, chief):
    own = make_draft(editor, status=Status.SUBMITTED)
    response = desk_client(editor).get(address("review", own))
    (refusal,) = response.context["refusals"]
    assert refusal.step.name == "release"
    assert refusal.who_can == [other_editor, chief]
    assert f"{other_editor}, {chief}" in text_of(response)
    assert 'id="langkah-release"' not in text_of(response)


def test_an_unknown_step_is_not_found(desk_client, draft, editor):
    for name in ("", "hapus"):
        sent = {"step": name, "version": draft.version}
        assert desk_client(editor).post(address("review", draft), sent).status_code == 404


def test_whoever_opens_a_new_version_goes_on_to_its_form(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor, body=BODY)
    sent = {"step": "reopen", "version": draft.version}
    response = desk_client(reporter).post(address("review", draft), sent)
    assert response.url == draft.get_absolute_url()
