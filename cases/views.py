"""The pages of the cases: the register, one case, and a letter that is written down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Letter
from cases import arriving, handling, register
from cases.forms import EndForm, EntryForm, NoteForm
from cases.models import Case
from moderation.models import Draft
from moderation.rules import may_read
from moderation.spreadsheets import MARK

View = Callable[..., HttpResponse]


def for_handlers(view: View) -> View:
    """Let in who may handle cases, and nobody else: they hold names and contacts."""

    @wraps(view)
    def serve(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("moderation.handle_case"):
            raise PermissionDenied
        return view(request, **kwargs)

    return serve


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the cases in the desk's frame."""
    status = context.pop("status_code", 200)
    context = {**admin.site.each_context(request), "now": timezone.now(), **context}
    return render(request, f"cases/{template}.html", context, status=status)


@for_handlers
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the register. What has arrived since the last minute is opened first."""
    arriving.tend()
    view, kind = asked(request)
    found = register.read(
        view, kind, user=request.user, after=request.GET.get("setelah", ""), now=timezone.now()
    )
    return page(
        request,
        "list",
        title=_("Readers' letters"),
        view=view,
        kind=kind,
        views=register.VIEWS.items(),
        kinds=Letter.CALLED.items(),
        found=found,
    )


@for_handlers
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    view, kind = asked(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"perkara-{timezone.localdate()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write(MARK)
    rows = register.wanted(view, kind, user=request.user, now=timezone.now())
    register.write_csv(rows.order_by("letter_id").iterator(chunk_size=500), response)
    return response


def asked(request: HttpRequest) -> tuple[str, str]:
    """Return the view and the kind that the address names; 404 for one there is not."""
    view, kind = request.GET.get("lihat", ""), request.GET.get("jenis", "")
    if view not in register.VIEWS or kind not in {"", *Letter.Kind.values}:
        raise Http404
    return view, kind


@for_handlers
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write down a letter that came by post, by telephone, or with its sender."""
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm()
    if form.is_valid():
        said = form.cleaned_data
        case = arriving.enter(
            said["article"],
            form.words(),
            came_by=said["came_by"],
            received_at=said["received_at"],
            by=request.user,
        )
        messages.success(request, _("The case has the number %(number)s.") % {"number": case})
        return redirect(case)
    return page(request, "add", title=_("Enter a letter"), form=form)


@for_handlers
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    arriving.tend()
    return case_page(request, found(pk))


def found(pk: int) -> Case:
    rows = Case.objects.select_related("letter__article", "handler", "correction")
    return get_object_or_404(rows.select_related("reply_draft__article"), pk=pk)


def case_page(request: HttpRequest, case: Case, **context: Any) -> HttpResponse:
    """Show a case: the letter beside its story, what can be done, and what was."""
    about = Draft.objects.seen_by(request.user).filter(article=case.letter.article_id)
    context = {
        "note_form": NoteForm(),
        "end_form": EndForm(),
        "about_draft": about.only("pk", "status", "headline").first(),
        **context,
    }
    return page(
        request,
        "case",
        title=_("Case %(number)s") % {"number": case},
        case=case,
        letter=case.letter,
        about=case.letter.article,
        notes=case.notes.select_related("by"),
        is_mine=case.handler_id == request.user.pk,
        **context,
    )


# --- What one button does -----------------------------------------------------------------------


@for_handlers
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, handling.take, _("This case is yours."))


@for_handlers
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, handling.leave, _("The case is everybody's again."))


@for_handlers
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, pk, handling.reopen, _("The case is open again."))


@for_handlers
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the right of reply and lead to its draft; a second click leads to the same."""
    said = _("Write the reply from the letter. When it is released, the case ends by itself.")
    return done(request, pk, handling.start_reply, said)


@for_handlers
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the story to be corrected and lead to it."""
    said = _("Correct the story. When it is released as a correction, the case ends by itself.")
    return done(request, pk, handling.start_correction, said)


@for_handlers
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = found(pk), NoteForm(request.POST)
    if not form.is_valid():
        return case_page(request, case, note_form=form, status_code=400)
    arriving.log(case, form.cleaned_data["text"], by=request.user, now=timezone.now())
    return redirect(case)


@for_handlers
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    case, form = found(pk), EndForm(request.POST)
    if not form.is_valid():
        return case_page(request, case, end_form=form, status_code=400)
    try:
        handling.end(pk, by=request.user, **form.cleaned_data)
    except handling.Refused as refusal:
        messages.error(request, str(refusal))
        return case_page(request, found(pk), end_form=form, status_code=409)
    messages.success(request, _("The case has ended."))
    return redirect(case)


def done(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    """Do what one button asks for, and lead to what came of it: the case, or a draft."""
    case = found(pk)
    try:
        result = act(pk, by=request.user)
    except handling.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(case)
    messages.success(request, said)
    if isinstance(result, Draft) and not may_read(result, request.user):
        return redirect(case)
    return redirect(result)
