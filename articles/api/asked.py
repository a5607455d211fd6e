"""What a request asks for: which stories, and from where in the list.

Each way to narrow the list is one range of one index, so at most one of category, tag and author
may be named; a day narrows any of them further.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.api.answers import NotUnderstood
from articles.converters import FIRST_YEAR
from articles.models import Article, ArticleTag, Author, Credit, Listing, OldAddress, Tag
from articles.models.article import CARD_COLUMNS
from articles.pages import PARAMETER, ListPage, Position, page_of
from categories.models import Category

CATEGORY, TAG, AUTHOR, DAY, AFTER = "kategori", "tag", "penulis", "hari", "sesudah"
STORY_PARAMETERS = (CATEGORY, TAG, AUTHOR, DAY, PARAMETER)
COLUMNS = (*CARD_COLUMNS, "updated_at", "flags")
NAMES_SHOWN = 100


class Elsewhere(Exception):
    """What was asked for under an old name has another one: `value` of parameter `name`."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(value)
        self.name, self.value = name, value


@dataclass(frozen=True)
class Narrowing:
    """One way to narrow the list of stories: by which table, and what it is found by."""

    model: type[models.Model]
    key: str  # the column that the parameter names
    page: str  # the view of its page, whose old addresses are kept
    rows: Callable[[Any], QuerySet]
    story: str = "article"  # the foreign key of `rows` to the story


NARROWINGS = {
    CATEGORY: Narrowing(
        Category, "path", "category", lambda one: Listing.objects.filter(category=one)
    ),
    TAG: Narrowing(
        Tag, "slug", "tag", lambda one: ArticleTag.objects.filter(tag=one), "content_object"
    ),
    AUTHOR: Narrowing(Author, "slug", "author", lambda one: Credit.objects.filter(author=one)),
}


def stories(request: HttpRequest) -> ListPage:
    """Return the page of stories that is asked for, newest first.

    Raises NotUnderstood, Http404 for what does not exist, and Elsewhere for what was renamed.
    """
    named = [name for name in NARROWINGS if request.GET.get(name)]
    if len(named) > 1:
        message = _("Ask for one of these at a time: %(names)s.")
        raise NotUnderstood(message % {"names": ", ".join(NARROWINGS)})
    if not named:
        rows = Article.objects.live().only(*COLUMNS).fetch_mode(models.FETCH_RAISE)
        return _page(request, rows, "")
    way = NARROWINGS[named[0]]
    target = _target(named[0], way, request.GET[named[0]])
    rows = way.rows(target).select_related(way.story)
    rows = rows.only("published_at", *(f"{way.story}__{column}" for column in COLUMNS))
    return _page(request, rows, way.story)


def _page(request: HttpRequest, rows: QuerySet, story: str) -> ListPage:
    if text := request.GET.get(DAY):
        start = timezone.make_aware(datetime.combine(_day(text), time.min))
        rows = rows.filter(published_at__gte=start, published_at__lt=start + timedelta(days=1))
    found = page_of(rows, position(request), pk=f"{story}_id" if story else "id")
    if not story:
        return found
    return replace(found, items=[getattr(row, story) for row in found.items])


def position(request: HttpRequest) -> str | None:
    """Return where the page begins, or None for the first one; a malformed place is refused."""
    if PARAMETER not in request.GET:
        return None
    text = request.GET[PARAMETER]
    try:
        Position.parse(text)
    except Http404 as error:
        message = _("“%(name)s” must be as the last answer gave it.")
        raise NotUnderstood(message % {"name": PARAMETER}) from error
    return text


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        message = _("“%(name)s” must be a day such as 2025-05-14.")
        raise NotUnderstood(message % {"name": DAY}) from error
    if f"{day}" != text or not day.year >= FIRST_YEAR or day > timezone.localdate():
        raise Http404("no such day")
    return day


def _target(name: str, way: Narrowing, value: str) -> models.Model:
    """Return what the parameter names today. Raises Elsewhere where that has another name now."""
    if "\x00" in value:
        raise Http404("no name")
    rows = way.model.objects.all()
    if way.model is Category:
        rows = rows.select_related("merged_into")
    found = rows.filter(**{way.key: value}).first()
    if found is None:
        found = _moved(way, value)
    today = found.in_use if isinstance(found, Category) else found
    if (key := getattr(today, way.key)) != value:
        raise Elsewhere(name, key)
    return today


def _moved(way: Narrowing, value: str) -> models.Model:
    try:
        path = reverse(way.page, kwargs={way.key: value})
    except NoReverseMatch as error:
        raise Http404("no address could be so") from error
    old = OldAddress.objects.with_targets().filter(path=path).first()
    if old is None or not isinstance(old.target, way.model):
        raise Http404("nothing was ever called so")
    return old.target


def names(request: HttpRequest, rows: QuerySet, key: str) -> tuple[list[Any], str]:
    """Return a page of named things in the order of `key`, and the name to go on after, or "".

    Raises Http404 for a name to begin after that nothing has.
    """
    rows = rows.order_by(key)
    if after := request.GET.get(AFTER):
        if "\x00" in after or not rows.filter(**{key: after}).exists():
            raise Http404("nothing is called so")
        rows = rows.filter(**{f"{key}__gt": after})
    found = list(rows[: NAMES_SHOWN + 1])
    shown = found[:NAMES_SHOWN]
    return shown, getattr(shown[-1], key) if len(found) > NAMES_SHOWN else ""


def with_query(address: str, query: dict[str, str]) -> str:
    """Return a path of this site as a whole address, with a query if there is one."""
    return f"{settings.SITE_URL}{address}{'?' if query else ''}{urlencode(query)}"
