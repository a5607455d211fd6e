"""The edition: every public response is cached under it, so none is ever stale.

One number, raised by a trigger in the same transaction as any change of a table that readers see
(migration `edition_triggers`). The date in WIB and the deployed version are part of it too, and
how many slots and banners began or ended by the clock since the number was raised (migration
`edition_knows_its_turns`): no job has to run for that, and none can be late.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.db import connections, router
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.connection import ConnectionProxy
from django.utils.http import parse_etags

from articles.encodings import coding_for, pack
from articles.models import Edition
from articles.prepared import Prepared
from articles.saving import asks_for_less, lighter

View = Callable[..., HttpResponse]

# Pages have a cache of their own, local memory by default; the desk's is shared by all processes.
cache = ConnectionProxy(caches, "pages")

# Where a request says which edition it is answered from; no header of a reader's is called so.
ASKED = "newsroom.edition"

# How many of the moments ahead have passed: 0 where the array is empty.
CURRENT = Prepared(
    "edition",
    "SELECT number::text, width_bucket(%s::timestamptz, turns)::text FROM articles_edition",
)
MOST_SHARED = 1000  # things; a site has some hundred
MOST_LOOKED_UP = 500  # of what readers ask for by words of their own
MOST_AT_HAND = (
    200  # pages that a process needs not ask the cache for, the first ones asked for twice
)
KEEP = 60 * 60  # seconds; an entry of an old edition is never asked for again
# For a proxy or CDN in front: short, because it cannot ask for the edition.
FOR_PROXIES = {
    "Cache-Control": "public, max-age=0, s-maxage=10, stale-while-revalidate=60",
    "Vary": "Accept-Encoding, Save-Data",
}
# What pages of other sites may read says so in every answer, 304 too, or a browser withholds it.
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
OPEN_TO_OTHER_SITES = ("/api/", "/oembed/")
SAVING = "-saving"  # ends the name of a form with small pictures alone
KEPT_STATUSES = frozenset({200, 410})


class Shared:
    """What pages of one edition share, by name; the next edition begins with nothing.

    Objects of this process: out of a cache they would be copied for each page that shows them.
    Where there are as many as there may be, it begins with nothing, too.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.clear()

    def clear(self) -> None:
        self._held: tuple[str, dict[str, Any]] = ("", {})

    def under(self, edition: str) -> dict[str, Any]:
        held = self._held  # one object, so that no thread finds things of another edition
        if held[0] != edition or len(held[1]) >= self.most:
            held = self._held = (edition, {})
        return held[1]


_shared = Shared(MOST_SHARED)
_looked_up = Shared(MOST_LOOKED_UP)
_at_hand = Shared(MOST_AT_HAND)


class Asking(Protocol):
    """What has to be known of a request to find a kept page."""

    META: dict[str, Any]
    path: str

    @property
    def scheme(self) -> str | None: ...


class Kept(NamedTuple):
    """A whole response as the cache holds it: plain values, packed or not."""

    status: int
    headers: dict[str, str]
    body: bytes

    def sent_as(self, form: str) -> "Kept":
        """Return the response in a form that `form_for()` named."""
        coding, body, changed = form.removesuffix(SAVING), self.body, {}
        if form.endswith(SAVING) and self.headers.get("Content-Type", "").startswith("text/html"):
            body = lighter(body)
        if coding:
            body, changed = pack(body, coding), {"Content-Encoding": coding}
        changed["Content-Length"] = str(len(body))
        return Kept(self.status, self.headers | changed, body)

    def response(self) -> HttpResponse:
        if self.status == HTTPStatus.NOT_MODIFIED:
            return HttpResponseNotModified(headers=self.headers)
        return HttpResponse(self.body, status=self.status, headers=self.headers)


def current() -> str:
    """Return the edition the public site has now, in one query."""
    connection = connections[router.db_for_read(Edition) or "default"]
    now = timezone.now()
    ((number, turn),) = CURRENT.rows(connection, now.isoformat())
    today = now.astimezone(timezone.get_default_timezone())
    return f"{number}.{turn}.{today:%Y%m%d}.{settings.VERSION}.{settings.LOOK}"


def of(request: Asking) -> str:
    """Return the edition that `request` is answered from, asked for once a request.

    What the page reads after this may be newer, never older, so what is kept under it is not stale.
    """
    if ASKED not in request.META:
        request.META[ASKED] = current()
    return request.META[ASKED]


def hold() -> None:
    """Take the edition's row lock before anything else that a release writes.

    Everything that changes public tables queues here, in one order, so that two of them cannot
    wait for each other. Needs a transaction.
    """
    Edition.objects.select_for_update().get(pk=1)


def kept[Made](request: HttpRequest, name: str, make: Callable[[], Made]) -> Made:
    """Return what `make` returned for this edition, made once in each process.

    All pages that show it get the same object, so nobody may change it. None is not kept: it is
    what an address that leads nowhere comes to.
    """
    return _made_once(_shared.under(of(request)), name, make)


def looked_up[Made](request: HttpRequest, name: str, make: Callable[[], Made]) -> Made:
    """Do as `kept()` where anybody can make up names: these push out nothing but each other."""
    return _made_once(_looked_up.under(of(request)), name, make)


def _made_once[Made](held: dict[str, Any], name: str, make: Callable[[], Made]) -> Made:
    found = held.get(name)
    if found is None and (found := make()) is not None:
        held[name] = found
    return found


def forget() -> None:
    """Forget every page and what pages share, as a new process begins."""
    forget_pages()
    _shared.clear()
    _looked_up.clear()


def forget_pages() -> None:
    """Forget every page; what pages share is kept."""
    cache.clear()
    _at_hand.clear()


def cached(*parameters: str) -> Callable[[View], View]:
    """Let a public view's page be kept under the edition and its canonical address.

    `parameters` are the query parameters the view knows; any other is no part of the address, so
    it cannot fill the cache. Only what a view returned with status 200 or 410 is kept: what it
    refused (404, 400) or sent elsewhere is not, nor what `not_to_keep()` got.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def serve(request: HttpRequest, **kwargs: object) -> HttpResponse:
            known = [(name, request.GET[name]) for name in parameters if name in request.GET]
            address = f"{request.path}?{urlencode(known)}"
            if address != asked_for(request) and (found := find(request, address)):
                return found.response()
            response = view(request, **kwargs)
            if response.status_code in KEPT_STATUSES:
                etag = f'W/"{digest_of(request, address)}"'
                for name, value in {"ETag": etag, **FOR_PROXIES}.items():
                    response.headers[name] = value
                response.canonical = None if hasattr(response, "passing") else address
            return response

        return serve

    return decorate


def not_to_keep(response: HttpResponse) -> HttpResponse:
    """Mark a page that may be shown and not kept, since anybody can make up its address."""
    response.passing = True
    return response


def asked_for(request: Asking) -> str:
    """Return the address as it was asked for; a canonical one is written no other way."""
    return f"{request.path}?{request.META.get('QUERY_STRING', '')}"


def digest_of(request: Asking, address: str) -> str:
    """Return what a page is found under: it depends on nothing else that a request says."""
    text = f"{of(request)} {request.scheme} {address}"
    return blake2b(text.encode(), digest_size=16).hexdigest()


def find(request: Asking, address: str) -> Kept | None:
    """Return the kept page of a canonical address, 304 to who has it already, or None."""
    digest = digest_of(request, address)
    etag = f'W/"{digest}"'
    if (known := request.META.get("HTTP_IF_NONE_MATCH")) and etag in parse_etags(known):
        headers = {"ETag": etag, **FOR_PROXIES}
        if address.startswith(OPEN_TO_OTHER_SITES):
            headers |= OPEN
        return Kept(HTTPStatus.NOT_MODIFIED, headers, b"")
    form = form_for(request)
    at_hand = _at_hand.under(of(request))
    if (found := at_hand.get(digest + form)) is not None:
        return found
    found = cache.get(digest + form)
    if found is None and form and (plain := cache.get(digest)):
        found = plain.sent_as(form)
        cache.set(digest + form, found, KEEP)
    if found is not None:
        at_hand[digest + form] = found
    return found


def form_for(request: Asking) -> str:
    """Return in which form a page travels to this reader: packed, with small pictures, or ""."""
    coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return coding + SAVING if asks_for_less(request.META) else coding


def keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep a response, complete with its headers, if its view let it be; return it packed."""
    address = getattr(response, "canonical", None)
    if address is None:
        return response
    kept = Kept(response.status_code, dict(response.headers), response.content)
    digest = digest_of(request, address)
    cache.set(digest, kept, KEEP)
    if form := form_for(request):
        kept = kept.sent_as(form)
        cache.set(digest + form, kept, KEEP)
        return kept.response()
    return response
