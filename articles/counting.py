"""Count how often stories are read, without knowing by whom.

What is counted lies in the memory of each process and goes to the database every few seconds, by a
thread of its own: no request waits for it, and nothing that readers read is written. What is
written is a story, an hour and a number. docs/decisions/most-read.md says what is left out, and
why.
"""

import atexit
import logging
import re
import secrets
import threading
import time
from collections import Counter
from contextvars import copy_context
from hashlib import blake2b

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections, router
from django.http import HttpRequest

from articles.letters import sender_address, sender_network
from articles.models import Reading

logger = logging.getLogger(__name__)

EVERY = 10  # seconds between two writes of a process
FORGET_AFTER = 30 * 60  # seconds; the same reader's next look is counted anew after that
MOST_SEEN = 200_000  # readers of stories held in memory; above that no new one is counted
MOST_FROM_ONE_NETWORK = 30  # of one story while they are held: a school, not a script
MOST_WAITING = 20_000  # stories and hours that wait for a database that does not answer

STORY = re.compile(r"/berita/([0-9]{1,18})/")
# Whatever calls itself a browser and says that it is no person. Previews of messengers do not even
# call themselves one; people who read in a messenger's own window do.
MACHINES = (
    *("bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "monitor", "headless"),
    *("lighthouse", "python", "curl", "wget", "feed", "fetch", "scan"),
)
PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")
HOUR = 60 * 60
INSERT = """
INSERT INTO articles_reading (article_id, hour, count)
SELECT story, to_timestamp(begins), count
FROM unnest(%s::bigint[], %s::bigint[], %s::integer[]) AS counted (story, begins, count)
"""


def story_of(request: HttpRequest, status: int) -> int | None:
    """Return the number of the story that a person was shown, or None.

    304 counts: somebody came back to a page that their browser still has.
    """
    if request.method != "GET" or status not in {200, 304}:
        return None
    if (found := STORY.match(request.path_info)) is None:
        return None
    sent = request.META  # and not `headers`, which reads every one of them first
    agent = sent.get("HTTP_USER_AGENT", "").lower()
    if not agent.startswith("mozilla/") or any(word in agent for word in MACHINES):
        return None
    if any("prefetch" in sent.get(name, "").lower() for name in PURPOSES):
        return None
    # A page, or a page that a browser's own worker asks for; no picture, no frame, no script.
    if sent.get("HTTP_SEC_FETCH_DEST", "document") not in {"document", "empty"}:
        return None
    return int(found[1])


class Readings:
    """What one process has counted and not written yet, and whom it has counted already.

    A reader is a keyed digest of address and browser, held in memory for half an hour at most. The
    key is made by chance, told to nobody and thrown away with the digests.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: Counter[tuple[int, int]] = Counter()
        self.writer: threading.Thread | None = None
        self.forget()

    def forget(self) -> None:
        """Forget whom was counted, so that each may be counted once more."""
        self.key = secrets.token_bytes(16)
        self.seen: set[bytes] = set()
        self.networks: Counter[bytes] = Counter()
        self.forget_at = time.monotonic() + FORGET_AFTER

    def note(self, article_id: int, request: HttpRequest) -> bool:
        """Count a story as read, unless the same reader was counted a moment ago."""
        sender, agent = sender_address(request), request.META.get("HTTP_USER_AGENT", "")
        hour = int(time.time()) // HOUR * HOUR
        with self.lock:
            if time.monotonic() >= self.forget_at:
                self.forget()
            reader = self._digest(article_id, sender, agent)
            if reader in self.seen or len(self.seen) >= MOST_SEEN:
                return False
            neighbours = self._digest(article_id, sender_network(request))
            if self.networks[neighbours] >= MOST_FROM_ONE_NETWORK:
                return False
            self.seen.add(reader)
            self.networks[neighbours] += 1
            if (article_id, hour) in self.waiting or len(self.waiting) < MOST_WAITING:
                self.waiting[article_id, hour] += 1
        return True

    def write(self) -> int:
        """Add what was counted to the database; return how many rows. Never raises.

        What cannot be written waits for the next time.
        """
        with self.lock:
            taken, self.waiting = self.waiting, Counter()
        if not taken:
            return 0
        keys = list(taken)
        columns = [[pk for pk, _ in keys], [hour for _, hour in keys], list(taken.values())]
        try:
            with connections[router.db_for_write(Reading) or "default"].cursor() as cursor:
                cursor.execute(INSERT, columns)
        except DatabaseError:
            logger.warning("What readers read could not be written.", exc_info=True)
            with self.lock:
                self.waiting.update(taken)
            return 0
        return len(keys)

    def start(self) -> None:
        """Write every few seconds from now on, as the one who reads: called inside a request."""
        if self.writer is None:
            with self.lock:
                if self.writer is None:
                    # In the request's context, which says which role to take (newsroom/routers.py).
                    self.writer = threading.Thread(
                        target=copy_context().run, args=(self._write_for_ever,), daemon=True
                    )
                    self.writer.start()
                    atexit.register(self.write)

    def _write_for_ever(self) -> None:
        while True:
            time.sleep(EVERY)
            self.write()
            close_old_connections()  # one that broke; the next time opens another

    def _digest(self, article_id: int, *facts: str) -> bytes:
        text = f"{article_id}\n{'\n'.join(facts)}"
        return blake2b(text.encode("utf-8", "replace"), key=self.key, digest_size=8).digest()


readings = Readings()


def count(request: HttpRequest, status: int) -> None:
    """Count what a request was answered with, if it is a story that a person reads."""
    article_id = story_of(request, status)
    if article_id is not None and readings.note(article_id, request) and not settings.TESTING:
        readings.start()
