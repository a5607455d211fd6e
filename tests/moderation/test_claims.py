"""Claims: one click, one holder, an end that nobody has to remember."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from moderation import claims, workflow
from moderation.history import save_draft
from moderation.models import Draft
from moderation.steps import Status
from tests.factories import make_draft, make_person
from tests.moderation.desk import address, text_of

pytestmark = pytest.mark.django_db

LONG = settings.CLAIM_LASTS + timedelta(seconds=1)


@pytest.fixture
def submitted(reporter):
    return make_draft(reporter, status=Status.SUBMITTED)


def test_a_claim_has_a_holder_until_it_lapses(submitted, editor):
    now = timezone.now()
    assert claims.holder(submitted) is None
    assert claims.claim(submitted, by=editor, now=now)
    assert claims.holder(submitted, now=now) == editor
    assert claims.holder(submitted, now=now + LONG) is None


def test_a_claimed_story_is_not_claimed_again_unless_taken_over_by_name(
    submitted, editor, other_editor, managing_editor
):
    claims.claim(submitted, by=editor)
    assert not claims.claim(submitted, by=other_editor)
    assert not claims.claim(submitted, by=other_editor, instead_of=managing_editor.pk)
    assert claims.holder(submitted) == editor
    assert claims.claim(submitted, by=other_editor, instead_of=editor.pk)
    assert claims.holder(submitted) == other_editor


def test_a_lapsed_claim_is_free(submitted, editor, other_editor):
    past = timezone.now() - LONG
    claims.claim(submitted, by=editor, now=past)
    assert claims.claim(submitted, by=other_editor)


def test_only_its_holder_gives_a_claim_back(submitted, editor, other_editor):
    claims.claim(submitted, by=editor)
    assert not claims.end(submitted, by=other_editor)
    assert claims.holder(submitted) == editor
    assert claims.end(submitted, by=editor)
    assert claims.holder(submitted) is None


def test_hearing_of_the_holder_lets_a_claim_last(submitted, editor, other_editor):
    early = timezone.now() - settings.CLAIM_LASTS / 2
    claims.claim(submitted, by=editor, now=early)
    before = submitted.claimed_until
    claims.renew(submitted.pk, by=other_editor)
    submitted.refresh_from_db()
    assert submitted.claimed_until == before
    claims.renew(submitted.pk, by=editor)
    submitted.refresh_from_db()
    assert submitted.claimed_until > before


def test_a_save_of_the_holder_lets_a_claim_last_and_anothers_does_not(
    submitted, editor, other_editor
):
    early = timezone.now() - settings.CLAIM_LASTS / 2
    claims.claim(submitted, by=editor, now=early)
    before = submitted.claimed_until
    for person, lasts in ((other_editor, False), (editor, True)):
        submitted.headline += "."
        save_draft(submitted, by=person)
        submitted.refresh_from_db()
        assert (submitted.claimed_until > before) is lasts


def test_a_decision_ends_the_claim(submitted, editor):
    claims.claim(submitted, by=editor)
    details = workflow.Details(note="Sebutkan sumbernya.")
    workflow.take("return", submitted, by=editor, version=submitted.version, details=details)
    assert (submitted.claimed_by, submitted.claimed_until) == (None, None)


def test_what_does_not_wait_for_an_editor_is_not_claimed(reporter, editor):
    assert claims.why_not_claim(make_draft(reporter), editor)
    waiting = make_draft(reporter, status=Status.SUBMITTED)
    assert claims.why_not_claim(waiting, editor) == ""
    assert claims.why_not_claim(waiting, reporter)


@pytest.mark.django_db(transaction=True)
def test_of_editors_who_click_at_once_one_has_the_story():
    reporter = make_person("rina", Role.REPORTER)
    editors = [make_person(f"redaktur{n}", Role.DESK_EDITOR) for n in range(4)]
    draft = make_draft(reporter, status=Status.SUBMITTED)
    barrier = Barrier(len(editors))
    won = []

    def click(person):
        mine = Draft.objects.get(pk=draft.pk)
        barrier.wait()
        if claims.claim(mine, by=person):
            won.append(person)
        connection.close()

    threads = [Thread(target=click, args=[person]) for person in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft.refresh_from_db()
    assert won == [draft.claimed_by]


# --- At the desk --------------------------------------------------------------------------------


def test_one_click_claims_and_the_others_see_it(desk_client, submitted, editor, other_editor):
    client = desk_client(editor)
    page = text_of(client.post(address("claim", submitted), {"do": "claim"}, follow=True))
    assert "Anda" in page
    assert str(editor) in text_of(desk_client(other_editor).get(address("review", submitted)))


def test_a_claim_in_a_list_leads_back_to_the_button_that_was_pressed(
    desk_client, submitted, editor
):
    sent = {"do": "claim", "next": "/meja/antrean/"}
    answer = desk_client(editor).post(address("claim", submitted), sent)
    assert answer.url == f"/meja/antrean/#c{submitted.pk}"
    page = desk_client(editor).get("/meja/antrean/").content.decode()
    assert f'id="c{submitted.pk}"' in page


def test_who_comes_second_is_told_who_has_the_story(desk_client, submitted, editor, other_editor):
    desk_client(editor).post(address("claim", submitted), {"do": "claim"})
    client = desk_client(other_editor)
    page = text_of(client.post(address("claim", submitted), {"do": "claim"}, follow=True))
    submitted.refresh_from_db()
    assert submitted.claimed_by == editor
    assert f'value="{editor.pk}"' in page, "taking over names who has it"
    client.post(address("claim", submitted), {"do": "claim", "instead_of": editor.pk})
    submitted.refresh_from_db()
    assert submitted.claimed_by == other_editor


def test_a_journalist_claims_nothing(desk_client, submitted, reporter, other_reporter):
    desk_client(reporter).post(address("claim", submitted), {"do": "claim"})
    refused = desk_client(other_reporter).post(address("claim", submitted), {"do": "claim"})
    submitted.refresh_from_db()
    assert refused.status_code == 404
    assert submitted.claimed_by is None
