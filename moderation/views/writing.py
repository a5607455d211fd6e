"""What the page of a draft asks the desk while somebody writes."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from moderation import mending, rules
from moderation.advice import advice
from moderation.checklist import points
from moderation.forms import DraftForm
from moderation.language import MENDED, Remark, grouped, remarks
from moderation.models import Draft
from moderation.views.drafts import FOLDER, seen
from moderation.windows import matching

ANSWERS = frozenset({"_leave", "_recall"})  # kept with a draft
CHECKLIST = f"{FOLDER}/_checklist.html"


def sent_form(request: HttpRequest, pk: int | None) -> DraftForm | None:
    """Return the sent form of a draft, which it fills with what can be read; nothing is saved.

    None where this draft is not theirs to write any more, which is so for a page that was left open
    while the story was submitted, and no fault of anybody. 403 for who may write nothing.
    """
    draft = seen(request, pk) if pk else Draft(owner=request.user)
    if not request.user.has_perm("moderation.add_draft"):
        raise PermissionDenied
    if rules.why_not_edit(draft, request.user):
        return None
    form = DraftForm(request.POST, instance=draft)
    form.is_valid()  # it says of the rest what is wrong
    return form


def answered(form: DraftForm, said: list[Remark]) -> dict[str, Any]:
    """Return what the checklist prints of a sent form; `said` are the remarks on its words."""
    draft = form.instance
    return {
        "points": points(draft, form.refused, said=said),
        "windows": matching(draft),
        "advice": advice(draft),
        "language": grouped(said),
        "draft": draft,
        "may_edit": True,
    }


@require_POST
def checklist(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Answer the checklist, as HTML, as it would be were the sent form saved; 204 for none."""
    form = sent_form(request, pk)
    if form is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, CHECKLIST, answered(form, remarks(form.instance)))


@require_POST
def mend(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Answer, as JSON, what a button beside a remark does to the words of the sent form.

    `changed` and `was` are the fields that it changes, after and before, as the form holds them:
    they are put in by the page, where one undo takes them back. Nothing but the answers to remarks
    is saved; `learnt` is the entry of the lexicon that one made. 204 where nothing can be done
    here.
    """
    form = sent_form(request, pk)
    if form is None or (
        pk is None and ANSWERS.intersection(request.POST)
    ):  # it could stand in no story yet
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    draft = form.instance
    was = {name: getattr(draft, name) for name in MENDED}
    problems = mending.mend(draft, request.POST)
    problems += mending.leave(draft, request.POST, by=request.user)
    problems += mending.recall(draft, request.POST)
    lesson = mending.teach(draft, request.POST, by=request.user)
    problems += lesson.problems
    changed = [name for name in sorted(MENDED) if getattr(draft, name) != was[name]]
    said = remarks(draft)
    sent = request.POST
    shown = mending.with_typed(said, mending.typed_reasons(sent), asked=mending.asked(sent))
    return JsonResponse(
        {
            "changed": {name: in_form(form, name, getattr(draft, name)) for name in changed},
            "was": {name: in_form(form, name, was[name]) for name in changed},
            "says": " ".join(problems) or lesson.says or mending.said(said),
            "learnt": lesson.entry and lesson.entry.pk,
            "checklist": render_to_string(CHECKLIST, answered(form, shown), request),
        }
    )


def in_form(form: DraftForm, name: str, value: Any) -> str:
    """Return a value of the draft as the form's field holds it."""
    return form.fields[name].prepare_value(value)
