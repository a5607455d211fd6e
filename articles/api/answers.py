"""What all answers of the API have in common: JSON, the edition, problems, other sites' pages."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from articles import edition

View = Callable[..., HttpResponse]

JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"
METHODS = "GET, HEAD, OPTIONS"


class NotUnderstood(Exception):
    """A parameter that the API knows has a value that it cannot mean; the message says why."""


def told(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type=JSON)


def problem(status: HTTPStatus, detail: str, **more: Any) -> HttpResponse:
    """Return what went wrong as RFC 9457 has it, with `more` of our own beside it."""
    page = settings.SITE_URL + reverse("api")
    body = {
        "type": f"{page}#galat-{status.value}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        **more,
    }
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, content_type=PROBLEM, status=status)


def described_at() -> str:
    """Return the header that leads from an answer to what describes it (RFC 8631)."""
    places = {"service-doc": "api", "service-desc": "api-description"}
    return ", ".join(f'<{reverse(view)}>; rel="{name}"' for name, view in places.items())


def endpoint(*parameters: str) -> Callable[[View], View]:
    """Answer a program: cached under the edition and `parameters`, readable from any site's page.

    Pages of other sites may read it because it holds nothing that anybody could not read: no
    cookie is looked at. For the same reason it needs no protection against forged requests.
    """

    def decorate(view: View) -> View:
        kept = edition.cached(*parameters)(view)

        @csrf_exempt
        @wraps(view)
        def serve(request: HttpRequest, **kwargs: object) -> HttpResponse:
            response = answer(request, kwargs)
            for name, value in edition.OPEN.items():
                response.headers[name] = value
            response.headers["Link"] = described_at()
            return response

        def answer(request: HttpRequest, kwargs: dict[str, object]) -> HttpResponse:
            if request.method == "OPTIONS":  # a page asks whether it may send If-None-Match
                headers = {
                    "Access-Control-Allow-Methods": METHODS,
                    "Access-Control-Allow-Headers": "If-None-Match",
                    "Access-Control-Max-Age": "86400",
                    "Allow": METHODS,
                }
                return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
            if request.method not in ("GET", "HEAD"):
                refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, _("This API only reads."))
                refused.headers["Allow"] = METHODS
                return refused
            try:
                return kept(request, **kwargs)
            except NotUnderstood as reason:
                return problem(HTTPStatus.BAD_REQUEST, str(reason))
            except Http404:
                return problem(HTTPStatus.NOT_FOUND, _("Nothing stands at this address."))

        return serve

    return decorate
