"""Preview links: somebody without an account reads one draft, may remark on it and confirm it.

Whoever has the address has the story, so it holds a secret of which only a digest is kept, it ends,
it can be taken back, and every opening is kept. It dies too when the person who made it may not
share the story any more.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    Aggregate,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation import comments, notices, sentences
from moderation.models import Comment, Draft, PreviewLink, PreviewVisit, Revision, Transition
from moderation.rules import may_read
from moderation.steps import Status

SECRET_BYTES = 24  # 192 bits: nobody guesses one, however long they try
DAY = 24
# How long a link may live, in hours, as its form offers it.
LIVES = {
    1: gettext_lazy("1 hour"),
    4: gettext_lazy("4 hours"),
    DAY: gettext_lazy("24 hours"),
    3 * DAY: gettext_lazy("3 days"),
    7 * DAY: gettext_lazy("7 days"),
}
# One opening within this time is one visit: browsers and messengers ask more than once.
ONE_VISIT = timedelta(minutes=1)
COMMENTS_AN_HOUR = 20
LONGEST_COMMENT = 2000
SHOWN_LINKS, SHOWN_VISITS = 50, 20

# Whose words a guest has nothing to see of any more.
OVER = {
    Status.RELEASED: gettext_lazy("This story has been published."),
    Status.SPIKED: gettext_lazy("This story will not be published."),
    Status.WITHDRAWN: gettext_lazy("This story has been withdrawn."),
    Status.KILLED: gettext_lazy("This story has been withdrawn."),
}


def why_not_share(draft: Draft, user: User) -> str:
    """Return why `user`, who may read `draft`, may not give it to a guest; "" if they may."""
    if not user.is_active:
        return _("Your role does not allow this.")
    is_editor = user.has_perm("moderation.edit_any_draft")
    if draft.owner_id != user.pk and not is_editor:
        return _("This is somebody else's story.")
    if sentences.is_guarded(draft) and not is_editor:
        return _("Only an editor shares a story that is restricted or under embargo.")
    if draft.status in OVER:
        return _("There is nothing to preview while the story is “%(status)s”.") % {
            "status": draft.get_status_display()
        }
    return ""


def make(
    draft: Draft, *, guest: str, hours: int, by: User, now: datetime | None = None
) -> tuple[PreviewLink, str]:
    """Make a link for `guest` and return it with its secret, which is not kept anywhere."""
    now = now or timezone.now()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = PreviewLink.objects.create(
        draft=draft,
        digest=_digest(secret),
        guest=guest,
        by=by,
        at=now,
        expires_at=now + timedelta(hours=hours),
    )
    return link, secret


def find(secret: str, *, now: datetime | None = None) -> PreviewLink | None:
    """Return the link of a secret while it works; None for whatever reason it does not."""
    now = now or timezone.now()
    rows = PreviewLink.objects.select_related("draft", "draft__article", "by")
    rows = rows.filter(digest=_digest(secret), revoked_at=None, expires_at__gt=now)
    link = rows.annotate(is_over=_was_decided()).first()
    if link is None:
        return None
    draft = link.draft
    if draft.status in OVER:
        return link
    if link.is_over or not may_read(draft, link.by) or why_not_share(draft, link.by):
        return None
    return link


def _was_decided() -> Exists:
    """Say, as a column of a link, whether its story was published or set aside since it was made.

    A new version is another text: whoever shall read it as well is given a link to it.
    """
    since = Transition.objects.filter(draft=OuterRef("draft"), at__gt=OuterRef("at"))
    return Exists(since.filter(after__in=OVER).exclude(before=F("after")))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def revoke(link: PreviewLink, *, by: User, now: datetime | None = None) -> bool:
    """Take a link back; say whether it was this call that did."""
    rows = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(rows.update(revoked_at=now or timezone.now(), revoked_by=by))


def of_draft(draft: Draft) -> QuerySet[PreviewLink]:
    """Return the links of `draft`, the newest first, with what became of each."""
    visits = PreviewVisit.objects.select_related("revision").defer("revision__body")
    return (
        draft.preview_links.select_related("by", "revoked_by", "confirmed_revision")
        .defer("confirmed_revision__body")
        .annotate(
            visit_count=_of_link(PreviewVisit, Count("pk")),
            last_visit=_of_link(PreviewVisit, Max("at")),
            comment_count=_of_link(Comment, Count("pk")),
            is_over=_was_decided(),
        )
        .prefetch_related(
            Prefetch("visits", visits.order_by("-id")[:SHOWN_VISITS], to_attr="latest")
        )
        .order_by("-id")[:SHOWN_LINKS]
    )


def _of_link(model: type[PreviewVisit] | type[Comment], what: Aggregate) -> Subquery:
    rows = model._default_manager.filter(link=OuterRef("pk")).order_by().values("link")
    return Subquery(rows.annotate(found=what).values("found"))


# --- What the guest does ------------------------------------------------------------------------


def visit(link: PreviewLink, revision: Revision, *, now: datetime | None = None) -> None:
    """Keep that the link was opened and which words were shown, once within a minute."""
    now = now or timezone.now()
    recent = PreviewVisit.objects.filter(link=link, revision=revision, at__gt=now - ONE_VISIT)
    if not recent.exists():
        PreviewVisit.objects.create(link=link, revision=revision, at=now)


def shown_revision(link: PreviewLink, number: int | None) -> Revision:
    """Return the version that the guest says they read, if this link showed it to them.

    Raises ValidationError otherwise: a guest answers to what they saw and to nothing else.
    """
    rows = link.draft.revisions.filter(number=number)
    revision = rows.filter(pk__in=link.visits.values("revision")).first()
    if revision is None:
        raise ValidationError(_("Open the link again and read the story before you answer."))
    return revision


def passages(revision: Revision | Draft) -> list[str]:
    """Return what a guest can speak about: headline, standfirst and paragraphs, as plain words."""
    return [words for words in comments.text_of(revision).pieces if words]


@transaction.atomic
def comment(
    link: PreviewLink, *, text: str, version: int | None, passage: int | None, now: datetime
) -> Comment:
    """Keep a remark of the guest, about one of `passages()` or about the whole, and tell of it.

    Raises ValidationError with a reason for the guest.
    """
    PreviewLink.objects.select_for_update().get(pk=link.pk)  # one at a time, to count them
    recent = link.comments.filter(at__gt=now - timedelta(hours=1))
    if recent.count() >= COMMENTS_AN_HOUR:
        raise ValidationError(_("That is enough for now. Please wait an hour, or call us."))
    if len(text) > LONGEST_COMMENT:
        raise ValidationError(
            _("Please write at most %(number)d letters.") % {"number": LONGEST_COMMENT}
        )
    revision = shown_revision(link, version)
    quote = context = ""
    if passage is not None:
        words = passages(revision)
        if passage >= len(words):
            raise ValidationError(_("Choose the passage from the list."))
        quote, context = words[passage], words[passage - 1] if passage else ""
    return comments.add(
        link.draft,
        text=text,
        link=link,
        quote=quote,
        context=context,
        version=revision.number,
        now=now,
    )


@transaction.atomic
def confirm(link: PreviewLink, *, version: int | None, now: datetime) -> None:
    """Keep that the guest says the words they read are right, and tell whose story it is.

    Raises ValidationError with a reason for the guest. A later version needs a new confirmation.
    """
    revision = shown_revision(link, version)
    if link.confirmed_revision_id == revision.pk:
        return
    link.confirmed_at, link.confirmed_revision = now, revision
    link.save(update_fields=["confirmed_at", "confirmed_revision"])
    notices.confirmed(link, now=now)
