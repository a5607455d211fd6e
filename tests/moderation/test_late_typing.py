"""Typing that reaches the server after the save of its page is thrown away."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from moderation import autosaves, presence
from moderation.models import Autosave, Draft
from moderation.steps import Status
from tests.factories import make_draft
from tests.moderation.desk import address, typed
from tests.moderation.test_autosaves import PAGE, autosave


def test_typing_that_comes_late_is_known_without_the_session_too(desk_client, reporter, editor):
    draft, now = make_draft(reporter, status=Status.SUBMITTED), timezone.now()
    late = autosaves.Typed(PAGE, {"headline": ["Setengah jal"]}, 1, now)
    other = autosaves.Typed("halaman-dua", {"headline": ["Perangkat lain"]}, 1, now)
    draft.headline = "Setengah jalan"
    autosaves.save(draft, by=reporter, pages=[PAGE])
    autosaves.keep(draft, reporter, late)
    assert autosaves.kept(draft, reporter) == []
    assert presence.company(draft, editor) == []
    autosaves.keep(draft, reporter, other)
    assert [typed.page for typed in autosaves.kept(draft, reporter)] == ["halaman-dua"]
    assert len(presence.company(draft, editor)) == 1


def test_a_save_that_changed_nothing_ends_the_typing_of_its_page_too(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    client.post(address("change", draft), typed(draft, copy=PAGE))
    autosaves.keep(draft, reporter, autosaves.Typed(PAGE, {}, 1, timezone.now()))
    assert autosaves.kept(draft, reporter) == []


@pytest.mark.django_db(transaction=True)
def test_typing_that_arrives_while_its_page_is_saved_waits_and_is_left(reporter):
    draft, arrived = make_draft(reporter), threading.Event()

    def keep():
        arrived.set()
        try:
            autosaves.keep(draft, reporter, autosaves.Typed(PAGE, {}, 1, timezone.now()))
        finally:
            connection.close()

    thread = threading.Thread(target=keep)
    with transaction.atomic():
        autosaves.save(Draft.objects.get(pk=draft.pk), by=reporter, pages=[PAGE])
        thread.start()
        arrived.wait()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join()
    assert autosaves.kept(draft, reporter) == []


def test_first_words_that_come_after_their_form_begin_no_second_draft(desk_client, reporter):
    client = desk_client(reporter)
    client.post("/meja/moderation/draft/add/", typed(None, category="", headline="Baru", copy=PAGE))
    response = autosave(client, reporter, headline="Bar")
    assert response.json()["draft"] == Draft.objects.get().pk
    assert autosaves.kept(Draft.objects.get(), reporter) == []


def test_that_a_page_was_saved_is_known_only_for_a_while(reporter):
    draft, now = make_draft(reporter), timezone.now()
    later = now + autosaves.UNDER_WAY + timedelta(minutes=1)
    autosaves.close(draft, reporter, [PAGE], now=now)
    autosaves.close(draft, reporter, ["halaman-dua"], now=later)
    assert list(Autosave.objects.get().saved) == ["halaman-dua"]
    assert autosaves.forget_old(now=later) == 0
    assert autosaves.forget_old(now=later + autosaves.UNDER_WAY + timedelta(minutes=1)) == 1
