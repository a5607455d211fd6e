"""How urgent a line of the queue is."""

from datetime import datetime

from django import template

from moderation.queue import Line

register = template.Library()


@register.simple_tag
def waiting(line: Line, now: datetime) -> str:
    """Print "calm", "soon" or "late", which becomes a class; the words stand beside it."""
    return line.waits(now)
