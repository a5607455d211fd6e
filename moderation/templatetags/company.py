"""Who else is at a draft, for the pages that show one."""

from django import template
from django.template import Context

from moderation import presence
from moderation.models import Draft

register = template.Library()


@register.simple_tag(takes_context=True)
def company(context: Context, draft: Draft) -> list[presence.Company]:
    """Return who else has `draft` open or left typing in it; nobody is at a draft not begun."""
    return presence.company(draft, context["request"].user) if draft.pk else []
