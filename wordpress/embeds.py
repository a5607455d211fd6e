"""What WordPress plays inside a page becomes a link to it. Nothing here knows Django."""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

_YOUTUBE = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,20})")
_VIMEO = re.compile(r"/video/(\d+)")


def page_of(address: str) -> str:
    """Return the page that people open for the address a frame or a player shows; "" if none."""
    address = unescape(address).strip()
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    query = parse_qs(parts.query)
    if host in {"youtube.com", "youtube-nocookie.com"} and (found := _YOUTUBE.match(parts.path)):
        return f"https://www.youtube.com/watch?v={found[1]}"
    if host == "player.vimeo.com" and (found := _VIMEO.match(parts.path)):
        return f"https://vimeo.com/{found[1]}"
    if host == "facebook.com" and parts.path.startswith("/plugins/"):
        return page_of(query.get("href", [""])[0])
    if host == "w.soundcloud.com":
        return page_of(query.get("url", [""])[0])
    if host == "embed.tiktok.com":
        return address
    return address


def link_to(address: str) -> str:
    """Return a paragraph that links to what would have been played; "" without an address."""
    if not (page := page_of(address)):
        return ""
    words = page.split("://", 1)[1].removeprefix("www.").rstrip("/")
    words = words if len(words) <= 80 else f"{words[:79]}…"
    return f'<p><a href="{escape(page)}">{escape(words, quote=False)}</a></p>'
