"""Which rule windows a story falls under, and why; changing the calendar of them.

Whoever releases reads the calendar under a shared lock, whoever changes it takes that lock alone:
so a release never slips between a rule and its commit, whichever of the two came first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.html import to_text
from articles.models import tag_key
from moderation.models import Draft, RuleWindow
from moderation.steps import UNDER_REVIEW

MOST_NAMED = 3  # tags and words that a page names as the reason
MOST_LOOKED_AT = 500  # stories under review, when a window is shown with those it is about
CALENDAR = "moderation_rulewindow"  # what the lock is called
LOCK = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
LOCK_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True)
class Match:
    """A window that a story falls under, and the tags and words of the story that say so."""

    window: RuleWindow
    tags: tuple[str, ...]
    words: tuple[str, ...]

    def covers(self, moment: datetime) -> bool:
        return self.window.starts_at <= moment < self.window.ends_at

    @property
    def because(self) -> str:
        """Say what in the story it is about: “tag “Pilkada”, “Budi Santoso””."""
        said = [_("tag “%(name)s”") % {"name": name} for name in self.tags]
        said += [f"“{words}”" for words in self.words]
        more = ", …" if len(said) > MOST_NAMED else ""
        return ", ".join(said[:MOST_NAMED]) + more


# --- Asking ---------------------------------------------------------------------------------------


def standing(now: datetime | None = None) -> list[RuleWindow]:
    """Return the windows that are not over, the next first."""
    return list(RuleWindow.objects.filter(ends_at__gt=now or timezone.now()))


def matching(draft: Draft, windows: Sequence[RuleWindow] | None = None) -> list[Match]:
    """Return those of `windows`, or of all that are not over, that `draft` falls under."""
    windows = standing() if windows is None else windows
    if not windows:
        return []
    text = _text_of(draft)
    keys = {tag_key(name): name for name in draft.tags}
    found = []
    for window in windows:
        tags = tuple(keys[key] for key in map(tag_key, window.tags) if key in keys)
        words = _said(window.words, text)
        if tags or words:
            found.append(Match(window, tags, words))
    return found


def _text_of(draft: Draft) -> str:
    parts = [draft.kicker, draft.headline, draft.standfirst, to_text(draft.body), *draft.tags]
    return "\n".join(" ".join(part.split()) for part in parts)


def _said(words: Iterable[str], text: str) -> tuple[str, ...]:
    """Return those of `words` that stand in `text` as whole words, however they are capitalised."""
    wanted = {" ".join(one.split()).casefold(): one for one in words}
    if not wanted:
        return ()
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    found = re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", text.casefold())
    return tuple(wanted[one] for one in dict.fromkeys(found))


def second_asked(matches: Iterable[Match], at: datetime | None = None) -> Match | None:
    """Return a window that asks for two approvals, at a moment or at any; else None."""
    return _first(matches, at, "needs_approval")


def waiting_for_second(drafts: Iterable[int], *, now: datetime) -> set[int]:
    """Return which of `drafts`, by number, are now under a window that asks for two approvals.

    One query, and one for their texts where there is such a window.
    """
    asking = [one for one in standing(now) if one.needs_approval and one.starts_at <= now]
    if not asking:
        return set()
    words = Draft.objects.only("kicker", "headline", "standfirst", "body", "tags")
    return {draft.pk for draft in words.filter(pk__in=drafts) if matching(draft, asking)}


def reason_asked(matches: Iterable[Match], at: datetime | None = None) -> Match | None:
    """Return a window that asks for a written reason, at a moment or at any; else None."""
    return _first(matches, at, "needs_reason")


def _first(matches: Iterable[Match], at: datetime | None, demand: str) -> Match | None:
    return next(
        (one for one in matches if getattr(one.window, demand) and (at is None or one.covers(at))),
        None,
    )


def hold() -> None:
    """Let nobody change the calendar until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [CALENDAR])


# --- The calendar ---------------------------------------------------------------------------------


@transaction.atomic
def add(**columns: Any) -> RuleWindow:
    """Put a window into the calendar."""
    _hold_alone()
    return RuleWindow.objects.create(**columns)


@transaction.atomic
def change(window: RuleWindow, *, version: int, **columns: Any) -> bool:
    """Change a window that was seen at `version`; False, and nothing done, if somebody was faster.

    `window` is brought up to date.
    """
    _hold_alone()
    seen = RuleWindow.objects.filter(pk=window.pk, version=version)
    is_done = bool(seen.update(**columns, version=F("version") + 1))
    window.refresh_from_db()
    return is_done


@transaction.atomic
def end(window: RuleWindow, *, now: datetime | None = None) -> None:
    """End a window that is under way, call one off that has not begun; one that is over stays."""
    now = now or timezone.now()
    _hold_alone()
    rows = RuleWindow.objects.filter(pk=window.pk)
    rows.filter(starts_at__gte=now).delete()
    rows.filter(starts_at__lt=now, ends_at__gt=now).update(ends_at=now, version=F("version") + 1)


def _hold_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ALONE, [CALENDAR])


def under_review(window: RuleWindow, drafts: QuerySet[Draft]) -> list[Draft]:
    """Return those of the newest stories under review, among `drafts`, that the window is about.

    Each with its `match`. A scheduled one only if its minute lies in the window.
    """
    rows = drafts.filter(status__in=UNDER_REVIEW).select_related("owner").order_by("-changed_at")
    found = []
    for draft in rows[:MOST_LOOKED_AT]:
        for match in matching(draft, [window]):
            if draft.scheduled_for is None or match.covers(draft.scheduled_for):
                draft.match = match
                found.append(draft)
    return found
