"""A plan: what it says of itself, how it becomes a draft, and what it never does."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from moderation import workflow
from moderation.models import Draft, Notice, Revision, Transition
from moderation.steps import Status
from planning import handing
from planning.models import Assignment, State
from tests.factories import make_author, make_category, make_draft, make_plan

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = date(2026, 11, 23)


def test_a_plan_without_a_reporter_is_an_idea_and_with_one_it_is_assigned(editor, reporter):
    assert make_plan(editor).state == State.IDEA
    assert make_plan(editor, reporter=reporter).state == State.ASSIGNED


def test_a_plan_becomes_a_draft_with_its_words_category_place_and_due_time(editor, reporter):
    due_at = timezone.now() + timedelta(hours=3)
    author = make_author("Rina", "ri", user=reporter)
    category = make_category("Politik")
    plan = make_plan(
        editor,
        what="Rapat DPRD",
        reporter=reporter,
        category=category,
        place="Gedung",
        due_at=due_at,
    )
    draft = handing.start(plan.pk, by=editor)
    draft.refresh_from_db()
    assert (draft.headline, draft.category, draft.place) == ("Rapat DPRD", category, "Gedung")
    assert (draft.owner, draft.due_at, draft.status) == (reporter, due_at, Status.DRAFT)
    assert draft.credits == [{"author": author.pk, "role": "reporter"}]
    assert Revision.objects.get(draft=draft).by == editor
    plan.refresh_from_db()
    assert (plan.draft, plan.state) == (draft, State.STARTED)


def test_two_clicks_make_one_draft(editor, reporter):
    plan = make_plan(editor, reporter=reporter)
    assert handing.start(plan.pk, by=reporter) == handing.start(plan.pk, by=editor)
    assert Draft.objects.count() == 1


def test_who_begins_what_nobody_has_becomes_its_reporter(editor, reporter):
    plan = make_plan(editor)
    assert handing.start(plan.pk, by=reporter).owner == reporter
    plan.refresh_from_db()
    assert plan.reporter == reporter


def test_a_note_for_the_reporter_never_gets_into_the_story(editor, reporter):
    plan = make_plan(editor, reporter=reporter, details="Narasumber: 0812-RAHASIA")
    draft = handing.start(plan.pk, by=reporter)
    assert "RAHASIA" not in str(draft.copy_values())


def test_a_place_too_long_for_a_dateline_is_left_to_the_writer(editor, reporter):
    plan = make_plan(editor, reporter=reporter, place="Gedung serbaguna " * 8)
    assert handing.start(plan.pk, by=reporter).place == ""


@pytest.mark.parametrize("name", ["other_reporter", "coordinator", "sysadmin"])
def test_somebody_elses_plan_is_not_begun_by_whoever_neither_plans_nor_writes(
    request, editor, reporter, name
):
    plan = make_plan(editor, reporter=reporter)
    with pytest.raises(handing.Refused):
        handing.start(plan.pk, by=request.getfixturevalue(name))
    assert not Draft.objects.exists()


def test_a_closed_plan_is_not_begun(editor, reporter):
    plan = make_plan(editor, reporter=reporter, closed=State.CANCELLED)
    with pytest.raises(handing.Refused):
        handing.start(plan.pk, by=reporter)


def test_only_one_of_two_takes_a_plan(editor, reporter, other_reporter):
    plan = make_plan(editor)
    handing.take(plan.pk, by=reporter)
    with pytest.raises(handing.Refused, match=str(reporter)):
        handing.take(plan.pk, by=other_reporter)
    plan.refresh_from_db()
    assert plan.reporter == reporter


def test_a_plan_is_done_when_its_draft_is_released_and_stays_so(editor, reporter):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    plan = make_plan(editor, reporter=reporter, draft=draft)
    assert (plan.state, plan.is_open) == (State.DONE, False)
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    assert Assignment.objects.get().state == State.DONE


def test_a_plan_is_cancelled_with_its_spiked_draft_and_opens_with_it_again(editor, reporter):
    draft = make_draft(reporter, status=Status.SPIKED, editor=editor)
    plan = make_plan(editor, reporter=reporter, draft=draft)
    assert plan.state == State.CANCELLED
    workflow.take("unspike", draft, by=editor, version=draft.version)
    assert Assignment.objects.get().state == State.STARTED


def test_the_query_for_open_plans_and_the_state_of_each_say_the_same(editor, reporter):
    make_plan(editor)
    make_plan(editor, reporter=reporter)
    make_plan(editor, closed=State.DONE)
    make_plan(editor, closed=State.CANCELLED)
    for status in Status:
        draft = make_draft(reporter, status=status, editor=editor)
        make_plan(editor, reporter=reporter, draft=draft)
    open_ones = set(Assignment.objects.open())
    assert {plan for plan in Assignment.objects.all() if plan.is_open} == open_ones
    assert len(open_ones) == 2 + 4


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.SCHEDULED])
def test_moving_a_plan_never_releases_or_schedules_anything(editor, reporter, status):
    draft = make_draft(reporter, status=status, editor=editor)
    before = Draft.objects.filter(pk=draft.pk).values().get()
    steps, jobs = Transition.objects.count(), Article.objects.count()
    plan = make_plan(editor, reporter=reporter, draft=draft, planned_for=MONDAY)
    for day in (MONDAY - timedelta(days=400), timezone.localdate(), MONDAY + timedelta(days=1)):
        seen = Assignment.objects.get().planned_for
        handing.move(plan.pk, day, seen=seen, by=editor)
    assert Draft.objects.filter(pk=draft.pk).values().get() == before
    assert (Transition.objects.count(), Article.objects.count()) == (steps, jobs)


def test_moving_leaves_the_due_time_alone(editor):
    due_at = datetime(2026, 11, 23, 17, tzinfo=WIB)
    plan = make_plan(editor, planned_for=MONDAY, due_at=due_at)
    handing.move(plan.pk, MONDAY + timedelta(days=3), seen=MONDAY, by=editor)
    plan.refresh_from_db()
    assert (plan.due_at, plan.changed_by, plan.version) == (due_at, editor, 2)


def test_a_plan_that_somebody_moved_meanwhile_is_not_moved_again(editor, other_editor):
    plan = make_plan(editor, planned_for=MONDAY)
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    handing.move(plan.pk, tuesday, seen=MONDAY, by=other_editor)
    with pytest.raises(handing.Refused, match=str(other_editor)):
        handing.move(plan.pk, wednesday, seen=MONDAY, by=editor)
    handing.move(plan.pk, tuesday, seen=MONDAY, by=editor)  # the second of two clicks
    plan.refresh_from_db()
    assert (plan.planned_for, plan.version) == (tuesday, 2)


def test_a_plan_is_late_past_its_due_time_or_its_day_while_it_is_open(editor, reporter):
    now = datetime(2026, 11, 23, 12, tzinfo=WIB)
    hour = timedelta(hours=1)
    late = {
        make_plan(editor, what="Lewat tenggat", planned_for=MONDAY, due_at=now - hour),
        make_plan(editor, what="Lewat hari", planned_for=MONDAY - timedelta(days=1)),
    }
    make_plan(editor, planned_for=MONDAY, due_at=now + hour)
    make_plan(editor, planned_for=MONDAY - timedelta(days=1), closed=State.DONE)
    out = make_draft(reporter, status=Status.RELEASED, editor=editor)
    make_plan(editor, reporter=reporter, draft=out, planned_for=MONDAY, due_at=now - hour)
    assert set(Assignment.objects.late(now)) == late


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"what": ""}, "assignment_says_what"),
        ({"closed": "lost"}, "assignment_closed_known"),
        ({"photographer_id": "reporter", "photo_wanted": False}, "assignment_photographer"),
        ({"draft_id": "draft", "reporter_id": None}, "assignment_story_has_reporter"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(editor, reporter, columns, constraint):
    plan = make_plan(editor)
    named = {"reporter": reporter.pk, "draft": make_draft(reporter).pk}
    values = {name: named.get(value, value) for name, value in columns.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Assignment.objects.filter(pk=plan.pk).update(**values)


def test_whoever_gets_work_is_told_once_and_who_takes_it_is_not(
    coordinator, reporter, other_reporter, photographer
):
    plan = make_plan(coordinator)
    plan.reporter = reporter
    handing.save(plan, seen=plan.version, by=coordinator)
    plan.photographer, plan.photo_wanted = photographer, True
    handing.save(plan, seen=plan.version, by=reporter)
    told = list(Notice.objects.order_by("id").values_list("person__username", "address"))
    assert told == [("rina", plan.get_absolute_url()), ("fitri", plan.get_absolute_url())]
    other = make_plan(coordinator)
    handing.take(other.pk, by=other_reporter)
    assert Notice.objects.count() == 2
