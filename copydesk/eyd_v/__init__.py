"""The rule pack for EYD V: what its rules are, and which edition of them this is.

When the spelling is reformed again, a new pack stands beside this one and old findings keep saying
which pack made them.
"""

from copydesk.eyd_v import (
    abbreviations,
    cases,
    clock,
    dates,
    forms,
    hygiene,
    money,
    names,
    numbers,
    pairs,
    prefixes,
    quotations,
    relative,
    safety,
    speakers,
    spelling,
    titles,
    vocabulary,
)
from copydesk.rules import Rule

VERSION = "EYD V/1"
RULES: tuple[Rule, ...] = tuple(
    rule
    for module in (
        money,
        numbers,
        clock,
        dates,
        relative,
        pairs,
        quotations,
        speakers,
        prefixes,
        spelling,
        forms,
        vocabulary,
        abbreviations,
        cases,
        names,
        titles,
        hygiene,
        safety,
    )
    for rule in module.RULES
)
