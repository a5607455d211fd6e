"""Slips of the fingers: which common word an unknown one was meant to be.

The dictionary knows rare words that nobody meant, so only common ones are offered: those of
`common.txt`, taken from the newsroom's own texts and their regular forms. `names.txt` has names of
people and `places.txt` those of places, firms and feasts that no dictionary lists; one letter away
from a word, they are no slip.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from copydesk.casing import like
from copydesk.dictionary import Dictionary, without_clitic
from copydesk.distance import FARTHEST, distance

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 5  # letters; between shorter words one slip says nothing


def _words(name: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(name).read_text(encoding="utf-8").split())


COMMON = _words("common.txt")
PEOPLE = _words("names.txt")
PLACES = _words("places.txt")
NAMES = frozenset(name.lower() for name in PEOPLE | PLACES)
# No longer word is near a common one, whatever its ending. To try each letter of a whole paragraph
# without a space takes minutes.
LONGEST = max(map(len, COMMON)) + len("-lah") + 1


def is_sure_name(word: str) -> bool:
    """Say whether a capitalised word is a person's name and nothing else."""
    return word in PEOPLE and word.lower() not in COMMON


@lru_cache(maxsize=20_000)
def meant(word: str) -> tuple[str, ...]:
    """Return the common words one slip away from lower-case `word`, endings like -nya kept.

    A slip is one letter too many, too few, wrong, or changed places with the next. The first letter
    is hardly ever wrong, and where it is, two names differ: Bambang is no lambang.
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii():
        return ()
    found = sorted(set(_one_slip_away(word)) & COMMON)
    stem = without_clitic(word)
    if not found and stem != word:
        return tuple(near + word[len(stem) :] for near in meant(stem))
    return tuple(sorted(found, key=lambda near: sorted(near) != sorted(word)))


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


@lru_cache(maxsize=20_000)
def parted(word: str) -> str:
    """Return the two common words that lower-case `word` runs together; "" if it does not."""
    for at in range(_HALF, min(len(word), 2 * LONGEST) - _HALF + 1):
        if word[:at] in COMMON and word[at:] in COMMON:
            mark = "-" if word[:at] == word[at:] else " "
            return f"{word[:at]}{mark}{word[at:]}"
    return ""


_HALF = 5  # letters


def suggestions(word: str, dictionary: Dictionary) -> list[str]:
    """Return what `word`, unknown to `dictionary`, was likely meant to be, in its capitals.

    A common word may be two letters away, a rare one only one, and only where there is no common
    one; anything farther is a guess. Takes up to a tenth of a second, so it is asked for the words
    shown and not in a check.
    """
    lower = word.lower()
    near = [*meant(lower), *filter(None, [parted(lower)])]
    if not near:
        # The dictionary would part tekotok into te kotok; `parted` knows better.
        others = [
            other
            for other in dictionary.suggest(lower)
            if other.isalpha() or (other.partition("-")[0] == other.partition("-")[2])
        ]
        near = [
            other
            for other in others
            if other in COMMON and len(word) > SHORTEST and distance(lower, other) <= FARTHEST
        ] or [other for other in others if distance(lower, other) == 1]
    return [like(word, one) for one in near]
