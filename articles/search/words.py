"""Indonesian as search needs it: words, the stop list, and the root of a derived word.

No Django in here. `analyse()` reads a story and a query alike, so what it does to a word matters
less than that it does it to both. Each word is known by itself and by its root: `perumahan` is also
`rumah`, `melayani` is also `layan`, as `pelayanan` is.

The dictionary is simplemma's (form to lemma). What it does not hold is taken apart by the rules of
derivation (Alwi et al., Tata Bahasa Baku Bahasa Indonesia, chapters on verbs and nouns), and only
where a root is left that the dictionary or `ROOTS` holds: `berita` is no `ber-` + `ita`. The
reasons, and what else was tried, are in docs/decisions/search.md.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from simplemma.strategies import DefaultDictionaryFactory

from articles.search.roots import (
    BOUND,
    COMPOUNDS,
    DOUBLINGS,
    IRREGULAR,
    LOAN_ENDINGS,
    ROOTS,
    STOP_WORDS,
    VARIANTS,
)

# Raise it with every change of what a story is indexed by: `index_stories` then makes the old anew.
VERSION = 4

LONGEST = 60  # characters of one word; no Indonesian word has half as many
SHORTEST_ROOT = 3

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(
    # K.P.U. is one word, and so is Jum'at; 5.000.000, 13,9 and 19.25 are numbers, Rp600 too.
    rf"(?P<initials>(?:{_LETTERS}\.){{2,}}{_LETTERS}?(?!\w))"
    r"|(?:[Rr][Pp])?(?P<number>\d+(?:[.,:]\d+)*)(?![^\W_])"
    r"|[^\W_]+(?:['’‘`ʼ][^\W_]+)*(?:-[^\W_]+(?:['’‘`ʼ][^\W_]+)*)*"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DOUBLED = frozenset(f"{word}-{word}" for word in DOUBLINGS)
_TWICE = re.compile(r"([^\W\d_]{3,})2")  # anak2, as chats write anak-anak
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
# Affixes that are seen as such on a root nobody knows: men-jemur-kan, di-rebah-kan, dapur-nya.
_PLAIN = re.compile(
    r"(?:(?:men(?=[cdj])|meng(?=[gh])|mem(?=b))(?P<verb>[a-z]{4,}?)(?:kan|i)?"
    r"|di(?=[a-z]{4,}kan$)(?P<passive>[a-z]+)kan"
    r"|(?P<noun>[a-z]{4,})nya)"
)
_VOWELS = "aeiou"
# What is left when a loan word loses Indonesian affixes that it cannot have by itself.
_LOAN = re.compile(
    rf"(?:me(?:ng|ny|n|m)?|ber|(?:di|ter|pe(?:ng|ny|n|m)?)(?=.*an$))?"
    rf"([a-z]{{3,}}?(?:{'|'.join(LOAN_ENDINGS)}))(?:kan|an|nya)?"
)
# A prefix and what may have stood in its place: men-ulis was tulis (peluluhan k, p, s, t).
_PREFIXES = (
    ("menge", ("",)), ("penge", ("",)), ("meng", ("", "k")), ("peng", ("", "k")),
    ("meny", ("s",)), ("peny", ("s",)), ("mem", ("", "p")), ("pem", ("", "p")),
    ("men", ("", "t")), ("pen", ("", "t")), ("me", ("",)), ("per", ("", "r")), ("pel", ("",)),
    ("pe", ("",)), ("ber", ("", "r")), ("bel", ("",)), ("be", ("",)), ("ter", ("", "r")),
    ("te", ("",)), ("di", ("",)), ("ke", ("",)), ("se", ("",)), ("tidak", ("",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it is compared, its root, and where it stands.

    `at` counts words from 0, stop words too, so that a phrase can step over them; `start` and
    `end` are the characters of the text it was written with. `parts` are the exact words that a
    compound is made of (`covid-19`, `walikota`, `pascabanjir`), and of a doubling its first.
    """

    exact: str
    root: str
    at: int
    start: int
    end: int
    parts: tuple[str, ...] = ()

    @property
    def is_stop(self) -> bool:
        return self.exact in STOP_WORDS


def fold(text: str) -> str:
    """Return `text` in small letters without diacritics: `Café` and `cafe` are one word."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def analyse(text: str) -> Iterator[Word]:
    """Yield the words of plain `text` in order. `undang undang` is read as `undang-undang`."""
    held: Word | None = None
    for at, match in enumerate(_WORD.finditer(text)):
        exact, parts = _written(match)
        if not exact:
            continue
        word = Word(exact, root(exact), at, match.start(), match.end(), parts)
        if held is None:
            held = word
        elif held.exact == exact and not parts and exact.isalpha() and len(exact) > 2:
            exact = f"{exact}-{exact}"
            yield Word(exact, root(exact), held.at, held.start, word.end, (held.exact,))
            held = None
        else:
            yield held
            held = word
    if held is not None:
        yield held


def _written(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return how a match is compared, and its parts if it is written with hyphens."""
    text = match[0]
    if match.lastgroup == "initials":
        return fold(text.replace(".", "")), ()
    if match.lastgroup == "number":
        return number(match["number"]), ()
    # An endless word is not kept in memory.
    return _compared(text) if len(text) <= LONGEST else _compared.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _compared(text: str) -> tuple[str, tuple[str, ...]]:
    """Return how a word is compared, and its parts if it is written with hyphens or made of two."""
    text = re.sub(r"['’‘`ʼ]", "", fold(text))
    if twice := _TWICE.fullmatch(text):
        text = f"{twice[1]}-{twice[1]}"
    parts = tuple(part[:LONGEST] for part in text.split("-"))
    return text[:LONGEST], parts if len(parts) > 1 else compound(text)


@lru_cache(maxsize=20_000)
def compound(word: str) -> tuple[str, ...]:
    """Return the words that one is made of which others write apart, or nothing."""
    if (known := COMPOUNDS.get(word)) is not None:
        return known
    for bound in BOUND:
        rest = word.removeprefix(bound)
        if rest != word and len(rest) > SHORTEST_ROOT and word not in _dictionary():
            return (bound, rest) if rest in _dictionary() or rest in ROOTS else ()
    return ()


def number(text: str) -> str:
    """Return a number as it is compared: `5.000.000` is 5000000, and `13.9` is `13,9`."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return re.sub(r"[.:]", ",", text)[:LONGEST]


def is_doubling(word: Word) -> bool:
    """Say whether a word is written twice: `anak-anak`, `perundang-undangan`."""
    return ("-" in word.exact and word.root != word.exact) or word.root in _DOUBLED


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """Return the root of a folded word, or the word itself where it has none that is known."""
    found = _root(word)
    return VARIANTS.get(found, found)


def _root(word: str) -> str:
    if "-" in word:
        return _root_of_doubling(word)
    if (known := IRREGULAR.get(word)) is not None:
        return known
    if len(word) <= SHORTEST_ROOT or not word.isascii() or not word.isalpha():
        return word
    if found := _lemma(word):
        return found
    return _derived(word)


def _root_of_doubling(word: str) -> str:
    """Return `anak` of `anak-anak` and of `anak-anaknya`; `undang-undang` has its own meaning."""
    first, _, rest = word.partition("-")
    roots = {root(first), root(rest)} if rest else {root(first)}
    if len(roots) > 1:
        return word
    (same,) = roots
    return f"{same}-{same}" if same in DOUBLINGS else same


@cache
def _dictionary() -> dict[str, str]:
    """Return simplemma's forms and lemmas, in small letters and without doublings."""
    lemmas: dict[str, str] = {}
    data = DefaultDictionaryFactory().get_dictionary("id")
    for form, lemma in data.items():
        one, other = form.lower(), lemma.lower()
        if one.isalpha() and other.isalpha() and (one == form or one not in lemmas):
            lemmas[one] = other
    return lemmas


@cache
def _roots() -> frozenset[str]:
    """Return the words that a derivation may come down to."""
    itself = {lemma for lemma in _dictionary().values() if len(lemma) >= SHORTEST_ROOT}
    return frozenset(itself | ROOTS | set(IRREGULAR.values()) | set(VARIANTS))


def _lemma(word: str) -> str:
    if word in ROOTS:
        return word
    found = _dictionary().get(word, "")
    return IRREGULAR.get(found, found)


def _derived(word: str) -> str:
    """Take `word` apart, least first, until a known root is left; else return it as it is."""
    seen = {word}
    layer = [word]
    for _ in range(5):
        layer = [
            form
            for before in layer
            for form in _stripped(before)
            if len(form) >= SHORTEST_ROOT and form not in seen
        ]
        seen.update(layer)
        known = [form for form in layer if len(form) > SHORTEST_ROOT and form in _roots()]
        if known:
            # Of two as long, the one that has lost no letter: me-masak, not mem-(p)asak.
            best = max(known, key=lambda form: (len(form), form in word))
            return _lemma(best) or best
    # Not in the dictionary: affixes that show, or none.
    if loan := _LOAN.fullmatch(word):
        return loan[1]
    plain = _PLAIN.fullmatch(word)
    return root(plain["verb"] or plain["passive"] or plain["noun"]) if plain else word


def _stripped(word: str) -> Iterator[str]:
    """Yield what is left of `word` without one affix, in each way it may have been put on."""
    for suffix in (*_PARTICLES, *_OWNERS, *_SUFFIXES):
        if word.endswith(suffix):
            yield word[: -len(suffix)]
    for prefix, lost in _PREFIXES:
        if word.startswith(prefix):
            rest = word[len(prefix) :]
            for letter in lost:
                if letter in "kpst" and letter and rest[:1] not in _VOWELS:
                    continue
                yield letter + rest
