"""The addresses that things had on the old site, as `OldAddress` keeps them."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.text import slugify

from articles.converters import FIRST_YEAR
from articles.models import OldAddress
from articles.old import LONGEST, canonical, query_of
from wordpress.items import Item

# What a label's archive is called where nobody chose otherwise.
CATEGORY_BASE, TAG_BASE, AUTHOR_BASE = "category", "tag", "author"
LATEST = "/berita/"  # where leads what has no better place


def site_of(address: str) -> str:
    """Return what tells one old site from another: its host and the folder it lies in."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{host}{parts.path.rstrip('/')}"[:200]


def base_of(site: str) -> str:
    """Return the path that a site lay below: "/" where it had a host of its own.

    `site` is what `site_of()` returns.
    """
    folder = site.partition("/")[2]
    return f"/{folder}/" if folder else "/"


def path_of(address: str) -> str:
    """Return an address of the old site as a key; "" for its front page and for no address."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    pairs = (pair.partition("=") for pair in parts.query.split("&"))
    query = query_of({name: unquote(value) for name, _equals, value in pairs})
    path = canonical(unquote(parts.path)) + query
    return "" if path == "/" or len(path) > LONGEST or "\x00" in path else path


def of_item(item: Item, base: str) -> Iterator[str]:
    """Yield every address under which an item was found: its own, by number, by older slugs."""
    own = path_of(item.link)
    yield own
    yield path_of(item.guid) if "?" in item.guid else ""
    if item.post_id.isdecimal():
        yield f"{base}?p={item.post_id}"
        if item.post_type == "page":
            yield f"{base}?page_id={item.post_id}"
        elif item.post_type == "attachment":
            yield f"{base}?attachment_id={item.post_id}"
    old = item.meta.get("_wp_old_slug", "").strip().lower()
    if old and own and item.name and own.endswith(f"/{item.name.lower()}/"):
        yield f"{own.removesuffix(f'{item.name.lower()}/')}{unquote(old)}/"


def of_label(base: str, folder: str, slugs: Iterable[str], number: str) -> Iterator[str]:
    """Yield the addresses of a category or tag: by its own slug and below those above it."""
    chain = [unquote(slug).lower() for slug in slugs]
    yield canonical(f"{base}{folder}/{chain[-1]}")
    yield canonical(f"{base}{folder}/{'/'.join(chain)}")
    name = "category_name" if folder == CATEGORY_BASE else "tag"
    yield f"{base}?{name}={chain[-1]}"
    if number.isdecimal():
        yield f"{base}?cat={number}" if folder == CATEGORY_BASE else ""


def of_author(base: str, login: str, number: str) -> Iterator[str]:
    for name in dict.fromkeys((login.lower(), slugify(login), login.lower().replace(" ", "-"))):
        if re.fullmatch(r"[\w.@-]+", name):
            yield canonical(f"{base}{AUTHOR_BASE}/{name}")
            yield f"{base}?author_name={name}"
    if number.isdecimal():
        yield f"{base}?author={number}"


def of_day(base: str, moment: datetime, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """Yield the archives of a story's day, month and year, each with where it leads."""
    day = moment.astimezone(zone).date()
    if day.year < FIRST_YEAR:
        return
    year, month, date = f"{day:%Y}", f"{day:%m}", f"{day:%d}"
    yield f"{base}{year}/{month}/{date}/", f"/indeks/{year}/{month}/{date}/"
    yield f"{base}{year}/{month}/", "/indeks/"
    yield f"{base}{year}/", "/indeks/"
    yield f"{base}?m={year}{month}{date}", f"/indeks/{year}/{month}/{date}/"
    yield f"{base}?m={year}{month}", "/indeks/"
    yield f"{base}?m={year}", "/indeks/"


_OURS = re.compile(r"\A/(?:kategori|penulis|indeks)/|\A/\Z")


def rows(paths: Iterable[str], **target: object) -> list[OldAddress]:
    """Return rows for those paths that can be one: never the desk's, never the front page."""
    private = (settings.DESK_PREFIX, settings.STATIC_URL, settings.MEDIA_URL)
    return [
        OldAddress(path=path, **target)
        for path in dict.fromkeys(paths)
        if path
        and len(path) <= LONGEST
        and path.startswith("/")
        and not path.startswith(private)
        and not _OURS.match(path)
    ]


def keep(found: Iterable[OldAddress]) -> int:
    """Keep the rows whose path nobody has yet; return how many there were to keep."""
    unique = list({row.path: row for row in reversed(list(found))}.values())
    OldAddress.objects.bulk_create(unique, batch_size=500, ignore_conflicts=True)
    return len(unique)
