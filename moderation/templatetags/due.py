"""How long until something is due, printed in one way wherever the work is."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from articles.templatetags.dates import full_time

register = template.Library()

# Nearer than this it is time to look; further away than that a date says more than an age.
SOON = timedelta(hours=1)
FAR = timedelta(days=7)


@register.simple_tag
def due(
    moment: datetime | None, done: object = False, now: datetime | None = None
) -> SafeString | str:
    """Print “due in 40 minutes” or “2 hours overdue”; nothing without a moment or once it is done.

    The exact time stands in the element's title, for whoever wants to know.
    """
    if moment is None or done:
        return ""
    now = now or timezone.now()
    urgency = "late" if moment <= now else "soon" if moment - now <= SOON else "calm"
    return format_html(
        '<time class="due due-{}" datetime="{}" title="{}">{}</time>',
        urgency,
        timezone.localtime(moment).isoformat(timespec="minutes"),
        full_time(moment),
        _in_words(moment, now),
    )


def _in_words(moment: datetime, now: datetime) -> str:
    if moment <= now:
        if now - moment < timedelta(minutes=1):
            return _("due now")
        return _("%(age)s overdue") % {"age": timesince(moment, now, depth=1)}
    if moment - now > FAR:
        return _("due on %(when)s") % {"when": full_time(moment)}
    if moment - now < timedelta(minutes=1):
        return _("due now")
    return _("due in %(age)s") % {"age": timeuntil(moment, now, depth=1)}
