"""How entries come into the lexicon: proposed, accepted, and never twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Left
from django.utils import timezone

from copydesk.distance import distance
from standards.models import LexiconEntry, key_of

Kind = LexiconEntry.Kind

# Names that differ in so few letters are more often one name misspelt than two people.
NEAR = 2
SHORTEST = 2
SHORTEST_NAME = 8
REGRET = timedelta(hours=1)
# What is kept of an entry that was removed, so that it can be put back.
TIMES = ("added_at", "accepted_at")
KEPT = ("kind", "text", "expansion", "note", "added_by_id", "accepted_by_id", *TIMES)
UNTOUCHED = LexiconEntry._meta.get_field("version").default


def same(kind: str, text: str) -> LexiconEntry | None:
    """Return the entry of this kind that is `text` but for capitals, spaces and signs."""
    return LexiconEntry.objects.filter(kind=kind, key=key_of(Value(text))).first()


def near(kind: str, text: str, *, apart_from: int | None = None) -> list[LexiconEntry]:
    """Return names that `text` may be a misspelling of, or that are the same as another kind.

    Words and abbreviations have none: short ones are all near each other.
    """
    if kind not in LexiconEntry.NAMES:
        return []
    names = LexiconEntry.objects.filter(kind__in=LexiconEntry.NAMES).exclude(pk=apart_from)
    low = text.lower()
    # A name that is one letter off begins like it.
    rows = names.annotate(asked=key_of(Value(text))).filter(
        key__startswith=Left(key_of(Value(text)), 1)
    )
    return [
        entry
        for entry in rows.order_by("key", "pk")
        if entry.key == entry.asked
        or (len(text) >= SHORTEST_NAME and distance(entry.text.lower(), low) <= NEAR)
    ]


def learn(
    kind: str,
    text: str,
    *,
    by: AbstractBaseUser,
    expansion: str = "",
    note: str = "",
    now: datetime | None = None,
) -> tuple[LexiconEntry, bool]:
    """Put `text` into the lexicon, or propose it where `by` is no editor.

    Return the entry and whether it is a new one. What is there already stays as it is, but a
    proposal that an editor meets is accepted.
    """
    text, now = " ".join(text.split()), now or timezone.now()
    entry = LexiconEntry(
        kind=kind, text=text, expansion=expansion, note=note, added_by=by, added_at=now
    )
    may_keep = by.has_perm("standards.keep_lexicon")
    if may_keep:
        entry.accepted_by, entry.accepted_at = by, now
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        found = same(kind, text)
        if found is None:
            raise
        if found.is_proposal and may_keep:
            accept(found, by=by, now=now)
        return found, False
    return entry, True


def take_back(pk: int, *, by: AbstractBaseUser, now: datetime | None = None) -> bool:
    """Remove what `by` added a while ago by mistake, if nobody touched it since; say if it was."""
    since = (now or timezone.now()) - REGRET
    rows = LexiconEntry.objects.filter(pk=pk, added_by=by.pk, added_at__gt=since)
    if not by.has_perm("standards.keep_lexicon"):
        rows = rows.filter(accepted_at=None)
    return bool(rows.filter(version=UNTOUCHED).delete()[0])


def accept(entry: LexiconEntry, *, by: AbstractBaseUser, now: datetime | None = None) -> None:
    """Make an entry of a proposal. Who accepted it first stays written down."""
    now = now or timezone.now()
    rows = LexiconEntry.objects.filter(pk=entry.pk, accepted_at=None)
    rows.update(accepted_by=by, accepted_at=now, version=F("version") + 1)


def change(
    entry: LexiconEntry,
    words: Mapping[str, str],
    *,
    version: int,
    by: AbstractBaseUser,
    now: datetime | None = None,
) -> bool:
    """Write `words` (by column) into an entry as `by` saw it, and accept it if it was proposed.

    Return False, with nothing written, if it is not of that version any more, or if another entry
    became the same meanwhile.
    """
    rows = LexiconEntry.objects.filter(pk=entry.pk, version=version)
    accepted = {"accepted_by": by, "accepted_at": now or timezone.now()}
    more = accepted if entry.is_proposal else {}
    try:
        with transaction.atomic():
            return bool(rows.update(version=version + 1, **words, **more))
    except IntegrityError:
        return False


def removed(entry: LexiconEntry) -> dict[str, Any]:
    """Remove `entry`; return what `put_back()` needs, of plain values that a session can hold."""
    row = {name: getattr(entry, name) for name in KEPT}
    row |= {name: row[name] and row[name].isoformat() for name in TIMES}
    entry.delete()
    return row


def put_back(row: Mapping[str, Any]) -> tuple[LexiconEntry, bool]:
    """Make the entry again that was removed; return it, and whether none like it is there by now.

    Who added and accepted it stays written down. What is there already stays as it is.
    """
    times = {name: row[name] and datetime.fromisoformat(row[name]) for name in TIMES}
    entry = LexiconEntry(**{**row, **times})
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        found = same(entry.kind, entry.text)
        if found is None:
            raise
        return found, False
    return entry, True
