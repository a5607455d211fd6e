"""When two names are likely to mean one thing. Knows nothing of Django."""

import re
from difflib import SequenceMatcher

# How near two names have to be for a slip of spelling: Otomotiv is one of Otomotif at 0.875,
# Pemilih none of Pemilu at 0.77.
NEAR = 0.87
SHORTEST = 6  # letters; shorter words are near to each other by chance

_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def letters(name: str) -> str:
    """Return the letters and digits of a name, small, and nothing between them."""
    return _SIGNS.sub("", name.lower())


def alike(one: str, other: str) -> bool:
    """Say whether two names differ by case, spaces and signs only, or by a slip of spelling.

    Names that differ in a number are two: Pilkada 2018 and Pilkada 2024.
    """
    one, other = letters(one), letters(other)
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    if abs(len(one) - len(other)) > 2 or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR
