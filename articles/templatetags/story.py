"""Show stored HTML: `{{ article.body|story_html }}`."""

from django import template
from django.utils.safestring import SafeString

from articles.html import mark_clean

register = template.Library()


@register.filter
def story_html(body: str) -> SafeString:
    """Return a cleaned body so that the template shows it as HTML; never give it anything else."""
    return mark_clean(body)
