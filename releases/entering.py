"""The one door for press releases: each is kept once, however often it comes."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from releases.mail import read_mail
from releases.models import PressRelease, digest
from releases.reading import Found, Says, tidy

LONGEST_TITLE = PressRelease._meta.get_field("title").max_length
LONGEST_AGENCY = PressRelease._meta.get_field("agency").max_length
LONGEST_CONTACT = PressRelease._meta.get_field("contact").max_length
LONGEST_NAME = 150
LONGEST_NOTE = 50  # words of a mail that leave what it says to its attachments

_FORWARDED = re.compile(
    r"^(?:(?:re|fwd?|tr|bls|rilis(?: berita)?|siaran pers|press release)\s*:\s*)+", re.IGNORECASE
)
# What stands above the title of a release, and the heading that ends a letterhead.
_HEADING = re.compile(
    r"\W*(?:(?:siaran pers|press release|rilis(?: berita)?)\W*(?:no(?:mor|\.)?\b.*)?"
    r"|no(?:mor|\.)?\s*:.*|(?:hal|perihal|tanggal|lampiran)\s*:.*|untuk .*segera.*)\W*",
    re.I,
)
_NAMED = re.compile(r"\W*(?:siaran pers|press release|rilis berita)\b.*", re.I)
LETTERHEAD = 12  # lines


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a release came in."""

    name: str
    content: bytes


def from_mail(content: bytes, *, now: datetime | None = None) -> tuple[PressRelease, bool]:
    """Keep the release that a mail is, and say whether it is new. Raises `reading.Refused`.

    It was received now: what the mail says of its time is the sender's word.
    """
    found = read_mail(content)
    title = title_of(found.title, found.text)
    original = Original(f"{title}.eml", content)
    return enter(found, came_by=PressRelease.Way.MAIL, original=original, now=now)


def enter(
    found: Found,
    *,
    came_by: PressRelease.Way,
    by: User | None = None,
    received_at: datetime | None = None,
    original: Original | None = None,
    now: datetime | None = None,
) -> tuple[PressRelease, bool]:
    """Keep a release as it came, and say whether it is new; else the one that is there is returned.

    Raises `reading.Refused` for a text that is none. A failure leaves no file behind.
    """
    now = now or timezone.now()
    text = tidy(found.text)
    sum_of_words = digest_of(found, text)
    if first := PressRelease.objects.filter(sha256=sum_of_words).first():
        return first, False
    release = PressRelease(
        title=title_of(found.title, text),
        agency=one_line(found.agency, LONGEST_AGENCY) or one_line(found.contact, LONGEST_AGENCY),
        contact=one_line(found.contact, LONGEST_CONTACT),
        text=text,
        sha256=sum_of_words,
        has_text=found.has_text,
        attachments=[asdict(one) | {"name": file_name(one.name)} for one in found.attached],
        received_at=min(received_at or now, now),
        came_by=came_by,
        entered_by=by,
        entered_at=now,
    )
    if original is not None:
        suffix = PurePath(original.name.lower()).suffix
        name = sha256(original.content).hexdigest()
        release.file_name = file_name(original.name)
        release.file.save(
            f"releases/{name[:2]}/{name}{suffix}", ContentFile(original.content), save=False
        )
    try:
        with transaction.atomic():
            release.save(force_insert=True)
    except BaseException as error:
        if release.file:
            release.file.delete(save=False)
        first = PressRelease.objects.filter(sha256=sum_of_words).first()
        if isinstance(error, IntegrityError) and first:  # somebody was faster
            return first, False
        raise
    return release, True


def digest_of(found: Found, text: str) -> str:
    """Return by what a release is known again: its words, and what could not be read of a note.

    “Terlampir rilis hari ini” comes every day with another scan.
    """
    unread = [one.sha256 for one in found.attached if one.says != Says.READ]
    if not unread or len(text.split()) > LONGEST_NOTE:
        return digest(text)
    return sha256(" ".join([digest(text), *unread]).encode()).hexdigest()


def title_of(title: str, text: str) -> str:
    """Return what a release is called: `title`, else the first line of `text` that names it."""
    title = _FORWARDED.sub("", title.strip())
    if not title:
        lines = [line for line in text.splitlines() if line.strip()]
        head = [place for place, line in enumerate(lines[:LETTERHEAD]) if _NAMED.fullmatch(line)]
        lines = lines[head[0] :] if head else lines
        title = next((line for line in lines if not _HEADING.fullmatch(line)), lines[0])
    return one_line(title, LONGEST_TITLE)


def one_line(text: str, most: int) -> str:
    """Return `text` as one line of at most `most` characters, cut at the end."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return Truncator(" ".join(shown.split())).chars(most)


def file_name(name: str) -> str:
    """Return the name of a file as a download may carry it: no folder, no control character."""
    bare = PurePath(name.replace("\\", "/").rpartition("/")[2])
    stem = "".join(char if char.isprintable() and char not in '"/' else "_" for char in bare.stem)
    return f"{stem[:LONGEST_NAME].strip() or 'rilis'}{bare.suffix[:10].lower()}"
