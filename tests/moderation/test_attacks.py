"""Attacks on what was built beside the workflow: the record of events, links for guests, typing."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation import autosaves, comments, links, rules, workflow
from moderation.history import save_draft
from moderation.models import Draft, Event
from moderation.record import erase
from moderation.step_forms import StepForm
from moderation.steps import STEPS, Status
from tests.conftest import role
from tests.factories import make_category, make_desk, make_draft, make_plan

pytestmark = pytest.mark.django_db


# --- The record of events -----------------------------------------------------------------------


@pytest.mark.parametrize("login", ["reader", "desk"])
@pytest.mark.parametrize("function", ["record_event('except', '')", "count_letters()"])
def test_no_login_puts_what_runs_as_the_owner_on_a_table_of_its_own(login, function):
    forged = f"""
        CREATE TEMP TABLE accounts_user (id bigint, username text);
        CREATE TRIGGER forged AFTER INSERT ON accounts_user
            FOR EACH ROW EXECUTE FUNCTION {function};
        INSERT INTO accounts_user VALUES (1, 'dibuat-buat');
    """
    refused = pytest.raises(DatabaseError, match="permission denied for function")
    with role(login), refused, transaction.atomic():
        connection.cursor().execute(forged)
    assert not Event.objects.filter(after__username="dibuat-buat").exists()


def test_words_that_the_law_erased_stand_in_no_comment_no_typing_and_no_event(reporter, editor):
    draft = make_draft(reporter, body="<p>Anak itu bernama Sari.</p>")
    comment = comments.add(
        draft, by=editor, text="Hapus.", quote="bernama Sari", context="Anak itu"
    )
    comments.resolve(comment, by=reporter)
    fields = {"body": ["<p>Anak itu bernama Sari.</p>"], "version": ["1"]}
    autosaves.keep(draft, editor, autosaves.read({"page": "halaman-1", "fields": fields}))
    draft.body = "<p>Anak itu tidak disebut.</p>"
    save_draft(draft, by=reporter)
    fields = {"headline": ["Judul baru"], "version": ["2"]}
    autosaves.keep(draft, reporter, autosaves.read({"page": "halaman-2", "fields": fields}))
    order = {"reason": "Putusan 12/2026", "ordered_by": "PN Tirtamaya", "using": "default"}
    erase(draft.revisions.get(number=1), **order)
    comment.refresh_from_db()
    assert (comment.quote, comment.context, comment.text) == ("", "", "Hapus.")
    assert [row.person for row in draft.autosaves.all()] == [reporter]
    told = Event.objects.filter(table="moderation_comment")
    assert told.exists()
    assert "Sari" not in str(list(told.values("before", "after")))


# --- Links for guests ---------------------------------------------------------------------------


def opened(draft: Draft, by: User) -> str:
    _, secret = links.make(draft, guest="Budi", hours=24, by=by)
    return reverse("guest-preview", args=[secret])


def test_a_link_dies_when_its_editor_may_not_read_the_story_any_more(
    reporter, editor, other_editor
):
    politics = make_category("Politik")
    make_desk("Desk Politik", [politics], [other_editor])
    draft = make_draft(reporter, category=politics, headline="Nama Saksi")
    strangers, own = opened(draft, editor), opened(draft, other_editor)
    assert "Nama Saksi" in Client().get(strangers).content.decode()
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    assert Client().get(strangers).status_code == 404
    assert Client().get(own).status_code == 200


def test_a_link_dies_when_its_writer_has_no_role_any_more(reporter):
    address = opened(make_draft(reporter), reporter)
    assert Client().get(address).status_code == 200
    reporter.groups.clear()
    assert Client().get(address).status_code == 404


# --- Typing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["1" * 5000, "[" * 5000, '"\\ud800"', "NaN", "\xff", "{}", "[]"])
def test_what_is_no_typing_is_refused_and_breaks_nothing(desk_client, reporter, body):
    address = reverse("admin:moderation_draft_autosave", args=[make_draft(reporter).pk])
    response = desk_client(reporter).post(address, body, content_type="application/json")
    assert response.status_code == 400


def test_a_form_is_no_typing(desk_client, reporter):
    address = reverse("admin:moderation_draft_autosave", args=[make_draft(reporter).pk])
    assert desk_client(reporter).post(address, {"page": "halaman-1"}).status_code == 400


def test_nobody_reads_or_writes_typing_of_a_story_they_do_not_see(
    desk_client, reporter, other_reporter
):
    draft = make_draft(reporter)
    client = desk_client(other_reporter)
    sent = {
        "page": "halaman-1",
        "person": reporter.pk,
        "fields": {"headline": ["X"], "version": ["1"]},
    }
    for name in ("autosave", "presence", "people", "comments"):
        address = reverse(f"admin:moderation_draft_{name}", args=[draft.pk])
        assert client.get(address).status_code in {404, 405}
        assert client.post(address, json.dumps(sent), "application/json").status_code in {404, 405}
    assert not draft.autosaves.exists()


# --- What was killed ----------------------------------------------------------------------------


def test_a_story_brought_back_is_released_by_the_very_form_that_the_desk_shows(
    reporter, editor, managing_editor
):
    draft = make_draft(reporter, status=Status.KILLED, editor=editor)
    details = workflow.Details(note="Salah orang.")
    workflow.take("reinstate", draft, by=managing_editor, version=draft.version, details=details)
    workflow.take("submit", draft, by=reporter, version=draft.version)
    form = StepForm({"version": draft.version}, step=STEPS["release"], draft=draft)
    assert form.is_valid()
    workflow.take("release", draft, by=editor, version=draft.version, details=form.details())
    assert draft.is_live


# --- Desks --------------------------------------------------------------------------------------


@pytest.fixture
def closed(reporter, editor, other_editor):
    """Return a function that makes a story of a desk that `editor` does not belong to."""
    politics = make_category("Politik")
    make_desk("Desk Politik", [politics], [other_editor])

    def make(status: str, **columns) -> Draft:
        now = columns.pop("now", None)
        draft = make_draft(
            reporter,
            status=status,
            editor=other_editor,
            category=make_category("Pilkada", politics),
            headline=SECRET,
            now=now,
        )
        Draft.objects.filter(pk=draft.pk).update(**columns)
        draft.refresh_from_db()
        return draft

    return make


SECRET = "Kesaksian Warga Kelurahan Sepi"
IN_CHANNEL = [
    (step.name, status)
    for step in STEPS.values()
    if step.in_channel and not step.answers
    for status in sorted(step.sources)
]


@pytest.mark.parametrize(("name", "status"), IN_CHANNEL)
def test_no_door_lets_an_editor_decide_on_a_story_of_another_desk(
    closed, editor, desk_client, name, status
):
    draft = closed(status)
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {
        "version": draft.version,
        "note": "Catatan.",
        "change": "fix",
        "day": tomorrow.isoformat(),
        "minute": "10:00",
        "gap": "5",
        "naskah": f"{draft.pk}:{draft.version}",
        "_do": "1",
        "step": name,
    }
    client = desk_client(editor)
    client.post(reverse("admin:moderation_draft_step", args=[draft.pk, name]), sent)
    client.post(reverse("admin:moderation_draft_review", args=[draft.pk]), sent)
    client.post(reverse("admin:desk_bulk", args=[name]), sent)
    assert Draft.objects.get(pk=draft.pk).status == status
    assert not draft.transitions.filter(by=editor).exists()


LISTS = [
    "admin:index",
    "admin:desk_queue",
    "admin:desk_overview",
    "admin:desk_scheduled",
    "admin:desk_week",
    "admin:desk_overdue",
    "admin:desk_stale",
    "admin:desk_people",
    "admin:moderation_draft_changelist",
    "admin:moderation_draft_add",
    "plans",
    "plan-week",
    "plan-budget",
    "cases",
    "notices",
    "desk-front",
    "desk-record",
    "desk-record-csv",
    "desk-tour",
]


def test_no_list_names_a_restricted_story_to_an_editor_of_another_desk(
    closed, reporter, editor, other_editor, desk_client
):
    late = {"is_restricted": True, "due_at": timezone.now() - timedelta(minutes=5)}
    drafts = [
        closed(status, **late)
        for status in ("draft", "returned", "submitted", "scheduled", "spiked")
    ]
    for draft in drafts:
        plan = make_plan(reporter, reporter=reporter, what="Liputan")
        type(plan).objects.filter(pk=plan.pk).update(draft=draft)
    stranger, own = desk_client(editor), desk_client(other_editor)
    told = ""
    for name in LISTS:
        page = stranger.get(reverse(name), follow=True)
        assert SECRET not in page.content.decode(), name
        told += own.get(reverse(name), follow=True).content.decode()
    # Somebody else is told of each.
    assert SECRET in told
    assert [draft.pk for draft in drafts if f"/draft/{draft.pk}/" not in told] == []
    for draft in drafts:
        asked = {"q": "Kesaksian", "naskah": draft.pk, "kanal": "politik", "orang": reporter.pk}
        for address in (
            reverse("admin:moderation_draft_changelist"),
            reverse("admin:desk_overview"),
            reverse("desk-choices", args=["berita"]),
            reverse("admin:desk_bulk", args=["kategori"]),
        ):
            assert SECRET not in stranger.get(address, asked, follow=True).content.decode()


@pytest.mark.parametrize("page", ["change", "review", "preview", "history", "compare", "comments"])
def test_no_page_of_a_restricted_story_opens_to_an_editor_of_another_desk(
    closed, editor, other_editor, desk_client, page
):
    draft = closed("submitted", is_restricted=True)
    address = reverse(f"admin:moderation_draft_{page}", args=[draft.pk])
    assert desk_client(editor).get(address).status_code == 404
    assert desk_client(other_editor).get(address).status_code == 200


@pytest.mark.parametrize("action", ["kategori", "tag", "serah-terima", "unschedule", "spike"])
def test_no_bulk_step_reaches_a_restricted_story_of_another_desk(
    closed, editor, desk_client, action
):
    draft = closed("draft", is_restricted=True)
    before = Draft.objects.filter(pk=draft.pk).values().get()
    sent = {
        "naskah": f"{draft.pk}:{draft.version}",
        "_do": "1",
        "owner": editor.pk,
        "category": "Pilkada",
        "add": "Baru",
    }
    page = desk_client(editor).post(reverse("admin:desk_bulk", args=[action]), sent, follow=True)
    assert SECRET not in page.content.decode()
    assert Draft.objects.filter(pk=draft.pk).values().get() == before


def test_nobody_takes_a_story_out_of_a_desk_to_decide_on_it(
    closed, editor, other_editor, managing_editor
):
    draft = closed("submitted")
    draft.category = make_category("Olahraga")
    save_draft(draft, by=editor)
    for step in ("return", "release", "schedule", "spike"):
        assert "Desk Politik" in rules.why_not(STEPS[step], draft, editor)
        assert not rules.why_not(STEPS[step], draft, other_editor)
        assert not rules.why_not(STEPS[step], draft, managing_editor)


def test_a_desk_gives_a_story_to_another_channel(closed, editor, other_editor):
    draft = closed("submitted")
    draft.category = make_category("Olahraga")
    save_draft(draft, by=other_editor)
    assert not rules.why_not(STEPS["release"], draft, editor)
