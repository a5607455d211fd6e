"""Lighter pages for whoever lets the browser save data, which it says in the header `Save-Data`.

The same page with the same pictures in the same places, of which it offers the small files alone.
"""

import re
from collections.abc import Mapping
from typing import Any

WIDEST = 480  # pixels: a phone shows it a little soft, for a third of the bytes

_OFFER = re.compile(rb'srcset="([^"]*)"')
_WIDTH = re.compile(rb" ([0-9]+)w$")


def asks_for_less(meta: Mapping[str, Any]) -> bool:
    """Say whether the request with these values (WSGI's names) asks to save data."""
    return meta.get("HTTP_SAVE_DATA", "").lower() == "on"


def lighter(page: bytes) -> bytes:
    """Return a page of ours that offers no picture wider than `WIDEST` if there is a narrower."""
    return _OFFER.sub(_narrowed, page)


def _narrowed(offer: re.Match[bytes]) -> bytes:
    files = offer[1].split(b", ")
    widths = [int(width[1]) if (width := _WIDTH.search(file)) else 0 for file in files]
    small = [file for file, width in zip(files, widths, strict=True) if width <= WIDEST]
    return b'srcset="%s"' % b", ".join(small or files[:1])
