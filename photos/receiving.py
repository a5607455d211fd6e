"""What the scripts of the desk ask while a story is written: pieces of uploads, words of photos.

Every answer is JSON. A refusal is a 422 with `error`, one sentence for the person; a piece that
does not follow the last is a 409 with `received`. `photos.admin` gives the addresses and asks for
a staff login first.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from photos import incoming, words
from photos.models import NEEDED, Photo
from photos.renditions import Refused

LONGEST_NUMBER = 12
LONGEST_NAME = 255


def _number(text: str) -> int:
    """Return a plain number of a query or form; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else -1


def _sender(request: HttpRequest) -> None:
    if not request.user.has_perm("photos.add_photo"):
        raise PermissionDenied


@require_http_methods(["GET", "PUT", "DELETE"])
def pieces(request: HttpRequest, key: UUID) -> JsonResponse:
    """Say how much of a file is here, take its next piece (`?at=`), or drop it.

    A GET also answers the token that belongs to the session, which changes when somebody signs in
    again in another tab, and the photo if the file has become one.
    """
    _sender(request)
    person = request.user
    if request.method == "GET":
        photo = incoming.finished(person, key)
        return JsonResponse(
            {
                "received": incoming.received(person, key),
                "photo": words.state(photo, person) if photo else None,
                "token": get_token(request),
            }
        )
    if request.method == "DELETE":
        incoming.drop(person, key)
        return JsonResponse({"received": 0})
    at = _number(request.GET.get("at", ""))
    try:
        if at < 0:
            raise incoming.OutOfPlace(incoming.received(person, key))
        return JsonResponse({"received": incoming.add(person, key, request.body, at=at)})
    except incoming.OutOfPlace as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)


@require_POST
def finish(request: HttpRequest, key: UUID) -> JsonResponse:
    """Make a photo of a file that is here whole.

    Takes `name`, `size`, the words typed so far, `fallback` (the credit where nobody and no file
    says one) and the file's own `head` where a smaller picture was sent.
    """
    _sender(request)
    sent, head = request.POST, request.FILES.get("head")
    typed = {name: sent.get(name, "").replace("\0", "").strip() for name in NEEDED}
    try:
        photo, is_new = incoming.finish(
            request.user,
            key,
            name=sent.get("name", "")[:LONGEST_NAME],
            size=_number(sent.get("size", "")),
            head=head.read(incoming.LARGEST_HEAD) if head else b"",
        )
    except incoming.OutOfPlace as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    errors: dict[str, list[str]] = {}
    if words.may_change(request.user, photo):
        typed["credit"] = typed["credit"] or photo.credit or sent.get("fallback", "")
        errors = words.save(photo, request.user, {k: v for k, v in typed.items() if v})
    return JsonResponse(
        {"photo": words.state(photo, request.user), "is_new": is_new, "errors": errors}
    )


@require_http_methods(["GET", "POST"])
def words_of(request: HttpRequest, pk: int) -> JsonResponse:
    """Answer the words of a photo; a POST saves those it names."""
    if not request.user.has_perm("photos.view_photo"):
        raise PermissionDenied
    photo = get_object_or_404(Photo.objects.prefetch_related("renditions"), pk=pk)
    if request.method == "POST":
        if not words.may_change(request.user, photo):
            raise PermissionDenied
        typed = {name: request.POST[name] for name in NEEDED if name in request.POST}
        if errors := words.save(photo, request.user, typed):
            return JsonResponse({"errors": errors}, status=422)
    return JsonResponse({"photo": words.state(photo, request.user), "token": get_token(request)})
