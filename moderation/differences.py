"""What changed between two texts, word by word, marked so that nobody needs colours to see it.

Pure: texts in, marked HTML out. Bodies are in the normal form of `articles.markup`, which
`clean_html()` gives; the tags of a body are written back as they were read and everything else is
escaped, so the result is as safe as its input and may go through `articles.html.mark_clean()`.

Two bodies are compared block by block, and blocks that belong together word by word. Taking the
`ins` and leaving the `del` of the result gives the new text exactly; the other way round, the old.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import NamedTuple

from moderation.alignment import Stretch, aligned, similar_pairs
from moderation.blocks import LINES, Block, Word, joined, read_blocks, read_words, write

# Only a block of some length is said to have moved; short ones are the same by chance.
_MOVED_FROM = 5  # words
# Changes with no more than this between them are read as one.
_HARDLY_ANYTHING = 3  # letters


class Kind(StrEnum):
    """What became of one block."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"


@dataclass(frozen=True)
class Labels:
    """What a screen reader says before words that were added or removed."""

    added: str
    removed: str


@dataclass(frozen=True)
class Part:
    """One block of the compared bodies, as HTML with `ins` and `del` in it."""

    kind: Kind
    html: str


@dataclass(frozen=True)
class Fold:
    """A long stretch without any change, which a page may show closed."""

    parts: list[Part]


class Run(NamedTuple):
    """Words that share a mark: "ins", "del" or "" for what stayed."""

    mark: str
    words: list[Word]


# --- Comparing ----------------------------------------------------------------------------------


def compare_bodies(old: str, new: str, labels: Labels) -> list[Part]:
    """Return the blocks of two clean bodies in one order, each with what became of it."""
    before, after = read_blocks(old), read_blocks(new)
    pairs = _paired(before, after)
    gone = Counter(a.source for a, b in pairs if a is not None and b is None and _is_long(a))
    come = Counter(b.source for a, b in pairs if a is None and b is not None and _is_long(b))
    moved = gone & come
    here, away = Counter(moved), Counter(moved)
    parts = []
    for a, b in pairs:
        if a is None and b is not None:
            kind = Kind.MOVED_HERE if _taken(here, b.source) else Kind.ADDED
            parts.append(Part(kind, _whole(b, "ins" if kind == Kind.ADDED else "", labels)))
        elif b is None and a is not None:
            kind = Kind.MOVED_AWAY if _taken(away, a.source) else Kind.REMOVED
            parts.append(Part(kind, _whole(a, "del", labels)))
        elif a is not None and b is not None:
            same = a.source == b.source
            parts.append(Part(Kind.SAME if same else Kind.CHANGED, _both(a, b, labels)))
    return parts


def compare_lines(old: str, new: str, labels: Labels) -> str:
    """Return two plain texts, a headline's for example, as one line of HTML with its changes."""
    return _written(_runs(read_words(old), read_words(new)), labels)


def folded(parts: Sequence[Part], *, least: int = 4, around: int = 1) -> list[Part | Fold]:
    """Fold stretches of `least` or more unchanged blocks; `around` stay open beside a change."""
    out: list[Part | Fold] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end].kind == Kind.SAME:
            end += 1
        first = at + around if at else at
        last = end - around if end < len(parts) else end
        if last - first >= least:
            out += [*parts[at:first], Fold(list(parts[first:last])), *parts[last:end]]
        else:
            out += parts[at:end]
        out += parts[end : end + 1]
        at = end + 1
    return out


def _taken(counted: Counter[str], key: str) -> bool:
    """Take one of `key` from what is left of it."""
    if counted[key] <= 0:
        return False
    counted[key] -= 1
    return True


def _is_long(block: Block) -> bool:
    return sum(not word.is_space for word in block.all_words()) >= _MOVED_FROM


def _paired(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """Put the blocks of both sides into one order; a pair belongs together."""
    pairs: list[tuple[Block | None, Block | None]] = []
    for same, a, b in aligned([x.source for x in old], [x.source for x in new]):
        if same:
            pairs += zip(old[a], new[b], strict=True)
        else:
            pairs += _likened(old[a], new[b])
    return pairs


def _likened(
    old: Sequence[Block], new: Sequence[Block]
) -> Iterator[tuple[Block | None, Block | None]]:
    """Pair the blocks of two stretches that say nearly the same; the others stand alone."""
    left, right = [x.vocabulary() for x in old], [x.vocabulary() for x in new]

    def likeness(i: int, j: int) -> float:
        if not _comparable(old[i], new[j]):
            return 0.0
        total = len(left[i]) + len(right[j])
        return 2 * len(left[i] & right[j]) / total if total else 1.0

    at_old = at_new = 0
    for i, j in [*similar_pairs(len(old), len(new), likeness), (len(old), len(new))]:
        yield from ((block, None) for block in old[at_old:i])
        yield from ((None, block) for block in new[at_new:j])
        if i < len(old):
            yield old[i], new[j]
        at_old, at_new = i + 1, j + 1


def _comparable(a: Block, b: Block) -> bool:
    """Say whether two blocks can be shown as one: the same picture, rows of as many cells."""
    if a.start != b.start:
        return False
    return a.tag != "tr" or [c.start for c in a.blocks] == [c.start for c in b.blocks]


def _runs(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """Return what stayed, went and came.

    Words are matched and the space before each follows it, for two spaces are always alike.
    """
    a, b = _spaced(old), _spaced(new)
    stretches = aligned([word for _, word in a], [word for _, word in b])
    out: list[Run] = []
    for same, left, right in _readable(stretches, a):
        if not same:
            gone, come = _flat(a[left]), _flat(b[right])
            if gone and come and gone[0].is_space and gone[0] == come[0]:
                out.append(Run("", [gone.pop(0)]))
                come.pop(0)
            out += [Run("del", gone), Run("ins", come)]
            continue
        for (space_a, word), (space_b, _) in zip(a[left], b[right], strict=True):
            if space_a == space_b:
                out.append(Run("", [*space_b, word]))
            else:
                out += [Run("del", space_a), Run("ins", space_b), Run("", [word])]
    return out


def _spaced(words: Iterable[Word]) -> list[tuple[list[Word], Word]]:
    """Return each word with the space before it. The end of the text counts as an empty word."""
    out: list[tuple[list[Word], Word]] = []
    space: list[Word] = []
    for word in words:
        if word.is_space:
            space.append(word)
        else:
            out.append((space, word))
            space = []
    return [*out, (space, Word(""))]


def _flat(spaced: Iterable[tuple[list[Word], Word]]) -> list[Word]:
    return [each for space, word in spaced for each in (*space, word)]


def _readable(
    stretches: Sequence[Stretch], a: Sequence[tuple[list[Word], Word]]
) -> Iterator[Stretch]:
    """Join two changes that hardly anything parts: “a dan b” for “c dan d” is one change."""
    held: Stretch | None = None
    for k, (same, left, right) in enumerate(stretches):
        inside = 0 < k < len(stretches) - 1
        if same and inside and left.stop - left.start == 1:
            same = len(a[left.start][1].text) > _HARDLY_ANYTHING
        if held and not same:
            held = (False, slice(held[1].start, left.stop), slice(held[2].start, right.stop))
        elif same:
            if held:
                yield held
            held = None
            yield same, left, right
        else:
            held = (same, left, right)
    if held:
        yield held


# --- Writing ------------------------------------------------------------------------------------


def _both(a: Block, b: Block, labels: Labels) -> str:
    """Write two blocks that belong together as one, with what changed inside."""
    if a.source == b.source and b.tag:
        return b.source
    if b.tag in LINES:
        return _element(b, _written(_runs(a.words, b.words), labels))
    inner = ""
    for old, new in _paired(a.blocks, b.blocks):
        if old is None and new is not None:
            inner += _whole(new, "ins", labels)
        elif new is None and old is not None:
            inner += _whole(old, "del", labels)
        elif old is not None and new is not None:
            inner += _both(old, new, labels)
    return _element(b, inner)


def _whole(block: Block, mark: str, labels: Labels) -> str:
    """Write a block that stands on one side only; its element says so too, `class="whole-ins"`."""
    if not mark:
        return block.source
    if block.tag in LINES:
        inner = _written([Run(mark, block.texts)], labels)
    else:
        inner = "".join(_whole(child, mark, labels) for child in block.blocks)
    if block.tag == "figure":  # its start stays as it is, for the pictures are put in by it
        return f'<div class="whole-{mark}">{_element(block, inner)}</div>'
    return _element(block, inner, mark)


def _element(block: Block, inner: str, mark: str = "") -> str:
    if not block.tag:
        return inner
    start = f'{block.start[:-1]} class="whole-{mark}">' if mark else block.start
    return f"{start}{inner}</{block.tag}>"


def _written(runs: Iterable[Run], labels: Labels) -> str:
    """Write words in their marks, and at the start of each mark what a screen reader says."""
    starts = {"": ()} | {
        mark: (f'<{mark}><span class="visually-hidden">{escape(label)} </span>',)
        for mark, label in (("ins", labels.added), ("del", labels.removed))
    }
    marked = ((starts[mark], text) for mark, words in _collected(runs) for text in joined(words))
    return write(Word(text, (*start, *tags)) for start, (text, tags) in marked)


def _collected(runs: Iterable[Run]) -> list[Run]:
    """Join runs of one mark, and of what changed in one place show first what went."""
    out: list[Run] = []
    for run in runs:
        if not any(word.text for word in run.words):
            continue
        if out and out[-1].mark == run.mark:
            out[-1] = Run(run.mark, out[-1].words + run.words)
        elif len(out) > 1 and run.mark == "del" and out[-1].mark == "ins":
            before = out[-2]
            if before.mark == "del":
                out[-2] = Run("del", before.words + run.words)
            else:
                out.insert(len(out) - 1, run)
        else:
            out.append(run)
    return out
