"""What a reader typed, read: words, phrases in quotes, and words to leave out.

No operator of PostgreSQL reaches it: each word is a quoted lexeme that `words.analyse()` made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search import words
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

    `wanted` are the words that must be there, `phrases` their exact words in order with their
    distances, `unwanted` what must not be there; `ignored` are the stop words that were typed.
    """

    wanted: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    unwanted: tuple[Word, ...] = ()
    ignored: tuple[str, ...] = ()

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
        return every([*wanted, *(f"!{either(word)}" for word in self.unwanted)])

    def in_order(self) -> str:
        """Return the tsquery of the phrases, or "" where there is none."""
        return every(
            _ordered(phrase, [lexeme(word.exact) for word in phrase])
            for phrase in self.phrases
            if len(phrase) > 1
        )

    def ranking(self) -> str:
        """Return the tsquery that `ts_rank` counts: each word and each root once."""
        found = [lexeme(word.exact) for word in self.wanted]
        found += [lexeme(ROOT + word.root) for word in self.loose]
        return " | ".join(dict.fromkeys(found))

    def together(self) -> str:
        """Return the tsquery of all words side by side, or "" where there is only one."""
        if len(self.wanted) < 2 or any(word.parts for word in self.wanted):
            return ""
        return _ordered(self.wanted, [lexeme(word.exact) for word in self.wanted])


def read(text: str) -> Query:
    """Return what `text` asks for. Anything may be typed; the same text is read the same way."""
    wanted: list[Word] = []
    unwanted: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    ignored: list[str] = []
    loose: list[str] = []
    for part in _PART.finditer(text):
        if part["minus"]:
            unwanted += _useful(words.analyse(part["phrase"] or part["word"] or ""), [])
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
    return Query(
        tuple(wanted), tuple(phrases), tuple(_once(unwanted)[:MOST_EXCLUDED]), tuple(ignored)
    )


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
    if len(word.parts) > 1 and not words.is_doubling(word):
        ways.append(
            every(f"({lexeme(part)} | {lexeme(ROOT + words.root(part))})" for part in word.parts)
        )
    return f"({' | '.join(ways)})"


def every(parts: Iterable[str]) -> str:
    """Return the tsquery of all `parts`."""
    return " & ".join(f"({part})" if " <" in part else part for part in parts)


def _ordered(found: tuple[Word, ...], lexemes: list[str]) -> str:
    text = lexemes[0]
    for before, word, item in zip(found, found[1:], lexemes[1:], strict=False):
        text += f" <{max(1, word.at - before.at)}> {item}"
    return text


def lexeme(word: str) -> str:
    """Return `word` as tsquery and tsvector write one, whatever is in it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
