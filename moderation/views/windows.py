"""The calendar of rule windows: everybody who writes reads it, the chiefs keep it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.pages import PARAMETER, page_of
from moderation import windows
from moderation.models import Draft, RuleWindow
from moderation.window_forms import WindowForm

FOLDER = "admin/moderation/windows"
READ, KEEP = "moderation.view_draft", "moderation.keep_windows"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    status = context.pop("status_code", 200)
    context = {
        **admin.site.each_context(request),
        "may_keep": request.user.has_perm(KEEP),
        "now": timezone.now(),
        **context,
    }
    return render(request, f"{FOLDER}/{template}.html", context, status=status)


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what is under way and to come, and page by page what is over."""
    require(request, READ)
    now = timezone.now()
    standing = windows.standing(now)
    over = RuleWindow.objects.filter(ends_at__lte=now)
    return page(
        request,
        "index",
        title=_("Rule windows"),
        active=[window for window in standing if window.starts_at <= now],
        coming=[window for window in standing if window.starts_at > now],
        past=page_of(over, request.GET.get(PARAMETER), at="ends_at"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request, KEEP)
    form = WindowForm(request.POST) if request.method == "POST" else WindowForm()
    if form.is_valid():
        window = windows.add(**form.columns())
        return kept(request, window)
    return form_page(request, form, title=_("New rule window"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a window with the stories under review that it is about; a POST changes it."""
    require(request, READ)
    window = get_object_or_404(RuleWindow, pk=pk)
    if not request.user.has_perm(KEEP) or window.ends_at <= timezone.now():
        if request.method == "POST":
            raise PermissionDenied
        return form_page(request, None, window, title=window.name)
    form = WindowForm(request.POST or None, instance=window)
    name = window.name  # a form that is looked at writes into its instance
    if form.is_valid():
        columns, version = form.columns(), form.cleaned_data["version"] or 0
        if windows.change(window, version=version, **columns):
            return kept(request, window)
        form.show_version(window.version)
        messages.error(
            request,
            _("Somebody has changed this window since. It stands above the form as it is now."),
        )
        return form_page(request, form, window, title=window.name, is_stale=True, status_code=409)
    if form.is_bound:
        window.refresh_from_db()
    return form_page(request, form, window, title=name)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a window early, or call off one that has not begun; the record keeps what it was."""
    require(request, KEEP)
    if (window := RuleWindow.objects.filter(pk=pk).first()) is not None:
        windows.end(window)  # somebody else may have done so: then it is as asked for
        messages.success(request, _("“%(window)s” is ended.") % {"window": window})
    return redirect("rule-windows")


def form_page(
    request: HttpRequest, form: WindowForm | None, window: RuleWindow | None = None, **context: Any
) -> HttpResponse:
    seen = Draft.objects.seen_by(request.user)
    context = {
        "form": form,
        "window": window,
        "concerned": windows.under_review(window, seen) if window else [],
        "status_code": 400 if form is not None and form.errors else 200,
        **context,
    }
    return page(request, "window", **context)


def kept(request: HttpRequest, window: RuleWindow) -> HttpResponse:
    """Say that a window is saved, and of how many stories under review it asks more now."""
    messages.success(request, _("“%(window)s” is saved.") % {"window": window})
    number = len(windows.under_review(window, Draft.objects.seen_by(request.user)))
    if number:
        said = ngettext(
            "%(number)d story under review falls under it; it is listed below.",
            "%(number)d stories under review fall under it; they are listed below.",
            number,
        )
        messages.warning(request, said % {"number": number})
        return redirect(window)
    return redirect("rule-windows")
