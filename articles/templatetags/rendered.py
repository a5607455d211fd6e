"""Print a story in a list: `{% story article "row" %}`, from what its release made of it."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.html import mark_clean
from articles.rendered import render

register = template.Library()


@register.simple_tag
def story(article: Any, shape: str) -> SafeString:
    """Print a story in one of `articles.rendered.SHAPES`; made now, if it was not made before."""
    made = getattr(article, "rendered", None)
    return mark_clean((made and made.get(shape)) or render(article, shape))
