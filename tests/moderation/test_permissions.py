"""Who may do what at the desk: each person, each address, each step, forged or not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article
from moderation.models import Draft
from moderation.steps import STEPS, Status
from moderation.views import drafts
from tests.factories import make_draft, make_person
from tests.moderation.desk import PAGES, address, text_of, typed

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "reporter",
    "other_reporter",
    "photographer",
    "editor",
    "other_editor",
    "managing_editor",
    "chief",
    "sysadmin",
]

# Who may take each step with a draft that `reporter` owns and submitted, by its status; nobody may
# take a step that has no line. A first version that no reader has seen cannot be discarded.
EDITORS = {"editor", "other_editor", "managing_editor", "chief"}
ALLOWED: dict[tuple[str, Status], set[str]] = {
    ("submit", Status.DRAFT): {"reporter"} | EDITORS,
    ("submit", Status.RETURNED): {"reporter"} | EDITORS,
    ("recall", Status.SUBMITTED): {"reporter"},
    ("return", Status.SUBMITTED): EDITORS,
    ("release", Status.SUBMITTED): EDITORS,
    ("release", Status.SCHEDULED): EDITORS,
    ("schedule", Status.SUBMITTED): EDITORS,
    ("schedule", Status.SCHEDULED): EDITORS,
    ("unschedule", Status.SCHEDULED): EDITORS,
    ("reopen", Status.RELEASED): {"reporter"} | EDITORS,
    ("spike", Status.DRAFT): EDITORS,
    ("spike", Status.SUBMITTED): EDITORS,
    ("spike", Status.RETURNED): EDITORS,
    ("unspike", Status.SPIKED): EDITORS,
    ("emergency", Status.DRAFT): EDITORS,
    ("emergency", Status.SUBMITTED): EDITORS,
    ("emergency", Status.RETURNED): EDITORS,
    ("emergency", Status.SCHEDULED): EDITORS,
    ("ask_withdrawal", Status.RELEASED): EDITORS,
    ("kill", Status.RELEASED): EDITORS,
    ("explain", Status.KILLED): {"managing_editor", "chief"},
    ("reinstate", Status.KILLED): {"managing_editor", "chief"},
}


def refusal_page(request: Any, template: str, draft: Draft, **context: Any) -> HttpResponse:
    return HttpResponse(status=context["status_code"])


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", [*EVERYBODY, "anonymous"])
def test_a_forged_post_of_any_step_gets_exactly_what_the_table_allows(
    client_of, monkeypatch, request, reporter, name, status
):
    """Every person sends every step, complete, straight to every draft."""
    # What a page that says no looks like is tested elsewhere, and costs more than the answer.
    monkeypatch.setattr(drafts, "page", refusal_page)
    decider = make_person("pemutus", Role.DESK_EDITOR)
    client = client_of(name)
    told = {
        "note": "Catatan.",
        "day": timezone.localdate() + timedelta(days=1),
        "minute": "07:00",
        "change": "fix",
        "reason": "child",
        "statement": "Kata.",
    }
    draft = make_draft(reporter, status=status, editor=decider)
    refusal = {"anonymous": 302, "other_reporter": 404, "photographer": 404, "sysadmin": 404}
    before = draft.transitions.count()
    for step in STEPS:
        allowed = name in ALLOWED.get((step, status), set())
        with transaction.atomic():
            response = client.post(address("step", draft, step), {"version": draft.version, **told})
            after = Draft.objects.get(pk=draft.pk)
            taken = after.transitions.first() if allowed else None
            transaction.set_rollback(allowed)  # the next step finds the draft as it was
        if allowed:
            assert response.status_code == 302, step
            assert (after.status, taken.step) == (STEPS[step].target or status, step)
        else:
            assert response.status_code == refusal.get(name, 409), step
            assert (after.status, after.scheduled_for) == (draft.status, draft.scheduled_for)
            assert after.transitions.count() == before


@pytest.mark.parametrize("name", [*EVERYBODY, "anonymous"])
def test_a_new_version_is_discarded_or_its_story_withdrawn_only_by_who_may(
    client_of, request, reporter, desk_client, name
):
    decider = make_person("pemutus", Role.DESK_EDITOR)
    allowed = {"discard": {"reporter"} | EDITORS, "withdraw": {"managing_editor", "chief"}}
    client = client_of(name)
    for step, people in allowed.items():
        draft = make_draft(reporter, status=Status.RELEASED, editor=decider)
        desk_client(reporter).post(address("step", draft, "reopen"), {"version": 1})
        told = {"version": 1, "note": "Catatan.", "reason": "child", "statement": "Kata."}
        desk_client(decider).post(address("step", draft, "ask_withdrawal"), told)
        response = client.post(address("step", draft, step), told)
        after = Draft.objects.get(pk=draft.pk).status
        if name in people:
            assert (response.status_code, after) == (302, STEPS[step].target)
        else:
            assert response.status_code in {302, 404, 409}
            assert after == Status.DRAFT


@pytest.mark.parametrize("name", ["editor", "chief"])
def test_nobody_releases_their_own_story_by_a_forged_post(client_of, request, name, other_editor):
    person = request.getfixturevalue(name)
    draft = make_draft(person, status=Status.SUBMITTED)
    client = client_of(name)
    for step in ("release", "schedule"):
        told = {"version": 1, "day": timezone.localdate() + timedelta(days=1), "minute": "07:00"}
        assert client.post(address("step", draft, step), told).status_code == 409
    assert not Article.objects.exists()


READS = {
    "reporter": 200,
    "editor": 200,
    "managing_editor": 200,
    "chief": 200,
    "other_reporter": 404,
    "photographer": 404,
    "sysadmin": 404,
    "anonymous": 302,
}


@pytest.mark.parametrize("which", PAGES)
@pytest.mark.parametrize(("name", "status_code"), READS.items())
def test_somebody_elses_draft_does_not_exist(client_of, reporter, which, name, status_code):
    draft = make_draft(reporter, headline="Rahasia Redaksi")
    response = client_of(name).get(address(which, draft))
    assert response.status_code == status_code
    if status_code != 200:
        assert "Rahasia" not in text_of(response)


@pytest.mark.parametrize("name", ["other_reporter", "photographer", "sysadmin", "anonymous"])
def test_a_forged_save_of_somebody_elses_draft_changes_nothing(client_of, reporter, name):
    draft = make_draft(reporter)
    data = typed(draft, headline="Diretas")
    response = client_of(name).post(address("change", draft), data)
    assert response.status_code == READS[name]
    assert Draft.objects.get().headline == draft.headline


def test_a_forged_save_of_a_submitted_draft_by_its_writer_changes_nothing(desk_client, reporter):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    desk_client(reporter).post(address("change", draft), typed(draft, headline="Diubah diam-diam"))
    assert Draft.objects.get().headline == draft.headline


def test_a_forged_save_cannot_set_what_the_form_does_not_offer(desk_client, reporter, editor):
    draft = make_draft(reporter)
    data = typed(draft, headline="Baru", status="released", owner=editor.pk, article=1)
    desk_client(reporter).post(address("change", draft), data)
    after = Draft.objects.get()
    assert (after.status, after.owner, after.article) == (Status.DRAFT, reporter, None)


def test_the_sysadmin_writes_no_story(desk_client, sysadmin):
    assert desk_client(sysadmin).get(reverse("admin:moderation_draft_add")).status_code == 403
