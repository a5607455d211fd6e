"""docs/workflow.md says what the code does."""

import re
from pathlib import Path

from django.conf import settings

from accounts.roles import PERMISSIONS, Role
from moderation.steps import EDITORS_EDIT, OWNER_EDITS, STEPS, Status

TEXT = (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text()


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    section = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\|(.+)\|$", section, flags=re.MULTILINE)[2:]
    return [[cell.strip().strip("`") for cell in row.split("|")] for row in rows]


def test_the_table_of_steps_is_the_one_in_the_code():
    assert table("Steps") == [
        [
            step.name,
            ", ".join(sorted(step.sources)),
            step.target or "stays",
            step.permission,
            step.whose,
            step.desk,
            step.public,
            step.answers or "nothing",
            "yes" if step.needs_note else "no",
        ]
        for step in STEPS.values()
    ]


def test_every_status_is_explained_under_its_own_name():
    assert [(row[0], row[1]) for row in table("Statuses")] == [
        (status.value, str(status.label)) for status in Status
    ]


def test_the_table_of_roles_is_the_one_in_the_code():
    def yes(role: Role, permission: str) -> str:
        return "yes" if permission in PERMISSIONS[role] else "no"

    assert table("Roles") == [
        [
            role.value,
            "own" if "moderation.add_draft" in PERMISSIONS[role] else "no",
            "all"
            if "photos.change_any_photo" in PERMISSIONS[role]
            else "own"
            if "photos.add_photo" in PERMISSIONS[role]
            else "no",
            yes(role, "moderation.edit_any_draft"),
            yes(role, "moderation.release_draft"),
            yes(role, "moderation.withdraw_article"),
            yes(role, "accounts.change_user"),
        ]
        for role in Role
    ]


def test_every_status_can_be_left_but_the_last():
    left = {source for step in STEPS.values() for source in step.sources}
    assert set(Status) - left == {Status.WITHDRAWN}
    assert OWNER_EDITS < EDITORS_EDIT
