"""Saved filters: a list of drafts that somebody looks at often, for them or for everybody."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.models import SavedFilter

MOST = 40
LONGEST = SavedFilter._meta.get_field("query").max_length
# What a list's address may hold beside its filters: the page, and what the admin says to itself.
NO_FILTER = {"p", "e", "all", "_popup", "_to_field", "_facets", "_changelist_filters"}


@dataclass(frozen=True)
class Shown:
    """A saved filter as one person sees it."""

    saved: SavedFilter
    is_here: bool
    may_delete: bool


def query_of(sent: QueryDict) -> str:
    """Return the filters in an address in one spelling; "" without any, or with too many."""
    kept = QueryDict(mutable=True)
    for name in sorted(set(sent) - NO_FILTER):
        kept.setlist(name, [value for value in sent.getlist(name) if value])
    query = kept.urlencode()
    return query if len(query) <= LONGEST else ""


def may_delete(saved: SavedFilter, user: User) -> bool:
    """Say whether `user` may delete it: their own, and who runs the desks what all see."""
    shared = saved.is_shared and user.has_perm("moderation.change_desk")
    return saved.owner_id == user.pk or shared


def shown_to(user: User, present: str) -> list[Shown]:
    """Return the filters of `user` and the shared ones, by name; the `present` one is marked."""
    rows = SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")
    return [Shown(row, row.query == present, may_delete(row, user)) for row in rows[:MOST]]


def save(user: User, *, name: str, query: str, is_shared: bool) -> SavedFilter:
    """Save the filters of an address under a name. Raises ValidationError in words."""
    query = query_of(QueryDict(query))
    if not query:
        raise ValidationError(_("Filter or search the list first, then save it."))
    if SavedFilter.objects.filter(owner=user).count() >= MOST:
        raise ValidationError(
            _("You have %(most)d filters. Delete one first."), params={"most": MOST}
        )
    saved = SavedFilter(owner=user, name=" ".join(name.split()), query=query, is_shared=is_shared)
    saved.full_clean()
    saved.save()
    return saved
