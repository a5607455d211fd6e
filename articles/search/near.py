"""What a mistyped or shortened address may have meant, for the page that says it is not there."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.http import HttpRequest

from articles import furniture
from articles.models import Article
from articles.search import find
from articles.search.query import Query, read
from articles.search.spelling import distance

MOST = 5
LONGEST = 200  # characters of an address that are looked at
_FIXED = frozenset({"berita", "kategori", "tag", "penulis", "indeks", "feed", "html", "php", "amp"})
_NOT_WORDS = re.compile(r"[^\w]+|_|\b\d+\b")


@dataclass(frozen=True)
class Near:
    """Sections and stories that are called almost like an address, the nearest first."""

    sections: list[furniture.Entry]
    stories: list[Article]
    words: str  # for the search field

    def __bool__(self) -> bool:
        return bool(self.sections or self.stories)


def near_addresses(request: HttpRequest, path: str, *, now: datetime) -> Near:
    """Return what `path` may have meant, in two queries and an index range, whatever it is.

    Stories whose heading has the most of the words in the address, of the newest that have any of
    them; sections whose name is at most two letters away from its last part.
    """
    text = unquote(path)[:LONGEST].replace("\x00", " ")
    parts = [part for part in text.lower().split("/") if part and part not in _FIXED]
    words = " ".join(
        word for part in parts for word in _NOT_WORDS.split(part) if word and word not in _FIXED
    )
    query = read(words)
    return Near(_sections(request, parts), _stories(query, now), words)


def _sections(request: HttpRequest, parts: list[str]) -> list[furniture.Entry]:
    found = []
    for top in furniture.menu(request):
        for entry in (top, *top.below):
            last = entry.path.rpartition("/")[2]
            away = min((distance(part, last, 2) for part in parts[-2:]), default=3)
            if away <= min(2, len(last) // 3):
                found.append((away, entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])][:MOST]


def _stories(query: Query, now: datetime) -> list[Article]:
    if not query:
        return []
    ids = find.best(query.any(), now=now, only_heading=True).ranked[:MOST]
    stories = Article.objects.live().for_cards().filter(pk__in=ids) if ids else []
    return sorted(stories, key=lambda story: ids.index(story.pk))
