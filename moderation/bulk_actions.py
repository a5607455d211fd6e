"""What can be done with many stories: what it says before, how it is done, and its way back.

Nothing here may do more than the page of one story may: every story goes through
`workflow.take()`, `history.save_draft()` or `handover.hand_over()`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.models import Article, tag_key
from articles.templatetags.dates import full_time
from moderation import notices, rules, workflow
from moderation.checklist import open_points
from moderation.fields import MAX_TAGS
from moderation.handover import hand_over, why_not_hand_over
from moderation.history import Stale, save_draft
from moderation.models import Draft
from moderation.steps import STEPS, Status
from moderation.workflow import Details, Refused

Wish = Mapping[str, Any]


@dataclass(frozen=True)
class Chosen:
    """A story somebody marked in a list, and the version they saw."""

    draft: Draft
    version: int


@dataclass(frozen=True)
class Way:
    """The way back for one story: a step, the version whose words come back, or its owner."""

    step: str = ""
    due_at: str = ""  # of a schedule, ISO
    words_of: int = 0
    owner: int = 0


class Action(ABC):
    """Something that can be done with many stories; `wish` is what the form of it says."""

    name: str
    label: Promise
    explains: Promise
    permission: str

    @abstractmethod
    def why_not(self, draft: Draft, at_hand: rules.Situation, wish: Wish, place: int) -> str:
        """Return why it cannot be done with `draft`; "" if it can."""

    @abstractmethod
    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        """Return what it does to `draft`, which has this place among those it is done with."""

    @abstractmethod
    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        """Do it, and return the way back if there is one. Raises Refused or Stale."""

    def finish(self, number: int, *, by: User, wish: Wish) -> None:  # noqa: B027 - most have nothing to add
        """Do what is done once, after it was done with `number` stories."""


class StepAction(Action):
    """A step of the workflow, with one note for all."""

    def __init__(self, name: str, label: Promise, back: str = "") -> None:
        self.name, self.label, self.back = name, label, back
        self.step = STEPS[name]
        self.explains = self.step.explains
        self.permission = self.step.permission

    def why_not(self, draft: Draft, at_hand: rules.Situation, wish: Wish, place: int) -> str:
        if reason := rules.why_not(self.step, draft, at_hand.user, at_hand):
            return reason
        if self.step.releases and draft.is_live:
            return _(
                "Readers see this story already. Release its new version on its own page, where "
                "you say what it is to them."
            )
        if self.step.checks_copy and (points := open_points(draft)):
            return _("Not ready yet. %(points)s") % {"points": " ".join(points)}
        if minute := self.minute(wish, place):
            return (
                rules.why_not_at(draft, minute)
                or rules.why_not_in_window(at_hand, minute)
                or rules.why_no_reason(at_hand, minute, wish.get("note", ""))
            )
        return ""

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        target = Status(self.step.target or draft.status).label
        if minute := self.minute(wish, place):
            return _("%(status)s: %(when)s") % {"status": target, "when": full_time(minute)}
        return str(target)

    def details(self, draft: Draft, wish: Wish, place: int) -> Details:
        """Return what the step is told of the story at this place."""
        return Details(note=wish.get("note", ""), due_at=self.minute(wish, place))

    def minute(self, wish: Wish, place: int) -> datetime | None:
        """Return the minute of the story at this place; None where the step needs none."""
        if not self.step.needs_time or not wish.get("first"):
            return None
        return wish["first"] + timedelta(minutes=wish["gap"] * place)

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        draft, before = chosen.draft, chosen.draft.scheduled_for
        details = self.details(draft, wish, place)
        workflow.take(self.name, draft, by=by, version=chosen.version, details=details)
        if before and (self.step.needs_time or self.name == "unschedule"):
            return Way(step="schedule", due_at=before.isoformat())
        return Way(step=self.back) if self.back else None


class RequestAction(StepAction):
    """Asking that stories be withdrawn: one ground and one public statement for all of them."""

    def details(self, draft: Draft, wish: Wish, place: int) -> Details:
        return Details(
            note=wish.get("note", ""),
            reason=wish.get("reason", ""),
            statement=wish.get("statement", ""),
        )

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        reason = self.details(draft, wish, place).reason
        return str(Article.Withdrawal(reason).label) if reason else ""

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        super().do(chosen, by=by, wish=wish, place=place)
        # Whoever may not decide on a withdrawal cannot take their request back either.
        return Way(step=self.back) if by.has_perm(STEPS[self.back].permission) else None


class WithdrawAction(RequestAction):
    """Withdrawing what somebody else asked for: each story says what its own request says."""

    def __init__(self, name: str, label: Promise) -> None:
        super().__init__(name, label)
        self.explains = gettext_lazy(
            "The texts disappear for readers at once. Each address shows the ground and the "
            "statement of the request for that story. This cannot be undone."
        )

    def details(self, draft: Draft, wish: Wish, place: int) -> Details:
        asked = draft.withdrawal_asked
        if asked is None:
            return Details(note=wish.get("note", ""))
        return Details(note=wish.get("note", ""), reason=asked.reason, statement=asked.statement)

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        return f"{Status.WITHDRAWN.label}: {super().will(draft, wish, place)}"

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        details = self.details(chosen.draft, wish, place)
        workflow.take(self.name, chosen.draft, by=by, version=chosen.version, details=details)
        return None


class EditAction(Action):
    """A change of the saved words: each story gets a new version."""

    permission = "moderation.change_draft"

    def why_not(self, draft: Draft, at_hand: rules.Situation, wish: Wish, place: int) -> str:
        if reason := rules.why_not_edit(draft, at_hand.user):
            return reason
        return self.why_no_change(draft, wish) if wish else ""

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        draft = chosen.draft
        if reason := rules.why_not_edit(draft, by) or self.why_no_change(draft, wish):
            raise Refused(reason)
        if draft.version != chosen.version:
            raise Stale(draft)
        self.change(draft, wish)
        save_draft(draft, by=by)
        return Way(words_of=chosen.version)

    @abstractmethod
    def why_no_change(self, draft: Draft, wish: Wish) -> str:
        """Return why the words of `draft` would stay as they are; "" if they would not."""

    @abstractmethod
    def change(self, draft: Draft, wish: Wish) -> None:
        """Change the words of `draft` in hand; they are saved afterwards."""


class CategoryAction(EditAction):
    name = "kategori"
    label = gettext_lazy("Change the category")
    explains = gettext_lazy("Each story gets a new version with the other category.")

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        before = draft.category.name if draft.category else "—"
        return f"{before} → {wish['category'].name}" if wish else before

    def why_no_change(self, draft: Draft, wish: Wish) -> str:
        return _("It has this category already.") if draft.category == wish["category"] else ""

    def change(self, draft: Draft, wish: Wish) -> None:
        draft.category = wish["category"]


class TagsAction(EditAction):
    name = "tag"
    label = gettext_lazy("Add or remove tags")
    explains = gettext_lazy("Each story gets a new version with the changed tags.")

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        return ", ".join(self.tags(draft, wish) if wish else draft.tags) or _("no tag")

    def why_no_change(self, draft: Draft, wish: Wish) -> str:
        tags = self.tags(draft, wish)
        if len(tags) > MAX_TAGS:
            return _("These are %(number)d tags; a story has at most %(most)d.") % {
                "number": len(tags),
                "most": MAX_TAGS,
            }
        return _("Its tags are like that already.") if tags == draft.tags else ""

    def change(self, draft: Draft, wish: Wish) -> None:
        draft.tags = self.tags(draft, wish)

    @staticmethod
    def tags(draft: Draft, wish: Wish) -> list[str]:
        gone = {tag_key(name) for name in wish["remove"]}
        kept = [name for name in draft.tags if tag_key(name) not in gone]
        known = {tag_key(name) for name in kept}
        return kept + [name for name in wish["add"] if tag_key(name) not in known]


class OwnerAction(Action):
    name = "serah-terima"
    label = gettext_lazy("Hand over to another writer")
    explains = gettext_lazy(
        "The stories get another owner, who can go on writing them. Nothing else changes: no "
        "version, no status."
    )
    permission = "moderation.change_draft"

    def why_not(self, draft: Draft, at_hand: rules.Situation, wish: Wish, place: int) -> str:
        return why_not_hand_over(draft, wish.get("owner"), at_hand.user)

    def will(self, draft: Draft, wish: Wish, place: int) -> str:
        return f"{draft.owner} → {wish['owner']}" if wish else str(draft.owner)

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        before = chosen.draft.owner_id
        hand_over(chosen.draft, wish["owner"], by=by, version=chosen.version)
        return Way(owner=before)

    def finish(self, number: int, *, by: User, wish: Wish) -> None:
        if number:
            said = _("%(who)s handed over to you: %(number)d stories.")
            mine = f"{reverse('admin:moderation_draft_changelist')}?penulis=saya"
            notices.assigned(wish["owner"], said % {"who": by, "number": number}, mine, by)


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        StepAction("submit", gettext_lazy("Submit"), back="recall"),
        StepAction("release", gettext_lazy("Release now")),
        StepAction("schedule", gettext_lazy("Schedule, one after the other"), back="unschedule"),
        StepAction("unschedule", gettext_lazy("Cancel the schedule")),
        StepAction("return", gettext_lazy("Return with one note")),
        CategoryAction(),
        TagsAction(),
        OwnerAction(),
        StepAction("spike", gettext_lazy("Spike"), back="unspike"),
        StepAction("unspike", gettext_lazy("Unspike"), back="spike"),
        RequestAction("ask_withdrawal", STEPS["ask_withdrawal"].label, back="refuse_withdrawal"),
        WithdrawAction("withdraw", gettext_lazy("Withdraw what somebody else asked for")),
    )
}
