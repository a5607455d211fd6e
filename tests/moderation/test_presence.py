"""Who has a draft open, and what happened to it meanwhile."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from moderation import autosaves, presence
from moderation.models import Presence
from tests.factories import make_draft, make_person
from tests.moderation.desk import address, asked_by, save_meanwhile, text_of


def attend(client, draft, **facts):
    facts = {"version": draft.version, "status": draft.status, **facts}
    return client.post(reverse("admin:moderation_draft_presence", args=[draft.pk]), facts)


def names(answer):
    return [one["says"] for one in answer.json()["company"]]


def test_two_people_at_a_draft_see_each_other(desk_client, reporter, editor):
    draft = make_draft(reporter)
    assert names(attend(desk_client(reporter), draft)) == []
    [says] = names(attend(desk_client(editor), draft))
    assert str(reporter) in says
    [says] = names(attend(desk_client(reporter), draft))
    assert str(editor) in says


def test_who_left_is_gone_at_once_and_who_fell_silent_soon(desk_client, reporter, editor):
    draft, now = make_draft(reporter), timezone.now()
    attend(desk_client(reporter), draft)
    assert attend(desk_client(reporter), draft, leave="1").json() == {}
    assert presence.company(draft, editor) == []
    presence.arrive(draft, reporter, now=now)
    soon = now + presence.GONE_AFTER
    assert len(presence.company(draft, editor, now=soon - timedelta(seconds=1))) == 1
    assert presence.company(draft, editor, now=soon + timedelta(seconds=1)) == []


def test_who_types_is_said_but_not_what(desk_client, reporter, editor):
    draft, now = make_draft(reporter), timezone.now()
    words = autosaves.Typed("halaman-satu", {"headline": ["Rahasia"]}, 1, now)
    presence.arrive(draft, reporter, now=now)
    opens = presence.company(draft, editor, now=now)
    autosaves.keep(draft, reporter, words)
    writes = presence.company(draft, editor, now=now)
    left = presence.company(draft, editor, now=now + timedelta(minutes=5))
    assert len({one.says for one in (*opens, *writes, *left)}) == 3
    assert [one.is_open for one in (*opens, *writes, *left)] == [True, True, False]
    page = text_of(desk_client(editor).get(address("change", draft)))
    assert str(reporter) in page
    assert "Rahasia" not in page


def test_a_newer_version_and_a_moved_status_are_news(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(reporter)
    assert attend(client, draft).json()["news"] == ""
    save_meanwhile(draft, desk_client(editor), headline="Redaktur")
    assert str(editor) in attend(client, draft).json()["news"]
    assert attend(client, draft, version=2).json()["news"] == ""
    assert attend(client, draft, version=2, status="submitted").json()["news"]
    for nonsense in ("", "x", "9" * 40):
        assert attend(client, draft, version=nonsense).json()["news"] == ""


def test_ones_own_save_in_another_window_is_news_too(desk_client, reporter):
    draft, client = make_draft(reporter), desk_client(reporter)
    save_meanwhile(draft, client, headline="Jendela kedua")
    says = attend(client, draft).json()["news"]
    assert says
    assert str(reporter) not in says


def test_asking_costs_the_same_for_one_and_for_thirty_people(desk_client, reporter, editor):
    draft, client = make_draft(reporter), desk_client(editor)
    for number in range(30):
        presence.arrive(draft, make_person(f"orang{number}", Role.DESK_EDITOR))
        if number in (0, 29):
            asked, answer = asked_by(lambda: attend(client, draft))
            assert asked <= 9
    found = names(answer)
    assert len(found) == presence.MOST_NAMED


def test_whoever_left_without_a_word_is_forgotten(reporter, editor):
    draft, now = make_draft(reporter), timezone.now()
    presence.arrive(draft, reporter, now=now - timedelta(days=2))
    presence.leave(draft, editor, now=now)
    assert not Presence.objects.exists()
