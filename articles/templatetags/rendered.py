"""Print a story in a list: `{% story article "row" %}`, from what its release made of it."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.html import mark_clean
from articles.rendered import render

register = template.Library()


@register.simple_tag
def story(article: Any, shape: str) -> SafeString:
    """Print a story in one of `articles.rendered.SHAPES`; made now, if it was not made before."""
    return mark_clean(_printed(article, shape))


@register.simple_tag
def stories(articles: Iterable[Any], shape: str) -> SafeString:
    """Print stories one after the other."""
    return mark_clean("".join([_printed(article, shape) for article in articles]))


def _printed(article: Any, shape: str) -> str:
    """Return a story as it was made; one made now keeps that, since many pages may show it."""
    made = getattr(article, "rendered", None)
    if made is None:
        made = article.rendered = {}
    if shape not in made:
        made[shape] = render(article, shape)
    return made[shape]
