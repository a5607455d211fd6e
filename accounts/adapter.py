"""How sign-in differs here from what django-allauth does for the public."""

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


class StaffAdapter(DefaultAccountAdapter):
    """Sign-in for staff whose accounts the system administrator makes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Lead to paths of this site only, whatever other hosts it may have."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per name, however it is spelled and whichever Host was sent.

        allauth counts per Host and lower-case name, so that another port in the Host header, or a
        letter PostgreSQL takes for the same (`ı` and `i`), would give five more guesses.
        """
        name = unicodedata.normalize("NFKC", credentials.get("username", ""))
        return name.upper().casefold()
