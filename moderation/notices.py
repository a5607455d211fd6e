"""Who is told what at the desk: by a step, a comment, the clock, or another app.

Whoever is told has the notice in the desk at once, and by mail as they chose it. What was to be
done and has been done by somebody is read for everybody, so the badge counts what still matters.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import F, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from accounts.models import User
from articles.templatetags.dates import full_time
from moderation import sourcing
from moderation.desks import desk_of, editors_of, readers_of
from moderation.models import Comment, Draft, Notice, NoticeChoice, PreviewLink, Transition
from moderation.steps import OWNER_EDITS, STEPS
from releases.models import PressRelease

Kind, Mail = Notice.Kind, NoticeChoice.Mail

# What asks for an act of the person comes by mail at once unless they chose otherwise.
AT_ONCE = frozenset(
    {
        Kind.SUBMITTED,
        Kind.RETURNED,
        Kind.MENTIONED,
        Kind.SECOND,
        Kind.MISSED,
        Kind.DUE,
        Kind.ASSIGNED,
        Kind.VERIFY_SOON,
        Kind.VERIFY,
        Kind.ALARM,
    }
)
PATIENT_WITH_RULES = timedelta(days=30)
TO_VERIFY = (Kind.VERIFY_SOON, Kind.VERIFY)
# How long before a due time somebody is reminded, and until when after it a writer is.
REMIND_BEFORE, REMIND_AFTER = timedelta(minutes=60), timedelta(hours=12)
# What a notice about a step asks for is done once the story has left the status of that step.
DONE_BY_MOVING = ("submit", "approve", "return")
# What each of these began is ended by more than the step that answers it.
ENDED_WITH_THE_STORY = {
    "withdraw": ("emergency", "ask_withdrawal"),
    "kill": ("emergency", "ask_withdrawal"),
}


def default_mail(kind: str) -> NoticeChoice.Mail:
    """Return how a kind of notice is mailed to whoever never chose."""
    return Mail.NOW if kind in AT_ONCE else Mail.DAILY


# --- Steps --------------------------------------------------------------------------------------


def tell(transition: Transition) -> None:
    """Tell whom a step concerns, in its transaction; seven queries for any number of people."""
    settle(transition)
    by = None if transition.automatic else transition.by_id
    rows = []
    for kind, people in audiences(transition):
        known = {by, *(row.person_id for row in rows)}
        rows += [
            Notice(person_id=pk, kind=kind, draft_id=transition.draft_id, transition=transition)
            for pk in people.exclude(pk__in=known - {None}).values_list("pk", flat=True)
        ]
    deliver(rows, by=by, now=transition.at)


def audiences(transition: Transition) -> list[tuple[Notice.Kind, QuerySet[User]]]:
    """Return who hears of a step as what, whom it concerns most first."""
    draft = transition.draft
    own = (Kind.DECIDED, _behind(transition))
    match transition.step:
        case "submit":
            return [(Kind.SUBMITTED, _deciders(draft)), own]
        case "recall":
            return []
        case "return":
            return [(Kind.RETURNED, _behind(transition))]
        case "approve":
            submitter = _rows(transition).values("submitted_by")
            return [(Kind.SECOND, _deciders(draft).exclude(pk__in=submitter))]
        case "emergency":
            return [(Kind.SECOND, _deciders(draft)), own]
        case "ask_withdrawal" | "kill":
            withdrawing = User.objects.with_perm(
                "moderation.withdraw_article", include_superusers=False
            )
            return [(Kind.SECOND, withdrawing.filter(pk__in=readers_of(draft))), own]
        case "unschedule" if transition.automatic:
            return [(Kind.MISSED, _deciders(draft)), (Kind.MISSED, _behind(transition))]
        case "release" if transition.late:
            return [(Kind.MISSED, _deciders(draft)), (Kind.MISSED, _behind(transition))]
    return [own]


def settle(transition: Transition) -> None:
    """Mark as read, for everybody, what the step has made needless to act on."""
    done: tuple[str, ...] = ENDED_WITH_THE_STORY.get(transition.step, ())
    if answered := STEPS[transition.step].answers:
        done = (*done, answered)
    by_clock = Q(pk__in=[])
    if transition.before != transition.after:
        done = (*done, *DONE_BY_MOVING)
        by_clock = Q(transition=None, kind__in=[Kind.DUE, Kind.MISSED, *TO_VERIFY])
    if STEPS[transition.step].publishes and transition.draft.article.verifies_id:
        # Another story said what was found: nobody has to verify that one any more.
        late = Notice.objects.filter(kind__in=TO_VERIFY, read_at=None)
        verified = transition.draft.article.verifies_id
        late.filter(draft__article=verified).update(read_at=transition.at)
    if done:
        asked = Q(transition__step__in=done, kind__in=AT_ONCE)
        waiting = Notice.objects.filter(draft=transition.draft_id, read_at=None)
        waiting.filter(asked | by_clock).update(read_at=transition.at)


def _rows(transition: Transition) -> QuerySet[Transition]:
    """Return the step as a query: the columns its trigger filled are in the database only."""
    return Transition.objects.filter(pk=transition.pk)


def _behind(transition: Transition) -> QuerySet[User]:
    """Return whose story it is, who submitted it last, and whose step this one answers."""
    draft = transition.draft
    submitted = Transition.objects.filter(draft=draft, step="submit").order_by("-id")
    whose = (
        Q(pk=draft.owner_id)
        | Q(pk=Subquery(submitted.values("by")[:1]))
        | Q(pk__in=_rows(transition).values("submitted_by"))
    )
    return User.objects.filter(whose, is_active=True)


def _deciders(draft: Draft) -> QuerySet[User]:
    """Return who may decide on the story: the editors of its desk, but not its owner."""
    return editors_of(desk_of(draft.category)).exclude(pk=draft.owner_id)


# --- Comments and guests --------------------------------------------------------------------------


def comment_added(comment: Comment) -> None:
    """Tell those a new comment names, the owner, and who else took part in its thread.

    Call it in the comment's transaction, after its mentions were set. Who may not read the draft
    hears nothing, even if they are named.
    """
    draft = comment.draft
    taking_part = Q(pk=draft.owner_id)
    if comment.parent_id:
        thread = Comment.objects.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
        made_link = PreviewLink.objects.filter(comments__in=thread)
        taking_part |= Q(pk__in=thread.values("by")) | Q(pk__in=made_link.values("by"))
    if comment.link is not None:
        taking_part |= Q(pk=comment.link.by_id)
    named = set(comment.mentions.values_list("pk", flat=True))
    people = readers_of(draft).filter(taking_part | Q(pk__in=named), is_active=True)
    deliver(
        [
            Notice(
                person_id=pk,
                kind=Kind.MENTIONED if pk in named else Kind.COMMENTED,
                draft=draft,
                comment=comment,
            )
            for pk in people.exclude(pk=comment.by_id).values_list("pk", flat=True)
        ],
        by=comment.by_id,
        now=comment.at,
    )


def confirmed(link: PreviewLink, *, now: datetime) -> None:
    """Tell the owner, and who made the link, that its guest confirmed the content."""
    whose = Q(pk=link.draft.owner_id) | Q(pk=link.by_id)
    people = readers_of(link.draft).filter(whose, is_active=True)
    rows = [
        Notice(person_id=pk, kind=Kind.COMMENTED, draft=link.draft, text=link.guest)
        for pk in people.values_list("pk", flat=True)
    ]
    deliver(rows, now=now)


# --- The clock ----------------------------------------------------------------------------------


def remind_due(*, now: datetime | None = None) -> None:
    """Tell writers what is due within the hour and not submitted, once for each due time."""
    now = now or timezone.now()
    drafts = Draft.objects.filter(
        status__in=OWNER_EDITS,
        due_at__gt=now - REMIND_AFTER,
        due_at__lte=now + REMIND_BEFORE,
    ).only("pk", "owner", "due_at")
    wanted = {
        (draft.pk, full_time(draft.due_at)): draft.owner_id for draft in drafts if draft.due_at
    }
    told = Notice.objects.filter(kind=Kind.DUE, draft__in=[pk for pk, _ in wanted])
    for known in told.values_list("draft", "text"):
        wanted.pop(known, None)
    rows = [
        Notice(person_id=owner, kind=Kind.DUE, draft_id=draft, text=due)
        for (draft, due), owner in wanted.items()
    ]
    deliver(rows, now=now)


def remind_unverified(*, now: datetime | None = None) -> None:
    """Tell owners and editors which public stories have to be verified within the hour, and which
    were not in time: once each for each time.

    Pedoman Pemberitaan Media Siber (2012), clause 2d.
    """
    now = now or timezone.now()
    soon = sourcing.overdue(Draft.objects, now=now + REMIND_BEFORE).select_related("category")
    for draft in soon.annotate(until=F("article__verify_by")).defer("body"):
        minute = full_time(draft.until)
        kind = Kind.VERIFY if draft.until <= now else Kind.VERIFY_SOON
        if Notice.objects.filter(draft=draft, kind=kind, text=minute).exists():
            continue
        concerned = Q(pk=draft.owner_id) | Q(pk__in=_deciders(draft).values("pk"))
        people = User.objects.filter(concerned, is_active=True).values_list("pk", flat=True)
        rows = [Notice(person_id=pk, kind=kind, draft=draft, text=minute) for pk in people]
        deliver(rows, now=now)


def tell_missed(drafts: Iterable[Draft], *, now: datetime | None = None) -> None:
    """Tell editors and owners that a scheduled release has not happened, once for each minute."""
    now = now or timezone.now()
    for draft in drafts:
        minute = full_time(draft.scheduled_for)
        if Notice.objects.filter(draft=draft, kind=Kind.MISSED, text=minute).exists():
            continue
        concerned = Q(pk=draft.owner_id) | Q(pk__in=_deciders(draft).values("pk"))
        people = User.objects.filter(concerned, is_active=True).values_list("pk", flat=True)
        rows = [Notice(person_id=pk, kind=Kind.MISSED, draft=draft, text=minute) for pk in people]
        deliver(rows, now=now)


# --- Other apps ---------------------------------------------------------------------------------


def assigned(
    person: User, text: str, address: str, by: User | None, *, now: datetime | None = None
) -> None:
    """Tell `person` that work was given to them; `address` is a path below /meja/."""
    if by is not None and by.pk == person.pk:
        return
    row = Notice(person=person, kind=Kind.ASSIGNED, text=text, address=address)
    deliver([row], by=by and by.pk, now=now or timezone.now())


def letter(
    text: str, address: str, *, draft: Draft | None = None, now: datetime | None = None
) -> None:
    """Tell who handles letters about a reader's; if about a story, those of its desk."""
    people = User.objects.with_perm("moderation.handle_case", include_superusers=False)
    if draft is not None:
        people = people.filter(pk__in=editors_of(desk_of(draft.category)).values("pk"))
    rows = [
        Notice(person_id=pk, kind=Kind.LETTER, text=text, address=address)
        for pk in people.values_list("pk", flat=True)
    ]
    deliver(rows, now=now or timezone.now())


def press_release(release: PressRelease) -> None:
    """Tell who decides on stories of one that came by mail: nobody at the desk saw it come."""
    people = User.objects.with_perm("moderation.release_draft", include_superusers=False)
    text, address = f"{release.agency}: {release.title}", release.get_absolute_url()
    rows = [
        Notice(person_id=pk, kind=Kind.RELEASE, text=text, address=address)
        for pk in people.values_list("pk", flat=True)
    ]
    deliver(rows, now=release.entered_at)


def press_release_taken(number: int, *, now: datetime) -> None:
    """Mark as read, for everybody, that a press release came: somebody writes from it."""
    waiting = Notice.objects.filter(kind=Kind.RELEASE, read_at=None)
    waiting.filter(address=PressRelease(pk=number).get_absolute_url()).update(read_at=now)


def alarm(text: str, address: str, *, now: datetime | None = None) -> None:
    """Tell who runs the newsroom; nobody twice of the same before they have read it."""
    people = User.objects.with_perm("moderation.view_record", include_superusers=False)
    waiting = Notice.objects.filter(kind=Kind.ALARM, text=text, address=address, read_at=None)
    rows = [
        Notice(person_id=pk, kind=Kind.ALARM, text=text, address=address)
        for pk in people.exclude(pk__in=waiting.values("person")).values_list("pk", flat=True)
    ]
    deliver(rows, now=now or timezone.now())


def rule_mostly_left(rule: str, *, now: datetime | None = None) -> None:
    """Tell who weighs the rules of language that one is mostly overridden; once in a while."""
    now = now or timezone.now()
    address = f"{reverse('standards')}#{rule}"
    told = Notice.objects.filter(kind=Kind.STANDARDS, address=address)
    if told.filter(Q(read_at=None) | Q(at__gt=now - PATIENT_WITH_RULES)).exists():
        return
    people = User.objects.with_perm("standards.set_standards", include_superusers=False)
    text = _(
        "Rule %(rule)s is let stand more often than followed. Weigh it less, or talk about it."
    )
    rows = [
        Notice(person_id=pk, kind=Kind.STANDARDS, text=text % {"rule": rule}, address=address)
        for pk in people.values_list("pk", flat=True)
    ]
    deliver(rows, now=now)


# --- Delivery -----------------------------------------------------------------------------------

# People talk in several remarks, and many stories are submitted at once: one mail says it all. What
# cannot wait takes along whatever waits.
BRIEFLY = timedelta(seconds=30)
PATIENCE = {
    Kind.COMMENTED: timedelta(minutes=5),
    Kind.MENTIONED: timedelta(minutes=5),
    Kind.MISSED: timedelta(),
    Kind.SECOND: timedelta(),
    Kind.ALARM: timedelta(),
}


def deliver(rows: list[Notice], *, by: int | None = None, now: datetime) -> None:
    """Store notices and queue the mails that were asked for at once; three queries at most.

    The queue is in the same database and the same transaction: a mail is sent after the commit,
    by a worker, and no failure of it reaches whoever took the step.
    """
    if not rows:
        return
    for row in rows:
        row.by_id, row.at = by, now
    made = Notice.objects.bulk_create(rows)
    at_once = wanting({row.person_id for row in made}, Mail.NOW)
    mailed = [row for row in made if row.kind in at_once.get(row.person_id, ())]
    for wait, rows in groupby(sorted(mailed, key=_patience), key=_patience):
        task = jobs.configure_task(
            "moderation.tasks.mail_notice", queue="mail", schedule_at=now + wait
        )
        task.batch_defer(*({"notice_id": row.pk} for row in rows))


def _patience(notice: Notice) -> timedelta:
    """Return how long the mail of a notice waits for others that can go along in it."""
    return PATIENCE.get(notice.kind, BRIEFLY)


def wanting(people: Iterable[int], how: NoticeChoice.Mail) -> dict[int, set[str]]:
    """Return which kinds each of `people` wants by mail in this way; only who has an address."""
    rows = (
        User.objects.filter(pk__in=people, is_active=True)
        .exclude(email="")
        .values_list("pk", "notice_choices__kind", "notice_choices__mail")
    )
    wanted: dict[int, set[str]] = {}
    for pk, kind, mail in rows:
        kinds = wanted.setdefault(pk, {one for one in Kind.values if default_mail(one) == how})
        if kind and mail == how:
            kinds.add(kind)
        elif kind:
            kinds.discard(kind)
    return wanted
