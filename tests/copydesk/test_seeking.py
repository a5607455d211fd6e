"""Patterns are left out only where they have nothing to find."""

import re
import sys

import pytest

from copydesk import Paragraph
from copydesk.eyd_v import RULES
from copydesk.reading import Reading, sifted
from copydesk.seeking import Sought, needs

EXAMPLES = [example.text for rule in RULES for example in (*rule.bad, *rule.good)]
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in list(sys.modules.values())
    if module.__name__.startswith("copydesk.")
    for name, value in vars(module).items()
    if isinstance(value, Sought)
}


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bhari\s+ini\b", [{"hari ini"}]),
        (r"[Rr][Pp]\s*\d", [{"rp0", "rp 0"}]),
        (r"\d{1,3}\.\d{2}", [{"0.00"}]),
        (r"(?:men|di)?cabul\w*", [{"cabul"}]),
        (r"(kemarin|esok(?:\s+hari)?)", [{"kemarin", "esok"}]),
        (r"(?:RT|RW)\.?\s*\d+", [{"rt0", "rw0", "rt 0", "rw 0", "rt.0", "rw.0", "rt. 0", "rw. 0"}]),
        (r"(?<=,)(?!x)[A-Z]\w*\(", [{","}, {"("}]),
        (r"[a-z]+x{2,}\s[^b]", [{"xx "}]),
        (r"\w+ ?|jalan", []),
        (r"(?:jalan)*", []),
    ],
)
def test_what_each_match_has_in_it_is_read_from_the_pattern(
    pattern: str, needed: list[set[str]]
) -> None:
    found = needs(re.compile(pattern))

    assert sorted(map(sorted, found)) == sorted(map(sorted, needed))


def test_a_text_is_sifted_of_what_patterns_do_not_tell_apart() -> None:
    assert sifted("Jl.\u00a0 MELATI 14 İſK\t") == " jl. melati 00 isk "


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"jalan\s+melati", "JALAN \u00a0\u2009 Melati"),
        (r"\bslot\b", "ſLOT"),
        (r"kilo \d", "\u212aİLO ٣"),
        (r"ada\s", "Ada "),
        (r"(?:ab){2,3}c", "ABABABC"),
    ],
)
def test_other_cases_spaces_and_digits_hide_nothing(pattern: str, text: str) -> None:
    reading = Reading(Paragraph(text))

    found = Sought(pattern, re.IGNORECASE).first(reading)

    assert found is not None
    assert found[0] == text


def test_the_rules_find_in_every_text_what_their_patterns_match() -> None:
    readings = [Reading(Paragraph(form)) for text in EXAMPLES for form in (text, text.upper())]

    missed = [
        (name, reading.text)
        for name, sought in PATTERNS.items()
        for reading in readings
        if sought.first(reading) is None and sought.re.search(reading.text)
    ]

    assert missed == []


def test_without_the_parser_of_python_every_pattern_is_tried(monkeypatch):
    monkeypatch.setattr("copydesk.seeking._parser", None)
    assert needs(re.compile("hari ini")) == []
    assert Sought("hari ini").first(Reading(Paragraph("Pasar hari ini buka.")))
