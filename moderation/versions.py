"""The versions of a draft as people read them: which matter, how two differ, one brought back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from articles.html import mark_clean, photo_ids, place_pictures
from articles.templatetags.dates import full_time
from moderation import answered, workflow
from moderation.conflicts import Wording, column_label, labels
from moderation.differences import Fold, Kind, compare_bodies, folded
from moderation.history import save_draft
from moderation.models import Draft, Revision, Transition, VersionName, WorkingCopy
from moderation.rules import why_not, why_not_edit
from moderation.steps import STEPS
from photos.models import Photo

# The texts of a story in the order in which they are read; the rest follows as the form has it.
FIRST = ("kicker", "headline", "standfirst")
LONGEST_NAME = 80
MOST_VERSIONS = 500


# --- How two differ -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One field that differs, with what was added and removed marked in its words."""

    label: str
    html: SafeString


@dataclass(frozen=True)
class Stretch:
    """A block of the compared bodies, or several without a change to be shown closed."""

    kind: str
    html: SafeString
    count: int = 1


@dataclass(frozen=True)
class Comparison:
    """How the words of two versions differ; `has_body` says whether the body does."""

    fields: list[Change]
    body: list[Stretch]
    has_body: bool

    @property
    def is_same(self) -> bool:
        return not self.fields and not self.has_body


def compare(
    old: WorkingCopy, new: WorkingCopy, at_hand: Mapping[int, dict] | None = None
) -> Comparison:
    """Return how the words of `new` differ from those of `old`, in a constant number of queries.

    `at_hand` are cards of photos, by number, that need not be asked for again.
    """
    before, after = old.copy_values(), new.copy_values()
    says = Wording(before, after)
    names = [*FIRST, *(name for name in after if name not in (*FIRST, "body"))]
    fields = [
        Change(column_label(name), says.change(name, before[name], after[name]))
        for name in names
        if before[name] != after[name]
    ]
    parts = compare_bodies(old.body, new.body, labels())
    cards = dict(at_hand or {})
    if missing := {*photo_ids(old.body), *photo_ids(new.body)} - set(cards):
        cards |= Photo.cards(missing)

    def pictured(html: str) -> SafeString:
        return mark_clean(place_pictures(html, cards))

    body = [
        Stretch("fold", pictured("".join(part.html for part in one.parts)), len(one.parts))
        if isinstance(one, Fold)
        else Stretch(one.kind.value, pictured(one.html))
        for one in folded(parts)
    ]
    return Comparison(fields, body, any(part.kind != Kind.SAME for part in parts))


# --- The list of them ---------------------------------------------------------------------------


@dataclass
class Entry:
    """A version with the steps taken on it, what somebody called it, and what was let stand."""

    version: Revision
    steps: list[Transition]
    name: VersionName | None
    is_newest: bool = False
    answers: list[answered.Answered] = field(default_factory=list)

    @property
    def matters(self) -> bool:
        """Whether it is in the list that is read first: a save in between is not."""
        is_told = any(one.matters for one in self.answers)
        is_end = self.is_newest or self.version.number == 1
        return bool(self.steps or self.name or is_end or is_told)


@dataclass
class Group:
    """One version that matters, or the saves between two of them."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def is_fold(self) -> bool:
        return not self.entries[0].matters


def outline(draft: Draft, *, before: int | None = None) -> tuple[list[Group], int | None]:
    """Return the versions, newest first, and where older ones begin.

    At most five queries for any number.
    """
    rows = draft.revisions.select_related("by", "label__by", "erasure").order_by("-number")
    rows = rows.defer("body", "standfirst", "credits", "tags")
    if before is not None:
        rows = rows.filter(number__lt=before)
    versions = list(rows[: MOST_VERSIONS + 1])
    is_more, versions = len(versions) > MOST_VERSIONS, versions[:MOST_VERSIONS]
    steps: dict[int, list[Transition]] = {}
    for step in draft.transitions.select_related("by").order_by("-id"):
        steps.setdefault(step.revision_id, []).append(step)
    newer = draft.revisions.filter(number=before).first() if before is not None else None
    answers = answered.by_version(draft, versions, to=newer.at if newer else None)
    groups: list[Group] = []
    for version in versions:
        entry = Entry(
            version,
            steps.get(version.pk, []),
            getattr(version, "label", None),
            is_newest=version.number == draft.version,
            answers=answers.get(version.number, []),
        )
        if entry.matters or not groups or not groups[-1].is_fold:
            groups.append(Group())
        groups[-1].entries.append(entry)
    return groups, versions[-1].number if is_more else None


def since(draft: Draft, number: int) -> list[Revision]:
    """Return who saved what after version `number`, the oldest first, without the texts."""
    rows = draft.revisions.filter(number__gt=number).select_related("by").order_by("number")
    return list(rows.only("number", "at", "by", "draft")[:MOST_VERSIONS])


def labelled(draft: Draft) -> list[tuple[int, str]]:
    """Return the versions to choose from, newest first, each with what it is known by."""
    latest = Transition.objects.filter(revision=OuterRef("pk")).order_by("-id").values("step")
    rows = draft.revisions.select_related("by", "label").annotate(step=Subquery(latest[:1]))
    rows = rows.defer("body", "standfirst", "credits", "tags").order_by("-number")
    return [(row.number, _label(row)) for row in rows[:MOST_VERSIONS]]


def _label(row: Any) -> str:
    facts = [_("Version %(number)d") % {"number": row.number}]
    facts += [row.label.name] if hasattr(row, "label") else []
    facts += [str(STEPS[row.step].label)] if row.step else []
    return " · ".join([*facts, str(row.by), full_time(row.at)])


# --- What one does with one ---------------------------------------------------------------------


def why_not_restore(draft: Draft, user: User) -> str:
    """Return why `user` brings back no version of `draft`; "" if they may."""
    reason = why_not_edit(draft, user)
    return "" if reason and begins_again(draft, user) else reason


def begins_again(draft: Draft, user: User) -> bool:
    """Say whether to restore begins a new version of a live story, as `user` may."""
    return not why_not(STEPS["reopen"], draft, user)


@transaction.atomic
def restore(draft: Draft, revision: Revision, *, by: User, version: int) -> Revision:
    """Save the words of `revision` as the newest version of `draft`, which `by` saw at `version`.

    Nothing is taken back: the versions between stay, and readers keep what they see of a live
    story, which becomes a draft again. Raises Stale or workflow.Refused if somebody was faster, and
    ValidationError for words that were erased.
    """
    if hasattr(revision, "erasure"):
        raise ValidationError(_("The words of this version were erased."))
    if begins_again(draft, by):
        workflow.take("reopen", draft, by=by, version=version)
    draft.version = version
    for name, value in revision.copy_values().items():
        setattr(draft, name, value)
    return save_draft(draft, by=by)


def call(revision: Revision, name: str, *, by: User, now: datetime | None = None) -> None:
    """Give a version a name to find it by, another one, or none if `name` is empty."""
    name = " ".join(name.replace("\0", "").split())
    if not name:
        VersionName.objects.filter(revision=revision).delete()
        return
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("At most %(most)d letters; this name has %(number)d.")
            % {"most": LONGEST_NAME, "number": len(name)}
        )
    VersionName.objects.update_or_create(
        revision=revision, defaults={"name": name, "by": by, "at": now or timezone.now()}
    )
