"""A cache that keeps what pages share, and no page."""

from django.core.cache.backends.locmem import LocMemCache


class NoPages(LocMemCache):
    """Local memory for the parts of pages that are made once per edition, nothing for pages.

    So a page's own work is measured again and again, as a reader finds it who opens a page that
    nobody has opened since the last release.
    """

    def set(self, key: str, *args: object, **kwargs: object) -> None:
        if ":" in key and not key.endswith(":gzip"):
            super().set(key, *args, **kwargs)
