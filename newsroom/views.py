"""Pages that belong to the whole site: health, and what went wrong."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles import edition, websub
from newsroom.middleware import at_desk


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say whether the site works: 200, or 503 while a scheduled release is overdue.

    Names no story: it may be read by anybody. A process that serves readers alone cannot know of
    schedules and says nothing about them.
    """
    body: dict[str, object] = {"database": "ok", "edition": edition.current()}
    if not settings.PUBLIC:
        from moderation import mails, workflow  # not installed where only readers are served

        body["overdue_releases"] = workflow.overdue().count()
        # Named, and no reason to take the site out of service.
        body["failed_mails"] = mails.failures()
        body["failed_pings"] = websub.failures()
    return JsonResponse(body, status=503 if body.get("overdue_releases") else 200)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a picture. No name is used twice, so a copy may be kept.

    A browser keeps its own for a week. A proxy in front asks again after a minute: there, too, a
    picture that was taken down is gone.
    """
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:  # a name that is too long for any file
        raise Http404("no such file") from error
    response.headers["Cache-Control"] = "public, max-age=604800, s-maxage=60, immutable"
    # Pictures only: whatever it is, a browser must not run it.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon whoever asks where icons used to be, as readers of feeds do."""
    return redirect(static("img/favicon.svg"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what may help a reader; at the desk, whoever it is, without asking the database."""
    if at_desk(request) and not settings.PUBLIC:
        page = render_to_string("404_desk.html", {"site_name": settings.SITE_NAME})
        return HttpResponse(page, status=404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without the database and without context processors: either may be what is broken."""
    page = render_to_string("500.html", {"site_name": settings.SITE_NAME})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in Indonesian why a desk form was refused, and how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)
