"""Show stored HTML and words: `{{ body|story_html }}`, `{{ article.headline|unbroken }}`."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import html
from articles.html import mark_clean

register = template.Library()


@register.filter
def story_html(body: str) -> SafeString:
    """Return a cleaned body so that the template shows it as HTML; never give it anything else."""
    return mark_clean(body)


@register.filter
def with_reachable_tables(body: str) -> SafeString:
    """Return a cleaned body whose tables scroll sideways by keyboard too, where they are wide."""
    return mark_clean(html.in_scrolling_regions(body, label=_("Table")))


@register.filter
def unbroken(words: str) -> SafeString:
    """Return words, or what `story_html` returned, with scores and spans of numbers on one line."""
    return mark_clean(html.unbroken(conditional_escape(words)))
