"""Attacks on what was built beside the workflow: the record of events, links for guests, typing."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from moderation import links, workflow
from moderation.models import Draft, Event
from moderation.step_forms import StepForm
from moderation.steps import STEPS, Status
from tests.conftest import role
from tests.factories import make_category, make_desk, make_draft

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
