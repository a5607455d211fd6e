"""A plan for the categories of an old site: what to keep, as what, what to merge, what to drop.

A pure function of names. A person decides: the plan is shown, edited, and only then carried out.
Reasons are kept in English; who shows them says them in the reader's language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop

from categories.likeness import alike
from wordpress import labels
from wordpress.labels import key


class Action(StrEnum):
    KEEP = "keep"  # as a category of `kind`
    MERGE = "merge"  # into `target`
    TAG = "tag"  # no category: a tag of the stories
    DROP = "drop"  # no label; the address leads to the latest news


class Kind(StrEnum):
    """As `categories.Category.Kind`, and what is no category here."""

    CHANNEL = "channel"
    TOPIC = "topic"
    ARCHIVED = "archived"  # a topic nobody chooses any more
    EVENT = "event"
    EVENT_KIND = "event_kind"
    ORGANISATION = "organisation"
    CONTENT_TYPE = "content_type"
    REGION = "region"
    NONE = ""


@dataclass(frozen=True)
class Old:
    """A category as the old site has it."""

    name: str
    slug: str = ""
    parent: str = ""  # slug of the one above
    stories: int = 0


@dataclass
class Decision:
    """What becomes of one old category. `parent` and `target` are names, `slug` the old one."""

    old: str
    slug: str
    stories: int
    action: str
    kind: str
    name: str
    parent: str = ""
    target: str = ""
    reason: str = ""
    review: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_WORD = re.compile(r"[^\W\d_]+")


def plan(olds: Sequence[Old], existing: Mapping[str, str] | None = None) -> list[Decision]:
    """Return a decision for each old category, in their order.

    `existing` are names of categories that are here already, each with that of the one that stands
    for it, itself or what it was merged into: what means the same merges into that.
    """
    here = {key(name): in_use for name, in_use in (existing or {}).items()}
    first: dict[str, Decision] = {}
    decisions = []
    names = {old.slug: old.name for old in olds if old.slug}
    for old in olds:
        decision = _decide(old, names.get(old.parent, ""))
        same = first.get(key(decision.name))
        if decision.action == Action.KEEP:
            if found := _alike(decision.name, here):
                decision.action, decision.target = Action.MERGE, found
                decision.reason = gettext_noop("exists here")
            elif same is not None:
                decision.action, decision.target = Action.MERGE, same.name
                decision.reason = gettext_noop("the same but for case, spaces or signs")
                if key(old.name) != key(same.old):
                    decision.reason = gettext_noop("means the same")
            elif near := _near(decision.name, first):
                decision.action, decision.target = Action.MERGE, near
                decision.reason, decision.review = gettext_noop("written nearly the same"), True
        if decision.action == Action.KEEP:
            first[key(decision.name)] = decision
        decisions.append(decision)
    return decisions


def tidy_name(name: str) -> str:
    """Return a label as it should be written: blanks single, no shouting, known slips mended."""
    name = " ".join(name.split())
    if mended := labels.SPELLINGS.get(key(name)):
        return mended

    def word(match: re.Match[str]) -> str:
        text = match[0]
        if text.lower() in labels.ACRONYMS:
            return text.upper() if text.isupper() or text.islower() else text
        return text.capitalize() if text.isupper() and len(text) > 4 else text

    name = _WORD.sub(word, name)
    return name[:1].upper() + name[1:]


def _decide(old: Old, above: str) -> Decision:
    """Return what a name says by itself. Of what is unknown, nothing is taken away: a topic."""
    name, own = tidy_name(old.name), key(old.name)
    tidied = key(name)

    def made(action: Action, kind: Kind, called: str = name, **more: Any) -> Decision:
        review = bool({own, tidied} & labels.TO_REVIEW)
        return Decision(
            old=old.name,
            slug=old.slug,
            stories=old.stories,
            action=action,
            kind=kind,
            name=called,
            review=more.pop("review", review),
            **more,
        )

    if not own or own in labels.DEBRIS:
        return made(
            Action.DROP, Kind.NONE, reason=gettext_noop("left of a menu or an installation")
        )
    if own in labels.MEANINGLESS:
        return made(Action.DROP, Kind.NONE, reason=gettext_noop("says nothing about a story"))
    if own in labels.ARCHIVED:
        return made(Action.KEEP, Kind.ARCHIVED, reason=gettext_noop("over; stays readable"))
    if channel := labels.CHANNEL_OF.get(own):
        if above:
            return made(Action.KEEP, Kind.TOPIC, parent=tidy_name(above))
        return made(Action.KEEP, Kind.CHANNEL, called=channel)
    if called := labels.CONTENT_TYPE_OF.get(own):
        return made(Action.KEEP, Kind.CONTENT_TYPE, called=called)
    if own in labels.EVENT_KINDS:
        return made(Action.TAG, Kind.EVENT_KIND, reason=gettext_noop("a kind of happening"))
    if labels.EVENT.match(own):
        return made(Action.KEEP, Kind.EVENT)
    if tidied in labels.TOPIC_OF:
        parent = tidy_name(above) if above else labels.TOPIC_OF[tidied]
        return made(Action.KEEP, Kind.TOPIC, parent=parent)
    if own in labels.ORGANISATIONS or labels.ORGANISATION.match(own):
        return made(Action.KEEP, Kind.ORGANISATION)
    if own in labels.REGIONS or labels.REGION.fullmatch(own):
        return made(Action.TAG, Kind.REGION, reason=gettext_noop("a place"))
    if labels.OWN_TOWN.match(own):
        return made(Action.DROP, Kind.NONE, reason=gettext_noop("the subject of the whole site"))
    if near := _near_known(own):
        parent = labels.TOPIC_OF.get(near, "")
        return made(Action.KEEP, Kind.TOPIC, called=near.capitalize(), parent=parent, review=True)
    return made(Action.KEEP, Kind.TOPIC, parent=tidy_name(above) if above else "")


def _alike(name: str, here: dict[str, str]) -> str:
    """Return the existing category that means the same as `name`, or "".

    The same name but for case, spaces and signs; or the same channel under another name.
    """
    own = key(name)
    if own in here:
        return here[own]
    channel = labels.CHANNEL_OF.get(own)
    if channel is None:
        return ""
    return next((one for other, one in here.items() if labels.CHANNEL_OF.get(other) == channel), "")


def _near(name: str, first: dict[str, Decision]) -> str:
    return next((one.name for one in first.values() if alike(name, one.name)), "")


def _near_known(own: str) -> str:
    return next((other for other in labels.TOPIC_OF if alike(own, other)), "")
