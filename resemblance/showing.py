"""Two texts side by side: their lines, cut where a shared passage begins or ends. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from resemblance.shingles import Mark


class Piece(NamedTuple):
    """Words of one line: in the passage of this number, or in none (0).

    `begins` is true where a passage begins, `is_first` of the first piece with its number.
    """

    text: str
    number: int = 0
    begins: bool = False
    is_first: bool = False


def lines(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """Return the lines of `text` that are not empty, in pieces, with every letter they have."""
    seen: set[int] = set()
    found = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        pieces = []
        for piece in _cut(text, start, end, marks):
            pieces.append(piece._replace(is_first=piece.begins and piece.number not in seen))
            seen.add(piece.number)
        if line.strip():
            found.append(pieces)
        start = end + 1
    return found


def _cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """Return what stands from `start` to before `end`, cut at the marks."""
    pieces = []
    at = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            pieces.append(Piece(text[at:first]))
            pieces.append(Piece(text[first:last], mark.number, mark.start >= start))
            at = last
    pieces.append(Piece(text[at:end]))
    return [piece for piece in pieces if piece.text]
