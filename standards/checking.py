"""The checker of this newsroom: the rule pack with its own words, weights and choices.

Made once in each process and kept under the stamp of the standards, so a change is seen by the
next check everywhere, and a check costs one query of one row.
"""

from dataclasses import dataclass
from uuid import UUID

from copydesk import Checker, Desk, House, Level, Lexicon
from standards.models import HouseStyle, LexiconEntry, RuleLevel, Stamp

Kind = LexiconEntry.Kind


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: UUID | None
    checker: Checker


_kept: _Kept | None = None


def checker() -> Checker:
    """Return the checker as the newsroom's standards are now; it remembers what it has read."""
    global _kept
    # Read before the standards: should they change in between, the next check makes a new one.
    stamp = Stamp.objects.values_list("value", flat=True).first()
    kept = _kept
    if kept is None or kept.stamp != stamp:
        kept = _kept = _Kept(stamp, Checker(desk()))
    return kept.checker


def desk() -> Desk:
    """Return the newsroom's standards in the words of the checker."""
    style = HouseStyle.current()
    return Desk(
        house=House(
            percent=style.percent,
            headline_most=style.headline_most,
            sentence_most=style.sentence_most,
        ),
        lexicon=lexicon(),
        levels={
            row.rule: None if row.level == RuleLevel.Weight.OFF else Level(row.level)
            for row in RuleLevel.objects.all()
        },
    )


def lexicon() -> Lexicon:
    """Return the accepted entries as the rules look them up."""
    words, names, people, abbreviations = set(), set(), set(), set()
    rows = LexiconEntry.objects.exclude(accepted_at=None)
    for kind, text in rows.values_list("kind", "text"):
        match kind:
            case Kind.WORD:
                words.add(text.lower())
            case Kind.PERSON:
                people.add(text)
            case Kind.ABBREVIATION:
                abbreviations.add(text)
            case _:
                names.add(text)
    return Lexicon(frozenset(words), frozenset(names), frozenset(people), frozenset(abbreviations))
