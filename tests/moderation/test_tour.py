"""The first day: who is invited, to what, and what is ticked off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.models import Draft
from moderation.tour import EDITING, WRITING, tour_of
from tests.factories import make_draft, make_photo, make_release
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

TOUR = "/meja/kenalan/"


def tried(person) -> set[str]:
    tour = tour_of(person)
    return {one.lesson.name for one in (*tour.writing, *tour.editing) if one.done}


def test_a_writer_and_an_editor_are_shown_what_their_role_does(reporter, editor, sysadmin):
    assert len(tour_of(reporter).writing) == len(WRITING)
    assert tour_of(reporter).editing == []
    assert len(tour_of(editor).editing) == len(EDITING)
    assert tour_of(sysadmin).total == 0


def test_what_somebody_did_is_ticked_off_and_what_others_did_is_not(reporter, editor, other_editor):
    assert tried(reporter) == tried(editor) == set()
    make_photo(by=reporter)
    draft = make_draft(reporter)
    assert tried(reporter) == {"write", "photo"}
    Draft.objects.update(claimed_by=editor, claimed_until=timezone.now())
    assert tried(editor) == {"queue"}
    Draft.objects.update(claimed_by=None, claimed_until=None)
    make_draft(reporter, status="returned", editor=editor)
    make_draft(reporter, status="released", editor=editor)
    assert tried(reporter) == {"write", "photo", "submit", "released"}
    make_draft(reporter, release=make_release(reporter))
    assert tour_of(reporter).is_finished
    assert tried(editor) == {"queue", "return", "release"}  # the claim ended with the decision
    assert tried(other_editor) == set()
    assert draft.owner == reporter


def test_the_tour_is_one_query(reporter, editor, django_assert_num_queries):
    for person in (reporter, editor):
        person.has_perm("moderation.view_draft")  # asked once for each request
        with django_assert_num_queries(1):
            tour_of(person)


def test_who_is_new_is_invited_until_they_say_no(desk_client, reporter):
    client, first = desk_client(reporter), reverse("admin:index")
    assert TOUR in text_of(client.get(first))
    assert client.get(TOUR).status_code == 200
    answer = client.post(TOUR)
    assert answer.headers["Location"] == first
    assert answer.cookies["kenalan"]["httponly"]
    assert TOUR not in text_of(client.get(first))
    assert client.get(TOUR).status_code == 200


def test_who_came_long_ago_is_not_invited(desk_client, reporter):
    reporter.date_joined = timezone.now() - timedelta(days=31)
    reporter.save()
    assert TOUR not in text_of(desk_client(reporter).get(reverse("admin:index")))


@pytest.mark.parametrize(
    ("name", "status_code"), [("photographer", 200), ("chief", 200), ("sysadmin", 200)]
)
def test_everybody_at_the_desk_may_look(client_of, name, status_code):
    assert client_of(name).get(TOUR).status_code == status_code
    assert client_of("anonymous").get(TOUR).status_code == 302
