"""What never stands in the log, which more people read than the story it is about."""

import logging
import re

from django.conf import settings

# Whoever has the address of a guest's link reads the draft (moderation/links.py).
_KEY = re.compile(rf"({re.escape(settings.DESK_PREFIX)}pratinjau-tamu/)[^/\s]+")


class WithoutKeys(logging.Filter):
    """Take the keys of guests out of addresses: Django names the address of what it refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without_key(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_key, record.args))
        return True


def _without_key(said: object) -> object:
    return _KEY.sub(r"\1…", said) if isinstance(said, str) else said
