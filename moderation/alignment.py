"""Which items of two sequences belong together: equal ones, and ones that are alike.

Pure and general; `moderation.differences` asks it about blocks and about words. Both functions stay
quick for whatever they are given: where that would take too long, less is found to belong together.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

# How many equal pairs `SequenceMatcher` is given to weigh, and how far from where it is expected
# an item that is alike is looked for in long sequences.
MOST_PAIRS = 20_000
MOST_LIKENESSES = 3_000
# Beyond this nothing is likened: no story has so many paragraphs, and a page has to be answered.
MOST_CELLS = 300 * 300
NEAR = 6

# Below this, two items have nothing to do with each other.
ALIKE = 0.4

Stretch = tuple[bool, slice, slice]


def aligned[T: Hashable](a: Sequence[T], b: Sequence[T]) -> list[Stretch]:
    """Return stretches of both that are equal (True) and that are not, in order, none empty."""
    out: list[Stretch] = []
    at_a = at_b = 0
    for i, j, size in [*_matches(a, b), (len(a), len(b), 0)]:
        if i > at_a or j > at_b:
            out.append((False, slice(at_a, i), slice(at_b, j)))
        if size and out and out[-1][0]:
            out[-1] = (True, slice(out[-1][1].start, i + size), slice(out[-1][2].start, j + size))
        elif size:
            out.append((True, slice(i, i + size), slice(j, j + size)))
        at_a, at_b = i + size, j + size
    return out


def similar_pairs(
    rows: int, columns: int, likeness: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Return pairs (row, column), in order on both sides, that are alike and most so in sum.

    `likeness` answers from 0 to 1; below ALIKE is no pair. Of too many there is none.
    """
    if rows * columns > MOST_CELLS:
        return []
    everywhere = rows * columns <= MOST_LIKENESSES
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(rows):
        expected = i * columns // rows
        for j in range(columns):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j])
            if not everywhere and abs(j - expected) > NEAR:
                continue
            if (like := likeness(i, j)) >= ALIKE:
                alike[i, j] = like
                best[i + 1][j + 1] = max(best[i + 1][j + 1], best[i][j] + like)
    pairs = []
    i, j = rows, columns
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _matches[T: Hashable](a: Sequence[T], b: Sequence[T]) -> list[tuple[int, int, int]]:
    """Return (place in `a`, place in `b`, length) of what is equal, in order.

    Both ends first, then what stands exactly once on each side (Bram Cohen's patience diff, which
    does not take two far “yang” for the same), then `difflib` for the little between those.
    """
    found: list[tuple[int, int, int]] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        low_a, high_a, low_b, high_b = todo.pop()
        start = 0
        while low_a + start < high_a and low_b + start < high_b:
            if a[low_a + start] != b[low_b + start]:
                break
            start += 1
        if start:
            found.append((low_a, low_b, start))
        low_a, low_b = low_a + start, low_b + start
        end = 0
        while low_a < high_a - end and low_b < high_b - end:
            if a[high_a - end - 1] != b[high_b - end - 1]:
                break
            end += 1
        if end:
            found.append((high_a - end, high_b - end, end))
        high_a, high_b = high_a - end, high_b - end
        if low_a == high_a or low_b == high_b:
            continue
        anchors = _anchors(a[low_a:high_a], b[low_b:high_b])
        if not anchors:
            blocks = _weighed(a[low_a:high_a], b[low_b:high_b])
            found += [(low_a + i, low_b + j, size) for i, j, size in blocks]
            continue
        at_a, at_b = low_a, low_b
        for i, j in anchors:
            todo.append((at_a, low_a + i, at_b, low_b + j))
            at_a, at_b = low_a + i, low_b + j
        todo.append((at_a, high_a, at_b, high_b))  # each begins with its anchor, so it shrinks
    return sorted(found)


def _anchors[T: Hashable](a: Sequence[T], b: Sequence[T]) -> list[tuple[int, int]]:
    """Return the places of what stands once in each, as many as keep their order."""
    once_a = {item for item, count in Counter(a).items() if count == 1}
    once = {item for item, count in Counter(b).items() if count == 1 and item in once_a}
    where = {item: j for j, item in enumerate(b) if item in once}
    piles: list[int] = []  # the smallest place in `b` that ends a chain of each length
    chain: list[tuple[int, int, int]] = []  # place in `a`, place in `b`, the one before
    ends: list[int] = []
    for i, item in enumerate(a):
        if item not in once:
            continue
        j = where[item]
        pile = bisect_left(piles, j)
        chain.append((i, j, ends[pile - 1] if pile else -1))
        piles[pile : pile + 1] = [j]
        ends[pile : pile + 1] = [len(chain) - 1]
    out = []
    at = ends[-1] if ends else -1
    while at >= 0:
        i, j, at = chain[at]
        out.append((i, j))
    return out[::-1]


def _weighed[T: Hashable](a: Sequence[T], b: Sequence[T]) -> list[tuple[int, int, int]]:
    counted = Counter(b)
    if sum(counted[item] for item in a) > MOST_PAIRS:
        return []
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(i, j, size) for i, j, size in blocks if size]
