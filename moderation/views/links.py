"""Preview links: the page where they are made and taken back, and the page their guests see."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles.templatetags.dates import full_time
from moderation import links, preview, sentences
from moderation.history import current_revision
from moderation.models import PreviewLink
from moderation.numbers import plain_number
from moderation.views.drafts import seen

FOLDER = "admin/moderation/links"


class LinkForm(forms.Form):
    """For whom a link is, and how long it lives."""

    guest = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=PreviewLink._meta.get_field("guest").max_length,
        help_text=gettext_lazy("Name and office of who will read, as they will see it."),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("How long it works"),
        choices=list(links.LIVES.items()),
        coerce=int,
        initial=links.DAY,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """List the links of a draft; a POST makes one and shows its address, this once."""
    draft = seen(request, pk)
    reason = links.why_not_share(draft, request.user)
    form = LinkForm(request.POST if request.method == "POST" else None)
    made, address = None, ""
    if not reason and form.is_bound and form.is_valid():
        made, secret = links.make(draft, by=request.user, **form.cleaned_data)
        address = settings.SITE_URL + reverse("guest-preview", args=[secret])
        form = LinkForm()
    context = {
        **admin.site.each_context(request),
        "title": _("Share a preview"),
        "draft": draft,
        "opts": draft._meta,
        "form": form,
        "reason": reason,
        "made": made,
        "address": address,
        "whatsapp": made and _whatsapp(made, address),
        "rows": list(links.of_draft(draft)),
        "now": timezone.now(),
        "is_guarded": sentences.is_guarded(draft),
    }
    status = 409 if reason and form.is_bound else 200
    return render(request, f"{FOLDER}/manage.html", context, status=status)


def _whatsapp(link: PreviewLink, address: str) -> str:
    text = _("Preview for %(guest)s, works until %(when)s: %(address)s") % {
        "guest": link.guest,
        "when": full_time(link.expires_at),
        "address": address,
    }
    return f"https://wa.me/?{urlencode({'text': text})}"


@require_POST
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Take a link of a draft back: from now on its address opens nothing."""
    draft = seen(request, pk)
    found = get_object_or_404(PreviewLink, pk=link, draft=draft)
    if links.revoke(found, by=request.user):
        said = _("The link for %(guest)s opens nothing any more.") % {"guest": found.guest}
        messages.success(request, said)
    return redirect("preview-links", draft.pk)


# --- The guest ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the saved words to whoever has the address; a POST remarks on them or confirms them.

    A dead link says so and nothing more: not which story it was, nor why. No session is begun.
    """
    now = timezone.now()
    link = links.find(secret, now=now)
    if link is None:
        return render(request, f"{FOLDER}/gone.html", status=404)
    draft = link.draft
    if over := links.OVER.get(draft.status):
        context = {"over": over, "article": draft.article if draft.is_live else None}
        return private(render(request, f"{FOLDER}/over.html", context))
    error, typed = "", {}
    if request.method == "POST":
        try:
            said = answer(request, link)
        except ValidationError as refusal:
            error, typed = " ".join(refusal.messages), request.POST.dict()
        else:
            return private(redirect(f"{request.path}?{said}#jawaban"))
    revision = current_revision(draft)
    if request.method == "GET" and not request.user.is_authenticated:
        links.visit(link, revision, now=now)
    context = preview.context(request, draft, at=now) | {
        "link": link,
        "revision": revision,
        "passages": links.passages(draft),
        "own_comments": link.comments.filter(parent=None).order_by("id"),
        "error": error,
        "typed": typed,
        "said": next((one for one in SAID if one in request.GET), ""),
        "is_staff": request.user.is_authenticated,
        "most_letters": links.LONGEST_COMMENT,
        # The answer follows the story, and nothing of this page is to be handed on.
        "related": [],
        "latest": [],
        "share_links": [],
        "structured": "",
        "address": "",
    }
    response = render(request, f"{FOLDER}/guest.html", context, status=409 if error else 200)
    return private(response)


# What the page thanks for, as its address says after an answer.
SAID = ("tanggapan", "konfirmasi")


def answer(request: HttpRequest, link: PreviewLink) -> str:
    """Keep what a guest sent; return which of SAID it was. Raises ValidationError."""
    if request.user.is_authenticated:
        raise ValidationError(_("You are signed in: write your comment beside the story instead."))
    now, version = timezone.now(), plain_number(request.POST.get("version"))
    if "confirm" in request.POST:
        links.confirm(link, version=version, now=now)
        return "konfirmasi"
    passage = plain_number(request.POST.get("passage"))
    text = request.POST.get("text", "")
    links.comment(link, text=text, version=version, passage=passage, now=now)
    return "tanggapan"


def private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, from every other site.

    Not `no-referrer`: with that a browser names no origin for a form either, and a form without an
    origin is refused.
    """
    response.headers["Referrer-Policy"] = "same-origin"
    return response
