"""Tell the WebSub hub which feeds have something new, so that subscribers need not keep asking.

Once a minute, and only if what a feed says has changed since: ten releases in a minute are one
call, and a release neither waits for the hub nor knows of it. A call that failed is made again
later, after twice as long each time, with all that has changed until then.

Announced are the feeds of everything and of corrections. Those of categories, tags and authors are
asked for like any page: nobody else knows which of a thousand a change has touched.
"""

import http.client
import logging
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from articles.feeds import channels
from articles.feeds.formats import FORMATS
from articles.models import Edition, HubNote

log = logging.getLogger(__name__)

TIMEOUT = 10  # seconds that the hub may take
LONGEST_WAIT = timedelta(hours=1)

ANNOUNCED = {"feed": channels.everything, "feed-corrections": channels.of_corrections}


def tell_hub(*, now: datetime, post: Callable[[str, bytes], None] | None = None) -> bool:
    """Tell the hub of WEBSUB_HUB what is new; return whether there was something to tell.

    `post` sends a form to an address and raises OSError when it was not taken. One caller at a
    time: the task holds a lock.
    """
    if not settings.WEBSUB_HUB:
        return False
    note, _ = HubNote.objects.get_or_create(pk=1)
    edition = Edition.objects.values_list("number", flat=True).get()
    if note.edition == edition or (note.wait_until and now < note.wait_until):
        return False
    digests = {name: _digest(feed(reverse(name))[1]) for name, feed in ANNOUNCED.items()}
    changed = [name for name, digest in digests.items() if note.told.get(name) != digest]
    if changed:
        try:
            (post or send)(settings.WEBSUB_HUB, _form(changed))
        except (OSError, http.client.HTTPException) as error:
            _note_failure(note, error, now)
            return True
    note.edition, note.told = edition, digests
    note.failures, note.problem, note.wait_until = 0, "", None
    note.save()
    return bool(changed)


def failures() -> int:
    """Return how often in a row the hub could not be told; 0 when all is well or none is named."""
    if not settings.WEBSUB_HUB:
        return 0
    return HubNote.objects.filter(pk=1).values_list("failures", flat=True).first() or 0


def send(address: str, form: bytes) -> None:
    """Send a form to exactly this address. Raises OSError for every answer but 2xx.

    No redirect is followed: an answer must not be able to send us to another machine.
    """
    request = urllib.request.Request(address, form)  # noqa: S310 - the settings allow http(s) only
    opener = urllib.request.build_opener(_NoRedirects)
    with opener.open(request, timeout=TIMEOUT):
        pass


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


def _form(changed: list[str]) -> bytes:
    """Name the addresses of the feeds that changed, each in all formats."""
    topics = [
        ("hub.url", settings.SITE_URL + reverse(f"{name}{form.end}"))
        for name in changed
        for form in FORMATS.values()
    ]
    return urlencode([("hub.mode", "publish"), *topics]).encode()


def _digest(entries: list[Any]) -> str:
    return blake2b(repr(entries).encode(), digest_size=16).hexdigest()


def _note_failure(note: HubNote, error: Exception, now: datetime) -> None:
    note.failures += 1
    note.problem = f"{type(error).__name__}: {error}"[:300]
    note.wait_until = now + min(timedelta(minutes=2 ** min(note.failures, 10)), LONGEST_WAIT)
    note.save(update_fields=["failures", "problem", "wait_until"])
    log.warning("The hub could not be told what is new (%d. time): %r", note.failures, note.problem)
