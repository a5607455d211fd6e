"""The buttons beside the remarks of the copy desk, on the form and on the review page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation import mending, rules
from moderation.history import Stale, save_draft
from moderation.language import remarks
from moderation.models import Draft
from moderation.numbers import plain_number
from moderation.views.drafts import seen
from moderation.views.saying import warn


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was accepted on the review page as a new version, or let words stand."""
    draft = seen(request, pk)
    reason = rules.why_not_edit(draft, request.user)
    if not reason and plain_number(request.POST.get("version")) != draft.version:
        reason = _("Somebody has saved a newer version. Read it again first.")
    if reason:
        messages.error(request, reason)
        return redirect("admin:moderation_draft_review", draft.pk)
    problems = mending.leave(draft, request.POST, by=request.user)
    problems += mending.teach(draft, request.POST, by=request.user)
    if "_mend" in request.POST:
        before = len(remarks(draft))
        problems += mending.mend(draft, request.POST)
        try:
            save_draft(draft, by=request.user)
        except Stale:
            problems.append(_("Somebody has saved a newer version. Read it again first."))
        else:
            _say_saved(request, draft, before)
    warn(request, problems)
    return redirect("admin:moderation_draft_review", draft.pk)


def _say_saved(request: HttpRequest, draft: Draft, before: int) -> None:
    done = before - len(remarks(draft))
    messages.success(
        request,
        _("Version %(version)d: %(number)d remarks fewer. The history has the version before.")
        % {"version": draft.version, "number": done},
    )
