"""Read what agencies and photographers write into their files: IPTC, XMP and a little Exif.

Only words are taken out (creator, credit, caption, alternative text, copyright, date); place,
camera and everything else stay behind. Nothing here decodes a picture. The bytes are a stranger's:
every reader is bounded and answers "nothing" to what it does not understand.

Fields: IPTC Photo Metadata Standard 2025.1; layout of the binary form: IPTC IIM 4.2, chapter 3.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

MAX_PACKET = 1024 * 1024  # bytes; a packet with words in it is a few kB
MAX_DEPTH = 60
MAX_TEXT = 5000  # characters; columns cut further

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"

XMP_FIELDS = {
    "creator": DC + "creator",
    "credit": PHOTOSHOP + "Credit",
    "caption": DC + "description",
    "alt": IPTC_CORE + "AltTextAccessibility",
    "copyright": DC + "rights",
    "date": PHOTOSHOP + "DateCreated",
}
IIM_FIELDS = {  # datasets of record 2
    "creator": 80,
    "credit": 110,
    "caption": 120,
    "copyright": 116,
    "date": 55,
}
IIM_UTF8 = b"\x1b%G"  # dataset 1:90, ISO 2022 escape
EXIF_FIELDS = {  # tags of the first directory, and DateTimeOriginal of the Exif directory
    "creator": 0x013B,
    "copyright": 0x8298,
    "date": 0x9003,
}


@dataclass(frozen=True)
class Metadata:
    """Words found in a picture file; empty where there are none."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""
    source_date: datetime.date | None = None


def read(
    *, iptc: bytes = b"", xmp: bytes = b"", exif: Mapping[int, object] | None = None
) -> Metadata:
    """Return the words of the three blocks; XMP is believed first, then IPTC, then Exif.

    That is the order in which the programs of the trade keep them up to date.
    """
    sources = (_read_xmp(xmp), _read_iim(iptc), _read_exif(exif or {}))
    found: dict[str, str] = {}
    for name in XMP_FIELDS:
        words = (_tidy(source.get(name, "")) for source in sources)
        found[name] = next((text for text in words if text), "")
    date = _date(found.pop("date"))
    return Metadata(**found, source_date=date)


def _tidy(text: str) -> str:
    """Drop control characters (PostgreSQL refuses NUL) and needless space; keep line breaks."""
    kept = "".join(char for char in text[:MAX_TEXT] if char.isprintable() or char in "\n\t ")
    lines = (" ".join(line.split()) for line in kept.splitlines())
    return "\n".join(lines).strip()


def _date(text: str) -> datetime.date | None:
    """Read 20250514, 2025-05-14, 2025:05:14 10:00:00 or 2025-05-14T10:00; None for the rest."""
    match = re.match(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)", text)
    if not match:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:  # 20250231, 00000000
        return None


def _read_iim(block: bytes) -> dict[str, str]:
    names = {number: name for name, number in IIM_FIELDS.items()}
    values: dict[str, list[bytes]] = {}
    utf8 = False
    for record, number, value in _datasets(block[:MAX_PACKET]):
        if (record, number) == (1, 90):
            utf8 = value == IIM_UTF8
        elif record == 2 and number in names:
            values.setdefault(names[number], []).append(value)
    return {name: ", ".join(_decode(one, utf8) for one in many) for name, many in values.items()}


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (record, dataset, value) until the first thing that is no dataset."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5])
        at += 5
        if size & 0x8000:  # extended: the size of the size; no text we want is that long
            return
        yield record, number, block[at : at + size]
        at += size


def _decode(value: bytes, utf8: bool) -> str:
    """Read as UTF-8 when declared or valid, else as Latin 1, which older programs mean."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "latin-1", errors="replace")


def _read_xmp(packet: bytes) -> dict[str, str]:
    packet = packet.strip(b"\x00 \r\n\t")
    if not packet or len(packet) > MAX_PACKET or not _is_plain(packet):
        return {}
    root = ElementTree.fromstring(packet)  # noqa: S314 - _is_plain() refused every declaration
    found: dict[str, str] = {}
    for node in root.iter(RDF + "Description"):
        for name, tag in XMP_FIELDS.items():
            if name not in found and (text := node.get(tag) or _text_of(node.find(tag))):
                found[name] = text
    return found


def _is_plain(packet: bytes) -> bool:
    """Tell whether this is well-formed XML of bounded depth without a document type.

    Without one there are no entities, so neither bombs nor references to other files.
    """
    depth = 0

    def refuse(*args: object) -> None:
        raise ValueError("document type")

    def enter(*args: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ValueError("too deep")

    def leave(*args: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(packet, True)
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: an unknown encoding
        return False
    return True


def _text_of(node: ElementTree.Element | None) -> str:
    """Return a property's text: of a list all items, of alternatives by language the default."""
    if node is None:
        return ""
    if (choices := node.find(RDF + "Alt")) is not None:
        return next((item.text or "" for item in choices.findall(RDF + "li")), "")
    items = [item.text or "" for item in node.iter(RDF + "li")]
    return ", ".join(items) if items else node.text or ""


def _read_exif(tags: Mapping[int, object]) -> dict[str, str]:
    found = {name: tags.get(tag) for name, tag in EXIF_FIELDS.items()}
    return {name: value for name, value in found.items() if isinstance(value, str)}
