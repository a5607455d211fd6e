"""The pages of the plan: the list, the week, one plan, and the budget of a day."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import DateField, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.templatetags.dates import day_name
from moderation import choices
from moderation.rules import may_read
from planning import budget as budgets
from planning import days, handing
from planning.forms import AssignmentForm
from planning.models import Assignment


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a page of the plan in the desk's frame."""
    status = context.pop("status_code", 200)
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "may_plan": handing.may_plan(request.user),
        "now": now,
        "today": timezone.localdate(now),
        **context,
    }
    return render(request, f"planning/{template}.html", context, status=status)


def require(request: HttpRequest, permission: str = "planning.view_assignment") -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def found(request: HttpRequest, pk: int) -> Assignment:
    require(request)
    return get_object_or_404(Assignment.objects.for_rows(), pk=pk)


def back(request: HttpRequest, plan: Assignment) -> HttpResponse:
    """Lead to the page the button stood on."""
    to = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/"):
        return redirect(to)
    return redirect(plan)


# --- Lists --------------------------------------------------------------------------------------


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    require(request)
    view = request.GET.get("lihat", "")
    if view not in days.VIEWS:
        raise Http404
    after = request.GET.get("setelah", "")
    found = days.page_of(view, user=request.user, after=after, now=timezone.now())
    shown = [plan for day in found.days for plan in day.plans]
    return page(
        request,
        "list",
        title=_("Coverage plan"),
        view=view,
        views=days.VIEWS.items(),
        found=found,
        readable=days.readable(shown, request.user),
    )


@require_safe
def week(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """Show the week of a day; the form above it sends one as `tanggal`."""
    require(request)
    if typed := request.GET.get("tanggal"):
        return redirect("plan-week", day_typed(typed) or timezone.localdate())
    monday = days.monday_of(day or timezone.localdate())
    shown, cut = days.week(monday)
    return page(
        request,
        "week",
        title=_("Coverage plan of the week"),
        days=shown,
        is_cut=cut,
        monday=monday,
        sunday=monday + timedelta(days=6),
        before=monday - days.WEEK,
        after=monday + days.WEEK,
        here=request.path,
    )


@require_safe
def budget(request: HttpRequest, day: date | None = None) -> HttpResponse:
    """Show, to be printed, what a day will bring."""
    require(request)
    if typed := request.GET.get("tanggal"):
        return redirect("plan-budget", day_typed(typed) or timezone.localdate())
    if day is None:
        return redirect("plan-budget", timezone.localdate())
    sections = budgets.of_day(day, user=request.user, now=timezone.now())
    return page(
        request,
        "budget",
        title=_("Budget of %(day)s") % {"day": day_name(day)},
        day=day,
        before=day - days.ONE_DAY,
        after=day + days.ONE_DAY,
        sections=sections,
        number=sum(len(section.lines) for section in sections),
        sees_all=request.user.has_perm("moderation.edit_any_draft"),
    )


def day_typed(text: str) -> date | None:
    """Return the day somebody typed into a date field, or None."""
    try:
        day = DateField().clean(text)
    except ValidationError:
        return None
    return day if 2000 <= day.year < 2100 else None


# --- One plan -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request, "planning.add_assignment")
    return write(request, Assignment(planned_for=_asked_day(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: as a form to whoever hands out work, to be read to everybody else."""
    shown = found(request, pk)
    if handing.may_plan(request.user):
        return write(request, shown)
    if request.method == "POST":
        raise PermissionDenied
    return plan_page(request, shown)


def write(request: HttpRequest, plan: Assignment) -> HttpResponse:
    if request.method != "POST":
        return plan_page(request, plan, form=AssignmentForm(instance=plan))
    form = AssignmentForm(request.POST, instance=plan)
    if not form.is_valid():
        return plan_page(request, plan, form=form)
    try:
        handing.save(plan, seen=form.cleaned_data["version"] or 0, by=request.user)
    except handing.Refused as refusal:
        now = Assignment.objects.for_rows().get(pk=plan.pk)
        form.data = form.data.copy()
        form.data["version"] = now.version
        return plan_page(request, plan, form=form, refusal=str(refusal), stored=now)
    messages.success(
        request,
        _("“%(plan)s” is planned for %(day)s.") % {"plan": plan, "day": day_name(plan.planned_for)},
    )
    if "_another" in request.POST:
        return redirect(f"{request.path}?hari={plan.planned_for:%Y-%m-%d}")
    return redirect("plan-week", plan.planned_for)


def plan_page(request: HttpRequest, plan: Assignment, **context: Any) -> HttpResponse:
    form = context.get("form")
    return page(
        request,
        "plan",
        plan=plan,
        title=_("Plan: %(what)s") % {"what": plan} if plan.pk else _("New plan"),
        readable=days.readable([plan], request.user),
        may_take=plan.pk and not handing.why_not_take(plan, request.user),
        may_start=plan.pk and not handing.why_not_start(plan, request.user),
        suggestions={"kategori": choices.suggestions()["kategori"]} if form else {},
        status_code=409 if context.get("refusal") else 200,
        **context,
    )


def _asked_day(request: HttpRequest) -> date:
    return day_typed(request.GET.get("hari", "")) or timezone.localdate()


# --- What one button does -----------------------------------------------------------------------


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    try:
        handing.take(pk, by=request.user)
    except handing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(plan)s” is yours.") % {"plan": plan})
    return back(request, plan)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft of a plan and lead to it; a second click leads to the same."""
    plan = found(request, pk)
    try:
        draft = handing.start(pk, by=request.user)
    except handing.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(plan)
    return redirect(draft if may_read(draft, request.user) else plan)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a plan to another day. No story moves with it."""
    plan = found(request, pk)
    require(request, "planning.change_assignment")
    seen, to = day_typed(request.POST.get("from", "")), day_typed(request.POST.get("to", ""))
    if seen is None or to is None:
        messages.error(request, _("Write the date like this: 31-12-2026."))
        return back(request, plan)
    try:
        handing.move(pk, to, seen=seen, by=request.user)
    except handing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("“%(plan)s” is now planned for %(day)s. No story was released or scheduled by this.")
            % {"plan": plan, "day": day_name(to)},
        )
    return back(request, plan)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a plan done or cancelled, or open again."""
    plan = found(request, pk)
    require(request, "planning.change_assignment")
    how = request.POST.get("how", "")
    if how and how not in Assignment.Closed.values:
        raise Http404
    plan = handing.close(pk, how, by=request.user)
    messages.success(
        request,
        _("“%(plan)s” is now: %(state)s.") % {"plan": plan, "state": plan.state.label},
    )
    return back(request, plan)
