"""What the desk's typeahead fields offer: categories, authors, tags and photos.

Each kind has the permission that may ask and a function that finds at most LIMIT rows in a
constant number of queries. Asked with nothing typed, it answers what is most useful to begin with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _

from articles.models import Author, Tag, tag_key
from categories.forms import choices as category_choices
from categories.models import Category
from moderation.numbers import plain_number
from photos.models import Photo

# What a list on the page can still be read through; more typing finds the rest.
LIMIT = 20
LONGEST_QUERY = 100

# What stands on the page itself, so that choosing works without a script in most newsrooms.
AT_HAND = 100

Result = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One thing to choose: who may look it up, and how it is found."""

    permission: str
    search: Callable[[str], list[Result]]
    by_id: Callable[[int], list[Result]] | None = None


def find(kind: Kind, asked: Mapping[str, str]) -> list[Result]:
    """Answer the query `q`, or `id` where the kind knows numbers; never more than LIMIT."""
    if kind.by_id and (asked_for := asked.get("id", "")):
        number = plain_number(asked_for)
        return [] if number is None else kind.by_id(number)
    query = asked.get("q", "").replace("\0", "")[:LONGEST_QUERY]
    return kind.search(" ".join(query.split()))


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


def _categories(query: str) -> list[Result]:
    rows = Category.objects.choosable().with_trail().search(query) if query else category_choices()
    return [{"id": row.pk, "text": str(row)} for row in rows[:LIMIT]]


def _authors(query: str) -> list[Result]:
    rows = Author.objects.filter(is_active=True)
    for word in query.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(code__istartswith=word))
    code_first = Case(When(code=query.lower(), then=Value(0)), default=Value(1))
    rows = rows.order_by(code_first, "name")
    return [{"id": row.pk, "text": str(row)} for row in rows[:LIMIT]]


def _tags(query: str) -> list[Result]:
    rows = Tag.objects.order_by("-pk")
    if query:
        begins = Case(When(key__startswith=tag_key(query), then=Value(0)), default=Value(1))
        rows = Tag.objects.filter(key__contains=tag_key(query)).order_by(begins, "name")
    return [{"id": pk, "text": name} for pk, name in rows.values_list("pk", "name")[:LIMIT]]


def _photos(query: str) -> list[Result]:
    rows = Photo.objects.usable().search(query).prefetch_related("renditions")
    return [photo_result(photo) for photo in rows[:LIMIT]]


def _photo(pk: int) -> list[Result]:
    rows = Photo.objects.filter(pk=pk).prefetch_related("renditions")
    return [photo_result(photo) for photo in rows]


KINDS: dict[str, Kind] = {
    "kategori": Kind("categories.view_category", _categories),
    "penulis": Kind("articles.view_author", _authors),
    "tag": Kind("articles.view_tag", _tags),
    "foto": Kind("photos.view_photo", _photos, _photo),
}


def suggestions() -> dict[str, list[str]]:
    """Return the texts that the form offers before anybody typed, by kind; one query each."""
    photos = Photo.objects.usable().order_by("-uploaded_at", "-pk")[:LIMIT]
    return {
        "kategori": [str(row) for row in category_choices()[:AT_HAND]],
        "penulis": [str(row) for row in Author.objects.filter(is_active=True)[:AT_HAND]],
        "tag": list(Tag.objects.order_by("-pk").values_list("name", flat=True)[:AT_HAND]),
        "foto": [photo_text(photo) for photo in photos],
    }
