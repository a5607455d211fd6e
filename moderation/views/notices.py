"""The pages of one's own notices, how they are mailed, and the pulse that keeps badges fresh."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation import inbox, mails, queue
from moderation.mail_forms import ChoicesForm
from moderation.models import Notice
from moderation.numbers import plain_number

FOLDER = "admin/moderation/notices"


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return render(request, f"{FOLDER}/{template}.html", context)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the person's notices, what is unread first."""
    after = request.GET.get("setelah", "")
    if not inbox.is_cursor(after):
        raise Http404
    found = inbox.page_of(request.user, after)
    return page(
        request,
        "index",
        title=_("Notices"),
        found=found,
        newest_unread=max(
            (n.notice.pk for n in found.lines if n.notice.read_at is None), default=0
        ),
        may_see_mails=mails.may_see_failures(request.user),
    )


@require_safe
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and lead to what it is about."""
    rows = inbox.with_words(Notice.objects.filter(person=request.user))
    notice = get_object_or_404(rows, pk=pk)
    inbox.read(notice)
    if notice.draft_id and not inbox.readable({notice.draft_id}, request.user).exists():
        messages.info(request, _("You cannot read the story of this notice any more."))
        return redirect("notices")
    return redirect(inbox.address_of(notice))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read what the list showed and everything before it."""
    number = inbox.read_all(request.user, up_to=plain_number(request.POST.get("up_to")) or 0)
    if number:
        said = ngettext("%d notice is read now.", "%d notices are read now.", number)
        messages.success(request, said % number)
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Let the person choose, by kind, what comes by mail and when."""
    form = ChoicesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved. From now on mails come like this."))
        return redirect("notice-choices")
    return page(request, "choices", title=_("Notices by mail"), form=form)


@require_safe
def pulse(request: HttpRequest) -> JsonResponse:
    """Answer what every desk page shows of what waits, as JSON; asked twice a minute.

    `unread` is what the badge of notices prints, `waiting` what the badge of the queue does.
    """
    waiting = queue.number_for(request.user)
    return JsonResponse({"unread": inbox.badge(request.user), "waiting": waiting.said})


# --- Mails that failed ----------------------------------------------------------------------------


@require_safe
def failed_mails(request: HttpRequest) -> HttpResponse:
    """List the mails that could not be sent, and why. Names no story: admins read it too."""
    if not mails.may_see_failures(request.user):
        raise PermissionDenied
    below = plain_number(request.GET.get("sebelum"))
    rows = list(mails.failed(below=below)[: inbox.PER_PAGE + 1])
    return page(
        request,
        "mails",
        title=_("Mails that failed"),
        rows=rows[: inbox.PER_PAGE],
        older=rows[inbox.PER_PAGE - 1].pk if len(rows) > inbox.PER_PAGE else None,
        is_first=below is None,
    )


@require_POST
def retry_mails(request: HttpRequest) -> HttpResponse:
    """Send what failed once more, or forget it: as the pressed button says."""
    if not mails.may_see_failures(request.user):
        raise PermissionDenied
    if "forget" in request.POST:
        number = mails.forget_failures()
        said = ngettext("%d mail is not sent any more.", "%d mails are not sent any more.", number)
    else:
        number = mails.retry()
        said = ngettext("%d mail is sent again.", "%d mails are sent again.", number)
    messages.success(request, said % number)
    return redirect("failed-mails")
