"""The demo's lexicon holds what a lexicon may hold."""

from newsroom.demo import LOGINS, wording
from standards.models import LexiconEntry


def test_the_words_of_the_demo_are_of_a_kind_and_none_is_there_twice():
    rows = wording.entries()
    assert {row["kind"] for row in rows} == set(LexiconEntry.Kind.values)
    assert len({(row["kind"], row["text"].lower()) for row in rows}) == len(rows)
    assert all(row["kind"] == LexiconEntry.Kind.ABBREVIATION for row in rows if "full" in row)
    assert {row["by"] for row in rows if "by" in row} <= {login.username for login in LOGINS}
