"""What happens around a request at the desk, and only there: session, person, messages, sign-in.

A process that serves readers alone (NEWSROOM_SITE is `public`) does not import this module.
"""

from allauth.account.middleware import AccountMiddleware
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from moderation.acting import acting
from newsroom.middleware import Handler, at_desk

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


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


class PlainTextMiddleware:
    """Take out of what people send what PostgreSQL cannot keep in a text: the character NUL.

    Nobody types it; it comes along with text that is pasted out of a broken file, and from probes.
    Dropped here, no form loses its words over it and no search fails.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if at_desk(request):
            request.GET = without_nul(request.GET)
            if request.method == "POST" and request.content_type in FORMS:
                request.POST = without_nul(request.POST)
        return self.get_response(request)


FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def without_nul(sent: QueryDict) -> QueryDict:
    """Return what was sent without NUL: itself where it holds none, as nearly always."""
    if not any("\0" in text for name in sent for text in (name, *sent.getlist(name))):
        return sent
    kept = QueryDict(mutable=True)
    for name in sent:
        kept.setlistdefault(name.replace("\0", ""), []).extend(
            text.replace("\0", "") for text in sent.getlist(name)
        )
    kept._mutable = False
    return kept


class DeskAccountMiddleware:
    """Run django-allauth's middleware, which is a function, at the desk only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.account = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.account(request) if at_desk(request) else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask for the password again where a page wants a fresh one."""
        return self.account.process_exception(request, exception) if at_desk(request) else None


class PersonMiddleware:
    """Tell PostgreSQL who acts, so that its triggers write it into the record of events."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or not at_desk(request):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        with acting(request.user):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Lead staff who must have a second factor, and have none, to the page that sets it up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and at_desk(request) and self.must_enrol(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def must_enrol(request: HttpRequest) -> bool:
        """Say whether the request is for more than one's own account, without a second factor."""
        allowed = (
            reverse("mfa_index"),
            reverse("account_logout"),
            reverse("account_login"),
            f"{settings.DESK_PREFIX}pratinjau-tamu/",  # nothing of the desk: anybody may open it
        )
        if not request.user.is_authenticated or request.path.startswith(allowed):
            return False
        return not is_mfa_enabled(request.user)
