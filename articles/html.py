"""The one home of the rule which HTML may exist: clean it on the way in, mark it on the way out.

Everything that becomes a body goes through `clean_html()` (or `normalise_input()`, which also
understands plain text) before it is stored, so what the database holds is safe to show, and safe to
hand back to an editor. `mark_clean()` is the only place that tells Django so.

A stored body holds no picture markup, only `<figure data-photo="12">`: `place_pictures()` fills it
for the reader from the photo library, and can do so again when more sizes are ready.
"""

import re
from collections.abc import Collection, Mapping
from html import escape, unescape
from math import ceil
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe

from articles.markup import INVISIBLE, normal_form, safe_href, tidy
from articles.pasted import WORD_LIST, chat_html, paragraphs


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What the sanitiser lets through for `markup` to read; what may be stored is markup's grammar.
# Wrappers and odd headings pass so that their borders can still part paragraphs.
READ = _names(
    "p h1 h2 h3 h4 h5 h6 strong b em i a sup sub br hr blockquote ul ol li dl dt dd figure"
    " figcaption table caption thead tbody tfoot tr th td div section article header footer"
    " main aside nav address pre center form fieldset details summary"
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "p": {"style"},
    "figure": {"data-photo"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
# Gone with everything inside; the text inside any other unknown element is kept.
GONE_WHOLE = _names(
    "script style title noscript template iframe object svg math select noembed noframes"
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Losing one of these changes nothing a writer put there on purpose, so it is not reported.
_UNREMARKABLE = READ | _names(
    "html head body span font u s strike del ins mark small big tt code kbd samp var abbr cite q"
    " bdi bdo dfn time wbr meta link title col colgroup"
)
_WATCHED = (
    _UNREMARKABLE
    | GONE_WHOLE
    | _names(
        "img picture source video audio track embed applet param base input button textarea option"
        " label frame frameset marquee canvas map area dialog slot portal"
    )
)

# An HTML parser needs time by the square of the elements open at once, so a kilobyte of `<div>` is
# cheap and a megabyte stops a process. No text needs this many; these close themselves or are few.
MAX_OPEN = 1000
_OPENING = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# The sanitiser's writer looks for a no-break space and stops at each sign that begins with the same
# byte, every time looking ahead to the end. A text that has so many of them is no text.
MAX_STOPS = 50_000
_STOPS = re.compile("[\x80-\xbf]")
_NEVER_DEEP = _names("p li td th tr dd dt option br hr img input meta link col wbr")

_BLOCK_START = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|blockquote|table|figure|section|article)\b", re.IGNORECASE
)
_TAG_START = re.compile(r"<[a-z!/]", re.IGNORECASE)
_FIGURE = re.compile(r'<figure data-photo="(\d+)">(.*?)</figure>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_SPAN = re.compile(r"\s*<span\b[^>]*>.*?</span>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|tr|caption|figcaption|table|figure|ul|ol)>|<br>")
_CELL_END = re.compile(r"</t[hd]>")
_TAG = re.compile(r"<[^>]*>")
_OF_NUMBERS = frozenset("0123456789.,")
_IN_SPANS = _OF_NUMBERS | frozenset("-–")
_IN_ADDRESSES = ("/", "-", "=")
LONGEST_SPAN = 20  # characters that are kept on one line
_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")

# 238 words a minute is the mean of 190 studies of silent reading, of English words of 4.6 letters;
# other languages follow by the length of their words (Brysbaert 2019, "How many words do we read
# per minute?", Journal of Memory and Language 109). Indonesian news words, affixes and all, measure
# 6.25 letters: 238 * 4.6 / 6.25 = 175.
WORDS_PER_MINUTE = 175

# The width a story's picture takes on its page, for `sizes`; the column is 44rem at its widest. On
# a phone it says a hundredth less, or a file one pixel too narrow is passed over for the next one.
PICTURE_SIZES = "(min-width: 46rem) 44rem, 99vw"

_CODE = r"[A-Za-z][A-Za-z0-9]{1,4}"
_CODE_LINE = re.compile(
    rf"\s*\(\s*({_CODE}(?:\s*/\s*{_CODE})*)\s*\)\s*(\.?)"
    r"((?:\s|</(?:strong|em|a|li|ul|ol|blockquote|p)>|<figure\b(?:(?!</figure>).)*</figure>)*)\Z",
    re.DOTALL,
)
_NOT_CODES = frozenset({"dan", "atau", "rt", "rw", "km", "jam"})  # (dan/atau), (RT/RW), (km/jam)


def clean_html(html: str) -> str:
    """Return the part of `html` that may be stored, in normal form (see `articles.markup`).

    Takes anything at all, returns the same for the same, and returns its own output unchanged.
    Links carry no `rel`: each was read by an editor before it went out, so `nofollow` would disown
    our own sources; `target` is not allowed, so there is no opener to guard; and how much of an
    address is told to the other site is the Referrer-Policy header's business.
    """
    return normal_form(
        nh3.clean(
            _bounded(html),
            tags=READ,
            clean_content_tags=GONE_WHOLE,
            attributes=ATTRIBUTES,
            attribute_filter=_stored_value,
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )


def _bounded(html: str) -> str:
    """Return `html` as the parser may have it: characters only, no tags if far too nested, and no
    heap of signs that it would be stuck in.
    """
    # A lone half of a UTF-16 pair is no character: JSON can carry it, UTF-8 cannot.
    html = INVISIBLE.sub("", html)
    if not html.isascii() and len(_STOPS.findall(html)) > MAX_STOPS:
        html = _STOPS.sub(" ", html)
    if html.count("<") > MAX_OPEN:
        depth = 0
        for closing, tag in _OPENING.findall(html):
            if tag.lower() not in _NEVER_DEEP:
                depth = max(0, depth - 1) if closing else depth + 1
            if depth > MAX_OPEN:
                return re.sub(r"<[^<>]*>?", " ", html)
    return html


def _stored_value(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_href(value) or None
    if name == "style":  # not stored: it says that Word meant a list
        return found[0] if (found := WORD_LIST.search(value)) else None
    return value


def normalise_input(text: str) -> str:
    """Return clean HTML for what a form sent: HTML from the editor, or text from a plain text area.

    Text without a block element is plain: its line breaks are its paragraphs (see `from_plain`),
    although it may hold `<strong>` or a link that somebody typed.
    """
    if _BLOCK_START.search(text):
        return clean_html(text)
    return clean_html(paragraphs(text)) if _TAG_START.search(text) else from_plain(text)


def from_plain(text: str) -> str:
    """Return clean HTML for plain text; `<` and `&` in it mean themselves.

    How it is read: `articles.pasted.chat_html`.
    """
    return clean_html(chat_html(escape(text, quote=False)))


def one_line(text: str) -> str:
    """Return plain `text` as one line that every format can carry, a feed's XML too.

    Pasted words bring control characters that nobody sees and XML 1.0 does not allow, and marks
    that make text read in another direction than it is written.
    """
    return tidy(text).strip()


def removed(html: str) -> list[str]:
    """Name what `clean_html()` takes out of `html`, in order, for a message to the writer.

    Elements come as `<script>` or `<iframe> (host)`, attributes as `style` or `onclick`, addresses
    as `javascript:`. What is merely written differently (`<b>`, `<div>`, a class) is not named. The
    names come from the text: escape them like any other text.
    """
    found: dict[str, None] = {}
    hosts: dict[str, None] = {}

    def note(tag: str, name: str, value: str) -> None:
        if tag in ("iframe", "img", "embed", "video", "audio", "source") and name == "src":
            hosts[f"<{tag}> ({_host(value)})" if _host(value) else f"<{tag}>"] = None
        elif name == "style" or name.startswith("on"):
            found[name[:40]] = None
        elif tag == "a" and name == "href" and not safe_href(value):
            scheme, colon, _ = value.strip().partition(":")
            found[f"{scheme[:20]}:" if colon else value[:40] or "href"] = None

    elements = nh3.clean(
        _bounded(html),
        tags=_WATCHED,
        clean_content_tags=frozenset(),
        generic_attribute_prefixes={""},
        attribute_filter=note,
        url_schemes=SCHEMES | {"javascript", "data", "vbscript", "file", "blob"},
        link_rel=None,
    )
    for tag in re.findall(r"<([a-z][a-z0-9]*)", elements):
        if tag not in _UNREMARKABLE and not any(name.startswith(f"<{tag}>") for name in hosts):
            found[f"<{tag}>"] = None
    return [*hosts, *found]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "")[:60]
    except ValueError:
        return ""


def mark_clean(html: str) -> SafeString:
    """Tell templates that `html` needs no escaping: it came from a column that was cleaned.

    The only safe-marking in the project. Give it nothing but what `clean_html()`,
    `place_pictures()` or `picture_html()` returned, or what `structured.block()` escaped for its
    script element and `searching.marked()` for its marks.
    """
    return mark_safe(html)  # noqa: S308 -- the one place; tests/test_safe_markers.py finds others


def unbroken(html: str) -> str:
    """Return clean HTML in which no line ends within a score, a span of numbers, an ordinal or a
    decade (2-1, 18–19, ke-81, 1950-an).

    A browser may end a line behind a hyphen. What is stored, copied and searched stays as it was.
    Looks at hyphens alone: a pattern over the whole text would cost more than the page around it.
    """
    parts, end = [], 0
    for at in _beside_digits(html):
        start, stop = at, at + 1
        while start > end and (html[start - 1] in _OF_NUMBERS or html[start - 1].isalnum()):
            start -= 1
        while html[stop : stop + 1] and (html[stop] in _IN_SPANS or html[stop].isalnum()):
            stop += 1
        is_in_address = html[start - 1 : start] in _IN_ADDRESSES or html[stop : stop + 1] == "/"
        is_in_tag = html.rfind("<", 0, start) > html.rfind(">", 0, start)
        if at >= end and not is_in_address and not is_in_tag and stop - start <= LONGEST_SPAN:
            parts += [html[end:start], '<span class="unbroken">', html[start:stop], "</span>"]
            end = stop
    return "".join([*parts, html[end:]])


def _beside_digits(html: str) -> list[int]:
    """Return where a dash stands between two digits, or a hyphen between a digit and a letter."""
    found = []
    for sign in "-–":
        at = html.find(sign)
        while at >= 0:
            sides = html[at - 1 : at], html[at + 1 : at + 2]
            digits = sum(map(str.isdecimal, sides))
            if digits == 2 or (sign == "-" and digits == sum(map(str.isalpha, sides)) == 1):
                found.append(at)
            at = html.find(sign, at + 1)
    return sorted(found)


def in_scrolling_regions(html: str, *, label: str) -> str:
    """Return a clean body with each table in a region of its own that the keyboard can scroll.

    `label` is what the region is called where the table has no caption to be read.
    """
    opening = f'<div class="scrolls" role="region" tabindex="0" aria-label="{escape(label)}">'
    return html.replace("<table>", f"{opening}<table>").replace("</table>", "</table></div>")


def photo_ids(html: str) -> list[int]:
    """Return the library numbers of the pictures in a clean body, in order, each once."""
    return list(dict.fromkeys(int(number) for number, _ in _FIGURE.findall(html)))


def without_caption(html: str) -> list[int]:
    """Return the numbers of the pictures in a clean body below which the library's caption stands:
    those to which the writer gave none.
    """
    shown = ((int(number), _CAPTION.search(inner)) for number, inner in _FIGURE.findall(html))
    return list(dict.fromkeys(pk for pk, own in shown if own is None or not own[1].strip()))


def place_pictures(html: str, cards: Mapping[int, dict]) -> str:
    """Fill the figures of a clean body from the library's `cards` (`Photo.card()` by number).

    A figure whose number is not among the cards is left out. The library's caption is used where
    the writer gave none. Everything added to a caption stands in a `<span>`, which a clean body
    never holds, so the writer's own words can be told apart and the result can be filled again.
    """

    def fill(match: re.Match[str]) -> str:
        number = int(match[1])
        if (card := cards.get(number)) is None:
            return ""
        written = _CAPTION.search(match[2])
        caption = _SPAN.sub("", written[1]).strip() if written else ""
        alt = card.get("alt") or ""
        picture = picture_html(card, PICTURE_SIZES, alt=alt, loading="lazy", decoding="async")
        return f'<figure data-photo="{number}">{picture}{_figcaption(caption, card)}</figure>'

    return _FIGURE.sub(fill, html)


def picture_html(
    card: Mapping, sizes: str, *, widest: int | None = None, **attributes: object
) -> str:
    """Return `<picture>` for a card of the library (`photos.Photo.card()`), all of it escaped.

    What every browser reads belongs to `<img>`, what is smaller is offered before it. `sizes` is
    how wide it stands; files wider than `widest` pixels are left out, if there is a smaller one.
    `attributes` are those of `<img>`.
    """
    src, width, height = card["src"], card["width"], card["height"]
    offers, jpeg = "", {}
    for source in card.get("sources") or ():
        files = [file for file in source["srcset"] if widest is None or file[1] <= widest]
        files = files or source["srcset"][:1]
        offer = {"srcset": ", ".join(f"{url} {wide}w" for url, wide in files), "sizes": sizes}
        if source["type"] != "image/jpeg":
            offers += f"<source{_attrs({'type': source['type'], **offer})}>" if files else ""
            continue
        jpeg = offer
        if widest is not None:
            src, width = files[-1]
            height = round(card["height"] * width / card["width"])
    img = {"src": src, "width": width, "height": height, **jpeg, **attributes}
    return f"<picture>{offers}<img{_attrs(img)}></picture>"


def _attrs(values: Mapping[str, object]) -> str:
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items())


def _figcaption(own: str, card: dict) -> str:
    library = escape(card.get("caption") or "", quote=False)
    credit = escape(card.get("credit") or "", quote=False)
    caption = own or (f'<span class="caption">{library}</span>' if library else "")
    parts = [caption, f'<span class="credit">{credit}</span>' if credit else ""]
    words = " ".join(filter(None, parts))
    return f"<figcaption>{words}</figcaption>" if words else ""


def to_text(html: str) -> str:
    """Return a clean body as plain text, one block a line: for search, counting and comparing."""
    text = _CELL_END.sub("\t", _BLOCK_END.sub("\n", html))
    lines = unescape(_TAG.sub("", text)).splitlines()
    return "\n".join(line for line in map(str.strip, lines) if line)


def word_count(html: str) -> int:
    """Return how many words a clean body has; `Rp13,9` and `tiba-tiba` are one each."""
    return len(_WORD.findall(to_text(html)))


def reading_minutes(html: str) -> int:
    """Return the minutes a reader needs for a clean body, at least 1."""
    return max(1, ceil(word_count(html) / WORDS_PER_MINUTE - 0.25))


def byline_codes(html: str, known: Collection[str] = ()) -> tuple[str, list[str]]:
    """Lift a trailing code line such as `(tm/yl/yus)` out of a clean body.

    Returns the body without it and the codes in lower case, in order; the body as it was and `[]`
    if there is none. `known` are the newsroom's codes. A single code counts only if known, for most
    stories that end in one bracket end in `(KPU)`; several count if one is known, or if all are
    written small and none is an ordinary word.
    """
    match = _CODE_LINE.search(html[-2000:])
    if match is None:
        return html, []
    written = re.split(r"\s*/\s*", match[1])
    codes = [code.lower() for code in written]
    is_known = bool({code.lower() for code in known}.intersection(codes))
    looks_so = len(codes) > 1 and match[1].islower() and not _NOT_CODES.intersection(codes)
    if not (is_known or looks_so):
        return html, []
    before = html[: len(html) - len(match[0])]
    # "…lalu (tm/yl)." keeps its full stop, "…lalu. (tm/yl)." has one already.
    stop = match[2] if before[-1:].isalnum() else ""
    return clean_html(before + stop + match[3]), codes
