"""Which role may do what. The one place that says it; docs/workflow.md prints the same table.

A role is a Django group. Roles add up: in a small newsroom one person holds several. Whose draft
it is, and in which state, is not decided here but in `moderation.rules`.
"""

from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _

WRITING = {
    "moderation.add_draft",
    "moderation.change_draft",
    "moderation.view_draft",
    "moderation.submit_draft",
    "standards.propose_entry",
    "releases.add_pressrelease",
    "releases.view_pressrelease",
}
PICTURES = {"photos.add_photo", "photos.change_photo", "photos.view_photo"}
SEEING_PLANS = {"planning.view_assignment"}
PLANNING = {"planning.view_assignment", "planning.add_assignment", "planning.change_assignment"}
LOOKING_UP = {"categories.view_category", "articles.view_author", "articles.view_tag"}
EDITING = {
    "moderation.edit_any_draft",
    "moderation.return_draft",
    "moderation.release_draft",
    "moderation.spike_draft",
    "moderation.release_in_emergency",
    "moderation.kill_article",
    "moderation.handle_case",
    "moderation.view_revision",
    "moderation.view_transition",
    "photos.change_any_photo",
    "photos.take_down_photo",  # to every editor: a picture that harms somebody harms them now
    "articles.add_author",
    "articles.change_author",
    "articles.change_tag",
    "standards.keep_lexicon",
}
RUNNING = {
    "moderation.withdraw_article",
    "moderation.lift_embargo",
    "moderation.release_any_channel",
    "moderation.view_record",
    "moderation.change_front",
    "standards.set_standards",
    "moderation.keep_windows",
    "moderation.add_desk",
    "moderation.change_desk",
    "moderation.view_desk",
    "categories.add_category",
    "categories.change_category",
    "articles.add_page",
    "articles.change_page",
    "articles.view_page",
}
DELETING = {
    "moderation.delete_desk",
    "categories.delete_category",
    "articles.delete_page",
}
MOVING = {"wordpress.run_move", "archive.take_export"}
ADMINISTERING = {
    "accounts.add_user",
    "accounts.change_user",
    "accounts.view_user",
    "auth.view_group",
}


class Role(StrEnum):
    """The roles, named as an Indonesian newsroom names them (they are the groups' names)."""

    REPORTER = "Wartawan"
    PHOTOGRAPHER = "Fotografer"
    COORDINATOR = "Koordinator liputan"
    DESK_EDITOR = "Redaktur"
    MANAGING_EDITOR = "Redaktur pelaksana"
    EDITOR_IN_CHIEF = "Pemimpin redaksi"
    ADMIN = "Admin sistem"


PERMISSIONS: dict[Role, set[str]] = {
    Role.REPORTER: WRITING | PICTURES | LOOKING_UP | SEEING_PLANS,
    Role.PHOTOGRAPHER: WRITING | PICTURES | LOOKING_UP | SEEING_PLANS,
    Role.COORDINATOR: LOOKING_UP | PLANNING,
    Role.DESK_EDITOR: WRITING | PICTURES | LOOKING_UP | PLANNING | EDITING,
    Role.MANAGING_EDITOR: WRITING | PICTURES | LOOKING_UP | PLANNING | EDITING | RUNNING,
    Role.EDITOR_IN_CHIEF: (
        WRITING | PICTURES | LOOKING_UP | PLANNING | EDITING | RUNNING | DELETING | MOVING
    ),
    # Accounts and settings, and no editorial right: who runs the machine does not run the paper.
    Role.ADMIN: ADMINISTERING | MOVING,
}

# The same in a sentence, for whoever gives somebody a role.
DUTIES = {
    Role.REPORTER: _("Writes stories and submits them. Releases nothing."),
    Role.PHOTOGRAPHER: _("Brings in and describes photos, and may write. Releases nothing."),
    Role.COORDINATOR: _("Plans the coverage and hands out the work. Writes and releases nothing."),
    Role.DESK_EDITOR: _("Edits, returns, releases and schedules stories of others. Keeps authors."),
    Role.MANAGING_EDITOR: _("As an editor, and withdraws stories, keeps categories and pages."),
    Role.EDITOR_IN_CHIEF: _("As a managing editor, and deletes what may be deleted."),
    Role.ADMIN: _("Keeps the accounts. Sees and edits no story."),
}


def sync_groups(using: str) -> None:
    """Make the groups say what PERMISSIONS says; a permission added by hand is taken away.

    Permissions of an app that is not installed in this process are left out.
    """
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    with transaction.atomic(using=using):
        for role, wanted in PERMISSIONS.items():
            group, _created = Group.objects.using(using).get_or_create(name=role.value)
            group.permissions.set([known[name] for name in wanted if name in known])
