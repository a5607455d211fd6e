"""Public pages of the old site as standing pages of this one."""

from django.utils.text import slugify

from articles.models import Page
from articles.models.pages import RESERVED
from wordpress.items import Item
from wordpress.words import Words, shorten

TITLE, SLUG = 120, 60  # characters, as `articles.models.Page` has them
AFTER = 100  # the place of the first, behind the pages that are here


def write(item: Item, words: Words) -> Page:
    """Make the page. An address that is taken here gets a number."""
    order = int(item.menu_order) if item.menu_order.isdecimal() else 0
    return Page.objects.create(
        title=shorten(words.headline, TITLE),
        slug=_free_slug(item.name or words.headline),
        body=words.body.html,
        position=min(AFTER + order, 30_000),
    )


def _free_slug(name: str) -> str:
    base = slugify(name)[:SLUG].strip("-") or "halaman"
    taken = set(Page.objects.filter(slug__startswith=base[:50]).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base[: SLUG - len(str(number)) - 1]}-{number}"
    return slug
