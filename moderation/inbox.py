"""One person's notices: how many are unread, a page of them, reading them."""

import re
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation import sentences
from moderation.models import Draft, Notice

PER_PAGE = 30
MOST_COUNTED = 99
# What one looks at to decide on it, not to write.
TO_DECIDE = frozenset({Notice.Kind.SUBMITTED, Notice.Kind.SECOND, Notice.Kind.MISSED})
# Where a page begins: below which notice, among the unread ("b") or the read ones ("s").
NO_TALK = (None, False)
_CURSOR = re.compile(r"([bs])-([0-9]{1,18})")


@dataclass(frozen=True)
class Line:
    """A notice as its list shows it: its sentence, and the note or comment it is about.

    `more` is how many earlier remarks on the same story it stands for, too.
    """

    notice: Notice
    text: str
    words: str = ""
    more: int = 0


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    older: str  # the cursor of what comes after, "" at the end
    is_first: bool


def unread(user: User) -> int:
    """Return how many notices `user` has not read; one more than MOST_COUNTED is many."""
    rows = Notice.objects.filter(person=user, read_at=None).order_by()
    return rows[: MOST_COUNTED + 1].count()


def badge(user: User) -> str:
    """Return the number as the badge prints it: "" for none, "99+" for many."""
    number = unread(user)
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def is_cursor(text: str) -> bool:
    return not text or _CURSOR.fullmatch(text) is not None


def page_of(user: User, after: str = "") -> Page:
    """Return a page of `user`'s notices: what is unread first, each part the newest first."""
    part, below = "b", 0
    if found := _CURSOR.fullmatch(after):
        part, below = found[1], int(found[2])
    rows: list[Notice] = []
    for name in ("b", "s"):
        if name < part or len(rows) > PER_PAGE:
            continue
        of_part = with_words(Notice.objects.filter(person=user, read_at__isnull=name == "b"))
        if name == part and below:
            of_part = of_part.filter(pk__lt=below)
        rows += of_part.order_by("-id")[: PER_PAGE + 1 - len(rows)]
    shown = rows[:PER_PAGE]
    older = ""
    if len(rows) > PER_PAGE:
        last = shown[-1]
        older = f"{'b' if last.read_at is None else 's'}-{last.pk}"
    return Page(folded(lines_of(shown, user)), older, is_first=not after)


def with_words(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return notices with all that their sentences name."""
    return rows.select_related(
        "by", "draft", "transition", "transition__by", "comment", "comment__link"
    ).defer("draft__body", "draft__standfirst")


def lines_of(rows: list[Notice], user: User) -> list[Line]:
    """Return notices in words; of a story that `user` may not read any more nothing is said."""
    drafts = {row.draft_id for row in rows if row.draft_id}
    seen = set(readable(drafts, user))
    return [
        Line(row, sentences.sentence(row), sentences.quoted_words(row))
        if row.draft_id is None or row.draft_id in seen
        else Line(row, sentences.hidden())
        for row in rows
    ]


def folded(lines: list[Line]) -> list[Line]:
    """Return the lines with remarks in a row on one story as one line, that of the newest."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and _talk_of(last.notice) == _talk_of(line.notice) != NO_TALK:
            found[-1] = replace(last, more=last.more + 1)
        else:
            found.append(line)
    return found


def _talk_of(notice: Notice) -> tuple[int | None, bool]:
    """Return on which story's remarks the notice is, and whether it was read."""
    if notice.comment_id is None:
        return NO_TALK
    return notice.draft_id, notice.read_at is None


def readable(drafts: set[int], user: User) -> QuerySet[Draft, int]:
    """Return which of these drafts, by number, `user` may read."""
    return Draft.objects.seen_by(user).filter(pk__in=drafts).values_list("pk", flat=True)


def address_of(notice: Notice) -> str:
    """Return the path where what the notice is about can be looked at or done."""
    if notice.draft is None:
        return notice.address or reverse("notices")
    if notice.comment_id:
        talk = reverse("admin:moderation_draft_comments", args=[notice.draft_id])
        return f"{talk}#komentar-{notice.comment_id}"
    if notice.kind in TO_DECIDE:
        return reverse("admin:moderation_draft_review", args=[notice.draft_id])
    return notice.draft.get_absolute_url()


def read(notice: Notice) -> None:
    """Mark a notice as read; of a remark, with those of all earlier ones on the same story, which
    stand on the page that it leads to.
    """
    rows = Q(pk=notice.pk)
    if notice.comment_id is not None:
        rows |= Q(draft=notice.draft_id, comment__isnull=False, pk__lt=notice.pk)
    unread = Notice.objects.filter(rows, person=notice.person_id, read_at=None)
    unread.update(read_at=timezone.now())


def read_all(user: User, *, up_to: int) -> int:
    """Mark as read what `user` had before them: not what has come since. Return how many."""
    rows = Notice.objects.filter(person=user, read_at=None, pk__lte=up_to)
    return rows.update(read_at=timezone.now())
