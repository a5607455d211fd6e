"""The first day at the desk: what to try once, by role, ticked off by what a person has done.

Nothing is stored for it. The record knows who wrote, submitted and decided; only that somebody
wants to see the tour no more is kept, as a cookie of their browser.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation.models import Comment, Draft, Transition
from moderation.steps import Change
from photos.models import Photo

# Whoever came earlier is not new any more.
NEW_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Lesson:
    """One thing to try: what it is, how it is done, where it begins, and the trace it leaves."""

    name: str
    title: Promise
    how: Promise
    page: str
    trace: Callable[[User], QuerySet]


def _steps(*names: str) -> Callable[[User], QuerySet]:
    return lambda person: _latest_steps(person).filter(step__in=names)


def _latest_steps(person: User) -> QuerySet[Transition]:
    """Return the steps of a person in the order of the index that has them by person.

    Without it PostgreSQL takes one of many for found soon, and reads all where there is none.
    """
    return Transition.objects.filter(by=person).order_by("-at", "-id")


WRITING = (
    Lesson(
        "write",
        _("Write a story"),
        _(
            "Press “Write a story” and begin with the headline; Enter leads on to the next field."
            " What you type is saved by itself, and a text from Word, Google Docs or WhatsApp"
            " can be pasted as it is."
        ),
        "admin:moderation_draft_add",
        lambda person: Draft.objects.filter(owner=person),
    ),
    Lesson(
        "photo",
        _("Bring in a photo"),
        _(
            "Drop it onto the story, paste it, or take it with the phone’s camera. Say what it"
            " shows and who took it: a story is not submitted without."
        ),
        "admin:photos_photo_changelist",
        lambda person: Photo.objects.filter(uploaded_by=person),
    ),
    Lesson(
        "press",
        _("Write from a press release"),
        _(
            "Paste it or upload its file; it stays as it came. “Write a story from this release”"
            " begins a draft that names the sender. Ask others, check the figures: the page says"
            " how much of your story stands in the release."
        ),
        "releases",
        lambda person: Draft.objects.filter(owner=person, release__isnull=False),
    ),
    Lesson(
        "submit",
        _("Submit it"),
        _(
            "The list beside the text says what is still missing, and “Language” below it what to"
            " mend. When everything is ticked, “Submit” hands the story to the editors;"
            " “Take back” brings it back to you."
        ),
        "admin:moderation_draft_changelist",
        _steps("submit"),
    ),
    Lesson(
        "released",
        _("See it released"),
        _(
            "An editor releases it, or returns it with a note that stands above your text. You"
            " are told either way; the bell above shows it."
        ),
        "admin:index",
        lambda person: Draft.objects.filter(owner=person, article__isnull=False),
    ),
)
EDITING = (
    Lesson(
        "queue",
        _("Take a story from the queue"),
        _(
            "The queue shows what waits in your channels, the oldest first. Claim a story, so that"
            " others see you are at it."
        ),
        "admin:desk_queue",
        lambda person: Draft.objects.filter(claimed_by=person).order_by(),
    ),
    Lesson(
        "comment",
        _("Comment on a passage"),
        _(
            "Mark the words, write what you want to know, and name a colleague with @ if you like."
            " The writer sees it beside the text."
        ),
        "admin:desk_queue",
        lambda person: Comment.objects.filter(by=person).order_by("-at", "-id"),
    ),
    Lesson(
        "return",
        _("Return one with a note"),
        _("The note is required: it is what the writer reads first."),
        "admin:desk_queue",
        _steps("return"),
    ),
    Lesson(
        "release",
        _("Release one, now or at its minute"),
        _(
            "The review page shows the story as readers will see it, what changed, and what it"
            " shares with others. Nobody releases what they wrote or submitted themselves; a"
            " desk or a rule window may ask for a second editor."
        ),
        "admin:desk_queue",
        _steps("release", "schedule"),
    ),
    Lesson(
        "correct",
        _("Correct a public story"),
        _(
            "“Write a new version” makes a new draft while readers keep the old text. When it is"
            " released, say whether it is a silent fix, an update or a correction."
        ),
        "admin:moderation_draft_changelist",
        lambda person: _latest_steps(person).filter(
            step="release", change__in=[Change.UPDATE, Change.CORRECTION]
        ),
    ),
)


@dataclass(frozen=True)
class Tried:
    """A lesson as one person sees it."""

    lesson: Lesson
    done: bool

    @property
    def address(self) -> str:
        return reverse(self.lesson.page)


@dataclass(frozen=True)
class Tour:
    """What one person may try, by role; a role they do not have has no lessons."""

    writing: list[Tried]
    editing: list[Tried]

    @property
    def total(self) -> int:
        return len(self.writing) + len(self.editing)

    @property
    def number_done(self) -> int:
        return sum(one.done for one in (*self.writing, *self.editing))

    @property
    def is_finished(self) -> bool:
        return self.number_done == self.total


def tour_of(user: User) -> Tour:
    """Return the tour of `user` with what they have tried, in one query through indexes.

    What an editor has decided on counts as taken from the queue: a claim ends with the decision.
    """
    writing = WRITING if user.has_perm("moderation.submit_draft") else ()
    editing = EDITING if user.has_perm("moderation.release_draft") else ()
    lessons = (*writing, *editing)
    if not lessons:
        return Tour([], [])
    traces = {one.name: Subquery(one.trace(user).values("pk")[:1]) for one in lessons}
    (row,) = User.objects.filter(pk=user.pk).values(**traces)
    if editing and (row["return"] or row["release"]):
        row["queue"] = True
    return Tour(
        [Tried(one, bool(row[one.name])) for one in writing],
        [Tried(one, bool(row[one.name])) for one in editing],
    )


def is_new(user: User) -> bool:
    """Say whether `user` came to the newsroom lately."""
    return user.date_joined > timezone.now() - NEW_FOR
