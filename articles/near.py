"""What a reader may have meant by an address that leads nowhere. Asks no table: a 404 is cheap."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import furniture

ALIKE = 0.72  # of 1: “ekonmi” is near “ekonomi”, “politik” is not
MOST = 4
LONGEST = 200  # characters of an address that are looked at


@dataclass(frozen=True)
class Near:
    """Another address, by its name."""

    name: str
    url: str


def words_of(path: str) -> str:
    """Return the words of an address as somebody would search for them, at most twelve."""
    words = re.findall(r"[^\W\d_]{3,}", unquote(path[:LONGEST]))
    places = {"berita", "kategori", "tag", "penulis", "indeks", "html", "php", "amp", "read"}
    return " ".join([word for word in words if word.lower() not in places][:12])


def pages_near(request: HttpRequest, path: str) -> list[Near]:
    """Return the channels, topics and standing pages whose address is spelled much like `path`."""
    known = {"redaksi": Near(_("The newsroom"), reverse("masthead"))}
    known |= {row["slug"]: Near(row["title"], row["url"]) for row in furniture.footer(request)}
    for channel in furniture.menu(request):
        for entry in (channel, *channel.below):
            known[entry.path.rpartition("/")[2]] = Near(entry.name, entry.url)
    asked = [part for part in unquote(path[:LONGEST]).lower().split("/") if part]
    found: dict[str, Near] = {}
    for part in reversed(asked[-3:]):
        for slug in get_close_matches(part, known, n=MOST, cutoff=ALIKE):
            found.setdefault(slug, known[slug])
    return list(found.values())[:MOST]
