"""The desk's pages of one draft: writing it, reading it, its preview, its steps, its history.

Every page finds its draft through `seen()`, so somebody else's draft does not exist for a
journalist: the answer is 404. `moderation.admin` gives them their addresses and asks for a staff
login first.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Credit
from categories.models import Category
from moderation import autosaves, choices, conflicts, credits, preview, resembling, rules, workflow
from moderation.advice import advice
from moderation.checklist import open_points, points
from moderation.desks import finder_for
from moderation.editor import EDITOR_CSP
from moderation.forms import DraftForm
from moderation.history import Stale
from moderation.language import grouped, remarks
from moderation.mending import mend
from moderation.models import Draft, Transition
from moderation.pictured import pictured
from moderation.step_forms import StepForm
from moderation.steps import STEPS, Status
from moderation.timing_form import TimingForm
from moderation.views import reasons
from moderation.views.saying import tell_refused, tell_what_happened, warn
from photos.words import take_sent

FOLDER = "admin/moderation/draft"
# How many saves the session remembers, and how long the names sent with one may be.
SAVED_COPIES = 20
LONGEST_NAMES = 400
# What the form of a draft names beside its text.
WRITTEN = ("article", "answers", "verifies", "release", "released_revision__category__merged_into")


def seen(request: HttpRequest, pk: int, *joined: str) -> Draft:
    """Return the draft if the person may read it; for anybody else it does not exist.

    `joined` are further rows to bring along in the same query.
    """
    joined = ("owner", "category__merged_into", "lead_photo", *joined)
    category = Category.objects.with_trail().with_crime().filter(pk=OuterRef("category"))
    rows = Draft.objects.select_related(*joined).annotate(
        trail=Subquery(category.values("trail")), in_crime=Subquery(category.values("in_crime"))
    )
    draft = get_object_or_404(rows, pk=pk)
    if draft.category:
        draft.category.trail, draft.category.in_crime = draft.trail, draft.in_crime
    if not (request.user.has_perm("moderation.view_draft") and finder_for(request).shows(draft)):
        raise Http404
    return draft


def page(request: HttpRequest, template: str, draft: Draft, **context: Any) -> HttpResponse:
    """Render a page of the desk about one draft."""
    status = context.pop("status_code", 200)
    context = {
        **admin.site.each_context(request),
        "opts": Draft._meta,
        "draft": draft,
        "title": str(draft),
        **context,
    }
    return render(request, f"{FOLDER}/{template}.html", context, status=status)


# --- Writing and reading ------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@csp_override(EDITOR_CSP)
def add(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("moderation.add_draft"):
        raise PermissionDenied
    if begun := autosaves.begun(request.user, sent_pages(request)):
        request.POST = request.POST.copy()
        request.POST["version"] = "1"  # as which the page's first words were saved
        return change(request, begun.pk)
    draft = Draft(owner=request.user)
    if request.method != "POST" and (author := getattr(request.user, "author", None)):
        draft.credits = [{"author": author.pk, "role": Credit.Role.REPORTER.value}]
    return write(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    draft = seen(request, pk, *WRITTEN)
    if reason := rules.why_not_edit(draft, request.user):
        return read(request, draft, reason, typed=typed_words(request.POST))
    return csp_override(EDITOR_CSP)(write)(request, draft)


def write(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show the form of `draft`, or save what was typed and go where the pressed button leads."""
    if request.method != "POST":
        return open_form(request, draft)
    warn(request, take_sent(request.POST, request.user))
    form = DraftForm(request.POST, instance=draft)
    if not form.is_valid():
        return form_page(request, draft, form)
    if found := conflicts.look(form, request.POST):
        return settle(request, form, found)
    if "_credits" in request.POST:
        draft.credits = credits.taken(credits.propose(draft))
    warn(request, mend(draft, request.POST))
    if form.is_unchanged:
        autosaves.close(draft, request.user, sent_pages(request))
        is_all = not TimingForm(request.POST, draft=draft).has_changed()
        if "_save" in request.POST and is_all:  # on the way to a step or a preview nobody asked
            messages.info(request, _("Nothing was changed since version %d.") % draft.version)
        return go_on(request, draft)
    try:
        autosaves.save(draft, by=request.user, pages=sent_pages(request))
    except Stale as stale:
        if reason := rules.why_not_edit(stale.draft, request.user):
            return read(request, stale.draft, reason, typed=typed_words(request.POST))
        return settle(request, form, conflicts.over(stale.draft, form, request.POST))
    tell_what_happened(request, form)
    return go_on(request, draft)


def sent_pages(request: HttpRequest) -> list[str]:
    """Return the names of the pages whose typing a sent form holds."""
    return autosaves.page_names(request.POST.get("copy", "")[-LONGEST_NAMES:])


def open_form(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show the form with the saved words and an offer of what was typed and not saved.

    `?ketikan=` puts such typing into the form: over a newer version, merged with it.
    """
    if not draft.pk:
        return form_page(request, draft, DraftForm(instance=draft))
    kept = autosaves.kept(draft, request.user)
    if typed := next((one for one in kept if one.page == request.GET.get("ketikan")), None):
        form = typed.form(draft)
        found = conflicts.look(form) if form.is_valid() else None
        return form_page(request, draft, form, conflict=found)
    saved = autosaves.page_names(" ".join(request.session.get("saved_copies", [])))
    offers = autosaves.unsaved(draft, [one for one in kept if one.page not in saved])
    compared = next((one for one in offers if one.page == request.GET.get("bandingkan")), None)
    return form_page(
        request,
        draft,
        DraftForm(instance=draft),
        offers=offers,
        compared=compared,
        changes=conflicts.changes(draft, compared.form(draft)) if compared else [],
    )


def settle(request: HttpRequest, form: DraftForm, found: conflicts.Conflict) -> HttpResponse:
    """Save what was settled of two texts, or show the form and what there is to choose.

    If it was asked only to look, the merged words go into the form and are not saved yet.
    """
    if found.nothing_typed:
        autosaves.close(found.now, request.user, sent_pages(request))
        messages.info(request, found.says())
        return go_on(request, found.now)
    if conflicts.is_settled_by(request.POST, found):
        merged = found.merged()
        if request.POST["_merge"] == "look":
            form, pages = DraftForm(instance=merged), request.POST.get("copy", "")
            timing = TimingForm(request.POST, draft=merged)
            return form_page(request, merged, form, unsaved_pages=pages, timing=timing)
        try:
            autosaves.save(merged, by=request.user, pages=sent_pages(request))
        except Stale as stale:
            found = conflicts.over(stale.draft, form, request.POST)
        else:
            messages.success(
                request, _("Merged and saved as version %(version)d.") % {"version": merged.version}
            )
            return go_on(request, merged)
    tried = "_merge" in request.POST
    return form_page(request, form.instance, form, conflict=found, tried=tried, status_code=409)


def go_on(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Lead to the page of the pressed step, or back to the form.

    What was sent is saved, so the next form tells the browser which copy of it is needless
    (static/js/desk-copy.js). A version alone could not: somebody else may have saved it.
    """
    if names := request.POST.get("copy", "")[-LONGEST_NAMES:]:
        saved = request.session.get("saved_copies", [])
        request.session["saved_copies"] = [*saved, names][-SAVED_COPIES:]
    reasons.take_answers(request, draft)
    note = reasons.carry_note(request, draft)
    timing = TimingForm(request.POST, draft=draft)
    if timing.has_changed():
        if not (timing.is_valid() and timing.keep(draft, by=request.user)):
            return form_page(request, draft, DraftForm(instance=draft), timing=timing)
        messages.success(request, _("Due time and embargo are saved."))
    if "_submit" in request.POST:
        submit(request, draft, note)
        return redirect(draft)
    step = request.POST.get("_step", "")
    if step in STEPS:
        return redirect("admin:moderation_draft_step", draft.pk, step)
    if "_preview" in request.POST:
        return redirect("admin:moderation_draft_preview", draft.pk)
    return redirect(draft)


def submit(request: HttpRequest, draft: Draft, note: str) -> None:
    """Submit what was just saved, or say what it lacks; the form is shown again then."""
    version = draft.version
    try:
        details = workflow.Details(note=note)
        workflow.take("submit", draft, by=request.user, version=version, details=details)
    except workflow.Refused as refusal:
        tell_refused(request, draft, refusal)
    else:
        reasons.note_gone(request)
        say_taken(request, draft)
        say_credited(request, draft, version)
        warn(request, resembling.warnings(draft, request.user))


def form_page(request: HttpRequest, draft: Draft, form: DraftForm, **context: Any) -> HttpResponse:
    sent = form.data if form.is_bound else None
    said, photos = remarks(draft), pictured(form)
    authors = credits.all_authors() if form.authors is None else form.authors
    at_hand = rules.Situation(draft, request.user, finder_for(request))
    steps = rules.open_steps(draft, request.user, at_hand)
    if not draft.pk:  # what is finished at once can be submitted at once
        steps = [step for step in steps if step.name == "submit"]
    return page(
        request,
        "form",
        draft,
        form=form,
        steps=steps,
        points=points(
            draft,
            form.refused if form.is_bound else None,
            said=said,
            authors=authors,
            photos=photos,
        ),
        pictured=photos,
        windows=at_hand.rule_windows,
        advice=advice(draft),
        language=grouped(reasons.shown(request, draft, said)),
        may_edit=True,
        submit_note=reasons.note(request, draft),
        timing=context.pop("timing", None) or TimingForm(sent, draft=draft),
        last_word=last_word(draft),
        proposal=credits.propose(draft, authors=authors),
        suggestions=choices.suggestions(authors.values()),
        own_author=next((one for one in authors.values() if one.user_id == request.user.pk), None),
        title=str(draft) if draft.pk else _("New story"),
        **context,
    )


def read(
    request: HttpRequest, draft: Draft, reason: str, *, typed: list[tuple[str, str]]
) -> HttpResponse:
    """Show a draft that this person may read and not change; `typed` is what they sent anyway."""
    from moderation.views import review  # which shows its pages by the functions of this module

    return review.show(request, draft, reason=reason, typed=typed)


def typed_words(sent: Any) -> list[tuple[str, str]]:
    """Return, with their labels, the texts of a form that may not be saved, to be copied."""
    names = ("kicker", "headline", "standfirst", "body", "category", "tags", "place", "source")
    names += ("unverified_notice", "verifies", "quoted_outlet", "quoted_url")
    return [
        (str(Draft._meta.get_field(name).verbose_name), sent[name])
        for name in names
        if sent.get(name, "").strip()
    ]


def last_word(draft: Draft) -> Transition | None:
    """Return the step that put the draft before whoever has to act now, if it came with a note."""
    if draft.status not in (Status.RETURNED, Status.SUBMITTED):
        return None
    step = draft.transitions.select_related("by").first()
    return step if step and step.note else None


# --- Steps --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say what a step will do and ask what it needs; a POST takes it."""
    if name not in STEPS:
        raise Http404
    wanted, draft = STEPS[name], seen(request, pk)
    if request.method == "POST":
        form = StepForm(request.POST, step=wanted, draft=draft)
        if form.is_valid() and take(request, name, draft, form):
            return redirect(draft)
        form.show_version(draft.version)
    else:
        form = StepForm(step=wanted, draft=draft)
    at_hand = rules.Situation(draft, request.user, finder_for(request))
    reason = rules.why_not(wanted, draft, request.user, at_hand)
    form.ask_for_a_reason(wanted, at_hand)
    return page(
        request,
        "step",
        draft,
        step=wanted,
        form=form,
        reason=reason,
        who_can=rules.who_can(wanted, draft) if reason and wanted.needs_another else [],
        problems=open_points(draft) if wanted.checks_copy else [],
        windows=at_hand.rule_windows,
        saved=draft.revisions.select_related("by").first(),
        title=wanted.label,
        status_code=409 if form.is_bound else 200,
    )


def take(request: HttpRequest, name: str, draft: Draft, form: StepForm) -> bool:
    """Take the step and say so; a refusal goes to the form. Returns whether it was taken."""
    version, before = form.cleaned_data["version"], draft.status
    try:
        workflow.take(name, draft, by=request.user, version=version, details=form.details())
    except workflow.Refused as refusal:
        form.add_error(form.field_of(refusal), str(refusal))
        return False
    if draft.status == before:  # “is now: Released” would tell whoever asked for a withdrawal wrong
        said = _("“%(headline)s”: “%(step)s” is recorded. The status stays %(status)s.")
        names = {"step": STEPS[name].label, "status": draft.get_status_display()}
        messages.success(request, said % {"headline": draft, **names})
    else:
        say_taken(request, draft)
        if name != "discard":  # which makes a version of the released words
            say_credited(request, draft, version)
    return True


def say_credited(request: HttpRequest, draft: Draft, version: int) -> None:
    """Say whom a step credited by itself; it made a version after `version` then."""
    if draft.version != version:
        credited = preview.printed_credits(draft.credits)
        names = ", ".join(f"{credit.name} ({credit.code})" for credit in credited)
        said = _("Nobody was credited; from what the desk knows it is now: %(names)s.")
        messages.info(request, said % {"names": names})


def say_taken(request: HttpRequest, draft: Draft) -> None:
    """Say what a step that was just taken made of `draft`."""
    said = _("“%(headline)s” is now: %(status)s.") % {
        "headline": draft,
        "status": draft.get_status_display(),
    }
    if draft.status == Status.RELEASED and draft.article:
        address = draft.article.get_absolute_url()
        said = format_html('{} <a href="{}">{}</a>', said, address, _("See the story"))
    messages.success(request, said)


# --- Preview ------------------------------------------------------------------------------------


@require_safe
def show_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the saved words as readers will see them, under the same template and policy."""
    draft = seen(request, pk)
    return render(
        request, f"{FOLDER}/preview.html", preview.context(request, draft, at=timezone.now())
    )


# --- What the typeahead fields ask --------------------------------------------------------------


@require_safe
def choose(request: HttpRequest, what: str) -> JsonResponse:
    """Answer what a typeahead field suggests, as JSON: {"results": [{"id", "text", …}]}."""
    if (kind := choices.KINDS.get(what)) is None:
        raise Http404
    if not request.user.has_perm(kind.permission):
        raise PermissionDenied
    return JsonResponse({"results": choices.find(kind, request.GET, request.user)})
