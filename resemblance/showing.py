"""Two texts side by side: their lines, cut where a shared passage begins or ends. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from resemblance.shingles import Mark


class Piece(NamedTuple):
    """Words of one line: in the passage of this number, or in none (0).

    `begins` is true of the first piece with its number in the text.
    """

    text: str
    number: int
    begins: bool


def lines(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """Return the lines of `text` that are not empty, in pieces, with every letter they have."""
    seen: set[int] = set()
    found = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        pieces = []
        for words, number in _cut(text, start, end, marks):
            pieces.append(Piece(words, number, number not in seen))
            seen.add(number)
        if line.strip():
            found.append(pieces)
        start = end + 1
    return found


def _cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[tuple[str, int]]:
    """Return what stands from `start` to before `end`, cut at the marks."""
    pieces = []
    at = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            pieces += [(text[at:first], 0), (text[first:last], mark.number)]
            at = last
    pieces.append((text[at:end], 0))
    return [(words, number) for words, number in pieces if words]
