"""Say which picture a link to a story shows: `{% share_picture article as shared %}`."""

from typing import Any

from django import template

from articles import shares
from articles.models import Article

register = template.Library()


@register.simple_tag
def share_picture(article: Article | None = None) -> dict[str, Any]:
    """Return url, width, height, type and alt; without an article, those of the site's picture."""
    return shares.shown(article)
