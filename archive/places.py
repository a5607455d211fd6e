"""Which file of a static copy has which address, and how links lead there.

Addresses stay what they are. Only what a server of files cannot tell apart gets another: a query
becomes a folder (`/berita/?sebelum=5-7` is `/berita/sebelum=5-7/`), a feed is named by its file.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings

# A folder's own file, by what is in it; a server that knows all four needs no other rule.
INDEX = {
    "text/html": "index.html",
    "application/json": "index.json",
    "application/feed+json": "index.json",
    "text/plain": "index.txt",
}
XML = "index.xml"
NOT_FOUND = "/404.html"
NEEDS_SERVER = re.compile(r"/(?:cari|hak-jawab|api|oembed)/")
FILES = (settings.STATIC_URL, settings.MEDIA_URL)
FEED = re.compile(r"/feed/(?:atom/|json/)?")
TEXT = re.compile(r"/ringkasan/\d{4}/\d\d/\d\d/teks/")
_LINK = re.compile(r"""(?P<before>\s(?:href|src|content|srcset)=")(?P<value>[^"]*)""")
_OEMBED = re.compile(r'<link [^>]*type="[^"]*\+oembed"[^>]*>\n?')
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_IN_SCRIPT = re.compile(rf"""["'(]({re.escape(settings.STATIC_URL)}[^"')]+)["')]""")


def local(address: str, here: str = "/") -> str:
    """Return the path with its query if an address is one of this site's, else ""."""
    parts = urlsplit(urljoin(settings.SITE_URL + here, address))
    if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
        return ""
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def is_left_out(address: str) -> bool:
    """Say whether an address needs a server: a search, a form, a question by program."""
    return bool(NEEDS_SERVER.match(address)) or address.startswith(settings.DESK_PREFIX)


def linked(address: str) -> str:
    """Return what a link to an address of this site says in the copy."""
    path, _, query = address.partition("?")
    if found := NEEDS_SERVER.match(path):
        return found.group()
    if path.startswith(FILES):
        return path
    if query:
        path = f"{path.rstrip('/')}/{quote(query, safe='=&-_.,')}/"
    if path.endswith("/") and FEED.match(path):
        return path + ("index.json" if path.startswith("/feed/json/") else XML)
    return f"{path}index.txt" if TEXT.fullmatch(path) else path


def file_of(address: str, content_type: str = "text/html") -> str:
    """Return the name of the file that answers an address, below the folder of the copy.

    Raises ValueError for a path that leads out of it.
    """
    path = unquote(linked(address)).lstrip("/")
    if ".." in path.split("/") or "\x00" in path or "\\" in path:
        raise ValueError(address)
    if not path or path.endswith("/"):
        return path + INDEX.get(content_type, XML)
    is_page = content_type == "text/html" and not path.endswith((".html", ".htm"))
    return f"{path}/index.html" if is_page else path


def follow(page: str, here: str, found: Callable[[str], bool]) -> str:
    """Return a page's HTML with the links of the copy.

    `found` hears of each address that the page names, and says whether the copy has it.
    """

    def one(address: str) -> str:
        place = local(html.unescape(address), here)
        if not place or address.startswith("#"):
            return address
        has_it = found(place) or NEEDS_SERVER.match(place)
        new = linked(place) if has_it else NOT_FOUND
        if new == place:
            return address
        _, sign, fragment = address.partition("#")
        return html.escape(new) + sign + fragment

    def change(match: re.Match[str]) -> str:
        value = match["value"]
        kind = match["before"].strip()
        if kind == 'srcset="':
            value = re.sub(r"(^|,\s*)([^\s,]+)", lambda each: each[1] + one(each[2]), value)
        elif kind != 'content="' or value.startswith(settings.SITE_URL):
            value = one(value)
        return match["before"] + value

    return _LINK.sub(change, _OEMBED.sub("", page))


def named_in(text: str, content_type: str) -> list[str]:
    """Return the addresses that something else than a page names: a map of the site, a script."""
    if content_type.endswith("xml"):
        return [place for each in _LOCATION.findall(text) if (place := local(html.unescape(each)))]
    if content_type in {"text/javascript", "text/css"}:
        return _IN_SCRIPT.findall(text)
    return []
