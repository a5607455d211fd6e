"""Stories made from press releases: begun with a click, honest about it until an editor says else.

The database holds that a story linked to a release is of that kind, unless it is linked to the very
release that an editor said it has outgrown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.models import User
from articles.html import from_plain, to_text
from articles.models import Author, Copy, Credit
from moderation import comments, notices, rules
from moderation.history import save_draft
from moderation.models import Draft
from moderation.steps import IN_PROGRESS, Status
from moderation.workflow import Refused
from releases.models import PressRelease
from releases.unwrapping import unwrapped
from resemblance.shingles import shares

LONGEST_HEADLINE = Draft._meta.get_field("headline").max_length
# How long a release that nobody writes from stays on the desk's first page, and how many do.
FRESH = timedelta(days=2)
MOST_WAITING = 5


@transaction.atomic
def begin(pk: int, *, by: User, now: datetime | None = None) -> Draft:
    """Return the draft that `by` writes from a release: a new one, or theirs still in progress.

    It has the release's title, its paragraphs and its sender as the printed source.
    """
    release = PressRelease.objects.select_for_update().get(pk=pk)  # two clicks make one draft
    begun = release.drafts.filter(owner=by, status__in=IN_PROGRESS).order_by("-pk").first()
    if begun is not None:
        return begun
    author = Author.objects.filter(user=by).first()
    role = Credit.Role.REPORTER.value
    draft = Draft(
        owner=by,
        release=release,
        kind=Copy.Kind.RELEASE,
        headline=release.title[:LONGEST_HEADLINE],
        body=from_plain(unwrapped(release.text)) if release.has_text else "",
        source=release.agency,
        credits=[{"author": author.pk, "role": role}] if author else [],
    )
    save_draft(draft, by=by, now=now)
    return draft


@receiver(post_save, sender=PressRelease)
def tell_of_mail(instance: PressRelease, created: bool, **kwargs: Any) -> None:
    """Tell the editors of a press release that was mailed."""
    if created and instance.came_by == PressRelease.Way.MAIL:
        notices.press_release(instance)


# --- Becoming reporting of its own ----------------------------------------------------------------


def why_not_outgrow(draft: Draft, user: User) -> str:
    """Return why `user` may not say that `draft` became reporting of its own; "" if they may."""
    if not draft.says_release:
        return _("This story is not held to a press release.")
    if not user.has_perm("moderation.edit_any_draft"):
        return _("Your role does not allow this.")
    if draft.owner_id == user.pk:
        return _("Another editor than the writer has to say this.")
    return rules.why_not_edit(draft, user)


@transaction.atomic
def outgrow(draft: Draft, *, by: User, version: int, why: str, now: datetime | None = None) -> None:
    """Let a story be news of its own, in a new version, with the reason as a comment.

    Raises Refused, Stale if somebody saved meanwhile, and ValidationError without a reason.
    """
    if reason := why_not_outgrow(draft, by):
        raise Refused(reason)
    draft.version, draft.outgrown_id, draft.kind = version, draft.release_id, Copy.Kind.NEWS
    Draft.objects.filter(pk=draft.pk).update(outgrown=draft.release_id)
    save_draft(draft, by=by, now=now)
    said = _("This became reporting of its own: %(why)s") % {"why": why.strip()}
    comments.add(draft, by=by, text=said if why.strip() else "", now=now)


@transaction.atomic
def call_release(draft: Draft, *, by: User, version: int, now: datetime | None = None) -> None:
    """Take back that a story has outgrown its release. Raises Refused and Stale."""
    if reason := rules.why_not_edit(draft, by):
        raise Refused(reason)
    draft.version, draft.outgrown = version, None
    save_draft(draft, by=by, now=now)
    Draft.objects.filter(pk=draft.pk).update(outgrown=None)


# --- What editors look at -------------------------------------------------------------------------


@dataclass(frozen=True)
class Origin:
    """The release of a story, or the one that an earlier version of it named.

    `percent` is how many of the story's words stand in the release, in runs of five; None where
    nothing can be said.
    """

    release: PressRelease
    is_linked: bool
    is_outgrown: bool
    percent: int | None


def origin(draft: Draft, *, for_editor: bool) -> Origin | None:
    """Return where the words of `draft` come from; None where no version of it says so.

    Only editors see the share: a writer is not to write until a number is small.
    """
    release = draft.release
    if release is None:
        if draft.version < 2:
            return None
        rows = draft.revisions.exclude(release=None).order_by("-number")
        earlier = rows.select_related("release").only("draft", "release").first()
        if earlier is None:
            return None
        release = earlier.release
    percent = None
    if for_editor and release.has_text:
        percent = round(100 * shares(to_text(draft.body), release.text)[0])
    is_linked = draft.release_id is not None
    return Origin(release, is_linked, is_linked and not draft.says_release, percent)


def waiting(*, now: datetime) -> QuerySet[PressRelease]:
    """Return what came in of late and nobody writes from: what is mailed nobody sees coming."""
    rows = PressRelease.objects.defer("text").filter(received_at__gt=now - FRESH)
    return rows.filter(~Exists(Draft.objects.filter(release=OuterRef("pk"))))[:MOST_WAITING]


@dataclass(frozen=True)
class Made:
    """A story made from a release, as one person may know of it; without an address if they may
    not read it.
    """

    label: str
    who: str
    status: str
    state: str
    address: str = ""
    public: str = ""


def stories(found: Iterable[PressRelease], user: User) -> dict[int, list[Made]]:
    """Return the stories made from releases, the oldest first, by the number of the release.

    Of colleagues' unpublished ones only who writes them, so that no two write the same; of
    restricted ones nothing. Two queries for any number.
    """
    numbers = [release.pk for release in found]
    rows = Draft.objects.filter(release__in=numbers).exclude(status=Status.SPIKED).order_by("pk")
    rows = rows.select_related("owner", "article").defer(
        "body", "standfirst", "article__body", "article__standfirst"
    )
    readable = set(
        Draft.objects.seen_by(user).filter(release__in=numbers).values_list("pk", flat=True)
    )
    made: dict[int, list[Made]] = defaultdict(list)
    for draft in rows:
        is_seen = draft.pk in readable
        if draft.is_restricted and not is_seen:
            continue
        made[draft.release_id].append(
            Made(
                label=str(draft) if is_seen else draft.article.headline if draft.is_live else "",
                who=str(draft.owner),
                status=draft.status,
                state=draft.get_status_display(),
                address=draft.desk_address if is_seen else "",
                public=draft.article.get_absolute_url() if draft.is_live else "",
            )
        )
    return made
