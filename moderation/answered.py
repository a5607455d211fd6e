"""Answers to the copy desk as the record has them: what was let stand, and what was so no more.

An allowance is one row, which a second answer overwrites and a recall removes. The events of its
table keep every answer; here they are found by their story and told.

The record is read by people who may not see a story, and no word is ever taken out of it. So it
keeps of a number that leads to somebody the last digits alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation.models import Allowance, Draft, Event, Revision
from moderation.models.events import DRAFT_OF_ALLOWANCE

TABLE = Allowance._meta.db_table
MOST = 500
_SAFETY = "P25."
_LET_STAND, _NO_MORE = gettext_lazy("Let stand"), gettext_lazy("Let stand no more")
_NUMBER = re.compile(r"\d(?:[\s().-]*\d){5,}")
_DIGIT = re.compile(r"\d(?=(?:\D*\d){3})")


@dataclass(frozen=True)
class Answered:
    """One answer: `who` let `words` stand and why, or no more.

    Then `reason` is what was said for it before, and `before` who said so.
    """

    at: datetime
    who: str
    draft: int
    rule: str
    words: str
    reason: str
    before: str = ""

    @property
    def what(self) -> Promise:
        return _NO_MORE if self.before else _LET_STAND

    @property
    def matters(self) -> bool:
        """Say whether it is about what is wrong, which needs a reason, or may hurt somebody."""
        return bool(self.reason) or self.rule.startswith(_SAFETY)


def masked(text: str) -> str:
    """Return `text` with the last three digits of each long number in it, and dots for others."""
    return _NUMBER.sub(lambda found: _DIGIT.sub("•", found[0]), text)


def events_of(draft: int) -> QuerySet[Event]:
    """Return the events of a draft's answers, by an index of their own."""
    rows = Event.objects.filter(table=TABLE).alias(draft=DRAFT_OF_ALLOWANCE)
    return rows.filter(draft=str(draft))


def read(events: Iterable[Event]) -> dict[int, Answered]:
    """Return what events of allowances tell, by their numbers; one query for any number."""
    rows = list(events)
    sides = [side for row in rows for side in (row.before, row.after) if side]
    people = {pk: str(one) for pk, one in User.objects.in_bulk({s["by_id"] for s in sides}).items()}
    return {row.pk: _answered(row, people) for row in rows}


def _answered(row: Event, people: dict[int, str]) -> Answered:
    kept: dict[str, Any] = row.after or row.before or {}
    is_left = row.after is not None
    said_by = people.get(kept["by_id"], "—")
    acting = str(row.by) if row.by else _("the system")
    is_safety = kept["rule"].startswith(_SAFETY)
    return Answered(
        at=row.at,
        who=said_by if is_left else acting,
        draft=kept["draft_id"],
        rule=kept["rule"],
        words=masked(kept["words"]) if is_safety else kept["words"],
        reason=masked(kept["reason"]),
        before="" if is_left else said_by,
    )


def by_version(
    draft: Draft, versions: Sequence[Revision], *, to: datetime | None = None
) -> dict[int, list[Answered]]:
    """Return the answers of a draft by the number of the version they were given to.

    `versions` are some in a row, the newest first; `to` is when the next newer one was saved.
    Three queries at most.
    """
    if not versions:
        return {}
    rows = events_of(draft.pk).select_related("by").order_by("-at", "-id")
    if versions[-1].number > 1:
        rows = rows.filter(at__gte=versions[-1].at)
    if to is not None:
        rows = rows.filter(at__lt=to)
    found: dict[int, list[Answered]] = {}
    for one in read(rows[:MOST]).values():
        version = next((v for v in versions if v.at <= one.at), versions[-1])
        found.setdefault(version.number, []).append(one)
    return found
