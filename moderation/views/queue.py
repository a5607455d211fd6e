"""The queue: what waits for the person who looks at it, and the number that follows them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import queue as queues

TEMPLATE = "admin/moderation/queue.html"
LINES = "admin/moderation/_queue.html"


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the queue; with `?bagian=isi` only its lines, for the script that keeps them fresh."""
    if not request.user.has_perm("moderation.view_draft"):
        raise PermissionDenied
    context = lines(request)
    if request.GET.get("bagian") == "isi":
        return render(request, LINES, context)
    frame = admin.site.each_context(request)
    return render(request, TEMPLATE, {**frame, "title": _("Queue"), **context})


def lines(request: HttpRequest) -> dict[str, object]:
    """Return the lists of the page, by template name, in a constant number of queries."""
    now, user = timezone.now(), request.user
    found = queues.of_editor(user, now=now) if queues.decides(user) else None
    if found:
        queues.describe([*found.urgent, *found.submitted, *found.others], now=now)
    returned = queues.returned(user)
    most = queues.MOST_OWN
    submitted = queues.submitted_by(user, now=now, most=most + 1) if found is None else []
    return {
        "now": now,
        "queue": found,
        "returned": returned,
        "submitted_by_user": submitted[:most],
        "submitted_is_cut": len(submitted) > most,
        "due_soon": queues.due_soon(user, now=now),
        "number": queues.Waiting(
            len(returned) + (found.number if found else 0), is_cut=bool(found and found.is_cut)
        ).said,
    }
