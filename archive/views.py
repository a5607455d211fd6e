"""The page of exports: asked for, watched, fetched, deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from archive import making
from archive.models import Export
from moderation.acting import acting

LISTED = 20
View = Callable[..., HttpResponse]


def for_takers(view: View) -> View:
    """Let in who may export: an archive holds everything, what was never published too."""

    @wraps(view)
    def serve(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("archive.take_export"):
            raise PermissionDenied
        return view(request, **kwargs)

    return serve


@for_takers
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """List the exports and offer a new one."""
    rows = list(Export.objects.select_related("by", "fetched_by")[:LISTED])
    context = {
        **admin.site.each_context(request),
        "title": _("Export"),
        "exports": rows,
        "kinds": Export.Kind.choices,
        "now_making": _now_making(rows),
        "days": making.KEPT_FOR.days,
    }
    return render(request, "archive/exports.html", context)


@for_takers
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Answer with the piece of the page that says how far the newest one is."""
    rows = list(Export.objects.select_related("by")[:1])
    return render(request, "archive/_progress.html", {"now_making": _now_making(rows)})


@for_takers
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have an export made, unless one is being made."""
    kind = request.POST.get("kind", "")
    if kind not in Export.Kind.values:
        raise Http404
    try:
        making.ask(kind, by=request.user)
    except making.Busy:
        messages.warning(
            request, _("One export is being made already. Ask again when it is ready.")
        )
    else:
        messages.success(request, _("The export has begun. You can leave this page."))
    return redirect("exports")


@for_takers
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the file to whoever may have it, and write down who did."""
    export = get_object_or_404(Export, pk=pk, state=Export.State.DONE)
    try:
        file = making.file_of(export).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    with acting(request.user):  # in the record, although nothing was sent
        Export.objects.filter(pk=pk).update(fetched_by=request.user, fetched_at=timezone.now())
    return FileResponse(
        file,
        as_attachment=True,
        filename=making.name_of(export),
        content_type="application/zip",
        headers={"Cache-Control": "private, no-store"},
    )


@for_takers
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the file; that it was made stays in the list."""
    if making.delete(get_object_or_404(Export, pk=pk)):
        messages.success(request, _("The file is deleted."))
    return redirect("exports")


def _now_making(rows: list[Export]) -> dict[str, Any] | None:
    newest = rows[0] if rows and rows[0].is_under_way else None
    return {"export": newest, "is_silent": making.is_silent(newest)} if newest else None
