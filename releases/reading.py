"""Reading what was sent: a text file, a Word document, a PDF, a mail. Bytes in, words out.

Whatever it is, a stranger made it. Nothing here follows a link, loads a picture or trusts a size
that a file says of itself.
"""

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from xml.parsers import expat

from django.utils.translation import gettext as _

from releases import pdf

LARGEST = 20 * 1024 * 1024  # bytes of a file, or of a mail with all that is attached to it
LONGEST = 200_000  # characters of a text: sixty pages
MOST_XML = 16 * 1024 * 1024  # bytes that a document may unpack to
MOST_ELEMENTS = 500_000  # of a document; Word makes some eight for a word
MOST_PARTS = 4000  # of a document; Word makes some twenty
DEEPEST = 200  # elements inside each other
PATIENCE = 2 * pdf.SECONDS  # seconds of the clock, on a machine that has other work

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

# A package that is cut off, locked or made to confuse fails in all of these ways.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
)


class Refused(ValueError):
    """A file or a mail is not taken; the message says why, to a person."""


class WithoutText(Refused):
    """A file is whole and has no words in it: what was scanned is a picture."""


class Says(StrEnum):
    """What became of something attached to a mail."""

    READ = "read"  # its words were read
    PICTURE = "picture"
    SCAN = "scan"  # a document of pictures
    BROKEN = "broken"  # locked, broken, or more than is read
    OTHER = "other"  # of a kind that is not read, or one too many


@dataclass(frozen=True, slots=True)
class Attached:
    """Something attached to a mail, by its place in it: what it is called, and what it says."""

    number: int
    name: str
    size: int  # bytes
    sha256: str  # of its bytes, in hexadecimal
    says: Says


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: the text, and what a mail says of itself ("" where nothing does).

    Without `has_text` the subject stands for it: all that was said is in pictures attached.
    """

    text: str
    title: str = ""
    agency: str = ""
    contact: str = ""
    sent_at: datetime | None = None
    attached: tuple[Attached, ...] = ()
    has_text: bool = True


def tidy(text: str) -> str:
    """Return `text` with one kind of line break and without what no text holds.

    Raises Refused if nothing is left, or too much.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = _NOT_TEXT.sub("", text).removeprefix("\ufeff").strip()
    if not text:
        raise WithoutText(_("There is no text in it."))
    if len(text) > LONGEST:
        raise Refused(
            _("The text has %(number)d characters; at most %(most)d are taken.")
            % {"number": len(text), "most": LONGEST}
        )
    return text


def read_file(name: str, content: bytes) -> Found:
    """Return what stands in a file, by the ending of its name. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(_("It has more than %(most)d MB.") % {"most": LARGEST // 1024**2})
    reader = READERS.get(PurePath(name.lower()).suffix)
    if reader is None:
        raise Refused(_("Only .pdf, .docx, .txt and .eml are taken. Copy the text and paste it."))
    return reader(content)


# --- Text files ----------------------------------------------------------------------------------


def read_text(content: bytes) -> Found:
    """Return the words of a text file, in UTF-8, UTF-16 with its mark, or what Windows wrote."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Found(tidy(content.decode("utf-16", "replace")))
    if b"\x00" in content:
        raise Refused(_("This is no text file."))
    try:
        return Found(tidy(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return Found(tidy(content.decode("cp1252", "replace")))


# --- Word ----------------------------------------------------------------------------------------


def read_docx(content: bytes) -> Found:
    """Return the words of a Word document, a paragraph a line, without what was struck out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise Refused(_("This document is not built as Word builds one."))
            with package.open("word/document.xml") as part:
                xml = part.read(MOST_XML + 1)
    except Refused:
        raise
    except BROKEN as error:
        raise Refused(_("This is no Word document that can be read.")) from error
    if len(xml) > MOST_XML:
        raise Refused(_("This document unpacks to more than a text can be."))
    return Found(tidy(_Document().read(xml)))


class _Document:
    """The handlers of one parse of `word/document.xml`. No DTD, so no entity is ever declared."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = self.silent = self.size = self.elements = 0
        self.is_text = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.ExternalEntityRefHandler = self.refuse

    def read(self, xml: bytes) -> str:
        try:
            self.parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise Refused(_("This is no Word document that can be read.")) from error
        return "".join(self.lines)

    def refuse(self, *args: object) -> None:
        raise Refused(_("This document is not built as Word builds one."))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            self.refuse()
        if name == _FALLBACK:  # says again, for old programs, what stood before it
            self.silent = self.silent or self.depth
        match _local(name):
            case "t":
                self.is_text = True
            case "tab":
                self.add("\t")
            case "br" | "cr":
                self.add("\n")
            case "noBreakHyphen":
                self.add("-")

    def end(self, name: str) -> None:
        match _local(name):
            case "t":
                self.is_text = False
            case "p":
                self.add("\n")
        if self.depth == self.silent:
            self.silent = 0
        self.depth -= 1

    def characters(self, text: str) -> None:
        if self.is_text:
            self.add(text)

    def add(self, text: str) -> None:
        if self.silent:
            return
        self.size += len(text)
        if self.size > 2 * LONGEST:  # `tidy` says how much is too much; no more need be held
            self.refuse()
        self.lines.append(text)


def _local(name: str) -> str:
    """Return the name of an element of WordprocessingML; "" for one of anything else."""
    for space in (_WORD, _STRICT):
        if name.startswith(space):
            return name.removeprefix(space)
    return ""


# --- PDF -----------------------------------------------------------------------------------------


def read_pdf(content: bytes) -> Found:
    """Return the words of a PDF, a paragraph a line. It is read by a process that may fail.

    Raises WithoutText for a scan, and Refused for one that is locked, broken, or takes more time
    or memory than `releases.pdf` gives it.
    """
    try:
        read = subprocess.run(  # noqa: S603 - our own program; the stranger's bytes are its input
            [sys.executable, "-I", pdf.__file__, str(LONGEST)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
            env={},
        )
        said = json.loads(read.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Refused(
            _("Reading this PDF took too much time or memory. Copy the text and paste it.")
        ) from error
    match said.get("refused"):
        case "locked":
            raise Refused(_("This PDF is locked with a password. Save it without one."))
        case "pages":
            raise Refused(_("A PDF may have at most %(most)d pages.") % {"most": pdf.MOST_PAGES})
        case "long":
            raise Refused(_("The text has more than %(most)d characters.") % {"most": LONGEST})
        case "broken":
            raise Refused(_("This is no PDF that can be read. Copy the text and paste it."))
    try:
        return Found(tidy(said["text"]))
    except WithoutText as error:
        raise WithoutText(
            _(
                "There is no text in this PDF: it is a scan, pictures of pages. Choose it again "
                "and type its words into the field below; the file is kept with them."
            )
        ) from error


# --- By the ending of a name ---------------------------------------------------------------------


def _read_mail(content: bytes) -> Found:
    from releases.mail import read_mail  # which reads with this module what is attached

    return read_mail(content)


READERS: dict[str, Callable[[bytes], Found]] = {
    ".txt": read_text,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": _read_mail,
}
