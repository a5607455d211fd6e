"""What is shown of a story that was found: some of its words, with the hits told apart.

Text is handed on as pieces, hit or not, and the template escapes each: nothing here is HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles import listed
from articles.html import to_text
from articles.search import words
from articles.search.query import Query

LENGTH = 220  # characters
BEFORE = 60  # characters before the first hit, back to where its sentence begins if that is near
# What a word may have in it or right beside it, and is looked at with it.
_BESIDE_LETTERS = "_'’.,-"
_REST = re.compile(rf"[\w{_BESIDE_LETTERS}]*")
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: what was looked for, or what stands around it."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text has a word that was looked for; `of` says which."""

    start: int
    end: int
    of: str


class Marker:
    """Finds the words of one query in texts: whole words, in each form of theirs."""

    def __init__(self, query: Query) -> None:
        self.exact: dict[str, str] = {}
        self.roots: dict[str, str] = {}
        loose = {id(word) for word in query.loose}
        for word in query.wanted:
            self.exact[word.exact] = word.exact
            if id(word) in loose:
                self.roots[word.root] = word.exact
                if len(word.parts) > 1 and not words.is_doubling(word):
                    self.exact.update(dict.fromkeys(word.parts, word.exact))
        self.pattern = self._pattern()
        self.known: dict[str, list[Hit]] = {}

    def _pattern(self) -> re.Pattern[str]:
        """Return what is in any hit, so that few words of a text need a closer look.

        A prefix may have taken the first letter of a root: `tulis` is in `menulis` as `ulis`.
        """
        cores = set(self.exact)
        for root in self.roots:
            core = root.partition("-")[0]
            cores.add(core[1:] if core[0] in "kpst" and len(core) > 3 else core)
        # `posko` need not be looked for where `osko` is: of two ways one is three times as slow.
        least = [one for one in cores if not any(other in one for other in cores - {one})]
        return re.compile("|".join(map(re.escape, least)) or "(?!)", re.IGNORECASE)

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield where `text` has what was looked for."""
        end = 0
        for core in self.pattern.finditer(text):
            if core.start() < end:
                continue
            start, end = core.start(), _REST.match(text, core.end()).end()
            while start and (text[start - 1].isalnum() or text[start - 1] in _BESIDE_LETTERS):
                start -= 1
            for hit in self._within(text[start:end]):
                yield Hit(start + hit.start, start + hit.end, hit.of)

    def _within(self, written: str) -> list[Hit]:
        """Return the hits in what stands without a space; the same stands in many stories."""
        if written not in self.known:
            found = ((word, self._what(word)) for word in words.analyse(written))
            self.known[written] = [Hit(word.start, word.end, of) for word, of in found if of]
        return self.known[written]

    def _what(self, word: words.Word) -> str:
        if found := self.exact.get(word.exact) or self.roots.get(word.root):
            return found
        for part in word.parts:
            if found := self.exact.get(part) or self.roots.get(words.root(part)):
                return found
        return ""

    def mark(self, text: str) -> list[Piece]:
        """Return the whole of `text` in pieces."""
        return _pieces(text, self.hits(text), 0, len(text))

    def words(self) -> list[str]:
        """Return for each word that has to be there what PostgreSQL finds it by, as it was typed.

        A standfirst that has all of these has a hit for each: no excerpt is better.
        """
        return [rf"\m{re.escape(word)}\M" for word in dict.fromkeys(self.exact.values())]

    def excerpt(self, standfirst: str, body: str) -> list[Piece]:
        """Return what says best why a story was found: of its standfirst, else of its clean body.

        The passage of the body with the most different words of the query, and the first of those.
        """
        text = _in_one_line(standfirst)
        hits = list(self.hits(text))
        if not text or len({hit.of for hit in hits}) < len(set(self.exact.values())):
            longer = _in_one_line(to_text(_FIGURE.sub("\n", body)))
            in_body = list(self.hits(longer))
            if not text or len({hit.of for hit in in_body}) > len({hit.of for hit in hits}):
                text, hits = longer, in_body
        start = _start(text, hits)
        end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", start, start + LENGTH)
        pieces = _pieces(text, hits, start, end if end > start else start + LENGTH)
        if start and pieces:
            pieces.insert(0, Piece("… "))
        if end < len(text):
            pieces.append(Piece(" …"))
        return pieces


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _start(text: str, hits: list[Hit]) -> int:
    """Return where the passage with the most different hits begins."""
    if not hits:
        return 0
    best, most = hits[0], 0
    for hit in hits:
        end = hit.start + LENGTH - BEFORE
        within = {other.of for other in hits if hit.start <= other.start and other.end <= end}
        if len(within) > most:
            best, most = hit, len(within)
    if best.end < LENGTH - BEFORE:
        return 0
    start = max(0, best.start - BEFORE)
    stop = max(text.rfind(mark, start, best.start) for mark in (". ", "? ", "! "))
    if stop >= 0:
        return stop + 2
    return text.find(" ", start) + 1 if start else 0


def _pieces(text: str, hits: Iterable[Hit], start: int, end: int) -> list[Piece]:
    pieces, done = [], start
    for hit in hits:
        if hit.start < done or hit.end > end:
            continue
        if hit.start > done:
            pieces.append(Piece(text[done : hit.start]))
        pieces.append(Piece(text[hit.start : hit.end], is_hit=True))
        done = hit.end
    if done < end:
        pieces.append(Piece(text[done:end]))
    return pieces


@dataclass(frozen=True, slots=True)
class Result:
    """A story that was found: how it stands among results, and what belongs in its two gaps."""

    printed: str
    headline: list[Piece]
    excerpt: list[Piece]


def results(ids: Sequence[int], query: Query) -> list[Result]:
    """Return what is shown of these stories, in this order; none of them that is not live."""
    marker = Marker(query)
    return [
        Result(
            story.printed,
            marker.mark(story.headline),
            marker.excerpt(story.standfirst, story.body or ""),
        )
        for story in listed.found(ids, marker.words())
    ]
