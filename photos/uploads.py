"""The one door into the photo library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from photos import renditions, tasks
from photos.metadata import Metadata
from photos.models import Photo
from photos.renditions import Encoded, Inspected, Refused
from photos.storage import originals

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

# The text fields that a file itself may say something for (`photos.metadata.Metadata`).
WORDS = ("alt", "caption", "credit", "creator", "copyright", "source_date")


class AlreadyThere(Exception):
    """The same file is in the library; `photo` is it."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(f"Photo {photo.pk} is the same file.")
        self.photo = photo


@dataclass(frozen=True)
class Upload:
    """A file that was read, checked and decoded, and is not stored yet."""

    file: File
    inspected: Inspected
    display: Encoded

    def words(self, head: Metadata | None = None) -> dict[str, Any]:
        """Return what the file says for each text field, cut to what the column holds.

        `head` is what the file said before a browser made it smaller.
        """
        said = [head, self.inspected.metadata] if head else [self.inspected.metadata]
        found = {
            name: next(filter(None, (getattr(one, name) for one in said)), getattr(said[-1], name))
            for name in WORDS
        }
        for name in WORDS:
            limit = Photo._meta.get_field(name).max_length
            if limit and isinstance(found[name], str):
                found[name] = " ".join(found[name].split())[:limit].strip()
        return found


def read(file: File) -> Upload:
    """Check and decode a file; changes nothing.

    Raises Refused, with the file's name and the reason, or AlreadyThere.
    """
    try:
        inspected = renditions.inspect(file)
        existing = Photo.objects.filter(sha256=inspected.sha256).first()
        if existing:
            raise AlreadyThere(existing)
        display = renditions.make_display(file)
    except Refused as error:
        raise Refused(
            _("“%(name)s” was not taken. %(reason)s")
            % {"name": short_name(file.name), "reason": error}
        ) from error
    return Upload(file, inspected, display)


def store(upload: Upload, photo: Photo) -> Photo:
    """Save `photo` (its words are the caller's) with the upload's files; order its renditions.

    The order for the worker is part of the transaction, so it exists exactly if the photo does.
    A failure leaves no file behind. Raises AlreadyThere when somebody was faster.
    """
    inspected, display = upload.inspected, upload.display
    original_name = f"originals/{inspected.sha256[:2]}/{inspected.sha256}.{inspected.suffix}"
    written = []
    try:
        upload.file.seek(0)
        written.append((originals(), originals().save(original_name, upload.file)))
        display_name = renditions.save(default_storage, display.name("jpg"), display.content)
        written.append((default_storage, display_name))
        photo.original, photo.display = written[0][1], display_name
        photo.sha256, photo.bytes = inspected.sha256, inspected.bytes
        photo.width, photo.height = display.width, display.height
        with transaction.atomic():
            photo.save(force_insert=True)
            tasks.make_renditions.defer(photo_id=photo.pk)
    except BaseException as error:
        for storage, name in written:
            storage.delete(name)
        if isinstance(error, IntegrityError):
            existing = Photo.objects.filter(sha256=inspected.sha256).first()
            if existing:
                raise AlreadyThere(existing) from error
        raise
    return photo


def take(
    file: File, *, by: AbstractBaseUser | None, head: Metadata | None = None, **words: Any
) -> tuple[Photo, bool]:
    """Put a file into the library and return its photo, and whether it is new.

    `words` are values of Photo fields (alt, caption, credit, focal_x …); where one is empty, what
    `head` or the file itself says is used. The same file again returns the photo that is there,
    unchanged. Raises Refused.
    """
    try:
        upload = read(file)
        said = {name: value for name, value in words.items() if value not in {None, ""}}
        values = upload.words(head) | said
        return store(upload, Photo(uploaded_by=by, **values)), True
    except AlreadyThere as found:
        return found.photo, False


def short_name(name: str | None) -> str:
    """Return a file name fit for a message: no folders, no control characters, not endless."""
    bare = (name or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in bare if char.isprintable())
    return shown if len(shown) <= 80 else f"{shown[:60]}…{shown[-15:]}"
