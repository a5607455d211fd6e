"""Give one word the capitals of another."""


def like(original: str, right: str, *, title: bool = False) -> str:
    """Write `right` as `original` was written: all capitals, a capital first, or as it is.

    In a `title` each of several words gets the capital; a leading preposition keeps it small there
    unless the original stood first, which only the caller knows.
    """
    letters = [letter for letter in original if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return right.upper()
    if letters and letters[0].isupper():
        if title:
            first, *others = right.split(" ")
            small = (word if word in _SMALL else _both_capitalised(word) for word in others)
            return " ".join([_both_capitalised(first), *small])
        return capitalised(right)
    return right


_SMALL = frozenset({"yang", "dan", "di", "ke", "dari", "untuk", "dengan"})  # inside a title


def _both_capitalised(word: str) -> str:
    """Write a word as a title has it: both halves of a full reduplication large, Anak-Anak."""
    first, _, second = word.partition("-")
    return "-".join(map(capitalised, (first, second))) if first == second else capitalised(word)


def capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]
