"""What a reader may have meant by an address that leads nowhere.

Most such addresses are asked for by programs that look for other software, so a table is asked only
for what is written like an address of ours: a headline of a few words, a tag, an author.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import furniture
from articles.models import Article, Author, Tag

ALIKE = 0.72  # of 1: “ekonmi” is near “ekonomi”, “politik” is not
MOST = 4
LONGEST = 200  # characters of an address that are looked at
FEWEST_WORDS = 3  # of a headline: fewer are in too many
MOST_WORDS = 8
BEGINNING = 4  # letters that a tag or an author shares with what was asked for
LOOKED_AT = 50


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
    near = [*found.values(), *_named(asked), *_stories(asked[-1] if asked else "")]
    return near[:MOST]


def _named(asked: list[str]) -> list[Near]:
    """Return the tags or authors whose address begins as the one that was asked for does."""
    if len(asked) < 2 or asked[-2] not in {"tag", "penulis"} or len(asked[-1]) < BEGINNING:
        return []
    kind: type[models.Model] = Tag if asked[-2] == "tag" else Author
    slug = asked[-1].replace("\0", "")
    rows = kind.objects.filter(merged_into=None, slug__startswith=slug[:BEGINNING])
    known = {row.slug: row for row in rows.order_by("slug")[:LOOKED_AT]}
    alike = get_close_matches(slug, known, n=MOST, cutoff=ALIKE)
    longer = [name for name in known if name.startswith(slug)]
    names = list(dict.fromkeys([*alike, *longer]))
    return [Near(known[name].name, known[name].get_absolute_url()) for name in names]


def _stories(part: str) -> list[Near]:
    """Return the stories whose headlines have every word of a slug, the newest first.

    Through the index of the headlines' words, which few stories pass; what passes is put in order
    here, or PostgreSQL might walk all stories in theirs. A slug may be cut within its last word.
    """
    parts = part.partition(".")[0].split("-")
    words = [word for word in parts if word.isalpha()][:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return []
    wanted = SearchQuery(" & ".join(words) + ":*", search_type="raw", config="simple")
    rows = Article.objects.live().alias(words=SearchVector("headline", config="simple"))
    rows = rows.filter(words=wanted).only("slug", "headline", "published_at")[:LOOKED_AT]
    newest = sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True)
    return [Near(row.headline, row.get_absolute_url()) for row in newest]
