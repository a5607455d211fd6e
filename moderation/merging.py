"""Two texts that began as one: which changes of both fit together, and which need a person.

Pure: no database, no request. A body is merged by its top-level blocks: paragraphs, headings,
lists, figures. Changes of different blocks go together, also when the blocks are neighbours. That
is where this differs from the three-way merge of programmers' tools (Khanna, Kunal, Pierce 2007, "A
formal investigation of diff3"), to which neighbouring changes are a conflict. Where both changed
the same block nothing is decided here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from moderation.alignment import aligned, similar_pairs

Blocks = tuple[str, ...]

# Words that nobody touched between a change of one and a change of the other, so that both together
# still read as a sentence.
QUIET_WORDS = 3
LONGEST_COMBINED = 20_000

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&#?\w+;|\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w")
_UNPAIRED = frozenset({"br", "hr"})


class Side(StrEnum):
    """Who changed a part of the text since both had the same."""

    SAME = "same"  # nobody, or both in the same way
    MINE = "mine"
    THEIRS = "theirs"
    CONFLICT = "conflict"


class Pick(StrEnum):
    """What a person can choose where both changed the same."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    BASE = "base"
    COMBINED = "combined"


@dataclass(frozen=True)
class Part:
    """A run of blocks as it was (`base`) and as each of the two has it now; any may be empty.

    `is_field`: it is the only text of a field, which has no room for two; `is_whole`: it is one
    value, a date for instance, of which no two parts can be put together.
    """

    base: Blocks
    mine: Blocks
    theirs: Blocks
    is_field: bool = False
    is_whole: bool = False

    @property
    def side(self) -> Side:
        if self.mine == self.theirs:
            return Side.SAME
        if self.theirs == self.base:
            return Side.MINE
        return Side.THEIRS if self.mine == self.base else Side.CONFLICT

    @cached_property
    def combined(self) -> Blocks | None:
        """Return the changes of both inside one block, where they stand far enough apart."""
        if self.is_whole or not len(self.base) == len(self.mine) == len(self.theirs) == 1:
            return None
        together = combine(self.base[0], self.mine[0], self.theirs[0])
        return None if together is None else (together,)

    @cached_property
    def _offers(self) -> dict[Blocks, Pick]:
        offers: dict[Blocks, Pick] = {}
        for pick in (Pick.COMBINED, Pick.MINE, Pick.THEIRS, Pick.BOTH, Pick.BASE):
            impossible = (pick == Pick.COMBINED and self.combined is None) or (
                pick == Pick.BOTH and self.is_field
            )
            if not impossible:
                offers.setdefault(self.picked(pick), pick)
        return offers

    @property
    def picks(self) -> tuple[Pick, ...]:
        """Return what can be chosen of a conflict; each leads to another text."""
        return tuple(self._offers.values())

    @property
    def proposal(self) -> Pick | None:
        """Return the choice that takes nothing from either; None where only a person can tell."""
        if self.combined is not None:
            return Pick.COMBINED
        if not self.mine:  # removed by one, changed by the other: the words stay
            return Pick.THEIRS
        if not self.theirs:
            return Pick.MINE
        if self.base or self.is_field:
            return None
        return self._offers[self.picked(Pick.BOTH)]  # two additions at one place

    def picked(self, pick: Pick | None) -> Blocks:
        """Return the blocks that a choice leads to. What is no conflict needs none."""
        match self.side:
            case Side.SAME | Side.MINE:
                return self.mine
            case Side.THEIRS:
                return self.theirs
        match pick:
            case Pick.MINE:
                return self.mine
            case Pick.THEIRS:
                return self.theirs
            case Pick.BOTH:  # the older of the two saves first; what is equal stands once
                return self.theirs + tuple(one for one in self.mine if one not in self.theirs)
            case Pick.BASE:
                return self.base
            case Pick.COMBINED if (together := self.combined) is not None:
                return together
        raise ValueError(f"{pick} does not settle {self}")


class _Change(NamedTuple):
    """The blocks of the base from `start` to before `end` became `blocks`."""

    start: int
    end: int
    blocks: Blocks


def split_body(html: str) -> Blocks:
    """Return the top-level blocks of a clean body; joined by newlines, they are the body again."""
    found, begin, depth = [], 0, 0
    for tag in _TAG.finditer(html):
        if tag[2] in _UNPAIRED:
            continue
        depth += -1 if tag[1] else 1
        if depth <= 0:
            found.append(html[begin : tag.end()])
            begin, depth = tag.end(), 0
    if html[begin:].strip():
        found.append(html[begin:])
    return tuple(block.strip() for block in found)


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Part]:
    """Return the parts of the merged text in their order, with the conflicts among them."""
    return _merged(
        tuple(base), _changes(base, mine, by_block=True), _changes(base, theirs, by_block=True)
    )


def merge_value(base: str, mine: str, theirs: str, *, is_whole: bool = False) -> Part:
    """Return the merge of a field that is one text or one choice; an empty one has no block."""
    was, one, other = ((value,) if value else () for value in (base, mine, theirs))
    return Part(was, one, other, is_field=True, is_whole=is_whole)


def merge_list[T](base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """Return a list of different things with what either added and without what either removed.

    The order is the one of whoever changed it, and theirs if both did.
    """
    kept = set(mine) & set(theirs) & set(base)
    theirs_moved = [x for x in theirs if x in kept] != [x for x in base if x in kept]
    first, second = (theirs, mine) if theirs_moved else (mine, theirs)
    merged = [item for item in first if item in kept or item not in base]
    at = 0
    for item in second:
        if item in merged:
            at = merged.index(item) + 1
        elif item not in base:
            merged.insert(at, item)
            at += 1
    return merged


def combine(base: str, mine: str, theirs: str) -> str | None:
    """Return one block of HTML or text with the words that each changed in it.

    None if both changed the same words, or words so near that nobody can promise a sentence.
    """
    if max(len(base), len(mine), len(theirs)) > LONGEST_COMBINED:
        return None
    was, one, other = (tuple(_TOKEN.findall(text)) for text in (base, mine, theirs))
    parts = _merged(was, _changes(was, one), _changes(was, other))
    last, quiet = Side.SAME, QUIET_WORDS
    for part in parts:
        if part.side == Side.CONFLICT:
            return None
        if part.side == Side.SAME:
            quiet += sum(1 for token in part.mine if _WORD.match(token))
            continue
        if last not in (Side.SAME, part.side) and quiet < QUIET_WORDS:
            return None
        last, quiet = part.side, 0
    together = "".join(token for part in parts for token in part.picked(None))
    return together if _is_well_formed(together) else None


# --- How it is done -------------------------------------------------------------------------------


def _changes(base: Sequence[str], new: Sequence[str], *, by_block: bool = False) -> list[_Change]:
    """Return what turns `base` into `new`, each change as small as it can be, in order."""
    found: list[_Change] = []
    for same, left, right in aligned(base, new):
        if same:
            continue
        if by_block:
            found += _by_block(tuple(base[left]), tuple(new[right]), left.start)
        else:
            found.append(_Change(left.start, left.stop, tuple(new[right])))
    return found


def _by_block(old: Blocks, new: Blocks, at: int) -> list[_Change]:
    """Return the change of `old`, which stands at `at`, into `new`, block by block."""
    words, others = ([_words(block) for block in side] for side in (old, new))

    def likeness(i: int, k: int) -> float:
        total = len(words[i]) + len(others[k])
        return 2 * len(words[i] & others[k]) / total if total else 0.0

    found: list[_Change] = []
    pairs = similar_pairs(len(old), len(new), likeness)
    i = k = 0
    for j, m in [*pairs, (len(old), len(new))]:
        if j - i == m - k:  # rewritten, each in its place
            found += [_Change(at + i + n, at + i + n + 1, (new[k + n],)) for n in range(j - i)]
        elif m == k:
            found += [_Change(at + n, at + n + 1, ()) for n in range(i, j)]
        else:
            found.append(_Change(at + i, at + j, new[k:m]))
        if j < len(old):
            found.append(_Change(at + j, at + j + 1, (new[m],)))
        i, k = j + 1, m + 1
    return found


def _words(block: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _TAG.sub(" ", block).lower()))


def _merged(base: Blocks, mine: list[_Change], theirs: list[_Change]) -> list[Part]:
    """Return the parts of `base` with the changes of both; those that touch are one part."""
    parts: list[Part] = []
    done = i = k = 0
    while i < len(mine) or k < len(theirs):
        from_i, from_k = i, k
        start, end = min(change[:2] for change in (*mine[i : i + 1], *theirs[k : k + 1]))
        grown = True
        while grown:  # a change that touches the part may reach further, and touch more
            grown = False
            while i < len(mine) and _touches(mine[i], start, end):
                end, i, grown = max(end, mine[i].end), i + 1, True
            while k < len(theirs) and _touches(theirs[k], start, end):
                end, k, grown = max(end, theirs[k].end), k + 1, True
        if done < start:
            parts.append(_untouched(base[done:start]))
        one, other = (
            _applied(base, start, end, changes) for changes in (mine[from_i:i], theirs[from_k:k])
        )
        parts.append(Part(base[start:end], one, other))
        done = end
    if done < len(base):
        parts.append(_untouched(base[done:]))
    return parts


def _untouched(blocks: Blocks) -> Part:
    return Part(base=blocks, mine=blocks, theirs=blocks)


def _touches(change: _Change, start: int, end: int) -> bool:
    """Say whether a change falls into base[start:end]; a place between two blocks is empty."""
    if start == end or change.start == change.end:
        return (change.start, change.end) == (start, end) or (
            change.start == change.end and start < change.start < end
        )
    return change.start < end and start < change.end


def _applied(base: Blocks, start: int, end: int, changes: list[_Change]) -> Blocks:
    out: list[str] = []
    for change in changes:
        out += base[start : change.start]
        out += change.blocks
        start = change.end
    return (*out, *base[start:end])


def _is_well_formed(html: str) -> bool:
    opened: list[str] = []
    for tag in _TAG.finditer(html):
        if tag[2] in _UNPAIRED:
            continue
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            return False
    return not opened
