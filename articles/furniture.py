"""What stands on every page around its own content: the menu, the footer, the newest stories.

Each is read once per edition and process, not once per page.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles import edition, texts
from articles.models import Article, Banner, Page, Slot
from categories.models import Category

NEWEST = 7
BANNER_COLUMNS = ("text", "kind", "ends_at", "article__slug", "article__headline")
MASTHEAD = "redaksi"  # the standing page whose text stands below the newsroom's people


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: a channel, or what stands below one."""

    name: str
    path: str
    url: str
    below: tuple["Entry", ...] = ()
    pk: int | None = None

    def is_above(self, path: str) -> bool:
        return f"{path}/".startswith(f"{self.path}/")


def menu(request: HttpRequest) -> list[Entry]:
    """Return the channels in use with what stands below each."""
    return edition.kept(request, "menu", _read_menu)


def place_in_menu(request: HttpRequest, section_path: str) -> str:
    """Return what the menu looks like on a page: the channel it is in, and its line, if it is one.

    There are as many answers as lines of the menu, twice, however many pages there are.
    """
    channels = menu(request)
    lines = edition.kept(request, "lines", lambda: _lines(channels))
    own = request.path if request.path in lines else ""
    above = (entry.path for entry in channels if section_path and entry.is_above(section_path))
    return f"{own}|{next(above, '')}"


def trail(request: HttpRequest, path: str, name: str) -> list[Entry]:
    """Return the categories from the channel down to the one at `path`, without a query.

    What the menu does not name (a third level, a retired category) is left out, except the last.
    """
    level, found = menu(request), []
    while entry := next((entry for entry in level if entry.is_above(path)), None):
        found.append(entry)
        level = entry.below
    if path and (not found or found[-1].path != path):
        found.append(Entry(name, path, reverse("category", kwargs={"path": path})))
    return found


def around(request: HttpRequest, path: str) -> tuple[list[Category], list[Category]]:
    """Return the categories from the channel down to `path`, and the topics right below it.

    Both are empty where no category stands at `path`.
    """
    return edition.kept(request, f"around|{path}", lambda: _read_around(path)) or ([], [])


def with_slots(request: HttpRequest) -> frozenset[int]:
    """Return the categories that an editor placed stories in, whenever these stand there."""
    return edition.kept(request, "slots", _read_with_slots)


def footer(request: HttpRequest) -> list[dict[str, str]]:
    """Return title, slug and url of the standing pages: those written, then those delivered."""
    return edition.kept(request, "footer", _read_footer)


def masthead(request: HttpRequest) -> str:
    """Return the path of the page that names the newsroom's people."""
    return reverse("masthead")


def banner(request: HttpRequest) -> Banner | None:
    """Return the banner that stands above every page now, if news is breaking."""
    return edition.kept(request, "banner", lambda: (banner_at(timezone.now()),))[0]


def banner_at(moment: datetime) -> Banner | None:
    """Return the banner that stands at a moment: the one that began last."""
    rows = Banner.objects.filter(starts_at__lte=moment, ends_at__gt=moment)
    rows = rows.filter(Q(article=None) | Q(article__withdrawn_at=None))
    return (
        rows.select_related("article").only(*BANNER_COLUMNS).order_by("-starts_at", "-pk").first()
    )


def newest(request: HttpRequest) -> list[Article]:
    """Return the newest stories as cards."""
    return edition.kept(request, "newest", _read_newest)


def _read_around(path: str) -> tuple[list[Category], list[Category]] | None:
    trail = list(Category.objects.at_or_above(path))
    if not trail or trail[-1].path != path:
        return None
    below = Category.objects.filter(parent=trail[-1]).choosable().ordered()
    return trail, list(below)


def _read_with_slots() -> frozenset[int]:
    return frozenset(Slot.objects.exclude(category=None).values_list("category", flat=True))


def _read_menu() -> list[Entry]:
    return [_entry(row, row.menu_children) for row in Category.objects.menu()]


def _lines(channels: list[Entry]) -> frozenset[str]:
    return frozenset([reverse("latest"), reverse("categories"), *(one.url for one in channels)])


def _entry(category: Category, below: list[Category]) -> Entry:
    url = category.get_absolute_url()
    return Entry(
        category.name, category.path, url, tuple(_entry(one, []) for one in below), category.pk
    )


def _read_footer() -> list[dict[str, str]]:
    rows = list(Page.objects.values("title", "slug"))
    written = {row["slug"] for row in rows}
    delivered = texts.delivered().values()
    rows += [{"title": one.title, "slug": one.slug} for one in delivered if one.slug not in written]
    return [row | {"url": reverse("page", kwargs={"slug": row["slug"]})} for row in rows]


def _read_newest() -> list[Article]:
    return list(Article.objects.live().for_cards().order_by("-published_at", "-id")[:NEWEST])
