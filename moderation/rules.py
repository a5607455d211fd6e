"""What a person may do with a draft now, and why not: asked by the pages and by `workflow.take()`.

The table of the steps says what may follow what; this says who, in whose channel, and after whom.
Nothing is written here.
"""

from datetime import datetime, timedelta
from itertools import takewhile

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from articles.templatetags.dates import full_time
from moderation import desks, windows
from moderation.models import Desk, Draft, Transition
from moderation.steps import EDITORS_EDIT, OWNER_EDITS, STEPS, UNDER_REVIEW, Status, Step

# How many colleagues are named to somebody who may not take a step.
MOST_NAMED = 40
# How far ahead a release may be scheduled; further is a slip of the year.
FURTHEST = timedelta(days=366)
# Who submitted which version, where nobody did.
NONE = (None, None)


class Situation:
    """What the rules of the steps ask about a draft and a person, each asked for once.

    `finder` is the person's, where there is one already.
    """

    def __init__(self, draft: Draft, user: User, finder: desks.Finder | None = None) -> None:
        self.draft, self.user = draft, user
        self.finder = finder or desks.Finder(user)

    @cached_property
    def is_own(self) -> bool:
        return self.draft.owner_id == self.user.pk

    @cached_property
    def submission(self) -> tuple[int | None, int | None]:
        """Who submitted what is under review (the database looks at the same row): the person's
        number and that of the version.
        """
        return next(((by, version) for step, by, version in self._agreed if step == "submit"), NONE)

    @cached_property
    def _agreed(self) -> list[tuple[str, int, int]]:
        """Who submitted and approved which version, the latest first: a few rows."""
        rows = self.draft.transitions.filter(step__in=["submit", "approve"]).order_by("-id")
        return list(rows.values_list("step", "by_id", "revision__number"))

    @property
    def submitted(self) -> bool:
        """Whether the person submitted what is under review."""
        return self.submission[0] == self.user.pk

    @property
    def desk(self) -> Desk | None:
        return self.finder.desk_of(self.draft.category)

    @property
    def in_channel(self) -> bool:
        return self.finder.is_open(self.draft.category)

    @cached_property
    def approved_by(self) -> set[int]:
        """Who approved the very version that the draft shows now, since it was last submitted."""
        since = takewhile(lambda row: row[0] == "approve", self._agreed)
        return {by for _step, by, version in since if version == self.draft.version}

    @cached_property
    def strictest(self) -> Desk | None:
        """The desk that asks for the most approvals, of its own and those that the story left."""
        found = [desk for desk in (self.desk, *self.left) if desk is not None]
        return max(found, key=lambda desk: desk.approvals, default=None)

    @cached_property
    def approvals_missing(self) -> int:
        """How many editors still have to approve before another one releases."""
        needed = self.strictest.approvals - 1 if self.strictest else 0
        return max(0, needed - len(self.approved_by)) if needed else 0

    @cached_property
    def rule_windows(self) -> list[windows.Match]:
        """The rule windows, under way or to come, that the story falls under."""
        return windows.matching(self.draft)

    @property
    def is_approval_asked(self) -> bool:
        """Whether the story's desk or a rule window waits for an editor to approve it."""
        if self.approvals_missing:
            return True
        return windows.second_asked(self.rule_windows) is not None and not self.approved_by

    @property
    def lacks_second(self) -> bool:
        """Whether nobody else than the person has approved the story as it is now."""
        return not self.approved_by - {self.user.pk}

    @cached_property
    def killing(self) -> Transition | None:
        """The step by which the story was killed last."""
        return answered_step(STEPS["explain"], self.draft)

    @cached_property
    def public_desk(self) -> Desk | None:
        """The desk of the channel in which readers see the story."""
        released = self.draft.released_revision
        if released is None or released.category_id == self.draft.category_id:
            return self.desk
        return self.finder.desk_of(released.category)

    @cached_property
    def left(self) -> dict[Desk, bool]:
        """The desks that the story was moved away from while it was theirs, and whether one of
        their own editors did that.

        It is a desk's from its submission until it is decided on, and from its release on.
        """
        number = self.submission[1] if self.draft.status in UNDER_REVIEW else None
        released = self.draft.released_revision_id
        if self.draft.status == Status.RELEASED or not (released or number):
            return {}
        if number == self.draft.version and not released:
            return {}
        since = Q(number__gte=number) if number else Q(pk__gte=released)
        if number and released:
            since |= Q(pk__gte=released)
        return desks.left_on(self.draft.revisions.filter(since), self.desk, self.finder)

    @cached_property
    def taken_from(self) -> Desk | None:
        """A desk that the story was moved away from by somebody who is not of it; else None."""
        return next((desk for desk, let_go in self.left.items() if not let_go), None)

    def asked_by(self, step: Step) -> Transition | None:
        """Return the step that `step` would answer, as `answered_step()` does."""
        return self.killing if step.answers == "kill" else answered_step(step, self.draft)

    def of(self, user: User) -> "Situation":
        """Return the same of another person: what is only about the draft is not asked again."""
        other = Situation(self.draft, user)
        about_draft = {"submission", "desk", "public_desk", "left", "taken_from", "killing"}
        about_draft |= {"approved_by", "approvals_missing", "strictest", "rule_windows"}
        other.__dict__ |= {name: self.__dict__[name] for name in about_draft & set(self.__dict__)}
        return other


def why_not(step: Step, draft: Draft, user: User, at_hand: Situation | None = None) -> str:
    """Return why `user` may not take `step` with `draft` now, in words for them; "" if they may."""
    now = at_hand or Situation(draft, user)
    if draft.status not in step.sources:
        return _("Not possible while the story is “%(status)s”.") % {
            "status": draft.get_status_display()
        }
    if not user.is_active or not user.has_perm(step.permission):
        return _("Your role does not allow this.")
    if not now.is_own and not user.has_perm("moderation.edit_any_draft"):
        return _("This is somebody else's story.")
    if step.whose == "own" and not (now.is_own or now.submitted):
        return _("Only who submitted the story can do this.")
    if step.whose == "other" and (now.is_own or now.submitted):
        return _("Nobody releases what they wrote or submitted themselves. Ask another editor.")
    if reason := _why_not_in_channel(step, now):
        return reason
    return _why_not_now(step, now)


def _why_not_in_channel(step: Step, now: Situation) -> str:
    """Return why a step belongs to the editors of another desk than the person's; "" if not."""
    if not step.in_channel or (step.desk == "its or own" and now.is_own):
        return ""
    # A step about what readers see belongs to where they see it, wherever the new version goes.
    is_public = step.public == "live"
    desk = now.public_desk if is_public else now.desk
    if not now.finder.keeps(desk):
        return _("Stories of this channel are decided on by the desk “%(desk)s”.") % {"desk": desk}
    if not is_public and now.taken_from and not now.finder.keeps(now.taken_from):
        return _("This story belongs to the desk “%(desk)s” and was moved by somebody else.") % {
            "desk": now.taken_from
        }
    return ""


def _why_not_now(step: Step, now: Situation) -> str:
    """Return what stands against a step that is not about the person's role, desk or authorship."""
    draft = now.draft
    if step.public == "live" and not draft.is_live:
        return _("Readers do not see this story yet.")
    if step.public == "none" and draft.is_live:
        return _("Readers see this story. Discard the new version or withdraw the story instead.")
    return _why_not_answer(step, now) or _why_not_agreed(step, draft, now)


def _why_not_answer(step: Step, now: Situation) -> str:
    """Return why a step that answers another, or asks for an answer, cannot be taken."""
    if step.name == "ask_withdrawal" and now.draft.withdrawal_asked_id:
        return _("A withdrawal was asked for already. Somebody else has to decide on it.")
    if not step.answers:
        return ""
    asked = now.asked_by(step)
    if asked is None:
        return {
            "emergency": _("There is no emergency release to be signed off."),
            "ask_withdrawal": _("First somebody else has to ask for the withdrawal."),
            "kill": _("This story was not killed."),
        }[step.answers]
    if step.whose == "second" and asked.by_id == now.user.pk:
        return _("You began this yourself: another person has to decide on it.")
    return ""


def _why_not_agreed(step: Step, draft: Draft, now: Situation) -> str:
    """Return why the editors' agreement or an embargo stands against a step."""
    embargo = draft.embargo_until
    if step.name == "lift_embargo" and (embargo is None or embargo <= timezone.now()):
        return _("There is no embargo on this story.")
    if step.publishes and embargo is not None and embargo > timezone.now():
        return _("Embargo until %(when)s, asked for by %(who)s. A chief can lift it.") % {
            "when": full_time(embargo),
            "who": draft.embargo_source,
        }
    if step.name == "approve" and not now.is_approval_asked:
        return _("This story needs no further approval.")
    if step.whose == "other" and now.user.pk in now.approved_by:
        return _("You have approved this version. Another editor has to release it.")
    if step.releases and step.whose == "other" and now.approvals_missing:
        return _("The desk “%(desk)s” asks for two approvals. Approve it first.") % {
            "desk": now.strictest
        }
    return why_not_in_window(now, timezone.now()) if step.publishes else ""


def why_not_in_window(at_hand: Situation, moment: datetime) -> str:
    """Return which rule window keeps the person from releasing the story for `moment`, by asking
    for two approvals; "" if none does.
    """
    if not at_hand.rule_windows or not at_hand.lacks_second:
        return ""
    if (match := windows.second_asked(at_hand.rule_windows, moment)) is None:
        return ""
    return _(
        "“%(window)s” (until %(until)s) asks for two approvals by different people, because of "
        "%(why)s. One editor approves this version, another one releases it."
    ) % {
        "window": match.window,
        "until": full_time(match.window.last_minute),
        "why": match.because,
    }


def why_no_reason(at_hand: Situation, moment: datetime, note: str) -> str:
    """Return which rule window wants to know why the story is released for `moment`; "" if none
    does, or `note` says it.
    """
    match = None if note.strip() else windows.reason_asked(at_hand.rule_windows, moment)
    if match is None:
        return ""
    return _(
        "“%(window)s” asks for a written reason, because of %(why)s: write why readers should see "
        "this story in that time."
    ) % {"window": match.window, "why": match.because}


def why_not_at(draft: Draft, minute: datetime | None, *, now: datetime | None = None) -> str:
    """Return why `draft` cannot be scheduled for `minute`; "" if it can.

    Which rule window it lies in is asked by `why_not_in_window()`.
    """
    now = now or timezone.now()
    if minute is None or minute <= now:
        return _("Choose a minute in the future (WIB).")
    if minute > now + FURTHEST:
        return _("That is more than a year away. Is the year right?")
    if draft.embargo_until is not None and minute < draft.embargo_until:
        return _("The embargo ends on %(when)s. Choose that minute or a later one.") % {
            "when": full_time(draft.embargo_until)
        }
    return ""


def answered_step(step: Step, draft: Draft) -> Transition | None:
    """Return the step that `step` would answer, if one waits for an answer."""
    match step.answers:
        case "emergency":
            return draft.emergency
        case "ask_withdrawal":
            return draft.withdrawal_asked
        case "kill":
            return draft.transitions.filter(step="kill").order_by("-id").first()
    return None


def open_steps(draft: Draft, user: User, at_hand: Situation | None = None) -> list[Step]:
    """Return the steps `user` may take with `draft` now, in the table's order."""
    at_hand = at_hand or Situation(draft, user)
    return [step for step in STEPS.values() if not why_not(step, draft, user, at_hand)]


def who_can(step: Step, draft: Draft, at_hand: Situation | None = None) -> list[User]:
    """Return the people who may take `step` with `draft` now, by name: for whoever may not.

    A few queries, however many editors there are: the rules that are about a person are asked of
    all at once, the others of one of them.
    """
    if draft.status not in step.sources:
        return []
    now = at_hand or Situation(draft, draft.owner)
    deciding = now.public_desk if step.public == "live" else now.desk
    people = desks.editors_of(deciding if step.in_channel else None)
    if step.in_channel and step.public != "live" and now.taken_from:
        people &= desks.editors_of(now.taken_from)
    allowed = User.objects.with_perm(step.permission, include_superusers=False).values("pk")
    people = people.filter(pk__in=allowed).exclude(pk__in=_may_not(step, now))
    found = list(people.order_by("first_name", "last_name", "username")[:MOST_NAMED])
    return found if found and not _why_not_now(step, now.of(found[0])) else []


def _may_not(step: Step, now: Situation) -> set[int | None]:
    """Return whom a step that needs another person cannot be taken by, by number."""
    asked = now.asked_by(step) if step.whose == "second" else None
    if asked is not None:
        return {asked.by_id}
    if step.whose == "other":
        return {now.draft.owner_id, now.submission[0], *now.approved_by} - {None}
    return set()


def may_read(draft: Draft, user: User) -> bool:
    """Say whether the desk's pages of `draft` exist for `user`."""
    seen = Draft.objects.seen_by(user).filter(pk=draft.pk)
    return user.has_perm("moderation.view_draft") and seen.exists()


def why_not_edit(draft: Draft, user: User) -> str:
    """Return why `user` may not change the words of `draft` now; "" if they may."""
    own = draft.owner_id == user.pk
    editor = user.has_perm("moderation.edit_any_draft")
    if not (own or editor):
        return _("This is somebody else's story.")
    if not user.has_perm("moderation.change_draft"):
        return _("Your role does not allow this.")
    if draft.status not in (EDITORS_EDIT if editor else OWNER_EDITS):
        return _("The words cannot be changed while the story is “%(status)s”.") % {
            "status": draft.get_status_display()
        }
    return ""
