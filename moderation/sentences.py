"""What a notice says, in one sentence, for the desk and for a mail."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.models import Draft, Notice

Kind = Notice.Kind

# What somebody did, by the name of the step. `who` is their name, `story` the quoted headline.
STEPS_TAKEN = {
    "submit": gettext_lazy("%(who)s submitted %(story)s."),
    "recall": gettext_lazy("%(who)s took %(story)s back."),
    "return": gettext_lazy("%(who)s returned %(story)s."),
    "approve": gettext_lazy("%(who)s approved %(story)s. Another editor has to release it."),
    "release": gettext_lazy("%(who)s released %(story)s."),
    "schedule": gettext_lazy("%(who)s scheduled %(story)s."),
    "unschedule": gettext_lazy("%(who)s cancelled the schedule of %(story)s."),
    "emergency": gettext_lazy("%(who)s released %(story)s in an emergency."),
    "sign_off": gettext_lazy("%(who)s signed off %(story)s."),
    "lift_embargo": gettext_lazy("%(who)s lifted the embargo on %(story)s."),
    "reopen": gettext_lazy("%(who)s opened a new version of %(story)s."),
    "discard": gettext_lazy("%(who)s discarded the new version of %(story)s."),
    "spike": gettext_lazy("%(who)s spiked %(story)s."),
    "unspike": gettext_lazy("%(who)s made a draft of %(story)s again."),
    "ask_withdrawal": gettext_lazy("%(who)s asks that %(story)s be withdrawn."),
    "withdraw": gettext_lazy("%(who)s withdrew %(story)s."),
    "refuse_withdrawal": gettext_lazy("%(who)s refused to withdraw %(story)s."),
    "kill": gettext_lazy("%(who)s killed %(story)s."),
    "explain": gettext_lazy("%(who)s explained the withdrawal of %(story)s."),
    "reinstate": gettext_lazy("%(who)s brought %(story)s back."),
}
# What a second person is needed for, after the sentence of the step.
NEEDED = {
    "emergency": gettext_lazy("A second editor has to sign it off."),
    "ask_withdrawal": gettext_lazy("A second person has to decide on it."),
    "kill": gettext_lazy("Somebody else has to explain it to the readers."),
}


def is_guarded(draft: Draft, *, now: datetime | None = None) -> bool:
    """Say whether the story is restricted or under embargo: nothing names it outside the desk."""
    embargo = draft.embargo_until
    return draft.is_restricted or (embargo is not None and embargo > (now or timezone.now()))


def names_allowed(draft: Draft | None, *, may_name: bool) -> bool:
    """Say whether a mail may name the story, where mails may name stories at all."""
    return may_name and (draft is None or not is_guarded(draft))


def story_of(draft: Draft | None, *, named: bool = True) -> str:
    """Return what a sentence calls the story: its headline in quotes, or only that it is one."""
    if draft is None or not named:
        return _("a story that mails do not name")
    return _("“%(headline)s”") % {"headline": " ".join(str(draft).split())}


def hidden() -> str:
    """Return what is told of a story that the person may not read any more."""
    return _("A notice about a story that you cannot read any more.")


def sentence(notice: Notice, *, named: bool = True) -> str:
    """Return what happened. It needs the notice's draft, transition, comment and people at hand.

    Without `named` nothing in it comes from a story.
    """
    transition, comment = notice.transition, notice.comment
    story = story_of(notice.draft, named=named)
    who = str(notice.by) if notice.by else ""
    if transition is not None:
        if transition.step == "unschedule" and transition.automatic:
            return _("%(story)s was not released: a rule window asks for more.") % {"story": story}
        if transition.automatic:
            said = _("%(story)s was released late by the clock.") if transition.late else ""
            return (said or _("%(story)s was released by the clock.")) % {"story": story}
        said = str(STEPS_TAKEN[transition.step]) % {"who": transition.by, "story": story}
        more = NEEDED.get(transition.step, "") if notice.kind == Kind.SECOND else ""
        return f"{said} {more}".strip()
    if comment is not None:
        who = who or _("%(guest)s (guest)") % {"guest": comment.link and comment.link.guest}
        if notice.kind == Kind.MENTIONED:
            return _("%(who)s mentions you in a comment on %(story)s.") % {
                "who": who,
                "story": story,
            }
        return _("%(who)s commented on %(story)s.") % {"who": who, "story": story}
    match notice.kind:
        case Kind.DUE:
            return _("%(story)s is due on %(when)s.") % {"story": story, "when": notice.text}
        case Kind.MISSED:
            return _("%(story)s should have been released on %(when)s.") % {
                "story": story,
                "when": notice.text,
            }
        case Kind.VERIFY_SOON:
            return _("%(story)s has to be verified by %(when)s.") % {
                "story": story,
                "when": notice.text,
            }
        case Kind.VERIFY:
            return _("%(story)s should have been verified by %(when)s.") % {
                "story": story,
                "when": notice.text,
            }
        case Kind.COMMENTED:
            return _("%(guest)s (guest) confirmed the content of %(story)s.") % {
                "guest": notice.text,
                "story": story,
            }
    return notice.text if named else str(notice.get_kind_display())


def quoted_words(notice: Notice) -> str:
    """Return the note of the step or the words of the comment, if there are any."""
    if notice.transition is not None:
        return notice.transition.note
    return notice.comment.text if notice.comment is not None else ""
