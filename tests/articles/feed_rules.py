"""What the formats of feeds demand, as far as their documents can be checked by a program.

Each function returns what is wrong with an answer, in words; nothing, if it is valid. The rules are
those of the RSS 2.0 specification and the RSS Advisory Board's profile, of RFC 4287 (Atom) and of
jsonfeed.org/version/1.1. feedparser reads both XML formats on top: it complains about what
is not well-formed or not the type it says.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
from django.http import HttpResponse

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}content"
ATOM_ONCE = {"id", "title", "updated", "published", "content", "summary", "rights", "subtitle"}
RSS_ONCE = {"title", "link", "description", "guid", "pubDate", "enclosure", "source", "comments"}


def is_address(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not set(text) & set(' <>"')


def check_rss(answer: HttpResponse, own: str) -> list[str]:
    return [*_read(answer, "application/rss+xml", "rss20"), *_rss(answer.content, own)]


def check_atom(answer: HttpResponse, own: str) -> list[str]:
    return [*_read(answer, "application/atom+xml", "atom10"), *_atom(answer.content, own)]


def check_json(answer: HttpResponse, own: str) -> list[str]:
    said = answer.headers["Content-Type"]
    typed = [] if said.startswith("application/feed+json") else [f"is {said}"]
    return [*typed, *_json(json.loads(answer.content), own)]


def _read(answer: HttpResponse, content_type: str, version: str) -> Iterator[str]:
    said = answer.headers["Content-Type"]
    if not said.startswith(content_type) or "utf-8" not in said:
        yield f"is {said}"
    headers = {"content-type": said}
    read = feedparser.parse(answer.content, response_headers=headers, sanitize_html=False)
    if read.bozo:
        yield f"cannot be read: {read.bozo_exception}"
    if read.version != version:
        yield f"is read as {read.version}"


def _rss(text: bytes, own: str) -> Iterator[str]:
    root = ElementTree.fromstring(text)  # noqa: S314 - our own feed
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "is not RSS 2.0"
    (channel,) = root
    for name in ("title", "link", "description"):
        if not channel.findtext(name):
            yield f"channel has no {name}"
    if own not in [
        one.get("href") for one in channel.iter(f"{ATOM}link") if one.get("rel") == "self"
    ]:
        yield "does not say its own address"
    seen = Counter(item.findtext("guid") for item in channel.iter("item"))
    yield from (f"{guid} stands twice" for guid, times in seen.items() if times > 1)
    for item in channel.iter("item"):
        yield from (f"{one} stands twice" for one in _repeated(item, RSS_ONCE, ""))
        if not item.findtext("title") and not item.findtext("description"):
            yield "item has neither title nor description"
        if not is_address(item.findtext("link")):
            yield f"{item.findtext('link')} is no address"
        guid = item.find("guid")
        if guid is None or not guid.text or guid.get("isPermaLink", "true") != "false":
            yield "guid is missing or says that it is a link"
        if parsedate_to_datetime(item.findtext("pubDate")).tzinfo is None:
            yield "pubDate has no zone"
        if not item.findtext(CONTENT):
            yield "the whole text is missing"
        if item.find("author") is not None:
            yield "author must be a mail address, so names stand in dc:creator"
        for one in item.iter("enclosure"):
            complete = is_address(one.get("url")) and one.get("length", "").isdecimal()
            if not complete or "/" not in one.get("type", ""):
                yield f"enclosure is incomplete: {one.attrib}"
        yield from _media(item)


def _atom(text: bytes, own: str) -> Iterator[str]:
    feed = ElementTree.fromstring(text)  # noqa: S314 - our own feed
    if feed.tag != f"{ATOM}feed":
        yield "is not Atom"
    yield from _atom_common(feed, "feed")
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    if links.get("self") != own:
        yield "does not say its own address"
    if feed.find(f"{ATOM}author") is None:
        yield "feed has no author"
    seen = Counter(entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry"))
    yield from (f"{key} stands twice" for key, times in seen.items() if times > 1)
    for entry in feed.findall(f"{ATOM}entry"):
        yield from _atom_common(entry, "entry")
        if not is_address(entry.find(f"{ATOM}link[@rel='alternate']").get("href")):
            yield "entry leads nowhere"
        for name in ("content", "summary"):
            found = entry.find(f"{ATOM}{name}")
            if found is None or not found.text or found.get("type") != "html":
                yield f"entry has no {name} as HTML"
        for one in entry.findall(f"{ATOM}author"):
            if not one.findtext(f"{ATOM}name") or not is_address(one.findtext(f"{ATOM}uri")):
                yield "author has no name or no address"
        for one in entry.findall(f"{ATOM}category"):
            if not one.get("term"):
                yield "category has no term"
        for one in entry.findall(f"{ATOM}link[@rel='enclosure']"):
            if not is_address(one.get("href")) or "/" not in one.get("type", ""):
                yield f"enclosure is incomplete: {one.attrib}"
        yield from _media(entry)


def _atom_common(node: ElementTree.Element, name: str) -> Iterator[str]:
    yield from (f"{name}: {one} stands twice" for one in _repeated(node, ATOM_ONCE, ATOM))
    if not is_address(node.findtext(f"{ATOM}id")):
        yield f"{name} has no id that is an address"
    if not node.findtext(f"{ATOM}title"):
        yield f"{name} has no title"
    for time in ("updated", "published"):
        said = node.findtext(f"{ATOM}{time}")
        if (said is None and time == "updated") or (said and not _is_moment(said)):
            yield f"{name}: {time} is {said}"


def _media(node: ElementTree.Element) -> Iterator[str]:
    for one in node.iter(MEDIA):
        sizes = one.get("width", "").isdecimal() and one.get("height", "").isdecimal()
        if not is_address(one.get("url")) or one.get("medium") != "image" or not sizes:
            yield f"media is incomplete: {one.attrib}"


def _json(feed: dict, own: str) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "is no JSON Feed 1.1"
    if not feed.get("title") or feed.get("feed_url") != own:
        yield "feed has no title or says another address"
    if not is_address(feed.get("home_page_url")):
        yield "feed has no page"
    if any(not {"type", "url"} <= hub.keys() for hub in feed.get("hubs", [])):
        yield "a hub is incomplete"
    keys = Counter(item.get("id") for item in feed["items"])
    yield from (f"{key} stands twice" for key, times in keys.items() if times > 1)
    for item in feed["items"]:
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield "item has no id"
        if not item.get("content_html") and not item.get("content_text"):
            yield "item has no text"
        if not is_address(item.get("url")):
            yield f"{item.get('url')} is no address"
        yield from (
            f"{name} is {item[name]}"
            for name in ("date_published", "date_modified")
            if name in item and not _is_moment(item[name])
        )
        yield from (f"{name} is empty" for name, value in item.items() if value in ("", [], None))
        if any(not one.get("name") and not one.get("url") for one in item.get("authors", [])):
            yield "an author is nobody"
        if any(not isinstance(tag, str) or not tag for tag in item.get("tags", [])):
            yield "a tag is no text"
        for one in item.get("attachments", []):
            if not is_address(one.get("url")) or "/" not in one.get("mime_type", ""):
                yield f"attachment is incomplete: {one}"


def _repeated(node: ElementTree.Element, names: set[str], space: str) -> list[str]:
    counted = Counter(child.tag for child in node)
    return sorted(name for name in names if counted[f"{space}{name}"] > 1)


def _is_moment(text: str) -> bool:
    """Say whether `text` is a moment of RFC 3339: date, time and offset."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False
