"""What stands around a story's text, ready to be printed: for its page and for its preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Credit

# A story older than this says so: what it reports may have changed long ago.
OLD_AFTER = 180  # days
SHOWN_LATEST = 6


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
    """What was wrong and what is right, and when readers were told."""

    text: str
    published_at: datetime

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PrintedCorrection":
        """Read a row of `Article.objects.for_page()`, where PostgreSQL wrote the time as text."""
        return cls(row["text"], datetime.fromisoformat(row["published_at"]))


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
    related: Sequence[Article] = (),
    latest: Iterable[Article] = (),
) -> dict[str, Any]:
    """Return everything `articles/story.html` shows, for the page and for the desk's preview.

    `article` may be unsaved, as `publishing.compose()` fills it; then it has no address yet and no
    share links. `tags` are dicts with `name` and, once the tag exists, `slug`. `latest` may hold
    `article` itself; it is left out.
    """
    address = settings.SITE_URL + article.get_absolute_url() if article.pk else ""
    return {
        "article": article,
        "address": address,
        "section_path": article.section_path,
        "credits": credits,
        "makers": [credit for credit in credits if not credit.is_editor],
        "editors": [credit for credit in credits if credit.is_editor],
        "tags": tags,
        "corrections": corrections,
        "age": age_of(article),
        "opens_with_paragraph": article.body.startswith("<p>"),
        "share_links": share_links(article.headline, address) if address else [],
        "related": related,
        "latest": [one for one in latest if one.pk != article.pk][:SHOWN_LATEST],
    }


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
