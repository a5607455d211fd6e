"""Patterns that are asked first whether there is anything for them to find.

Nearly every pattern finds nothing in nearly every paragraph, and `re` tries it at each letter to
say so. What each match must have in it, `jalan` or a digit behind `rp`, is read from the pattern
once; a text without it need not be tried. So nobody keeps a list of words beside a pattern, and
what is found is the same. Which of all those strings a paragraph has is found out in one walk over
it, however many patterns there are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, ClassVar

from copydesk.reading import Reading, sifted

try:
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # Python promises neither: without them each pattern is tried everywhere
    _parser = None

_MOST = 48  # strings to look for in place of a pattern; with more the pattern is hardly slower

# What a part of a pattern matches: exactly one of some strings, as `sifted` shows them, or, if that
# is None, nobody knows what, but with one of the strings of each set of `needs` in it.
type _Strings = frozenset[str]
type _Found = tuple[_Strings | None, list[_Strings]]

_EMPTY: _Strings = frozenset({""})
_SPACE: _Strings = frozenset({" "})


_PIECE = 4  # letters: long enough to be rare in a text, and hardly a string that matters is shorter


class _Index:
    """Strings to be found in texts, all of them in one walk over a text."""

    def __init__(self, strings: Iterable[str]) -> None:
        sorted_out = defaultdict[int, list[str]](list)
        for one in strings:
            sorted_out[min(len(one), _PIECE)].append(one)
        self._signs = frozenset(sorted_out.pop(1, ()))
        self._by_piece = defaultdict[str, list[str]](list)
        for one in sorted_out.pop(_PIECE, ()):
            self._by_piece[one[:_PIECE]].append(one)
        self._pieces = frozenset(self._by_piece)
        self._short = list(chain.from_iterable(sorted_out.values()))

    def among(self, text: str) -> _Strings:
        """Return which of the strings are in `text`."""
        pieces = self._pieces.intersection([text[at : at + _PIECE] for at in range(len(text))])
        near = chain.from_iterable(self._by_piece[piece] for piece in pieces)
        return self._signs.intersection(text).union(
            [one for one in chain(self._short, near) if one in text]
        )


class Sought:
    """A pattern for what stands in a paragraph, tried only where it can be found."""

    _all: ClassVar[list["Sought"]] = []
    _index: ClassVar[_Index | None] = None  # of what all of them need; made when first asked

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.re = re.compile(pattern, flags)
        Sought._all.append(self)
        Sought._index = None

    @cached_property
    def needs(self) -> list[_Strings]:
        """Sets of strings, of each of which every match has one in it; read when first wanted."""
        return needs(self.re)

    def among(self, reading: Reading) -> Iterator[re.Match[str]]:
        """Return what `finditer` finds in the text of a paragraph."""
        present = self._present(reading)
        for strings in self.needs:
            if strings.isdisjoint(present):
                return iter(())
        return self.re.finditer(reading.text)

    def first(self, reading: Reading) -> re.Match[str] | None:
        """Return what `search` finds in the text of a paragraph, which is looked for once."""
        if self not in reading.firsts:
            reading.firsts[self] = next(self.among(reading), None)
        return reading.firsts[self]

    @staticmethod
    def _present(reading: Reading) -> _Strings:
        index = Sought._index
        if index is None:
            index = Sought._index = _Index({s for one in Sought._all for n in one.needs for s in n})
        if index not in reading.present:
            reading.present[index] = index.among(reading.sifted)
        return reading.present[index]


def needs(pattern: re.Pattern[str]) -> list[_Strings]:
    """Return sets of strings, of each of which every match has one in it, the rarest first.

    The strings are as `sifted` writes them. Two sets at most: a third is hardly ever what tells.
    """
    if _parser is None:
        return []
    exact, found = _sequence(_parser.parse(pattern.pattern, pattern.flags))
    kept: list[_Strings] = []
    for strings in _best(found if exact is None else [*found, exact]):
        if not any(_says_more(one, strings) for one in kept):
            kept.append(strings)
    return kept[:2]


def _says_more(strings: _Strings, others: _Strings) -> bool:
    """Say whether a text with one of `strings` has one of `others` in any case."""
    return all(any(other in one for other in others) for one in strings)


def _sequence(parts: Iterable[tuple[object, Any]]) -> _Found:
    """Follow parts one behind the other, and join what they match as long as that is known."""
    current: _Strings = _EMPTY
    known, found = True, list[_Strings]()
    for op, value in _without_groups(parts):
        exact, inside, grows = _part(op, value)
        found += inside
        joined = None if exact is None else _joined(current, exact)
        if joined is not None and not grows:
            current = joined
            continue
        # From here on only what is last is known, to be joined with what follows.
        known = False
        found.append(current if joined is None else joined)
        current = exact or _EMPTY
    return (current, found) if known else (None, [*found, current])


def _without_groups(parts: Iterable[tuple[object, Any]]) -> Iterator[tuple[object, Any]]:
    for op, value in parts:
        match op, value:
            case sre.SUBPATTERN, (_, _, _, inside):
                yield from _without_groups(inside)
            case sre.ATOMIC_GROUP, inside:
                yield from _without_groups(inside)
            case _:
                yield op, value


def _joined(first: _Strings, second: _Strings) -> _Strings | None:
    if len(first) * len(second) > _MOST:
        return None
    return frozenset(_collapsed(a + b) for a in first for b in second)


def _collapsed(text: str) -> str:
    return re.sub(" {2,}", " ", text)


def _part(op: object, value: Any) -> tuple[_Strings | None, list[_Strings], bool]:
    """Return what a part matches, what it needs, and whether it may come more than once."""
    match op, value:
        case sre.LITERAL, int(code):
            return _signs([chr(code)]), [], False
        case sre.IN, list(members):
            return _class(members), [], False
        case ((sre.AT | sre.ASSERT_NOT), _):
            return _EMPTY, [], False
        case sre.ASSERT, (_, inside):
            exact, found = _sequence(inside)
            return _EMPTY, found if exact is None else [*found, exact], False
        case sre.BRANCH, (_, branches):
            return *_branches([_sequence(branch) for branch in branches]), False
        case ((sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT), (least, most, inside)):
            return _repeated(int(least), most, *_sequence(inside))
    return None, [], False


def _repeated(
    least: int, most: object, exact: _Strings | None, found: list[_Strings]
) -> tuple[_Strings | None, list[_Strings], bool]:
    if exact is None:
        return None, found if least else [], False
    if least == 0:
        is_one_at_most = most == 1 or exact == _SPACE  # however many, sifted they are one
        return exact | _EMPTY if is_one_at_most else None, [], False
    if exact == _SPACE:
        return exact, [], False
    several = _EMPTY
    for _ in range(least):
        more = _joined(several, exact)
        if more is None:
            return exact, [], True
        several = more
    return several, [], least != most


def _branches(branches: Sequence[_Found]) -> _Found:
    """Return what one of several parts matches: all that they match, or need, in one set."""
    exact = [strings for strings, _found in branches if strings is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST:
        return frozenset().union(*exact), []
    best = [_best(found if strings is None else [strings]) for strings, found in branches]
    if not all(best):
        return None, []
    return None, [frozenset().union(*(sets[0] for sets in best))]


def _class(members: list[tuple[object, Any]]) -> _Strings | None:
    """Return the signs of a class such as [Rr], [,;] or \\d, if they are few."""
    signs: list[str] = []
    for op, value in members:
        match op, value:
            case sre.LITERAL, int(code):
                signs.append(chr(code))
            case sre.CATEGORY, sre.CATEGORY_DIGIT:
                signs.append("0")
            case sre.CATEGORY, sre.CATEGORY_SPACE:
                signs.append(" ")
            case sre.RANGE, (int(first), int(last)) if last - first < 10:
                signs += map(chr, range(first, last + 1))
            case _:
                return None
    return _signs(signs)


def _signs(signs: Sequence[str]) -> _Strings | None:
    """Return signs as they are once sifted; None for letters whose other case is not simple."""
    if any(sign.isalpha() and not sign.isascii() for sign in signs):
        return None
    return frozenset(" " if sign.isspace() else sifted(sign).strip() for sign in signs)


def _best(sets: Iterable[_Strings]) -> list[_Strings]:
    """Return the sets that may tell anything, first those that the fewest texts have one of."""
    useful = {_shortest(strings) for strings in sets if all(map(str.strip, strings))}
    return sorted(
        useful, key=lambda strings: (sum(4.0 ** -len(one) for one in strings), sorted(strings))
    )


def _shortest(strings: _Strings) -> _Strings:
    """Leave out what has another of the strings in it."""
    return frozenset(
        one for one in strings if not any(other != one and other in one for other in strings)
    )
