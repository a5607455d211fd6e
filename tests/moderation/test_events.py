"""The record of what is no story: written by triggers, by nobody else, and with the person."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Page
from categories.models import Category
from moderation.acting import acting
from moderation.models import Desk, Draft, Event
from standards.lexicon import learn
from standards.models import HouseStyle, RuleLevel
from tests.factories import (
    make_article,
    make_author,
    make_banner,
    make_category,
    make_draft,
    make_photo,
    make_plan,
    make_slot,
)

pytestmark = pytest.mark.django_db


def events(table: str) -> list[Event]:
    return list(Event.objects.filter(table=table).order_by("id"))


CHANGES = {
    "accounts_user": lambda p: User.objects.filter(pk=p.pk).update(email="rina@kabar.test"),
    "accounts_user_groups": lambda p: p.groups.add(Group.objects.get(name=Role.DESK_EDITOR)),
    "categories_category": lambda p: make_category("Baru"),
    "articles_author": lambda p: make_author("Yuli", "yl"),
    "articles_tag": lambda p: make_article(tags=["KPU"]),
    "articles_page": lambda p: Page.objects.create(slug="x", title="X", body="<p>Isi.</p>"),
    "articles_slot": lambda p: make_slot(make_article()),
    "articles_banner": lambda p: make_banner(),
    "moderation_desk": lambda p: Desk.objects.create(name="Kota"),
    "moderation_desk_editors": lambda p: Desk.objects.create(name="Kota").editors.add(p),
    "moderation_draft": lambda p: Draft.objects.filter(pk=make_draft(p).pk).update(
        due_at=timezone.now()
    ),
    "planning_assignment": lambda p: make_plan(p),
    "standards_lexiconentry": lambda p: learn("word", "gegana", by=p),
    "standards_rulelevel": lambda p: RuleLevel.objects.create(rule="P08.sia", level="off"),
    "standards_housestyle": lambda p: HouseStyle.objects.create(pk=1, percent="%"),
}


@pytest.mark.parametrize("table", CHANGES)
@pytest.mark.parametrize("known", [True, False])
def test_a_change_is_recorded_with_who_made_it_if_anybody_did(reporter, chief, table, known):
    with acting(chief) if known else nullcontext():
        CHANGES[table](reporter)
    assert events(table)[-1].by == (chief if known else None)


def test_an_event_holds_the_row_before_and_after():
    topic = make_category("Pemilu")
    Category.objects.filter(pk=topic.pk).update(name="Pilkada")
    added, changed = events("categories_category")
    assert (added.action, added.before, added.after["name"]) == ("INSERT", None, "Pemilu")
    assert (changed.before["name"], changed.after["name"]) == ("Pemilu", "Pilkada")
    assert changed.object_id == topic.pk


def test_no_secret_is_recorded_and_a_sign_in_is_no_event(reporter):
    reporter.set_password("kata-sandi-lain-57")
    reporter.save()
    User.objects.filter(pk=reporter.pk).update(last_login=timezone.now())
    (added,) = events("accounts_user")
    assert "password" not in added.after
    assert "kata-sandi" not in str(added.after)


def test_what_follows_from_something_else_is_no_event_of_its_own():
    parent = make_category("Politik")
    make_category("Pilkada", parent)
    before = len(events("categories_category"))
    parent.slug = "urusan-politik"
    parent.save()
    assert len(events("categories_category")) == before + 1


def test_saving_the_words_of_a_draft_is_no_event(reporter):
    draft = make_draft(reporter)
    draft.headline = "Lain"
    draft.save()
    assert events("moderation_draft") == []


def test_a_photo_taken_down_is_an_event_and_a_new_caption_is_none(reporter):
    photo = make_photo()
    type(photo).objects.filter(pk=photo.pk).update(caption="Lain")
    assert events("photos_photo") == []
    type(photo).objects.filter(pk=photo.pk).update(
        taken_down_at=timezone.now(), taken_down_reason="Permintaan keluarga"
    )
    (taken,) = events("photos_photo")
    assert set(taken.after) == {"taken_down_at", "taken_down_by_id", "taken_down_reason"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_event SET by_id = NULL",
        "DELETE FROM moderation_event",
        "TRUNCATE moderation_event",
        'INSERT INTO moderation_event (at, action, "table", object_id)'
        " VALUES (now(), 'INSERT', 'articles_page', 1)",
    ],
)
def test_nobody_at_the_desk_writes_or_changes_an_event(as_desk, statement):
    make_category("Baru")
    with pytest.raises(DatabaseError), transaction.atomic(), as_desk():
        connection.cursor().execute(statement)
    assert events("categories_category")


@pytest.mark.parametrize(
    "statement", ["UPDATE moderation_event SET by_id = NULL", "DELETE FROM moderation_event"]
)
def test_not_even_the_owner_changes_an_event(statement):
    make_category("Baru")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_desk_role_may_change_what_is_recorded(as_desk, chief):
    with as_desk(), acting(chief):
        make_category("Baru")
    assert events("categories_category")[-1].by == chief


def test_the_person_of_a_request_is_recorded_and_forgotten_after_it(desk_client, chief, reporter):
    client = desk_client(chief)
    sent = {"name": "Kota", "approvals": 1, "editors": [], "channels-TOTAL_FORMS": 0}
    page: Any = {"slug": "kontak-kami", "title": "Kontak", "body": "<p>Isi.</p>", "position": 1}
    client.post(reverse("admin:articles_page_add"), page | sent)
    assert [one.by for one in events("articles_page")] == [chief]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('newsroom.person', true)")
        assert cursor.fetchone() == ("",)
    make_category("Sesudahnya")
    assert events("categories_category")[-1].by is None


def test_the_person_is_forgotten_after_a_failure_too(chief):
    with pytest.raises(ZeroDivisionError), acting(chief):
        raise ZeroDivisionError
    make_category("Sesudahnya")
    assert events("categories_category")[-1].by is None
