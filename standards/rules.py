"""The rules of language as this newsroom weighs them, and how they fare."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from copydesk.eyd_v import RULES
from copydesk.rules import Bad, Kind, Rule
from standards.answers import Use, uses
from standards.models import RuleLevel, Stamp

Weight = RuleLevel.Weight
MANY_SPACES = re.compile(r"( {2,})")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark of a rule: how much it weighs here, and what was answered to it."""

    name: str
    message: str
    default: str
    weight: str
    must_answer: bool
    use: Use

    @property
    def is_mostly_left(self) -> bool:
        """Say whether it is overridden more often than followed, and still made."""
        return self.use.is_mostly_left and self.weight != Weight.OFF and not self.must_answer

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return the weights it can have: value, words, and whether the rule pack says so."""
        return [(value, str(label), value == self.default) for value, label in Weight.choices]

    @property
    def weight_label(self) -> str:
        return str(Weight(self.weight).label)


@dataclass(frozen=True, slots=True)
class Section:
    """A rule with its remarks."""

    rule: Rule
    remarks: list[Remark]

    @property
    def example(self) -> Bad | None:
        """Return an example that has a mended form, if there is one."""
        return next((bad for bad in self.rule.bad if bad.fixed), None)

    @property
    def example_shown(self) -> tuple[SafeString, SafeString] | None:
        """Return that example, wrong and right, with the spaces marked that are too many."""
        found = self.example
        return (_with_spaces(found.text), _with_spaces(found.fixed)) if found else None

    @property
    def number_changed(self) -> int:
        return sum(remark.weight != remark.default for remark in self.remarks)

    @property
    def is_mostly_left(self) -> bool:
        return any(remark.is_mostly_left for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Change:
    """A remark, by its name as `P24.spasi-ganda`, that weighs something else than before."""

    name: str
    was: RuleLevel.Weight
    now: RuleLevel.Weight

    @property
    def says(self) -> str:
        """Return which remark it is, in words, and what became of it."""
        rule, _dot, kind = self.name.partition(".")
        found = next(one for one in RULES if one.id == rule)
        message = found.kinds[kind].message.format_map(defaultdict(lambda: "…"))
        return f"{found.name}: {message} ({self.name}) {self.was.label} → {self.now.label}"


def _with_spaces(text: str) -> SafeString:
    """Return `text` as HTML in which two spaces and more can be seen: a page folds them to one."""
    pieces = MANY_SPACES.split(text)  # every second one is spaces
    marked = (
        (format_html('<mark class="spaces">{}</mark>', piece) if i % 2 else piece,)
        for i, piece in enumerate(pieces)
    )
    return format_html_join("", "{}", marked)


def defaults() -> dict[str, str]:
    """Return the weights of the rule pack, of every remark that may be weighed otherwise."""
    return {
        f"{rule.id}.{name}": kind.level.value
        for rule in RULES
        for name, kind in rule.kinds.items()
        if not kind.must_answer
    }


def sections() -> list[Section]:
    """Return all rules with their remarks as they are weighed now."""
    weights = dict(RuleLevel.objects.values_list("rule", "level"))
    used = uses()

    def remark(name: str, kind: Kind) -> Remark:
        level = kind.level.value
        return Remark(
            name=name,
            message=kind.message.format_map(defaultdict(lambda: "…")),
            default=level,
            weight=level if kind.must_answer else weights.get(name, level),
            must_answer=kind.must_answer,
            use=used.get(name, Use()),
        )

    return [
        Section(rule, [remark(f"{rule.id}.{name}", kind) for name, kind in rule.kinds.items()])
        for rule in RULES
    ]


def mostly_left(found: list[Section]) -> list[Remark]:
    """Return the remarks that are overridden more often than followed."""
    return [one for section in found for one in section.remarks if one.is_mostly_left]


@transaction.atomic
def weigh(sent: Mapping[str, str]) -> tuple[list[Change], list[str]]:
    """Write the weights that a page changed; return them, and the names left as they are.

    `weight-<name>` is what was chosen and `was-<name>` what the page showed. A weight that somebody
    else has changed since is not written over.
    """
    # Two people at once take turns here: what one reads below is what the other has written.
    Stamp.objects.select_for_update().first()
    now = dict(RuleLevel.objects.values_list("rule", "level"))
    changed, refused = [], []
    for name, default in defaults().items():
        wanted, was = sent.get(f"weight-{name}"), sent.get(f"was-{name}")
        if wanted not in Weight.values or wanted == was:
            continue
        if now.get(name, default) != was:
            refused.append(name)
            continue
        if wanted == default:
            RuleLevel.objects.filter(rule=name).delete()
        else:
            RuleLevel.objects.update_or_create(rule=name, defaults={"level": wanted})
        changed.append(Change(name, Weight(was), Weight(wanted)))
    return changed, refused
