"""The buttons beside the remarks of the copy desk on the review page, where an answer is saved."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation import mending, rules, versions
from moderation.history import Stale, save_draft
from moderation.language import remarks
from moderation.models import Draft
from moderation.numbers import plain_number
from moderation.views import reasons
from moderation.views.drafts import seen
from moderation.views.saying import faster, warn
from standards.models import LexiconEntry

# Of the review page's address: the version that one button brings back.
BEFORE = "sebelum"
LEARNT = "kamus"  # the entry of the lexicon that was just made
KEPT = ("lihat", "dari")  # the way to look at the story


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was accepted as a new version, take that back, or let words stand.

    No button is the Enter key without a script: the reasons that were typed are the answers then.
    `_undo` is the number of the version that it was accepted in.
    """
    draft = seen(request, pk)
    place = {name: request.GET[name] for name in KEPT if name in request.GET}
    reasons.carry(request, draft)
    reason = rules.why_not_edit(draft, request.user)
    version = plain_number(request.POST.get("version"))
    if not reason and version != draft.version:
        reason = faster(draft, version)
    if reason:
        messages.error(request, reason)
        return _back(draft, place)
    try:
        if "_undo" in request.POST:
            _take_back(request, draft)
        elif "_mend" in request.POST:
            if _mend(request, draft):
                place[BEFORE] = str(draft.version - 1)
        elif entry := _answer(request, draft):
            place[LEARNT] = str(entry.pk)
    except Stale:
        messages.error(request, faster(draft, version))
    return _back(draft, place)


def _back(draft: Draft, place: dict[str, str]) -> HttpResponse:
    address = reverse("admin:moderation_draft_review", args=[draft.pk])
    return redirect(f"{address}?{urlencode(place)}#language-heading")


def _mend(request: HttpRequest, draft: Draft) -> bool:
    """Save what was accepted, if there was anything; say so."""
    before, words = len(remarks(draft)), draft.copy_values()
    if problems := mending.mend(draft, request.POST):
        warn(request, problems)
        return False
    if draft.copy_values() == words:
        messages.info(request, _("There was nothing left to accept."))
        return False
    save_draft(draft, by=request.user)
    done = before - len(remarks(draft))
    messages.success(
        request,
        _("Version %(version)d: %(number)d remarks fewer. The history has the version before.")
        % {"version": draft.version, "number": done},
    )
    return True


def _take_back(request: HttpRequest, draft: Draft) -> None:
    """Bring back the version before the newest, which only put in what was accepted."""
    number = plain_number(request.POST["_undo"])
    revision = draft.revisions.filter(number=draft.version - 1).first()
    if revision is None or number != revision.number:
        messages.error(request, _("Somebody has saved a newer version. Read it again first."))
        return
    try:
        versions.restore(draft, revision, by=request.user, version=draft.version)
    except ValidationError as refusal:
        warn(request, refusal.messages)
        return
    messages.success(
        request,
        _("The words of version %(old)d are version %(new)d now.")
        % {"old": number, "new": draft.version},
    )


def _answer(request: HttpRequest, draft: Draft) -> LexiconEntry | None:
    """Let words stand, or teach them; return the new entry of the lexicon."""
    if not mending.asked(request.POST) and mending.BUTTONS.isdisjoint(request.POST):
        messages.info(request, _("No reason was typed, so nothing was answered."))
        return None
    lesson = reasons.take_answers(request, draft)
    if not lesson.problems:
        messages.success(request, lesson.says or mending.said(remarks(draft)))
    return lesson.entry
