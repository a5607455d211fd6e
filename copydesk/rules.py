"""What a rule is: a number, a name, a source, kinds of remarks, examples, and how it looks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from copydesk.dictionary import Dictionary
from copydesk.findings import Desk, Field, Level, Paragraph, Topic
from copydesk.reading import Reading


class InQuotes(Enum):
    """What a remark does about the words of somebody who is quoted."""

    FIX = "fix"  # spelling and signs are the writer's: mended there too
    TELL = "tell"  # said, but another word is not offered
    SKIP = "skip"  # the speaker's own business


@dataclass(frozen=True, slots=True)
class Kind:
    """One remark a rule can make. `message` may name `{words}`, `{fix}` and a hit's own `data`.

    Messages are Indonesian here and not translated elsewhere: a rule about Indonesian and the
    sentence that explains it are one piece of knowledge, and have one version.
    """

    level: Level
    message: str
    safe: bool = False
    quotes: InQuotes = InQuotes.FIX
    must_answer: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule found something: offsets into the paragraph, and what could stand there."""

    kind: str
    start: int
    end: int
    fixes: tuple[str, ...] = ()
    data: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bad:
    """A text a rule must remark on; `fixed` is the text with its first fix accepted, if it has one.

    `/` with spaces around it parts paragraphs.
    """

    text: str
    fixed: str | None = None
    field: Field = Field.BODY
    kind: str | None = None
    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class Good:
    """A text a rule must be silent about, mostly one that looks like a mistake and is none."""

    text: str
    field: Field = Field.BODY
    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """What a rule may ask besides the text: a desk's choices, the dictionary, a story's topics."""

    desk: Desk
    dictionary: Dictionary
    topics: frozenset[Topic] = frozenset()


type Each = Callable[[Reading, Room], Iterator[Hit]]
type Across = Callable[[Sequence[Reading], Room], Iterator[tuple[int, Hit]]]


@dataclass(eq=False)
class Rule:
    """A rule of the pack. Functions become part of it by `@RULE.each` and `@RULE.across`.

    `each` sees one paragraph and nothing else, so its answer can be kept; `across` sees the story.
    A rule that `yields` is silent where another has something to say about the same words.
    """

    id: str
    name: str
    about: str
    source: str
    kinds: Mapping[str, Kind]
    bad: tuple[Bad, ...]
    good: tuple[Good, ...]
    fields: frozenset[Field] = frozenset(Field)
    yields: bool = False
    looks_at_each: list[Each] = field(default_factory=list)
    looks_across: list[Across] = field(default_factory=list)

    def each(self, look: Each) -> Each:
        self.looks_at_each.append(look)
        return look

    def across(self, look: Across) -> Across:
        self.looks_across.append(look)
        return look


def paragraphs(text: str, where: Field = Field.BODY) -> list[Paragraph]:
    """Return the paragraphs of an example."""
    return [Paragraph(part, where) for part in text.split(" / ")]
