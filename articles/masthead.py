"""Who works in the newsroom, for the page that must name them (UU Pers 40/1999, article 12).

Who has which role is known to the accounts, which the role that serves the public may not read.
So whenever an account, its roles or its public author change, one line of a public table follows:
name, role, and the author whose stories it leads to. Nobody has to keep a list by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from articles.models import Author, Colleague

# The roles that readers are told of, by the names of their groups, as a masthead orders them; who
# holds several stands under the first. Whoever runs the machines is no part of the newsroom.
DUTIES = (
    "Pemimpin redaksi",
    "Redaktur pelaksana",
    "Redaktur",
    "Koordinator liputan",
    "Wartawan",
    "Fotografer",
)


@dataclass(frozen=True)
class Line:
    """One person on the page of the newsroom."""

    name: str
    position: str
    author: Author | None


@dataclass(frozen=True)
class Group:
    """Everybody of one role."""

    duty: str
    people: list[Line]


@transaction.atomic
def follow(user_id: int) -> None:
    """Make the public line of an account say what the account says now; else take it out.

    Writes nothing, and so makes no page anew, where nothing changed.
    """
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    held = set(user.groups.values_list("name", flat=True)) if user else set()
    duty = next((duty for duty in DUTIES if duty in held), None)
    author = Author.objects.filter(user_id=user_id, is_active=True).first()
    # What somebody signs in with is told to nobody: who has no other name is not printed.
    name = author.name if author else user.get_full_name() if user else ""
    if user is None or duty is None or not name:
        if Colleague.objects.filter(pk=user_id).exists():
            Colleague.objects.filter(pk=user_id).delete()
        return
    line = {"name": name, "duty": duty, "rank": DUTIES.index(duty), "author": author}
    if not Colleague.objects.filter(pk=user_id, **line).exists():
        Colleague.objects.update_or_create(pk=user_id, defaults=line)


def newsroom() -> list[Group]:
    """Return the people of the newsroom by role, then those authors who have no login.

    An author's own printed position stands beside the name. Two queries.
    """
    groups: dict[str, list[Line]] = {}
    for one in Colleague.objects.select_related("author").order_by("rank", "name"):
        position = one.author.position if one.author else ""
        groups.setdefault(one.duty, []).append(Line(one.name, position, one.author))
    apart = Author.objects.filter(Q(user=None), is_active=True).exclude(position="")
    for author in apart.order_by("position", "name"):
        groups.setdefault(author.position, []).append(Line(author.name, "", author))
    return [Group(duty, people) for duty, people in groups.items()]


def drop_portraits(photo_ids: Iterable[int]) -> None:
    """Take photos out of the pages of the authors they show."""
    shown = Author.objects.filter(photo__in=list(photo_ids))
    if shown.exists():
        shown.update(photo=None, portrait=None)
