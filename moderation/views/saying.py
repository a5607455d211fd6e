"""What the desk tells somebody after their form was saved."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.templatetags.dates import ZONE, clock_time, full_time
from moderation.checklist import points
from moderation.forms import DraftForm
from moderation.models import Draft
from moderation.workflow import Refused


def warn(request: HttpRequest, problems: Iterable[str]) -> None:
    for problem in problems:
        messages.warning(request, problem)


def faster(draft: Draft, version: int | None) -> str:
    """Say who saved `draft` last, with a link to what was changed since `version`, if that is one.

    For a page that was left open meanwhile: whoever sent it has read `version`.
    """
    newest = draft.revisions.select_related("by").latest("number")
    says = _("%(who)s saved version %(number)d on %(when)s. Read it again first.") % {
        "who": newest.by,
        "number": newest.number,
        "when": full_time(newest.at),
    }
    if not version or not 0 < version < newest.number:
        return says
    address = reverse("admin:moderation_draft_compare", args=[draft.pk])
    query = urlencode({"dari": version, "ke": newest.number})
    return format_html(
        '{} <a href="{}?{}">{}</a>', says, address, query, _("Show what was changed")
    )


def tell_refused(request: HttpRequest, draft: Draft, refusal: Refused) -> None:
    """Say that the words are kept and not submitted, and why: it has the focus when it is shown.

    What the checklist lacks leads to where it is done.
    """
    why = str(refusal)
    if refusal.detail == "copy":
        names = {"language": _("Show the remarks on language")}
        why = format_html_join(
            "",
            '<br>{} <a href="#{}">{}</a>',
            (
                (point.problem, point.anchor, names.get(point.field, point.label))
                for point in points(draft)
                if not point.done
            ),
        )
    says = format_html(_("Saved, but not submitted. %(why)s") % {"why": "{}"}, why)
    messages.warning(request, format_html('<span tabindex="-1" autofocus>{}</span>', says))


def tell_what_happened(request: HttpRequest, form: DraftForm) -> None:
    """Say that the words are kept, and what was done to them on the way in."""
    draft = form.instance
    messages.success(
        request,
        _("Saved as version %(version)d at %(time)s.")
        % {"version": draft.version, "time": f"{clock_time(timezone.now())} {ZONE}"},
    )
    if form.says_release:
        messages.warning(
            request,
            _(
                "The story is linked to a press release, so it says “Press release”. Another editor"
                " can say on the review page that it became reporting of its own."
            ),
        )
    if form.lost:
        messages.warning(
            request, _("Taken out of the text: %(what)s.") % {"what": ", ".join(form.lost)}
        )
    if form.proposed:
        messages.warning(
            request,
            _("The code line below the text became credits: %(names)s. Check order and roles.")
            % {"names": ", ".join(str(author) for author in form.proposed)},
        )
    if form.inside:
        messages.warning(
            request,
            _(
                "The code line (%(codes)s) has more text below it. Remove what does not belong to"
                " the story and save: the codes become credits then."
            )
            % {"codes": form.inside},
        )
    if form.unknown:
        messages.warning(
            request,
            _("No author has the code %(codes)s. It still stands below the text.")
            % {"codes": ", ".join(f"“{code}”" for code in form.unknown)},
        )
