"""What happens around every request."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from articles import counting, edition
from newsroom.routers import for_readers

Handler = Callable[[HttpRequest], HttpResponse]

# Served with the desk's role although readers have no business there: it watches the desk's work.
OPERATIONS = "/healthz"
READING = frozenset({"GET", "HEAD"})
NEVER_KEPT = (settings.DESK_PREFIX, settings.STATIC_URL, settings.MEDIA_URL, OPERATIONS)


def at_desk(request: HttpRequest) -> bool:
    """Say whether the request is for the desk (design: everything private is below one prefix)."""
    return request.path_info.startswith(settings.DESK_PREFIX)


class BodyLimitMiddleware:
    """Refuse what is larger than anything this site takes, before a byte of it is read.

    Django writes uploads to disk before any view asks who sends them, however large they are.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        desk = at_desk(request)
        most = settings.LARGEST_UPLOAD if desk else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal() or len(length) > 18 or int(length) > most:
            page = render_to_string("413.html", {"site_name": settings.SITE_NAME})
            return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)


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


class CountReadersMiddleware:
    """Count which stories are read, whoever answered: the view or the cache.

    Inside `DatabaseRoleMiddleware`, whose role the counts are written under.
    """

    def __init__(self, get_response: Handler) -> None:
        if not settings.COUNT_READERS or settings.SITE == "desk":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        counting.count(request, response.status_code)
        return response


class KeptPagesMiddleware:
    """Answer from the kept pages, or make the page and keep it as it leaves the other middleware.

    Nothing that stands inside is asked for a page that is kept, so a reader waits for the edition
    and no more. What depends on the request beside its address and encoding must stand outside.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING or request.path_info.startswith(NEVER_KEPT):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as `CommonMiddleware` does
        # Where `in_front_of()` has asked for the edition, it has looked for the page, too.
        looked = edition.ASKED in request.META
        if not looked and (found := edition.find(request, edition.asked_for(request))):
            return found.response()
        return edition.keep(request, self.get_response(request))


class DeskProcessMiddleware:
    """Serve the desk alone where NEWSROOM_SITE is `desk`: readers have their own processes."""

    def __init__(self, get_response: Handler) -> None:
        if settings.SITE != "desk":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        served = (settings.DESK_PREFIX, OPERATIONS, settings.MEDIA_URL)
        if not request.path_info.startswith(served):
            return HttpResponseNotFound("This process serves the desk only.\n")
        return self.get_response(request)


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
