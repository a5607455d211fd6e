"""A day that a reader types into the search: it has a page of its own."""

import re
from datetime import date

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3

from articles.converters import FIRST_YEAR

_DAY_FIRST = re.compile(r"(\d{1,2})[ ./-]{1,2}(\d{1,2}|[a-z]{3,9})[ ./-]{1,2}(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def day_in(text: str) -> date | None:
    """Return the day that is all of `text`, such as `22 November 2026`, 22/11/2026, 2026-11-22.

    None for anything else, for a day to come and for one before the archive can begin.
    """
    text = text.lower()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    try:
        found = date(int(year), int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR and found <= timezone.localdate() else None


def _month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for no month."""
    names = [(number, str(called).lower()) for number, called in MONTHS.items()]
    names += [(number, str(called).lower()) for number, called in MONTHS_3.items()]
    return next((number for number, called in names if called == name), 0)
