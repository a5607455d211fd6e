"""Moving a story to another channel takes it from no desk, and gets around no second approval."""

import pytest

from accounts.roles import Role
from moderation import rules, workflow
from moderation.bulk import ACTIONS as BULK
from moderation.bulk import choose, prospects
from moderation.history import save_draft
from moderation.steps import STEPS, Status
from moderation.workflow import Details, Refused
from tests.factories import make_category, make_desk, make_draft, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sports():
    """A channel that no desk keeps."""
    return make_category("Olahraga")


@pytest.fixture
def desk(editor, other_editor):
    return make_desk("Meja Politik", [make_category("Politik")], [editor, other_editor])


@pytest.fixture
def strict(desk):
    desk.approvals = 2
    desk.save()
    return desk


@pytest.fixture
def outsider():
    return make_person("dari-meja-lain", Role.DESK_EDITOR)


def move(draft, category, by):
    draft.category = category
    save_draft(draft, by=by)


def take(name, draft, by, **details):
    return workflow.take(name, draft, by=by, version=draft.version, details=Details(**details))


DECISIONS = [
    ("return", {"note": "Kurang."}),
    ("release", {}),
    ("emergency", {"note": "Gempa."}),
    ("spike", {}),
]


@pytest.mark.parametrize(("name", "details"), DECISIONS)
def test_who_moves_a_story_out_of_a_desk_they_do_not_belong_to_decides_nothing(
    reporter, outsider, desk, sports, name, details
):
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, outsider)
    with pytest.raises(Refused, match="Meja Politik"):
        take(name, draft, outsider, **details)
    assert draft.status == Status.SUBMITTED


def test_a_desk_that_let_a_story_go_leaves_it_to_the_other_desk(
    reporter, editor, outsider, desk, sports
):
    make_desk("Meja Olahraga", [sports], [outsider])
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, editor)
    assert rules.why_not(STEPS["release"], draft, editor)
    take("release", draft, outsider)


def test_two_approvals_are_not_got_around_by_moving_the_story_where_one_is_enough(
    reporter, editor, other_editor, strict, sports
):
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, editor)
    with pytest.raises(Refused, match="Meja Politik"):
        take("release", draft, editor)
    take("approve", draft, editor)
    with pytest.raises(Refused):
        take("release", draft, editor)
    take("release", draft, other_editor)


def test_nor_by_moving_it_twice(reporter, editor, outsider, strict, sports):
    make_desk("Meja Olahraga", [sports], [editor, outsider])
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, editor)
    move(draft, make_category("Hiburan"), editor)
    for person in (editor, outsider):
        assert rules.why_not(STEPS["release"], draft, person)


def test_nor_by_a_new_version_of_what_readers_see(
    reporter, editor, other_editor, outsider, strict, sports
):
    draft = make_draft(reporter, status="submitted")
    take("approve", draft, editor)
    take("release", draft, other_editor)
    take("reopen", draft, reporter)
    move(draft, sports, reporter)
    take("submit", draft, reporter)
    with pytest.raises(Refused, match="Meja Politik"):
        take("release", draft, outsider, change="fix")
    with pytest.raises(Refused, match="approvals|persetujuan"):
        take("release", draft, editor, change="fix")
    take("approve", draft, editor)
    take("release", draft, other_editor, change="fix")


def test_a_story_moved_back_is_as_it_was(reporter, editor, outsider, desk, sports):
    draft = make_draft(reporter, status="submitted")
    home = draft.category
    move(draft, sports, outsider)
    move(draft, home, outsider)
    take("release", draft, editor)


def test_a_writer_chooses_the_channel_before_anybody_reviews_the_story(
    reporter, outsider, desk, sports
):
    draft = make_draft(reporter)
    move(draft, sports, reporter)
    take("submit", draft, reporter)
    take("release", draft, outsider)


def test_what_a_desk_spiked_only_that_desk_brings_back(reporter, editor, outsider, desk):
    draft = make_draft(reporter, status="spiked", editor=editor)
    with pytest.raises(Refused, match="Meja Politik"):
        take("unspike", draft, outsider)
    take("unspike", draft, editor)


def test_a_new_version_moved_elsewhere_is_signed_off_where_readers_see_the_story(
    reporter, editor, other_editor, outsider, desk, sports
):
    draft = make_draft(reporter)
    take("emergency", draft, editor, note="Gempa.")
    take("reopen", draft, outsider)
    move(draft, sports, outsider)
    for name in ("sign_off", "discard"):
        with pytest.raises(Refused, match="Meja Politik"):
            take(name, draft, outsider)
    take("sign_off", draft, other_editor)
    take("discard", draft, other_editor)


def test_anybody_who_may_kills_a_story_of_any_desk_at_once(reporter, editor, outsider, desk):
    draft = make_draft(reporter, status="released", editor=editor)
    take("kill", draft, outsider)
    assert draft.status == Status.KILLED


def test_who_can_names_only_people_who_then_can(
    reporter, editor, other_editor, outsider, chief, strict, sports
):
    make_desk("Meja Olahraga", [sports], [outsider])
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, outsider)
    people = rules.who_can(STEPS["approve"], draft)
    assert people == [chief]
    assert not any(rules.why_not(STEPS["approve"], draft, one) for one in people)


def test_many_at_once_says_the_same(reporter, outsider, desk, sports):
    draft = make_draft(reporter, status="submitted")
    move(draft, sports, outsider)
    chosen = choose(outsider, [(draft.pk, draft.version)])
    [found] = prospects(BULK["spike"], chosen, outsider, {})
    assert "Meja Politik" in found.refusal
