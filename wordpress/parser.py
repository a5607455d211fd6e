"""Reads WordPress exports (WXR 1.0 to 1.2) as a stream: dataclasses out, flat memory, no Django.

The file is a stranger's. A document type, and so every entity and every external reference, is
refused; so is what nests or swells beyond anything WordPress writes. A file that breaks off gives
everything that was whole before the break, and then says where it broke.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat  # hardened below: no DTD, so no entity is ever declared

from wordpress.items import Author, Item, Label, Site, Term
from wordpress.reading import Text

MAX_DEPTH = 32  # WordPress needs 5
MAX_ITEM = 64 * 1024 * 1024  # characters of one item, all its fields together
MAX_ELEMENTS = 500_000  # in one item: each comment has a dozen
MAX_SILENCE = 16 * 1024 * 1024  # characters that are not a piece of text: one endless tag

# Namespaces by what their address ends in, under the prefix WordPress writes; versions differ.
_SPACES = {
    "/excerpt/": "excerpt",
    "/content/": "content",
    "dc/elements/1.1/": "dc",
}
# The only post meta that is kept: the rest is plugins' business, and can be megabytes.
KEPT_META = frozenset(
    {
        "_thumbnail_id",
        "_wp_attached_file",
        "_wp_attachment_metadata",
        "newsroom_credits",  # of our own export
        "_wp_attachment_image_alt",
        "_wp_old_slug",
        "_elementor_data",
        "_menu_item_object_id",
        "_menu_item_object",
        "_menu_item_url",
        "_media_credit",
        "_navis_media_credit_org",
        "media_credit",
        "photo_credit",
        "photographer",
        "credit",
        "_credit",
        "source",
        "_yoast_wpseo_primary_category",
        "rank_math_primary_category",
        "_yoast_wpseo_canonical",
    }
)
_ITEM_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "pubDate": "pub_date",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "post_id",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "name",
    "wp:status": "status",
    "wp:post_parent": "parent",
    "wp:menu_order": "menu_order",
    "wp:post_type": "post_type",
    "wp:post_password": "password",
    "wp:attachment_url": "attachment_url",
}
_SITE_FIELDS = {
    "title": "title",
    "link": "link",
    "language": "language",
    "wp:wxr_version": "wxr_version",
    "wp:base_site_url": "base_site_url",
    "wp:base_blog_url": "base_blog_url",
}
_AUTHOR_FIELDS = {
    "wp:author_id": "author_id",
    "wp:author_login": "login",
    "wp:author_email": "email",
    "wp:author_display_name": "display_name",
    "wp:author_first_name": "first_name",
    "wp:author_last_name": "last_name",
}
_TERM_FIELDS = {
    "wp:term_id": "term_id",
    "wp:category_nicename": "slug",
    "wp:category_parent": "parent",
    "wp:cat_name": "name",
    "wp:category_description": "description",
    "wp:tag_slug": "slug",
    "wp:tag_name": "name",
    "wp:tag_description": "description",
    "wp:term_taxonomy": "taxonomy",
    "wp:term_slug": "slug",
    "wp:term_parent": "parent",
    "wp:term_name": "name",
    "wp:term_description": "description",
}
_TERMS = {"wp:category": "category", "wp:tag": "post_tag", "wp:term": ""}

Found = Site | Author | Term | Item


# What begins so is packed, and of no use to a parser.
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogue; `reporting` says it in the reader's language."""
    return text


# What expat says where a file ends in the middle of something.
_CUT = frozenset(
    {
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    }
)


class Broken(Exception):
    """The file cannot be read on. `line` and `column` say where, counted from 1 and 0.

    `reason` is a sentence in English that may name one thing: `what`.
    """

    def __init__(self, reason: str, line: int, column: int, what: str = "") -> None:
        super().__init__(f"{reason % {'what': what}} (line {line}, column {column})")
        self.reason, self.line, self.column, self.what = reason, line, column, what


class Hostile(Broken):
    """The file holds what no export holds and what can only do harm."""


class Export:
    """One export file. `items()` may be asked for as often as wanted; each reads from the start."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.read = 0  # bytes, of the run that is under way
        self.foreign = self.illegal = 0  # characters repaired in it

    def items(self) -> Iterator[Found]:
        """Yield the site once it is known, then authors, terms and items in the file's order.

        Raises Broken after the last whole one when the file cannot be read to its end.
        """
        with self.path.open("rb") as file:
            head = file.read(8)
            for mark, name in _PACKED.items():
                if head.startswith(mark):
                    reason = gettext_noop("This file is packed (%(what)s). Unpack it first.")
                    raise Broken(reason, 1, 0, name)
            file.seek(0)
            yield from self._stream(file)

    def _stream(self, file: BinaryIO) -> Iterator[Found]:
        text, reader = Text(file), _Reader()
        for piece in text.pieces():
            failed = reader.feed(piece)
            self.read, self.foreign, self.illegal = text.read, text.foreign, text.illegal
            yield from reader.take()
            if failed:
                raise failed
        failed = reader.close()
        yield from reader.take()
        if failed:
            raise failed


class _Reader:
    """The handlers of one parse: builds what is open, hands over what is whole."""

    def __init__(self) -> None:
        # Expat is told the encoding, because the text was decoded before (see `reading`).
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1024 * 1024
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.ExternalEntityRefHandler = self.refuse
        self.parser.UnparsedEntityDeclHandler = self.refuse
        self.open: list[str] = []
        self.prefixes: dict[str, str] = {}
        self.done: list[Found] = []
        self.site = Site()
        self.site_given = False
        self.record: Author | Term | Item | None = None
        self.record_depth = 0
        self.text: list[str] = []
        self.size = self.elements = self.silence = 0
        self.label: tuple[str, str] | None = None
        self.meta_key = self.meta_value = ""
        self.begun = self.ended = False

    def feed(self, piece: str) -> Broken | None:
        """Parse on; return why not. What was whole before stays to be taken."""
        return self._parse(piece.encode("utf-8", "replace"), False)

    def close(self) -> Broken | None:
        failed = self._parse(b"", True)
        if failed is None and not self.ended:
            return self.broken(
                gettext_noop("This is no WordPress export: it has no <rss> with a <channel>.")
            )
        return failed

    def take(self) -> list[Found]:
        done, self.done = self.done, []
        return done

    def _parse(self, data: bytes, last: bool) -> Broken | None:
        self.silence += len(data)
        if self.silence > MAX_SILENCE:
            return self.broken(gettext_noop("A tag has no end."), Hostile)
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            said = expat.errors.messages.get(error.code, "")
            reason = gettext_noop("The XML is damaged here (%(what)s).")
            if not self.begun:
                reason = gettext_noop("This is no WordPress export: it is no XML.")
            elif said in _CUT and last:
                reason = gettext_noop("The file breaks off here: download the export once more.")
            return Broken(reason, error.lineno, error.offset, said)
        except Broken as error:
            return error
        return None

    def broken(self, reason: str, kind: type[Broken] = Broken, what: str = "") -> Broken:
        return kind(reason, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber, what)

    def refuse(self, *args: object) -> None:
        reason = gettext_noop(
            "The file declares a document type or entities, which can only do harm;"
            " WordPress never writes any."
        )
        raise self.broken(reason, Hostile)

    def start(self, written: str, attributes: dict[str, str]) -> None:
        self.silence, self.begun = 0, True
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                self.prefixes[key[6:]] = _space(value, key[6:])
        name = self.named(written)
        self.open.append(name)
        depth = len(self.open)
        if depth > MAX_DEPTH:
            reason = gettext_noop("The file nests deeper than an export ever does.")
            raise self.broken(reason, Hostile)
        if depth == 1 and name != "rss":
            reason = gettext_noop("This is no WordPress export: it begins with <%(what)s>.")
            raise self.broken(reason, what=name[:40])
        self.text = []
        if self.record is None:
            self.begin(name, depth)
            return
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            reason = gettext_noop("An item has more parts than any item has.")
            raise self.broken(reason, Hostile)
        if isinstance(self.record, Item) and depth == self.record_depth + 1:
            if name == "category":
                self.label = (attributes.get("domain", ""), attributes.get("nicename", ""))
            elif name == "wp:postmeta":
                self.meta_key = self.meta_value = ""
            elif name == "wp:comment":
                self.record.comments += 1

    def begin(self, name: str, depth: int) -> None:
        """Open a record at the channel's own level."""
        if depth != 3 or self.open[1] != "channel":
            return
        if name == "item":
            self.record = Item(line=self.parser.CurrentLineNumber)
        elif name == "wp:author":
            self.record = Author()
        elif name in _TERMS:
            self.record = Term(taxonomy=_TERMS[name])
        else:
            return
        self.record_depth, self.size, self.elements = depth, 0, 0
        self.give_site()

    def characters(self, data: str) -> None:
        self.silence = 0
        self.size += len(data)
        if self.size > MAX_ITEM:
            raise self.broken(gettext_noop("An item is larger than any item is."), Hostile)
        self.text.append(data)

    def end(self, written: str) -> None:
        self.silence = 0
        name, depth = self.open.pop(), len(self.open) + 1
        text = "".join(self.text)
        self.text = []
        if self.record is None:
            self.end_outside(name, depth, text)
        elif depth == self.record_depth:
            self.done.append(self.record)
            self.record, self.size = None, 0
        elif isinstance(self.record, Item):
            self.end_in_item(self.record, name, depth - self.record_depth, text)
        elif depth == self.record_depth + 1:
            fields = _AUTHOR_FIELDS if isinstance(self.record, Author) else _TERM_FIELDS
            if name in fields:
                setattr(self.record, fields[name], text.strip())

    def end_outside(self, name: str, depth: int, text: str) -> None:
        self.size = 0
        if depth == 3 and name in _SITE_FIELDS and not self.site_given:
            setattr(self.site, _SITE_FIELDS[name], text.strip())
        elif depth == 2 and name == "channel":
            self.give_site()
            self.ended = True

    def end_in_item(self, item: Item, name: str, below: int, text: str) -> None:
        if below == 2:
            if name == "wp:meta_key":
                self.meta_key = text.strip()
            elif name == "wp:meta_value":
                self.meta_value = text
            return
        if below != 1:
            return
        if name in ("content:encoded", "excerpt:encoded"):
            setattr(item, _ITEM_FIELDS[name], text)
        elif name in _ITEM_FIELDS:
            setattr(item, _ITEM_FIELDS[name], text.strip())
        elif name == "category" and self.label is not None:
            self.end_label(item, text.strip())
        elif name == "wp:is_sticky":
            item.is_sticky = text.strip() == "1"
        elif name == "wp:postmeta" and self.meta_key in KEPT_META:
            item.meta.setdefault(self.meta_key, self.meta_value)

    def end_label(self, item: Item, name: str) -> None:
        """Keep a label. Old exports name each twice, and say with no domain what is a category."""
        domain, slug = self.label or ("", "")
        self.label = None
        taxonomy = {"": "category", "tag": "post_tag"}.get(domain, domain)
        if not slug and any(one.name == name for one in item.labels):
            return
        item.labels.append(Label(taxonomy, slug, name or slug))

    def give_site(self) -> None:
        if not self.site_given:
            self.site_given = True
            self.done.append(self.site)

    def named(self, written: str) -> str:
        prefix, colon, local = written.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{local}" if colon else written


def _space(address: str, prefix: str) -> str:
    """Return the prefix under which this module knows the namespace at `address`."""
    for ending, known in _SPACES.items():
        if address.endswith(ending):
            return known
    return "wp" if "wordpress.org/export/" in address else prefix
