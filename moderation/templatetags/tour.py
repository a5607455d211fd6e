"""The invitation to the tour of the first day."""

from typing import Any

from django import template

from moderation.tour import is_new, tour_of
from moderation.views.tour import DISMISSED

register = template.Library()


@register.inclusion_tag("admin/_tour_invitation.html", takes_context=True)
def tour_invitation(context: dict[str, Any]) -> dict[str, Any]:
    """Invite who is new, until everything was tried or they said no; costs others no query."""
    request = context["request"]
    if DISMISSED in request.COOKIES or not is_new(request.user):
        return {}
    tour = tour_of(request.user)
    return {} if tour.is_finished else {"tour": tour}
