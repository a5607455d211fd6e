"""The workflow as a table one can read aloud. docs/workflow.md prints it; PostgreSQL holds it.

Nothing here touches the database: `workflow.take()` asks this table, and the trigger that guards
`Draft.status` is generated from it.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    SCHEDULED = "scheduled", _("Scheduled")
    RELEASED = "released", _("Released")
    SPIKED = "spiked", _("Spiked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Change(TextChoices):
    """What a release of an already public story is to its readers (domain: after publication)."""

    FIRST = "first", _("First release")
    FIX = "fix", _("Silent fix: spelling, no change of meaning")
    UPDATE = "update", _("Update: new facts")
    CORRECTION = "correction", _("Correction: we were wrong")


@dataclass(frozen=True)
class Step:
    """One way a draft may move.

    `whose` says whose draft it must be: "own" the taker's own, "any" anybody's, "other" one that
    the taker neither owns nor submitted. Who may touch drafts of others is asked as well.
    """

    name: str
    label: Promise
    sources: frozenset[Status]
    target: Status
    permission: str
    explains: Promise
    whose: str = "any"
    public: str = "any"  # "live": only with a public story; "none": only without one
    needs_note: bool = False
    needs_time: bool = False
    checks_copy: bool = False

    @property
    def releases(self) -> bool:
        return self.name in {"release", "schedule"}


D, U, B, J, L, X = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.SCHEDULED,
    Status.RELEASED,
    Status.SPIKED,
)

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Submit"),
            frozenset({D, B}),
            U,
            "moderation.submit_draft",
            _("The editors see the story in their list. You cannot change it until they decide."),
            checks_copy=True,
        ),
        Step(
            "recall",
            _("Take back"),
            frozenset({U}),
            D,
            "moderation.submit_draft",
            _("The story leaves the editors' list and you can go on writing."),
            whose="own",
        ),
        Step(
            "return",
            _("Return"),
            frozenset({U}),
            B,
            "moderation.return_draft",
            _("The writer gets the story back with your note and can change it again."),
            needs_note=True,
        ),
        Step(
            "release",
            _("Release now"),
            frozenset({U, J}),
            L,
            "moderation.release_draft",
            _("Readers see the story at once."),
            whose="other",
            checks_copy=True,
        ),
        Step(
            "schedule",
            _("Schedule"),
            frozenset({U, J}),
            J,
            "moderation.release_draft",
            _("Readers see the story from the minute you choose. Until then nothing changes."),
            whose="other",
            needs_time=True,
            checks_copy=True,
        ),
        Step(
            "unschedule",
            _("Cancel the schedule"),
            frozenset({J}),
            U,
            "moderation.release_draft",
            _("The story goes back to the editors' list and is not released."),
        ),
        Step(
            "reopen",
            _("Write a new version"),
            frozenset({L}),
            D,
            "moderation.submit_draft",
            _(
                "A new version is opened. Readers go on seeing the released one until the new one "
                "is released."
            ),
            public="live",
        ),
        Step(
            "discard",
            _("Discard the new version"),
            frozenset({D, B, U}),
            L,
            "moderation.submit_draft",
            _("The text is again what readers see. The history keeps the discarded version."),
            public="live",
        ),
        Step(
            "spike",
            _("Spike"),
            frozenset({D, U, B}),
            X,
            "moderation.spike_draft",
            _("The story is set aside. It can be taken back at any time."),
            public="none",
        ),
        Step(
            "unspike",
            _("Unspike"),
            frozenset({X}),
            D,
            "moderation.spike_draft",
            _("The story becomes a draft again."),
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            frozenset({D, U, B, J, L}),
            Status.WITHDRAWN,
            "moderation.withdraw_article",
            _(
                "The text disappears for readers at once. Its address shows the ground and your "
                "public statement. This cannot be undone."
            ),
            public="live",
            needs_note=True,
        ),
    )
}

# Where the words of a draft may still change: by its owner, and by editors.
OWNER_EDITS = frozenset({D, B})
EDITORS_EDIT = frozenset({D, B, U})


def moves() -> list[tuple[str, str]]:
    """Return every allowed change of status, for the trigger that guards it in PostgreSQL."""
    pairs = {
        (source.value, step.target.value)
        for step in STEPS.values()
        for source in step.sources
        if source != step.target
    }
    return sorted(pairs)
