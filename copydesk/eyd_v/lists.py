"""The lists of `words.toml`, in the shape rules look things up in: runs of lower-case words."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from copydesk.reading import Reading

_DATA = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

type Pairs = dict[tuple[str, ...], str]


def _pairs(entries: dict[str, str]) -> Pairs:
    return {tuple(wrong.split(" ")): right for wrong, right in entries.items()}


class WordList:
    """Wrong runs of words and what is right, found by their first word."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for run, right in pairs.items():
            self._by_first.setdefault(run[0], []).append((run, right))
        self._first = frozenset(self._by_first)

    def find(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Yield where in the text an entry stands, with only spaces between its words."""
        if self._first.isdisjoint(reading.vocabulary):
            return
        words = reading.words
        for number, word in enumerate(words):
            for run, right in self._by_first.get(word.lower, ()):
                there = words[number : number + len(run)]
                if tuple(other.lower for other in there) == run and all(
                    reading.text[a.end : b.start].isspace() for a, b in pairwise(there)
                ):
                    yield word.start, there[-1].end, right


PREPOSITIONS = WordList(
    {
        (f"{preposition}{place}",): f"{preposition} {place}"
        for preposition in ("di", "ke", "dari")
        for place in _DATA["prepositions"][preposition].split()
    }
    | _pairs({w: r for w, r in _DATA["prepositions"]["whole"].items() if not r.endswith(" pun")})
)

PASSIVES = WordList({("di", stem): f"di {stem}" for stem in _DATA["passives"]["stems"].split()})

PARTICLES = WordList(
    {(f"{word}pun",): f"{word} pun" for word in _DATA["particles"]["apart"].split()}
    | {(word, "pun"): f"{word}pun" for word in _DATA["particles"]["joined"]}
    | _pairs(_DATA["particles"]["also"])
)

COMPOUNDS = WordList(
    _pairs(_DATA["compounds"])
    | {
        (form, word): f"{form}{word}"
        for form, words in _DATA["bound"].items()
        for word in words.split()
    }
)

SWALLOWED = WordList(_pairs(_DATA["swallowed"]))
STANDARD = WordList(_pairs(_DATA["standard"]))
FOREIGN = WordList({tuple(wrong.split("-")): right for wrong, right in _DATA["foreign"].items()})
KNOWN_TO_THE_PACK = frozenset[str](_DATA["known"]["words"].split())
KNOWN_ABBREVIATIONS = frozenset[str](_DATA["abbreviations"]["known"].split())
SMALL = frozenset[str](_DATA["titles"]["small"].split())
EITHER = frozenset[str](_DATA["titles"]["either"].split())
HEAD_NOUNS = frozenset[str](_DATA["heads"]["nouns"].split())
