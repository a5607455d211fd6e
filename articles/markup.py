"""The one shape body HTML is stored in: read a safe tree, write it back in normal form.

A story may have reached us by CKEditor, by paste, by a plain text area or by an import, and each
writes the same paragraph differently. Everything stored is therefore rebuilt from a small grammar:

    body       = (p | h2 | h3 | blockquote | ul | ol | table | figure)*
    blockquote = any block but a blockquote
    li         = (inline lines | nested list)*     at most LIST_DEPTH deep
    figure     = one optional figcaption           and a data-photo number
    inline     = text, br, a > strong > em         always nested in this order

Nothing outside the grammar can be written, whatever was read, and writing a text again changes
nothing. `articles.html` is the door; nothing else should need this module.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from articles.pasted import direct_address, word_lists
from articles.tree import Node, read_tree

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
INLINE = {"strong", "b", "em", "i", "a", "sup", "sub"}
LIST_DEPTH = 5
MAX_SPAN = 100  # a cell over more columns than this is an attack on the browser, not a table
MAX_PHOTO = 2**63 - 1  # what a bigint key can hold

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACES = re.compile(r"\s+")
# Chrome writes a no-break space wherever two spaces meet, so most are accidents; the one inside
# "Rp 5" or "27 November" is meant and stays.
_KEPT = "\x00"  # stands for it while the others are replaced; INVISIBLE has removed any other
_MEANT_NBSP = re.compile(r"(?<=\d)\xa0(?=\S)|(?<=\S)\xa0(?=\d)")
# Controls (PostgreSQL refuses NUL), soft hyphens, zero-width fillers that editors leave behind, and
# the bidirectional overrides that make text read differently from what it says.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff\ufffe\uffff]"
)
_STRONG = re.compile("</?strong>")
_HREF = re.compile(r"(?:https?://[^/?#\\]|mailto:[^/]|tel:[+\d]|/(?![/\\]))", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Style(NamedTuple):
    """What inline markup a piece of text stands in."""

    link: tuple[str, str] | None = None  # address, title
    strong: bool = False
    em: bool = False
    digits: str = ""  # "sup" or "sub": digits become ², ₂; other text loses the mark

    def within(self, node: Node) -> "Style":
        match node.tag:
            case "strong" | "b":
                # Google Docs wraps a whole paste in one <b>; it does not mean bold.
                return self if any(map(_holds_block, node.children)) else self._replace(strong=True)
            case "em" | "i":
                return self if any(map(_holds_block, node.children)) else self._replace(em=True)
            case "a" if href := safe_href(node.attrs.get("href", "")):
                return self._replace(link=(href, tidy(node.attrs.get("title", "")).strip()))
            case "sup" | "sub":
                return self._replace(digits=node.tag)
        return self

    def shared(self, other: "Style") -> "Style":
        link = self.link if self.link == other.link else None
        return Style(link, self.strong and other.strong, self.em and other.em)


class Run(NamedTuple):
    """Text in one style; or a break; or, inside a list item, a nested list already written."""

    text: str
    style: Style = Style()
    kind: str = "text"


BREAK = Run("", kind="break")


def normal_form(html: str) -> str:
    """Return sanitised, well-formed HTML in the grammar above, blocks parted by newlines."""
    flow = _Flow(bare=True)
    root = read_tree(html)
    flow.walk((word_lists(root) if "mso-list" in html else root).children, Style())
    return "\n".join(flow.finish())


def safe_href(value: str) -> str:
    """Return a link address that may be stored, or an empty string.

    Allowed are http, https, mailto, tel and addresses from the site's root. What browsers skip when
    they read an address (tabs, newlines, controls) is removed before it is judged. A door that only
    leads on is not kept (`articles.pasted.direct_address`).
    """
    value = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", INVISIBLE.sub("", value)).strip()
    value = _SPACES.sub("%20", value)
    if value[:4].lower() == "www.":
        value = f"https://{value}"
    value = direct_address(value)
    return value if _HREF.match(value) else ""


def photo_number(value: str) -> int | None:
    """Return the library number in a `data-photo` attribute, or None if it cannot be one."""
    if not re.fullmatch(r"[0-9]{1,19}", value):
        return None
    return number if 0 < (number := int(value)) <= MAX_PHOTO else None


class _Flow:
    """A sequence of blocks under construction; loose inline content becomes paragraphs."""

    def __init__(self, *, quoted: bool = False, bare: bool = False) -> None:
        self.out: list[str] = []
        self.runs: list[Run] = []
        self.quoted = quoted
        self.bare = bare  # straight in the body: a blank line in the text parts two paragraphs

    def walk(self, nodes: Iterable[Node | str], style: Style) -> None:
        for node in nodes:
            if isinstance(node, str):
                first, *more = _BLANK_LINE.split(node) if self.bare else [node]
                self.runs.append(Run(first, style))
                for text in more:
                    self.runs += (BREAK, BREAK, Run(text, style))
            elif node.tag == "br":
                self.runs.append(BREAK)
            elif node.tag in INLINE:
                self.walk(node.children, style.within(node))
            else:
                self.flush()
                self.out += self.block(node, style)

    def flush(self) -> None:
        paragraph: list[str] = []
        for line in [*_lines(self.runs), ""]:
            if line:
                paragraph.append(line)
            elif paragraph:
                self.out.append(f"<p>{'<br>'.join(paragraph)}</p>")
                paragraph = []
        self.runs = []

    def finish(self) -> list[str]:
        self.flush()
        return self.out

    def inside(self, nodes: Iterable[Node | str], style: Style, *, quoted: bool) -> list[str]:
        flow = _Flow(quoted=quoted)
        flow.walk(nodes, style)
        return flow.finish()

    def block(self, node: Node, style: Style) -> list[str]:
        match node.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                tag = HEADINGS[node.tag]
                text, after = _one_line(node.children, style)
                text = _STRONG.sub("", text)  # a subhead is bold already
                return [*([f"<{tag}>{text}</{tag}>"] if text else []), *after]
            case "ul" | "ol":
                after = []
                return [*_list(node, style, 1, after), *after]
            case "table":
                return _table(node, style)
            case "figure" if photo_number(node.attrs.get("data-photo", "")):
                return _figure(node, style)
            case "blockquote" if not self.quoted:
                blocks = self.inside(node.children, style, quoted=True)
                return [f"<blockquote>{''.join(blocks)}</blockquote>"] if blocks else []
        return self.inside(node.children, style, quoted=self.quoted)


def _figure(node: Node, style: Style) -> list[str]:
    number = photo_number(node.attrs["data-photo"])
    captions = [c for c in node.children if isinstance(c, Node) and c.tag == "figcaption"]
    text, after = _one_line(captions[0].children if captions else [], style)
    caption = f"<figcaption>{text}</figcaption>" if text else ""
    rest = _Flow(quoted=True)
    rest.walk((child for child in node.children if child not in captions[:1]), style)
    return [f'<figure data-photo="{number}">{caption}</figure>', *after, *rest.finish()]


def _table(node: Node, style: Style) -> list[str]:
    caption, head, body, after = "", list[str](), list[str](), list[str]()
    for part in node.children:
        if isinstance(part, Node) and part.tag == "caption":
            caption, more = _one_line(part.children, style)
            after += more
        elif isinstance(part, Node) and part.tag in ("thead", "tbody", "tfoot"):
            rows = [row for row in part.children if isinstance(row, Node) and row.tag == "tr"]
            written = [f"<tr>{cells}</tr>" for row in rows if (cells := _cells(row, style, after))]
            (head if part.tag == "thead" else body).extend(written)
        else:
            loose = _Flow(quoted=True)
            loose.walk([part], style)
            after += loose.finish()
    html = f"<caption>{caption}</caption>" if caption else ""
    html += f"<thead>{''.join(head)}</thead>" if head else ""
    html += f"<tbody>{''.join(body)}</tbody>" if body else ""
    return [*([f"<table>{html}</table>"] if html else []), *after]


def _cells(row: Node, style: Style, after: list[str]) -> str:
    html = ""
    for cell in row.children:
        if not isinstance(cell, Node) or cell.tag not in ("td", "th"):
            continue
        runs: list[Run] = []
        _collect([cell], style, runs, LIST_DEPTH, after)
        attrs = ""
        for name in ("colspan", "rowspan"):
            span = cell.attrs.get(name, "")
            if re.fullmatch(r"[0-9]{1,3}", span) and 1 < int(span) <= MAX_SPAN:
                attrs += f' {name}="{int(span)}"'
        if cell.tag == "th" and (scope := cell.attrs.get("scope", "").lower()) in ("col", "row"):
            attrs += f' scope="{scope}"'
        html += f"<{cell.tag}{attrs}>{'<br>'.join(filter(None, _lines(runs)))}</{cell.tag}>"
    return html


def _list(node: Node, style: Style, depth: int, after: list[str]) -> list[str]:
    items: list[list[Node | str]] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "li":
            items.append(child.children)
        elif isinstance(child, Node) and child.tag in ("ul", "ol") and items:
            items[-1] = [*items[-1], child]  # old editors nest a list beside its item
        elif isinstance(child, Node) or child.strip():
            items.append([child])
    html = ""
    for item in items:
        runs: list[Run] = []
        _collect(item, style, runs, depth, after)
        written = "".join(_pieces(runs))
        html += f"<li>{written}</li>" if written else ""
    return [f"<{node.tag}>{html}</{node.tag}>"] if html else []


def _pieces(runs: list[Run]) -> Iterator[str]:
    loose: list[Run] = []
    for run in [*runs, Run("", kind="list")]:
        if run.kind == "list":
            yield "<br>".join(filter(None, _lines(loose)))
            yield run.text
            loose = []
        else:
            loose.append(run)


def _one_line(nodes: Iterable[Node | str], style: Style) -> tuple[str, list[str]]:
    """Write nodes as one line; pictures and tables, which cannot stand in a line, come second."""
    runs: list[Run] = []
    after: list[str] = []
    _collect(nodes, style, runs, LIST_DEPTH, after)
    return _lines([Run(" ") if run is BREAK else run for run in runs])[0], after


def _collect(
    nodes: Iterable[Node | str], style: Style, runs: list[Run], depth: int, after: list[str]
) -> None:
    """Flatten nodes to runs; tables and pictures, which cannot stand there, go to `after`."""
    for node in nodes:
        if isinstance(node, str):
            runs.append(Run(node, style))
        elif node.tag == "br":
            runs.append(BREAK)
        elif node.tag in INLINE:
            _collect(node.children, style.within(node), runs, depth, after)
        elif node.tag == "table":
            after += _table(node, style)
        elif node.tag == "figure" and photo_number(node.attrs.get("data-photo", "")):
            after += _figure(node, style)
        elif node.tag in ("ul", "ol") and depth < LIST_DEPTH:
            runs.append(Run("".join(_list(node, style, depth + 1, after)), kind="list"))
        else:
            runs.append(BREAK)
            _collect(node.children, style, runs, depth, after)
            runs.append(BREAK)


def _holds_block(node: Node | str) -> bool:
    if isinstance(node, str) or node.tag == "br":
        return False
    return node.tag not in INLINE or any(map(_holds_block, node.children))


def tidy(text: str) -> str:
    """Collapse white space and drop invisible characters; keep a no-break space that is meant."""
    text = INVISIBLE.sub("", text)
    if "\xa0" in text:
        text = _MEANT_NBSP.sub(_KEPT, text)
    return _SPACES.sub(" ", text).replace(_KEPT, "\xa0")


def _lines(runs: list[Run]) -> list[str]:
    """Write runs as lines of inline HTML; a blank line stays as an empty string."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.kind == "break":
            lines.append([])
        else:
            lines[-1].append(run)
    return [_inline(_settled(line)) for line in lines]


def _merged(runs: Iterable[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and out[-1].style == run.style:
            out[-1] = Run(out[-1].text + run.text, run.style)
        elif run.text:
            out.append(run)
    return out


def _settled(runs: list[Run]) -> list[Run]:
    """Join runs of one style, and leave single spaces between words and none at the ends."""
    out: list[Run] = []
    for text, style, _ in _merged(_raised(run) for run in runs):
        text = tidy(text)
        if not out or out[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            out.append(Run(text, style))
    while out and not out[-1].text.rstrip(" "):
        out.pop()
    if out:
        out[-1] = Run(out[-1].text.rstrip(" "), out[-1].style)
    # A space alone takes the markup that both its neighbours share.
    for i, run in enumerate(out):
        if run.text == " ":
            out[i] = Run(" ", out[i - 1].style.shared(out[i + 1].style))
    return _merged(out)


def _raised(run: Run) -> Run:
    if not run.style.digits:
        return run
    table = _RAISED if run.style.digits == "sup" else _LOWERED
    text = run.text.translate(table) if run.text.strip().isdecimal() else run.text
    return Run(text, run.style._replace(digits=""))


def _inline(runs: list[Run]) -> str:
    html, opened = "", list[tuple[str, str]]()
    for run in [*runs, Run("")]:
        wanted: list[tuple[str, str]] = []
        if run.style.link:
            href, title = run.style.link
            extra = f' title="{escape(title)}"' if title else ""
            wanted.append(("a", f'<a href="{escape(href)}"{extra}>'))
        wanted += [("strong", "<strong>")] * run.style.strong + [("em", "<em>")] * run.style.em
        while opened != wanted[: len(opened)]:
            html += f"</{opened.pop()[0]}>"
        html += "".join(start for _, start in wanted[len(opened) :])
        opened = wanted
        html += escape(run.text, quote=False)
    return html
