"""The overview: what is in progress, scheduled, overdue and forgotten, and who has what in hand."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import overview
from moderation.overview import MOST, Wanted
from moderation.steps import IN_PROGRESS

FOLDER = "admin/moderation/overview"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the overview, with its filters, in the desk's frame."""
    wanted = Wanted.of(request.GET)
    frame = admin.site.each_context(request)
    return render(
        request,
        f"{FOLDER}/{template}.html",
        {
            **frame,
            "tab": template,
            "now": timezone.now(),
            "wanted": wanted,
            "choices": overview.choices(request.user),
            "query": request.GET.urlencode(),
            "sees_all": request.user.has_perm("moderation.edit_any_draft"),
            **context,
        },
    )


def require(request: HttpRequest, permission: str = "moderation.view_draft") -> Wanted:
    """Return the filters of the address to whoever may look."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return Wanted.of(request.GET)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    wanted = require(request)
    columns = overview.board(request.user, wanted)
    return page(request, "board", title=_("Overview"), columns=columns)


@require_safe
def scheduled(request: HttpRequest) -> HttpResponse:
    days = overview.scheduled(request.user, require(request))
    return page(request, "scheduled", title=_("Scheduled stories"), days=days)


@require_safe
def week(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """Show the week of a day, Monday to Sunday in WIB."""
    wanted = require(request)
    today = timezone.localdate()
    day = day or today
    monday = day - timedelta(days=day.weekday())
    if day != monday:
        return redirect(f"{reverse('admin:desk_week', args=[monday])}?{request.GET.urlencode()}")
    return page(
        request,
        "week",
        title=_("Scheduled stories of the week"),
        days=overview.week(request.user, wanted, monday),
        today=today,
        sunday=monday + timedelta(days=6),
        before=monday - overview.WEEK,
        after=monday + overview.WEEK,
    )


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    wanted = require(request)
    found = overview.overdue(request.user, wanted)
    return page(
        request,
        "overdue",
        title=_("Overdue stories"),
        drafts=found[:MOST],
        more=len(found) > MOST,
        unverified=overview.unverified(request.user, wanted)[:MOST],
    )


@require_safe
def stale(request: HttpRequest) -> HttpResponse:
    found = overview.stale(request.user, require(request))
    title = _("Stories nobody touched for a week")
    return page(request, "stale", title=title, drafts=found[:MOST], more=len(found) > MOST)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    require(request, "moderation.edit_any_draft")
    loads = overview.people(request.user)
    title = _("Who has what in hand")
    return page(request, "people", title=title, loads=loads, statuses=IN_PROGRESS)
