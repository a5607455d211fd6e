"""Bytes of an export file as text that an XML parser can take. Nothing here knows Django.

Exports of old sites say UTF-8 and hold Windows bytes, hold control characters that XML does not
allow, and name entities that only HTML knows. None of that is a reason to lose ten years of news:
it is repaired and counted.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import BinaryIO

CHUNK = 256 * 1024  # bytes
LONGEST_ENTITY = 40  # characters; a longer run after & is no entity

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# What XML 1.0 allows (section 2.2), turned round; NEL and its like are allowed and harmless.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset({"lt", "gt", "amp", "quot", "apos"})


class Text:
    """The text of an export file, in pieces; `foreign` and `illegal` count what was repaired."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.read = 0  # bytes
        self.foreign = 0
        self.illegal = 0

    def pieces(self) -> Iterator[str]:
        """Yield the text in order. Bytes that are not of the declared encoding are Windows-1252."""
        head = self.file.read(CHUNK)
        encoding, skip = _encoding_of(head)
        decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
        chunk, left = head[skip:], ""
        self.read = len(head)
        while chunk:
            left = yield from self._clean(left + self._mended(decoder.decode(chunk)))
            chunk = self.file.read(CHUNK)
            self.read += len(chunk)
        yield from self._clean(left + self._mended(decoder.decode(b"", final=True)), last=True)

    def _mended(self, text: str) -> str:
        def mend(match: re.Match[str]) -> str:
            self.foreign += 1
            byte = bytes([ord(match[0]) - 0xDC00])
            return byte.decode("cp1252", "replace")

        return re.sub("[\udc80-\udcff]", mend, text)

    def _clean(self, text: str, *, last: bool = False) -> Iterator[str]:
        """Yield `text` without what XML forbids; return what may be half an entity."""
        cut = len(text)
        if not last and (at := text.rfind("&", max(0, cut - LONGEST_ENTITY))) != -1:
            cut = at
        whole, removed = _ILLEGAL.subn("", text[:cut])
        self.illegal += removed
        yield _NAMED.sub(_numbered, whole)
        return text[cut:]


def _numbered(match: re.Match[str]) -> str:
    """Write an entity of HTML by its number: the same in text and in CDATA that holds HTML."""
    name = match[1]
    if name in _OF_XML or name not in name2codepoint:
        return match[0]
    return f"&#{name2codepoint[name]};"


def _encoding_of(head: bytes) -> tuple[str, int]:
    """Return the encoding of a file that begins so, and how many bytes its mark takes."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    if found := _DECLARED.match(head):
        try:
            name = codecs.lookup(found[1].decode("ascii")).name
        except LookupError:
            return "utf-8", 0
        # Of the rest, what is no encoding of text, or one that needs its mark.
        if name in {"ascii", "utf-8"} or name.startswith(("utf-16", "utf-32", "utf-7")):
            return "utf-8", 0
        try:
            "a".encode(name)
            codecs.getincrementaldecoder(name)("surrogateescape").decode(b"a")
        except (LookupError, TypeError, ValueError):
            return "utf-8", 0
        return name, 0
    return "utf-8", 0
