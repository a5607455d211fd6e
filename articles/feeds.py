"""Feeds of the newest stories."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.models import Article, Listing
from articles.models.article import CARD_COLUMNS
from categories.models import Category

SHOWN = 30


class LatestFeed(Feed):
    """The newest stories as RSS."""

    def title(self) -> str:
        return settings.SITE_NAME

    def link(self) -> str:
        return reverse("latest")

    def description(self) -> str:
        return settings.SITE_TAGLINE or _("Latest news")

    def items(self, obj: Any = None) -> list[Article]:
        newest = Article.objects.live().for_cards().order_by("-published_at", "-id")
        return list(newest[:SHOWN])

    def item_title(self, item: Article) -> str:
        return item.headline

    def item_description(self, item: Article) -> str:
        return item.standfirst

    def item_pubdate(self, item: Article) -> Any:
        return item.published_at

    def item_categories(self, item: Article) -> list[str]:
        return [item.section_name]


class AtomFeed(LatestFeed):
    """The newest stories as Atom."""

    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()


class CategoryFeed(LatestFeed):
    """The newest stories of one category and those below it."""

    def get_object(self, request: HttpRequest, path: str) -> Category:
        found = Category.objects.filter(path=path).first()
        if found is None:
            raise Http404("no such category")
        return found

    def title(self, obj: Category) -> str:  # type: ignore[override]
        return f"{settings.SITE_NAME}: {obj.name}"

    def link(self, obj: Category) -> str:  # type: ignore[override]
        return obj.get_absolute_url()

    def items(self, obj: Category) -> list[Article]:  # type: ignore[override]
        rows = (
            Listing.objects.filter(category=obj)
            .select_related("article")
            .only("published_at", *(f"article__{column}" for column in CARD_COLUMNS))
            .order_by("-published_at", "-article_id")
        )
        return [row.article for row in rows[:SHOWN]]
