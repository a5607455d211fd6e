"""A clean body as blocks and words: to be compared with another one, or written with marks in it.

Pure. Reads the normal form of `articles.markup` and nothing else; each block knows the very text it
was read from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

_TOKENS = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
_WORDS = re.compile(r"\s+|\w+(?:[-'’.,/:]\w+)*|[^\w\s]")
_INLINE = {"a", "strong", "em"}
_NAME = re.compile(r"<(\w+)")
# Blocks that hold words; the others hold blocks. Without a tag: the loose text of a list item.
LINES = {"p", "h2", "h3", "figcaption", "caption", "td", "th", ""}


class Word(NamedTuple):
    """A word, a sign, a line break or the space between them, in the inline tags it stands in."""

    text: str
    tags: tuple[str, ...] = ()

    @property
    def is_space(self) -> bool:
        return self.text.isspace() and self.text != "\n"


@dataclass
class Block:
    """A block element and what is in it: `texts` in their inline tags, or blocks again.

    The loose text of a list item is a block without a tag.
    """

    tag: str
    start: str = ""
    source: str = ""
    blocks: list["Block"] = field(default_factory=list)
    texts: list[Word] = field(default_factory=list)

    @cached_property
    def words(self) -> list[Word]:
        """The words in the block itself. Read when asked for: most blocks have not changed."""
        return [Word(part, tags) for text, tags in self.texts for part in _WORDS.findall(text)]

    def all_words(self) -> Iterator[Word]:
        yield from self.words
        for block in self.blocks:
            yield from block.all_words()

    def vocabulary(self) -> set[str]:
        return {word.text for word in self.all_words()} - {" "}


def read_blocks(html: str) -> list[Block]:
    """Read a clean body into its blocks. It is well-formed, with no `<` in its text."""
    root = Block("body")
    stack, inline = [root], list[str]()
    starts = [0]
    at = 0
    for token in _TOKENS.split(html):
        at += len(token)
        if token[:1] != "<":
            if not token or (stack[-1] is root and not token.strip()):
                continue  # nothing, or the line break between two blocks
            _put(stack[-1], Word(unescape(token), tuple(inline)))
            continue
        closing = token[1] == "/"
        tag = token.strip("</>").partition(" ")[0]
        if tag == "br":
            _put(stack[-1], Word("\n", tuple(inline)))
        elif tag in _INLINE:
            if closing:
                inline.pop()
            else:
                inline.append(token)
        elif closing:
            block = stack.pop()
            block.source = html[starts.pop() : at]
        else:
            block = Block(tag, token)
            stack[-1].blocks.append(block)
            stack.append(block)
            starts.append(at - len(token))
    return root.blocks


def _put(block: Block, text: Word) -> None:
    """Add text to a block; a container, such as a list item, keeps it in a block without tag."""
    if block.tag in LINES:
        block.texts.append(text)
        return
    if not block.blocks or block.blocks[-1].tag:
        block.blocks.append(Block(""))
    loose = block.blocks[-1]
    loose.texts.append(text)
    loose.source = repr(loose.texts)


def read_words(text: str) -> list[Word]:
    """Return the words, signs and spaces of a plain text, all of it."""
    return [Word(part) for part in _WORDS.findall(text)]


def joined(words: Iterable[Word]) -> Iterator[Word]:
    """Join neighbours that stand in the same tags: much is quicker with a sentence than by word."""
    for tags, together in groupby(words, key=attrgetter("tags")):
        yield Word("".join([word.text for word in together]), tags)


def write(words: Iterable[Word]) -> str:
    """Return words as HTML: their text escaped, each of their tags opened once and closed."""
    html, opened = "", list[str]()
    for text, tags in joined(words):
        if not text:
            continue
        while tuple(opened) != tags[: len(opened)]:
            html += _end(opened.pop())
        for start in tags[len(opened) :]:
            html += start
            opened.append(start)
        html += escape(text, quote=False).replace("\n", "<br>")
    return html + "".join(map(_end, reversed(opened)))


def _end(start: str) -> str:
    found = _NAME.match(start)
    return f"</{found[1]}>" if found else ""
