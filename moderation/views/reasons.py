"""Reasons beside the remarks of the copy desk, on their way from a sent form to the next page.

What was typed and cannot be kept, too short or of a page that is stale, is shown again there: the
session carries it that far.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from moderation import mending
from moderation.language import Remark
from moderation.models import Draft
from moderation.views.saying import warn

CARRIED = "reasons"


def take_answers(request: HttpRequest, draft: Draft) -> mending.Lesson:
    """Keep what a sent form answers remarks and say what is wrong; return that and what it taught.

    Without a button beside a remark, every reason that was typed lets its words stand.
    """
    carry(request, draft)
    sent, who = request.POST, request.user
    problems = mending.leave(draft, sent, by=who)
    stand, refused = mending.leave_answered(draft, sent, by=who)
    if stand:
        words = ", ".join(f"“{one}”" for one in stand)
        says = _("Let stand with the reason you gave: %(words)s.") % {"words": words}
        messages.success(request, says)
    lesson = mending.teach(draft, sent, by=who)
    problems += [*refused, *mending.recall(draft, sent), *lesson.problems]
    warn(request, problems)
    return replace(lesson, problems=problems)


def carry(request: HttpRequest, draft: Draft) -> None:
    """Keep the reasons in a sent form for the next page that shows the remarks on `draft`."""
    typed, asked = mending.typed_reasons(request.POST), mending.asked(request.POST)
    if typed or asked:
        request.session[CARRIED] = {"draft": draft.pk, "typed": typed, "asked": asked}


def shown(request: HttpRequest, draft: Draft, said: Sequence[Remark]) -> list[Remark]:
    """Return the remarks on `draft` with what was typed beside them and not kept."""
    if request.method == "POST":  # the form comes back as it was sent
        return mending.with_typed(said, mending.typed_reasons(request.POST))
    carried = request.session.get(CARRIED)
    if not carried or carried["draft"] != draft.pk:
        return list(said)
    del request.session[CARRIED]
    return mending.with_typed(said, carried["typed"], asked=carried["asked"])
