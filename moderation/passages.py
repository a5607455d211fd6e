"""Where in a story a remark belongs: its passage is found again after the text has changed.

Pure. A story is given as pieces of clean HTML in the order they are read: its headline, then each
block of its body. Letters are counted in the words alone, with one space between any two, as a
browser gives them when somebody selects them.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from moderation.blocks import LINES, Block, Word, read_blocks, write

CONTEXT = 60  # letters before a passage that are kept with it
_TELLING = 15  # letters of a context that belong to one place only
_TELLING_WORDS = 3


class Place(NamedTuple):
    """A passage: from letter `start` to before letter `end` of `Text.words`."""

    start: int
    end: int


class Text:
    """The words of a story's pieces as one string, and where each piece begins in it."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = [plain(piece) for piece in pieces]
        self.words = " ".join(self.pieces)
        self.starts, at = list[int](), 0
        for piece in self.pieces:
            self.starts.append(at)
            at += len(piece) + 1

    def find(self, quote: str, context: str = "") -> Place | None:
        """Return where `quote` stands; of several places, the one that `context` stands before."""
        quote, context = spaced(quote), spaced(context)
        if not quote:
            return None
        best, most = None, -1
        at = self.words.find(quote)
        while at >= 0:
            before = self.words[max(0, at - CONTEXT - 1) : at].rstrip()
            agreeing = _common_end(before, context)
            if agreeing > most:
                best, most = Place(at, at + len(quote)), agreeing
            at = self.words.find(quote, at + 1)
        return best

    def near(self, quote: str, context: str) -> int | None:
        """Return the piece in which a passage stood that is not there any more, or None.

        What stood before it tells, else the words it was made of.
        """
        tail = spaced(context)[-CONTEXT // 2 :]
        if len(tail) >= _TELLING and (at := self.words.find(tail)) >= 0:
            return self.piece_at(at + len(tail))
        wanted = {word for word in spaced(quote).split() if len(word) > 3}
        shared = [len(wanted & set(piece.split())) for piece in self.pieces]
        most = max(shared, default=0)
        return shared.index(most) if most >= max(_TELLING_WORDS, len(wanted) / 2) else None

    def piece_at(self, letter: int) -> int:
        """Return the number of the piece in which a letter stands."""
        return max(number for number, start in enumerate(self.starts) if start <= letter)

    def place_of(self, number: int) -> Place:
        """Return the place of a whole piece."""
        return Place(self.starts[number], self.starts[number] + len(self.pieces[number]))

    def context_of(self, place: Place) -> str:
        """Return what stands before a passage, to be kept with it."""
        return self.words[max(0, place.start - CONTEXT) : place.start].strip()


def marked(pieces: Sequence[str], places: Iterable[tuple[Place, str]]) -> list[str]:
    """Return the pieces with each place in `<mark data-comment="NAME">`.

    Marks do not overlap: of two remarks about the same words the first has its mark.
    """
    text = Text(pieces)
    names = [""] * len(text.words)
    for place, name in places:
        if not any(names[place.start : place.end]):
            names[place.start : place.end] = [name] * (place.end - place.start)
    out = []
    for html, words, start in zip(pieces, text.pieces, text.starts, strict=True):
        here = names[start : start + len(words)]
        out.append(_with_marks(html, iter(here)) if any(here) else html)
    return out


def plain(html: str) -> str:
    """Return the words of clean HTML, its blocks parted by one space like its words."""
    lines = (_letters(line) for block in read_blocks(html) for line in _lines(block))
    return " ".join(filter(None, lines))


def spaced(text: str) -> str:
    """Return `text` with one plain space between any two words."""
    return " ".join(text.split())


def _lines(block: Block) -> Iterator[Block]:
    if block.tag in LINES:
        yield block
    for child in block.blocks:
        yield from _lines(child)


def _letters(line: Block) -> str:
    return "".join(" " if word.text.isspace() else word.text for word in line.words)


def _with_marks(html: str, names: Iterator[str]) -> str:
    """Write a piece again; `names` has the mark of each letter, and of the spaces between lines."""
    is_first = True

    def marked_words(line: Block) -> Iterator[Word]:
        for text, tags in line.words:
            if text.isspace():
                text = text[:1]
            for name, letters in groupby(text, lambda _: next(names, "")):
                mark = (f'<mark data-comment="{escape(name)}">',) if name else ()
                yield Word("".join(letters), (*mark, *tags))

    def write_block(block: Block) -> str:
        nonlocal is_first
        inner = ""
        if block.tag in LINES and block.words:
            if not is_first:
                next(names, "")
            is_first = False
            inner = write(marked_words(block))
        inner += "".join(map(write_block, block.blocks))
        return f"{block.start}{inner}</{block.tag}>" if block.tag else inner

    return "".join(map(write_block, read_blocks(html)))


def _common_end(a: str, b: str) -> int:
    """Return how many letters at the end of both are the same."""
    count = 0
    while count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count]:
        count += 1
    return count
