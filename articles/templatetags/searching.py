"""Print what a search found."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from articles.html import mark_clean, unbroken
from articles.search.excerpts import Piece, Result

register = template.Library()

# What `articles/_found.html` has where the words of a search belong. A story's own text is escaped
# there, so it holds neither.
HEADLINE, EXCERPT = "<!--headline-->", "<!--excerpt-->"


@register.filter
def as_found(results: Iterable[Result]) -> SafeString:
    """Print stories that were found, their words in the gaps of what their release printed."""
    return mark_clean("".join(map(_printed, results)))


def _printed(result: Result) -> str:
    printed = result.printed.replace(HEADLINE, unbroken(marked(result.headline)))
    return printed.replace(EXCERPT, marked(result.excerpt))


def marked(pieces: Iterable[Piece]) -> str:
    """Return a text in pieces as HTML: each is escaped, and the hits stand in `<mark>`."""
    return "".join(
        [f"<mark>{escape(one.text)}</mark>" if one.is_hit else escape(one.text) for one in pieces]
    )
