"""Every role with every step in every status, on a story of one's own and on somebody else's."""

from itertools import product

import pytest

from accounts.roles import PERMISSIONS, Role
from moderation import rules, workflow
from moderation.steps import STEPS, Status
from tests.factories import make_category, make_desk, make_draft, make_person

pytestmark = pytest.mark.django_db

# Written out by hand, so that a slip in the code's tables is seen here. For each role: the steps it
# may take with its own story and with another's, by status.
WRITER_OWN = {
    "draft": {"submit"},
    "returned": {"submit"},
    "submitted": {"recall"},
    "released": {"reopen"},
}
EDITOR_OWN = {
    "draft": {"submit", "emergency", "spike"},
    "returned": {"submit", "emergency", "spike"},
    "submitted": {"recall", "return", "emergency", "spike"},
    "scheduled": {"unschedule", "emergency"},
    "released": {"reopen", "ask_withdrawal", "kill"},
    "spiked": {"unspike"},
}
EDITOR_OTHERS = {
    "draft": {"submit", "emergency", "spike"},
    "returned": {"submit", "emergency", "spike"},
    "submitted": {"return", "release", "schedule", "emergency", "spike"},
    "scheduled": {"release", "schedule", "unschedule", "emergency"},
    "released": {"reopen", "ask_withdrawal", "kill"},
    "spiked": {"unspike"},
}
# Beyond an editor: decides on what somebody else killed.
CHIEF = {"killed": {"explain", "reinstate"}}
NOTHING: dict[str, set[str]] = {}

MAY = {
    Role.REPORTER: (WRITER_OWN, NOTHING),
    Role.PHOTOGRAPHER: (WRITER_OWN, NOTHING),
    Role.DESK_EDITOR: (EDITOR_OWN, EDITOR_OTHERS),
    Role.MANAGING_EDITOR: (EDITOR_OWN | CHIEF, EDITOR_OTHERS | CHIEF),
    Role.EDITOR_IN_CHIEF: (EDITOR_OWN | CHIEF, EDITOR_OTHERS | CHIEF),
    Role.ADMIN: (NOTHING, NOTHING),
}


@pytest.fixture
def stories(editor):
    """Return a function that makes a person's story in a status, decided on by somebody else."""

    def make(owner, status):
        return make_draft(owner, status=status, editor=editor)

    return make


def test_the_table_leaves_out_no_role_that_touches_stories():
    touching = {role for role, names in PERMISSIONS.items() if "moderation.submit_draft" in names}
    assert touching <= set(MAY)


# Who runs the machine has no story of their own.
CASES = [case for case in product(MAY, [True, False]) if case != (Role.ADMIN, True)]


@pytest.mark.parametrize(("role", "is_own"), CASES)
def test_each_role_may_take_these_steps_and_no_other(role, is_own, stories, reporter):
    person = make_person("yang-bertanya", role)
    expected = MAY[role][0 if is_own else 1]
    for status in Status:
        draft = stories(person if is_own else reporter, status)
        may = {step.name for step in rules.open_steps(draft, person)}
        assert may == expected.get(status.value, set()), status
        refused = set(STEPS) - may
        assert all(rules.why_not(STEPS[name], draft, person) for name in refused)


# What is left to an editor who does not belong to the desk of a story: with their own, and with
# somebody else's. A story that readers see has other steps while a new version of it is written.
OUTSIDER_OWN = {
    "draft": {"submit"},
    "returned": {"submit"},
    "submitted": {"recall"},
    "released": {"reopen", "ask_withdrawal", "kill"},
}
OUTSIDER_OTHERS = {
    "draft": {"submit"},
    "returned": {"submit"},
    "released": {"reopen", "ask_withdrawal", "kill"},
}
NEW_VERSION = {"ask_withdrawal", "kill"}


@pytest.mark.parametrize("role", [Role.DESK_EDITOR, Role.MANAGING_EDITOR])
@pytest.mark.parametrize("is_own", [True, False])
def test_a_desk_leaves_these_steps_to_editors_who_do_not_belong_to_it(
    role, is_own, stories, reporter, editor
):
    person = make_person("dari-meja-lain", role)
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor])
    expected = OUTSIDER_OWN if is_own else OUTSIDER_OTHERS
    if role == Role.MANAGING_EDITOR:  # who decides in every channel
        expected = MAY[role][0 if is_own else 1]
    for status in Status:
        draft = stories(person if is_own else reporter, status)
        may = {step.name for step in rules.open_steps(draft, person)}
        assert may == expected.get(status.value, set()), status


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("owner", {"submit", "discard"}),
        ("outsider", {"submit", *NEW_VERSION}),
        ("of the desk", {"submit", "discard", "emergency", *NEW_VERSION}),
    ],
)
def test_a_new_version_of_a_public_story_is_discarded_by_its_owner_or_its_desk(
    stories, reporter, editor, who, more
):
    make_desk("Meja Politik", [make_category("Politik")], [editor])
    draft = stories(reporter, Status.RELEASED)
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    outsider = make_person("dari-meja-lain", Role.DESK_EDITOR)
    person = {"owner": reporter, "outsider": outsider, "of the desk": editor}[who]
    assert {step.name for step in rules.open_steps(draft, person)} == more
