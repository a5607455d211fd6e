"""The lists of `words.toml`, in the shape rules look things up in: runs of lower-case words."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from copydesk.reading import Reading

_DATA = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

type Pairs = dict[tuple[str, ...], str]


def _pairs(entries: dict[str, str]) -> Pairs:
    return {tuple(wrong.split(" ")): right for wrong, right in entries.items()}


_ENDING = re.compile(r"(?:nya|lah|kah|ku|mu)$")


class WordList:
    """Wrong runs of words and what is right, found by their first word.

    A list that `bends` has its single words with an ending and doubled as well: `resikonya`,
    `obyek-obyek`.
    """

    def __init__(self, pairs: Pairs, *, bends: bool = False) -> None:
        self.pairs = pairs
        self._bends = bends
        self._bent = lru_cache(maxsize=20_000)(self._look_bent)
        self._lengths: dict[str, list[int]] = {}
        for run in pairs:
            lengths = self._lengths.setdefault(run[0], [])
            if len(run) not in lengths:
                lengths.append(len(run))
        self._first = frozenset(self._lengths)

    def find(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Yield where in the text an entry stands, with only spaces between its words."""
        known = reading.vocabulary
        bends = self._bends and any(map(self._bent, known))
        if not bends and self._first.isdisjoint(known):
            return
        words = reading.words
        for number, word in enumerate(words):
            for length in self._lengths.get(word.lower, ()):
                there = words[number : number + length]
                right = self.pairs.get(tuple(other.lower for other in there))
                if right is not None and all(
                    reading.text[a.end : b.start].isspace() for a, b in pairwise(there)
                ):
                    yield word.start, there[-1].end, right
            if bends and (right := self._bent(word.lower)):
                yield word.start, word.end, right

    def _look_bent(self, word: str) -> str:
        """Return what is right for a doubled word or one with an ending, "" if nothing is wrong."""
        if (word,) in self.pairs:
            return ""
        first, _, second = word.partition("-")
        if second and (first,) in self.pairs:
            ending = second.removeprefix(first)
            right = self.pairs[first,]
            is_doubled = second.startswith(first) and (not ending or _ENDING.fullmatch(ending))
            return f"{right}-{right}{ending}" if is_doubled and " " not in right else ""
        stem = _ENDING.sub("", word)
        right = self.pairs.get((stem,), "") if stem != word else ""
        return right and right + word.removeprefix(stem)


# Keep their capital when the preposition is parted from them.
PLACES = tuple[str, ...](_DATA["prepositions"]["names"].split())

PREPOSITIONS = WordList(
    {
        (f"{preposition}{place}",): f"{preposition} {place}"
        for preposition in ("di", "ke", "dari")
        for place in _DATA["prepositions"][preposition].split()
    }
    | {
        (f"{preposition}{place.lower()}",): f"{preposition} {place}"
        for preposition in ("di", "ke")
        for place in PLACES
    }
    | _pairs({w: r for w, r in _DATA["prepositions"]["whole"].items() if not r.endswith(" pun")})
)

PASSIVES = WordList({("di", stem): f"di {stem}" for stem in _DATA["passives"]["stems"].split()})

PARTICLES = WordList(
    {(f"{word}pun",): f"{word} pun" for word in _DATA["particles"]["apart"].split()}
    | {(word, "pun"): f"{word}pun" for word in _DATA["particles"]["joined"]}
    | _pairs(_DATA["particles"]["also"])
)


def _with_hyphens(pairs: Pairs) -> Pairs:
    """Return the pairs and the same words with a hyphen between: `pasca-banjir`, `kerja-sama`."""
    hyphened = {
        ("-".join(run if len(run) > 1 else right.split(" ")),): right
        for run, right in pairs.items()
        if len(run) == 2 or (len(run) == 1 and right.count(" ") == 1)
    }
    return pairs | hyphened


COMPOUNDS = WordList(
    _with_hyphens(
        _pairs(_DATA["compounds"])
        | {
            (form, word): f"{form}{word}"
            for form, words in _DATA["bound"].items()
            for word in words.split()
        }
    ),
    bends=True,
)

# Particles that are written together with what they follow, and words that only end like them.
JOINED = frozenset[str](_DATA["particles"]["joined"]) | {
    "ada",
    "kali",
    "seka",
    "sekali",
    "ser",
    "serum",
}
# Bound forms that are no words by themselves, as `antar` and `tuna` are.
NEVER_ALONE = tuple[str, ...](_DATA["never_alone"]["forms"].split())

# What is right and written apart, to be counted as the one word that it was.
PARTED = WordList(
    {tuple(right.split(" ")): right for right in COMPOUNDS.pairs.values() if " " in right}
)

SWALLOWED = WordList(_pairs(_DATA["swallowed"]), bends=True)
STANDARD = WordList(_pairs(_DATA["standard"]), bends=True)
# Of these, what is often a name of somebody or something when it has a capital: Alam Sutera.
OFTEN_NAMES = frozenset[str](_DATA["often_names"]["words"].split())
FOREIGN = WordList(
    {
        run: right
        for wrong, right in _DATA["foreign"].items()
        for run in ((wrong.replace(" ", "-"),), tuple(wrong.replace("-", " ").split()))
    }
)
JARGON = frozenset[str](_DATA["abbreviations"]["jargon"].split())
KNOWN_TO_THE_PACK = frozenset[str](_DATA["known"]["words"].split()) | JARGON
# Behind these a capital begins a name: Camat Hendri, Pasar Kendal.
BEFORE_NAMES = frozenset[str](_DATA["names"]["behind"].split())
# Acronyms that became words: only with a name behind them they have a capital.
SHORT_WORDS = frozenset[str](_DATA["abbreviations"]["words"].split())
KNOWN_ABBREVIATIONS = frozenset[str](_DATA["abbreviations"]["known"].split())
SMALL = frozenset[str](_DATA["titles"]["small"].split())
EITHER = frozenset[str](_DATA["titles"]["either"].split())
HEAD_NOUNS = frozenset[str](_DATA["heads"]["nouns"].split())
