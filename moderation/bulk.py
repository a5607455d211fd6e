"""One thing done with many stories: what will happen to each, doing it, and the way back.

What can be done is in `moderation.bulk_actions`. Each story has a transaction of its own, and goes
by the version its person saw on the summary; a refusal of one holds back no other.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from moderation import desks, rules, windows, workflow
from moderation.bulk_actions import ACTIONS, Action, Chosen, Way, Wish
from moderation.handover import hand_over
from moderation.history import Stale, save_draft
from moderation.models import Draft, Revision, Transition
from moderation.steps import STEPS
from moderation.workflow import Details, Refused

log = logging.getLogger(__name__)

# Their numbers still fit into the address of the summary, and the deed into one request.
MOST = 300


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


def offered_to(user: User) -> list[Action]:
    """Return what `user` may do with many stories at all, in the table's order."""
    return [action for action in ACTIONS.values() if user.has_perm(action.permission)]


def choose(user: User, wanted: Iterable[tuple[int, int | None]]) -> list[Chosen]:
    """Return those of `wanted` (number, version seen) that `user` may read, in this order.

    A version of None means the present one. What they may not read is left out without a word.
    """
    wanted = list(dict(wanted).items())[:MOST]
    rows = Draft.objects.seen_by(user).select_related(
        "owner", "category__merged_into", "withdrawal_asked"
    )
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
        note = _("Taken back, with everything that was done at once.")
        details = Details(note=note if STEPS[way.step].needs_note else "", due_at=minute)
        workflow.take(way.step, draft, by=user, version=one.version, details=details)
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
