"""What the desk tells somebody after their form was saved."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.templatetags.dates import ZONE, clock_time
from moderation.forms import DraftForm


def warn(request: HttpRequest, problems: Iterable[str]) -> None:
    for problem in problems:
        messages.warning(request, problem)


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
