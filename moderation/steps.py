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
    KILLED = "killed", _("Killed")


class Change(TextChoices):
    """What a release of an already public story is to its readers (domain: after publication)."""

    FIRST = "first", _("First release")
    FIX = "fix", _("Silent fix: spelling, no change of meaning")
    UPDATE = "update", _("Update: new facts")
    CORRECTION = "correction", _("Correction: we were wrong")


@dataclass(frozen=True)
class Step:
    """One way a draft may move, or stay where it is and be decided on (`target` is None).

    `whose` says whose draft it must be: "own" the taker's own, "any" anybody's, "other" one that
    the taker neither owns nor submitted. Who may touch drafts of others is asked as well. `desk`
    says whether the story's desk has to be the taker's; to hide a story from readers when seconds
    count, to ask for a withdrawal and to begin a new version is anybody's who may.
    `answers` names the step that has to be waiting for this one; with `whose` "second", for
    somebody else than who took it.
    """

    name: str
    label: Promise
    sources: frozenset[Status]
    target: Status | None
    permission: str
    explains: Promise
    whose: str = "any"
    public: str = "any"  # "live": only with a public story; "none": only without one
    answers: str = ""
    needs_note: bool = False
    needs_time: bool = False
    checks_copy: bool = False
    desk: str = "any"  # "its": only editors of the story's desk, where it has one; "its or own"
    publishes: bool = False  # readers see the words at once

    @property
    def releases(self) -> bool:
        """Say whether the step decides what readers will see, now or at a minute."""
        return self.publishes or self.needs_time

    @property
    def judges_words(self) -> bool:
        """Say whether whoever takes the step answers for the words that readers see."""
        return self.releases or self.name in {"approve", "sign_off"}

    @property
    def in_channel(self) -> bool:
        """Say whether the step belongs to the editors of the story's desk."""
        return self.desk != "any"

    @property
    def needs_another(self) -> bool:
        """Say whether the step belongs to somebody else than who began, so that asking helps."""
        return self.whose in {"other", "second"} or self.in_channel

    @property
    def says_why_withdrawn(self) -> bool:
        """Say whether the step carries the ground and the statement of a withdrawal."""
        return self.name in {"ask_withdrawal", "withdraw", "explain"}


D, U, B, J, L, X, K = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.SCHEDULED,
    Status.RELEASED,
    Status.SPIKED,
    Status.KILLED,
)
# Every status in which readers can see a version of the story.
SHOWN = frozenset({D, U, B, J, L})

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
            desk="its",
        ),
        Step(
            "approve",
            _("Approve"),
            frozenset({U}),
            None,
            "moderation.release_draft",
            _("You agree with this version. Another editor of the desk releases it."),
            whose="other",
            checks_copy=True,
            desk="its",
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
            desk="its",
            publishes=True,
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
            desk="its",
        ),
        Step(
            "unschedule",
            _("Cancel the schedule"),
            frozenset({J}),
            U,
            "moderation.release_draft",
            _("The story goes back to the editors' list and is not released."),
            desk="its",
        ),
        Step(
            "emergency",
            _("Release in an emergency"),
            frozenset({D, U, B, J}),
            L,
            "moderation.release_in_emergency",
            _(
                "Readers see the story at once although no second person has looked at it. It "
                "stays marked until another editor signs it off."
            ),
            needs_note=True,
            checks_copy=True,
            desk="its",
            publishes=True,
        ),
        Step(
            "sign_off",
            _("Sign off"),
            SHOWN,
            None,
            "moderation.release_draft",
            _("You have read what was released in an emergency and stand by it."),
            public="live",
            whose="second",
            answers="emergency",
            desk="its",
        ),
        Step(
            "lift_embargo",
            _("Lift the embargo"),
            frozenset({D, U, B, J}),
            None,
            "moderation.lift_embargo",
            _("The story can be released from now on. Nothing is released by this."),
            needs_note=True,
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
            desk="its or own",
        ),
        Step(
            "spike",
            _("Spike"),
            frozenset({D, U, B}),
            X,
            "moderation.spike_draft",
            _("The story is set aside. It can be taken back at any time."),
            public="none",
            desk="its",
        ),
        Step(
            "unspike",
            _("Unspike"),
            frozenset({X}),
            D,
            "moderation.spike_draft",
            _("The story becomes a draft again."),
            desk="its",
        ),
        Step(
            "ask_withdrawal",
            _("Ask for a withdrawal"),
            SHOWN,
            None,
            "moderation.release_draft",
            _(
                "Readers go on seeing the story. Somebody else, who may withdraw stories, decides "
                "on your request."
            ),
            public="live",
            needs_note=True,
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            SHOWN,
            Status.WITHDRAWN,
            "moderation.withdraw_article",
            _(
                "The text disappears for readers at once. Its address shows the ground and your "
                "public statement. This cannot be undone."
            ),
            public="live",
            whose="second",
            answers="ask_withdrawal",
            needs_note=True,
        ),
        Step(
            "refuse_withdrawal",
            _("Refuse the withdrawal"),
            SHOWN,
            None,
            "moderation.withdraw_article",
            _("The story stays as readers see it. Your note says why."),
            public="live",
            answers="ask_withdrawal",
            needs_note=True,
        ),
        Step(
            "kill",
            _("Kill"),
            SHOWN,
            K,
            "moderation.kill_article",
            _(
                "The text and its pictures disappear for readers at once: only when seconds "
                "count. Somebody else has to explain it to the readers within a set time."
            ),
            public="live",
        ),
        Step(
            "explain",
            _("Explain the withdrawal"),
            frozenset({K}),
            Status.WITHDRAWN,
            "moderation.withdraw_article",
            _("Readers are told the ground and your statement. The story stays withdrawn."),
            whose="second",
            answers="kill",
            needs_note=True,
        ),
        Step(
            "reinstate",
            _("Bring back"),
            frozenset({K}),
            D,
            "moderation.withdraw_article",
            _(
                "The story becomes a draft again. Readers go on seeing the notice until it is "
                "released anew, at the same address."
            ),
            needs_note=True,
        ),
    )
}

# What is not out and not set aside, in the order in which it asks for something to be done.
IN_PROGRESS = (B, D, U, J)

# What an editor has to decide on, or has decided on for a minute that is to come.
UNDER_REVIEW = frozenset({U, J})

# Where the words of a draft may still change: by its owner, and by editors.
OWNER_EDITS = frozenset({D, B})
EDITORS_EDIT = frozenset({D, B, U})


def moves() -> list[tuple[str, str]]:
    """Return every allowed change of status, for the trigger that guards it in PostgreSQL."""
    pairs = {
        (source.value, step.target.value)
        for step in STEPS.values()
        for source in step.sources
        if step.target is not None and source != step.target
    }
    return sorted(pairs)
