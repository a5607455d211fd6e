"""The checker of this newsroom: the rule pack with its own words, weights and choices.

Made once in each process and kept under the stamp of the standards, so a change is seen by the
next check everywhere, and a check costs one query of one row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from copydesk import Checker, Desk, House, Level, Lexicon
from standards.models import HouseStyle, LexiconEntry, RuleLevel, Stamp

Kind = LexiconEntry.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """The checker of one stamp, and what waits for an editor: pairs of kind and text, small."""

    stamp: UUID | None
    checker: Checker
    proposed: frozenset[tuple[str, str]]

    def is_proposed(self, kind: str, text: str) -> bool:
        return (kind, text.lower()) in self.proposed


_kept: Standing | None = None


def checker() -> Checker:
    """Return the checker as the newsroom's standards are now; it remembers what it has read."""
    return current().checker


def current() -> Standing:
    """Return the newsroom's standards as they are now, made ready for use."""
    global _kept
    # Read before the standards: should they change in between, the next check makes a new one.
    stamp = Stamp.objects.values_list("value", flat=True).first()
    kept = _kept
    if kept is None or kept.stamp != stamp:
        entries = list(LexiconEntry.objects.values_list("kind", "text", "expansion", "accepted_at"))
        words = lexicon(entry[:3] for entry in entries if entry[3])
        proposed = frozenset((kind, text.lower()) for kind, text, _, at in entries if at is None)
        kept = _kept = Standing(stamp, Checker(desk(words)), proposed)
    return kept


def desk(words: Lexicon) -> Desk:
    """Return the newsroom's standards, with its own words, as the checker takes them."""
    style = HouseStyle.current()
    return Desk(
        house=House(
            percent=style.percent,
            quotes=style.quotes,
            titles=style.titles,
            headline_most=style.headline_most,
            sentence_most=style.sentence_most,
        ),
        lexicon=words,
        levels={
            row.rule: None if row.level == RuleLevel.Weight.OFF else Level(row.level)
            for row in RuleLevel.objects.all()
        },
    )


def lexicon(entries: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Return accepted entries (kind, text, what it stands for) as the rules look them up.

    An abbreviation that stands for something is explained to readers once, by just that; one
    without is known to all of them.
    """
    words, names, people, abbreviations = set(), set(), set(), set()
    expansions = {}
    for kind, text, expansion in entries:
        match kind:
            case Kind.WORD:
                words.add(text.lower())
            case Kind.PERSON:
                people.add(text)
            case Kind.ABBREVIATION if expansion:
                expansions[text] = expansion
            case Kind.ABBREVIATION:
                abbreviations.add(text)
            case _:
                names.add(text)
    return Lexicon(
        *map(frozenset, (words, names, people, abbreviations)),
        expansions=MappingProxyType(expansions),
    )
