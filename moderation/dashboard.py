"""What waits for whom: the desk's first page."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from accounts.models import User
from articles.models import Article
from moderation.models import Draft, Transition
from moderation.steps import Status

ROWS = 8
# In the order in which they ask for something to be done.
UNFINISHED = [Status.RETURNED, Status.DRAFT, Status.SUBMITTED, Status.SCHEDULED]


def today(user: User) -> dict[str, Any]:
    """Return the lists of the first page, by template name, in the same few queries for any size.

    A list a role has no use for is missing; an empty one is there and empty.
    """
    lists: dict[str, Any] = {"latest": _latest()}
    seen = Draft.objects.seen_by(user).select_related("owner", "category")
    if user.has_perm("moderation.view_draft"):
        lists["own_counts"] = _counts(user)
        lists["own"] = seen.filter(owner=user, status__in=UNFINISHED)[:ROWS]
        lists["scheduled"] = seen.filter(status=Status.SCHEDULED).order_by("scheduled_for")[:ROWS]
    if user.has_perm("moderation.release_draft"):
        lists["waiting"] = _waiting(seen)
    return lists


def _counts(user: User) -> list[tuple[str, str, int]]:
    """Return how many unfinished stories `user` has: (status, its label, number) if any."""
    rows = user.drafts.filter(status__in=UNFINISHED).order_by().values_list("status")
    found = dict(rows.annotate(number=Count("pk")))
    return [(status.value, status.label, found[status]) for status in UNFINISHED if status in found]


def _waiting(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Return the stories an editor should decide on, who waits longest first."""
    submitted = Transition.objects.filter(draft=OuterRef("pk"), step="submit").order_by("-id")
    return (
        drafts.filter(status=Status.SUBMITTED)
        .annotate(submitted_at=Subquery(submitted.values("at")[:1]))
        .order_by("submitted_at", "pk")[:ROWS]
    )


def _latest() -> QuerySet[Article]:
    return Article.objects.live().for_cards().order_by("-published_at", "-pk")[:ROWS]
