"""What copying leaves on a text: the marks of a chat, the lists of Word, the tails of addresses.

A browser cleans what is pasted into the editor (static/js/editor-paste.js), by the same rules as
here; tests/clipboards holds the examples that both are tried on. These rules stand behind it, for a
plain text area and for whatever else sends a text.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

from articles.tree import Node

# --- Plain text: a chat, a text file, a text area ------------------------------------------------

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# WhatsApp's marks: right before a word and right after one, never inside one (5*3, nama_akun).
# Two stars are the same in other chats.
_BEFORE, _AFTER = r"(?<![^\s(\"'“‘>*_])", r"(?![^\s.,;:!?)\"'”’<*_])"
_MARKS = (
    (re.compile(rf"{_BEFORE}(\*\*?)(?=[^\s*])([^*\n]+)(?<=\S)\1{_AFTER}"), r"<strong>\2</strong>"),
    (re.compile(rf"{_BEFORE}(_)(?=[^\s_])([^_\n]+)(?<=\S)_{_AFTER}"), r"<em>\2</em>"),
)
# What copying several messages puts before each: "[19.25, 14/5/2025] Budi: ", "[14/5 19.25] Budi: "
# and what stands there in an exported chat: "14/5/2025 19.25 - Budi: "
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?"
_DAY = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"
_EXPORTED = rf"\d{{1,2}}/\d{{1,2}}/\d{{2,4}},? {_CLOCK} -"
_SENDER = re.compile(
    rf"^\u200e?(?:\[(?:{_CLOCK},? {_DAY}|{_DAY},? {_CLOCK})\]|{_EXPORTED}) [^:\n]{{1,60}}: ?",
    re.IGNORECASE | re.MULTILINE,
)
_BULLET = re.compile(r"\s*[•·▪●◦‣*–-][ \t\xa0]+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,2})[.)][ \t\xa0]+(?=\S)")


def senders(text: str) -> int:
    """Return how many messages of a chat `text` holds by the name and time before each."""
    return len(_SENDER.findall(text))


def chat_html(escaped: str) -> str:
    """Return HTML, still to be cleaned, for plain text whose `<` and `&` are escaped.

    Blank lines part paragraphs, and a single line break stays one. Copy without any blank line, as
    chats and press offices send it, has one paragraph a line. `*tebal*` and `_miring_` are bold and
    italic, lines that begin with bullets or count from 1 are a list, and the names and times before
    the messages of a chat are left out.
    """
    text = escaped.replace("\r\n", "\n").replace("\r", "\n")
    text = _SENDER.sub("\n\n" if _BLANK_LINE.search(text.strip()) else "\n", text)
    for mark, html in _MARKS:
        text = mark.sub(html, text)
    return paragraphs(text, lists=True)


def paragraphs(text: str, *, lists: bool = False) -> str:
    """Return `text` with its line breaks as HTML; with `lists`, with its lists as lists too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    blocks: list[tuple[str, list[str]]] = []
    for part in parts:
        for kind, lines in groupby(part.split("\n"), key=_kind if lists else lambda line: ""):
            if kind and blocks and blocks[-1][0] == kind:
                blocks[-1][1].extend(lines)
            else:
                blocks.append((kind, list(lines)))
    return "\n\n".join(html for block in blocks for html in _written(*block))


def _kind(line: str) -> str:
    return "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else ""


def _written(kind: str, lines: list[str]) -> Iterator[str]:
    """Yield a list, or the lines as they were: one bullet is a dash, and 7. is no beginning."""
    if not kind or len(lines) < 2 or (kind == "ol" and not _counts(lines)):
        yield from lines if kind else ["<br>".join(lines)]
        return
    start = _BULLET if kind == "ul" else _NUMBER
    items = "".join(f"<li>{start.sub('', line, count=1)}</li>" for line in lines)
    yield f"<{kind}>{items}</{kind}>"


def _counts(lines: list[str]) -> bool:
    return [int(_NUMBER.match(line)[1]) for line in lines] == list(range(1, len(lines) + 1))


# --- Word: paragraphs that look like a list ------------------------------------------------------

WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level([1-9])\b", re.IGNORECASE)
_WORD_BULLET = re.compile(r"^\s*(?:[^\w\s]|o(?=\s)|§)\s+")
_WORD_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[a-z]{1,4})[.)]\s+", re.IGNORECASE)


def word_lists(root: Node) -> Node:
    """Make the list of neighbouring paragraphs that Word wrote as one; changes and returns `root`.

    Such a paragraph says `mso-list` in its style, which the sanitiser leaves to this rule, and its
    bullet or number is text.
    """
    for child in root.children:
        if isinstance(child, Node):
            word_lists(child)
    if not any(map(_word_level, root.children)):
        return root
    made: list[Node | str] = []
    open_lists: list[Node] = []  # the innermost last
    for child in root.children:
        level = _word_level(child)
        if not level:
            if isinstance(child, Node) or child.strip():
                open_lists = []
            made.append(child)
            continue
        ordered = _take_bullet(child)
        item = Node("li", {})
        item.children = child.children
        del open_lists[level:]
        if open_lists and len(open_lists) < level and open_lists[-1].children:
            nested = Node("ol" if ordered else "ul", {})
            open_lists[-1].children[-1].children.append(nested)
            open_lists.append(nested)
        elif not open_lists:
            open_lists = [Node("ol" if ordered else "ul", {})]
            made.append(open_lists[0])
        open_lists[-1].children.append(item)
    root.children = made
    return root


def _word_level(child: Node | str) -> int:
    if isinstance(child, str) or child.tag != "p":
        return 0
    match = WORD_LIST.search(child.attrs.get("style", ""))
    return int(match[1]) if match else 0


def _take_bullet(node: Node) -> bool:
    """Take the written bullet or number off the text of `node`; say whether it was a number."""
    for i, child in enumerate(node.children):
        if isinstance(child, Node):
            return _take_bullet(child) if child.children else False
        if child.strip():
            ordered = _WORD_NUMBER.match(child) is not None
            node.children[i] = (_WORD_NUMBER if ordered else _WORD_BULLET).sub("", child)
            return ordered
    return False


# --- Addresses ------------------------------------------------------------------------------------

# Pages that only lead on, and where they keep the address they lead to.
_LEADS_ON = {
    "google.com/url": ("q", "url"),
    "google.co.id/url": ("q", "url"),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",),
    "l.wl.co/l": ("u",),
    "safelinks.protection.outlook.com/": ("url",),
}
_COUNTS_READERS = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid?|mc_[ce]id|_g[al])"
    r"(?:=|$)",
    re.IGNORECASE,
)
_LONGEST_READ = 2000


def direct_address(address: str) -> str:
    """Return where `address` leads: without a page that only leads on, without what counts readers.

    Google Docs sends links through google.com/url, Facebook and Outlook through doors of their own;
    `utm_source`, `fbclid` and their like say who looked, not what is shown.
    """
    if len(address) > _LONGEST_READ:
        return address
    while "?" in address:  # each address inside is shorter, so this ends
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:  # no address a browser could read
            return address
        if host.endswith(".safelinks.protection.outlook.com"):
            host = "safelinks.protection.outlook.com"
        names = _LEADS_ON.get(host + parts.path, ())
        query = parse_qs(parts.query) if names else {}
        onward = next((query[name][0] for name in names if name in query), "")
        if onward[:7].lower() not in ("http://", "https:/") or " " in onward:
            break
        address = onward
    address, hash_sign, place = address.partition("#")
    path, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if not _COUNTS_READERS.match(part))
    if kept == query:
        return address + hash_sign + place
    return path + ("?" if kept else "") + kept + hash_sign + place
