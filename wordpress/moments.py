"""The times of an old site: in its zone, in UTC, or not said at all. Nothing here knows Django."""

from collections import Counter
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from wordpress.items import Item

FIRST, LAST = 1980, 2100  # years; what lies outside is a slip or a zero


def read(text: str) -> datetime | None:
    """Return a time as `2013-04-09 11:20:00` without a zone; None for zeros and nonsense."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if found.tzinfo is not None:
        found = found.astimezone(UTC).replace(tzinfo=None)
    return found if FIRST <= found.year <= LAST else None


def published(item: Item, zone: tzinfo) -> datetime | None:
    """Return when the item came out there: by UTC, by the site's zone, by the feed's date."""
    return _moment(item.date, item.date_gmt, zone) or _of_feed(item.pub_date)


def modified(item: Item, zone: tzinfo) -> datetime | None:
    return _moment(item.modified, item.modified_gmt, zone)


def offset(item: Item) -> timedelta | None:
    """Return how far the site's zone was from UTC when the item came out, if it says both."""
    local, utc = read(item.date), read(item.date_gmt)
    if local is None or utc is None:
        return None
    apart = timedelta(minutes=15 * round((local - utc).total_seconds() / 900))
    return apart if abs(apart) <= timedelta(hours=14) else None


def commonest(offsets: Counter[timedelta]) -> timedelta | None:
    return offsets.most_common(1)[0][0] if offsets else None


def _moment(local: str, utc: str, zone: tzinfo) -> datetime | None:
    if (found := read(utc)) is not None:
        return found.replace(tzinfo=UTC)
    if (found := read(local)) is not None:
        return found.replace(tzinfo=zone).astimezone(UTC)
    return None


def _of_feed(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found if FIRST <= found.year <= LAST else None
