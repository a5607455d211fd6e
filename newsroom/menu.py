"""The menu of the desk: what everybody needs all day in one row, the rest behind “More”."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A page the menu leads to: the name of its address, its words, and who may go there."""

    name: str
    label: Promise
    permission: str = ""

    def address(self) -> str:
        """Return where it leads; "" where this process has no such page."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


QUEUE = "admin:desk_queue"

# The pages of the day, by how often they are needed.
MAIN = (
    Entry("admin:index", _("Today")),
    Entry(QUEUE, _("Queue"), "moderation.view_draft"),
    Entry("admin:moderation_draft_changelist", _("Draft stories"), "moderation.view_draft"),
    Entry("admin:desk_overview", _("Overview"), "moderation.view_draft"),
    Entry("plans", _("Coverage plan"), "planning.view_assignment"),
    Entry("admin:photos_photo_changelist", _("Photos"), "photos.view_photo"),
)
# Pages that are no list of the admin; its lists follow by themselves.
MORE = (
    Entry("releases", _("Press releases"), "releases.view_pressrelease"),
    Entry("cases", _("Readers' letters"), "moderation.handle_case"),
    Entry("lexicon", _("Lexicon"), "standards.propose_entry"),
    Entry("standards", _("Standards of language"), "standards.propose_entry"),
    Entry("rule-windows", _("Rule windows"), "moderation.view_draft"),
    Entry("desk-front", _("Front page"), "moderation.change_front"),
    Entry("desk-banner", _("Breaking banner"), "moderation.change_front"),
    Entry("desk-record", _("Record of everything"), "moderation.view_record"),
    Entry("moves", _("Move from WordPress"), "wordpress.run_move"),
    Entry("exports", _("Export"), "archive.take_export"),
    Entry("style-page", _("Style page")),
)


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it on one page; `is_queue` if the number stands beside it."""

    label: str
    address: str
    is_here: bool = False
    is_queue: bool = False


@dataclass(frozen=True)
class Menu:
    main: list[Link]
    more: list[Link]

    @property
    def is_more_here(self) -> bool:
        return any(link.is_here for link in self.more)


def menu(request: HttpRequest, app_list: Iterable[dict[str, Any]]) -> Menu:
    """Return the menu of the person who asks; `app_list` is what the admin offers them.

    The entry whose address is the longest beginning of the page's own is the one one is at.
    """
    main, more = _links(MAIN, request), _links(MORE, request)
    listed = {link.address for link in main}
    for model in (model for app in app_list for model in app["models"]):
        if (address := model["admin_url"]) and address not in listed:
            more.append(Link(str(model["name"]), address))
    addresses = [link.address for link in (*main, *more)]
    here = max((a for a in addresses if _leads_to(a, request.path)), key=len, default="")
    return Menu(
        [replace(link, is_here=link.address == here) for link in main],
        [replace(link, is_here=link.address == here) for link in more],
    )


def _leads_to(address: str, path: str) -> bool:
    """Say whether the page at `path` is at `address` or below; the first page has none below."""
    return path == address or (address != reverse("admin:index") and path.startswith(address))


def _links(entries: Iterable[Entry], request: HttpRequest) -> list[Link]:
    return [
        Link(str(entry.label), address, is_queue=entry.name == QUEUE)
        for entry in entries
        if (not entry.permission or request.user.has_perm(entry.permission))
        and (address := entry.address())
    ]
