"""What stands around a story's text, ready to be printed: for its page and for its preview."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import structured, texts
from articles.models import Article, Correction, Credit

# A story older than this says so: what it reports may have changed long ago.
OLD_AFTER = 180  # days
SHOWN_LATEST = 6

# “Baca juga” never stands earlier: readers' oldest complaint.
PARAGRAPHS_BEFORE = 3
_BLOCK = re.compile(r"<(/?)(p|h2|h3|blockquote|ul|ol|table|figure)\b[^>]*>")


@dataclass(frozen=True)
class PrintedCredit:
    """One person's credit, with the address of their page."""

    name: str
    slug: str
    code: str
    role: str

    @property
    def role_label(self) -> str:
        """What the person did, or nothing where an imported story did not say it."""
        return "" if self.role == Credit.Role.UNKNOWN else str(Credit.Role(self.role).label)

    @property
    def is_editor(self) -> bool:
        return self.role == Credit.Role.EDITOR

    def get_absolute_url(self) -> str:
        return reverse("author", kwargs={"slug": self.slug})


@dataclass(frozen=True)
class PrintedCorrection:
    """What was wrong and what is right, how much it was, and when readers were told."""

    text: str
    published_at: datetime
    severity: str = Correction.Severity.FACT
    apology: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PrintedCorrection":
        """Read a row of `Article.objects.for_page()`, where PostgreSQL wrote the time as text."""
        return cls(**row | {"published_at": datetime.fromisoformat(row["published_at"])})

    @property
    def told_as(self) -> str:
        """How much was wrong, as readers are told."""
        return str(Correction.TOLD_AS[self.severity])


@dataclass(frozen=True)
class LinkedStory:
    """A right of reply to a story or what verified it, or the story that one is about.

    Each page names the other with its date: Pedoman Pemberitaan Media Siber (2012), clauses 4a-c
    and 2d.
    A story that was withdrawn since has no headline any more.
    """

    id: int
    slug: str
    headline: str
    published_at: datetime
    withdrawn_at: datetime | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "LinkedStory":
        """Read a row of `Article.objects.for_page()`, where PostgreSQL wrote the times as text."""
        times = ("published_at", "withdrawn_at")
        return cls(**row | {name: datetime.fromisoformat(row[name]) for name in times if row[name]})

    def get_absolute_url(self) -> str:
        return reverse("story", kwargs={"pk": self.id, "slug": self.slug})


@dataclass(frozen=True)
class ShareLink:
    """A plain link that hands a story to another service: no script, nothing loaded from there."""

    name: str
    url: str


def story_context(
    article: Article,
    *,
    credits: Sequence[PrintedCredit] = (),
    tags: Sequence[dict[str, Any]] = (),
    corrections: Sequence[PrintedCorrection] = (),
    replies: Sequence[LinkedStory] = (),
    answered: LinkedStory | None = None,
    verifications: Sequence[LinkedStory] = (),
    verified: LinkedStory | None = None,
    read_also: Sequence[Article] = (),
    related: Sequence[Article] = (),
    latest: Iterable[Article] = (),
    masthead: str = "",
) -> dict[str, Any]:
    """Return everything `articles/story.html` shows, for the page and for the desk's preview.

    `article` may be unsaved, as `publishing.compose()` fills it; then it has no address yet, no
    share links and no structured data. `tags` are dicts with `name` and, once the tag exists,
    `slug`. `latest` may hold `article` itself; it is left out. `masthead` is the path of the page
    that names the newsroom's people.
    """
    address = settings.SITE_URL + article.get_absolute_url() if article.pk else ""
    context = {
        **varying(article, read_also, related, latest),
        "address": address,
        "credits": credits,
        "makers": [credit for credit in credits if not credit.is_editor],
        "editors": [credit for credit in credits if credit.is_editor],
        "tags": tags,
        "corrections": corrections,
        "replies": replies,
        "answered": answered,
        "verifications": verifications,
        "verified": verified,
        "share_links": share_links(article.headline, address) if address else [],
        "masthead": masthead,
        "help": texts.help_box() if article.needs_help_box else None,
    }
    if address:
        context["structured"] = structured.block(structured.news_article(context))
    return context


def varying(
    article: Article,
    read_also: Sequence[Any],
    related: Sequence[Any],
    latest: Iterable[Article],
) -> dict[str, Any]:
    """Return what the holes of `articles/story.html` show: it changes without the story."""
    latest = [one for one in latest if one.pk != article.pk][:SHOWN_LATEST]
    return {
        "article": article,
        "section_path": article.section_path,
        "age": age_of(article),
        "opens_with_paragraph": article.body.startswith("<p>"),
        "body": parted(article.body) if read_also else (article.body, ""),
        "read_also": read_also,
        "related": related,
        "latest": latest,
        "rail": " ".join(str(one.pk) for one in latest),
    }


def parted(body: str) -> tuple[str, str]:
    """Cut a clean body where “Baca juga” may stand: between two whole blocks.

    That is after the third paragraph or, where a list or a picture belongs to that one, after the
    next one that a paragraph or a heading follows; in a short story, at the end.
    """
    depth = paragraphs = 0
    blocks = list(_BLOCK.finditer(body))
    for here, after in pairwise(blocks):
        depth += -1 if here[1] else 1
        if depth or not here[1] or here[2] != "p":
            continue
        paragraphs += 1
        if paragraphs >= PARAGRAPHS_BEFORE and after[2] in {"p", "h2", "h3"}:
            return body[: here.end()], body[here.end() :]
    return body, ""


def age_of(article: Article) -> str:
    """Return how old a story is in words, "2 years", or nothing for one of the last 180 days."""
    today = timezone.localdate()
    published = timezone.localdate(article.published_at)
    days = (today - published).days
    if days <= OLD_AFTER:
        return ""
    months = (today.year - published.year) * 12 + today.month - published.month
    months -= today.day < published.day
    if months < 12:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = months // 12
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def share_links(headline: str, address: str) -> list[ShareLink]:
    """Return where a story can be sent to, by plain addresses of those services."""
    both = urlencode({"text": headline, "url": address})
    return [
        ShareLink("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{headline} {address}'})}"),
        ShareLink(
            "Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"
        ),
        ShareLink("X", f"https://x.com/intent/post?{both}"),
        ShareLink("Telegram", f"https://t.me/share/url?{both}"),
        ShareLink(
            _("E-mail"),
            "mailto:?" + urlencode({"subject": headline, "body": address}).replace("+", "%20"),
        ),
    ]
