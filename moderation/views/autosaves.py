"""What the desk's scripts say while somebody writes: what is typed, and who has a draft open.

Everything here answers JSON and nothing here is a save. `moderation.admin` gives the addresses and
asks for a staff login first; a page whose login is over is led to the sign-in page, and says so.
"""

import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.templatetags.dates import clock_time
from moderation import autosaves, claims, presence, rules
from moderation.autosaves import Typed
from moderation.numbers import plain_number
from moderation.views.drafts import seen


@require_http_methods(["GET", "POST"])
def keep_new(request: HttpRequest) -> JsonResponse:
    """Begin a draft with the first words of a page; the same page begins only one."""
    if not request.user.has_perm("moderation.add_draft"):
        raise PermissionDenied
    if request.method == "GET":
        return _token(request)
    typed = _typed(request)
    if isinstance(typed, JsonResponse):
        return typed
    draft = autosaves.begin(request.user, typed)
    return JsonResponse(
        _kept(typed)
        | {
            "draft": draft.pk,
            "whole": not autosaves.unsaved(draft, [typed]),
            "version": draft.version,
            "status": draft.status,
            "address": draft.get_absolute_url(),
            "keep": reverse("admin:moderation_draft_autosave", args=[draft.pk]),
            "presence": reverse("admin:moderation_draft_presence", args=[draft.pk]),
        }
    )


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a page typed into a draft, or forget it; a GET answers a fresh token.

    Typing is kept even where it can no longer be saved, because the story moved on: then the
    answer is 409 with the reason.
    """
    draft = seen(request, pk)
    if request.method == "GET":
        return _token(request)
    if "discard" in request.POST:  # the button, without a script
        autosaves.drop(draft, request.user, autosaves.page_names(request.POST["discard"]))
        messages.info(request, _("The typing is thrown away."))
        return redirect(draft)
    typed = _typed(request)
    if isinstance(typed, JsonResponse):
        return typed
    if not typed.fields:
        autosaves.drop(draft, request.user, [typed.page])
        return JsonResponse({"dropped": True})
    if typed.page in saved_pages(request):  # on its way while the form was saved
        return JsonResponse(_kept(typed))
    autosaves.keep(draft, request.user, typed)
    answer = _kept(typed)
    if reason := rules.why_not_edit(draft, request.user):
        return JsonResponse({**answer, "reason": reason}, status=HTTPStatus.CONFLICT)
    if draft.version != typed.base_version:
        answer["news"] = presence.news(
            draft, request.user, version=typed.base_version, status=draft.status
        )
    return JsonResponse(answer)


@require_POST
def attend(request: HttpRequest, pk: int) -> JsonResponse:
    """Write down who has a draft open, or no longer (`leave`), and answer who else has."""
    draft = seen(request, pk)
    if "leave" in request.POST:
        presence.leave(draft, request.user)
        return JsonResponse({})
    presence.arrive(draft, request.user)
    claims.renew(draft.pk, by=request.user)
    shown = plain_number(request.POST.get("version", ""))
    version = draft.version if shown is None else shown
    status = request.POST.get("status", "")
    return JsonResponse(
        {
            "company": [
                {"says": one.says, "open": one.is_open}
                for one in presence.company(draft, request.user)
            ],
            "news": presence.news(draft, request.user, version=version, status=status),
        }
    )


def saved_pages(request: HttpRequest) -> set[str]:
    """Return the pages whose typing this login has saved lately."""
    sent = " ".join(request.session.get("saved_copies", []))
    return set(autosaves.page_names(sent))


def _typed(request: HttpRequest) -> Typed | JsonResponse:
    """Return what the page sent, or the answer that says why that cannot be kept."""
    if int(request.headers.get("Content-Length") or 0) > autosaves.LARGEST:
        return JsonResponse({}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        sent = json.loads(request.body)
        typed = autosaves.read(sent)
    # A form and no JSON; no UTF-8, a number of 5,000 digits, NotTyping.
    except (RawPostDataException, ValueError, RecursionError):
        return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
    if sent.get("person") != request.user.pk:
        # Somebody else signed in at this browser: the words are not theirs.
        return JsonResponse({"person": request.user.pk}, status=HTTPStatus.FORBIDDEN)
    return typed


def _kept(typed: Typed) -> dict[str, Any]:
    return {"time": clock_time(typed.at)}


def _token(request: HttpRequest) -> JsonResponse:
    """Answer the token of this login, for a page that was opened under another one."""
    return JsonResponse({"token": get_token(request), "person": request.user.pk})
