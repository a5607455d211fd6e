"""Dates and times, printed in one way everywhere: `14 Mei 2025, 19.25 WIB`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

ZONE = "WIB"  # what Indonesians call settings.TIME_ZONE, which no variable changes


@register.filter
def full_time(value: datetime) -> str:
    """Return `14 Mei 2025, 19.25 WIB`."""
    local = timezone.localtime(value)
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {ZONE}"


def clock_time(value: datetime) -> str:
    """Return `19.25`."""
    return formats.date_format(timezone.localtime(value), "TIME_FORMAT")


@register.simple_tag
def timestamp(value: datetime) -> SafeString:
    """Print `<time>` with date, time and zone."""
    return _element(value, full_time(value))


@register.simple_tag
def clock(value: datetime) -> SafeString:
    """Print `<time>` with the time alone, for a list whose heading says the day."""
    return _element(value, clock_time(value))


@register.filter
def local_day(value: datetime) -> date:
    """Return the day on which readers saw it, to group a list by."""
    return timezone.localdate(value)


@register.filter
def by_day(stories: Iterable[Any]) -> list[tuple[date, list[Any]]]:
    """Return the days on which readers saw a list's stories, each with those of it, in order."""
    zone = timezone.get_current_timezone()
    days = groupby(stories, lambda story: story.published_at.astimezone(zone).date())
    return [(day, list(of_day)) for day, of_day in days]


@register.filter
def day_name(value: date) -> str:
    """Return `Rabu, 14 Mei 2025`."""
    return f"{formats.date_format(value, 'l')}, {formats.date_format(value, 'DATE_FORMAT')}"


@register.filter
def near_day(value: date) -> str:
    """Return "Today" or "Yesterday", or nothing. The edition changes with the date, so may this."""
    today = timezone.localdate()
    return {today: _("Today"), today - timedelta(days=1): _("Yesterday")}.get(value, "")


def _element(value: datetime, text: str) -> SafeString:
    stamp = timezone.localtime(value).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', stamp, text)
