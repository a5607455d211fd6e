"""What an editor needs to decide on a story: what it is compared with, and who may decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from moderation import rules
from moderation.models import Comment, Draft, Reading, Revision, Transition
from moderation.steps import STEPS, Step

# --- Against what it is compared ----------------------------------------------------------------


class Against(StrEnum):
    """The ways to look at a story; the values stand in the address (`?lihat=`)."""

    NOTHING = "bersih"
    SUBMITTED = "diajukan"
    LIVE = "tayang"
    MINE = "saya"
    VERSION = "versi"


@dataclass(frozen=True)
class Tab:
    """One way to look at the story: what it is compared with, or why it cannot be."""

    against: Against
    label: str
    number: int | None = None
    why_not: str = ""


def tabs(at_hand: rules.Situation) -> list[Tab]:
    """Return every way for a person to look at a draft, with the version it compares with."""
    draft = at_hand.draft
    live = draft.released_revision.number if draft.is_live else None
    number = at_hand.submission[1]
    mine = last_seen(draft, at_hand.user)
    return [
        Tab(Against.NOTHING, _("Clean")),
        Tab(
            Against.SUBMITTED,
            _("Since it was submitted"),
            number,
            "" if number else _("The story was never submitted."),
        ),
        Tab(
            Against.LIVE,
            _("Against what readers see"),
            live,
            "" if live else _("Readers do not see this story yet."),
        ),
        Tab(
            Against.MINE,
            _("Since my last review"),
            mine,
            "" if mine else _("You have not looked at an older version."),
        ),
        Tab(
            Against.VERSION,
            _("Against another version"),
            None,
            "" if draft.version > 1 else _("There is only one version."),
        ),
    ]


def last_seen(draft: Draft, user: User) -> int | None:
    """Return the newest older version that `user` took a step on, spoke about or opened."""
    earlier = {"draft": draft, "revision__number__lt": draft.version}
    number = "revision__number"
    rows = (
        Transition.objects.filter(**earlier, by=user).order_by().values_list(number),
        Comment.objects.filter(**earlier, by=user).order_by().values_list(number),
        Reading.objects.filter(draft=draft, person=user, version__lt=draft.version).values_list(
            "version"
        ),
    )
    found = [number for (number,) in rows[0].union(*rows[1:]).order_by()]
    return max(found, default=None)


def opened(draft: Draft, user: User, *, now: datetime | None = None) -> None:
    """Remember that `user` had this version before them, if it is for them to judge."""
    if draft.owner_id != user.pk and user.has_perm("moderation.return_draft"):
        row = Reading(draft=draft, person=user, version=draft.version, at=now or timezone.now())
        Reading.objects.bulk_create([row], ignore_conflicts=True)


def version(draft: Draft, number: int | None) -> Revision | None:
    """Return a version of `draft` by its number; one whose words were erased is none."""
    if number is None:
        return None
    rows = draft.revisions.filter(number=number, erasure=None)
    return rows.select_related("by", "category").first()


# --- What can be decided ------------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """A decision that this person may not take, why, and who can."""

    step: Step
    why: str
    who_can: list[User]


# What stands in the bar of buttons; the other steps are rarer, and one click away.
FIRST_OF_ALL = frozenset(
    {"submit", "recall", "return", "approve", "release", "schedule", "unschedule", "reopen"}
    | {"sign_off", "withdraw", "refuse_withdrawal", "explain", "reinstate", "unspike"}
)

# What is worth a word when it is refused: the decisions people come to the page for.
DECISIONS = ("release", "approve", "sign_off", "withdraw", "explain")


def refusals(at_hand: rules.Situation) -> list[Refusal]:
    """Return the decisions that wait for somebody else than the person, with who that is."""
    draft, user = at_hand.draft, at_hand.user
    out: list[Refusal] = []
    if not user.has_perm("moderation.edit_any_draft"):
        return out
    for step in (STEPS[name] for name in DECISIONS):
        if draft.status not in step.sources or not _is_asked_for(step, at_hand):
            continue
        why = rules.why_not(step, draft, user, at_hand)
        is_news = why and why not in {one.why for one in out}
        if is_news and (people := rules.who_can(step, draft, at_hand)):
            out.append(Refusal(step, why, people))
    return out


def _is_asked_for(step: Step, at_hand: rules.Situation) -> bool:
    """Say whether anybody waits for this decision."""
    draft = at_hand.draft
    if step.name == "approve":
        return at_hand.is_approval_asked
    match step.answers:
        case "emergency":
            return draft.emergency_id is not None
        case "ask_withdrawal":
            return draft.withdrawal_asked_id is not None
        case "kill":
            return draft.explain_by is not None
    return True


def photos_of(article: Article) -> list[dict]:
    """Return the cards of the pictures of a composed story, the lead photo first, each once."""
    cards = [*([article.picture] if article.picture else []), *article.body_pictures.values()]
    return list({card["id"]: card for card in cards}.values())
