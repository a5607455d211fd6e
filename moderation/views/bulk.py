"""One thing done with many stories: the summary, the deed, what became of it, and the way back."""

import secrets
from dataclasses import asdict
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import bulk, choices
from moderation.bulk import Chosen, Outcome
from moderation.bulk_actions import ACTIONS, Action
from moderation.bulk_forms import asks, form_for
from moderation.models import Draft
from moderation.numbers import plain_number

FOLDER = "admin/moderation"
# How many results one can go back to; each holds at most `bulk.MOST` stories.
KEPT = 3


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    status = context.pop("status_code", 200)
    frame = {**admin.site.each_context(request), "opts": Draft._meta}
    return render(request, f"{FOLDER}/{template}.html", {**frame, **context}, status=status)


def allowed(request: HttpRequest, name: str) -> Action:
    action = ACTIONS.get(name)
    if action is None:
        raise Http404
    if not request.user.has_perm("moderation.view_draft") or action not in bulk.offered_to(
        request.user
    ):
        raise PermissionDenied
    return action


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, name: str) -> HttpResponse:
    """Say what will be done with the chosen stories; a POST with `_do` does it.

    The address names the stories, the form names each with the version its person saw.
    """
    action = allowed(request, name)
    chosen = bulk.choose(request.user, wanted(request))
    if not chosen:
        messages.warning(request, _("Choose at least one story."))
        return redirect("admin:moderation_draft_changelist")
    sent = request.method == "POST"
    form = form_for(action, request.POST if sent or not asks(action) else None)
    if sent and "_change" in request.POST:
        return summary(request, action, chosen, form, wish={})
    if not form.is_bound or not form.is_valid():
        return summary(request, action, chosen, form, wish={}, failed=sent)
    if "_do" not in request.POST:
        return summary(request, action, chosen, form, wish=form.wish(), is_final=True)
    return done(request, action, bulk.run(action, chosen, request.user, form.wish()))


def wanted(request: HttpRequest) -> list[tuple[int, int | None]]:
    """Read the stories and versions that the form or the address names; nonsense is left out."""
    found: list[tuple[int, int | None]] = []
    if request.method == "POST":
        for text in request.POST.getlist("naskah")[: bulk.MOST]:
            number, _colon, version = text.partition(":")
            pair = (plain_number(number), plain_number(version))
            if pair[0] is not None and pair[1] is not None:
                found.append((pair[0], pair[1]))
        return found
    for text in request.GET.get("naskah", "").split(",")[: bulk.MOST]:
        if (pk := plain_number(text)) is not None:
            found.append((pk, None))
    return found


def summary(
    request: HttpRequest,
    action: Action,
    chosen: list[Chosen],
    form: Any,
    *,
    wish: dict[str, Any],
    is_final: bool = False,
    failed: bool = False,
) -> HttpResponse:
    """Show what will happen; final once nothing is left to be asked."""
    found = bulk.prospects(action, chosen, request.user, wish)
    return page(
        request,
        "bulk",
        title=action.label,
        action=action,
        form=form,
        is_final=is_final or not asks(action),
        will=[one for one in found if not one.refusal],
        refused=[one for one in found if one.refusal],
        suggestions={
            name: texts for name, texts in choices.suggestions().items() if name in form_lists(form)
        },
        status_code=409 if failed else 200,
    )


def form_lists(form: Any) -> set[str]:
    """Return the kinds of suggestions that the fields of `form` ask for."""
    return {field.widget.what for field in form.fields.values() if hasattr(field.widget, "what")}


def done(
    request: HttpRequest, action: Action, outcomes: list[Outcome], *, is_undone: bool = False
) -> HttpResponse:
    """Keep what became of the stories with the session, and lead to the page that says it."""
    token = secrets.token_urlsafe(9)
    kept = dict(list(request.session.get("bulk", {}).items())[-(KEPT - 1) :])
    rows = [asdict(outcome) for outcome in outcomes]
    kept[token] = {"action": action.name, "is_undone": is_undone, "rows": rows}
    request.session["bulk"] = kept
    return redirect("admin:desk_bulk_result", token)


def kept_result(request: HttpRequest, token: str) -> tuple[Action, list[Outcome], bool]:
    kept = request.session.get("bulk", {}).get(token)
    if kept is None:
        raise Http404
    rows = [Outcome(**row) for row in kept["rows"]]
    return ACTIONS[kept["action"]], rows, kept["is_undone"]


@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """Say what was done, what was refused and why, and offer the way back."""
    action, outcomes, is_undone = kept_result(request, token)
    return page(
        request,
        "bulk_result",
        title=_("Undone: %(what)s") % {"what": action.label} if is_undone else action.label,
        action=action,
        token=token,
        is_undone=is_undone,
        done=[one for one in outcomes if not one.refusal],
        refused=[one for one in outcomes if one.refusal],
        can_undo=not is_undone and any(one.back for one in outcomes),
    )


@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Go back with everything that has a way back; once."""
    action, outcomes, is_undone = kept_result(request, token)
    if is_undone:
        raise Http404
    del request.session["bulk"][token]
    return done(request, action, bulk.undo(outcomes, request.user), is_undone=True)
