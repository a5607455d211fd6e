"""Pages that bring readers: what is read most, the digest of a day, and what links show."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import digest as digests
from articles import edition, furniture, shares
from articles import popular as readings
from articles.days import beside


@require_safe
@edition.cached()
def popular(request: HttpRequest) -> HttpResponse:
    """Show the stories read most, of a day and of a week; 404 where nothing is counted."""
    if not settings.COUNT_READERS:
        raise Http404("readers are not counted")
    return render(request, "articles/popular.html", {"read_most": readings.lists(request)})


@require_safe
@edition.cached()
def digest(request: HttpRequest, day: date) -> HttpResponse:
    """Show the news of a day as a letter that can be copied into a mail."""
    today = _known(day)
    before, after = beside(day)
    context = {
        "digest": digests.digest(day, furniture.menu(request)),
        "before": before,
        "after": after,
        "is_today": day == today,
    }
    return render(request, "articles/digest.html", context)


@require_safe
@edition.cached()
def digest_text(request: HttpRequest, day: date) -> HttpResponse:
    """Answer with the same letter as plain text."""
    _known(day)
    found = digests.digest(day, furniture.menu(request))
    address = settings.SITE_URL + reverse("digest", args=[day])
    text = digests.as_text(found, address)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def latest_digest(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the newest day that has one; before the first story to today's, which says so."""
    response = redirect("digest", digests.latest_day() or timezone.localdate())
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def share_picture(request: HttpRequest) -> HttpResponse:
    """Serve the site's own picture, for links to pages that have none of theirs."""
    response = HttpResponse(shares.neutral(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _known(day: date) -> date:
    """Return today. Raises Http404 for a day that is still to come."""
    today = timezone.localdate()
    if day > today:
        raise Http404("no such day yet")
    return today
