"""Where files lie that no address leads to: originals of photos, uploads until they are whole."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="photos.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Keep files under settings.PRIVATE_MEDIA_ROOT, readable by this user alone, without a URL.

    An original of a photo still holds what is taken out of everything we serve: place, camera,
    serial numbers, thumbnails of what was cropped away.
    """

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_MEDIA_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def originals() -> PrivateStorage:
    """Return the storage of originals (a callable, so that migrations name no folder)."""
    return PrivateStorage()


def incoming_folder() -> Path:
    """Return the folder in which uploads arrive piece by piece (`photos.incoming`)."""
    return Path(settings.PRIVATE_MEDIA_ROOT, "incoming")


def delete_incoming(before: datetime) -> int:
    """Delete the pieces of uploads that nobody came back for since then; return how many files."""
    gone = 0
    for path in incoming_folder().glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone
