"""Saving a filter of the list of drafts by name, and deleting it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation import filters
from moderation.models import SavedFilter


def back(query: str) -> HttpResponse:
    """Lead to the list with these filters; only ever to the list."""
    address = reverse("admin:moderation_draft_changelist")
    return redirect(f"{address}?{query}" if query else address)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save what the list shows now, for the person or for everybody."""
    if not request.user.has_perm("moderation.view_draft"):
        raise PermissionDenied
    query, is_shared = request.POST.get("query", ""), "is_shared" in request.POST
    try:
        saved = filters.save(
            request.user, name=request.POST.get("name", ""), query=query, is_shared=is_shared
        )
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return back(query)
    messages.success(request, _("The filter “%(name)s” was saved.") % {"name": saved})
    return back(saved.query)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a saved filter; a stranger's does not exist."""
    saved = get_object_or_404(SavedFilter, pk=pk)
    if not filters.may_delete(saved, request.user):
        raise Http404
    saved.delete()
    messages.success(request, _("The filter “%(name)s” was deleted.") % {"name": saved})
    return back("")
