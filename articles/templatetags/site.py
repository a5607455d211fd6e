"""What stands around every page. Each tag reads what `articles.furniture` keeps per edition."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles import furniture, near
from articles.furniture import Entry
from articles.labels import labels
from articles.models import Article, Banner

register = template.Library()

# A reader with a complaint is led here, as long as such a page stands.
CONTACT = "kontak"


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> list[Entry]:
    return furniture.menu(context["request"])


@register.simple_tag(takes_context=True)
def trail(context: dict[str, Any], article: Article) -> list[Entry]:
    """Return the channel of a story and what it stands under there."""
    return furniture.trail(context["request"], article.section_path, article.section_name)


@register.simple_tag(takes_context=True)
def footer_pages(context: dict[str, Any]) -> list[dict[str, str]]:
    return furniture.footer(context["request"])


@register.simple_tag(takes_context=True)
def contact_address(context: dict[str, Any]) -> str:
    """Return where to report a mistake, or nothing while there is no such page."""
    pages = furniture.footer(context["request"])
    return next((page["url"] for page in pages if page["slug"] == CONTACT), "")


@register.simple_tag(takes_context=True)
def breaking(context: dict[str, Any]) -> Banner | None:
    """Return the banner that stands above the page; of a preview (`shown_at`), the one then."""
    if moment := context.get("shown_at"):
        return furniture.banner_at(moment)
    return furniture.banner(context["request"])


@register.simple_tag(takes_context=True)
def newest(context: dict[str, Any]) -> list[Article]:
    return furniture.newest(context["request"])


@register.simple_tag(takes_context=True)
def near_pages(context: dict[str, Any]) -> list[near.Near]:
    """Return pages whose address is spelled almost like the one that was asked for."""
    request = context["request"]
    return near.pages_near(request, request.path)


@register.filter
def as_words(path: str) -> str:
    """Return what to search for where an address leads nowhere."""
    return near.words_of(path)


@register.simple_tag
def label(article: Article, *, beside_section: bool = True) -> SafeString:
    """Print what has to be said of a story wherever it is shown (`articles.labels`)."""
    found = labels(article, beside_section=beside_section)
    return format_html_join("", '<span class="label label-{}">{}</span>', found)


@register.filter
def holds(entry: Entry, path: str) -> bool:
    """Say whether a menu entry is the category at `path` or stands above it."""
    return entry.is_above(path)


@register.filter
def on_site(path: str) -> str:
    """Return a path of this site as a whole address."""
    return settings.SITE_URL + path
