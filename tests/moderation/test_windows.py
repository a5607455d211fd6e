"""Rule windows: which stories fall under one, and what it demands of their release."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from moderation import rules, windows, workflow
from moderation.history import save_draft
from moderation.models import Draft, Event, Notice, RuleWindow
from moderation.steps import STEPS, Status
from moderation.workflow import Details
from tests.factories import make_category, make_desk, make_draft, make_person, make_window

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def take(name: str, draft: Draft, by: Any, **details: Any) -> Any:
    return workflow.take(name, draft, by=by, version=draft.version, details=Details(**details))


def refused(name: str, draft: Draft, by: Any, **details: Any) -> str:
    """Return what a window lacks: "note" for the reason, "" for the second approval."""
    with pytest.raises(workflow.Refused, match="Masa tenang") as refusal:
        take(name, draft, by, **details)
    return refusal.value.detail


# --- What falls under one -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ({"tags": ["pilkada 2026"]}, "pilkada 2026"),
        ({"headline": "BUDI  SANTOSO Menyapa Warga"}, "Budi Santoso"),
        ({"body": "<p>Kata Budi <strong>Santoso</strong>, begitu.</p>"}, "Budi Santoso"),
        ({"tags": ["Budi Santoso"]}, "Budi Santoso"),
        ({"body": "<p>Budi Santosono datang.</p>"}, ""),
        ({"tags": ["pilkada"]}, ""),
    ],
)
def test_a_story_falls_under_a_window_by_a_tag_or_by_whole_words(reporter, words, because):
    make_window(tags=["Pilkada 2026"], words=["Budi Santoso"])
    found = windows.matching(make_draft(reporter, **words))
    assert [match.tags + match.words for match in found] == ([(because,)] if because else [])
    assert all(f"“{because}”" in match.because for match in found)


def test_what_is_over_asks_nothing_any_more(reporter):
    now = timezone.now()
    make_window(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
    assert windows.matching(make_draft(reporter, tags=["Pilkada"])) == []


# --- What it demands ------------------------------------------------------------------------------


def test_a_release_needs_another_approval_and_a_reason(reporter, editor, other_editor):
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    with pytest.raises(workflow.Refused, match="Masa tenang.*“Pilkada”"):
        take("release", draft, editor, note="Imbauan KPU.")
    take("approve", draft, editor)
    with pytest.raises(workflow.Refused):
        take("release", draft, editor, note="Imbauan KPU.")
    assert refused("release", draft, other_editor) == "note"
    assert refused("release", draft, other_editor, note="  ") == "note"
    step = take("release", draft, other_editor, note="Imbauan KPU.")
    assert (draft.status, step.note) == (Status.RELEASED, "Imbauan KPU.")


def test_an_approval_counts_for_the_version_it_was_given_to(reporter, editor, other_editor):
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    take("approve", draft, editor)
    draft.headline = "Judul Baru"
    save_draft(draft, by=other_editor)
    assert refused("release", draft, other_editor, note="Imbauan KPU.") == ""


def test_a_window_may_demand_two_people_alone(reporter, editor, other_editor):
    make_window(needs_reason=False)
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    assert refused("release", draft, editor) == ""
    take("approve", draft, other_editor)
    take("release", draft, editor)


def test_a_window_may_demand_a_reason_alone(reporter, editor):
    make_window(needs_approval=False)
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    assert refused("release", draft, editor) == "note"
    take("release", draft, editor, note="Imbauan KPU.")


def test_an_emergency_is_no_way_around_two_people(reporter, editor, other_editor):
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    assert refused("emergency", draft, editor, note="Banjir bandang.") == ""
    take("approve", draft, editor)
    assert refused("emergency", draft, editor, note="Banjir bandang.") == ""
    take("emergency", draft, other_editor, note="Banjir bandang.")
    assert draft.status == Status.RELEASED


def test_other_stories_and_other_times_are_released_as_ever(reporter, editor):
    now = timezone.now()
    make_window(starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    for tags in (["Banjir"], ["Pilkada"]):
        take("release", make_draft(reporter, status="submitted", tags=tags), editor)


def test_scheduling_asks_for_the_minute_and_not_for_today(reporter, editor, other_editor):
    now = timezone.now()
    make_window("Masa tenang", starts_at=now + HOUR, ends_at=now + 3 * HOUR)
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    assert refused("schedule", draft, editor, due_at=now + 2 * HOUR, note="Imbauan.") == ""
    take("approve", draft, other_editor)
    assert refused("schedule", draft, editor, due_at=now + 2 * HOUR) == "note"
    take("schedule", draft, editor, due_at=now + 4 * HOUR)
    take("schedule", draft, editor, due_at=now + 2 * HOUR, note="Imbauan KPU.")
    (released,) = workflow.release_due(now=now + 2 * HOUR)
    assert (released.step, released.note) == ("release", "Imbauan KPU.")


def test_the_clock_puts_back_what_a_later_window_forbids_and_tells_the_editors(
    reporter, editor, other_editor
):
    now = timezone.now()
    draft = make_draft(
        reporter, status="scheduled", editor=editor, due_at=now + HOUR, tags=["Pilkada"]
    )
    make_window("Masa tenang")
    (step,) = workflow.release_due(now=now + HOUR)
    draft.refresh_from_db()
    assert (step.step, step.automatic, draft.status) == ("unschedule", True, Status.SUBMITTED)
    assert "Masa tenang" in step.note
    assert draft.article is None
    told = Notice.objects.filter(transition=step, kind=Notice.Kind.MISSED)
    assert {editor, other_editor, reporter} <= {notice.person for notice in told}
    assert not workflow.overdue(now=now + 2 * HOUR).exists()
    take("approve", draft, editor)
    take("release", draft, other_editor, note="Imbauan KPU.")


def test_a_desk_with_two_approvals_asks_for_no_third(reporter, editor, other_editor):
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor, other_editor], approvals=2)
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"], category=category)
    take("approve", draft, editor)
    assert rules.why_not(STEPS["approve"], draft, other_editor)
    take("release", draft, other_editor, note="Imbauan KPU.")


def test_who_can_release_is_nobody_until_somebody_approved(reporter, editor, other_editor):
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    assert rules.who_can(STEPS["release"], draft) == []
    take("approve", draft, editor)
    assert rules.who_can(STEPS["release"], draft) == [other_editor]


# --- The calendar ---------------------------------------------------------------------------------


def test_what_two_people_change_at_once_is_refused_to_the_later(managing_editor):
    window = make_window("Masa tenang")
    assert windows.change(window, version=1, name="Masa tenang Pilkada")
    assert not windows.change(window, version=1, name="Hari tenang")
    assert (window.name, window.version) == ("Masa tenang Pilkada", 2)


def test_ending_is_early_for_what_runs_and_calls_off_what_has_not_begun():
    now = timezone.now()
    running, over = make_window(), make_window(starts_at=now - 3 * HOUR, ends_at=now - HOUR)
    coming = make_window(starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    for window in (running, over, coming):
        windows.end(window)
    assert not RuleWindow.objects.filter(ends_at__gt=timezone.now()).exists()
    assert set(RuleWindow.objects.all()) == {running, over}
    over.refresh_from_db()
    assert over.ends_at == now - HOUR
    events = Event.objects.filter(table="moderation_rulewindow")
    assert set(events.values_list("action", flat=True)) == {"INSERT", "UPDATE", "DELETE"}


@pytest.mark.parametrize("words", [["Budi (Santoso"], ["a" * 80, "[x", "C++"]])
def test_words_are_words_and_no_patterns(reporter, words):
    make_window(words=words, tags=[])
    draft = make_draft(reporter, headline=f"Kata {words[-1]} itu")
    assert windows.matching(draft)[0].words == (words[-1],)


def test_a_person_who_may_do_both_is_still_one_person(reporter, chief):
    make_window()
    helper = make_person("bantu", Role.EDITOR_IN_CHIEF)
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    take("approve", draft, chief)
    with pytest.raises(workflow.Refused):
        take("release", draft, chief, note="Imbauan KPU.")
    take("release", draft, helper, note="Imbauan KPU.")
