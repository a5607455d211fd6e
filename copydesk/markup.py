"""Between the HTML of a story and the paragraphs that are checked.

Reads HTML as the newsroom stores it: well-formed, lower case, no `<` in its text. Each letter of a
paragraph knows where it stands in the HTML, so a fix changes those letters and leaves every tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from copydesk.findings import Field, Paragraph

_TOKEN = re.compile(r'<(/?)(\w+)(?:[^<>"]|"[^"]*")*>|(&(?:#\d+|#x[\da-fA-F]+|\w+);)|([^<&]+|[<&])')
_LINES = frozenset(
    {
        "p",
        "h2",
        "h3",
        "li",
        "td",
        "th",
        "caption",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
        "table",
        "tr",
        "figure",
        "br",
    }
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h2", "h3"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph, and for each of its letters the start and end of it in the HTML."""

    paragraph: Paragraph
    places: tuple[tuple[int, int], ...]


def read(html: str) -> list[Placed]:
    """Return the paragraphs of a stored body, in order; a line break parts paragraphs too."""
    return list(_paragraphs(html))


def _paragraphs(html: str) -> Iterator[Placed]:
    opened: list[str] = []
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    italic: list[bool] = []

    def finished() -> Iterator[Placed]:
        if placed := _placed("".join(letters), places, italic, opened):
            yield placed
        letters.clear()
        places.clear()
        italic.clear()

    for token in _TOKEN.finditer(html):
        closing, tag, entity, text = token.groups()
        if tag:
            if tag in _LINES:
                yield from finished()
            if closing:
                if tag in opened:
                    del opened[len(opened) - 1 - opened[::-1].index(tag) :]
            elif tag != "br":
                opened.append(tag)
            continue
        if entity:
            signs = unescape(entity)
            # An entity may stand for two letters; the second one has no place of its own.
            spans = [token.span(), *[(token.end(), token.end())] * (len(signs) - 1)]
        else:
            signs = text
            spans = [(at, at + 1) for at in range(token.start(), token.end())]
        letters.append(signs)
        places += spans
        italic += ["em" in opened] * len(signs)
    yield from finished()


def _placed(
    text: str, places: list[tuple[int, int]], italic: list[bool], opened: list[str]
) -> Placed | None:
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    if first >= last:
        return None
    paragraph = Paragraph(
        re.sub(r"[\n\r\t]", " ", text[first:last]),
        Field.CAPTION if "figcaption" in opened else Field.BODY,
        italics=tuple(_runs(italic[first:last])),
        cell=not _CELLS.isdisjoint(opened),
        quoted="blockquote" in opened,
        heading=not _HEADINGS.isdisjoint(opened),
    )
    return Placed(paragraph, tuple(places[first:last]))


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None


def replaced(html: str, placed: Placed, start: int, end: int, words: str) -> str:
    """Return the HTML with the letters from `start` to `end` of a paragraph become `words`.

    They stand where the first of the old letters stood, in its tags; tags between old letters stay,
    even if nothing is left in them.
    """
    places = placed.places
    new = escape(words, quote=False)
    if start == end:
        at = places[start][0] if start < len(places) else places[-1][1]
        return html[:at] + new + html[at:]
    for number in reversed(range(start, end)):
        first, last = places[number]
        html = html[:first] + (new if number == start else "") + html[last:]
    return html
