"""How long something still takes, by what is done of it. Nothing here knows Django."""

from datetime import datetime, timedelta
from math import ceil

EARLIEST = timedelta(seconds=5)  # before that a rate says nothing


def minutes_left(since: datetime | None, now: datetime | None, done: int, total: int) -> int | None:
    """Return in how many minutes, rounded up, `total` is reached at the rate since `since`.

    None where nothing can be said: nothing is done yet, or it has hardly begun.
    """
    if since is None or now is None or not 0 < done <= total or now - since < EARLIEST:
        return None
    return ceil((now - since) * (total - done) / done / timedelta(minutes=1))
