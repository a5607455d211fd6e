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
from moderation import queue as queues
from moderation.models import Draft, Notice, NoticeChoice
from moderation.notices import alarm, wanting
from moderation.steps import OWNER_EDITS, Status

ROWS = 15  # of each list: a mail is to be read at breakfast
SINCE = timedelta(days=3)  # older news are in the desk


@dataclass(frozen=True)
class Row:
    """One line of a digest: what, when or why it is there (or ""), and where."""

    text: str
    when: str
    address: str


@dataclass
class Part:
    """One list of a digest: its first lines, and how many there are in all."""

    rows: list[Row] = field(default_factory=list)
    number: int = 0
    is_cut: bool = False  # even `number` is not all

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def says_less(self) -> bool:
        return self.is_cut or self.number > len(self.rows)

    @property
    def said(self) -> str:
        return f"{self.number}{'+' * self.is_cut}"


@dataclass
class Digest:
    """What a person's digest says; empty lists are left out of the mail."""

    waiting: Part = field(default_factory=Part)
    due: Part = field(default_factory=Part)
    scheduled: Part = field(default_factory=Part)
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
            context={
                "digest": digest,
                "queue_address": mails.on_site(reverse("admin:desk_queue")),
                "due_address": mails.on_site(reverse("admin:desk_overdue")),
                "scheduled_address": mails.on_site(reverse("admin:desk_scheduled")),
            },
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
        decides = queues.decides(person)
        due = seen.filter(
            status__in=[*OWNER_EDITS, Status.SUBMITTED], due_at__lt=midnight, due_at__isnull=False
        )
        scheduled = seen.filter(status=Status.SCHEDULED, scheduled_for__lt=midnight)
        if not decides:
            due = due.filter(owner=person)
            scheduled = scheduled.filter(owner=person)
        returned = seen.filter(owner=person, status=Status.RETURNED).order_by("changed_at", "pk")
        digest.waiting = _queue(person, now) if decides else _part(returned)
        digest.due = _part(due.order_by("due_at", "pk"), "due_at")
        digest.scheduled = _part(scheduled.order_by("scheduled_for", "pk"), "scheduled_for")
    _add_notices(digest, person, now)
    return digest


def _queue(person: User, now: datetime) -> Part:
    """Return what the queue of an editor asks for, in its order."""
    queue = queues.of_editor(person, now=now)
    lines = [*queue.urgent, *queue.submitted]
    rows = [
        _row(line.draft, "" if line.reason == queues.Reason.SUBMITTED else f"{line.reason.label}:")
        for line in lines[:ROWS]
    ]
    return Part(rows, queue.number, queue.is_cut)


def _part(drafts: QuerySet[Draft], column: str = "") -> Part:
    rows = []
    for draft in drafts[:ROWS]:
        moment = getattr(draft, column) if column else None
        rows.append(_row(draft, clock_time(moment) if moment else ""))
    return Part(rows, len(rows) if len(rows) < ROWS else drafts.count())


def _row(draft: Draft, when: str) -> Row:
    named = sentences.names_allowed(draft, may_name=settings.MAIL_NAMES_STORIES)
    text = f"{sentences.story_of(draft, named=named)} ({draft.owner})"
    return Row(text, when, mails.on_site(draft.get_absolute_url()))


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
    if part := digest.waiting:
        text = ngettext("%(number)s story waits", "%(number)s stories wait", part.number)
        parts.append(text % {"number": part.said})
    if part := digest.due:
        parts.append(ngettext("%d due today", "%d due today", part.number) % part.number)
    if part := digest.scheduled:
        parts.append(ngettext("%d scheduled", "%d scheduled", part.number) % part.number)
    if number := len(digest.items):
        parts.append(ngettext("%d notice", "%d notices", number) % number)
    return _("Today: %(what)s") % {"what": ", ".join(parts)}
