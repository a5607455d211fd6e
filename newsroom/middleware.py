"""What happens around every request, and what happens only at the desk."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_cache_control

from newsroom.routers import for_readers

Handler = Callable[[HttpRequest], HttpResponse]

# Served with the desk's role although readers have no business there: it watches the desk's work.
OPERATIONS = "/healthz"


def at_desk(request: HttpRequest) -> bool:
    """Say whether the request is for the desk (design: everything private is below one prefix)."""
    return request.path_info.startswith(settings.DESK_PREFIX)


class DatabaseRoleMiddleware:
    """Let everything outside the desk reach the database as the reader role."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        public = not at_desk(request) and request.path_info != OPERATIONS
        token = for_readers.set(public)
        try:
            return self.get_response(request)
        finally:
            for_readers.reset(token)


class DeskOnly:
    """Step aside outside the desk: readers have no cookie, no session and no user."""

    get_response: Handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if at_desk(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class DeskSessionMiddleware(DeskOnly, SessionMiddleware):
    pass


class DeskAuthenticationMiddleware(DeskOnly, AuthenticationMiddleware):
    pass


class DeskMessageMiddleware(DeskOnly, MessageMiddleware):
    pass


class DeskCsrfMiddleware(DeskOnly, CsrfViewMiddleware):
    """Guard the desk's forms. Public pages take no POST at all (every view is `require_safe`)."""

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if at_desk(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        return None


class PrivateDeskMiddleware:
    """Keep every desk page out of every cache and every search engine."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if at_desk(request):
            patch_cache_control(response, private=True, no_store=True)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
