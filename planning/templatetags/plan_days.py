"""Days beside a day."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from articles.templatetags.dates import clock_time

register = template.Library()


@register.filter
def days_on(day: date, number: int) -> date:
    """Return the day `number` days after `day`; before it, if negative."""
    return day + timedelta(days=number)


@register.filter
def short_moment(moment: datetime, day: date) -> str:
    """Return `19.25`, with its date before it if that is not `day`."""
    local = timezone.localtime(moment)
    if local.date() == day:
        return clock_time(moment)
    return f"{date_format(local, 'SHORT_DATE_FORMAT')} {clock_time(moment)}"
