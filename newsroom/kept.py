"""Kept pages, answered before Django makes a request and a response of them."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from articles import counting, edition
from newsroom.middleware import NEVER_KEPT, READING
from newsroom.routers import for_readers

Environment = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environment, Start], Iterable[bytes]]


def in_front_of(application: Application) -> Application:
    """Return the WSGI application that answers what is kept, and hands on all else.

    It sends what `KeptPagesMiddleware` would, with the same headers, at half the cost
    (docs/performance.md): no signals, no middleware, no request, no response. What is not kept
    goes on with the edition that was asked for. So does what only Django should answer: a host
    that is not ours, a database that fails, and all that a process is asked for the desk alone.
    """
    if settings.SITE == "desk":
        return application

    ours = lru_cache(maxsize=64)(_is_ours)  # readers ask for one or two

    def serve(environment: Environment, start_response: Start) -> Iterable[bytes]:
        host, found = environment.get("HTTP_HOST"), None
        if host and ours(host):
            found = _find(Asked(environment))
        if found is None:
            return application(environment, start_response)
        status = f"{found.status} {HTTPStatus(found.status).phrase}"
        start_response(status, [*found.headers.items()])
        return [] if environment["REQUEST_METHOD"] == "HEAD" else [found.body]

    return serve


class Asked:
    """What finding a page and counting its reader need of a request: a tenth of Django's."""

    scheme = HttpRequest.scheme  # it knows which header of which proxy to believe

    def __init__(self, environment: Environment) -> None:
        self.META = environment
        self.method = environment["REQUEST_METHOD"]
        self.path = self.path_info = environment.get("PATH_INFO") or "/"

    def _get_scheme(self) -> str:
        return self.META["wsgi.url_scheme"]


def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _find(request: Asked) -> edition.Kept | None:
    path = request.path
    # Beyond ASCII, a path has to be decoded: that is Django's business.
    if request.method not in READING or path.startswith(NEVER_KEPT) or not path.isascii():
        return None
    token = for_readers.set(True)
    try:
        found = edition.find(request, edition.asked_for(request))
        if found and settings.COUNT_READERS:
            counting.count(request, found.status)
    except DatabaseError:
        return None
    else:
        return found
    finally:
        for_readers.reset(token)
