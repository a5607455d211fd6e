"""Each rule's own examples: what it must remark on and mend, and what it must leave alone."""

import pytest

from copydesk import Checker, accept
from copydesk.eyd_v import RULES
from copydesk.rules import Bad, Good, Rule, paragraphs

CHECKER = Checker()
BAD = [(rule, example) for rule in RULES for example in rule.bad]
GOOD = [(rule, example) for rule in RULES for example in rule.good]


def named(value: object) -> str | None:
    if isinstance(value, Rule):
        return value.id
    return value.text[:40] if isinstance(value, Bad | Good) else None


@pytest.mark.parametrize(("rule", "example"), BAD, ids=named)
def test_a_rule_finds_and_mends_its_bad_examples(rule, example):
    story = paragraphs(example.text, example.field)
    told = CHECKER.check(story, example.topics)
    found = [finding for finding in told if finding.rule == rule.id]
    if example.kind:
        assert example.kind in {finding.kind for finding in found}
    assert found != []
    if example.fixed is not None:
        mended = accept(story, next(finding for finding in found if finding.replacements))
        assert " / ".join(paragraph.text for paragraph in mended) == example.fixed


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=named)
def test_a_rule_is_silent_about_its_good_examples(rule, example):
    found = CHECKER.check(paragraphs(example.text, example.field), example.topics)
    assert [finding for finding in found if finding.rule == rule.id] == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_kind_of_remark_has_an_example_that_makes_it(rule):
    shown = {
        finding.kind
        for example in rule.bad
        for finding in CHECKER.check(paragraphs(example.text, example.field), example.topics)
        if finding.rule == rule.id
    }
    # Names like those in the lexicon need a lexicon (test_context.py), the shape of marks a house
    # that settled it (tests/standards/test_rules.py).
    assert rule.kinds.keys() - shown - {"mirip", "gaya"} == set()


def test_rules_are_numbered_without_gaps():
    assert [rule.id for rule in RULES] == [f"P{number:02}" for number in range(1, 26)]
