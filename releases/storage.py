"""Where the files of press releases lie: no address leads there."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="releases.storage.ReleaseStorage")
class ReleaseStorage(FileSystemStorage):
    """Keep files under settings.PRIVATE_MEDIA_ROOT, readable by this user alone, without a URL.

    A strange file is a stranger's file: the desk gets it as a download and nobody else gets it.
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
        raise ValueError("The file of a press release has no address.")


def files() -> ReleaseStorage:
    """Return the storage of the files (a callable, so that migrations name no folder)."""
    return ReleaseStorage()
