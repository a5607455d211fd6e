"""What every template may know about the site it is part of."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from newsroom.demo import LOGINS

# Names of addresses that are no admin views but stand in the desk's frame.
IN_FRAME = ("account_", "mfa_")


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
    }


def desk_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the pages of sign-in and account what the admin gives its own; nothing to others."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(IN_FRAME):
        return {}
    return {
        **admin.site.each_context(request),
        "demo_logins": LOGINS if settings.DEMO else [],
        "second_factor_required": settings.REQUIRE_SECOND_FACTOR,
    }
