"""How much two texts share, and the few numbers by which a text is found again. Pure.

Texts are compared by runs of five words (w-shingles: Broder, On the resemblance and containment of
documents, 1997). A word is shared if it stands in a run that both texts have; so what is counted
is what a page marks, and one changed word in a copied paragraph takes away that word alone.

By which numbers of a text it is found: winnowing (Schleimer, Wilkerson and Aiken, Winnowing: local
algorithms for document fingerprinting, 2003). Of each stretch of `WINDOW` runs the smallest number
is kept. Two texts with the same `RUN + WINDOW - 1` words in a row, which are twenty, always keep
one number in common, however long either is; a text of 300 words keeps some 35.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

# Raise it with every change of what a text is found by: `fingerprint_stories` makes the old anew.
VERSION = 1

RUN = 5  # words
WINDOW = 16  # runs
# Of a text longer than some 4,000 words those with the smallest numbers, so that one search stays
# as short as another.
MOST = 500
MOST_PLACES = 20

# Signs that are not seen, put into words by editors of text or by who hides a copy.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_ACCENTS = "\u0300-\u036f"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|(?:[^\W\d_][{_UNSEEN}{_ACCENTS}]*)+")
_MARKS = re.compile(rf"[{_ACCENTS}]+")
_NO_PART = re.compile(rf"[{_UNSEEN}.,]")
_HALF = 2**31


class Word(NamedTuple):
    """A word as it is compared, and the letters of the text it is written with."""

    plain: str
    start: int
    end: int


class Mark(NamedTuple):
    """Letters of a text that stand in the other one too, in the passage of this number."""

    start: int
    end: int
    number: int


class Shared(NamedTuple):
    """What two texts share: which part of the words of each, 0 to 1, and where it stands.

    `words` are the shared words of the first text. Passages are numbered from 1 in the order of
    the first text; marks of the second have the number of the passage they repeat. Marks of one
    text do not overlap and are in its order.
    """

    of_first: float
    of_second: float
    words: int
    first: list[Mark]
    second: list[Mark]


def words_of(text: str) -> list[Word]:
    """Return the words and numbers of plain `text` in order, without case, accents and signs.

    So `Rp. 600 juta` and `Rp600 juta` are the same three words, and `1.000` is `1000`.
    """
    return [Word(_plain(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def fingerprints(text: str) -> list[int]:
    """Return the numbers by which `text` is found, in order: at most `MOST`, 32 bits with a sign.

    A text of fewer than five words has none.
    """
    numbers = [
        crc32(" ".join(run).encode()) - _HALF
        for run in _runs([word.plain for word in words_of(text)])
    ]
    if not numbers:
        return []
    stretches = range(max(1, len(numbers) - WINDOW + 1))
    return sorted({min(numbers[at : at + WINDOW]) for at in stretches})[:MOST]


def shares(first: str, second: str) -> tuple[float, float]:
    """Return which part of the words of `first` stands in `second`, and the other way round."""
    found = shared(first, second)
    return found.of_first, found.of_second


def shared(first: str, second: str) -> Shared:
    """Return what two plain texts share. See `Shared`."""
    ones, others = words_of(first), words_of(second)
    here, there = [word.plain for word in ones], [word.plain for word in others]
    numbers = [0] * len(here)
    known: dict[int, int] = {}
    for at, place, length in _passages(here, there):
        # Said twice in the first text, it is the same passage of the second.
        number = known.setdefault(place, len(known) + 1)
        numbers[at : at + length] = [number] * length
    repeated = [0] * len(there)
    for at, place, length in _passages(there, here):
        repeated[at : at + length] = numbers[place : place + length]
    return Shared(
        _part(numbers),
        _part(repeated),
        sum(map(bool, numbers)),
        _marks(ones, numbers),
        _marks(others, repeated),
    )


def _plain(text: str) -> str:
    if not text.isascii():
        # A letter brings few marks with it; a heap of them that were typed would take for ever.
        letters = unicodedata.normalize("NFKD", _MARKS.sub("", text))
        text = "".join(one for one in letters if not unicodedata.combining(one))
    return _NO_PART.sub("", text).casefold()


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def _passages(here: Sequence[str], there: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the passages of `here` that stand in `there`: where in each, and how many words.

    A passage goes on as long as both texts do. Where it stands in the other text several times, the
    longest of the first few counts, so that a text of one word said over and over costs no more.
    Those of `here` do not overlap, and hold every word that is in a run of both.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, run in enumerate(_runs(there)):
        if len(places[run]) < MOST_PLACES:
            places[run].append(place)
    end = 0
    for at, run in enumerate(_runs(here)):
        if run not in places or at + RUN <= end:
            continue
        length, place = max(
            ((_length(here, there, at, place), place) for place in places[run]),
            key=lambda found: found[0],
        )
        seen = max(0, end - at)
        yield at + seen, place + seen, length - seen
        end = at + length


def _length(here: Sequence[str], there: Sequence[str], at: int, place: int) -> int:
    """Return how many words from `at` and `place` on are the same."""
    most = min(len(here) - at, len(there) - place)
    ends = (length for length in range(RUN, most) if here[at + length] != there[place + length])
    return next(ends, most)


def _part(numbers: Sequence[int]) -> float:
    return sum(map(bool, numbers)) / len(numbers) if numbers else 0.0


def _marks(words: Sequence[Word], numbers: Sequence[int]) -> list[Mark]:
    marks = []
    for number, group in groupby(range(len(words)), key=lambda at: numbers[at]):
        if number:
            places = list(group)
            marks.append(Mark(words[places[0]].start, words[places[-1]].end, number))
    return marks
