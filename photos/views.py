"""Pages of the photo library that the admin does not have: taking a photo down, putting it back.

`photos.admin` gives them their addresses and asks for a staff login first.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from photos import renditions, takedown
from photos.forms import TakeDownForm
from photos.models import Photo

FOLDER = "admin/photos/photo"


def page(request: HttpRequest, template: str, photo: Photo, **context: Any) -> HttpResponse:
    """Render a page of the desk about one photo."""
    frame = {**admin.site.each_context(request), "opts": Photo._meta, "photo": photo}
    return render(request, f"{FOLDER}/{template}.html", frame | context)


def for_taking_down(request: HttpRequest, pk: int) -> Photo:
    """Return the photo if the person may take it down. Raises PermissionDenied or Http404."""
    if not request.user.has_perm("photos.take_down_photo"):
        raise PermissionDenied
    return get_object_or_404(Photo.objects.select_related("taken_down_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; a POST takes the photo down."""
    photo = for_taking_down(request, pk)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if takedown.take_down([pk], by=request.user, reason=reason, at=timezone.now()):
            messages.success(request, _("Photo #%(id)s is out of sight.") % {"id": pk})
        else:
            messages.info(request, _("Photo #%(id)s was taken down already.") % {"id": pk})
        return redirect("admin:photos_photo_change", pk)
    if photo.is_taken_down:
        return redirect("admin:photos_photo_change", pk)
    return page(request, "take_down", photo, form=form, title=_("Take the photo down"))


@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will happen; a POST lets stories use the photo again."""
    photo = for_taking_down(request, pk)
    if request.method == "POST" or not photo.is_taken_down:
        try:
            if takedown.put_back(photo, by=request.user):
                messages.success(request, _("Photo #%(id)s can be used again.") % {"id": pk})
        except renditions.Refused as error:
            messages.error(request, str(error))
        return redirect("admin:photos_photo_change", pk)
    return page(request, "put_back", photo, title=_("Put the photo back"))


@require_safe
def taken_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who decides about it a photo that was taken down, made anew from the original."""
    photo = for_taking_down(request, pk)
    if not photo.is_taken_down:
        raise Http404
    try:
        with photo.original.open("rb") as file:
            picture = renditions.make_display(file)
    except (renditions.Refused, FileNotFoundError) as error:
        raise Http404 from error
    return HttpResponse(picture.content, content_type="image/jpeg")
