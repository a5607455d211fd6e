"""Pages that stand for themselves: the newsroom, the map, text size, and what is read offline."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import edition, furniture
from articles import masthead as people
from articles.models import Page


@require_safe
@edition.cached()
def masthead(request: HttpRequest) -> HttpResponse:
    """Name the people of the newsroom, from their roles; below them what the operator wrote."""
    here = Page.objects.filter(slug=furniture.MASTHEAD).first()
    context = {"standing_page": here, "groups": people.newsroom()}
    return render(request, "articles/masthead.html", context)


@require_safe
@edition.cached()
def site_map(request: HttpRequest) -> HttpResponse:
    """List every kind of page for people, with the channels and what is below them."""
    context = {"channels": furniture.menu(request), "counts_readers": settings.COUNT_READERS}
    return render(request, "articles/site_map.html", context)


@require_safe
@edition.cached()
def text_size(request: HttpRequest) -> HttpResponse:
    """Offer larger letters. The service worker remembers the choice; the server never hears of it.

    Without a service worker the page says what works everywhere.
    """
    return render(request, "articles/text_size.html")


@require_safe
@edition.cached()
def offline(request: HttpRequest) -> HttpResponse:
    """Answer what the service worker keeps for when there is no network."""
    return render(request, "articles/offline.html")


@require_safe
@edition.cached()
def worker(request: HttpRequest) -> HttpResponse:
    """Answer the service worker, at the root so that it may serve every public page."""
    context = {
        "version": f"{settings.VERSION}.{settings.LOOK}",
        "desk_prefix": settings.DESK_PREFIX,
        # The command that collects messages does not look into scripts.
        "offline_note": _("You are offline. This is a copy from"),
    }
    return render(request, "articles/worker.js", context, content_type="text/javascript")
