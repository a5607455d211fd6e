"""Feeds of the newest stories, whole and per category, in RSS and Atom.

Addresses in them begin with the site's own (`SITE_URL`), never with what a request calls us: a feed
is cached for everybody.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import edition
from articles.html import one_line
from articles.models import Article, Listing
from articles.models.article import CARD_COLUMNS
from articles.views import moved
from categories.models import Category

SHOWN = 30
COLUMNS = (*CARD_COLUMNS, "updated_at")


class StoryFeed(Feed):
    """The newest stories, of one category and those below it if there is one."""

    def __init__(self, category: Category | None, address: str) -> None:
        self.category = category
        self.address = address

    def title(self) -> str:
        if self.category is None:
            return settings.SITE_NAME
        return f"{settings.SITE_NAME}: {one_line(self.category.name)}"

    def link(self) -> str:
        page = self.category.get_absolute_url() if self.category else reverse("latest")
        return settings.SITE_URL + page

    def feed_url(self) -> str:
        return settings.SITE_URL + self.address

    def feed_guid(self) -> str:
        return self.feed_url()

    def description(self) -> str:
        if self.category and self.category.description:
            return one_line(self.category.description)
        return settings.SITE_TAGLINE or _("Latest news")

    def items(self) -> list[Article]:
        if self.category is None:
            rows: QuerySet = Article.objects.live().for_cards().only(*COLUMNS)
            return list(rows.order_by("-published_at", "-id")[:SHOWN])
        rows = Listing.objects.filter(category=self.category).select_related("article")
        rows = rows.only("published_at", *(f"article__{column}" for column in COLUMNS))
        return [row.article for row in rows.order_by("-published_at", "-article_id")[:SHOWN]]

    def item_title(self, item: Article) -> str:
        """Return the headline; what was paid for says so in front of it."""
        if item.kind == Article.Kind.ADVERTORIAL:
            return f"{item.get_kind_display()}: {one_line(item.headline)}"
        return one_line(item.headline)

    def item_description(self, item: Article) -> str:
        return one_line(item.standfirst)

    def item_link(self, item: Article) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Article) -> str:
        """Return the address by number alone, which a new headline does not change."""
        return settings.SITE_URL + reverse("story-number", kwargs={"pk": item.pk})

    def item_pubdate(self, item: Article) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.updated_at or item.published_at

    def item_categories(self, item: Article) -> list[str]:
        kind = [] if item.kind == Article.Kind.NEWS else [item.get_kind_display()]
        return [one_line(item.section_name), *kind]


class AtomStoryFeed(StoryFeed):
    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()


@require_safe
@edition.cached()
def latest(request: HttpRequest) -> HttpResponse:
    return StoryFeed(None, request.path)(request)


@require_safe
@edition.cached()
def latest_atom(request: HttpRequest) -> HttpResponse:
    return AtomStoryFeed(None, request.path)(request)


@require_safe
@edition.cached()
def category(request: HttpRequest, path: str) -> HttpResponse:
    return _of_category(StoryFeed, request, path)


@require_safe
@edition.cached()
def category_atom(request: HttpRequest, path: str) -> HttpResponse:
    return _of_category(AtomStoryFeed, request, path)


def _of_category(kind: type[StoryFeed], request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the feed of a category; one that moved is led to from the category's page."""
    here = Category.objects.filter(path=path).first()
    if here is None:
        return moved(request)
    return kind(here, request.path)(request)
