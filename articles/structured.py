"""What a story says to machines: schema.org's NewsArticle, in a block of data on its page.

A block of data is no script: it runs nothing, and the policy for scripts does not concern it.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import shares
from articles.html import mark_clean
from articles.labels import unverified
from articles.models import Article, Credit

# What cannot stand inside a script element: the end of it, and the start of a comment.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

# A release, an announcement and a right of reply are others' words, so they are news and never
# reportage; a story whose source is printed says itself that it is not ours alone, and one that is
# not verified is none yet.
KINDS = {
    Article.Kind.OPINION: ["NewsArticle", "OpinionNewsArticle"],
    Article.Kind.ANALYSIS: ["NewsArticle", "AnalysisNewsArticle"],
    Article.Kind.BACKGROUND: ["NewsArticle", "BackgroundNewsArticle"],
    Article.Kind.ADVERTORIAL: ["Article", "AdvertiserContentArticle"],
}
REPORTAGE = ["NewsArticle", "ReportageNewsArticle"]

# Whose words a story is: everybody else who is credited contributed.
AUTHORS = {Credit.Role.REPORTER, Credit.Role.UNKNOWN}


def block(data: dict[str, Any]) -> SafeString:
    """Return `data` as the element that stands in the head of a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_clean(text))


def news_article(context: dict[str, Any]) -> dict[str, Any]:
    """Return what `printed.story_context()` shows of a released story, in the words of schema.org.

    Only what a reader sees on the page is said, and the same: the times to the second, the people
    by their roles, each correction with its time.
    """
    article, credits, address = context["article"], context["credits"], context["address"]
    authors = [credit for credit in credits if credit.role in AUTHORS]
    others = [c for c in credits if c.role not in AUTHORS and not c.is_editor]
    data = {
        "@context": "https://schema.org",
        "@type": kind_of(article),
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "description": article.standfirst,
        "datePublished": stamp(article.published_at),
        "dateModified": stamp(article.updated_at or article.published_at),
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
        "articleSection": article.section_name,
        "keywords": [tag["name"] for tag in context["tags"]],
        "dateline": article.place,
        "image": images(article),
        "author": people(authors) or [{"@id": publisher_id()}],
        "editor": people(context["editors"]),
        "contributor": people(others),
        "publisher": publisher(context["masthead"]),
        "correction": [comment(correction) for correction in context["corrections"]],
    }
    if answered := context["answered"]:
        data["isBasedOn"] = settings.SITE_URL + answered.get_absolute_url()
    if article.is_unverified:  # schema.org leaves the words for the stages to the publisher
        data["creativeWorkStatus"] = unverified()
    if article.quoted_url:
        data["citation"] = quoted(article)
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def kind_of(article: Article) -> list[str]:
    """Return the types of a story, the one every reader of such data knows first."""
    is_own = not (article.source or article.quoted_url or article.is_unverified)
    if article.kind == Article.Kind.NEWS and is_own:
        return REPORTAGE
    return KINDS.get(article.kind, ["NewsArticle"])


def quoted(article: Article) -> dict[str, Any]:
    """Return the other outlet's story that this one quotes."""
    return {
        "@type": "CreativeWork",
        "url": article.quoted_url,
        "datePublished": article.quoted_on.isoformat(),
        "publisher": {"@type": "Organization", "name": article.quoted_outlet},
    }


def stamp(moment: datetime) -> str:
    """Return `2025-05-14T19:25:00+07:00`, as the visible time's own element says it."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def images(article: Article) -> list[dict[str, Any]]:
    """Return the lead picture in three shapes and as it is served, with sizes and its credit.

    None of a story whose photo does not go along with a link.
    """
    if not (card := article.picture) or not shares.may_show_photo(article):
        return []
    whole = {
        "url": settings.SITE_URL + card["src"],
        "width": card["width"],
        "height": card["height"],
    }
    about = {
        "caption": card.get("caption") or card.get("alt") or "",
        "creditText": card.get("credit") or "",
    }
    return [{"@type": "ImageObject", **one, **about} for one in [*shares.cuts(article), whole]]


def people(credits: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {
            "@type": "Person",
            "name": credit.name,
            "url": settings.SITE_URL + credit.get_absolute_url(),
        }
        for credit in credits
    ]


def publisher_id() -> str:
    return f"{settings.SITE_URL}/#publisher"


def publisher(masthead: str) -> dict[str, str]:
    """Return who answers for the story; `masthead` is the path of the page that names them."""
    found = {
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(),
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse("front"),
        "correctionsPolicy": settings.SITE_URL + reverse("corrections"),
    }
    return found | ({"masthead": settings.SITE_URL + masthead} if masthead else {})


def crumbs(above: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page, as its breadcrumb shows it: names and paths, from the front page.

    developers.google.com/search/docs/appearance/structured-data/breadcrumb
    """
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path}
        for place, (name, path) in enumerate(above, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def site(principles: str) -> dict[str, Any]:
    """Return what the front page says of the site and of who publishes it.

    `principles` is the path of the page with the rules that the newsroom keeps, or "". Searchers
    take the name of a site from here (developers.google.com/search/docs/appearance/site-names).
    """
    about = publisher(reverse("masthead")) | {"logo": settings.SITE_URL + static("img/favicon.svg")}
    if principles:
        about["publishingPrinciples"] = settings.SITE_URL + principles
    website = {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse("front"),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": publisher_id()},
    }
    return {"@context": "https://schema.org", "@graph": [website, about]}


def comment(correction: Any) -> dict[str, str]:
    text = f"{correction.text}\n\n{correction.apology}".strip()
    return {
        "@type": "CorrectionComment",
        "text": text,
        "datePublished": stamp(correction.published_at),
    }
