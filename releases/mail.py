"""Reading a mail: who sent it, about what, when, its words, and what is attached to it."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from itertools import count
from mimetypes import guess_extension
from pathlib import PurePath

from django.utils.translation import gettext as _

from articles.html import clean_html, to_text
from releases.reading import (
    LARGEST,
    LONGEST,
    Attached,
    Found,
    Refused,
    Says,
    WithoutText,
    read_docx,
    read_pdf,
    read_text,
    tidy,
)

MOST_MAIL_PARTS = 200
MOST_HEADERS = 500  # of a part
LONGEST_HEADER = 4000
# Python reads the parameters of such a header anew for each of them, and more than once.
LONGEST_FACTS = 1000  # characters of a header about a part's type, name or encoding
# An HTML mail of a press office is style sheets for the most part.
LONGEST_HTML = 10 * LONGEST
# Documents that are read, by the endings of their names or what the mail says they are, and of how
# many: each PDF may take its time.
ATTACHED = {".docx": read_docx, ".pdf": read_pdf, ".txt": read_text}
TYPES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
MOST_DOCUMENTS = 4
# Python's own, which it takes for character sets: they raise on strange bytes, or take for ever.
NOT_OF_MAILS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}


def read_mail(content: bytes) -> Found:
    """Return what a mail (RFC 5322, in MIME) says: its own words or a document attached to it.

    Of these the longest is taken: “terlampir rilis hari ini” is no release. Where there are only
    pictures, its subject stands for a text. Raises Refused, also for what a machine answered.
    """
    mail = _parsed(content)
    parts = list(_parts(mail))
    name, address = parseaddr(_header(mail, "From"))
    if not parts or not address:
        raise Refused(_("This mail does not say who sent it."))
    if _header(mail, "Auto-Submitted").strip().lower() not in ("", "no"):
        raise Refused(_("A machine answered this by itself; it is no press release."))
    attached, documents = _read_attached(parts)
    text = max([_own_words(parts), *documents], key=len)
    title = _header(mail, "Subject")
    has_text = bool(text.strip())
    if attached and not has_text:
        text = title or attached[0].name
    return Found(
        text=tidy(text),
        title=title,
        agency=name or address.rpartition("@")[2],
        contact=address,
        sent_at=_moment(_header(mail, "Date")),
        attached=tuple(attached),
        has_text=has_text,
    )


def attachment(content: bytes, number: int) -> bytes | None:
    """Return the bytes of what is attached to a mail in this place; None if there is nothing.

    Raises Refused if the mail cannot be read.
    """
    for place, part in _attached(_parts(_parsed(content))):
        if place == number:
            return _bytes(part)
    return None


def _parsed(content: bytes) -> Message:
    if len(content) > LARGEST:
        raise Refused(_("It has more than %(most)d MB.") % {"most": LARGEST // 1024**2})
    try:
        return message_from_bytes(content, _class=_factory(), policy=_Short())
    except Refused:
        raise
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise Refused(_("This is no mail that can be read.")) from error


class _Short(Compat32):
    """How headers are taken from a mail: each with as many of its letters as are looked at."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        is_fact = name.lower().startswith("content-")
        return name, value[: LONGEST_FACTS if is_fact else LONGEST_HEADER]


class _Part(Message):
    """A part of a mail, with no more headers than one has."""

    def set_raw(self, name: str, value: str) -> None:
        if len(self._headers) >= MOST_HEADERS:
            raise Refused(_("This mail has more headers than a mail has."))
        super().set_raw(name, value)


def _factory() -> Callable[..., Message]:
    """Return what makes the parts of one mail while it is read, and refuses to make too many."""
    numbers = count(1)

    def part(policy: Compat32) -> Message:
        if next(numbers) > MOST_MAIL_PARTS:
            raise Refused(_("This mail has more parts than a mail has."))
        return _Part(policy)

    return part


def _parts(mail: Message) -> Iterator[Message]:
    """Yield what is no container, in order; a mail inside the mail is not looked into."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = part.get_payload()
        else:
            yield part


def _own_words(parts: list[Message]) -> str:
    """Return what the sender wrote into the mail: its plain text, else its HTML as text."""
    own = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = [_decoded(part) for part in own if part.get_content_type() == "text/plain"]
    if text := "\n\n".join(filter(str.strip, plain)):
        return text
    html = [_decoded(part) for part in own if part.get_content_type() == "text/html"]
    if sum(map(len, html)) > LONGEST_HTML:
        raise Refused(_("The HTML of this mail is longer than a text can be."))
    return "\n\n".join(to_text(clean_html(one)).replace("\n", "\n\n") for one in html)


def _attached(parts: Iterable[Message]) -> Iterator[tuple[int, Message]]:
    """Yield what is no text of the mail itself, with its number."""
    for number, part in enumerate(parts, start=1):
        is_words = part.get_content_maintype() == "text" and not _name(part)
        if not is_words or part.get_content_disposition() == "attachment":
            yield number, part


def _read_attached(parts: list[Message]) -> tuple[list[Attached], list[str]]:
    """Return what is attached, and the texts of the documents; who cannot be read says so."""
    found: list[Attached] = []
    texts: list[str] = []
    tried = 0
    for number, part in _attached(parts):
        content, name = _bytes(part), _name(part) or _unnamed(part, number)
        says = Says.PICTURE if part.get_content_maintype() == "image" else Says.OTHER
        reader = _reader(part)
        if reader is not None and tried < MOST_DOCUMENTS:
            tried += 1
            try:
                texts.append(reader(content).text)
                says = Says.READ
            except WithoutText:
                says = Says.SCAN
            except Refused:
                says = Says.BROKEN
        digest = sha256(content).hexdigest()
        found.append(Attached(number, name, len(content), digest, says))
    return found, texts


def _bytes(part: Message) -> bytes:
    """Return what is attached as a file; a mail inside the mail as the mail that it is."""
    if part.is_multipart():
        inner = part.get_payload()
        return inner[0].as_bytes() if inner else b""
    return part.get_payload(decode=True) or b""


def _name(part: Message) -> str:
    try:
        return _decode(part.get_filename() or "")
    except (LookupError, ValueError):  # in a character set that nobody knows
        return ""


def _unnamed(part: Message, number: int) -> str:
    kind = part.get_content_type()
    suffix = ".eml" if kind == "message/rfc822" else guess_extension(kind) or ""
    return _("attachment-%(number)d") % {"number": number} + suffix


def _reader(part: Message) -> Callable[[bytes], Found] | None:
    """Return what reads an attached document; None for what is none."""
    suffix = PurePath(_name(part).lower()).suffix
    return ATTACHED.get(suffix) or ATTACHED.get(TYPES.get(part.get_content_type(), ""))


def _decoded(part: Message) -> str:
    try:
        charset = part.get_content_charset()
    except (LookupError, ValueError):  # its name is itself in one that nobody knows
        charset = None
    return _words(part.get_payload(decode=True) or b"", charset)


def _words(content: bytes, charset: str | None) -> str:
    """Return `content` as text; as UTF-8 if nobody writes mails in its character set."""
    try:
        name = codecs.lookup(charset or "utf-8").name
        return content.decode("utf-8" if name in NOT_OF_MAILS else name, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _header(mail: Message, name: str) -> str:
    return " ".join(_decode(str(mail.get(name, ""))[:LONGEST_HEADER]).split())


def _decode(text: str) -> str:
    """Return a header as people read it; one that is broken as it stands."""
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError):
        return text
    found = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            found += piece
            continue
        found += _words(piece, charset)
    return found.replace("\x00", "")


def _moment(text: str) -> datetime | None:
    """Return when a mail says that it was sent; None where it does not, or in no time zone."""
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at.tzinfo is not None else None
