"""Whose channel a story is in, and how many editors have to agree on it."""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from accounts.models import User
from categories.models import Category
from categories.queries import paths_down_to
from moderation.models import Desk, DeskChannel, Draft, Revision, Transition


def desk_of(category: Category | None) -> Desk | None:
    """Return the desk that decides on stories in `category`: its own, or the nearest above it."""
    if category is None:
        return None
    rows = DeskChannel.objects.filter(category__path__in=paths_down_to(category.in_use.path))
    found = rows.select_related("desk", "category").order_by("-category__path")
    nearest = max(found, key=lambda row: len(row.category.path), default=None)
    return nearest.desk if nearest else None


def keeps(user: User, desk: Desk | None) -> bool:
    """Say whether `user` decides on the stories of `desk`; a story without one is everybody's."""
    if desk is None or user.has_perm("moderation.release_any_channel"):
        return True
    return desk.editors.filter(pk=user.pk).exists()


def editors_of(desk: Desk | None) -> QuerySet[User]:
    """Return who may decide on the stories of `desk`: its editors and those of every channel."""
    deciding = _having("moderation.release_draft")
    return deciding if desk is None else deciding.filter(_belongs_to(desk))


def readers_of(draft: Draft) -> QuerySet[User]:
    """Return who may read `draft`: for one draft what `Draft.objects.seen_by()` is for a person."""
    reading = _having("moderation.edit_any_draft")
    if draft.is_restricted and (desk := desk_of(draft.category)) is not None:
        reading = reading.filter(_belongs_to(desk))
    return User.objects.filter(Q(pk=draft.owner_id) | Q(pk__in=reading.values("pk")))


def _having(permission: str) -> QuerySet[User]:
    return User.objects.with_perm(permission, include_superusers=False)


def _belongs_to(desk: Desk) -> Q:
    """Return the condition on people that `keeps()` asks of one."""
    everywhere = _having("moderation.release_any_channel")
    return Q(pk__in=desk.editors.values("pk")) | Q(pk__in=everywhere.values("pk"))


def left_on(versions: QuerySet[Revision], now: Desk | None, finder: "Finder") -> dict[Desk, bool]:
    """Return the desks that a story left in the course of `versions`, and whether one of their own
    editors moved it on. `now` is the desk it is at, `finder` anybody's.
    """
    in_use = Coalesce("category__merged_into__path", "category__path")
    trail = list(versions.order_by("number").values_list(in_use, "by"))
    found: dict[Desk, bool] = {}
    for (old, _), (new, by) in pairwise(trail):
        desk = finder.desk_at(old)
        if desk is not None and desk != finder.desk_at(new):
            found[desk] = keeps(User.objects.get(pk=by), desk)
    found.pop(now, None)
    return found


class Finder:
    """The desks of many categories, and which of them are a person's, in one query at most."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.everywhere = user.has_perm("moderation.release_any_channel")

    @cached_property
    def by_path(self) -> dict[str, DeskChannel]:
        own = Desk.editors.through.objects.filter(desk=OuterRef("desk"), user=self.user)
        rows = DeskChannel.objects.select_related("desk").annotate(
            path=F("category__path"), is_own=Exists(own)
        )
        return {row.path: row for row in rows}

    def _nearest(self, path: str | None) -> DeskChannel | None:
        paths = reversed(paths_down_to(path)) if path else []
        return next((self.by_path[path] for path in paths if path in self.by_path), None)

    def desk_of(self, category: Category | None) -> Desk | None:
        """Return the desk that decides on stories in `category`, as `desk_of()` does."""
        return self.desk_at(category.in_use.path if category else None)

    def desk_at(self, path: str | None) -> Desk | None:
        """Return the desk that decides on stories in the category in use at `path`."""
        nearest = self._nearest(path)
        return nearest.desk if nearest else None

    def keeps(self, desk: Desk | None) -> bool:
        """Say whether the person decides on the stories of a desk that was found, as `keeps()`."""
        if desk is None or self.everywhere:
            return True
        return any(row.is_own for row in self.by_path.values() if row.desk_id == desk.pk)

    def shows(self, draft: Draft) -> bool:
        """Say whether a draft exists for the person, as `Draft.objects.seen_by()` does."""
        if draft.owner_id == self.user.pk:
            return True
        if not self.user.has_perm("moderation.edit_any_draft"):
            return False
        return not draft.is_restricted or self.is_open(draft.category)

    def is_open(self, category: Category | None) -> bool:
        """Say whether the person decides on stories in `category`, as `keeps()` does."""
        nearest = self._nearest(category.in_use.path if category else None)
        return nearest is None or self.everywhere or nearest.is_own


def finder_for(request: HttpRequest) -> Finder:
    """Return the finder of whoever asks for a page, made once."""
    if not hasattr(request, "desk_finder"):
        request.desk_finder = Finder(request.user)
    return request.desk_finder


def approvers_of(drafts: Iterable[Draft]) -> dict[int, set[int]]:
    """Return by number who approved each of `drafts` as it is, since it was last submitted.

    What nobody approved is missing. One query.
    """
    submitted = Transition.objects.filter(draft=OuterRef("draft"), step="submit").order_by("-id")
    given = Transition.objects.filter(
        draft__in=[draft.pk for draft in drafts],
        step="approve",
        revision__number=F("draft__version"),
        id__gt=Subquery(submitted.values("id")[:1]),
    )
    found: dict[int, set[int]] = {}
    for draft, by in given.order_by().values_list("draft", "by"):
        found.setdefault(draft, set()).add(by)
    return found
