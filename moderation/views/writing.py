"""What the page of a draft asks the desk while somebody writes."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from moderation import rules
from moderation.advice import advice
from moderation.checklist import points
from moderation.forms import DraftForm
from moderation.language import grouped, remarks
from moderation.models import Draft
from moderation.views.drafts import FOLDER, seen
from moderation.windows import matching


@require_POST
def checklist(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Answer the checklist, as HTML, as it would be were the sent form saved; nothing is saved.

    403 for who may write nothing; 204 where this draft is not theirs to write any more, which is
    so for a page that was left open while the story was submitted, and no fault of anybody.
    """
    draft = seen(request, pk) if pk else Draft(owner=request.user)
    if not request.user.has_perm("moderation.add_draft"):
        raise PermissionDenied
    if rules.why_not_edit(draft, request.user):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    form = DraftForm(request.POST, instance=draft)
    form.is_valid()  # fills the draft with what can be read, and says of the rest what is wrong
    said = remarks(draft)
    context = {
        "points": points(draft, form.refused, said=said),
        "windows": matching(draft),
        "advice": advice(draft),
        "language": grouped(said),
        "draft": draft,
        "may_edit": True,
    }
    return render(request, f"{FOLDER}/_checklist.html", context)
