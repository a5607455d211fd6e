"""WordPress's shortcodes, written as the HTML they stand for. Nothing here knows Django.

What is in square brackets is a shortcode only if it is a known one, has attributes, is closed
again, or is named as plugins name theirs: readers of news meet `[sic]` and `[...]` as well.
"""

import re
from collections import Counter
from html import escape

from wordpress.embeds import link_to

_CODE = re.compile(
    r"\[(?P<open>\[?)(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,60})(?P<attrs>(?:\s[^\[\]]{0,4000})?)"
    r"(?P<self>/?)\](?P<end>\]?)"
)
_ATTR = re.compile(
    r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;|[“”″]([^“”″]*)[“”″]|(\S+))"""
)
_BARE = re.compile(r"""(?:^|\s)["']?(https?://[^\s"'\]]+)""")
_PICTURES = frozenset({"caption", "wp_caption"})
_PLAYERS = frozenset(
    {
        "embed",
        "video",
        "audio",
        "wpvideo",
        "playlist",
        "youtube",
        "vimeo",
        "dailymotion",
        "fvplayer",
    }
    | {"soundcloud", "spotify", "tiktok", "instagram", "twitter", "tweet", "facebook", "googlemaps"}
    | {"slideshare", "ted", "wordads", "flv", "pdf", "pdf-embedder", "gdoc", "iframe", "map"}
)
_KNOWN = _PICTURES | _PLAYERS | {"gallery", "slideshow", "more", "contact-form", "subscribe"}


def expand(text: str, dropped: Counter[str]) -> str:
    """Return `text` with shortcodes as HTML: figures, pictures of a gallery, links.

    Of an unknown pair the words between stay. What went is counted in `dropped` by its name.
    """
    if "[" not in text:
        return text
    # Where each is closed for the last time.
    closed = {
        match["name"].lower(): match.start() for match in _CODE.finditer(text) if match["close"]
    }
    out: list[str] = []
    at = 0
    player: tuple[str, dict[str, str], int] | None = None
    for match in _CODE.finditer(text):
        name, attrs = match["name"].lower(), match["attrs"]
        if match["open"] and match["end"]:  # [[caption]] is written to be read as [caption]
            out += (text[at : match.start()], escape(match[0][1:-1], quote=False))
            at = match.end()
            continue
        if not _is_code(name, attrs, name in closed):
            continue
        if player is not None:  # what stands inside a player is its address
            if match["close"] and name == player[0]:
                out.append(_play(name, player[1], text[player[2] : match.start()], dropped))
                player, at = None, match.end()
            continue
        out.append(text[at : match.start()])
        out.append(match["open"])
        at = match.end() - len(match["end"])
        values = attributes(attrs)
        if name in _PICTURES:
            out.append("</figure>" if match["close"] else _figure(values))
        elif name in {"gallery", "slideshow"}:
            out.append("" if match["close"] else _gallery(values))
        elif name in _PLAYERS and not match["close"]:
            if closed.get(name, -1) >= at:
                player = (name, values, at)
            else:
                out.append(_play(name, values, attrs, dropped))
        elif not match["close"] and name != "more":
            dropped[f"[{name}]"] += 1
    return "".join([*out, text[at:]])


def attributes(text: str) -> dict[str, str]:
    """Return what a shortcode says: names in small letters, values without their quotes."""
    return {
        name.lower(): next((value for value in values if value), "")
        for name, *values in _ATTR.findall(text)
    }


def _is_code(name: str, attrs: str, is_closed: bool) -> bool:
    return name in _KNOWN or is_closed or "_" in name or bool(_ATTR.search(attrs))


def _figure(values: dict[str, str]) -> str:
    """Open a figure; the caption of old posts is an attribute, of later ones the text inside."""
    caption = values.get("caption", "")
    number = values.get("id", "").removeprefix("attachment_")
    kept = f' data-caption="{escape(caption)}"' if caption else ""
    return f'<figure class="wp-caption" data-attachment="{escape(number)}"{kept}>'


def _gallery(values: dict[str, str]) -> str:
    ids = re.findall(r"\d+", values.get("ids") or values.get("include") or "")
    if not ids:
        return '<img data-attachment="children">'
    return "".join(f'<img data-attachment="{number}">' for number in ids)


def _play(name: str, values: dict[str, str], inside: str, dropped: Counter[str]) -> str:
    """Return a link to what a player would have played."""
    sources = ("src", "url", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "href", "id")
    address = next((values[key] for key in sources if values.get(key)), "")
    if not address.startswith(("http://", "https://", "//")):
        found = _BARE.search(inside)
        number = address or inside.strip(" =\"'")
        address = found[1] if found else ""
        if not address and re.fullmatch(r"[\w-]{6,20}", number):
            hosts = {
                "youtube": "https://www.youtube.com/watch?v=",
                "vimeo": "https://vimeo.com/",
                "wpvideo": "https://videopress.com/v/",
            }
            address = f"{hosts[name]}{number}" if name in hosts else ""
    html = link_to(address)
    dropped[f"[{name}]"] += not html
    return html
