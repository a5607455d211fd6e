"""What an editor does with a case: takes it, answers it in public, refuses it, ends it.

Each function holds the case's row, so that two people at once get one answer each, and writes a
line into its log. None of them releases anything: a reply and a correction go the way of every
story, past a second pair of eyes. There is no step that asks for money: a right of reply is free.
"""

from datetime import datetime
from html import escape

from django.db import transaction
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from articles.html import from_plain
from articles.models import Article, Author, Credit
from cases.arriving import log
from cases.models import Case
from moderation import workflow
from moderation.history import save_draft
from moderation.models import Draft, Notice
from moderation.steps import Status
from moderation.workflow import Refused

LONGEST_HEADLINE = Draft._meta.get_field("headline").max_length
# While a draft is in one of these, a new version of its story is under way already.
UNDER_WAY = {Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.SCHEDULED}


@transaction.atomic
def take(pk: int, *, by: User, now: datetime | None = None) -> Case:
    """Make `by` the one who handles an open case, from whoever had it before."""
    now = now or timezone.now()
    case = held(pk)
    if case.handler_id == by.pk:
        return case
    before = case.handler
    _hand(case, by, now=now)
    if before is not None:
        log(case, _("Taken over from %(who)s.") % {"who": before}, by=by, now=now)
    else:
        log(case, _("Taken."), by=by, now=now)
    return case


@transaction.atomic
def leave(pk: int, *, by: User, now: datetime | None = None) -> Case:
    """Give an open case back: it is new again, and everybody's."""
    now = now or timezone.now()
    case = held(pk)
    if case.handler_id != by.pk:
        raise Refused(_("This case is not yours."))
    if case.reply_draft_id or case.correcting_since:
        raise Refused(_("Its answer is being written. Somebody else can take it over."))
    case.handler, case.status = None, Case.Status.NEW
    case.save(update_fields=["handler", "status"])
    log(case, _("Given back."), by=by, now=now)
    return case


@transaction.atomic
def start_reply(pk: int, *, by: User, now: datetime | None = None) -> Draft:
    """Return the draft of the right of reply, made now unless there is one already.

    It quotes the letter, names the story it answers, and belongs to whoever began it: so somebody
    else releases it.
    """
    now = now or timezone.now()
    case = held(pk)
    if case.reply_draft is not None:
        return case.reply_draft
    about = case.letter.article
    if about.is_withdrawn:
        raise Refused(_("The story was withdrawn: a reply has nothing to stand beside."))
    if not by.has_perm("moderation.add_draft"):
        raise Refused(_("Your role does not allow this."))
    draft = reply_to(case, by=by)
    save_draft(draft, by=by, now=now)
    case.reply_draft = draft
    case.save(update_fields=["reply_draft"])
    _hand(case, case.handler or by, now=now)
    log(case, _("Began the right of reply."), by=by, now=now)
    return draft


def reply_to(case: Case, *, by: User) -> Draft:
    """Return an unsaved draft that starts from the letter, its words quoted as they came.

    No word of the story is in it: its page names the story by a link, which loses the headline if
    the story is withdrawn one day.
    """
    letter, about = case.letter, case.letter.article
    author = Author.objects.filter(user=by).first()
    when = {"day": formats.date_format(timezone.localtime(about.published_at), "DATE_FORMAT")}
    who = f"{letter.name} ({letter.standing})" if letter.standing else letter.name
    said = _("%(who)s replies to our story of %(day)s:") % {"who": who, **when}
    headline = _("Right of reply of %(who)s to our story of %(day)s") % {"who": letter.name, **when}
    quoted = from_plain(letter.text)
    return Draft(
        owner=by,
        kind=Article.Kind.REPLY,
        answers=about,
        category_id=about.category_id,
        headline=Truncator(headline).chars(LONGEST_HEADLINE),
        body=f"<p>{escape(said)}</p><blockquote>{quoted}</blockquote>",
        source=letter.name,
        credits=[{"author": author.pk, "role": Credit.Role.EDITOR.value}] if author else [],
    )


@transaction.atomic
def start_correction(pk: int, *, by: User, now: datetime | None = None) -> Draft:
    """Open a new version of the story, to be released as a correction; return its draft.

    Where a new version is under way already, the case waits for that one. When it is released as a
    correction the case ends by itself.
    """
    now = now or timezone.now()
    case = held(pk)
    if case.letter.article.is_withdrawn:
        raise Refused(_("The story is no longer public."))
    draft = Draft.objects.seen_by(by).filter(article=case.letter.article_id).first()
    if draft is None:
        raise Refused(_("You may not read the draft of this story. Ask the editors of its desk."))
    if draft.status == Status.RELEASED:
        workflow.take("reopen", draft, by=by, version=draft.version, now=now)
    elif draft.status not in UNDER_WAY:
        raise Refused(_("The story is no longer public."))
    case.correcting_since = case.correcting_since or now
    case.save(update_fields=["correcting_since"])
    _hand(case, case.handler or by, now=now)
    log(case, _("Opened the story to correct it."), by=by, now=now)
    return draft


@transaction.atomic
def end(
    pk: int,
    status: str,
    *,
    outcome: str,
    ground: str = "",
    by: User,
    now: datetime | None = None,
) -> Case:
    """End an open case as answered, refused on a `ground`, or put aside; `outcome` says how."""
    now = now or timezone.now()
    case = held(pk)
    case.handler = case.handler or by
    case.status, case.outcome, case.ground, case.closed_at = status, outcome, ground, now
    case.save(update_fields=["handler", "status", "outcome", "ground", "closed_at"])
    _settle(case, now=now)
    words = [str(case.get_status_display())]
    words += [str(case.get_ground_display())] if ground else []
    log(case, f"{': '.join(words)}. {outcome}", by=by, now=now)
    return case


@transaction.atomic
def reopen(pk: int, *, by: User, now: datetime | None = None) -> Case:
    """Take up again a case that has ended: its clock goes on from where it was."""
    now = now or timezone.now()
    case = held(pk, is_open=False)
    case.handler, case.status = by, Case.Status.WORKING
    case.outcome = case.ground = ""
    case.closed_at = case.correcting_since = case.correction = None
    said = _("Taken up again.")
    if case.reply_draft is not None and case.reply_draft.article_id:
        # What readers have had cannot answer the case a second time.
        named = _("Published reply")
        said = f"{said} {named}: {case.reply_draft.article_id}"
        case.reply_draft = None
    case.save()
    log(case, said, by=by, now=now)
    return case


def held(pk: int, *, is_open: bool = True) -> Case:
    """Return a case, its row locked until the transaction ends.

    Raises Refused if it has ended meanwhile, or has not where that is wanted.
    """
    rows = Case.objects.select_related("letter__article", "handler", "reply_draft")
    case = rows.select_for_update(of=("self",)).get(pk=pk)
    if is_open and not case.is_open:
        raise Refused(
            _("%(who)s has ended this case: %(status)s.")
            % {"who": case.handler, "status": case.get_status_display()}
        )
    if not is_open and case.is_open:
        raise Refused(_("This case is open already."))
    return case


def _hand(case: Case, to: User, *, now: datetime) -> None:
    case.handler, case.status = to, Case.Status.WORKING
    case.save(update_fields=["handler", "status"])
    _settle(case, now=now)


def _settle(case: Case, *, now: datetime) -> None:
    """Mark as read, for everybody, that the letter arrived: somebody has it now."""
    told = User.objects.with_perm("moderation.handle_case", include_superusers=False)
    unread = Notice.objects.filter(person__in=told, read_at=None, kind=Notice.Kind.LETTER)
    unread.filter(address=case.get_absolute_url()).update(read_at=now)
