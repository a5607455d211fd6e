"""What the checker is told and what it answers: levels, fields, findings, a desk's choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


class Level(StrEnum):
    """How much a finding weighs. Only the first holds a story up."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    SARAN = "saran"


class Field(StrEnum):
    """Where a text stands: rules differ between a headline and a body."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    ALT = "alt"
    CATEGORY = "category"
    TAG = "tag"


class Topic(StrEnum):
    """What a whole story is about, told from outside, where more has to be asked."""

    CRIME = "crime"
    CHILD = "child"  # in trouble with the law, or harmed
    SUICIDE = "suicide"
    SEX_CRIME = "victim"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text without line breaks, and what its markup said about it.

    `italics` are (start, end) spans. A `cell` of a table holds data, not prose. `quoted` is a block
    quotation: all of it is somebody else's words.
    """

    text: str
    field: Field = Field.BODY
    italics: tuple[tuple[int, int], ...] = ()
    cell: bool = False
    quoted: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: `start` and `end` are offsets into the text of paragraph number `paragraph`.

    `replacements` are for exactly that span, the likeliest first; empty where only a person can
    know. `safe` ones may be accepted without looking. A finding that `must_answer` names somebody
    in danger or an attack on the site: it is never switched off, and unless its words go it is
    answered.
    """

    rule: str
    kind: str
    level: Level
    paragraph: int
    start: int
    end: int
    words: str
    message: str
    source: str
    replacements: tuple[str, ...] = ()
    safe: bool = False
    must_answer: bool = False

    @property
    def name(self) -> str:
        """Rule and kind, as switched on and off: `P24.spasi-ganda`."""
        return f"{self.rule}.{self.kind}"


@dataclass(frozen=True, slots=True)
class House:
    """What the language leaves open and a newsroom settles once."""

    percent: Literal["persen", "%", "bebas"] = "persen"
    quotes: Literal["lurus", "lengkung", "bebas"] = "bebas"
    titles: Literal["kapital", "kalimat"] = "kapital"  # of headlines
    headline_most: int = 90
    sentence_most: int = 30  # words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words a newsroom owns.

    `words` are right as they are; `names` of people, agencies and places are never touched, and
    `people` among them are what misspelt names are compared with; `abbreviations` need no
    explanation to the readers; `expansions` say what others stand for, where they come first.
    """

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    expansions: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that may change an answer besides the text.

    `levels` are keyed by rule or by rule and kind (`P08`, `P24.spasi-ganda`); None switches off.
    `left` are what an editor let stand in this story: pairs of rule and the words.
    """

    house: House = field(default_factory=House)
    lexicon: Lexicon = field(default_factory=Lexicon)
    levels: Mapping[str, Level | None] = MappingProxyType({})
    left: frozenset[tuple[str, str]] = frozenset()
