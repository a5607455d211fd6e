"""What a reader typed, read: words, phrases in quotes, and words to leave out.

No operator of PostgreSQL reaches it: each word is a quoted lexeme that `words.analyse()` made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.search import words
from articles.search.roots import ELECTRONIC
from articles.search.words import Word

# More words than any headline needs; the rest of a pasted paragraph is not looked at.
MOST_WORDS = 10
MOST_EXCLUDED = 5
ROOT = "~"  # before a root, so that `~rumah` is no word that somebody wrote

_PART = re.compile(
    r"(?P<minus>(?<!\S)[-−–])?"
    r"(?:[\"“”„«](?P<phrase>[^\"“”„«»]*)[\"“”»]?|(?P<word>[^\s\"“”„«»]+))"
)


@dataclass(frozen=True)
class Query:
    """What to look for. Falsy where nothing is left to look for.

    `wanted` are the words that must be there, `phrases` those of them that must stand in order,
    `unwanted` the words or phrases that must not be there, `ignored` the stop words that were
    typed. `is_any`: one of the wanted words is enough.
    """

    wanted: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    unwanted: tuple[tuple[Word, ...], ...] = ()
    ignored: tuple[str, ...] = ()
    is_any: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def loose(self) -> tuple[Word, ...]:
        """The wanted words that stand in no phrase."""
        quoted = {id(word) for phrase in self.phrases for word in phrase}
        return tuple(word for word in self.wanted if id(word) not in quoted)

    def match(self) -> str:
        """Return the tsquery that an index answers by itself: the words, in any order."""
        wanted = [either(word) for word in self.loose]
        wanted += [lexeme(word.exact) for phrase in self.phrases for word in phrase]
        found = " | ".join(wanted) if self.is_any else every(wanted)
        return every(
            [f"({found})", *(f"!{either(one[0])}" for one in self.unwanted if len(one) == 1)]
        )

    def any(self) -> "Query":
        """Return the query that one of the words is enough for, phrases taken apart."""
        return replace(self, phrases=(), is_any=True)

    def in_order(self) -> str:
        """Return the tsquery of the phrases, wanted and not, or "" where there is none."""
        wanted = (_ordered(phrase) for phrase in self.phrases if len(phrase) > 1)
        unwanted = (f"!({_ordered(phrase)})" for phrase in self.unwanted if len(phrase) > 1)
        return every([*wanted, *unwanted])

    def ranking(self) -> str:
        """Return the tsquery that `ts_rank` counts: each word, each root and each part once."""
        found = [lexeme(word.exact) for word in self.wanted]
        found += [lexeme(ROOT + word.root) for word in self.loose]
        found += [lexeme(part) for word in self.loose for part in parts_of(word)]
        return " | ".join(dict.fromkeys(found))

    def together(self) -> str:
        """Return the tsquery of all words side by side, or "" where there is only one."""
        if len(self.wanted) < 2 or any(word.parts for word in self.wanted):
            return ""
        return _ordered(self.wanted)


def read(text: str) -> Query:
    """Return what `text` asks for. Anything may be typed; the same text is read the same way."""
    wanted: list[Word] = []
    unwanted: list[tuple[Word, ...]] = []
    phrases: list[tuple[Word, ...]] = []
    ignored: list[str] = []
    loose: list[str] = []
    for part in _PART.finditer(text):
        if part["minus"]:
            if left := tuple(_useful(words.analyse(part["phrase"] or part["word"] or ""), [])):
                unwanted.append(left)
        elif part["phrase"] is not None:
            if phrase := tuple(_useful(words.analyse(part["phrase"]), ignored)[:MOST_WORDS]):
                phrases.append(phrase)
        else:
            loose.append(part["word"])
    # Together, for `undang undang` is one word; and what stands before the phrases first.
    wanted += _useful(words.analyse(" ".join(loose)), ignored)
    room = max(0, MOST_WORDS - sum(map(len, phrases)))
    wanted = _once(wanted)[:room]
    wanted += [word for phrase in phrases for word in phrase]
    return Query(tuple(wanted), tuple(phrases), tuple(unwanted[:MOST_EXCLUDED]), tuple(ignored))


def _useful(found: Iterable[Word], ignored: list[str]) -> list[Word]:
    """Return the words without stop words, which go to `ignored`."""
    useful = []
    for word in found:
        if word.is_stop:
            ignored.append(word.exact)
        else:
            useful.append(word)
    return useful


def _once(found: Iterable[Word]) -> list[Word]:
    return list({word.exact: word for word in found}.values())


def either(word: Word) -> str:
    """Return the tsquery of a word or its root; of a compound, also of its parts."""
    ways = [lexeme(word.exact), lexeme(ROOT + word.root)]
    if parts := parts_of(word):
        ways.append(
            every(f"({lexeme(part)} | {lexeme(ROOT + words.root(part))})" for part in parts)
        )
    return f"({' | '.join(ways)})"


def parts_of(word: Word) -> tuple[str, ...]:
    """Return the words that a compound may be written apart as: none of a doubling or a word."""
    if len(word.parts) < 2 or words.is_doubling(word):
        return ()
    return tuple(part for part in word.parts if part not in ELECTRONIC) or word.parts


def every(parts: Iterable[str]) -> str:
    """Return the tsquery of all `parts`."""
    return " & ".join(f"({part})" if " <" in part else part for part in parts)


def _ordered(phrase: tuple[Word, ...]) -> str:
    """Return the tsquery of exact words one after the other, as far apart as they were typed."""
    text = lexeme(phrase[0].exact)
    for before, word in pairwise(phrase):
        text += f" <{max(1, word.at - before.at)}> {lexeme(word.exact)}"
    return text


def lexeme(word: str) -> str:
    """Return `word` as tsquery and tsvector write one, whatever is in it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
