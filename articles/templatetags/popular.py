"""The stories read most, for a block on any page: `{% most_read as read_most %}`."""

from typing import Any

from django import template

from articles import popular
from articles.models import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def most_read(context: dict[str, Any]) -> dict[str, list[Article]]:
    """Return the lists `day` and `week`, empty where nothing is counted; read once per edition."""
    return popular.lists(context["request"])
