"""What is written into the search tables, by releases and withdrawals and by one command.

Each function needs a transaction that holds the edition (`edition.hold()`), as everything does that
writes what readers see: so the counts of words cannot be raced for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Self

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Manager, OuterRef
from django.utils import timezone

from articles.html import to_text
from articles.models import Article, ArticleTag, Credit, Listing, SearchEntry
from articles.search import words
from articles.search.query import ROOT, lexeme
from articles.search.words import Word

# What is read of one story; a longer one is found by its beginning. PostgreSQL counts the places of
# words up to 16,383 (its manual, section 8.11.1).
MOST_PLACES = 16_000
# Between two fields, so that no phrase goes from a headline over into a standfirst.
GAP = 20
BATCH = 200
LEAST_LETTERS = 4  # of a word worth a suggestion
MOST_SUGGESTED = 150  # words of one story

CATEGORY, TIME = "#", "@"
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_SENTENCE_ENDS = frozenset('.!?:;"“”')

COUNT_UP = """
INSERT INTO articles_searchword (word, stories)
SELECT * FROM unnest(%s::varchar[], %s::int[])
ON CONFLICT (word) DO UPDATE SET stories = articles_searchword.stories + excluded.stories
"""
COUNT_DOWN = """
WITH less AS (SELECT * FROM unnest(%s::varchar[], %s::int[]) AS l (word, number)),
gone AS (
    DELETE FROM articles_searchword w USING less l
    WHERE w.word = l.word AND w.stories <= l.number
)
UPDATE articles_searchword w SET stories = w.stories - l.number
FROM less l WHERE w.word = l.word AND w.stories > l.number
"""
PLACE_ANEW = """
UPDATE articles_searchentry e
SET heading = ts_delete(heading, every.facets) || own.facets,
    everything = ts_delete(everything, every.facets) || own.facets
FROM (SELECT array_agg('#' || id) AS facets FROM categories_category) every,
     (SELECT article_id, array_to_tsvector(array_agg('#' || category_id)) AS facets
      FROM articles_listing WHERE article_id IN
          (SELECT id FROM articles_article WHERE category_id = ANY(%s) AND withdrawn_at IS NULL)
      GROUP BY article_id) own
WHERE e.article_id = own.article_id
"""


def put(article_ids: Collection[int]) -> int:
    """Index these stories as they are now, a withdrawn one as nothing; return how many are in.

    A constant number of statements for any number of stories up to `BATCH`.
    """
    tags = _by_story(ArticleTag.objects, "content_object_id", "tag__name", article_ids)
    names = _by_story(Credit.objects, "article_id", "author__name", article_ids)
    places = _by_story(Listing.objects, "article_id", "category_id", article_ids)
    stories = Article.objects.live().filter(pk__in=article_ids).order_by("pk")
    stories = stories.only(
        "kicker",
        "headline",
        "standfirst",
        "body",
        "place",
        "source",
        "quoted_outlet",
        "published_at",
    )
    made = [_entry(story, tags[story.pk], names[story.pk], places[story.pk]) for story in stories]
    change = Counter(word for entry in made for word in entry.vocabulary)
    change.subtract(_vocabulary(article_ids))
    SearchEntry.objects.filter(pk__in=article_ids).exclude(pk__in=[e.pk for e in made]).delete()
    SearchEntry.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["published_at", "heading", "everything", "vocabulary", "version"],
    )
    _count(change)
    return len(made)


def forget(article_ids: Collection[int]) -> None:
    """Take stories out of search, with the words that no other story has."""
    change: Counter[str] = Counter()
    change.subtract(_vocabulary(article_ids))
    SearchEntry.objects.filter(pk__in=article_ids).delete()
    _count(change)


def place_anew(category_ids: Collection[int]) -> None:
    """Write anew in which categories the stories of these are listed, after a move."""
    with _connection().cursor() as cursor:
        cursor.execute(PLACE_ANEW, [list(category_ids)])


def outdated(after: int = 0) -> list[int]:
    """Return the next stories that are not indexed, or by another version of the analyser.

    By number, those above `after`, at most `BATCH`.
    """
    current = SearchEntry.objects.filter(pk=OuterRef("pk"), version=words.VERSION)
    stories = Article.objects.live().filter(~Exists(current), pk__gt=after).order_by("pk")
    return list(stories.values_list("pk", flat=True)[:BATCH])


def facets(published_at: datetime, category_ids: Iterable[int]) -> list[str]:
    """Return the words with a sign that say when and where a story was published."""
    day = timezone.localdate(published_at)
    times = [day_of(day), month_of(day), year_of(day.year)]
    return [*times, *(f"{CATEGORY}{pk}" for pk in category_ids)]


def day_of(day: date) -> str:
    return f"{TIME}{day:%Y%m%d}"


def month_of(day: date) -> str:
    return f"{TIME}{day:%Y%m}"


def year_of(year: int) -> str:
    return f"{TIME}{year:04d}"


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(SearchEntry) or "default"]


def _by_story(
    rows: Manager[Any], key: str, name: str, article_ids: Collection[int]
) -> dict[int, list[Any]]:
    """Return the values of the column `name` for each story, which the column `key` names."""
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, value in rows.filter(**{f"{key}__in": article_ids}).values_list(key, name):
        found[pk].append(value)
    return found


def _vocabulary(article_ids: Collection[int]) -> list[str]:
    entries = SearchEntry.objects.filter(pk__in=article_ids)
    return [word for (known,) in entries.values_list("vocabulary") for word in known]


def _count(change: Counter[str]) -> None:
    more = sorted((word, number) for word, number in change.items() if number > 0)
    less = sorted((word, -number) for word, number in change.items() if number < 0)
    with _connection().cursor() as cursor:
        for statement, rows in ((COUNT_UP, more), (COUNT_DOWN, less)):
            if rows:
                cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a story with the weight of its words, which are read once for all that is asked."""

    text: str
    weight: str
    words: list[Word]

    @classmethod
    def read(cls, text: str, weight: str) -> Self:
        found = takewhile(lambda word: word.at <= MOST_PLACES, words.analyse(text))
        return cls(text, weight, list(found))


def _entry(story: Article, tags: list[str], names: list[str], places: list[int]) -> SearchEntry:
    """Return the entry of one story. Pictures' captions stay out: a picture may be taken down."""
    heading = [
        Field.read(story.headline, "A"),
        Field.read(" \n".join([story.kicker, *tags, *names]), "B"),
        Field.read(" \n".join([story.standfirst, story.place]), "C"),
    ]
    text = to_text(_FIGURE.sub("\n", story.body))
    body = Field.read(" \n".join([text, story.source, story.quoted_outlet]), "D")
    signs = facets(story.published_at, places)
    return SearchEntry(
        article=story,
        published_at=story.published_at,
        heading=vector(heading, signs),
        everything=vector([*heading, body], signs),
        vocabulary=_suggested(heading, body, len(text)),
        version=words.VERSION,
    )


def vector(fields: Iterable[Field], signs: Iterable[str] = ()) -> str:
    """Return the tsvector of texts with their weights, as PostgreSQL reads one.

    A word is kept at each of its places, which phrases need; a root once per weight.
    """
    places: dict[str, list[str]] = {}
    roots: dict[str, dict[str, int]] = {}
    offset = 1
    for field in fields:
        weight, last = field.weight, 0
        for word in field.words:
            if (at := offset + word.at) > MOST_PLACES:
                break
            last = word.at
            for exact, root in _forms(word):
                places.setdefault(exact, []).append(f"{at}{weight}")
                if root:
                    roots.setdefault(ROOT + root, {}).setdefault(weight, at)
        offset += last + GAP
    items = [f"{lexeme(word)}:{','.join(at)}" for word, at in places.items()]
    for root, first in roots.items():
        items.append(f"{lexeme(root)}:{','.join(f'{at}{weight}' for weight, at in first.items())}")
    items += [lexeme(sign) for sign in signs]
    return " ".join(items)


def _forms(word: Word) -> Iterator[tuple[str, str]]:
    """Yield under what a word is found: exact word and root, and those of its parts."""
    if word.is_stop:
        return
    yield word.exact, word.root
    if words.is_doubling(word):
        if word.parts:
            yield word.parts[0], ""
    else:
        for part in word.parts:
            yield part, words.root(part)
        if "-" in word.exact:
            yield word.exact.replace("-", ""), ""


def _suggested(heading: Iterable[Field], body: Field, length: int) -> list[str]:
    """Return the words of a story that a reader may have meant: of its heading, and names.

    Names are looked for in the first `length` characters of `body`.
    """
    found = {
        part: None
        for field in heading
        for word in field.words
        for part in (word.exact, *word.parts)
    }
    text = body.text
    for word in body.words:
        if word.start >= length or len(found) > 2 * MOST_SUGGESTED:
            break
        before = text[max(0, word.start - 3) : word.start].rstrip(" ")[-1:]
        if text[word.start].isupper() and before and before not in _SENTENCE_ENDS | {"\n"}:
            found[word.exact] = None
    useful = (
        word
        for word in found
        if len(word) >= LEAST_LETTERS and word.isalpha() and word not in words.STOP_WORDS
    )
    return sorted(list(useful)[:MOST_SUGGESTED])
