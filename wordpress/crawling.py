"""Tries the addresses of an old site against this one, as a reader's browser would."""

import http.client
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from wordpress import addresses, kinds
from wordpress.items import Item, Site, Term
from wordpress.parser import Export
from wordpress.survey import Survey, stream

TIMEOUT = 30  # seconds
MOST_HOPS = 5


@dataclass
class Answer:
    """Where an address led: the statuses in order, and the last address asked."""

    path: str
    statuses: list[int] = field(default_factory=list)
    last: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether it is a page, at once or after one permanent redirect."""
        return self.statuses in ([200], [301, 200], [308, 200])


def paths_of(exports: Sequence[Export], survey: Survey) -> Iterator[str]:
    """Yield the paths readers may have kept: of every public item, label, author and day.

    With a slash and without, with `/feed/`, and by number. Each as it stands behind the host.
    """
    seen: set[int] = set()

    def fresh(path: str) -> Iterator[str]:
        if path and hash(path) not in seen:
            seen.add(hash(path))
            yield path

    base, bases = "/", {}
    for one in stream(exports, []):
        found: list[str] = []
        if isinstance(one, Site):
            base = addresses.base_of(addresses.site_of(one.address))
            bases[base] = None  # a set in the order of the files
        elif isinstance(one, Term) and one.taxonomy in {"category", "post_tag"}:
            is_category = one.taxonomy == "category"
            place = addresses.CATEGORY_BASE if is_category else addresses.TAG_BASE
            found = list(addresses.of_label(base, place, [one.slug], one.term_id))
        elif isinstance(one, Item) and one.status in {"publish", "inherit"} and not one.password:
            found = list(addresses.of_item(one, base))
            if kinds.is_story(one) and len(one.date) >= 10 and one.date[:4] > "1999":
                year, month, day = one.date[:10].split("-")
                found += [f"{base}{year}/{month}/{day}/", f"{base}{year}/{month}/"]
                found += [f"{base}{year}/"]
            if one.post_type in kinds.MACHINERY:
                found = found[:1]
        for path in found:
            yield from _variants(path, fresh)
    for base in bases:
        for login in [*survey.authors, *survey.creators]:
            for path in addresses.of_author(base, login, ""):
                yield from _variants(path, fresh)


def _variants(path: str, fresh: Callable[[str], Iterator[str]]) -> Iterator[str]:
    yield from fresh(path)
    if "?" not in path and path.endswith("/"):
        yield from fresh(path.rstrip("/"))
        yield from fresh(f"{path}feed/")


class Crawler:
    """Asks one server; keeps its connection."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self.connection = kind(parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT)

    def follow(self, path: str) -> Answer:
        answer = Answer(path, last=quote(path, safe="/?=&%:@~-._!$'()*+,;"))
        while len(answer.statuses) < MOST_HOPS:
            status, location = self._ask(answer.last)
            answer.statuses.append(status)
            if status not in {301, 302, 303, 307, 308} or not location:
                break
            parts = urlsplit(location)
            answer.last = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return answer

    def _ask(self, target: str) -> tuple[int, str]:
        for attempt in range(2):
            try:
                self.connection.request("GET", target, headers={"User-Agent": "newsroom-crawl"})
                answer = self.connection.getresponse()
                answer.read()
                return answer.status, answer.getheader("Location") or ""
            except (http.client.HTTPException, OSError):
                self.connection.close()
                if attempt:
                    raise
        return 0, ""
