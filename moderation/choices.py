"""What the desk's typeahead fields offer: categories, authors, tags, photos and public stories.

Each kind has the permission that may ask and a function that finds at most LIMIT rows in a
constant number of queries. Asked with nothing typed, it answers what is most useful to begin with.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Author, Tag, tag_key
from categories.forms import choices as category_choices
from categories.models import Category
from moderation.models import DeskChannel, Draft
from moderation.numbers import plain_number
from photos.models import Photo
from releases import listing as releases

# What a list on the page can still be read through; more typing finds the rest.
LIMIT = 20
LONGEST_QUERY = 100
# Of so many words of a headline one is looked for; a single letter begins too many.
MOST_WORDS = 8
SHORTEST_WORD = 2

# How many categories stand before the rest, and of how many drafts that is learnt.
COMMON = 8
LATEST = 100

# What stands on the page itself, so that choosing works without a script in most newsrooms.
AT_HAND = 100

_STORY_NUMBER = re.compile(r"\A#(\d{1,18})\b|\A(\d{1,18})\Z|/berita/(\d{1,18})(?:/|\Z)")

Result = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One thing to choose: who may look it up, and how it is found."""

    permission: str
    search: Callable[[str, User], list[Result]]
    by_id: Callable[[int], list[Result]] | None = None


def find(kind: Kind, asked: Mapping[str, str], user: User) -> list[Result]:
    """Answer the query `q`, or `id` where the kind knows numbers; never more than LIMIT.

    What is common to `user` comes first.
    """
    if kind.by_id and (asked_for := asked.get("id", "")):
        number = plain_number(asked_for)
        return [] if number is None else kind.by_id(number)
    query = asked.get("q", "").replace("\0", "")[:LONGEST_QUERY]
    return kind.search(" ".join(query.split()), user)


def photo_result(photo: Photo) -> Result:
    """Return what a chooser shows of one photo; `missing` names what a story still needs of it."""
    return {
        "id": photo.pk,
        "text": photo_text(photo),
        "thumb": photo.thumbnail()["src"],
        "missing": [_("taken down")] if photo.is_taken_down else photo.missing_labels(),
    }


def photo_text(photo: Photo) -> str:
    """Return the words that stand for a photo in a text field; the number decides."""
    return photo.label()


def common_categories(user: User) -> list[int]:
    """Return the numbers of at most COMMON categories that `user` needs most, the first one first.

    Those of their own latest drafts, most used first, then the channels of their desks, then those
    of everybody's latest drafts. Three queries, each through an index.
    """
    latest = Draft.objects.order_by("-changed_at").exclude(category=None)
    own = latest.filter(owner=user)[:LATEST].values_list("category", flat=True)
    desk = DeskChannel.objects.filter(desk__editors=user).values_list("category", flat=True)
    everybody = latest[:LATEST].values_list("category", flat=True)
    ranked: dict[int, None] = {}
    for numbers in (own, desk, everybody):
        ranked |= dict.fromkeys(pk for pk, _times in Counter(numbers).most_common())
    return list(ranked)[:COMMON]


def _categories(query: str, user: User) -> list[Result]:
    rows, common = Category.objects.choosable().with_trail(), common_categories(user)
    rank = Case(*(When(pk=pk, then=Value(i)) for i, pk in enumerate(common)), default=Value(COMMON))
    if query:
        rows = rows.search(query)
        by_trail = Case(When(likeliness=Value(3), then=Value(1)), default=Value(0))
        rows = rows.order_by(by_trail, rank, *rows.query.order_by)
    else:
        rows = rows.order_by(rank, "path")
    return [{"id": row.pk, "text": str(row)} for row in rows[:LIMIT]]


def _authors(query: str, _user: User) -> list[Result]:
    rows = Author.objects.filter(is_active=True)
    for word in query.split()[:5]:
        own = Q(name__icontains=word) | Q(code__istartswith=word)
        # Who asks for a name that was merged into another is offered that one.
        of_merged = Author.objects.filter(own, merged_into=OuterRef("pk"))
        rows = rows.filter(own | Exists(of_merged))
    code_first = Case(When(code=query.lower(), then=Value(0)), default=Value(1))
    rows = rows.order_by(code_first, "name")
    return [{"id": row.pk, "text": str(row)} for row in rows[:LIMIT]]


def _tags(query: str, _user: User) -> list[Result]:
    rows = Tag.objects.filter(merged_into=None).order_by("-pk")
    if query:
        key = tag_key(query)
        begins = Case(When(key__startswith=key, then=Value(0)), default=Value(1))
        of_merged = Tag.objects.filter(key__contains=key, merged_into=OuterRef("pk"))
        rows = rows.filter(Q(key__contains=key) | Exists(of_merged)).order_by(begins, "name")
    return [{"id": pk, "text": name} for pk, name in rows.values_list("pk", "name")[:LIMIT]]


def _photos(query: str, _user: User) -> list[Result]:
    rows = Photo.objects.usable().search(query).prefetch_related("renditions")
    return [photo_result(photo) for photo in rows[:LIMIT]]


def _photo(pk: int) -> list[Result]:
    rows = Photo.objects.filter(pk=pk).prefetch_related("renditions")
    return [photo_result(photo) for photo in rows]


def stories(words: str) -> QuerySet[Article]:
    """Return the public stories whose headlines have all `words` or their beginnings, newest first.

    Through the index of the headlines' words (`article_headline_words`); without a word, all.
    """
    rows = Article.objects.live().order_by("-published_at", "-id")
    begun = [word for word in re.findall(r"\w+", words) if len(word) >= SHORTEST_WORD]
    if not begun:
        return rows
    # Only letters and digits are left, so nothing in it has a meaning to PostgreSQL.
    wanted = " & ".join(f"{word}:*" for word in begun[:MOST_WORDS])
    return rows.alias(words=SearchVector("headline", config="simple")).filter(
        words=SearchQuery(wanted, search_type="raw", config="simple")
    )


def story_text(article: Article) -> str:
    """Return the words that stand for a public story in a text field; the number decides."""
    day = formats.date_format(timezone.localdate(article.published_at), "DATE_FORMAT")
    return f"#{article.pk} {article.headline} ({day})"


def story_number(text: str) -> int | None:
    """Return the number that `text` says: “#12 …”, “12”, or the address of the story's page."""
    match = _STORY_NUMBER.search(text.strip())
    return int(next(filter(None, match.groups()))) if match else None


def _stories(query: str, _user: User) -> list[Result]:
    if (number := story_number(query)) is not None:
        return _story(number)
    columns = stories(query).only("headline", "published_at")
    return [{"id": row.pk, "text": story_text(row)} for row in columns[:LIMIT]]


def _story(pk: int) -> list[Result]:
    rows = Article.objects.live().filter(pk=pk).only("headline", "published_at")
    return [{"id": row.pk, "text": story_text(row)} for row in rows]


def _releases(query: str, _user: User) -> list[Result]:
    if (number := releases.number(query)) is not None:
        return _release(number)
    return [{"id": row.pk, "text": row.label()} for row in releases.called(query)[:LIMIT]]


def _release(pk: int) -> list[Result]:
    return [{"id": row.pk, "text": row.label()} for row in releases.called("").filter(pk=pk)]


KINDS: dict[str, Kind] = {
    "kategori": Kind("categories.view_category", _categories),
    "penulis": Kind("articles.view_author", _authors),
    "tag": Kind("articles.view_tag", _tags),
    "foto": Kind("photos.view_photo", _photos, _photo),
    "berita": Kind("moderation.view_draft", _stories, _story),
    "rilis": Kind("releases.view_pressrelease", _releases, _release),
}


def suggestions(authors: Iterable[Author] | None = None) -> dict[str, list[str]]:
    """Return the texts of the lists that a page holds for a browser without scripts, by kind.

    One query each, so only what is chosen by name: tags are typed, photos and stories have numbers.
    `authors` are all of them in the order of their names, if they are at hand.
    """
    if authors is None:
        authors = Author.objects.filter(is_active=True)[:AT_HAND]
    active = (row for row in authors if row.is_active)
    return {
        "kategori": [str(row) for row in category_choices()[:AT_HAND]],
        "penulis": [str(row) for row in islice(active, AT_HAND)],
    }
