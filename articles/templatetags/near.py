"""What an address that is not there may have meant, for the page that says so."""

from typing import Any

from django import template
from django.utils import timezone

from articles.search.near import Near, near_addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def near_here(context: dict[str, Any]) -> Near:
    """Return sections, stories and words near the address that was asked for."""
    request = context["request"]
    return near_addresses(request, request.path, now=timezone.now())
