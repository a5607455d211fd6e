"""How a feed is written: RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1.

Where they say the same they say it in each format's own words: the whole text in `content:encoded`,
`content`, `content_html`; the picture as an enclosure and in Media RSS. The length of an enclosure
is not known to the table that readers see; RSS wants one, and 0 is what its profile says then
(rssboard.org/rss-profile).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.entries import Entry, Picture

NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself. `page` and `address` are paths of this site."""

    title: str
    description: str
    page: str
    address: str
    is_announced: bool = False  # a WebSub hub tells of what is new in it


class _Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            handler.addQuickElement("dc:creator", person.name)
        handler.addQuickElement("content:encoded", entry.html)
        _add_media(handler, entry.picture)


class _Atom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": NAMESPACES["xmlns:media"]}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            handler.startElement("author", {})
            handler.addQuickElement("name", person.name)
            handler.addQuickElement("uri", person.url)
            handler.endElement("author")
        handler.addQuickElement("content", entry.html, {"type": "html"})
        if entry.picture:
            link = {"rel": "enclosure", "href": entry.picture.url, "type": entry.picture.mime_type}
            handler.addQuickElement("link", None, link)
        _add_media(handler, entry.picture)


def _add_media(handler: SimplerXMLGenerator, picture: Picture | None) -> None:
    """Write the picture in Media RSS (rssboard.org/media-rss), which knows its size and credit."""
    if picture is None:
        return
    attributes = {
        "url": picture.url,
        "medium": "image",
        "type": picture.mime_type,
        "width": str(picture.width),
        "height": str(picture.height),
    }
    handler.startElement("media:content", attributes)
    if picture.caption or picture.alt:
        words = picture.caption or picture.alt
        handler.addQuickElement("media:description", words, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit, {"role": "photographer"})
    handler.endElement("media:content")


def rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    return _xml(_Rss, channel, entries)


def atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    return _xml(_Atom, channel, entries)


def _xml(kind: type[_Rss | _Atom], channel: Channel, entries: Iterable[Entry]) -> bytes:
    address = settings.SITE_URL + channel.address
    is_atom = kind is _Atom
    feed = kind(
        title=channel.title,
        link=settings.SITE_URL + channel.page,
        description=channel.description,
        subtitle=channel.description,
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        author_link=f"{settings.SITE_URL}/",
        feed_url=address,
        feed_guid=address,
        hubs=hubs_of(channel),
    )
    for entry in entries:
        picture = entry.picture
        length = [Enclosure(picture.url, "0", picture.mime_type)] if picture else []
        feed.add_item(
            title=entry.title,
            link=entry.url,
            # Both formats read a summary as HTML.
            description=escape(entry.summary, quote=False),
            unique_id=entry.key,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.labels,
            enclosures=() if is_atom else length,
            entry=entry,
        )
    return feed.writeString("utf-8").encode()


def json_feed(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """Write jsonfeed.org/version/1.1; what is not known is left out, as it asks."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": settings.SITE_URL + channel.page,
        "feed_url": settings.SITE_URL + channel.address,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in hubs_of(channel)],
        "items": [_item(entry) for entry in entries],
    }
    if not feed["hubs"]:
        del feed["hubs"]
    return json.dumps(feed, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.key,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "tags": list(entry.labels),
        "authors": [{"name": one.name, "url": one.url} for one in entry.people],
    }
    if picture := entry.picture:
        item["image"] = picture.url
        item["attachments"] = [
            {"url": picture.url, "mime_type": picture.mime_type, "title": picture.caption}
        ]
    return {name: value for name, value in item.items() if value not in ("", [])}


def hubs_of(channel: Channel) -> list[str]:
    """Return where to subscribe to this feed instead of asking for it again and again."""
    return [settings.WEBSUB_HUB] if channel.is_announced and settings.WEBSUB_HUB else []


@dataclass(frozen=True)
class Format:
    """A way to write a feed, what the answer says it is, and what its addresses say.

    `part` stands in the address, `end` at the end of its name: `/feed/atom/…` is `feed-atom`.
    """

    name: str
    write: Callable[[Channel, Iterable[Entry]], bytes]
    media_type: str
    part: str
    end: str

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


FORMATS = {
    "rss": Format("RSS", rss, "application/rss+xml", "", ""),
    "atom": Format("Atom", atom, "application/atom+xml", "atom/", "-atom"),
    "json": Format("JSON Feed", json_feed, "application/feed+json", "json/", "-json"),
}
