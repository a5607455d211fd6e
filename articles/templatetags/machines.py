"""What the head of a page says to machines: its one address, its feeds, how a link to it looks."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import furniture, shares, structured
from articles.feeds.entries import picture_of
from articles.feeds.formats import FORMATS
from articles.furniture import Entry
from articles.models import Article
from articles.pages import PARAMETER, ListPage
from articles.printed import PrintedCredit
from categories.models import Category

register = template.Library()

PRINCIPLES = "pedoman-media-siber"  # the standing page with the rules that the newsroom keeps


@register.inclusion_tag("articles/_feeds.html")
def feeds(name: str, key: str = "", title: str = "") -> dict[str, Any]:
    """Name the feeds of a page in all formats: `{% feeds "feed-tag" tag.slug tag.name %}`.

    `name` is the feed's address in RSS, `key` the path of a category or the slug of anything else.
    """
    place = {"path" if name == "feed-category" else "slug": key} if key else {}
    title = f"{settings.SITE_NAME}: {title}" if title else settings.SITE_NAME
    links = [
        {
            "url": reverse(f"{name}{form.end}", kwargs=place),
            "type": form.media_type,
            "title": f"{title} ({form.name})",
        }
        for form in FORMATS.values()
    ]
    return {"links": links}


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any]) -> SafeString:
    """Say the address of a list.

    A later page is a page of its own, with the position it begins at as part of its address.
    Nothing else of the request's query is: the page is kept for everybody.
    """
    request, page = context["request"], context.get("page")
    address = settings.SITE_URL + request.path
    if isinstance(page, ListPage) and not page.is_first:
        address = f"{address}?{urlencode({PARAMETER: request.GET[PARAMETER]})}"
    return _address(address)


@register.inclusion_tag("articles/_social.html", takes_context=True)
def social(
    context: dict[str, Any],
    title: str,
    about: str = "",
    kind: str = "website",
    card: dict[str, Any] | None = None,
    *,
    with_address: bool = True,
) -> dict[str, Any]:
    """Say how a link to a list looks, below its address: `{% social tag.name %}`.

    `card` is a picture of its own (`Photo.card()`); without one a link shows the site's. Where the
    address varies and nothing else does, it is said before: `{% page_address %}`.
    """
    return {
        "site_name": settings.SITE_NAME,
        "address": page_address(context) if with_address else "",
        "title": title,
        "about": about,
        "kind": kind,
        "article": None,
        "picture": picture_of(card),
    }


@register.inclusion_tag("articles/_social.html")
def social_story(
    article: Article,
    address: str,
    tags: Sequence[dict[str, str]],
    credits: Sequence[PrintedCredit],
) -> dict[str, Any]:
    """Say the same of a story, with its times, its section, its tags and who wrote it."""
    changed = article.updated_at or article.published_at
    return {
        "site_name": settings.SITE_NAME,
        "address": _address(address),
        "title": article.headline,
        "about": article.standfirst,
        "kind": "article",
        "article": article,
        "preview": "large" if shares.may_show_photo(article) else "none",
        "published": structured.stamp(article.published_at),
        "changed": structured.stamp(changed),
        "tags": [tag["name"] for tag in tags],
        "authors": [
            settings.SITE_URL + credit.get_absolute_url()
            for credit in credits
            if credit.role in structured.AUTHORS
        ],
    }


@register.simple_tag
def crumbs_data(above: Iterable[Entry | Category], *here: Category) -> SafeString:
    """Say for machines where a page stands: below the front page and `above`, itself at the end."""
    way = [
        (one.name, one.url if isinstance(one, Entry) else one.get_absolute_url())
        for one in (*above, *here)
    ]
    return structured.block(structured.crumbs([(_("Home"), reverse("front")), *way]))


@register.simple_tag(takes_context=True)
def site_data(context: dict[str, Any]) -> SafeString:
    """Say for machines what this site is, who answers for it and by which rules."""
    pages = {page["slug"]: page["url"] for page in furniture.footer(context["request"])}
    return structured.block(structured.site(pages.get(PRINCIPLES, "")))


@register.inclusion_tag("articles/_oembed.html")
def oembed(article: Article, address: str) -> dict[str, Any]:
    """Name where a program that embeds the story is told how (oembed.com, section 4)."""
    place = settings.SITE_URL + reverse("oembed")
    links = [
        {
            "url": f"{place}?{urlencode({'url': address, 'format': form})}",
            "type": f"{kind}/{form}+oembed",
            "title": article.headline,
        }
        for form, kind in (("json", "application"), ("xml", "text"))
    ]
    return {"links": links}


def _address(address: str) -> SafeString:
    return format_html(
        '<link rel="canonical" href="{}">\n<meta property="og:url" content="{}">\n',
        address,
        address,
    )
