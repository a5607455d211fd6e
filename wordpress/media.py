"""Pictures of the old site on their way into the library."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files import File
from django.utils.translation import gettext as _

from accounts.models import User
from photos import uploads
from photos.models import Photo
from photos.renditions import Refused
from wordpress.bodies import plain
from wordpress.fetching import Fetcher, NotFetched
from wordpress.items import Item
from wordpress.serialized import loads

# What WordPress hangs onto the name of a file when it makes it smaller, turns or copies it.
_MADE = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{9,13})(?=\.[A-Za-z]{3,5}\Z)")
_UPLOADS = re.compile(r"/(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files|uploads)/(.+)\Z")
PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif")
CREDITS = ("_media_credit", "media_credit", "photo_credit", "photographer", "_credit", "credit")

Take = tuple[Photo | None, str]


def file_of(address: str) -> str:
    """Return what tells a picture from others: its path below the uploads, as first uploaded."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    found = _UPLOADS.search(path)
    return _MADE.sub("", found[1] if found else path.lstrip("/"))[:500]


def is_picture(address: str) -> bool:
    return file_of(address).lower().endswith(PICTURES)


def why_no_picture(address: str) -> str:
    """Return why a file is not taken: moving pictures are no photos, and many GIFs move."""
    if file_of(address).lower().endswith(".gif"):
        return _(
            "GIF pictures are not taken: they have few colours, and often move. A still one can"
            " be saved as PNG and uploaded."
        )
    return _("No picture: only pictures are taken.")


def about(item: Item) -> dict[str, Any]:
    """Return the words of an attachment for the library: alt, caption, credit."""
    told = loads(item.meta.get("_wp_attachment_metadata", ""))
    inside = told.get("image_meta") if isinstance(told, dict) else None
    inside = inside if isinstance(inside, dict) else {}
    credit = next((item.meta[name] for name in CREDITS if item.meta.get(name)), "")
    organisation = item.meta.get("_navis_media_credit_org", "")
    credit = " / ".join(filter(None, (plain(credit), plain(organisation))))
    caption = plain(item.excerpt) or plain(item.content) or plain(str(inside.get("caption") or ""))
    return {
        "alt": plain(item.meta.get("_wp_attachment_image_alt", ""))[:300],
        "caption": caption,
        "credit": (credit or plain(str(inside.get("credit") or "")))[:200],
        "copyright": plain(str(inside.get("copyright") or ""))[:300],
    }


class Media:
    """Where files may come from: a copy of `wp-content/uploads`, the old site, or nowhere."""

    def __init__(
        self, folder: Path | None, fetcher: Fetcher | None, *, by: User | None = None
    ) -> None:
        self.folder = folder.resolve() if folder else None
        self.fetcher, self.by = fetcher, by

    @property
    def is_there(self) -> bool:
        return self.folder is not None or self.fetcher is not None

    def take(self, address: str, name: str = "", **words: Any) -> Take:
        """Bring the picture at `address` into the library; return it, or why not."""
        reason = _("No folder or host to take it from.")
        for source in (self._from_folder, self._from_site):
            file, why = source(address, name)
            if file is None:
                reason = why or reason
                continue
            try:
                photo, _new = uploads.take(file, by=self.by, **words)
            except Refused as error:
                return None, str(error)
            finally:
                file.close()
            return (None, _("taken down here")) if photo.is_taken_down else (photo, "")
        return None, reason

    def _from_folder(self, address: str, name: str) -> tuple[File | None, str]:
        if self.folder is None:
            return None, ""
        wanted = dict.fromkeys(filter(None, (name, file_of(address), _as_written(address))))
        for below in wanted:
            for start in ("", "uploads", "wp-content/uploads"):
                path = self._inside(start, below)
                if path is not None:
                    return File(path.open("rb"), name=path.name), ""
        return None, _("not in the folder")

    def _inside(self, start: str, below: str) -> Path | None:
        """Return a file below the folder, whatever the export calls it; never one outside."""
        if "\x00" in below or self.folder is None:
            return None
        try:
            path = (self.folder / start / below.lstrip("/")).resolve()
            return path if path.is_relative_to(self.folder) and path.is_file() else None
        except (OSError, ValueError):
            return None

    def _from_site(self, address: str, name: str) -> tuple[File | None, str]:
        if self.fetcher is None or not address.startswith(("http://", "https://", "//")):
            return None, ""
        address = f"https:{address}" if address.startswith("//") else address
        try:
            content = _first(self.fetcher.get, dict.fromkeys((_MADE.sub("", address), address)))
        except NotFetched as error:
            return None, str(error)
        return File(content, name=file_of(address).rpartition("/")[2] or "picture"), ""


def _first(get: Callable[[str], BytesIO], addresses: dict[str, None]) -> BytesIO:
    """Return the first of some addresses that answers: the large picture, else the one shown."""
    failed = NotFetched(_("not an address"))
    for address in addresses:
        try:
            return get(address)
        except NotFetched as error:
            failed = error
    raise failed


def _as_written(address: str) -> str:
    """Return the path below the uploads with the size that stands in its name."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    found = _UPLOADS.search(path)
    return found[1] if found else path.lstrip("/")
