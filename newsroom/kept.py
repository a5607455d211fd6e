"""Kept pages, answered before Django makes a request and a response of them."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError

from articles import counting, edition
from newsroom.middleware import NEVER_KEPT, READING
from newsroom.routers import for_readers

Environment = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environment, Start], Iterable[bytes]]


def in_front_of(application: Application) -> Application:
    """Return the WSGI application that answers what is kept, and hands on all else.

    It sends what `KeptPagesMiddleware` would, with the same headers, at half the cost
    (docs/performance.md): no signals, no middleware, no response. What is not kept goes on with
    the edition that was asked for. So does what only Django should answer: a host that is not
    ours, a database that fails, and whatever a process is asked that serves the desk alone.
    """
    if settings.SITE == "desk":
        return application

    def serve(environment: Environment, start_response: Start) -> Iterable[bytes]:
        if (found := _find(environment)) is None:
            return application(environment, start_response)
        start_response(
            f"{found.status} {HTTPStatus(found.status).phrase}", [*found.headers.items()]
        )
        return [] if environment["REQUEST_METHOD"] == "HEAD" else [found.body]

    return serve


def _find(environment: Environment) -> edition.Kept | None:
    request = WSGIRequest(environment)
    if request.method not in READING or request.path_info.startswith(NEVER_KEPT):
        return None
    token = for_readers.set(True)
    try:
        request.get_host()
        found = edition.find(request, edition.asked_for(request))
        if found and settings.COUNT_READERS:
            counting.count(request, found.status)
    except (DisallowedHost, DatabaseError):
        return None
    else:
        return found
    finally:
        for_readers.reset(token)
