"""What a reader perhaps meant: words of our stories that are spelt like one that none has."""

from collections.abc import Iterator
from math import log10

from django.db import connections, router

from articles.models import SearchWord
from articles.search import words
from articles.search.query import Query, either

MOST_WORDS = 4  # of a query that are looked at
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How many letters may be wrong in a word of so many.
ALLOWED = ((5, 1), (9, 2), (words.LONGEST, 3))

# A word that only texts have is none of those counted, and right all the same: hence the last part.
# One slip of a letter is looked up by itself, which also finds short words, whose trigrams change
# altogether; more of them by trigrams.
NEAR = """
SELECT typed.word, near.word, near.stories
FROM unnest(%(typed)s::text[]) AS typed (word) CROSS JOIN LATERAL (
    SELECT word, stories FROM articles_searchword
    WHERE length(word) BETWEEN length(typed.word) - 2 AND length(typed.word) + 2
      AND word %% typed.word
    ORDER BY similarity(word, typed.word) DESC, stories DESC LIMIT 20
) near
UNION
SELECT '', near.word, near.stories
FROM unnest(%(slips)s::text[]) AS slip (word) CROSS JOIN LATERAL (
    SELECT word, stories FROM articles_searchword WHERE word = slip.word LIMIT 1
) near
UNION
SELECT '', typed.word, 1 FROM unnest(%(typed)s::text[], %(asked)s::text[]) AS typed (word, query)
CROSS JOIN LATERAL (
    WITH found AS MATERIALIZED (
        SELECT 1 FROM articles_searchentry WHERE everything @@ typed.query::tsquery
    )
    SELECT 1 FROM found LIMIT 1
) some_story
WHERE NOT EXISTS (SELECT FROM articles_searchword known WHERE known.word = typed.word)
"""


def corrected(text: str, query: Query) -> str:
    """Return `text` with its unknown words replaced by what was perhaps meant, or "" if none is.

    A word that some story has, or whose root some story has, is not doubted.
    """
    typed = {word.exact: word for word in query.wanted if word.exact.isalpha()}
    doubted = [word for word in typed if len(word) > 3][:MOST_WORDS]
    if not doubted:
        return ""
    slips = {word: {*_slips(word), *_halves(word), typed[word].root} for word in doubted}
    using = router.db_for_read(SearchWord) or "default"
    with connections[using].cursor() as cursor:
        every = sorted(set().union(*slips.values()))
        asked = [either(typed[word]) for word in doubted]
        cursor.execute(NEAR, {"typed": doubted, "slips": every, "asked": asked})
        rows = cursor.fetchall()
    stories = {word: number for _, word, number in rows}
    meant = {}
    for word in doubted:
        if word in stories or typed[word].root in stories:
            continue
        near = {found for of, found, _ in rows if of in ("", word)}
        if found := _best(word, near, stories):
            meant[word] = found
    return _replaced(text, meant)


def _best(word: str, near: set[str], stories: dict[str, int]) -> str:
    """Return the nearest word, of those as near the most used; or two words it is made of."""
    most = next(number for length, number in ALLOWED if len(word) < length + 1)
    scored = []
    for found in near:
        slips = distance(word, found, most)
        if 0 < slips <= most:
            first = 0.5 * (found[0] != word[0])
            scored.append((slips + first - 0.2 * log10(stories[found]), found))
    for cut in range(3, len(word) - 2):
        one, other = word[:cut], word[cut:]
        if one in stories and other in stories:
            scored.append((0.8 - 0.1 * log10(min(stories[one], stories[other])), f"{one} {other}"))
    return min(scored)[1] if scored else ""


def _replaced(text: str, meant: dict[str, str]) -> str:
    if not meant:
        return ""
    done, parts = 0, []
    for word in words.analyse(text):
        if word.exact in meant:
            typed = text[word.start : word.end]
            parts += [text[done : word.start], _capitalised(meant[word.exact], as_in=typed)]
            done = word.end
    return "".join([*parts, text[done:]]) if parts else ""


def _capitalised(word: str, *, as_in: str) -> str:
    """Return `word` with the capital letters of what was typed: Halilintara, and KTP."""
    if as_in.isupper():
        return word.upper()
    return word.title() if as_in[0].isupper() else word


def _slips(word: str) -> Iterator[str]:
    """Yield what `word` becomes by one letter left out, doubled, changed, added or swapped."""
    yield word
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _halves(word: str) -> Iterator[str]:
    for cut in range(3, len(word) - 2):
        yield word[:cut]
        yield word[cut:]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters were left out, added, changed or swapped with the next.

    The restricted Damerau-Levenshtein distance; `most` + 1 stands for anything beyond `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
