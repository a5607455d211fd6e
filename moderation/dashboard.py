"""What waits for whom: the desk's first page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from moderation import made_from
from moderation import queue as queues
from moderation.listing import due_within
from moderation.models import Draft
from moderation.steps import IN_PROGRESS, Status

ROWS = 8


def today(user: User) -> dict[str, Any]:
    """Return the lists of the first page, by template name, in the same few queries for any size.

    A list a role has no use for is missing; an empty one is there and empty.
    """
    now = timezone.now()
    lists: dict[str, Any] = {"now": now, "latest": _latest()}
    if not user.has_perm("moderation.view_draft"):
        return lists
    seen = Draft.objects.seen_by(user).select_related("owner", "category").defer("body")
    if queues.decides(user):
        queue = queues.of_editor(user, now=now)
        lists["waiting"] = [*queue.urgent, *queue.submitted][:ROWS]
        lists["waiting_more"] = queue.number > ROWS
    lists["returned"] = queues.returned(user, most=ROWS)
    lists["own_counts"] = _counts(user)
    answered = [draft.pk for draft in lists["returned"]]
    unfinished = seen.filter(owner=user).in_progress().exclude(pk__in=answered)
    lists["own"] = unfinished.order_by("-changed_at", "-pk")[:ROWS]
    due = due_within(seen, "hari-ini", now=now)
    if not queues.decides(user):
        due = due.filter(owner=user)
    lists["due"] = due.order_by("due_at", "pk")[:ROWS]
    if user.has_perm("releases.view_pressrelease"):
        lists["releases"] = made_from.waiting(now=now)
    lists["scheduled"] = seen.filter(status=Status.SCHEDULED).order_by("scheduled_for")[:ROWS]
    return lists


def _counts(user: User) -> list[tuple[str, str, int]]:
    """Return how many unfinished stories `user` has: (status, its label, number) if any."""
    rows = user.drafts.in_progress().order_by().values_list("status")
    found = dict(rows.annotate(number=Count("pk")))
    return [
        (status.value, status.label, found[status]) for status in IN_PROGRESS if status in found
    ]


def _latest() -> QuerySet[Article]:
    return Article.objects.live().for_cards().order_by("-published_at", "-pk")[:ROWS]
