"""Press releases page by page, newest first, and looked up by words of sender and title."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from articles.pages import ListPage, page_of
from releases.models import WORDS, PressRelease

ROWS = 30
LONGEST_QUERY = 100
MOST_WORDS = 8
MOST_AGENCIES = 100
_NUMBER = re.compile(r"\A#?(\d{1,18})(?!\d)|/rilis/(\d{1,18})(?:/|\Z)")


def called(words: str) -> QuerySet[PressRelease]:
    """Return the releases whose sender and title have all `words` or their beginnings, without
    their texts; all of them if no word is asked for.
    """
    rows = PressRelease.objects.defer("text")
    begun = re.findall(r"\w+", words[:LONGEST_QUERY])
    if not begun:
        return rows if not words.strip() else rows.none()
    # Only letters and digits are left, so nothing in it has a meaning to PostgreSQL.
    wanted = " & ".join(f"{word}:*" for word in begun[:MOST_WORDS])
    query = SearchQuery(wanted, search_type="raw", config="simple")
    return rows.alias(words=WORDS).filter(words=query)


def read(query: str, *, before: str | None) -> ListPage:
    """Return a page of the releases that `query` finds. Raises Http404 for a page there is not."""
    rows = called(query).select_related("entered_by")
    return page_of(rows, before, at="received_at", size=ROWS)


def number(text: str) -> int | None:
    """Return the number that `text` says: “#12 …”, “12”, or the address of the release's page."""
    match = _NUMBER.search(text.strip())
    return int(next(filter(None, match.groups()))) if match else None


def agencies() -> list[str]:
    """Return who sent the newest releases, each once, by name: to be offered in a form."""
    newest = PressRelease.objects.order_by("-received_at", "-id")[: 3 * MOST_AGENCIES]
    return sorted(set(newest.values_list("agency", flat=True)))[:MOST_AGENCIES]
