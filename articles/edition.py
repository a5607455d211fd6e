"""The edition: every public response is cached under it, so none is ever stale.

One number, raised by a trigger in the same transaction as any change of a table that readers see
(migration `edition_triggers`). The date in WIB and the deployed version are part of it too, and
how many slots and banners began or ended by the clock since the number was raised (migration
`edition_knows_its_turns`): no job has to run for that, and none can be late.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from hashlib import blake2b
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.db import connections, router
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.connection import ConnectionProxy
from django.utils.http import parse_etags

from articles.models import Edition

View = Callable[..., HttpResponse]

# Pages have a cache of their own, local memory by default; the desk's is shared by all processes.
cache = ConnectionProxy(caches, "pages")

# How many of the moments ahead have passed: 0 where the array is empty.
CURRENT = "SELECT number, width_bucket(%s::timestamptz, turns) FROM articles_edition"
KEEP = 60 * 60  # seconds; an entry of an old edition is never asked for again
# For a proxy or CDN in front: short, because it cannot ask for the edition.
CACHE_CONTROL = "public, max-age=0, s-maxage=10, stale-while-revalidate=60"
KEPT_STATUSES = frozenset({200, 410})


@dataclass(frozen=True, slots=True)
class Kept:
    """A response as the cache holds it: plain values, packed or not."""

    status: int
    content_type: str
    body: bytes
    is_packed: bool = False

    def packed(self) -> "Kept":
        # The page holds nothing secret that an attacker's text beside it could be measured against.
        return replace(self, body=gzip.compress(self.body, 6, mtime=0), is_packed=True)

    def response(self) -> HttpResponse:
        response = HttpResponse(self.body, self.content_type, self.status)
        if self.is_packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


def current() -> str:
    """Return the edition the public site has now, in one query."""
    using = router.db_for_read(Edition) or "default"
    # By hand: every request of a reader waits for this, also those that the cache answers.
    now = timezone.now()
    with connections[using].cursor() as cursor:
        cursor.execute(CURRENT, [now])
        number, turn = cursor.fetchone()
    return f"{number}.{turn}.{timezone.localdate(now):%Y%m%d}.{settings.VERSION}"


def of(request: HttpRequest) -> str:
    """Return the edition that `request` is answered from, asked for once a request.

    What the page reads after this may be newer, never older, so what is kept under it is not stale.
    """
    if not hasattr(request, "edition"):
        request.edition = current()
    return request.edition


def hold() -> None:
    """Take the edition's row lock before anything else that a release writes.

    Everything that changes public tables queues here, in one order, so that two of them cannot
    wait for each other. Needs a transaction.
    """
    Edition.objects.select_for_update().get(pk=1)


def kept[Made](request: HttpRequest, name: str, make: Callable[[], Made]) -> Made:
    """Return what `make` returned for this edition, made once for all pages that show it."""
    key = f"{name}:{of(request)}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEEP)
    return found


def cached(*parameters: str) -> Callable[[View], View]:
    """Cache a public view under the edition and its canonical address.

    `parameters` are the query parameters the view knows; any other is no part of the address, so
    it cannot fill the cache. Only what a view returned with status 200 or 410 is kept: what it
    refused (404, 400) or sent elsewhere is not. Answers `If-None-Match` with 304.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def serve(request: HttpRequest, **kwargs: object) -> HttpResponse:
            known = [(name, request.GET[name]) for name in parameters if name in request.GET]
            address = f"{of(request)} {request.path}?{urlencode(known)}"
            digest = blake2b(address.encode(), digest_size=16).hexdigest()
            etag = f'W/"{digest}"'
            if etag in parse_etags(request.headers.get("If-None-Match", "")):
                response: HttpResponse = HttpResponseNotModified()
            else:
                response = answer(digest, request, kwargs)
                if response.status_code not in KEPT_STATUSES:
                    return response
            response.headers["ETag"] = etag
            response.headers["Cache-Control"] = CACHE_CONTROL
            response.headers["Vary"] = "Accept-Encoding"
            return response

        def answer(digest: str, request: HttpRequest, kwargs: dict[str, object]) -> HttpResponse:
            """Take the page from the cache, as it is or packed; else make it and keep it."""
            packed = takes_gzip(request.headers.get("Accept-Encoding", ""))
            found: Kept | None = cache.get(f"{digest}:gzip" if packed else digest)
            if found is not None:
                return found.response()
            found = cache.get(digest) if packed else None
            if found is None:
                fresh = view(request, **kwargs)
                if fresh.status_code not in KEPT_STATUSES:
                    return fresh
                found = Kept(fresh.status_code, fresh.headers["Content-Type"], fresh.content)
                cache.set(digest, found, KEEP)
            if packed:
                found = found.packed()
                cache.set(f"{digest}:gzip", found, KEEP)
            return found.response()

        return serve

    return decorate


def takes_gzip(accepted: str) -> bool:
    """Say whether an `Accept-Encoding` header allows gzip (RFC 9110, section 12.5.3)."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
