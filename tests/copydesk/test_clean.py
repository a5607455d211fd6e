"""Texts without mistakes: the checker has to leave them in peace."""

import re
import tomllib
from pathlib import Path

from copydesk import Checker, Field, Level, Paragraph

CLEAN = Path(__file__).with_name("clean.txt").read_text(encoding="utf-8").splitlines()
DEMO = Path(__file__).parents[2] / "newsroom" / "demo" / "stories"


def words(story: list[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in story)


def test_clean_news_has_no_error():
    story = [Paragraph(line) for line in CLEAN]
    assert words(story) > 800
    found = [finding for finding in Checker().check(story) if finding.level is Level.GALAT]
    assert found == []


def test_what_only_looks_like_a_mistake_is_left_alone():
    """Codes, scores, verses, durations, ratios, titles, names, quotations of every shape."""
    lines = Path(__file__).with_name("traps.txt").read_text(encoding="utf-8").splitlines()
    story = [Paragraph(line) for line in lines]
    one_by_one = [found for line in story for found in Checker().check([line])]
    assert [found for found in one_by_one if found.level is Level.GALAT] == []


def test_clean_news_has_few_warnings():
    story = [Paragraph(line) for line in CLEAN]
    found = [finding for finding in Checker().check(story) if finding.level is Level.PERINGATAN]
    assert len(found) * 1000 <= 5 * words(story), found


def test_the_demo_has_at_most_one_error_in_a_thousand_words():
    checker, count, wrong = Checker(), 0, []
    for path in sorted(DEMO.glob("*.toml")):
        for told in tomllib.loads(path.read_text(encoding="utf-8")).get("story", []):
            body = re.sub(r"\{[^}]*\}", "Rabu (14/5/2025)", told["body"])
            lines = [line for line in re.sub(r"<[^>]+>", "", body).splitlines() if line]
            story = [Paragraph(told["headline"], Field.HEADLINE), *map(Paragraph, lines)]
            count += words(story)
            wrong += [f for f in checker.check(story) if f.level is Level.GALAT]
    assert count > 10_000
    assert len(wrong) * 1000 <= count, wrong
