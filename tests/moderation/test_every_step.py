"""Every role with every step in every status, on a story of one's own and on somebody else's."""

from itertools import product

import pytest

from accounts.roles import PERMISSIONS, Role
from moderation import rules
from moderation.steps import STEPS, Status
from tests.factories import make_draft, make_person

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
