"""Reasons and notes in a sent form, on their way to the next page that shows it.

What was typed beside remarks of the copy desk and cannot be kept, too short or of a page that is
stale, is shown again there, and so is a note that did not go along: the session carries it so far.
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
NOTE = "submit_note"  # goes along with a submission
LONGEST_NOTE = 4000  # characters


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


def carry_note(request: HttpRequest, draft: Draft) -> str:
    """Keep the note in a sent form for the next page of its draft, and return it."""
    note = request.POST.get(NOTE, "").strip()[:LONGEST_NOTE]
    if note:
        request.session[NOTE] = {"draft": draft.pk, "text": note}
    return note


def note_gone(request: HttpRequest) -> None:
    """Forget the note: it went along."""
    request.session.pop(NOTE, None)


def note(request: HttpRequest, draft: Draft) -> str:
    """Return the note that was typed for `draft` and has not gone along, once."""
    if request.method == "POST":
        return request.POST.get(NOTE, "")
    carried = request.session.get(NOTE)
    if not carried or carried["draft"] != draft.pk:
        return ""
    del request.session[NOTE]
    return carried["text"]
