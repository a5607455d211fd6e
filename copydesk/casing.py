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
            return " ".join(capitalised(word) for word in right.split(" "))
        return capitalised(right)
    return right


def capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]
