"""What the desk's pages outside the admin show of its frame."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from newsroom.demo import LOGINS

# Names of addresses that are no admin views but stand in the desk's frame.
IN_FRAME = ("account_", "mfa_")


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
