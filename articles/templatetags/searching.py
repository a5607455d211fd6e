"""Print what a search found."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.search.excerpts import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Print a text in pieces, each escaped, with the hits in `<mark>`."""
    texts = (format_html("<mark>{}</mark>", one.text) if one.is_hit else one.text for one in pieces)
    return format_html_join("", "{}", ((text,) for text in texts))
