"""Which entries a feed holds: the newest of everything, of a category, a tag, an author."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import texts
from articles.feeds import entries
from articles.feeds.entries import Entry
from articles.feeds.formats import Channel
from articles.html import one_line
from articles.models import Article, ArticleTag, Author, Correction, Credit, Listing, Tag
from articles.models.article import CARD_COLUMNS, NOTICE_COLUMNS
from categories.models import Category

SHOWN = 30
COLUMNS = (
    *CARD_COLUMNS,
    "body",
    "place",
    "source",
    "flags",
    "unverified_notice",
    "quoted_outlet",
    "quoted_url",
    "quoted_on",
    "updated_at",
    "update_note",
    "withdrawn_at",
    "withdrawal_reason",
)
# How long a feed says that a story was withdrawn, and of how many.
ANNOUNCED = timedelta(days=30)
MOST_ANNOUNCED = 10


def everything(address: str) -> tuple[Channel, list[Entry]]:
    """Return the feed of the whole site, as it is found at the path `address`."""
    about = settings.SITE_TAGLINE or _("Latest news")
    page = reverse("latest")
    channel = Channel(settings.SITE_NAME, about, page, address, is_announced=True)
    newest = Article.objects.live().order_by("-published_at", "-id")
    return channel, _in_order([*_stories(newest[:SHOWN]), *_notices()])


def of_category(category: Category, address: str) -> tuple[Channel, list[Entry]]:
    """Return the feed of a category and those below it."""
    about = one_line(category.description) or _("Latest news")
    channel = _channel(category.name, about, category.get_absolute_url(), address)
    inside = Q(section_path=category.path) | Q(section_path__startswith=f"{category.path}/")
    stories = _listed(Listing.objects.filter(category=category), "article_id")
    return channel, _in_order([*stories, *_notices(inside)])


def of_tag(tag: Tag, address: str) -> tuple[Channel, list[Entry]]:
    """Return the feed of a tag. A withdrawn story has none, so no notice can stand here."""
    about = _("All stories about %(name)s.") % {"name": one_line(tag.name)}
    channel = _channel(tag.name, about, tag.get_absolute_url(), address)
    return channel, _listed(ArticleTag.objects.filter(tag=tag), "content_object_id")


def of_author(author: Author, address: str) -> tuple[Channel, list[Entry]]:
    """Return the feed of an author. A withdrawn story names none."""
    about = one_line(author.bio) or _("Stories by %(name)s.") % {"name": one_line(author.name)}
    channel = _channel(author.name, about, author.get_absolute_url(), address)
    return channel, _listed(Credit.objects.filter(author=author), "article_id")


def of_corrections(address: str) -> tuple[Channel, list[Entry]]:
    """Return the newest corrections of stories that readers can still read."""
    channel = Channel(
        ": ".join([settings.SITE_NAME, _("Corrections")]),
        _("What we got wrong and what is right."),
        reverse("corrections"),
        address,
        is_announced=True,
    )
    rows = Correction.objects.with_stories().order_by("-published_at", "-id")
    return channel, [entries.of_correction(row) for row in rows[:SHOWN]]


def _channel(name: str, about: str, page: str, address: str) -> Channel:
    return Channel(f"{settings.SITE_NAME}: {one_line(name)}", about, page, address)


def _listed(rows: QuerySet[models.Model], pk: str) -> list[Entry]:
    """Return the newest stories that `rows` of a listing table stand for, by their number `pk`.

    In two queries: so the range of the index ends before anything else is read.
    """
    newest = rows.order_by("-published_at", f"-{pk}").values_list(pk, flat=True)[:SHOWN]
    return _in_order(_stories(Article.objects.live().filter(pk__in=list(newest))))


def _stories(rows: QuerySet[Article]) -> list[Entry]:
    whole = list(rows.for_page().only(*COLUMNS).fetch_mode(models.FETCH_RAISE))
    help_box = texts.help_box() if any(article.needs_help_box for article in whole) else None
    return [entries.of_story(article, help_box) for article in whole]


def _notices(inside: Q | None = None) -> list[Entry]:
    # From midnight on: a page of an edition depends on the date, and not on the minute.
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Article.objects.filter(withdrawn_at__gte=today - ANNOUNCED)
    rows = rows.filter(inside) if inside else rows
    rows = rows.only(*NOTICE_COLUMNS).order_by("-withdrawn_at", "-id")
    return [entries.of_notice(article) for article in rows[:MOST_ANNOUNCED]]


def _in_order(found: Sequence[Entry]) -> list[Entry]:
    return sorted(found, key=lambda entry: (entry.published, entry.key), reverse=True)
