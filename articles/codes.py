"""A code for whoever has none: short, made from the name, nobody else's."""

from collections.abc import Collection, Iterator
from itertools import count

from django.utils.text import slugify

from articles.models import Author

LONGEST = 5
# What a code line cannot hold, because a story may end in it as well.
WORDS = frozenset({"dan", "dll", "dsb", "dst", "ini", "itu", "red", "tbc", "yang"})


def codes_for(name: str) -> Iterator[str]:
    """Yield codes for a person, the likeliest first, without end: initials, then the first name."""
    parts = slugify(name).replace("_", "-").split("-")
    parts = [part for part in parts if part] or ["pn"]
    first, initials = parts[0], "".join(part[0] for part in parts)[:LONGEST]
    tried = {"", *WORDS}
    likely = [initials, first[:3], first[:2], initials[0] + parts[-1][:2], first[:4], first[:5]]
    for code in likely:
        if len(code) > 1 and code not in tried:
            tried.add(code)
            yield code
    for number in count(2):
        yield f"{initials[: LONGEST - len(str(number))]}{number}"


def taken_codes() -> set[str]:
    """Return every code that is somebody's."""
    return set(Author.objects.values_list("code", flat=True))


def free_code(name: str, taken: Collection[str]) -> str:
    """Return the likeliest code for a person that is not in `taken`."""
    return next(code for code in codes_for(name) if code not in taken)
