"""The daily digest: what waits for a person this morning, and what they were told of meanwhile."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles.templatetags.dates import clock_time
from moderation import inbox, mails, sentences
from moderation.models import Draft, Notice, NoticeChoice
from moderation.notices import alarm, wanting
from moderation.steps import OWNER_EDITS, Status

ROWS = 15  # of each list: a mail is to be read at breakfast
SINCE = timedelta(days=3)  # older news are in the desk


@dataclass(frozen=True)
class Row:
    """One line of a digest: what, when (or ""), and where."""

    text: str
    when: str
    address: str


@dataclass
class Digest:
    """What a person's digest says; empty lists are left out of the mail."""

    waiting: list[Row] = field(default_factory=list)
    due: list[Row] = field(default_factory=list)
    scheduled: list[Row] = field(default_factory=list)
    items: list[mails.Item] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.waiting or self.due or self.scheduled or self.items)


def subscribers() -> list[int]:
    """Return, by number, who has an address and wants at least one kind of notice daily."""
    people = User.objects.filter(is_active=True).exclude(email="").values_list("pk", flat=True)
    wanted = wanting(people, NoticeChoice.Mail.DAILY)
    return sorted(pk for pk, kinds in wanted.items() if kinds)


def send(person_id: int, *, now: datetime | None = None) -> None:
    """Mail `person` the digest of the day that `now` is in; nothing if there is nothing to say.

    Raises what the mail server or the network raise, after telling the chiefs: a digest may have
    no notice that could keep the failure, as other mails have.
    """
    person = User.objects.get(pk=person_id)
    digest = of(person, now=now or timezone.now())
    if not digest or not mails.is_reachable(person):
        return
    try:
        mails.send(
            person,
            subject=_subject(digest),
            template="digest",
            context={"digest": digest},
            notices=digest.notices,
        )
    except Exception:
        said = _("The daily digest could not be mailed to everybody. It is tried a few times more.")
        alarm(said, reverse("failed-mails"))
        raise


def of(person: User, *, now: datetime) -> Digest:
    """Return what `person` is told of the day that `now` is in (WIB)."""
    digest = Digest()
    midnight = datetime.combine(
        timezone.localdate(now) + timedelta(days=1), time(), timezone.get_current_timezone()
    )
    if person.has_perm("moderation.view_draft"):
        seen = Draft.objects.seen_by(person).select_related("owner")
        seen = seen.defer("body", "standfirst")
        decides = person.has_perm("moderation.release_draft")
        waiting = (
            seen.decided_by(person).filter(status=Status.SUBMITTED).exclude(owner=person)
            if decides
            else seen.filter(owner=person, status=Status.RETURNED)
        )
        due = seen.filter(
            status__in=[*OWNER_EDITS, Status.SUBMITTED], due_at__lt=midnight, due_at__isnull=False
        )
        scheduled = seen.filter(status=Status.SCHEDULED, scheduled_for__lt=midnight)
        if not decides:
            due = due.filter(owner=person)
            scheduled = scheduled.filter(owner=person)
        digest.waiting = _rows(waiting.order_by("changed_at", "pk"))
        digest.due = _rows(due.order_by("due_at", "pk"), "due_at")
        digest.scheduled = _rows(scheduled.order_by("scheduled_for", "pk"), "scheduled_for")
    _add_notices(digest, person, now)
    return digest


def _rows(drafts: QuerySet[Draft], column: str = "") -> list[Row]:
    rows = []
    for draft in drafts[:ROWS]:
        named = sentences.names_allowed(draft, may_name=settings.MAIL_NAMES_STORIES)
        moment = getattr(draft, column) if column else None
        when = clock_time(moment) if moment else ""
        text = f"{sentences.story_of(draft, named=named)} ({draft.owner})"
        rows.append(Row(text, when, mails.on_site(draft.get_absolute_url())))
    return rows


def _add_notices(digest: Digest, person: User, now: datetime) -> None:
    """Add the unread notices that were kept for the digest and are not mailed yet."""
    kinds = wanting([person.pk], NoticeChoice.Mail.DAILY).get(person.pk, set())
    rows = inbox.with_words(
        Notice.objects.filter(
            person=person,
            kind__in=kinds,
            read_at=None,
            mailed_at=None,
            at__gt=now - SINCE,
        )
    )
    found = list(rows.order_by("-id")[: ROWS * 2])
    seen = set(inbox.readable({row.draft_id for row in found if row.draft_id}, person))
    shown = [row for row in found if row.draft_id is None or row.draft_id in seen]
    digest.items = [mails.item_of(row) for row in shown]
    digest.notices = [row.pk for row in shown]


def _subject(digest: Digest) -> str:
    parts = []
    if number := len(digest.waiting):
        parts.append(ngettext("%d story waits", "%d stories wait", number) % number)
    if number := len(digest.due):
        parts.append(ngettext("%d due today", "%d due today", number) % number)
    if number := len(digest.scheduled):
        parts.append(ngettext("%d scheduled", "%d scheduled", number) % number)
    if number := len(digest.items):
        parts.append(ngettext("%d notice", "%d notices", number) % number)
    return _("Today: %(what)s") % {"what": ", ".join(parts)}
