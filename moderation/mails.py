"""Notices by mail: what they say, sending one, and those that could not be sent.

A mail is sent by a worker after the step was taken, so no failure of it stands in anybody's way. A
story that is restricted or under embargo is never named in one: mails are read on other screens.
"""

from dataclasses import dataclass
from datetime import timedelta
from email.utils import formataddr
from html import unescape

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from procrastinate.contrib.django import app as jobs

from accounts.models import User
from moderation import inbox, sentences
from moderation.models import Notice, NoticeChoice
from moderation.notices import wanting

LONGEST_ERROR = 500
LONGEST_SUBJECT = 140
# What goes along in one mail: how many notices, and from how long before the first.
MOST_TOGETHER = 30
TOGETHER = timedelta(hours=1)


@dataclass(frozen=True)
class Item:
    """A notice as a mail prints it; `address` is absolute."""

    text: str
    words: str
    address: str


def may_see_failures(user: User) -> bool:
    """Say whether `user` is somebody who looks after mail: an admin, or a chief."""
    return user.has_perm("accounts.change_user") or user.has_perm("moderation.view_record")


def item_of(notice: Notice) -> Item:
    """Return the notice as its mail prints it, with as much of the story as a mail may tell."""
    draft = notice.draft
    named = sentences.names_allowed(draft, may_name=settings.MAIL_NAMES_STORIES)
    text = sentences.sentence(notice, named=named)
    words = sentences.quoted_words(notice) if named else ""
    return Item(text, words, on_site(reverse("notice", args=[notice.pk])))


def on_site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def send_notice(notice_id: int) -> None:
    """Mail one notice, unless it was read, mailed or became somebody else's business meanwhile.

    What else is to be mailed to the same person by now goes along in the same mail; the jobs of
    those find nothing left to do. Raises whatever the mail server or the network raise, after
    keeping it in `mail_error`.
    """
    waiting = inbox.with_words(Notice.objects.filter(mailed_at=None, read_at=None))
    notice = waiting.select_related("person").filter(pk=notice_id).first()
    if notice is None or not is_reachable(notice.person) or not _may_still_read(notice):
        Notice.objects.filter(pk=notice_id).exclude(mail_error="").update(mail_error="")
        return
    person = notice.person
    kinds = wanting([person.pk], NoticeChoice.Mail.NOW).get(person.pk, set())
    recent = waiting.filter(person=person, kind__in=kinds, at__gte=notice.at - TOGETHER)
    others = list(recent.exclude(pk=notice.pk).order_by("id")[: MOST_TOGETHER - 1])
    readable = set(inbox.readable({row.draft_id for row in others if row.draft_id}, person))
    others = [row for row in others if row.draft_id is None or row.draft_id in readable]
    if others:
        return _send_together(person, sorted([notice, *others], key=lambda row: row.pk))
    item = item_of(notice)
    context = {"item": item, "kind": notice.get_kind_display()}
    send(person, subject=item.text, template="notice", context=context, notices=[notice.pk])


def _send_together(person: User, rows: list[Notice]) -> None:
    items = [item_of(row) for row in rows]
    subject = ngettext("%(number)d notice: %(first)s", "%(number)d notices: %(first)s", len(items))
    subject %= {"number": len(items), "first": items[0].text}
    numbers = [row.pk for row in rows]
    send(person, subject=subject, template="notices", context={"items": items}, notices=numbers)


def send(
    person: User, *, subject: str, template: str, context: dict[str, object], notices: list[int]
) -> None:
    """Send a mail of a template to `person` and keep with its notices how it went."""
    rows = Notice.objects.filter(pk__in=notices)
    try:
        message(person, subject=subject, template=template, context=context).send()
    except Exception as error:
        said = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
        rows.update(mail_error=said.replace("\0", ""))
        raise
    rows.update(mailed_at=timezone.now(), mail_error="")


def message(
    person: User, *, subject: str, template: str, context: dict[str, object]
) -> EmailMultiAlternatives:
    """Return a mail in text and HTML, with the way to its choices."""
    choices = on_site(reverse("notice-choices"))
    context = {
        "person": person,
        "site_name": settings.SITE_NAME,
        "choices_address": choices,
        "desk_address": on_site(reverse("notices")),
        **context,
    }
    subject = " ".join(subject.split())
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    mail = EmailMultiAlternatives(
        f"[{settings.SITE_NAME}] {subject}",
        # Templates escape for HTML; a plain text is that undone.
        unescape(render_to_string(f"mail/{template}.txt", context)).strip() + "\n",
        to=[formataddr((str(person), person.email))],
        headers={"List-Unsubscribe": f"<{choices}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail


def is_reachable(person: User) -> bool:
    return person.is_active and bool(person.email)


def _may_still_read(notice: Notice) -> bool:
    return notice.draft_id is None or inbox.readable({notice.draft_id}, notice.person).exists()


# --- Failures -----------------------------------------------------------------------------------


def failed(*, below: int | None = None) -> QuerySet[Notice]:
    """Return the notices whose mail could not be sent, the newest first."""
    rows = Notice.objects.exclude(mail_error="").select_related("person").order_by("-id")
    return rows.filter(pk__lt=below) if below else rows


def failures() -> int:
    """Return how many mails could not be sent, for whoever watches the site."""
    return Notice.objects.exclude(mail_error="").count()


def retry() -> int:
    """Queue once more what could not be sent; return how many mails that is."""
    waiting = [{"notice_id": pk} for pk in failed().values_list("pk", flat=True)[:1000]]
    if waiting:
        jobs.configure_task("moderation.tasks.mail_notice", queue="mail").batch_defer(*waiting)
    return len(waiting)


def forget_failures() -> int:
    """Give up on what could not be sent: its people have the notices in the desk."""
    return Notice.objects.exclude(mail_error="").update(mail_error="")
