"""The edition: every public response is cached under it, so none is ever stale.

One number, raised by a trigger in the same transaction as any change of a table that readers see
(migration `edition_triggers`). The date in WIB and the deployed version are part of it too.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.db import connections, router
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from articles.models import Edition

View = Callable[..., HttpResponse]

KEEP = 60 * 60  # seconds; an entry of an old edition is never asked for again
# For a proxy or CDN in front: short, because it cannot ask for the edition.
SHARED = {"public": True, "max_age": 0, "s_maxage": 10, "stale_while_revalidate": 60}


def current() -> str:
    """Return the edition the public site has now, in one query."""
    using = router.db_for_read(Edition) or "default"
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT number FROM articles_edition")
        (number,) = cursor.fetchone()
    return f"{number}.{timezone.localdate():%Y%m%d}.{settings.VERSION}"


def hold() -> None:
    """Take the edition's row lock before anything else that a release writes.

    Everything that changes public tables queues here, in one order, so that two of them cannot
    wait for each other. Needs a transaction.
    """
    Edition.objects.select_for_update().get(pk=1)


def cached(*parameters: str) -> Callable[[View], View]:
    """Cache a public view under the edition and its canonical address.

    `parameters` are the query parameters the view knows; any other is no part of the address, so
    it cannot fill the cache. Only pages with status 200, 404 or 410 of a view that ran to its end
    are kept. Answers `If-None-Match` with 304.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def serve(request: HttpRequest, **kwargs: object) -> HttpResponse:
            known = "&".join(
                f"{name}={request.GET[name]}" for name in parameters if name in request.GET
            )
            address = f"{request.path}?{known}"
            digest = blake2b(f"{current()} {address}".encode(), digest_size=16).hexdigest()
            etag = f'W/"{digest}"'
            if etag in parse_etags(request.headers.get("If-None-Match", "")):
                response: HttpResponse = HttpResponseNotModified()
            else:
                response = cache.get(digest)
                if response is None:
                    response = view(request, **kwargs)
                    if response.status_code in {200, 410}:
                        cache.set(digest, response, KEEP)
            if response.status_code in {200, 304, 410}:
                response.headers["ETag"] = etag
                patch_cache_control(response, **SHARED)
            return response

        return serve

    return decorate
