"""The page of the first day."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.tour import tour_of

# Kept by the browser of whoever does not want to be invited any more.
DISMISSED = "kenalan"
DISMISSED_FOR = timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest) -> HttpResponse:
    """Show what to try on the first day; a POST takes the invitation off the first page."""
    if request.method == "POST":
        answer = redirect("admin:index")
        answer.set_cookie(
            DISMISSED,
            "1",
            max_age=DISMISSED_FOR,
            path=settings.DESK_PREFIX,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return answer
    context = {**admin.site.each_context(request), "title": _("Your first day at the desk")}
    return render(request, "admin/tour.html", context | {"tour": tour_of(request.user)})
