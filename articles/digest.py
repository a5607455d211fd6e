"""The news of one day for a letter: what editors placed first, then a few of each channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from textwrap import fill

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.front import POSITIONS
from articles.furniture import Entry
from articles.labels import labels
from articles.models import Article, Slot
from articles.models.article import CARD_COLUMNS
from articles.templatetags.dates import day_name

OF_A_CHANNEL = 4
LOOKED_AT = 80  # newest stories of the day: a letter is no index
SLOTS_LOOKED_AT = 60
ONE_DAY = timedelta(days=1)
COLUMNS = 72  # of the plain text: mail programs quote and break longer lines


@dataclass(frozen=True)
class Part:
    """A heading and the stories below it; `url` is the path of its page, or ""."""

    name: str
    stories: list[Article]
    url: str = ""


@dataclass(frozen=True)
class Digest:
    """What was most important on a day, readable from top to bottom."""

    day: date
    parts: list[Part]

    @property
    def stories(self) -> list[Article]:
        return [story for part in self.parts for story in part.stories]


def digest(day: date, channels: Iterable[Entry]) -> Digest:
    """Return the digest of a day in two queries.

    Nothing that was paid for is in it: a letter has no room to say so well enough.
    """
    start = timezone.make_aware(datetime.combine(day, time.min))
    top = _placed(start, start + ONE_DAY)
    stories = Article.objects.live().exclude(kind=Article.Kind.ADVERTORIAL).for_cards()
    stories = stories.filter(published_at__gte=start, published_at__lt=start + ONE_DAY)
    rest = [one for one in stories.order_by("-published_at", "-pk")[:LOOKED_AT] if one not in top]
    parts = [Part(_("Top stories"), top)]
    for channel in channels:
        own = [story for story in rest if channel.is_above(story.section_path)]
        rest = [story for story in rest if story not in own]
        parts.append(Part(channel.name, own[:OF_A_CHANNEL], channel.url))
    parts.append(Part(_("Other news"), rest[:OF_A_CHANNEL]))
    return Digest(day, [part for part in parts if part.stories])


def latest_day() -> date | None:
    """Return the newest day on which a story was published, or None before the first."""
    moments = Article.objects.live().order_by("-published_at", "-pk")
    newest = moments.values_list("published_at", flat=True).first()
    return timezone.localdate(newest) if newest else None


def as_text(digest: Digest, address: str) -> str:
    """Return the digest as plain text in lines of at most 72 characters, but for addresses."""
    title = f"{settings.SITE_NAME}: {day_name(digest.day)}"
    blocks = [f"{fill(title, COLUMNS)}\n{'=' * min(len(title), COLUMNS)}"]
    for part in digest.parts:
        blocks.append(f"{part.name.upper()}\n{'-' * len(part.name)}")
        blocks += [_story_as_text(story) for story in part.stories]
    if not digest.parts:
        blocks.append(_("No story was published on this day."))
    blocks.append("-- \n" + _("On the web: %(address)s") % {"address": address})
    return "\n\n".join(blocks) + "\n"


def _story_as_text(story: Article) -> str:
    said = "".join(f"[{name}] " for _style, name in labels(story))
    lines = [_wrapped(f"{said}{story.headline}", "* ")]
    if story.standfirst:
        lines.append(_wrapped(story.standfirst, "  "))
    return "\n".join([*lines, f"  {settings.SITE_URL}{story.get_absolute_url()}"])


def _wrapped(text: str, indent: str) -> str:
    return fill(
        " ".join(text.split()),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _placed(start: datetime, end: datetime) -> list[Article]:
    """Return the stories of the day, or of the evening before, that stood on top of the front page.

    By the place they had, and of one place the later first.
    """
    stood = Q(starts_at__lt=end) & (Q(ends_at=None) | Q(ends_at__gt=start))
    rows: QuerySet[Slot] = Slot.objects.filter(
        stood,
        category=None,
        position__lte=POSITIONS,
        article__withdrawn_at=None,
        article__published_at__gte=start - ONE_DAY / 4,
        article__published_at__lt=end,
    ).exclude(article__kind=Article.Kind.ADVERTORIAL)
    columns = (f"article__{name}" for name in CARD_COLUMNS)
    rows = rows.select_related("article").only("position", "starts_at", *columns)
    found = rows.order_by("position", "-starts_at", "-pk")[:SLOTS_LOOKED_AT]
    return list(dict.fromkeys(row.article for row in found))[:POSITIONS]
