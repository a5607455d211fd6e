"""What somebody typed and has not saved: kept by the server, offered back, gone once it is saved.

A row of `Autosave` holds the typing of one person in one draft, by the page (a tab of a browser)
it was typed on, so that a second device never writes over the first. Nothing of it is a version.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime
from psycopg.types.json import Jsonb

from accounts.models import User
from moderation.forms import DraftForm
from moderation.history import save_draft
from moderation.models import Autosave, Draft, Revision
from moderation.numbers import plain_number

# How many pages of one person a row keeps; whoever has more open has seen those offered often.
MOST_PAGES = 10
# All that one page typed: the longest body, twice its length for characters that JSON escapes.
LARGEST = 1_000_000
MOST_FIELDS = 300
# What was never saved and never asked for is forgotten after this.
KEPT_FOR = timedelta(days=90)
# No request is under way for longer, from a page that was saved meanwhile.
UNDER_WAY = timedelta(minutes=15)

_PAGE = re.compile(r"[0-9a-z][0-9a-z-]{7,63}")
# PostgreSQL keeps neither in JSON: NUL, and halves of characters that a script may have cut.
_NOT_KEPT = re.compile(r"[\x00\ud800-\udfff]")

# Typing that comes after the save of its page is left out. Both write one row, so one waits.
KEEP = """
INSERT INTO moderation_autosave AS kept (draft_id, person_id, words, saved, base_version, at)
VALUES (%(draft)s, %(person)s, %(words)s, '{}', %(version)s, %(at)s)
ON CONFLICT (draft_id, person_id) DO UPDATE
SET words = kept.words || excluded.words, base_version = excluded.base_version, at = excluded.at
WHERE NOT kept.saved ? %(page)s
RETURNING ARRAY(SELECT key FROM jsonb_each(kept.words) ORDER BY value ->> 'at' DESC OFFSET %(most)s)
"""
SAVED = """
INSERT INTO moderation_autosave AS kept (draft_id, person_id, words, saved, base_version, at)
VALUES (%(draft)s, %(person)s, '{}', %(saved)s, %(version)s, %(at)s)
ON CONFLICT (draft_id, person_id) DO UPDATE
SET words = kept.words - %(pages)s::text[],
    at = CASE WHEN kept.words - %(pages)s::text[] = '{}' THEN excluded.at ELSE kept.at END,
    saved = excluded.saved || (
        SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(kept.saved)
        WHERE value #>> '{}' > %(since)s)
"""
DROP = """
UPDATE moderation_autosave SET words = words - %s::text[] WHERE draft_id = %s AND person_id = %s
"""
# One person's first words on one page begin one draft, however often they are sent.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class NotTyping(ValueError):
    """What was sent is not what a page of the desk sends."""


@dataclass(frozen=True)
class Typed:
    """The fields of a form as one page sent them, and the version it began from."""

    page: str
    fields: Mapping[str, list[str]]
    base_version: int
    at: datetime

    def form(self, draft: Draft) -> DraftForm:
        """Return the form of `draft` with what was typed in it; `draft` stays as it is."""
        sent = MultiValueDict({**self.fields, "copy": [self.page]})
        return DraftForm(sent, instance=copy(draft))


def read(sent: Any, *, now: datetime | None = None) -> Typed:
    """Return what a page sent as JSON; raise NotTyping where it is anything else."""
    try:
        page, fields = sent["page"], sent["fields"]
        kept = {
            _plain(name): [_plain(value) for value in values] for name, values in fields.items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise NotTyping("not the fields of a form") from error
    if not isinstance(page, str) or not _PAGE.fullmatch(page):
        raise NotTyping("a page needs a name")
    if len(kept) > MOST_FIELDS:
        raise NotTyping("more fields than a form has")
    version = plain_number(kept.get("version", ["0"])[0] if kept.get("version") else "0") or 0
    return Typed(page, kept, min(version, 2**31 - 1), now or timezone.now())


def _plain(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError("not a text")
    return _NOT_KEPT.sub("", text)


def page_names(sent: str) -> list[str]:
    """Return the names of pages in the field `copy` of a form, the newest last."""
    return [name for name in sent.split() if _PAGE.fullmatch(name)]


# --- Keeping and forgetting -----------------------------------------------------------------------


def keep(draft: Draft, by: User, typed: Typed) -> None:
    """Keep what a page typed beside what other pages of the same person did."""
    entry = {
        "fields": dict(typed.fields),
        "base": typed.base_version,
        "at": typed.at.isoformat(),
    }
    values = {
        "draft": draft.pk,
        "person": by.pk,
        "page": typed.page,
        "words": Jsonb({typed.page: entry}),
        "version": typed.base_version,
        "at": typed.at,
        "most": MOST_PAGES,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        too_old = [page for (pages,) in cursor.fetchall() for page in pages]
    if too_old:
        drop(draft, by, too_old)


def drop(draft: Draft, by: User, pages: Collection[str]) -> None:
    """Forget what `by` typed into `draft` on these pages."""
    if not pages:
        return
    with connection.cursor() as cursor:
        cursor.execute(DROP, [list(pages), draft.pk, by.pk])
        touched = cursor.rowcount
    if touched:
        Autosave.objects.filter(draft=draft, person=by, words={}, saved={}).delete()


def close(draft: Draft, by: User, pages: Collection[str], *, now: datetime | None = None) -> None:
    """Forget what `by` typed into `draft` on these pages, and what of it is still on its way."""
    if not pages:
        return
    now = now or timezone.now()
    values = {
        "draft": draft.pk,
        "person": by.pk,
        "pages": list(pages),
        "saved": Jsonb(dict.fromkeys(pages, now.isoformat())),
        "since": (now - UNDER_WAY).isoformat(),
        "version": draft.version,
        "at": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVED, values)


@transaction.atomic
def save(draft: Draft, *, by: User, pages: Collection[str]) -> Revision:
    """Save the words of `draft` and forget, in the same moment, what these pages had typed.

    Raises `history.Stale` as `save_draft()` does; then the typing is still kept.
    """
    if draft.pk is None:
        _wait_for(by, pages)
    revision = save_draft(draft, by=by)
    close(draft, by, pages)
    return revision


def forget_old(*, now: datetime | None = None) -> int:
    """Delete what nobody asked for in a long time; return how many rows that were."""
    now = now or timezone.now()
    old = Q(at__lt=now - KEPT_FOR) | Q(at__lt=now - UNDER_WAY, words={})
    return Autosave.objects.filter(old).delete()[0]


# --- A new draft ----------------------------------------------------------------------------------


@transaction.atomic
def begin(by: User, typed: Typed) -> Draft:
    """Return the draft that the first words of a page begin, or the one that they began already.

    Version 1 holds what can be saved of them; all of it is kept as typing.
    """
    _wait_for(by, [typed.page])
    if draft := begun(by, [typed.page]) or _saved(by, typed.page):
        keep(draft, by, typed)
        return draft
    form = typed.form(Draft(owner=by))
    form.is_valid()  # what is wrong is left out of the version, and stays in the typing
    save_draft(form.instance, by=by)
    keep(form.instance, by, typed)
    return form.instance


def _wait_for(by: User, pages: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for page in sorted(pages):
            cursor.execute(LOCK, [f"{by.pk}:{page}"])


def _saved(by: User, page: str) -> Draft | None:
    """Return the draft as which this page was saved a moment ago."""
    row = Autosave.objects.filter(person=by, saved__has_key=page).select_related("draft").first()
    return row.draft if row else None


def begun(by: User, pages: Collection[str]) -> Draft | None:
    """Return the draft that one of these pages began and has not saved."""
    if not pages:
        return None
    rows = Autosave.objects.filter(person=by, words__has_any_keys=list(pages))
    row = rows.select_related("draft").order_by("-at").first()
    return row.draft if row else None


# --- Offering it again ----------------------------------------------------------------------------


def kept(draft: Draft, by: User) -> list[Typed]:
    """Return what `by` typed into `draft` on each page and has not saved, the newest first."""
    row = Autosave.objects.filter(draft=draft, person=by).first()
    return _entries(row) if row else []


def unsaved(draft: Draft, typed: Iterable[Typed]) -> list[Typed]:
    """Return what of `typed` no version of `draft` has; the draft as it is is one."""
    return [one for one in typed if not _is_in_a_version(one, draft)]


def _entries(row: Autosave) -> list[Typed]:
    found = [
        Typed(page, entry["fields"], entry["base"], parse_datetime(entry["at"]) or row.at)
        for page, entry in row.words.items()
    ]
    return sorted(found, key=lambda typed: typed.at, reverse=True)


def _is_in_a_version(typed: Typed, draft: Draft) -> bool:
    """Say whether the very words are those of the draft or of a version saved since."""
    form = typed.form(draft)
    if not form.is_valid():
        return False
    words = form.instance.copy_values()
    if words == draft.copy_values():
        return True
    since = draft.revisions.filter(number__gte=typed.base_version).order_by("-number")[:20]
    return any(revision.copy_values() == words for revision in since)
