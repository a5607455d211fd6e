"""The pages of the desk as a table: the name of an address, on what it is opened, and by whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.roles import Role
from articles.models import Page as StandingPage
from articles.models import Tag
from cases import arriving
from moderation import merges
from standards.lexicon import learn
from tests.factories import (
    make_author,
    make_category,
    make_desk,
    make_draft,
    make_photo,
    make_plan,
    make_release,
    make_window,
)
from tests.wordpress.moves import make_move

EDITORS = {Role.DESK_EDITOR, Role.MANAGING_EDITOR, Role.EDITOR_IN_CHIEF}
CHIEFS = {Role.MANAGING_EDITOR, Role.EDITOR_IN_CHIEF}
WRITERS = {Role.REPORTER, Role.PHOTOGRAPHER, *EDITORS}
STAFF = set(Role)
# Also whoever has not signed in.
EVERYBODY = frozenset(Role)
NOBODY: set[Role] = set()


@dataclass(frozen=True)
class Page:
    """`on` names the attributes of the world that the address is made from, by its parameter."""

    roles: set[Role] | frozenset[Role]
    on: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, Any], ...] = ()
    query: str = ""

    def kwargs(self, world: "World") -> dict[str, Any]:
        return {name: getattr(world, what) for name, what in self.on} | dict(self.fixed)


def of(what: str, parameter: str = "pk") -> tuple[tuple[str, str], ...]:
    return ((parameter, what),)


@dataclass
class World:
    """One of everything, none of it of whoever opens the pages. Numbers."""

    draft: int
    submitted: int
    photo: int
    category: int
    author: int
    tag: int
    page: int
    user: int
    group: int
    plan: int
    case: int
    today: date
    monday: date
    desk: int
    move: int
    entry: int
    window: int
    release: int

    @classmethod
    def make(cls, reporter: Any, editor: Any) -> "World":
        category, other = make_category("Kota"), make_category("Wilayah")
        page = StandingPage.objects.create(
            title="Redaksi", slug="redaksi", body="<p>Kami.</p>", updated_at=timezone.now()
        )
        merges.merge(make_category("Kotaku"), other, by=editor)
        article = make_draft(reporter, status="released", editor=editor, category=category).article
        words = {
            "kind": "reply",
            "name": "Darmawan",
            "contact": "0812",
            "standing": "narasumber",
            "text": "Saya tidak pernah diwawancarai.",
        }
        now = timezone.now()
        case = arriving.enter(article, words, came_by="phone", received_at=now, by=editor)
        return cls(
            draft=make_draft(reporter, category=category).pk,
            submitted=make_draft(reporter, status="submitted", category=category).pk,
            photo=make_photo(reporter).pk,
            category=category.pk,
            author=make_author().pk,
            tag=Tag.objects.create(name="Banjir", slug="banjir").pk,
            page=page.pk,
            user=reporter.pk,
            group=Group.objects.get(name=Role.REPORTER).pk,
            plan=make_plan(editor).pk,
            case=case.pk,
            today=timezone.localdate(),
            monday=timezone.localdate() - timedelta(days=timezone.localdate().weekday()),
            desk=make_desk("Meja kota", [], [editor]).pk,
            move=make_move().pk,
            entry=learn("person", "Arif Hidayat", by=reporter)[0].pk,
            window=make_window().pk,
            release=make_release(reporter).pk,
        )


ASSIGNING = EDITORS | {Role.COORDINATOR}
# Everybody who has to do with stories; not who runs the machine.
NEWSROOM = WRITERS | {Role.COORDINATOR}
ADMIN = {Role.ADMIN}
MOVERS = {Role.EDITOR_IN_CHIEF, Role.ADMIN}


def draft_pages() -> dict[str, Page]:
    """Return the pages of one draft: somebody else's, so that only editors read it."""
    names = ["change", "review", "preview", "history", "comments", "compare"]
    found = {f"admin:moderation_draft_{name}": Page(EDITORS, of("submitted")) for name in names}
    step = Page(EDITORS, of("submitted"), (("name", "return"),))
    version = Page(EDITORS, of("submitted"), (("number", 1),))
    return found | {
        "admin:moderation_draft_step": step,
        "admin:moderation_draft_version": version,
        "admin:moderation_draft_people": Page(EDITORS, of("submitted"), query="?q=ri"),
        "preview-links": Page(EDITORS, of("submitted")),
        "draft-resemblance": Page(
            EDITORS, (*of("submitted"), *of("draft", "number")), (("kind", "draft"),)
        ),
    }


def object_pages(model: str, what: str, *, may: dict[str, set[Role]]) -> dict[str, Page]:
    """Return the admin's five pages of a model."""
    on = of(what, "object_id")
    return {
        f"admin:{model}_changelist": Page(may["view"]),
        f"admin:{model}_add": Page(may["add"]),
        f"admin:{model}_change": Page(may["view"], on),
        f"admin:{model}_history": Page(may["view"], on),
        f"admin:{model}_delete": Page(may["delete"], on),
    }


PAGES: dict[str, Page] = {
    # One's own account
    "account_inactive": Page(EVERYBODY),
    "account_logout": Page(STAFF),
    "account_change_password": Page(STAFF),
    "mfa_index": Page(STAFF),
    # What everybody has
    "admin:index": Page(STAFF),
    "admin:jsi18n": Page(STAFF),
    "desk-tour": Page(STAFF),
    "notices": Page(STAFF),
    "notice-choices": Page(STAFF),
    "pulse": Page(STAFF),
    "style-page": Page(STAFF),
    # Stories
    **draft_pages(),
    "admin:moderation_draft_changelist": Page(WRITERS),
    "admin:moderation_draft_add": Page(WRITERS),
    "admin:desk_queue": Page(WRITERS),
    "admin:desk_overview": Page(WRITERS),
    "admin:desk_overdue": Page(WRITERS),
    "admin:desk_people": Page(EDITORS),
    "admin:desk_scheduled": Page(WRITERS),
    "admin:desk_stale": Page(WRITERS),
    "admin:desk_week": Page(WRITERS, of("monday", "day")),
    "desk-choices": Page(NEWSROOM, fixed=(("what", "kategori"),)),
    # Press releases
    "releases": Page(WRITERS, query="?q=jalan"),
    "release": Page(WRITERS, of("release")),
    "release-add": Page(WRITERS),
    "release-change": Page(WRITERS, of("release")),
    # Plans
    "plans": Page(NEWSROOM),
    "plan": Page(NEWSROOM, of("plan")),
    "plan-add": Page(ASSIGNING),
    "plan-week": Page(NEWSROOM, of("monday", "day")),
    "plan-budget": Page(NEWSROOM, of("today", "day")),
    # Photos
    **object_pages(
        "photos_photo",
        "photo",
        may={"view": WRITERS, "add": WRITERS, "delete": NOBODY},
    ),
    "admin:photos_photo_take_down": Page(EDITORS, of("photo")),
    # The front page
    "desk-front": Page(CHIEFS),
    "desk-front-channel": Page(CHIEFS, of("category", "category")),
    "desk-front-preview": Page(CHIEFS, query="?hari=2026-11-30&pukul=07.00"),
    "desk-banner": Page(CHIEFS),
    # The record
    "desk-record": Page(CHIEFS),
    "desk-record-csv": Page(CHIEFS),
    # Moving from WordPress
    "exports": Page(MOVERS),
    "exports-progress": Page(MOVERS),
    "moves": Page(MOVERS),
    "move": Page(MOVERS, of("move")),
    "move-progress": Page(MOVERS, of("move")),
    # Readers' letters
    "cases": Page(EDITORS),
    "cases-export": Page(EDITORS),
    "case": Page(EDITORS, of("case")),
    "case-add": Page(EDITORS),
    # Standards of language
    "lexicon": Page(WRITERS, query="?q=ri"),
    "lexicon-entry": Page(EDITORS, of("entry")),
    "standards": Page(WRITERS),
    "rule-windows": Page(WRITERS),
    "rule-window": Page(WRITERS, of("window")),
    "rule-window-add": Page(CHIEFS),
    # What stories are sorted by
    **object_pages(
        "categories_category",
        "category",
        may={"view": NEWSROOM, "add": CHIEFS, "delete": {Role.EDITOR_IN_CHIEF}},
    ),
    "desk-category-merge": Page(CHIEFS, of("category")),
    "desk-join": Page(EDITORS, of("tag"), fixed=(("what", "tag"),)),
    **object_pages(
        "articles_author", "author", may={"view": NEWSROOM, "add": EDITORS, "delete": NOBODY}
    ),
    **object_pages("articles_tag", "tag", may={"view": NEWSROOM, "add": NOBODY, "delete": NOBODY}),
    **object_pages(
        "articles_page",
        "page",
        may={"view": CHIEFS, "add": CHIEFS, "delete": {Role.EDITOR_IN_CHIEF}},
    ),
    **object_pages(
        "moderation_desk",
        "desk",
        may={"view": CHIEFS, "add": CHIEFS, "delete": {Role.EDITOR_IN_CHIEF}},
    ),
    # Accounts
    **object_pages("accounts_user", "user", may={"view": ADMIN, "add": ADMIN, "delete": NOBODY}),
    "admin:auth_user_password_change": Page(ADMIN, of("user", "id")),
    "admin:auth_group_changelist": Page(ADMIN),
    "admin:auth_group_change": Page(ADMIN, of("group", "object_id")),
    "admin:auth_group_history": Page(ADMIN, of("group", "object_id")),
    "admin:auth_group_add": Page(NOBODY),
    "admin:auth_group_delete": Page(NOBODY, of("group", "object_id")),
    "failed-mails": Page(CHIEFS | ADMIN),
}
# What is sent and not opened, asks for more than being signed in, or only leads elsewhere; each
# has tests of its own.
NOT_OPENED = {
    "account_login",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "admin:login",
    "admin:logout",
    "admin:password_change",
    "admin:password_change_done",
    "admin:autocomplete",
    "admin:view_on_site",
    "admin:app_list",
    "admin:desk_bulk",
    "admin:desk_bulk_result",
    "admin:desk_bulk_undo",
    "admin:desk_filter_delete",
    "admin:desk_filter_save",
    "admin:moderation_draft_autosave",
    "admin:moderation_draft_autosave_new",
    "admin:moderation_draft_claim",
    "admin:moderation_draft_language",
    "admin:moderation_draft_credits",
    "admin:moderation_draft_release",
    "admin:moderation_draft_presence",
    "admin:moderation_draft_restore",
    "admin:photos_photo_finish",
    "admin:photos_photo_pieces",
    "admin:photos_photo_put_back",
    "admin:photos_photo_taken_down",
    "admin:photos_photo_words_of",
    "case-correct",
    "case-end",
    "case-leave",
    "case-note",
    "case-reopen",
    "case-reply",
    "case-take",
    "desk-banner-end",
    "desk-category-merge-undo",
    "desk-checklist",
    "desk-front-change",
    "desk-join-undo",
    "desk-mend",
    "export-ask",
    "export-delete",
    "export-download",
    "failed-mails-retry",
    "guest-preview",
    "lexicon-accept",
    "lexicon-put-back",
    "lexicon-remove",
    "move-delete",
    "move-rehearse",
    "move-start",
    "move-stop",
    "notice",
    "notices-read",
    "plan-close",
    "plan-move",
    "plan-start",
    "plan-take",
    "preview-link-revoke",
    "rule-window-end",
    "sessions-end",
    "release-attachment",
    "release-file",
    "release-write",
}
