"""How the tests read a public page."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from django.test import Client

WIB = ZoneInfo("Asia/Jakarta")
RELEASED = datetime(2025, 5, 14, 19, 25, tzinfo=WIB)


class Outline(HTMLParser):
    """Notes each start tag with its attributes, and the text of `h1` to `h3` and `a`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("h1", "h2", "h3", "a"):
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def in_order(html: str, *parts: str) -> bool:
    places = [html.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    return places == sorted(places)


def data_of(html: str) -> dict:
    """Return the structured data of a page: of a story, what its head says of it."""
    return blocks_of(html)[0]


def blocks_of(html: str) -> list[dict]:
    """Return all structured data of a page, in its order."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]
