"""What the page of a draft asks the desk while somebody writes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from moderation import rules
from moderation.advice import advice
from moderation.checklist import points
from moderation.forms import DraftForm
from moderation.models import Draft
from moderation.views.drafts import FOLDER, seen


@require_POST
def checklist(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Answer the checklist, as HTML, as it would be were the sent form saved; nothing is saved.

    403 where the person may not write this draft (any more).
    """
    draft = seen(request, pk) if pk else Draft(owner=request.user)
    if not request.user.has_perm("moderation.add_draft") or rules.why_not_edit(draft, request.user):
        raise PermissionDenied
    form = DraftForm(request.POST, instance=draft)
    form.is_valid()  # fills the draft with what can be read, and says of the rest what is wrong
    context = {"points": points(draft, form.refused), "advice": advice(draft)}
    return render(request, f"{FOLDER}/_checklist.html", context)
