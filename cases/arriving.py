"""How letters become cases, and what the clock does with cases: all of it can be done twice."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Correction, Letter
from cases.models import Case, CaseNote
from moderation import notices
from moderation.models import Draft

# How many letters one run takes; the next run takes the next.
AT_ONCE = 200
# What stands where a contact was deleted. A letter without any is none (see its constraint).
GONE = "–"
# A sender is counted for an hour; the digest is kept a day at most.
KEEP_SENDER_KEYS = timedelta(days=1)


def tend(*, now: datetime | None = None) -> None:
    """Open what has arrived and end what has been answered in public: each minute, and on sight."""
    open_new(now=now)
    end_answered(now=now)


def open_new(*, now: datetime | None = None) -> list[Case]:
    """Open a case for each letter that has none, and tell who handles them; return the cases.

    Two runs at once open one case for a letter: the second finds the first's.
    """
    now = now or timezone.now()
    waiting = Letter.objects.filter(case=None).select_related("article").order_by("id")
    opened = [_open(letter, now=now) for letter in waiting[:AT_ONCE]]
    return [case for case in opened if case is not None]


@transaction.atomic
def _open(
    letter: Letter, *, now: datetime, came_by: str = Case.Way.FORM, by: User | None = None
) -> Case | None:
    case, is_new = Case.objects.get_or_create(
        letter=letter,
        defaults={
            "came_by": came_by,
            "due_at": letter.sent_at + settings.ANSWER_LETTERS_WITHIN,
        },
    )
    if not is_new:
        return None
    log(
        case,
        _("The letter arrived: %(way)s.") % {"way": case.get_came_by_display()},
        by=by,
        now=now,
    )
    text = f"{letter.reference}: {letter.article}"
    draft = Draft.objects.filter(article=letter.article_id).select_related("category").first()
    notices.letter(text, case.get_absolute_url(), draft=draft, now=now)
    return case


@transaction.atomic
def enter(
    article: Article,
    words: dict[str, str],
    *,
    came_by: str,
    received_at: datetime,
    by: User,
    now: datetime | None = None,
) -> Case:
    """Write down a letter that came by another way than the form, and open its case.

    `words` are the letter's kind, name, contact, standing and text. The clock began when it came.
    """
    letter = Letter.objects.create(article=article, sent_at=received_at, sender_key="", **words)
    case = _open(letter, now=now or timezone.now(), came_by=came_by, by=by)
    assert case is not None  # noqa: S101 - the letter is new
    return case


def end_answered(*, now: datetime | None = None) -> int:
    """End each open case whose reply or correction readers can see now; return how many.

    Nobody has to think of it, and no step of the workflow has to know of cases.
    """
    now = now or timezone.now()
    ended = 0
    replied = Case.objects.open().filter(reply_draft__article__withdrawn_at=None)
    for pk in replied.exclude(reply_draft__article=None).values_list("pk", flat=True):
        ended += _end(pk, _("The right of reply was published."), now=now)
    correcting = Case.objects.open().exclude(correcting_since=None)
    for case in correcting.select_related("letter"):
        found = Correction.objects.filter(
            article=case.letter.article_id, published_at__gte=case.correcting_since
        )
        if (correction := found.order_by("published_at", "id").first()) is not None:
            said = _("The story was corrected.")
            ended += _end(case.pk, said, correction=correction, now=now)
    return ended


@transaction.atomic
def _end(pk: int, outcome: str, *, correction: Correction | None = None, now: datetime) -> int:
    """End one case, unless somebody has ended it meanwhile; return how many that were."""
    changed = (
        Case.objects.open()
        .filter(pk=pk)
        .update(status=Case.Status.ANSWERED, outcome=outcome, correction=correction, closed_at=now)
    )
    if changed:
        log(Case.objects.get(pk=pk), outcome, by=None, now=now)
    return changed


def forget(*, now: datetime | None = None) -> int:
    """Delete what is needed no longer: contacts of ended cases, and what counted senders.

    Returns of how many cases the contact was deleted. Names and letters stay: they are the
    register. Notes are kept as they were written.
    """
    now = now or timezone.now()
    old = Letter.objects.filter(sent_at__lt=now - KEEP_SENDER_KEYS)
    old.exclude(sender_key="").update(sender_key="")
    done = Case.objects.filter(
        contact_gone_at=None, closed_at__lte=now - settings.KEEP_CONTACTS_FOR
    )
    for case in done:
        with transaction.atomic():
            Letter.objects.filter(pk=case.letter_id).update(contact=GONE)
            Case.objects.filter(pk=case.pk).update(contact_gone_at=now)
            log(case, _("The sender's contact was deleted."), by=None, now=now)
    return len(done)


def log(case: Case, text: str, *, by: User | None, now: datetime) -> CaseNote:
    """Add a line to the log of a case; `by` is None for what the clock did."""
    return CaseNote.objects.create(case=case, by=by, at=now, text=text)
