"""The record of everything: what it tells, to whom, narrowed, page by page, and as a file."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from categories.models import Category
from moderation import answered, chronicle
from moderation.acting import acting
from moderation.history import save_draft
from moderation.models import Allowance, Comment, PreviewLink
from moderation.steps import Status
from tests.factories import (
    make_article,
    make_category,
    make_draft,
    make_person,
    make_plan,
    make_slot,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30


def entries(**asked: Any) -> list[chronicle.Told]:
    return chronicle.page_of(chronicle.Asked(**asked)).entries


def comment(draft: Any, by: User, text: str = "Sebutkan sumbernya.") -> Comment:
    return Comment.objects.create(
        draft=draft, revision=draft.revisions.first(), text=text, by=by, at=timezone.now()
    )


@pytest.mark.parametrize("where", ["desk-record", "desk-record-csv"])
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reporter", 403),
        ("coordinator", 403),
        ("editor", 403),
        ("sysadmin", 403),
        ("managing_editor", 200),
        ("chief", 200),
    ],
)
def test_everything_is_for_the_chiefs_alone(client_of, reporter, where, name, status):
    make_draft(reporter, headline="Rahasia dapur")
    response = client_of(name).get(reverse(where))
    assert response.status_code == status
    said = b"".join(response.streaming_content) if response.streaming else response.content
    assert (b"Rahasia dapur" in said) == (status == 200)


def test_somebody_who_is_not_signed_in_is_led_to_the_login():
    for name in ("desk-record", "desk-record-csv"):
        assert Client().get(reverse(name)).status_code == 302


def test_steps_saves_comments_and_other_changes_stand_in_one_list(reporter, editor, chief):
    draft = make_draft(reporter, status=Status.RETURNED, editor=editor, headline="Jembatan")
    comment(draft, editor)
    with acting(chief):
        make_category("Baru")
    told = entries()
    kinds = [one.kind for one in told]
    assert [told[0].who, told[1].who] == [str(chief), str(editor)]
    assert {one.story for one in told if one.number == draft.pk} == {"Jembatan"}
    assert len(set(kinds)) >= 4
    assert "Sebutkan sumber angkanya." in [one.note for one in told]
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)


def test_a_save_says_which_words_it_changed(reporter):
    draft = make_draft(reporter, headline="Judul lama", place="Kota")
    draft.headline, draft.body = "Judul baru", "<p>Lima kata baru untuk isi.</p>"
    save_draft(draft, by=reporter)
    (told, first) = entries(kind="simpan")
    changed = {one.label: (one.before, one.after) for one in told.differences}
    assert ("Judul lama", "Judul baru") in changed.values()
    assert len(changed) == 2
    assert any("5 " in after for _before, after in changed.values())
    assert first.differences == []


def test_a_change_is_told_in_names_and_not_in_numbers(reporter, chief):
    story = make_article(headline="Banjir surut")
    politics = make_category("Politik")
    with acting(chief):
        make_slot(story, 2, category=politics)
        reporter.groups.clear()
    role, slot = entries(kind="akun")[0], entries(kind="depan")[0]
    assert (slot.who, role.who) == (str(chief), str(chief))
    assert "Banjir surut" in slot.what
    assert {"Banjir surut", "Politik"} <= {one.after for one in slot.differences}
    assert str(reporter) in role.what
    assert Role.REPORTER.value in role.what


def test_the_system_and_a_guest_have_names_too(reporter):
    draft = make_draft(reporter)
    link = PreviewLink.objects.create(
        draft=draft,
        digest="0" * 64,
        guest="Kepala Dinas",
        by=reporter,
        at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    Comment.objects.create(
        draft=draft, revision=draft.revisions.get(), text="Benar.", link=link, at=timezone.now()
    )
    make_category("Baru")
    assert "Kepala Dinas" in entries(kind="komentar")[0].who
    assert entries(kind="kategori")[0].who == _("the system")
    assert "0000" not in str(entries(kind="naskah"))


def test_the_list_is_narrowed_by_person_kind_story_and_day(reporter, editor, other_reporter):
    long_ago = timezone.now() - timedelta(days=3)
    old = make_draft(reporter, now=long_ago, headline="Lama")
    new = make_draft(other_reporter, status=Status.SUBMITTED, headline="Baru")
    comment(new, editor)
    make_plan(editor, what="Rapat")
    assert {one.story for one in entries(person=reporter.pk)} == {"Lama"}
    assert {one.story for one in entries(draft=new.pk)} == {"Baru"}
    assert {one.story for one in entries(day=timezone.localdate(long_ago))} == {"Lama"}
    assert [one.number for one in entries(kind="langkah")] == [new.pk]
    assert [one.number for one in entries(kind="komentar")] == [new.pk]
    assert ["Rapat" in one.what for one in entries(kind="rencana")] == [True]
    assert entries(kind="rencana", draft=old.pk) == []
    assert entries(kind="simpan", person=editor.pk) == []


def test_every_group_of_changes_names_tables_that_are_recorded(reporter):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_object_table FROM information_schema.triggers"
            " WHERE trigger_name = 'record_event'"
        )
        recorded = {row[0] for row in cursor.fetchall()}
    assert {table for _label, tables in chronicle.GROUPS.values() for table in tables} == recorded


def test_every_entry_stands_on_exactly_one_page(reporter, editor):
    now = timezone.now()
    for _number in range(12):
        make_draft(reporter, status=Status.RETURNED, editor=editor, now=now)
    for i in range(40):
        make_category(f"Kategori {i}", make_category("Politik"))
    asked, after, seen = chronicle.Asked(), None, []
    while True:
        page = chronicle.page_of(asked, after, size=7)
        seen += page.entries
        after = page.older
        if after is None:
            break
        assert chronicle.Place.parse(str(after)) == after
    whole = list(chronicle.everything(asked))
    assert len(seen) == len(whole)
    assert [(one.at, one.what, one.number) for one in seen] == [
        (one.at, one.what, one.number) for one in whole
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"orang": "x'"},
        {"naskah": "9" * 40},
        {"hari": "kemarin"},
        {"hari": "0001-01-01"},
        {"sebelum": "1-1"},
        {"sebelum": "9" * 40},
        {"sebelum": "1732000000000000-9-1"},
    ],
)
def test_odd_queries_are_answered(client_of, reporter, query):
    make_draft(reporter)
    client = client_of("chief")
    assert client.get(reverse("desk-record"), query).status_code == 200
    assert client.get(reverse("desk-record"), {"jenis": "lain"}).status_code == 404


def test_the_file_has_every_line_and_no_formula(client_of, reporter, chief):
    draft = make_draft(reporter, headline="=HYPERLINK(1)")
    comment(draft, chief, text="@SUM(A1)")
    for i in range(60):
        make_category(f"Kategori {i}")
    response = client_of("chief").get(reverse("desk-record-csv"))
    assert response.streaming
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) - 1 == len(list(chronicle.everything(chronicle.Asked()))) > 60
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "-"))]
    narrowed = client_of("chief").get(reverse("desk-record-csv"), {"jenis": "komentar"})
    assert len(b"".join(narrowed.streaming_content).decode().splitlines()) == 2


def test_the_page_costs_the_same_for_one_entry_of_each_kind_and_for_thirty(
    client_of, reporter, editor, chief, django_assert_max_num_queries
):
    client = client_of("chief")
    counts = []
    for number in (1, 29):
        for i in range(number):
            person = make_person(f"orang{number}x{i}", Role.REPORTER)
            draft = make_draft(person, status=Status.RETURNED, editor=editor)
            comment(draft, editor)
            save_draft(draft, by=person)
            with acting(chief):
                make_slot(make_article(), category=make_category(f"Kanal {i}"))
                make_plan(editor, reporter=person)
                Category.objects.update(description=f"Baru {i}")
        client.get(reverse("desk-record"))
        for query in ({}, {"jenis": "depan"}, {"orang": editor.pk}):
            with django_assert_max_num_queries(MOST_QUERIES) as captured:
                client.get(reverse("desk-record"), query)
            counts.append(len(captured))
    # Of few entries some refer to fewer kinds of things.
    assert all(many <= few + 4 for few, many in zip(counts[:3], counts[3:], strict=True))


@pytest.mark.parametrize(
    "asked",
    [
        chronicle.Asked(),
        chronicle.Asked(kind="akun"),
        chronicle.Asked(person=1),
        chronicle.Asked(draft=1),
    ],
)
def test_no_table_is_read_whole(reporter, asked):
    make_draft(reporter)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    place = chronicle.Place(timezone.now(), 2, 9)
    with CaptureQueriesContext(connection) as captured:
        chronicle._merged(chronicle._sources(asked), place, 51)
    (query,) = [one["sql"] for one in captured]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan


def test_answers_to_the_copy_desk_are_found_by_an_index_of_their_own(reporter):
    draft, now = make_draft(reporter), timezone.now()
    Allowance.objects.bulk_create(
        Allowance(draft=draft, rule="P01", words=f"Rp. {number}", by=reporter, at=now)
        for number in range(400)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE moderation_event")
    rows = answered.events_of(draft.pk + 1).order_by("-at", "-id").values_list("at", "id")
    assert "event_of_allowance" in rows.explain()
