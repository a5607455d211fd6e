"""A paragraph as the rules read it: its words, sentences, quotations, and what nobody may touch."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from copydesk.findings import Field, Paragraph

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Each alternative begins at the start of a run of letters only: at each letter it would take a long
# word as many times as it has letters.
_UNTOUCHED = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+"
    r"|(?<!\w)[@#]\w+"
    r"|(?<![\w.-])[\w-]++(?:\.[\w-]++)*\.(?:com|id|net|org|go|co|info|tv|gov|io)\b(?:/\S*)?",
    re.IGNORECASE,
)
# What each of them has in it; hardly a paragraph has any, and this is told many times quicker.
_MAY_BE_UNTOUCHED = re.compile(
    r"[@#]|www\.|://|\.(?:com|id|net|org|go|co|info|tv|gov|io)\b", re.IGNORECASE
)
# A forgotten space after the stop (P24) parts sentences as well. What is before the sign is asked
# once there is a sign: a pattern that begins by looking back does so at each letter of the text.
_SENTENCE_END = re.compile(
    r"[.?!…](?:(?<![.?!…].)[.?!…]*+[\"”’)]*+(?:\s+|(?=\())(?=[\"“”‘(]?\s?[A-Z\d])"
    r"|(?<=[a-z]{3}[.?!])(?=[A-Z][a-z])"
    r"|(?:(?<=[A-Z]{2}[.?!])|(?<=[\d%][.?!]))(?=[A-Z][a-z]{2}))"
)
# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Dr|drh?|drg|Drs|Dra|Ir|Prof|Hj?|Pl[th]|Pjs?|Pdt|Ust|Kol|Jend|Kapt|Jl|Gg|No|Kec"
    r"|Kab|Kel|Tn|Ny|Sdr|St|Mr|Rp|tgl|hlm|dll|[SM]\.?[A-Z][a-z]*|a\.n|u\.p|d\.a|s\.d))\.$"
)
_PLAIN = re.compile(r"\w+")
# Of these `lower()` makes two letters, or not the one that `re.IGNORECASE` takes them for.
_ODD = re.compile("[İıſ]")
_SMALL = str.maketrans("İıſ", "iis")
_DIGIT = re.compile(r"\d")
_LEAST_SHOUTED = 4  # letters
_GLANCE = 60  # letters
_NEAR = 3  # letters
MARKS = '"“”„‟'


def in_small(text: str) -> str:
    """Return a text in small letters, letter for letter."""
    return text.translate(_SMALL).lower() if _ODD.search(text) else text.lower()


def sifted(text: str) -> str:
    """Return a text with small letters only, a 0 for each digit, and one space for many.

    There is one at each end, as the text may have had some there.
    """
    return f" {' '.join(_DIGIT.sub('0', in_small(text)).split())} "


class Span(NamedTuple):
    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        """Say whether both share a letter; an empty span lies in what is around it."""
        return start < self.end and max(end, start + 1) > self.start


class Word(NamedTuple):
    text: str
    lower: str
    start: int
    end: int


class Quote(NamedTuple):
    """The positions of the two marks of a quotation."""

    opening: int
    closing: int


class Reading:
    """What several rules want to know about a paragraph, each found once."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.field = paragraph.field
        # What the text would become with every fix: (start, end, words). Rules that count measure
        # that, so accepting one fix never pushes a sentence or headline over its limit.
        self.changes: list[tuple[int, int, str]] = []
        self.named: list[Span] | None = None  # names of the lexicon in it, once they were asked for
        self.firsts: dict[object, re.Match[str] | None] = {}  # what was sought, by its pattern
        self.present: dict[object, frozenset[str]] = {}  # what patterns need, by the index of it
        self._says: dict[tuple[re.Pattern[str], int], bool] = {}

    @cached_property
    def small(self) -> str:
        """The text in small letters, letter for letter: offsets into it are offsets into the text.

        A pattern in small letters is found here several times quicker than one that ignores case is
        found in the text, and in the same places: `re` takes ı, İ, ſ for i and s as well.
        """
        return in_small(self.text)

    @cached_property
    def sifted(self) -> str:
        """What tells quickly that the text lacks something."""
        return sifted(self.text)

    @cached_property
    def is_title(self) -> bool:
        return self.field in {Field.HEADLINE, Field.CATEGORY}

    @cached_property
    def is_prose(self) -> bool:
        """Say whether it is made of sentences that go into a story's text."""
        return (
            self.field in {Field.BODY, Field.STANDFIRST}
            and not self.paragraph.cell
            and not self.paragraph.heading
        )

    @cached_property
    def is_shouting(self) -> bool:
        """Say whether nearly all of it is in capitals, so a capital says nothing about names."""
        small = sum(map(str.islower, filter(str.isalpha, self.text[:_GLANCE])))
        if small * 10 >= len(self.text):
            return False  # whatever the rest is: nearly every paragraph is told by its start
        letters = sum(map(str.isalpha, self.text))
        small = sum(map(str.islower, filter(str.isalpha, self.text)))
        return letters > _LEAST_SHOUTED and small * 10 < letters

    @cached_property
    def words(self) -> list[Word]:
        return [
            Word(found[0], found[0].lower(), found.start(), found.end())
            for found in _WORD.finditer(self.text)
        ]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset([word.lower for word in self.words])

    @cached_property
    def untouched(self) -> list[Span]:
        """Addresses, handles and hashtags."""
        if not _MAY_BE_UNTOUCHED.search(self.text):
            return []
        return [Span(*found.span()) for found in _UNTOUCHED.finditer(self.text)]

    @cached_property
    def marks(self) -> list[int]:
        """The positions of double quotation marks; a sign for inches is none."""
        marks = [at for at, sign in enumerate(self.text) if sign in MARKS]
        if len(marks) % 2:
            marks = [
                at
                for at in marks
                if not (self.text[at] == '"' and at and self.text[at - 1].isdigit())
            ]
        return marks

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quotations by counting, not by the direction of marks, which is what goes wrong.

        A mark too many at the start of the paragraph is a quotation that runs on to the next one.
        """
        marks = self.marks
        pairs = [Quote(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
        if len(marks) % 2 and marks[-1] >= (pairs[-1].closing if pairs else 0):
            pairs.append(Quote(marks[-1], len(self.text)))
        return pairs

    @cached_property
    def sentences(self) -> list[Span]:
        starts, ends = [0], list[int]()
        for found in _SENTENCE_END.finditer(self.text):
            before = self.text[max(0, found.start() - 8) : found.start() + 1]
            if found[0].startswith(".") and _SHORT.search(before):
                continue
            ends.append(found.end())
            starts.append(found.end())
        return [Span(a, b) for a, b in zip(starts, [*ends, len(self.text)], strict=True)]

    def sentence(self, at: int) -> Span:
        """Return the sentence that the letter `at` belongs to."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, at) - 1)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def sentence_text(self, at: int) -> str:
        span = self.sentence(at)
        return self.text[span.start : span.end]

    def says(self, pattern: re.Pattern[str], at: int) -> bool:
        """Say whether `pattern` is found in the sentence of the letter `at`; each is read once."""
        start, end = self.sentence(at)
        key = (pattern, start)
        if key not in self._says:
            self._says[key] = pattern.search(self.text[start:end]) is not None
        return self._says[key]

    def starts_sentence(self, at: int) -> bool:
        """Say whether only signs stand between `at` and the start of its sentence or quotation."""
        if self.text[max(0, at - _NEAR) : at].rstrip()[-1:].isalnum():
            return False  # a word, with nothing but space behind it: no sentence begins there
        start = max(self.sentence(at).start, *(q.opening for q in self.quotes if q.opening < at), 0)
        return not any(sign.isalnum() for sign in self.text[start:at])

    def is_quoted(self, start: int, end: int) -> bool:
        return self.paragraph.quoted or any(
            Span(opening + 1, closing).meets(start, end) for opening, closing in self.quotes
        )

    def is_italic(self, start: int, end: int) -> bool:
        italics = self.paragraph.italics
        return bool(italics) and any(Span(*span).meets(start, end) for span in italics)

    def grown_text(self, start: int, end: int) -> str:
        """Return a part of the text with every fix accepted that lies in it."""
        parts, at = list[str](), start
        for first, last, words in self.changes:
            if at <= first and last <= end:
                parts += (self.text[at:first], words)
                at = last
        return "".join([*parts, self.text[at:end]])

    def grown_words(self, start: int, end: int) -> int:
        tokens = self.grown_text(start, end).split()
        return sum(1 for token in tokens if token[0].isalnum() or _PLAIN.search(token))

    @property
    def grown(self) -> list[str]:
        """The words with every fix accepted, in lower case."""
        return _PLAIN.findall(self.grown_text(0, len(self.text)).lower())

    @property
    def grown_length(self) -> int:
        return len(self.grown_text(0, len(self.text)))
