"""Remarks about a passage of a story, their answers, and who is spoken to in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.models import User
from moderation import notices
from moderation.blocks import read_blocks
from moderation.desks import readers_of
from moderation.models import Comment, Draft, PreviewLink
from moderation.passages import CONTEXT, Place, Text, marked, spaced

LONGEST = 4000  # letters of a comment
LONGEST_QUOTE = 1000
MOST_MENTIONED = 10
MOST_OFFERED = 8

_MENTION = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")


class Where(StrEnum):
    """Whether the passage of a remark is still in the story."""

    HERE = "here"
    CHANGED = "changed"
    WHOLE = "whole"  # it was about the whole story


# --- Writing ------------------------------------------------------------------------------------


@transaction.atomic
def add(
    draft: Draft,
    *,
    text: str,
    by: User | None = None,
    link: PreviewLink | None = None,
    quote: str = "",
    context: str = "",
    parent: Comment | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Comment:
    """Write a remark by a person of the desk (`by`) or by a guest (`link`), and return it.

    `quote` is the passage as it was read in `version` (the newest, if not given), `context` what
    stood before it. An answer to a resolved remark opens it again. Whom the text mentions, as
    @username, is noted if they may read the draft; a guest calls nobody, for whoever the story
    concerns hears of their remark anyway. Raises ValidationError if it says nothing or
    too much.
    """
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(_("Write a comment."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("A comment has at most %(most)d letters; this one has %(number)d.")
            % {"most": LONGEST, "number": len(text)}
        )
    numbers = draft.revisions.order_by("-number")
    revision = numbers.filter(number=version).first() or numbers[0]
    if parent is not None:
        parent = parent.parent or parent
        reopen(parent)
    comment = Comment.objects.create(
        draft=draft,
        revision=revision,
        quote=spaced(quote.replace("\0", ""))[:LONGEST_QUOTE],
        context=spaced(context.replace("\0", ""))[-CONTEXT:],
        parent=parent,
        text=text,
        by=by,
        link=link,
        at=now or timezone.now(),
    )
    if by is not None and (names := mentioned_names(text)):
        comment.mentions.set(readers_of(draft).filter(_has_name(names)))
    notices.comment_added(comment)
    return comment


def resolve(comment: Comment, *, by: User, now: datetime | None = None) -> None:
    """Mark a remark as dealt with; who was first stays."""
    open_ones = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    open_ones.update(resolved_at=now or timezone.now(), resolved_by=by)


def reopen(comment: Comment) -> None:
    """Mark a remark as not dealt with after all."""
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)


# --- People -------------------------------------------------------------------------------------


def offered(draft: Draft, query: str) -> QuerySet[User]:
    """Return whom somebody may mean who has typed `query` behind an @."""
    people = readers_of(draft)
    for word in query.replace("\0", "").split()[:3]:
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(username__icontains=word)
        )
    return people.order_by("first_name", "last_name", "username")[:MOST_OFFERED]


def mentioned_names(text: str) -> list[str]:
    """Return the usernames behind an @ in `text`, in small letters, each once."""
    return list(dict.fromkeys(name.lower() for name in _MENTION.findall(text)))[:MOST_MENTIONED]


def _has_name(names: Iterable[str]) -> Q:
    found = Q()
    for name in names:
        found |= Q(username__iexact=name)
    return found


# --- Reading ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Remark:
    """A comment as it is shown; `pieces` are its text, and whom it mentions between.

    Of those no more is known than their names.
    """

    comment: Comment
    pieces: list[tuple[str, User | None]]

    @property
    def who(self) -> str:
        """The name of a person of the desk, or of the guest of a preview link."""
        return str(self.comment.by or self.comment.link.guest)

    @property
    def is_guest(self) -> bool:
        return self.comment.by_id is None


@dataclass
class Thread:
    """A remark with its answers, and where in the story as it is now it belongs."""

    first: Remark
    answers: list[Remark] = field(default_factory=list)
    where: Where = Where.WHOLE
    piece: int | None = None
    place: Place | None = None

    @property
    def pk(self) -> int:
        return self.first.comment.pk

    @property
    def is_open(self) -> bool:
        return self.first.comment.resolved_at is None


def threads(draft: Draft, text: Text) -> list[Thread]:
    """Return every remark about `draft` with its place in `text`, the oldest first; one query."""
    people = Comment.mentions.through.objects.filter(comment=OuterRef("pk"))
    names = {name: f"user__{name}" for name in ("id", "username", "first_name", "last_name")}
    rows = (
        Comment.objects.filter(draft=draft)
        .select_related("by", "link", "resolved_by", "revision")
        .defer("revision__body", "revision__standfirst")
        .annotate(named=ArraySubquery(people.values(person=JSONObject(**names))))
        .order_by("id")
    )
    found: dict[int, Thread] = {}
    for row in rows:
        remark = Remark(row, _pieces(row))
        if row.parent_id is None:
            found[row.pk] = _placed(Thread(remark), text)
        elif row.parent_id in found:
            found[row.parent_id].answers.append(remark)
    return list(found.values())


def open_count(draft: Draft) -> int:
    """Return how many remarks about `draft` nobody has resolved; a release says so."""
    return Comment.objects.filter(draft=draft, parent=None, resolved_at=None).count()


def _placed(thread: Thread, text: Text) -> Thread:
    comment = thread.first.comment
    if not comment.quote:
        return thread
    if place := text.find(comment.quote, comment.context):
        thread.where, thread.place = Where.HERE, place
        thread.piece = text.piece_at(place.start)
    else:
        thread.where, thread.piece = Where.CHANGED, text.near(comment.quote, comment.context)
    return thread


def _pieces(comment: Comment) -> list[tuple[str, User | None]]:
    people = {one["username"].lower(): User(**one) for one in comment.named}
    out: list[tuple[str, User | None]] = []
    at = 0
    for match in _MENTION.finditer(comment.text):
        if (person := people.get(match[1].lower())) is not None:
            out += [(comment.text[at : match.start()], None), (str(person), person)]
            at = match.end()
    return [*out, (comment.text[at:], None)]


# --- The story, with its remarks beside it ------------------------------------------------------


@dataclass
class Passage:
    """A piece of the story as it is shown, with the remarks about it."""

    number: int
    role: str  # "headline", "standfirst" or "body"
    html: str
    text: str
    threads: list[Thread] = field(default_factory=list)
    ends_head: bool = False  # what follows is the body


def pieces_of(draft: Draft) -> list[tuple[str, str]]:
    """Return the parts of a story one can speak about: (role, clean HTML), in reading order."""
    pieces = [("headline", f"<h2>{escape(spaced(draft.headline))}</h2>")]
    if standfirst := spaced(draft.standfirst):
        pieces.append(("standfirst", f"<p>{escape(standfirst)}</p>"))
    return [*pieces, *(("body", block.source) for block in read_blocks(draft.body) if block.tag)]


def text_of(draft: Draft) -> Text:
    """Return the words of a story, to find passages in."""
    return Text([html for _role, html in pieces_of(draft)])


def passages(draft: Draft) -> tuple[list[Passage], list[Thread]]:
    """Return the story with its remarks where they belong, and the remarks that belong nowhere.

    The passages of open remarks are marked in the HTML.
    """
    pieces = pieces_of(draft)
    text = Text([html for _role, html in pieces])
    found = threads(draft, text)
    places = [(one.place, str(one.pk)) for one in found if one.place and one.is_open]
    written = marked([html for _role, html in pieces], places)
    out = [
        Passage(number, role, html, words)
        for number, ((role, _), html, words) in enumerate(
            zip(pieces, written, text.pieces, strict=True)
        )
    ]
    max((one for one in out if one.role != "body"), key=lambda one: one.number).ends_head = True
    for thread in found:
        if thread.piece is not None:
            out[thread.piece].threads.append(thread)
    return out, [thread for thread in found if thread.piece is None]
