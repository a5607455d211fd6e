"""How urgent a line of the queue is, and for how long something has lasted."""

from datetime import datetime, timedelta

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext

from moderation.queue import Line

register = template.Library()

ONE_MINUTE = timedelta(minutes=1)


@register.simple_tag
def waiting(line: Line, now: datetime) -> str:
    """Print "calm", "soon" or "late", which becomes a class; the words stand beside it."""
    return line.waits(now)


@register.filter
def lasting(since: datetime, now: datetime) -> str:
    """Return how long it is from `since` to `now`, in one unit: “2 hours”."""
    if now - since < ONE_MINUTE:
        return gettext("less than a minute")
    return timesince(since, now, depth=1)
