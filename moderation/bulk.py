"""One thing done with many stories: what will happen to each, doing it, and the way back.

Nothing here may do more than the page of one story may: every story goes through
`workflow.take()`, `history.save_draft()` or `handover.hand_over()` in a transaction of its own,
with the version its person saw on the summary, and a refusal of one holds back no other.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.models import tag_key
from articles.templatetags.dates import full_time
from moderation import desks, notices, rules, windows, workflow
from moderation.checklist import open_points
from moderation.fields import MAX_TAGS
from moderation.handover import hand_over, why_not_hand_over
from moderation.history import Stale, save_draft
from moderation.models import Draft, Revision, Transition
from moderation.steps import STEPS, Status
from moderation.workflow import Details, Refused

log = logging.getLogger(__name__)

MOST = 100

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


@dataclass(frozen=True)
class Prospect:
    """What will happen to a story, or why nothing will."""

    draft: Draft
    version: int
    will: str = ""
    refusal: str = ""


@dataclass
class Outcome:
    """What became of a story. `version` is the one it has now, for the way back."""

    pk: int
    headline: str
    said: str = ""
    refusal: str = ""
    version: int = 0
    back: dict[str, Any] = field(default_factory=dict)


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
            return _("Not yet: %(points)s") % {"points": " ".join(points)}
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

    def minute(self, wish: Wish, place: int) -> datetime | None:
        """Return the minute of the story at this place; None where the step needs none."""
        if not self.step.needs_time or not wish.get("first"):
            return None
        return wish["first"] + timedelta(minutes=wish["gap"] * place)

    def do(self, chosen: Chosen, *, by: User, wish: Wish, place: int) -> Way | None:
        draft, before = chosen.draft, chosen.draft.scheduled_for
        details = Details(note=wish.get("note", ""), due_at=self.minute(wish, place))
        workflow.take(self.name, draft, by=by, version=chosen.version, details=details)
        if before and (self.step.needs_time or self.name == "unschedule"):
            return Way(step="schedule", due_at=before.isoformat())
        return Way(step=self.back) if self.back else None


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
    )
}


def offered_to(user: User) -> list[Action]:
    """Return what `user` may do with many stories at all, in the table's order."""
    return [action for action in ACTIONS.values() if user.has_perm(action.permission)]


def choose(user: User, wanted: Iterable[tuple[int, int | None]]) -> list[Chosen]:
    """Return those of `wanted` (number, version seen) that `user` may read, in this order.

    A version of None means the present one. What they may not read is left out without a word.
    """
    wanted = list(dict(wanted).items())[:MOST]
    rows = Draft.objects.seen_by(user).select_related("owner", "category__merged_into")
    found = rows.in_bulk([pk for pk, _version in wanted])
    return [
        Chosen(found[pk], found[pk].version if version is None else version)
        for pk, version in wanted
        if pk in found
    ]


def prospects(action: Action, chosen: list[Chosen], user: User, wish: Wish) -> list[Prospect]:
    """Return what `action` will do to each of `chosen`, or why it will do nothing to it."""
    found = []
    place = 0
    for one, at_hand in zip(chosen, _situations(chosen, user), strict=True):
        if one.draft.version != one.version:
            refusal = _("Somebody has saved a newer version. Read it again first.")
        else:
            refusal = action.why_not(one.draft, at_hand, wish, place)
        if refusal:
            found.append(Prospect(one.draft, one.version, refusal=refusal))
            continue
        found.append(Prospect(one.draft, one.version, will=action.will(one.draft, wish, place)))
        place += 1
    return found


def _situations(chosen: list[Chosen], user: User) -> list[rules.Situation]:
    """Return what the rules ask about each story, looked up for all of them in four queries."""
    numbers = [one.draft.pk for one in chosen]
    submitted = Transition.objects.filter(draft__in=numbers, step="submit").order_by("draft", "-id")
    submission = {
        draft: (by, version)
        for draft, by, version in submitted.distinct("draft").values_list(
            "draft", "by", "revision__number"
        )
    }
    finder = desks.Finder(user)
    approved = desks.approvers_of(one.draft for one in chosen)
    calendar = windows.standing()
    found = []
    for one in chosen:
        at_hand = rules.Situation(one.draft, user, finder)
        at_hand.submission = submission.get(one.draft.pk, (None, None))
        at_hand.approved_by = approved.get(one.draft.pk, set())
        at_hand.rule_windows = windows.matching(one.draft, calendar)
        found.append(at_hand)
    return found


def run(action: Action, chosen: list[Chosen], user: User, wish: Wish) -> list[Outcome]:
    """Do `action` with each of `chosen`; return what became of each, in order."""
    outcomes = []
    place = 0
    for one in chosen:
        will = action.will(one.draft, wish, place)
        outcome = _try(one, partial(action.do, one, by=user, wish=wish, place=place))
        if not outcome.refusal:
            outcome.said = will
            place += 1
        outcomes.append(outcome)
    action.finish(place, by=user, wish=wish)
    return outcomes


def _try(one: Chosen, do: Callable[[], Way | None]) -> Outcome:
    """Do something with one story in its own transaction; return what became of it."""
    outcome = Outcome(one.draft.pk, str(one.draft))
    try:
        with transaction.atomic():
            way = do()
    except Refused as refusal:
        outcome.refusal = str(refusal)
    except Stale:
        outcome.refusal = _("Somebody has saved a newer version. Read it again first.")
    except DatabaseError:
        log.exception("A bulk step failed for draft %s.", one.draft.pk)
        outcome.refusal = _("The database refused it. Try it on the story's own page.")
    else:
        outcome.version = one.draft.version
        outcome.back = {name: value for name, value in vars(way).items() if value} if way else {}
    return outcome


def undo(outcomes: Iterable[Outcome], user: User) -> list[Outcome]:
    """Go back with each story that has a way back and that nobody has changed since."""
    ways = {one.pk: one for one in outcomes if one.back}
    chosen = choose(user, [(pk, one.version) for pk, one in ways.items()])
    return [
        _try(one, partial(_go_back, one, Way(**ways[one.draft.pk].back), user)) for one in chosen
    ]


def _go_back(one: Chosen, way: Way, user: User) -> None:
    draft = one.draft
    if way.step:
        minute = parse_datetime(way.due_at) if way.due_at else None
        if minute and minute <= timezone.now():
            raise Refused(_("The minute it was scheduled for has passed."))
        workflow.take(way.step, draft, by=user, version=one.version, details=Details(due_at=minute))
    elif way.owner:
        hand_over(draft, User.objects.get(pk=way.owner), by=user, version=one.version)
    else:
        if reason := rules.why_not_edit(draft, user):
            raise Refused(reason)
        if draft.version != one.version:
            raise Stale(draft)
        words = Revision.objects.get(draft=draft, number=way.words_of)
        draft.category_id, draft.tags = words.category_id, words.tags
        save_draft(draft, by=user)
