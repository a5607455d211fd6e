"""Print what a search found."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.html import mark_clean
from articles.search.excerpts import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Print a text in pieces, each escaped, with the hits in `<mark>`."""
    texts = ((escape(one.text), one.is_hit) for one in pieces)
    return mark_clean("".join(f"<mark>{text}</mark>" if is_hit else text for text, is_hit in texts))
