"""What stands at the top of the front page and of a channel: placed by hand, else the latest.

A position that nobody placed a story at, or whose story was withdrawn or whose time is over,
fills itself. No story stands twice on a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles import edition, listed
from articles.furniture import Entry
from articles.models import Article, Slot
from articles.models.article import CARD_COLUMNS
from articles.pages import SECOND_RANK, ListPage, choose_lead

# The lead and the second rank below it.
POSITIONS = 1 + SECOND_RANK
NEWEST = 8  # below them on the front page
BLOCK = 3  # of each channel


@dataclass(frozen=True)
class Block:
    """A channel on the front page: its newest stories that stand nowhere above."""

    channel: Entry
    stories: list[Article]


@dataclass(frozen=True)
class Front:
    """The front page: the top by position, the newest below it, then the channels."""

    top: list[Article]
    newest: list[Article]
    blocks: list[Block]

    @property
    def lead(self) -> Article | None:
        return self.top[0] if self.top else None

    @property
    def second(self) -> list[Article]:
        return self.top[1:]


def placed(category_id: int | None, *, at: datetime) -> dict[int, Slot]:
    """Return the slots that stand on a page at a moment, by position, each with its story.

    `category_id` None is the front page. One query. Of several for one position the one that began
    last has it; a story placed twice stands at the first position.
    """
    shown: dict[int, Slot] = {}
    taken: set[int] = set()
    for slot in _standing(category_id, at):
        if slot.position not in shown and slot.article_id not in taken:
            shown[slot.position] = slot
            taken.add(slot.article_id)
    return shown


def standing(request: HttpRequest, category_id: int | None) -> dict[int, Slot]:
    """Return what `placed()` returns for this moment, read once per edition.

    That changes with every slot, and when one begins or ends.
    """
    name = f"slots|{category_id or ''}"
    return edition.kept(request, name, lambda: placed(category_id, at=timezone.now()))


def fill(slots: dict[int, Slot], newest: Sequence[Article]) -> dict[int, Article]:
    """Return the stories at the top of a page by position: those placed, else the newest.

    A position is missing only where there are no more stories.
    """
    by_hand = {slot.article_id for slot in slots.values()}
    rest = [story for story in newest if story.pk not in by_hand]
    if 1 not in slots and (lead := choose_lead(rest)):
        rest.remove(lead)
        rest.insert(0, lead)
    filling = iter(rest)
    top: dict[int, Article] = {}
    for position in range(1, POSITIONS + 1):
        slot = slots.get(position)
        story = slot.article if slot else next(filling, None)
        if story is not None:
            top[position] = story
    return top


def front(channels: Iterable[Entry], slots: dict[int, Slot]) -> Front:
    """Return the front page with what `placed()` found for it, in two queries for any size."""
    found = listed.newest(2 * POSITIONS + NEWEST)
    top = list(fill(slots, found).values())
    above = {story.pk for story in top}
    newest = [story for story in found if story.pk not in above][:NEWEST]
    above |= {story.pk for story in newest}
    channels = list(channels)
    stories = listed.newest_of((channel.pk for channel in channels), BLOCK, apart_from=above)
    blocks = [Block(one, stories[one.pk]) for one in channels if one.pk in stories]
    return Front(top, newest, blocks)


def topped(page: ListPage, slots: dict[int, Slot]) -> ListPage:
    """Return the first page of a category with the stories that `placed()` found on top."""
    top = list(fill(slots, page.items).values())
    above = {story.pk for story in top}
    rest = [story for story in page.items if story.pk not in above]
    return ListPage([*top, *rest], page.older, is_first=True, top=tuple(top))


def _standing(category_id: int | None, at: datetime) -> QuerySet[Slot]:
    begun = Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
    rows = Slot.objects.filter(begun, category=category_id, article__withdrawn_at=None)
    rows = rows.filter(position__lte=POSITIONS).order_by("position", "-starts_at", "-pk")
    columns = (f"article__{name}" for name in CARD_COLUMNS)
    return rows.select_related("article").only("position", "starts_at", "ends_at", *columns)
