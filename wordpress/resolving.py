"""Where the things of an old site are now: asked by `bodies` while a story is cleaned."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import reverse

from articles.models import OldAddress
from articles.models.article import story_slug
from wordpress import addresses
from wordpress.media import Media, file_of, is_picture
from wordpress.models import OldItem
from wordpress.words import HEADLINE, shorten


class Here:
    """Answers from what was imported so far. `post` is the number of the story in hand."""

    def __init__(self, site: str, blocks: dict[str, str], media: Media) -> None:
        self.site, self.blocks, self.media = site, blocks, media
        self.host = site.partition("/")[0]
        self.post = ""
        self.found = lru_cache(maxsize=20_000)(self._find)
        self.led = lru_cache(maxsize=20_000)(self._lead)

    def forget(self) -> None:
        """Ask the database again: what was found last was rolled back."""
        self.found.cache_clear()
        self.led.cache_clear()

    def picture(self, address: str, attachment: str) -> int | None:
        file = file_of(address) if address else ""
        return self.found(file, attachment if attachment.isdecimal() else "", address)

    def _find(self, file: str, attachment: str, address: str) -> int | None:
        items = OldItem.objects.filter(site=self.site, photo__taken_down_at=None)
        items = items.exclude(photo=None)
        if attachment:
            photo = items.filter(kind="attachment", key=attachment).values_list("photo", flat=True)
            if found := photo.first():
                return found
        if not file:
            return None
        if found := items.filter(file=file).values_list("photo", flat=True).first():
            return found
        if not (self.media.is_there and is_picture(address)):
            return None
        photo, why = self.media.take(address)
        OldItem.objects.update_or_create(
            site=self.site,
            kind="picture",
            key=file[-250:],
            defaults={
                "file": file,
                "photo": photo,
                "outcome": OldItem.Outcome.PHOTO if photo else OldItem.Outcome.NO_FILE,
                "notes": [why] if why else [],
            },
        )
        return photo.pk if photo else None

    def children(self) -> Sequence[str]:
        items = OldItem.objects.filter(site=self.site, kind="attachment", parent=self.post)
        return list(items.exclude(parent="").order_by("pk").values_list("key", flat=True)[:100])

    def link(self, address: str) -> str | None:
        """Answer for links within the old site alone; a place on the same page is no link."""
        if address.startswith("#"):
            return ""
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return ""
        if (host and host != self.host) or parts.scheme not in ("", "http", "https"):
            return None
        if not host and not address.startswith("/"):
            return None
        path = addresses.path_of(address)
        if not path:
            return "/" if parts.path in ("", "/") else None
        return self.led(path)

    def _lead(self, path: str) -> str | None:
        item = OldItem.objects.filter(site=self.site, path=path).first()
        if item is None and "?p=" in path:
            item = OldItem.objects.filter(site=self.site, key=path.partition("?p=")[2]).first()
        if item is not None and item.number:
            # The slug its headline will have; without a title, the number alone leads there.
            place = {"pk": item.number}
            if item.title:
                place["slug"] = story_slug(shorten(item.title, HEADLINE))
            return reverse("story" if item.title else "story-number", kwargs=place)
        if item is not None and item.page:
            return item.page.get_absolute_url()
        if item is not None and item.kind in ("post", "page") and item.status != "publish":
            return ""
        old = OldAddress.objects.with_targets().filter(path=path).first()
        return old.get_absolute_url() if old else None

    def reused(self, number: str) -> str:
        return self.blocks.get(number, "")


class Nowhere:
    """Answers for a rehearsal, where nothing is here yet: every picture of ours would be found."""

    def __init__(self, site: str, blocks: dict[str, str], media: Media) -> None:
        self.host, self.blocks, self.media = site.partition("/")[0], blocks, media
        self.pictures: dict[str, int] = {}

    def picture(self, address: str, attachment: str) -> int | None:
        if not self.media.is_there:
            return None
        return self.pictures.setdefault(file_of(address) or attachment, len(self.pictures) + 1)

    def children(self) -> Sequence[str]:
        return []

    def link(self, address: str) -> str | None:
        if address.startswith("#"):
            return ""
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
        return "/" if host and host == self.host else None

    def reused(self, number: str) -> str:
        return self.blocks.get(number, "")
