"""The hand-made lists hold together: no right side is wrong, and the dictionary has them all."""

import re

import pytest

from copydesk import Checker, Paragraph
from copydesk.checking import bundled_dictionary
from copydesk.eyd_v import lists

LISTS = {
    name: getattr(lists, name).pairs
    for name in (
        "PREPOSITIONS",
        "PASSIVES",
        "PARTICLES",
        "COMPOUNDS",
        "SWALLOWED",
        "STANDARD",
        "FOREIGN",
    )
}
ALL = {run: right for pairs in LISTS.values() for run, right in pairs.items()}


def test_there_are_enough_non_standard_forms():
    assert len(LISTS["STANDARD"]) + len(LISTS["SWALLOWED"]) >= 150


def test_no_right_side_is_a_wrong_one():
    wrong = {" ".join(run) for run in ALL}
    # `di lakukan` is listed with its words apart: what it becomes is written together.
    right = {
        right for name, pairs in LISTS.items() if name != "PASSIVES" for right in pairs.values()
    }
    assert wrong & {word.lower() for word in right} == set()


@pytest.mark.parametrize("name", [name for name in LISTS if name != "PASSIVES"])
def test_the_dictionary_knows_every_word_of_a_right_side(name):
    dictionary = bundled_dictionary()
    unknown = {
        word
        for right in LISTS[name].values()
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", right)
        if word not in lists.PLACES
        and not dictionary.spells(word)
        and not dictionary.spells(word.capitalize())
        and not dictionary.knows(word.lower())
    }
    assert unknown == set()


def test_the_dictionary_knows_every_passive_when_it_is_written_together():
    dictionary = bundled_dictionary()
    unknown = {f"di{stem}" for _, stem in LISTS["PASSIVES"] if not dictionary.knows(f"di{stem}")}
    assert unknown == set()


def test_mending_every_entry_leaves_nothing_of_its_rule():
    checker = Checker()
    for run, right in ALL.items():
        word = right.replace(" ", "") if run in LISTS["PASSIVES"] else right
        found = checker.check([Paragraph(f"Lalu {word} itu.")])
        assert {finding.rule for finding in found} & {
            "P12",
            "P13",
            "P14",
            "P15",
            "P16",
            "P17",
        } == set(), right


def test_words_known_to_the_pack_are_not_known_to_the_dictionary_under_a_wrong_form():
    assert {(word,) for word in lists.KNOWN_TO_THE_PACK} & ALL.keys() == set()
