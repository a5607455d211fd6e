"""Uploads that arrive in pieces, so that a lost network costs a piece and not the whole file.

The browser makes up a key for a file and sends its pieces in order; asked how far it is, we look
at the file itself, so nothing has to agree with anything. A piece may be sent twice: it is written
to its own place. What is finished is remembered for a while, for the browser that never heard the
answer. Everything lies in a private folder below the person's number, so nobody adds to the file
of somebody else.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from photos import renditions, uploads
from photos.models import Photo
from photos.renditions import MAX_BYTES, Refused
from photos.storage import incoming_folder

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

LARGEST_PIECE = 4 * 1024 * 1024  # bytes; below what Django takes into memory for one request
LARGEST_HEAD = 512 * 1024
MOST_OPEN = 60  # files of one person


class OutOfPlace(Exception):
    """The piece does not follow what is here; `received` says how many bytes are."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes are here.")
        self.received = received


def received(person: AbstractBaseUser, key: UUID) -> int:
    """Return how many bytes of a file are here."""
    path = _path(person, key, "part")
    return path.stat().st_size if path.is_file() else 0


def finished(person: AbstractBaseUser, key: UUID) -> Photo | None:
    """Return the photo that a file became, if it is one already."""
    try:
        number = int(_path(person, key, "done").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return Photo.objects.filter(pk=number).first()


def add(person: AbstractBaseUser, key: UUID, piece: bytes, *, at: int) -> int:
    """Write a piece to its place, `at` bytes from the beginning; return how many are here now.

    Raises OutOfPlace if something before it is missing, Refused if the file becomes too large.
    """
    path = _path(person, key, "part")
    here = received(person, key)
    if at > here:
        raise OutOfPlace(here)
    if len(piece) > LARGEST_PIECE or at + len(piece) > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(limit)d MB. Save it smaller.")
            % {"limit": MAX_BYTES // 1024**2}
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not here and len(list(path.parent.glob("*.part"))) >= MOST_OPEN:
        raise Refused(_("Too many uploads are unfinished. Wait for some of them."))
    # Not open(…, "wb"), which would empty the file first.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.seek(at)
        file.write(piece)
    return received(person, key)


def drop(person: AbstractBaseUser, key: UUID) -> None:
    """Forget a file that nobody wants any more; a photo it became stays."""
    for ending in ("part", "done"):
        _path(person, key, ending).unlink(missing_ok=True)


def finish(
    person: AbstractBaseUser,
    key: UUID,
    *,
    name: str,
    size: int,
    head: bytes = b"",
) -> tuple[Photo, bool]:
    """Make a photo of a file that is here whole; return it and whether it is new.

    `head` is the beginning of the file as it left the camera, where the browser sent a smaller
    picture: the words in it are the photo's. Raises OutOfPlace while bytes are missing,
    and Refused, after which the file is gone.
    """
    if photo := finished(person, key):
        return photo, False
    path = _path(person, key, "part")
    here = received(person, key)
    if not here or here != size:
        raise OutOfPlace(here)
    try:
        with path.open("rb") as opened:
            said = renditions.words_of_head(head[:LARGEST_HEAD]) if head else None
            photo, is_new = uploads.take(File(opened, name=name), by=person, head=said)
        if photo.is_taken_down:
            raise Refused(
                _("“%(name)s” was taken down as photo #%(id)s and is not taken again.")
                % {"name": uploads.short_name(name), "id": photo.pk}
            )
        _path(person, key, "done").write_text(str(photo.pk))
    except Refused:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return photo, is_new


def _path(person: AbstractBaseUser, key: UUID, ending: str) -> Path:
    return incoming_folder() / str(person.pk) / f"{key}.{ending}"
