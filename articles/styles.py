"""The style of public pages, written in the page, so that its first answer is enough to draw it.

A file of its own would be asked for after the page came: one more way there and back, which on a
slow line is half a second of white. The policy names what each sheet hashes to, so it allows these
styles and no others, and the answer is the same for everybody.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

SHEETS = ("site", "search", "letters")
FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"

_STRING = re.compile(r'("[^"]*")')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
# A space before a colon may stand between two selectors, around a sign in a sum: those are kept.
_AROUND = re.compile(r" ?([{};,]) ?|(:) ")


@cache
def sheet(name: str) -> str:
    """Return a sheet of `SHEETS` as pages print it, without comments and needless spaces."""
    return small((FOLDER / f"{name}.css").read_text())


def small(css: str) -> str:
    """Return `css` in fewer characters, with the same meaning; strings in it are not touched.

    >>> small('a :is(b, i) { color: red; content: " , "; }')
    'a :is(b,i){color:red;content:" , "}'
    """
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = (_AROUND.sub(r"\1\2", _SPACE.sub(" ", part)) for part in parts[::2])
    return "".join(parts).replace(";}", "}").strip()


def sources() -> list[str]:
    """Return what `style-src` of the Content-Security-Policy has to name for the `SHEETS`."""
    digests = (sha256(sheet(name).encode()).digest() for name in SHEETS)
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]
