"""What shares words with a draft, for a page that shows it beside something else."""

from typing import Any

from django import template
from django.template import RequestContext

from moderation import resembling
from moderation.desks import finder_for
from moderation.models import Draft

register = template.Library()


@register.inclusion_tag("admin/moderation/draft/_near.html", takes_context=True)
def near_copies(context: RequestContext, draft: Draft) -> dict[str, Any]:
    """Print what is a near-copy of `draft` and what the person at the desk may see of it."""
    request = context["request"]
    found = resembling.near(draft, request.user, finder=finder_for(request))
    return {"draft": draft, "near": found, "least": resembling.PERCENT}
