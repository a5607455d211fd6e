"""Whose channel a story is in, and how many editors have to agree on it."""

from django.db.models import Q, QuerySet

from accounts.models import User
from categories.models import Category
from categories.queries import paths_down_to
from moderation.models import Desk, DeskChannel, Draft, Transition


def desk_of(category: Category | None) -> Desk | None:
    """Return the desk that decides on stories in `category`: its own, or the nearest above it."""
    if category is None:
        return None
    rows = DeskChannel.objects.filter(category__path__in=paths_down_to(category.path))
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

    def having(permission: str) -> QuerySet[User]:
        return User.objects.with_perm(permission, include_superusers=False)

    deciding = having("moderation.release_draft")
    if desk is None:
        return deciding
    everywhere = having("moderation.release_any_channel")
    return deciding.filter(Q(desks=desk) | Q(pk__in=everywhere.values("pk"))).distinct()


def approvers(draft: Draft) -> set[int]:
    """Return who approved the very version that `draft` shows now, since it was last submitted."""
    submitted = draft.transitions.filter(step="submit").order_by("-id").values("id")[:1]
    given = Transition.objects.filter(draft=draft, step="approve", id__gt=submitted)
    return set(given.filter(revision__number=draft.version).values_list("by", flat=True))
