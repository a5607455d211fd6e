"""How far apart two spellings are."""

from functools import lru_cache

FARTHEST = 2  # letters; beyond that two words are two words


@lru_cache(maxsize=10_000)
def distance(a: str, b: str) -> int:
    """Return how many letters have to be put in, taken out or changed; 3 stands for more than 2."""
    if abs(len(a) - len(b)) > FARTHEST or a[0] != b[0]:
        return FARTHEST + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
        if min(row) > FARTHEST:
            return FARTHEST + 1
    return row[-1]
