"""The history of a draft: which versions matter, what changed between two, one brought back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import publishing
from articles.models import Article
from articles.pages import PARAMETER
from moderation import preview, versions, workflow
from moderation.history import Stale
from moderation.models import Draft, Revision
from moderation.numbers import plain_number
from moderation.views.drafts import page, seen


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the versions people speak of, with every step; the saves between them are folded."""
    draft = seen(request, pk)
    groups, older = versions.outline(draft, before=plain_number(request.GET.get(PARAMETER)))
    return page(
        request,
        "history",
        draft,
        groups=groups,
        older=older,
        newest=draft.version,
        title=_("Versions and steps"),
    )


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed from one version (`?dari=`) to another (`&ke=`), the newest if not said."""
    draft = seen(request, pk)
    newer = plain_number(request.GET.get("ke")) or draft.version
    older = plain_number(request.GET.get("dari")) or max(1, newer - 1)
    older, newer = min(older, newer), max(older, newer)
    old, new = found(draft, older), found(draft, newer)
    erased = [one.number for one in (old, new) if hasattr(one, "erasure")]
    return page(
        request,
        "compare",
        draft,
        old=old,
        new=new,
        erased=erased,
        comparison=None if erased else versions.compare(old, new),
        choices=versions.labelled(draft),
        title=_("Version %(old)d and version %(new)d") % {"old": older, "new": newer},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one version as it was; a POST gives it a name."""
    draft = seen(request, pk)
    revision = found(draft, number)
    error = ""
    if request.method == "POST":
        try:
            versions.call(revision, request.POST.get("name", ""), by=request.user)
        except ValidationError as refusal:
            error = refusal.messages[0]
        else:
            return redirect("admin:moderation_draft_version", draft.pk, number)
    return page(
        request,
        "version",
        draft,
        version=revision,
        name=getattr(revision, "label", None),
        typed=request.POST.get("name", ""),
        error=error,
        story=publishing.compose(workflow.material(revision), Article(), at=timezone.now()),
        credits=preview.printed_credits(revision.credits),
        why_not_restore=versions.why_not_restore(draft, request.user),
        begins_again=versions.begins_again(draft, request.user),
        is_newest=number == draft.version,
        title=_("Version %(number)d") % {"number": number},
        status_code=409 if error else 200,
    )


@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Save an old version's words as the newest version, if nobody saved since it was seen."""
    draft = seen(request, pk)
    revision = found(draft, number)
    if reason := versions.why_not_restore(draft, request.user):
        messages.error(request, reason)
        return redirect("admin:moderation_draft_version", draft.pk, number)
    try:
        seen_at = plain_number(request.POST.get("version")) or 0
        saved = versions.restore(draft, revision, by=request.user, version=seen_at)
    except Stale as stale:
        newest = stale.draft.revisions.select_related("by").latest("number")
        messages.error(
            request,
            _("Nothing was changed: %(who)s saved version %(number)d meanwhile.")
            % {"who": newest.by, "number": newest.number},
        )
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            _("The words of version %(old)d are version %(new)d now.")
            % {"old": number, "new": saved.number},
        )
        return redirect(draft.desk_address)
    return redirect("admin:moderation_draft_version", draft.pk, number)


def found(draft: Draft, number: int) -> Revision:
    """Return a version of the draft, or answer 404."""
    rows = draft.revisions.select_related("by", "category", "label__by", "erasure", "lead_photo")
    revision = rows.filter(number=number).first()
    if revision is None:
        raise Http404
    return revision
