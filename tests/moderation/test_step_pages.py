"""The page of a step: it says what will happen, asks what it needs, keeps what was typed."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape
from django.utils.translation import gettext

from articles.models import Article
from moderation.models import Draft
from moderation.rules import why_not_edit
from moderation.steps import STEPS, Status
from moderation.workflow import take
from tests.factories import make_draft
from tests.moderation.desk import address, save_meanwhile, text_of, typed

pytestmark = pytest.mark.django_db


def test_pressing_a_step_saves_what_was_typed_and_leads_to_its_page(desk_client, reporter):
    draft = make_draft(reporter)
    data = typed(draft, headline="Diketik Terakhir", _step="submit")
    response = desk_client(reporter).post(address("change", draft), data)
    assert response.url == address("step", draft, "submit")
    draft.refresh_from_db()
    assert (draft.headline, draft.status) == ("Diketik Terakhir", Status.DRAFT)


def test_pressing_a_step_with_a_mistake_in_the_form_brings_the_form_back(desk_client, reporter):
    draft = make_draft(reporter)
    data = typed(draft, category="Tidak Ada", headline="Diketik", _step="submit")
    response = desk_client(reporter).post(address("change", draft), data)
    assert response.status_code == 200
    assert "Diketik" in text_of(response)


def test_the_page_of_a_step_changes_nothing_by_being_read(desk_client, reporter):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    for name in STEPS:
        assert client.get(address("step", draft, name)).status_code == 200
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert not draft.transitions.exists()


def test_a_story_that_lacks_something_says_what_before_it_is_submitted(desk_client, reporter):
    draft = make_draft(reporter, category=None)
    client = desk_client(reporter)
    page = client.get(address("step", draft, "submit"))
    assert len(page.context["problems"]) == 1
    response = client.post(address("step", draft, "submit"), {"version": 1, "note": "Tolong cek"})
    assert response.status_code == 409
    assert "Tolong cek" in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_story_goes_from_its_writer_over_a_return_to_its_readers(desk_client, reporter, editor):
    draft = make_draft(reporter)
    writer, desk = desk_client(reporter), desk_client(editor)

    def press(client: Client, name: str, **data: Any) -> Any:
        return client.post(address("step", draft, name), {"version": 1, **data})

    assert press(writer, "submit", note="Siap").status_code == 302
    assert press(desk, "return").status_code == 409, "a return needs its reason"
    assert press(desk, "return", note="Cek angka").status_code == 302
    assert press(writer, "submit").status_code == 302
    assert press(desk, "release").status_code == 302
    draft.refresh_from_db()
    assert draft.status == Status.RELEASED
    assert Article.objects.get().headline == draft.headline


def test_a_step_on_words_that_changed_meanwhile_is_refused_and_keeps_the_note(
    desk_client, reporter, editor, other_editor
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    save_meanwhile(draft, desk_client(other_editor), headline="Judul Baru")
    client = desk_client(editor)
    data = {"version": 1, "note": "Bagus sekali"}
    response = client.post(address("step", draft, "release"), data)
    assert response.status_code == 409
    assert "Bagus sekali" in text_of(response)
    assert "Judul Baru" in text_of(response), "the page shows what it is about now"
    assert str(other_editor) in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert response.context["form"]["version"].value() == 2, "read again, it can be pressed again"


@pytest.mark.parametrize(("day", "minute"), [("2031-05-14", "19:25"), ("14/5/2031", "19.25")])
def test_a_minute_is_read_in_wib_in_the_forms_people_write(
    desk_client, reporter, editor, time_machine_at, day, minute
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    data = {"version": 1, "day": day, "minute": minute}
    response = desk_client(editor).post(address("step", draft, "schedule"), data)
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.scheduled_for.isoformat() == "2031-05-14T12:25:00+00:00"


@pytest.fixture
def time_machine_at():
    with time_machine.travel("2031-05-14T01:00:00+00:00", tick=True):
        yield


@pytest.mark.parametrize(
    "bad", [{}, {"day": "besok", "minute": "19.25"}, {"day": "2020-01-01", "minute": "07:00"}]
)
def test_a_minute_that_is_none_or_past_is_refused(desk_client, reporter, editor, bad):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(editor).post(address("step", draft, "schedule"), {"version": 1, **bad})
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


def test_a_new_version_says_what_it_is_and_a_correction_what_was_wrong(
    desk_client, reporter, editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    writer, desk = desk_client(reporter), desk_client(editor)
    writer.post(address("step", draft, "reopen"), {"version": 1})
    writer.post(address("step", draft, "submit"), {"version": 1})
    url = address("step", draft, "release")
    assert desk.post(url, {"version": 1}).status_code == 409
    assert desk.post(url, {"version": 1, "change": "correction"}).status_code == 409
    told = {"change": "correction", "severity": "fact", "statement": "Angka yang benar 12."}
    assert desk.post(url, {"version": 1, **told}).status_code == 302
    assert Article.objects.get().corrections.get().text == "Angka yang benar 12."


def test_a_withdrawal_takes_a_ground_of_the_closed_list_and_a_statement(
    desk_client, reporter, editor, managing_editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    told = {"version": 1, "note": "Permintaan keluarga.", "statement": "Melindungi anak."}
    for person, step in [(editor, "ask_withdrawal"), (managing_editor, "withdraw")]:
        client, url = desk_client(person), address("step", draft, step)
        assert client.post(url, told | {"reason": "because"}).status_code == 409
        assert client.post(url, told | {"reason": "child", "statement": ""}).status_code == 409
        assert not Article.objects.get().is_withdrawn
        assert client.post(url, told | {"reason": "child"}).status_code == 302
    assert Article.objects.get().is_withdrawn


def test_who_decides_on_a_withdrawal_reads_what_was_asked_for(
    desk_client, reporter, editor, managing_editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    told = {"note": "Permintaan keluarga.", "statement": "Demi anak.", "reason": "child"}
    desk_client(editor).post(address("step", draft, "ask_withdrawal"), {"version": 1, **told})
    page = desk_client(managing_editor).get(address("step", draft, "withdraw"))
    assert page.context["form"]["statement"].value() == "Demi anak."
    assert page.context["form"]["reason"].value() == "child"


def test_who_may_not_release_reads_who_can(desk_client, reporter, editor, other_editor):
    draft = make_draft(editor, status=Status.SUBMITTED)
    page = text_of(desk_client(editor).get(address("step", draft, "release")))
    assert str(other_editor) in page
    assert f'action="{address("step", draft, "release")}"' not in page


def test_a_release_says_where_readers_find_the_story(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.SUBMITTED, headline="Angka <b>12</b>")
    url = address("step", draft, "release")
    page = text_of(desk_client(editor).post(url, {"version": 1}, follow=True))
    link = f'<a href="{Article.objects.get().get_absolute_url()}">'
    assert "“Angka &lt;b&gt;12&lt;/b&gt;”" in page
    told = page.index('class="messagelist"')
    assert link in page[told : page.index("</ul>", told)]


def test_who_submitted_a_story_reads_first_that_it_waits(desk_client, reporter):
    draft = make_draft(reporter)
    url = address("step", draft, "submit")
    page = text_of(desk_client(reporter).post(url, {"version": 1}, follow=True))
    note = page[page.index('<div class="note">') :]
    waiting, reason = gettext("Waiting for an editor"), why_not_edit(draft_now(draft), reporter)
    assert 0 < note.index(f"<strong>{waiting}</strong>") < note.index(escape(reason))


def draft_now(draft: Draft) -> Draft:
    draft.refresh_from_db()
    return draft


def test_what_is_missing_is_said_at_its_field(desk_client, reporter, editor, managing_editor):
    returned = make_draft(reporter, status=Status.SUBMITTED)
    again = make_draft(reporter, status=Status.RELEASED, editor=editor)
    take("reopen", again, by=reporter, version=again.version)
    take("submit", again, by=reporter, version=again.version)
    live = make_draft(reporter, status=Status.RELEASED, editor=editor)
    past = {"day": "2020-01-01", "minute": "07:00"}
    far = {"day": "2099-01-01", "minute": "07:00"}
    for who, draft, step, typed_in, fields in (
        (editor, returned, "return", {"note": " "}, {"note"}),
        (editor, returned, "schedule", {}, {"day", "minute"}),
        (editor, returned, "schedule", past, {"minute"}),
        (editor, returned, "schedule", far, {"minute"}),
        (editor, again, "release", {}, {"change"}),
        (editor, again, "release", {"change": "correction"}, {"statement"}),
        (managing_editor, live, "ask_withdrawal", {}, {"reason", "statement", "note"}),
    ):
        url = address("step", draft, step)
        response = desk_client(who).post(url, {"version": 1} | typed_in)
        assert response.context["form"].errors.keys() == fields, step
        assert 'class="errorlist nonfield"' not in text_of(response)


def test_a_refusal_that_is_about_no_field_stands_above_them(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(editor).post(
        address("step", draft, "return"), {"version": 1, "note": "x"}
    )
    assert response.status_code == 302
    response = desk_client(editor).post(
        address("step", draft, "return"), {"version": 1, "note": "x"}
    )
    assert response.context["form"].errors.keys() == {"__all__"}


def test_only_who_may_release_is_told_that_they_cannot_release_what_they_submit(
    desk_client, reporter, editor, other_editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    said = escape(
        gettext("Whoever submits the new version cannot release it: then another editor has to.")
    )
    pages = {
        who: text_of(desk_client(who).get(address("step", draft, "reopen")))
        for who in (editor, reporter)
    }
    assert said in pages[editor]
    assert said not in pages[reporter]
