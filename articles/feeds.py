"""Feeds of the newest stories, whole and per category, and of corrections, in RSS and Atom.

A correction changes its story's entry; a withdrawal replaces it, under the same number, by a notice
without a word of the story. A silent fix moves nothing.

Addresses in them begin with the site's own (`SITE_URL`), never with what a request calls us: a feed
is cached for everybody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import edition
from articles.html import one_line
from articles.models import Article, Correction, Listing
from articles.models.article import CARD_COLUMNS, NOTICE_COLUMNS
from articles.templatetags.dates import full_time
from articles.views import moved
from categories.models import Category

SHOWN = 30
COLUMNS = (*CARD_COLUMNS, "updated_at", "withdrawn_at")
# How long a feed says that a story was withdrawn, and of how many.
ANNOUNCED = timedelta(days=30)
MOST_ANNOUNCED = 10


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
        """Return the newest stories and the newest notices, and note what was corrected."""
        stories = self.stories()
        self.corrected = latest_corrections(stories)
        entries = [*stories, *self.notices()]
        return sorted(entries, key=lambda one: (self.item_pubdate(one), one.pk), reverse=True)

    def stories(self) -> list[Article]:
        if self.category is None:
            rows: QuerySet = Article.objects.live().for_cards().only(*COLUMNS)
            return list(rows.order_by("-published_at", "-id")[:SHOWN])
        rows = Listing.objects.filter(category=self.category).select_related("article")
        rows = rows.only("published_at", *(f"article__{column}" for column in COLUMNS))
        return [row.article for row in rows.order_by("-published_at", "-article_id")[:SHOWN]]

    def notices(self) -> list[Article]:
        rows = Article.objects.filter(withdrawn_at__gte=timezone.now() - ANNOUNCED)
        if self.category is not None:
            path = self.category.path
            inside = Q(section_path=path) | Q(section_path__startswith=f"{path}/")
            rows = rows.filter(inside)
        return list(rows.only(*NOTICE_COLUMNS).order_by("-withdrawn_at", "-id")[:MOST_ANNOUNCED])

    def item_title(self, item: Article) -> str:
        """Return the headline; what was corrected or paid for says so in front of it."""
        if item.is_withdrawn:
            return notice_title(item)
        headline = one_line(item.headline)
        if item.pk in self.corrected:
            headline = f"{_('Corrected')}: {headline}"
        if item.kind == Article.Kind.ADVERTORIAL:
            return f"{item.get_kind_display()}: {headline}"
        return headline

    def item_description(self, item: Article) -> str:
        if item.is_withdrawn:
            return notice_text(item)
        correction = self.corrected.get(item.pk)
        told = [correction_text(correction)] if correction else []
        return " ".join([*told, one_line(item.standfirst)])

    def item_link(self, item: Article) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Article) -> str:
        """Return the address by number alone, which a new headline does not change."""
        return settings.SITE_URL + reverse("story-number", kwargs={"pk": item.pk})

    def item_pubdate(self, item: Article) -> datetime:
        return item.withdrawn_at or item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        if item.is_withdrawn:
            return item.withdrawn_at
        return item.updated_at or item.published_at

    def item_categories(self, item: Article) -> list[str]:
        if item.is_withdrawn:
            return [_("Withdrawal")]
        kind = [] if item.kind == Article.Kind.NEWS else [item.get_kind_display()]
        corrected = [_("Correction")] if item.pk in self.corrected else []
        return [one_line(item.section_name), *kind, *corrected]


def latest_corrections(stories: Iterable[Article]) -> dict[int, Correction]:
    """Return the latest correction of each story that has one, by the story's number."""
    rows = Correction.objects.filter(article__in=[story.pk for story in stories])
    return {row.article_id: row for row in rows.order_by("published_at", "id")}


def correction_text(correction: Correction) -> str:
    """Return a correction as one line: its time, what was wrong and is right, and the apology."""
    words = one_line(f"{correction.text} {correction.apology}")
    return f"{_('Correction')} ({full_time(correction.published_at)}): {words}"


def notice_title(article: Article) -> str:
    if article.is_unexplained:
        return _("A story was taken down; the explanation follows")
    return _("A story was withdrawn")


def notice_text(article: Article) -> str:
    """Return what readers are told of a withdrawn story: the ground and the statement."""
    statement = one_line(article.withdrawal_statement)
    if article.is_unexplained:
        return statement
    return f"{article.get_withdrawal_reason_display()}. {statement}"


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
    if here.merged_into is not None:
        match = request.resolver_match
        address = reverse(match.url_name, kwargs={"path": here.merged_into.path})
        return HttpResponsePermanentRedirect(address)
    return kind(here, request.path)(request)


class CorrectionFeed(Feed):
    """The newest corrections of stories that readers can still read."""

    def __init__(self, address: str) -> None:
        self.address = address

    def title(self) -> str:
        return f"{settings.SITE_NAME}: {_('Corrections')}"

    def link(self) -> str:
        return settings.SITE_URL + reverse("corrections")

    def feed_url(self) -> str:
        return settings.SITE_URL + self.address

    def feed_guid(self) -> str:
        return self.feed_url()

    def description(self) -> str:
        return _("What we got wrong and what is right.")

    def items(self) -> list[Correction]:
        rows = Correction.objects.with_stories().order_by("-published_at", "-id")
        return list(rows[:SHOWN])

    def item_title(self, item: Correction) -> str:
        return f"{item.told_as}: {one_line(item.article.headline)}"

    def item_description(self, item: Correction) -> str:
        return one_line(f"{item.text} {item.apology}")

    def item_link(self, item: Correction) -> str:
        return settings.SITE_URL + item.article.get_absolute_url()

    def item_guid(self, item: Correction) -> str:
        return f"{settings.SITE_URL}{reverse('corrections')}#koreksi-{item.pk}"

    def item_pubdate(self, item: Correction) -> datetime:
        return item.published_at

    item_updateddate = item_pubdate


class AtomCorrectionFeed(CorrectionFeed):
    feed_type = Atom1Feed

    def subtitle(self) -> str:
        return self.description()


@require_safe
@edition.cached()
def corrections(request: HttpRequest) -> HttpResponse:
    return CorrectionFeed(request.path)(request)


@require_safe
@edition.cached()
def corrections_atom(request: HttpRequest) -> HttpResponse:
    return AtomCorrectionFeed(request.path)(request)
