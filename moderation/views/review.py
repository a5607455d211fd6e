"""Judging a story on one screen, and taking it so that nobody else does so too."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from articles import publishing
from articles.html import mark_clean, place_pictures
from articles.models import Article
from moderation import (
    claims,
    comments,
    credits,
    made_from,
    preview,
    review,
    rules,
    versions,
    workflow,
)
from moderation.checklist import points
from moderation.desks import finder_for
from moderation.history import Stale
from moderation.language import grouped, left_standing, remarks
from moderation.models import Draft
from moderation.numbers import plain_number
from moderation.review import Against
from moderation.sensitive import ticks
from moderation.step_forms import StepForm
from moderation.steps import STEPS, Step
from moderation.views import reasons
from moderation.views.drafts import WRITTEN, last_word, page, seen, take
from moderation.views.saying import faster

TO_WRITE = frozenset({"reopen", "recall"})  # whoever takes these wants the form next


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a story with everything a decision needs; a POST takes a step."""
    draft = seen(request, pk, *WRITTEN, "claimed_by")
    if request.method != "POST":
        return show(request, draft)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    form = StepForm(request.POST, step=step, draft=draft)
    if form.is_valid() and take(request, step.name, draft, form):
        if step.name in TO_WRITE:
            return redirect(draft)
        return redirect("admin:moderation_draft_review", draft.pk)
    form.show_version(draft.version)
    return show(request, draft, refused=(step, form))


def show(
    request: HttpRequest,
    draft: Draft,
    *,
    refused: tuple[Step, StepForm] | None = None,
    reason: str = "",
    typed: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Show the review page; `refused` is a step that was not taken, with its form.

    Where it stands for the form of a draft, `reason` says why that cannot be shown and `typed` has
    the labels and words that were sent to it anyway.
    """
    story = publishing.compose(workflow.material(draft), Article(), at=timezone.now())
    at_hand = rules.Situation(draft, request.user, finder_for(request))
    ways = review.tabs(at_hand)
    tab, other = chosen(request, draft, ways)
    cards = {card["id"]: card for card in review.photos_of(story)}
    passages, loose = comments.passages(draft)
    for passage in passages:
        passage.html = mark_clean(place_pictures(passage.html, cards))
    if refused is None:
        review.opened(draft, request.user)
    submitted = next(way.number for way in ways if way.against == Against.SUBMITTED)
    authors = credits.all_authors()
    printed = preview.printed_credits(draft.credits, authors)
    may_edit, proposal = not rules.why_not_edit(draft, request.user), None
    if may_edit:
        acting = _about_to_decide(at_hand)
        proposal = credits.propose(draft, acting=acting, authors=authors)
    said = remarks(draft)
    threads = [*(one for passage in passages for one in passage.threads), *loose]
    return page(
        request,
        "review",
        draft,
        story=story,
        credits=[] if other else printed,
        printed=printed,
        proposal=proposal,
        approved=at_hand.approved_by,
        windows=at_hand.rule_windows,
        approvers=approvers(at_hand),
        photos=list(cards.values()),
        tabs=ways,
        tab=tab,
        other=other,
        comparison=versions.compare(other, draft, cards) if other else None,
        choices=versions.labelled(draft) if tab.against == Against.VERSION else [],
        passages=passages,
        loose=loose,
        threads=threads,
        open_comments=sum(thread.is_open for thread in threads),
        changed_since=versions.since(draft, submitted) if submitted else [],
        points=points(draft, said=said, authors=authors),
        sensitive=[row for row in ticks(draft.flags, draft.assured) if row.flag.is_ticked],
        language=grouped(reasons.shown(request, draft, said)),
        left=left_standing(said),
        last_word=last_word(draft),
        origin=made_from.origin(
            draft, for_editor=request.user.has_perm("moderation.edit_any_draft")
        ),
        may_outgrow=not made_from.why_not_outgrow(draft, request.user),
        desk=at_hand.desk,
        holder=claims.holder(draft),
        may_claim=not claims.why_not_claim(draft, request.user, at_hand),
        may_edit=may_edit,
        before=_to_bring_back(request, draft) if may_edit else None,
        learnt=plain_number(request.GET.get("kamus")) if may_edit else None,
        title=_("Review: %(headline)s") % {"headline": draft},
        **decisions(request, at_hand, refused),
        reason=reason,
        not_saved=typed,
        status_code=409 if refused or typed else 200,
    )


def _to_bring_back(request: HttpRequest, draft: Draft) -> int | None:
    """Return the version before the newest if that only put in what was accepted just now."""
    before = plain_number(request.GET.get("sebelum"))
    return before if before and before == draft.version - 1 else None


def approvers(at_hand: rules.Situation) -> list[User]:
    """Return who approved the story as it is."""
    if not at_hand.approved_by:
        return []
    return list(User.objects.filter(pk__in=at_hand.approved_by).order_by("first_name", "pk"))


def decisions(
    request: HttpRequest, at_hand: rules.Situation, refused: tuple[Step, StepForm] | None
) -> dict[str, Any]:
    """Return the steps with their forms, those that others have to take, and a refused one.

    Of a step that cannot be taken any more, `lost` has what was typed for it.
    """
    steps, draft = [], at_hand.draft
    asked = refused[0].name if refused else request.GET.get("langkah", "")
    for step in rules.open_steps(draft, request.user, at_hand):
        was_refused = refused is not None and refused[0] == step
        form = refused[1] if was_refused else StepForm(step=step, draft=draft)
        form.auto_id = f"{step.name}-%s"
        form.ask_for_a_reason(step, at_hand)
        is_first = step.name in review.FIRST_OF_ALL
        is_open = step.name == asked
        steps.append({"step": step, "form": form, "is_open": is_open, "is_first": is_first})
    is_lost = refused is not None and refused[0].name not in {one["step"].name for one in steps}
    return {
        "decisions": steps,
        "refusals": review.refusals(at_hand),
        "lost": refused[1] if is_lost else None,
    }


def chosen(request: HttpRequest, draft: Draft, ways: list[review.Tab]) -> tuple[review.Tab, Any]:
    """Return the way to look that the address asks for, and the version to compare with."""
    tab = next((way for way in ways if way.against == request.GET.get("lihat")), ways[0])
    number = tab.number
    if tab.against == Against.VERSION:
        number = plain_number(request.GET.get("dari")) or max(1, draft.version - 1)
    return tab, review.version(draft, number)


# --- Credits ------------------------------------------------------------------------------------


@require_POST
def use_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the credits that the page proposed as a new version; refuse if somebody was faster."""
    draft = seen(request, pk)
    reason = rules.why_not_edit(draft, request.user)
    version = plain_number(request.POST.get("version"))
    if not reason and version != draft.version:
        reason = faster(draft, version)
    if not reason:
        at_hand = rules.Situation(draft, request.user, finder_for(request))
        proposal = credits.propose(draft, acting=_about_to_decide(at_hand))
        try:
            credits.take(draft, proposal, by=request.user)
        except Stale:
            reason = faster(draft, version)
    if reason:
        messages.error(request, reason)
    else:
        messages.success(request, _("The credits are now (%(codes)s).") % {"codes": proposal.codes})
    return redirect("admin:moderation_draft_review", draft.pk)


def _about_to_decide(at_hand: rules.Situation) -> User | None:
    """Return the person if approving or releasing is for them, so that the credits name them."""
    may = any(
        not rules.why_not(STEPS[name], at_hand.draft, at_hand.user, at_hand)
        for name in ("approve", "release")
    )
    return at_hand.user if may else None


# --- Claiming -----------------------------------------------------------------------------------


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a story for review (`do=claim`), also from somebody (`instead_of`), or give it back."""
    draft = seen(request, pk)
    if request.POST.get("do") == "release":
        if claims.end(draft, by=request.user):
            messages.success(request, _("“%(headline)s” is free again.") % {"headline": draft})
        return back(request, draft)
    if reason := claims.why_not_claim(draft, request.user):
        messages.error(request, reason)
        return back(request, draft)
    before: User | None = claims.holder(draft)
    over = plain_number(request.POST.get("instead_of"))
    if claims.claim(draft, by=request.user, instead_of=over):
        said = _("“%(headline)s” is yours until you decide, or give it back.")
        if before and before.pk == over != request.user.pk:
            said = _("You took “%(headline)s” over from %(who)s.")
        messages.success(request, said % {"headline": draft, "who": before})
    else:
        said = _("%(who)s was faster and has “%(headline)s” now.")
        messages.warning(request, said % {"headline": draft, "who": claims.holder(draft)})
    return back(request, draft)


def back(request: HttpRequest, draft: Draft) -> HttpResponseRedirect:
    """Lead to the page of the desk that the form came from, else to the review.

    There the button that was pressed has the focus again, and stands where it stood.
    """
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    if own and wanted.startswith(reverse("admin:index")):
        return redirect(f"{wanted}#c{draft.pk}")
    return redirect("admin:moderation_draft_review", draft.pk)
