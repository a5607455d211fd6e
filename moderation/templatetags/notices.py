"""The badge of notices, on every page of the desk."""

from typing import Any

from django import template

from moderation import inbox

register = template.Library()


@register.inclusion_tag("admin/moderation/notices/_badge.html", takes_context=True)
def notice_badge(context: dict[str, Any]) -> dict[str, Any]:
    """Show the way to the person's notices and how many are unread: one query."""
    request = context["request"]
    return {"request": request, "unread": inbox.badge(request.user)}
