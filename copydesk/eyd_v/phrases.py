"""Names of which half has lost its capital: Dinas sosial beside Dinas Sosial, pasar Lawas."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.slips import COMMON, PEOPLE, PLACES
from copydesk.reading import Reading, Word

_SHORTEST = 4  # letters
_ROMAN = re.compile("[IVX]+")
_GLANCE = 60  # letters before and behind two words
_MOST = 50  # occurrences of two words that are compared
_NO_NAMES = (PERSONS["roles"] | PERSONS["calls"]) - PERSONS["honours"]
_MAY_BE_NAMES = PERSONS["stand_for"] | PERSONS["roles"] | PERSONS["nations"]
_BEFORE_NAMES = PERSONS["places"] | PERSONS["calls"] | PERSONS["named"] | PERSONS["roles"]


@dataclass(frozen=True)
class _Pair:
    """Two words beside each other, and what tells whether their capitals are meant."""

    number: int
    reading: Reading
    first: Word
    second: Word

    @property
    def words(self) -> str:
        return self.reading.text[self.first.start : self.second.end]

    @property
    def case(self) -> str:
        """Return the cases of both words: CC, Cs, sC or ss."""
        return "".join("s" if word.text.islower() else "C" for word in (self.first, self.second))

    @property
    def left(self) -> str:
        start = self.first.start
        return self.reading.text[max(0, start - _GLANCE) : start].rstrip()

    @property
    def before(self) -> str:
        return self.left.rpartition(" ")[2]

    @property
    def after(self) -> str:
        behind = self.reading.text[self.second.end : self.second.end + _GLANCE]
        return behind[1:].partition(" ")[0].strip('.,;:?!)"”') if behind[:1] == " " else ""

    @property
    def is_first_free(self) -> bool:
        """Say whether the first word would have its capital there in any case."""
        return self.left[-1:] in {"", "“", '"', "‘", "(", ":"} or self.reading.starts_sentence(
            self.first.start
        )

    @property
    def is_title(self) -> bool:
        """Say whether it may be part of what a book or a story is called."""
        return self.reading.is_quoted(self.first.start, self.second.end)

    @property
    def begins(self) -> bool:
        """Say whether no capital stands before it that would begin the name; an office does not."""
        before = self.before
        return (
            not before[:1].isupper()
            or before.endswith((",", ".", "”", '"'))
            or before.lower() in PERSONS["offices"]
            or (
                before.lower() in COMMON
                and self.reading.starts_sentence(self.first.start - len(before) - 1)
            )
        )

    def goes_on_like(self, other: "_Pair") -> bool:
        """Say whether both are followed by the same capital or number."""
        return self.after == other.after and (self.after[:1].isupper() or self.after.isdecimal())


@dataclass(frozen=True, slots=True)
class Half:
    """Two words in paragraph `number` that stand as `other` elsewhere."""

    number: int
    start: int
    end: int
    other: str


def halves(prose: Sequence[tuple[int, Reading]]) -> Iterator[Half]:
    """Yield names of two words or more of which one has its capital in one place only.

    `prose` are the paragraphs of a story whose capitals mean something, with their numbers.
    """
    for there in _in_two_cases(prose):
        cases = defaultdict[str, list[_Pair]](list)
        for pair in there:
            cases[pair.case].append(pair)
        ways = (_halved, _begun_small, _half_a_name, _all_small)
        for pair, other in chain.from_iterable(way(cases) for way in ways):
            yield Half(pair.number, pair.first.start, pair.second.end, other.words)


def _in_two_cases(prose: Sequence[tuple[int, Reading]]) -> Iterable[list[_Pair]]:
    """Return the occurrences of each two words that are not written alike everywhere."""
    forms = defaultdict[str, set[str]](set)
    for _number, reading in prose:
        for word in reading.words:
            forms[word.lower].add(word.text)
    varied = {lower for lower, ways in forms.items() if len(ways) > 1}
    found = defaultdict[tuple[str, str], list[_Pair]](list)
    for number, reading in prose:
        for first, second in pairwise(reading.words):
            if (
                (first.lower in varied or second.lower in varied)
                and reading.text[first.end : second.start] == " "
                and not any(a < second.end and first.start < b for a, b, _ in reading.changes)
                and not reading.is_italic(first.start, second.end)
            ):
                found[first.lower, second.lower].append(_Pair(number, reading, first, second))
    return [
        there[:_MOST] for _, there in sorted(found.items()) if len({one.words for one in there}) > 1
    ]


type _Cases = dict[str, list[_Pair]]
type _Found = Iterator[tuple[_Pair, _Pair]]


def _halved(cases: _Cases) -> _Found:
    """Yield Dinas sosial where Dinas Sosial stands as well, and Alun-alun where Alun-Alun does."""
    for pair in cases["Cs"]:
        if pair.is_first_free and pair.first.lower in _NO_NAMES:
            continue  # an office has its capitals before who holds it: Wali kota Metro lama
        for whole in cases["CC"]:
            if whole.is_title:
                continue
            if not pair.is_first_free or pair.goes_on_like(whole):
                yield pair, whole
                break
    for pair in cases["CC"]:
        for whole in cases["CC"]:
            if "-" in pair.first.text and pair.first.text.istitle() < whole.first.text.istitle():
                yield pair, whole
                break


def _begun_small(cases: _Cases) -> _Found:
    """Yield pasar Lawas where Pasar Lawas stands inside a sentence."""
    for pair in cases["sC"]:
        # Kapolres Metro keeps its capital, as Metro does; warga Metro has none.
        is_sure = pair.first.lower in PERSONS["institutions"]
        is_head = is_sure or pair.first.lower in PERSONS["heads"] | PERSONS["posts"]
        if not is_sure and pair.before.lower() in PERSONS["offices"]:
            continue
        if not is_head and pair.first.lower in _NO_NAMES:
            continue
        for whole in cases["CC"]:
            if not whole.begins or (whole.is_first_free and not is_head):
                continue
            is_shouted = whole.second.text.isupper() and not _ROMAN.fullmatch(whole.second.text)
            if not is_shouted or pair.goes_on_like(whole):
                yield pair, whole
                break


def _all_small(cases: _Cases) -> _Found:
    """Yield karang taruna where Karang Taruna stands as well, and the same name goes on behind."""
    for pair in cases["ss"]:
        if pair.first.lower in _NO_NAMES:
            continue
        for whole in cases["CC"]:
            if pair.goes_on_like(whole) and not (whole.is_first_free or whole.is_title):
                yield pair, whole
                break


def _half_a_name(cases: _Cases) -> _Found:
    """Yield salat Subuh where salat subuh stands as well."""
    word = (cases["sC"] or cases["ss"])[0] if cases["sC"] and cases["ss"] else None
    if (
        word is None
        or len(word.second.text) < _SHORTEST
        or word.first.lower in _BEFORE_NAMES
        or len(word.first.text) < _SHORTEST
        or word.second.lower in _MAY_BE_NAMES
        or word.second.text in PEOPLE | PLACES
        or word.second.lower not in COMMON
        or word.second.text.isupper()
    ):
        return
    odd = [pair for pair in cases["sC"] if not pair.after[:1].isupper()]
    for pair in odd:
        yield pair, cases["ss"][0]
