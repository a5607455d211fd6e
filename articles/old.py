"""Addresses of the system a newsroom came from: each leads on in one hop.

What an import knows stands in `OldAddress`. What follows from an address it knows (its feed, its
second page, its version for phones) needs no row. Django's own way with slashes would cost a
second hop, so this middleware stands inside `CommonMiddleware` and answers first.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import NoReverseMatch, is_valid_path, reverse

from articles.models import OldAddress

LONGEST = 2000  # characters of a path that is looked up, or kept

# The queries by which WordPress finds a page where no path says it, the surest first.
QUERIES = (
    *("p", "page_id", "attachment_id", "cat", "category_name", "tag"),
    *("author", "author_name", "m", "name", "pagename"),
)
_VALUE = re.compile(r"[\w.@/-]{1,200}\Z")
# What WordPress hangs onto an address, and where that leads: to its feed, or to itself.
_FEED = re.compile(r"(?P<base>.*?/)(?:feed(?:/(?:rss|rss2|rdf|atom))?|rss2?|atom)/\Z")
_VARIANT = re.compile(
    r"(?P<base>.*?/)(?:amp|embed|trackback|print|page/\d{1,6}|comment-page-\d{1,6}|\d{1,3})/\Z"
)
_FEEDS = {"category": "path", "tag": "slug", "author": "slug"}


def canonical(path: str) -> str:
    """Return a path as `OldAddress` keeps it: small letters, no `index.php`, a slash at its end."""
    path = re.sub(r"/{2,}", "/", f"/{path.lower()}/")
    return path.removeprefix("/index.php") if path.startswith("/index.php/") else path


def query_of(values: Mapping[str, str]) -> str:
    """Return the part of an address after its path that says which page is meant; "" if none."""
    for name in QUERIES:
        value = values.get(name, "").lower()
        if value and _VALUE.match(value):
            return f"?{name}={value}"
    return ""


def new_address(path: str, values: Mapping[str, str]) -> str:
    """Return where an old path with its query leads today; "" if nobody knows it."""
    if len(path) > LONGEST or "\x00" in path:  # PostgreSQL takes no NUL
        return ""
    path = canonical(path)
    asks_feed = bool(values.get("feed"))
    if query := query_of(values):
        found = _rows(path + query)
        return _address(found[0], asks_feed) if found else ""
    if path == "/":
        return reverse("feed") if asks_feed else ""
    feed, variant = _FEED.match(path), _VARIANT.match(path)
    base = (feed or variant or {"base": path})["base"]
    if found := _rows(path):
        return _address(found[0], asks_feed)
    if base == path:
        return ""
    if path.startswith("/feed/") and is_valid_path(path):
        return path  # one of ours, which only lacked its slash: /feed/atom
    if base in {"/", "/comments/"}:
        return reverse("feed" if feed else "latest")
    found = _rows(base)
    return _address(found[0], bool(feed)) if found else ""


def _rows(path: str) -> list[OldAddress]:
    return list(OldAddress.objects.with_targets().filter(path=path)[:1])


def _address(old: OldAddress, feed: bool) -> str:
    """Return where a row leads, or to the feed of that, where it has one."""
    if feed and old.leads_to is None and (target := old.target):
        name = target._meta.model_name or ""
        try:
            place = {_FEEDS[name]: getattr(target, _FEEDS[name])}
            return reverse(f"feed-{name}", kwargs=place)
        except (KeyError, NoReverseMatch):
            pass
    return old.get_absolute_url()


class OldAddressMiddleware:
    """Lead who asks for an old address to the new one: 301, one hop.

    Asked before a page is made only where the front page is asked for with a query that it does
    not know; else only once nothing is found, or a story whose number is not the one that was
    meant, as with old addresses that had a number of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(
            (settings.DESK_PREFIX, settings.MEDIA_URL, settings.STATIC_URL)
        ):
            return self.get_response(request)
        at_front = request.path_info == "/" and (query_of(request.GET) or "feed" in request.GET)
        if at_front and (address := new_address("/", request.GET)):
            return HttpResponsePermanentRedirect(address)
        response = self.get_response(request)
        match = request.resolver_match
        renumbered = response.status_code == 301 and match and match.url_name == "story"
        if response.status_code != 404 and not renumbered:
            return response
        address = new_address(request.path_info, request.GET)
        if not address or address == quote(request.path_info):
            return response
        return HttpResponsePermanentRedirect(address)
