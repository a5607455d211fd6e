"""In which encoding a page travels: brotli or gzip, whichever the reader's browser takes."""

import gzip
from functools import lru_cache

import brotli

# The first reader of a page waits while it is packed: under a millisecond for either.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
OFFERED = ("br", "gzip")  # the better one first


@lru_cache(maxsize=256)  # browsers send a handful of different headers
def coding_for(accepted: str) -> str:
    """Return the encoding to answer an `Accept-Encoding` header with, "" for none.

    A weight of nought refuses, `*` stands for whatever is not named, and of several that are
    welcome the best of ours is taken (RFC 9110, section 12.5.3).
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        try:
            weights[coding.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
    anything = weights.get("*", 0)
    return next((coding for coding in OFFERED if weights.get(coding, anything) > 0), "")


def pack(body: bytes, coding: str) -> bytes:
    """Return `body` in an encoding of `OFFERED`.

    No page holds a secret that text of an attacker's beside it could be measured against.
    """
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return gzip.compress(body, GZIP_LEVEL, mtime=0)
