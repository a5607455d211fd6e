"""The pages of a move: what was uploaded, what would happen, the plan, the way, the report."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wordpress import moving, tasks
from wordpress.forms import StartForm, UploadForm, decision_forms
from wordpress.models import Move

View = Callable[..., HttpResponse]
LISTED = 20


def for_movers(view: View) -> View:
    """Let in who may import: an export holds everything, what was never published too."""

    @wraps(view)
    def serve(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("wordpress.run_move"):
            raise PermissionDenied
        return view(request, **kwargs)

    return serve


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the move in the desk's frame."""
    status = context.pop("status_code", 200)
    context = {**admin.site.each_context(request), "now": timezone.now(), **context}
    return render(request, f"wordpress/{template}.html", context, status=status)


@for_movers
@require_http_methods(["GET", "HEAD", "POST"])
def moves(request: HttpRequest) -> HttpResponse:
    """List the moves and take new files."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(moving.receive(form.cleaned_data["files"], by=request.user))
    rows = Move.objects.select_related("by").defer("plan", "report")[:LISTED]
    return page(
        request,
        "list",
        title=_("Move from WordPress"),
        form=form,
        moves=rows,
        status_code=422 if form.errors else 200,
    )


@for_movers
@require_safe
def move(request: HttpRequest, pk: int) -> HttpResponse:
    here = get_object_or_404(Move.objects.select_related("by"), pk=pk)
    initial = {"fetch": " ".join(here.options.get("fetch", []))}
    initial |= {"fallback": here.options["fallback"]} if here.options.get("fallback") else {}
    return shown(request, here, StartForm(initial=initial), decision_forms(here.plan))


def shown(
    request: HttpRequest, here: Move, form: StartForm, rows: list[Any], status: int = 200
) -> HttpResponse:
    may_start = bool(here.plan) and not here.is_under_way and here.files_deleted_at is None
    return page(
        request,
        "move",
        title=str(here),
        move=here,
        form=form,
        rows=rows if here.state != Move.State.DONE else [],
        is_silent=moving.is_silent(here),
        may_start=may_start,
        before="\n".join(here.report.get("before", [])),
        after="\n".join(here.report.get("after", [])),
        status_code=status,
    )


@for_movers
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the piece of the page that says how far it is."""
    here = get_object_or_404(Move.objects.defer("plan", "report"), pk=pk)
    context = {"move": here, "is_silent": moving.is_silent(here)}
    return render(request, "wordpress/_progress.html", context)


@for_movers
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan as edited and have the worker carry it out."""
    here = get_object_or_404(Move, pk=pk, files_deleted_at=None)
    form, rows = StartForm(request.POST), decision_forms(here.plan, request.POST)
    if not (form.is_valid() and all([row.is_valid() for row in rows])):  # noqa: C419 - all errors
        return shown(request, here, form, rows, status=422)
    plan = [row.decided().as_json() for row in rows]
    options = {"fallback": form.cleaned_data["fallback"], "fetch": form.cleaned_data["fetch"]}
    if moving.begin(here, Move.State.RUNNING, plan=plan, options=options, by=request.user):
        tasks.run_move.defer(move_id=here.pk)
        messages.success(request, _("The import has begun. You can leave this page."))
    else:
        messages.warning(request, _("It is under way already."))
    return redirect(here)


@for_movers
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker to stop after the batch in hand."""
    here = get_object_or_404(Move, pk=pk)
    working = [Move.State.RUNNING, Move.State.REHEARSING]
    if Move.objects.filter(pk=pk, state__in=working).update(state=Move.State.STOPPED):
        messages.success(
            request, _("It stops after the batch in hand. What is here stays; it can go on later.")
        )
    return redirect(here)


@for_movers
@require_POST
def rehearse(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the files once more: after a stop, or when the categories here have changed."""
    here = get_object_or_404(Move, pk=pk, files_deleted_at=None)
    if moving.begin(here, Move.State.REHEARSING):
        tasks.rehearse_move.defer(move_id=here.pk)
    return redirect(here)


@for_movers
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the uploaded files: they hold drafts and mail addresses of the old site."""
    here = get_object_or_404(Move, pk=pk)
    if moving.delete(here):
        messages.success(request, _("The uploaded files are deleted. What was imported stays."))
    else:
        messages.warning(request, _("It is under way. Stop it first."))
    return redirect(here)
