"""A draft beside a story or a press release that shares words with it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import resembling
from moderation.views.drafts import page, seen
from resemblance.search import Document


@require_safe
def compare(request: HttpRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Show the saved words of a draft beside those of the document `kind` and `number` name.

    404 for a draft or a document that this person may not read, and for the draft itself.
    """
    draft = seen(request, pk)
    document = Document(kind, number)
    source = resembling.visible([document], request.user).get(document)
    if source is None or document == Document(resembling.STORY, draft.pk):
        raise Http404
    context = {"source": source, **resembling.side_by_side(draft, source)}
    return page(request, "resemblance", draft, title=_("Near-copy"), **context)
