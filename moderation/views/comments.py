"""Remarks about a draft: read, written, answered, resolved."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation import comments
from moderation.models import Comment, Draft
from moderation.numbers import plain_number
from moderation.views.drafts import page, seen


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is said about a draft; a POST adds a remark or an answer, resolves or reopens."""
    draft = seen(request, pk)
    if request.method != "POST":
        return show(request, draft)
    try:
        about = written(request, draft)
    except ValidationError as error:
        return show(request, draft, error=error.messages[0], typed=request.POST)
    return back(request, draft, about)


def show(
    request: HttpRequest, draft: Draft, *, error: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    passages, loose = comments.passages(draft)
    threads = [*(one for passage in passages for one in passage.threads), *loose]
    return page(
        request,
        "comments",
        draft,
        passages=passages,
        threads=sorted(threads, key=lambda one: (not one.is_open, one.piece or 0, one.pk)),
        chosen=plain_number(request.GET.get("bagian")),
        error=error,
        typed=typed or {},
        answered=plain_number((typed or {}).get("parent")),
        title=_("Comments"),
        status_code=409 if error else 200,
    )


def written(request: HttpRequest, draft: Draft) -> Comment | None:
    """Do what the form asks for; return the remark it is about. Raises ValidationError.

    An answer and “resolve” can be sent together.
    """
    sent, about = request.POST, None
    own = Comment.objects.filter(draft=draft).select_related("parent")
    if (number := plain_number(sent.get("reopen"))) is not None:
        comments.reopen(about := get_object_or_404(own, pk=number, parent=None))
        return about
    parent = None
    if (number := plain_number(sent.get("parent"))) is not None:
        parent = about = get_object_or_404(own, pk=number)
    if parent is None or sent.get("text", "").strip() or "resolve" not in sent:
        about = comments.add(
            draft,
            by=request.user,
            text=sent.get("text", ""),
            parent=parent,
            version=plain_number(sent.get("version")),
            **({} if parent else passage_sent(request, draft)),
        )
        tell_who_cannot_read(request, about)
    if parent is not None and "resolve" in sent:
        comments.resolve(parent, by=request.user)
    return parent or about


def passage_sent(request: HttpRequest, draft: Draft) -> dict[str, str]:
    """Return what a new remark is about: words that were selected, or a whole paragraph."""
    text = comments.text_of(draft)
    quote, context = request.POST.get("quote", ""), request.POST.get("context", "")
    if quote:
        return {"quote": quote, "context": context}
    number = plain_number(request.POST.get("piece"))
    if number is None or number >= len(text.pieces):
        return {}
    quote = text.pieces[number][: comments.LONGEST_QUOTE]
    place = text.place_of(number)
    return {"quote": quote, "context": text.context_of(place)}


def tell_who_cannot_read(request: HttpRequest, comment: Comment) -> None:
    """Say whose name behind an @ reached nobody who may read the story."""
    found = {person.username.lower() for person in comment.mentions.all()}
    if missing := [name for name in comments.mentioned_names(comment.text) if name not in found]:
        messages.warning(
            request,
            _("Nobody who may read this story is called %(names)s.")
            % {"names": ", ".join(f"@{name}" for name in missing)},
        )


def back(request: HttpRequest, draft: Draft, about: Comment | None) -> HttpResponseRedirect:
    """Lead to the remark, on the page where it was written."""
    name = "review" if request.POST.get("back") == "review" else "comments"
    address = reverse(f"admin:moderation_draft_{name}", args=[draft.pk])
    return redirect(f"{address}#komentar-{about.pk}" if about else address)


@require_safe
def people(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer whom somebody may mention, as JSON: {"results": [{"name", "text"}]}."""
    draft = seen(request, pk)
    found = comments.offered(draft, request.GET.get("q", "")[:60])
    return JsonResponse({"results": [{"name": one.username, "text": str(one)} for one in found]})
