"""The body of a WordPress post as a clean story: what may stay, and a list of what could not.

Nothing here asks the database: where a picture of the library is and where a link leads now is
told by a `Resolver`.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from itertools import islice
from typing import Protocol

from articles.html import byline_codes, clean_html, removed, to_text
from wordpress.embeds import link_to
from wordpress.shortcodes import expand

# What is read here is a stranger's: no pattern may start anew at each letter and run to the end.
_BLOCK_COMMENT = re.compile(r"<!--\s*+/?wp:(?:(?!<!--).)*?-->", re.DOTALL)
_REUSED = re.compile(r"<!--\s*+wp:block\s++\{([^{}<]*+)\}\s*+/-->")
_REF = re.compile(r'"ref":\s*+(\d+)')
_UNCLOSED = re.compile(r"<(?![^<>]*>)")
MOST_UNCLOSED = 100  # in one post: where there are more, they are letters and no tags
MOST_NODES = 20_000  # of a page that Elementor made
MOST_SHARED = 2_000_000  # characters that blocks shared by posts may add to one
_EMBED_BLOCK = re.compile(
    r'<div class="wp-block-embed__wrapper">\s*(https?://[^\s<]+)\s*</div>', re.IGNORECASE
)
_LONE_ADDRESS = re.compile(
    r"(?:(?<=\n)|\A|(?<=<p>))[ \t]*(https?://[^\s<>\[\]\"]+)[ \t]*(?=\n|\Z|</p>)", re.IGNORECASE
)
_IMAGE_CLASS = re.compile(r"\bwp-image-(\d+)\b")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "p div section article header footer main aside nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd"
    " blockquote table caption thead tbody tfoot tr th td pre figure figcaption form fieldset"
    " address center hr details summary"
)
_VOID = _names("img br hr input meta link source embed track wbr area base col param")
_PLAYED = _names("iframe embed video audio object")


class Resolver(Protocol):
    """Knows what became of the other things of the old site."""

    def picture(self, address: str, attachment: str) -> int | None:
        """Return the library number of a picture, by its attachment's number or its address."""

    def children(self) -> Sequence[str]:
        """Return the numbers of the attachments that hang on this post, for its gallery."""

    def link(self, address: str) -> str | None:
        """Return where a link leads now: "" if nowhere any more, None if it is not ours."""

    def reused(self, number: str) -> str:
        """Return the HTML of a block that several posts share."""


@dataclass
class Body:
    """A cleaned body, the codes that stood at its end, and what was left out of it."""

    html: str
    codes: list[str]
    pictures: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    links: int = 0


def clean(html: str, resolver: Resolver, *, codes: Collection[str] = ()) -> Body:
    """Make a post's HTML a story's body. `codes` are the author codes the newsroom knows."""
    dropped: Counter[str] = Counter()
    html = _with_shared(html, resolver, dropped)
    is_blocks = "<!-- wp:" in html
    html = _EMBED_BLOCK.sub(lambda match: link_to(match[1]), html)
    html = _LONE_ADDRESS.sub(lambda match: link_to(match[1]), _BLOCK_COMMENT.sub("", html))
    html = expand(html, dropped)
    if sum(1 for _tag in islice(_UNCLOSED.finditer(html), MOST_UNCLOSED + 1)) > MOST_UNCLOSED:
        html = _UNCLOSED.sub("&lt;", html)
    writer = _Writer(resolver, dropped, breaks=not is_blocks)
    writer.feed(html)
    writer.close()
    written = "".join(writer.out)
    # How it looked is not what it said: styles are no loss.
    dropped.update(name for name in removed(written) if name not in {"style", "href"})
    body, found = byline_codes(clean_html(written), codes)
    return Body(
        body, found, writer.pictures, list(dict.fromkeys(writer.missing)), +dropped, writer.links
    )


def _with_shared(html: str, resolver: Resolver, dropped: Counter[str]) -> str:
    """Return `html` with the blocks that posts share in their places, up to `MOST_SHARED`."""
    room = MOST_SHARED

    def shared(match: re.Match[str]) -> str:
        nonlocal room
        found = resolver.reused(ref[1]) if (ref := _REF.search(match[1])) else ""
        if len(found) > room:
            dropped["wp:block"] += 1
            return ""
        room -= len(found)
        return found

    for _turn in range(2):  # a shared block may hold one more; a block never holds itself
        html = _REUSED.sub(shared, html)
    return html


def plain(html: str) -> str:
    """Return a title or an excerpt as one line of plain text."""
    return " ".join(to_text(clean_html(_BLOCK_COMMENT.sub("", html))).split())


def from_elementor(data: str) -> str:
    """Return the words of a page that exists as Elementor's own data only; "" if unreadable."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    parts: list[str] = []
    rest, seen = [tree], 0  # what comes next stands last
    while rest and seen < MOST_NODES:
        node, seen = rest.pop(), seen + 1
        if isinstance(node, list):
            rest += reversed(node[:MOST_NODES])
        elif isinstance(node, dict):
            parts.append(_widget(node))
            rest.append(node.get("elements") or [])
    return "\n\n".join(filter(None, parts))


def _widget(node: dict) -> str:
    said = node.get("settings")
    if not isinstance(said, dict):
        return ""
    match node.get("widgetType"):
        case "text-editor":
            return str(said.get("editor") or "")
        case "heading":
            return f"<h2>{said.get('title') or ''}</h2>"
        case "image":
            found = said.get("image")
            image = found if isinstance(found, dict) else {}
            url, number = escape(str(image.get("url", ""))), escape(str(image.get("id", "")))
            return f'<img src="{url}" data-attachment="{number}">'
        case "video":
            return link_to(str(said.get("youtube_url") or said.get("vimeo_url") or ""))
    return ""


class _Figure:
    """A figure that is being read: its pictures and its caption."""

    def __init__(self, attrs: dict[str, str]) -> None:
        self.is_gallery = "gallery" in attrs.get("class", "")
        self.is_caption = "wp-caption" in attrs.get("class", "")
        self.attachment = attrs.get("data-attachment", "")
        self.caption = escape(unescape(attrs.get("data-caption", "")), quote=False)
        self.pictures: list[int] = []
        self.lost = False


class _Writer(HTMLParser):
    """Rewrites pictures, figures, players and links on the way through; leaves the rest alone."""

    def __init__(self, resolver: Resolver, dropped: Counter[str], *, breaks: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.resolver, self.dropped, self.breaks = resolver, dropped, breaks
        self.out: list[str] = []
        self.pictures: list[int] = []
        self.missing: list[str] = []
        self.links = 0
        self.figures: list[_Figure] = []
        self.caption: list[str] | None = None
        self.player: str = ""  # the tag whose inside is skipped
        self.depth = 0  # of block elements
        self.after_inline = False

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in pairs}
        if self.player:
            if tag == "source":
                self.play(attrs)
            return
        if tag == "img":
            self.image(attrs)
        elif tag in _PLAYED:
            self.play(attrs)
            if tag not in _VOID:
                self.player = tag
        elif tag == "figure" or (tag == "div" and "wp-caption" in attrs.get("class", "").split()):
            self.figures.append(_Figure(attrs))
        elif tag == "figcaption" or (
            self.figures and tag in {"p", "dd"} and "caption" in attrs.get("class", "")
        ):
            self.end_caption()
            self.caption = []
        elif self.figures and self.figures[-1].is_gallery and tag in {"ul", "li", "div"}:
            return
        elif tag == "a":
            self.link(attrs)
        elif tag not in {"source", "track", "param"}:
            if tag in _BLOCKS and tag not in _VOID:
                self.depth += 1
            self.put(self.get_starttag_text() or "")
        self.after_inline = tag not in _BLOCKS

    def handle_startendtag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, pairs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.player:
            if tag == self.player:
                self.player = ""
            return
        self.after_inline = tag not in _BLOCKS
        if self.caption is not None and tag in {"figcaption", "p", "dd"}:
            self.end_caption()
        elif self.figures and (tag == "figure" or (tag == "div" and self.figures[-1].is_caption)):
            self.end_figure()
        elif self.figures and self.figures[-1].is_gallery and tag in {"ul", "li", "div"}:
            return
        elif tag not in _PLAYED:
            if tag in _BLOCKS:
                self.depth = max(0, self.depth - 1)
            self.put(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.player:
            return
        if self.figures and self.figures[-1].is_caption and self.caption is None:
            self.caption_words(data)
            return
        if self.breaks and self.depth == 0 and not self.cdata_elem:
            if self.after_inline and re.match(r"[ \t]*\n[ \t]*\S", data):
                data = f"<br>{data}"
            data = re.sub(r"(?<=[^\s>])[ \t]*\n(?=[ \t]*[^\s<])", "<br>\n", data)
        self.after_inline = False
        self.put(data)

    def caption_words(self, data: str) -> None:
        """Take the words after a picture in a caption shortcode for its caption."""
        figure = self.figures[-1]
        if data.strip() and not figure.caption:
            self.caption = [data]
        elif not data.isspace():
            self.put(data)

    def handle_entityref(self, name: str) -> None:
        if not self.player:
            self.put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        if not self.player:
            self.put(f"&#{name};")

    def put(self, html: str) -> None:
        (self.out if self.caption is None else self.caption).append(html)

    def image(self, attrs: dict[str, str]) -> None:
        number = attrs.get("data-attachment", "")
        if number == "children":
            for child in self.resolver.children():
                self.show("", child, attrs)
            return
        if not number and (found := _IMAGE_CLASS.search(attrs.get("class", ""))):
            number = found[1]
        if not number and self.figures:
            number = self.figures[-1].attachment
        address = attrs.get("src", "")
        if address.startswith("data:"):  # what lazy loading puts in its place
            address = attrs.get("data-src") or attrs.get("data-lazy-src") or ""
        if address or number:
            self.show(address, number, attrs)

    def show(self, address: str, number: str, attrs: dict[str, str]) -> None:
        photo = self.resolver.picture(address, number)
        if photo is None:
            self.missing.append(address or f"#{number}")
            if self.figures:
                self.figures[-1].lost = True
        elif self.figures:
            self.figures[-1].pictures.append(photo)
        elif photo not in self.pictures:
            self.pictures.append(photo)
            self.put(f'<figure data-photo="{photo}"></figure>')

    def end_caption(self) -> None:
        if self.caption is None:
            return
        words, self.caption = "".join(self.caption).strip(), None
        if self.figures:
            self.figures[-1].caption = words
        else:
            self.put(f"<p>{words}</p>")

    def end_figure(self) -> None:
        self.end_caption()
        figure = self.figures.pop()
        fresh = [photo for photo in figure.pictures if photo not in self.pictures]
        self.pictures += fresh
        for photo in fresh:
            own = figure.caption if photo == fresh[-1] and not figure.is_gallery else ""
            caption = f"<figcaption>{own}</figcaption>" if own else ""
            self.put(f'<figure data-photo="{photo}">{caption}</figure>')
        if figure.caption and (figure.is_gallery or (not fresh and not figure.lost)):
            self.put(f"<p>{figure.caption}</p>")

    def play(self, attrs: dict[str, str]) -> None:
        html = link_to(attrs.get("src") or attrs.get("data-src") or attrs.get("data") or "")
        if html:
            self.out.append(html)

    def link(self, attrs: dict[str, str]) -> None:
        address = attrs.get("href", "").strip()
        here = self.resolver.link(address)
        if here == "":
            self.dropped["<a> (gone)"] += 1
            self.put("<a>")
            return
        if here is not None:
            self.links += 1
            address = here
        title = f' title="{escape(attrs["title"])}"' if attrs.get("title") else ""
        self.put(f'<a href="{escape(address)}"{title}>')

    def close(self) -> None:
        super().close()
        while self.figures:
            self.end_figure()
        self.end_caption()
