"""Accept what the copy desk proposes, or let words stand: the buttons beside its remarks.

`_mend` is the key of a remark, a colon and the number of the replacement, or `safe` for all that
are safe. `_leave` is the key of a remark; `reason-<key>` says why; `_recall` is the key of one that
was let stand and no longer is. `_learn` is the key of one whose words belong into the lexicon,
and `_forget` the number of the entry that this made. Without any of them every reason that was
typed is an answer: the Enter key, and Save, must not throw it away.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles.html import clean_html
from copydesk import Level
from copydesk.markup import replaced
from moderation import alarms, notices
from moderation.language import GAMBLING, Remark, remarks
from moderation.models import Allowance, Draft
from moderation.numbers import plain_number
from standards import answers, lexicon
from standards.models import LexiconEntry

LONGEST_REASON = 500
# Of a reason that somebody decides by: fewer letters, or the same few again, are no word.
SHORTEST_REASON = 5
FEWEST_LETTERS = 3
REASON = "reason-"
BUTTONS = frozenset({"_mend", "_leave", "_recall", "_learn", "_forget", "_undo"})
ROUNDS = 20


def mend(draft: Draft, sent: Mapping[str, str]) -> list[str]:
    """Put what a pressed button proposes into the words of `draft`, unsaved; return problems."""
    asked = sent.get("_mend", "")
    if not asked:
        return []
    if asked == "safe":
        mend_safely(draft)
        return []
    key, _colon, number = asked.partition(":")
    choice = plain_number(number) or 0
    for remark in remarks(draft):
        if remark.key == key and choice < len(remark.finding.replacements):
            _put(draft, remark, remark.finding.replacements[choice])
            answers.count(accepted=[remark.finding.name])
            return []
    return [_("The text has changed since. Look at the remarks again.")]


def mend_safely(draft: Draft) -> None:
    """Accept every safe replacement, and what they uncover; a second time changes nothing."""
    for _round in range(ROUNDS):
        safe = [one for one in remarks(draft) if one.finding.safe and not one.allowed]
        if not safe:
            return
        answers.count(accepted=[one.finding.name for one in safe])
        # From the end, so that the places of the others stay; of two that overlap the later one.
        last = (-1, 0)
        for remark in reversed(safe):
            finding = remark.finding
            if finding.paragraph == last[0] and finding.end > last[1]:
                continue
            _put(draft, remark, finding.replacements[0], is_clean=False)
            last = (finding.paragraph, finding.start)
        draft.body = clean_html(draft.body)


def leave(
    draft: Draft, sent: Mapping[str, str], *, by: User, now: datetime | None = None
) -> list[str]:
    """Let the words of a remark stand in this story; return problems.

    What holds a story up needs a reason: whoever decides on the story reads it.
    """
    key = sent.get("_leave", "")
    if not key:
        return []
    remark = next((one for one in remarks(draft) if one.key == key), None)
    if remark is None:
        return [_("The text has changed since. Look at the remarks again.")]
    reason = typed_reasons(sent).get(key, "")
    if problem := why_no_reason(remark, reason):
        return [problem]
    _let_stand(draft, remark, reason, by=by, now=now)
    return []


def leave_answered(
    draft: Draft, sent: Mapping[str, str], *, by: User, now: datetime | None = None
) -> tuple[list[str], list[str]]:
    """Let stand what a reason was typed for where no button beside a remark was pressed.

    Return the words that stand now, and problems. A reason for words that are mended is left out.
    """
    typed = typed_reasons(sent) if BUTTONS.isdisjoint(sent) else {}
    if not typed:
        return [], []
    stand, problems = [], []
    for remark in remarks(draft):
        if remark.allowed or remark.key not in typed:
            continue
        if problem := why_no_reason(remark, typed[remark.key]):
            problems.append(problem)
            continue
        _let_stand(draft, remark, typed[remark.key], by=by, now=now)
        stand.append(_short(remark))
    return stand, problems


def typed_reasons(sent: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons in a sent form, by the keys of their remarks; no empty ones."""
    cut = ((name, sent[name].strip()[:LONGEST_REASON]) for name in sent if name.startswith(REASON))
    return {name.removeprefix(REASON): reason for name, reason in cut if reason}


def asked(sent: Mapping[str, str]) -> list[str]:
    """Return the keys of the remarks whose words a sent form asks to let stand."""
    if key := sent.get("_leave", ""):
        return [key]
    return list(typed_reasons(sent)) if BUTTONS.isdisjoint(sent) else []


def why_no_reason(remark: Remark, reason: str) -> str:
    """Return why `reason` is none by which the words of `remark` may stand; "" if it is one."""
    if remark.finding.level is not Level.GALAT:
        return ""
    says = {"words": _short(remark)}
    if not reason:
        return _("Say why “%(words)s” stays: an editor decides by it.") % says
    letters = [sign for sign in reason.lower() if sign.isalpha()]
    if len(letters) < SHORTEST_REASON or len(set(letters)) < FEWEST_LETTERS:
        return _("Say in a few words why “%(words)s” stays; this is too short.") % says
    return ""


def with_typed(
    found: Sequence[Remark], typed: Mapping[str, str], *, asked: Collection[str] = ()
) -> list[Remark]:
    """Return remarks with the reasons that were typed and not kept, by key.

    Of those `asked` to be let stand, it says with each what is wrong.
    """
    return [
        one
        if one.allowed or one.key not in {*typed, *asked}
        else replace(
            one,
            typed=typed.get(one.key, ""),
            problem=why_no_reason(one, typed.get(one.key, "")) if one.key in asked else "",
        )
        for one in found
    ]


def _let_stand(
    draft: Draft, remark: Remark, reason: str, *, by: User, now: datetime | None
) -> None:
    """Keep that the words of a remark stand, and why; tell whom it concerns."""
    _row, is_new = Allowance.objects.update_or_create(
        draft=draft,
        rule=remark.finding.name,
        words=remark.finding.words,
        defaults={"reason": reason, "by": by, "at": now or timezone.now()},
    )
    if is_new:
        answers.count(left=[remark.finding.name])
        if answers.has_just_turned(remark.finding.name):
            notices.rule_mostly_left(remark.finding.name)
        if remark.finding.name == GAMBLING:
            alarms.let_stand(draft, remark.finding.words, by=by)


def recall(draft: Draft, sent: Mapping[str, str]) -> list[str]:
    """Remark on words again that were let stand in this story; return problems.

    What was let stand by several remarks of one kind about the same words, is so no more for all.
    """
    key = sent.get("_recall", "")
    if not key:
        return []
    remark = next((one for one in remarks(draft) if one.key == key and one.allowed), None)
    if remark is None:
        return [_("The text has changed since. Look at the remarks again.")]
    Allowance.objects.filter(
        draft=draft, rule=remark.finding.name, words=remark.finding.words
    ).delete()
    return []


@dataclass(frozen=True, slots=True)
class Lesson:
    """What became of the lexicon: `entry` is a new one, which may be taken back."""

    problems: Sequence[str] = ()
    entry: LexiconEntry | None = None

    @property
    def says(self) -> str:
        """Return what is told of the new entry; "" where there is none."""
        if self.entry is None:
            return ""
        said = _("“%(entry)s” is in the lexicon.")
        if self.entry.is_proposal:
            said = _("“%(entry)s” is proposed. An editor decides on it.")
        return said % {"entry": self.entry}


def teach(draft: Draft, sent: Mapping[str, str], *, by: User) -> Lesson:
    """Put the words of a remark into the lexicon, or propose them; or take that back."""
    if number := plain_number(sent.get("_forget")):
        if lexicon.take_back(number, by=by):
            return Lesson()
        return Lesson([_("This entry cannot be taken back here any more. Look into the lexicon.")])
    key = sent.get("_learn", "")
    if not key:
        return Lesson()
    remark = next((one for one in remarks(draft) if one.key == key and one.lexicon_kind), None)
    if remark is None:
        return Lesson([_("The text has changed since. Look at the remarks again.")])
    if not by.has_perm("standards.propose_entry"):
        return Lesson([_("Only who writes or edits stories may propose an entry.")])
    entry, is_new = lexicon.learn(remark.lexicon_kind, remark.finding.words, by=by)
    return Lesson(entry=entry if is_new else None)


def said(found: Sequence[Remark]) -> str:
    """Say that it is done, and how many of `found` nobody has answered."""
    left = sum(one.allowed is None for one in found)
    done = ngettext("Done. %(number)d remark is left.", "Done. %(number)d remarks are left.", left)
    return done % {"number": left}


def _put(draft: Draft, remark: Remark, words: str, *, is_clean: bool = True) -> None:
    """Write `words` in place of a remark's, in the field of the draft it is about."""
    start, end = remark.finding.start, remark.finding.end
    if remark.placed is not None:
        draft.body = replaced(draft.body, remark.placed, start, end, words)
        if is_clean:
            draft.body = clean_html(draft.body)
    elif remark.field == "tags":
        old = remark.whole
        draft.tags = [_spliced(tag, start, end, words) if tag == old else tag for tag in draft.tags]
    else:
        text = getattr(draft, remark.field)
        setattr(draft, remark.field, _spliced(text, start, end, words))


def _spliced(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def _short(remark: Remark) -> str:
    return remark.finding.words.strip()[:60]
