"""Two texts side by side: nothing is lost, and what is marked is what is shared."""

from hypothesis import given
from hypothesis import strategies as st

from resemblance.shingles import Mark, shared
from resemblance.showing import Piece, lines
from tests.resemblance.texts import ONE, RELEASE

texts = st.lists(st.sampled_from([*"abcdefgh", "\n"]), max_size=60).map(" ".join)


def test_a_line_is_cut_where_a_passage_begins_and_ends():
    assert lines("satu dua tiga", [Mark(5, 8, 1)]) == [
        [Piece("satu "), Piece("dua", 1, begins=True, is_first=True), Piece(" tiga")]
    ]


def test_a_passage_goes_on_in_the_next_line_and_begins_once():
    assert lines("satu dua\n\ntiga empat", [Mark(5, 14, 3)]) == [
        [Piece("satu "), Piece("dua", 3, begins=True, is_first=True)],
        [Piece("tiga", 3), Piece(" empat")],
    ]


def test_a_passage_said_twice_has_its_number_each_time_and_its_name_once():
    once, again = lines("satu dua\nsatu dua", [Mark(0, 8, 1), Mark(9, 17, 1)])
    assert once == [Piece("satu dua", 1, begins=True, is_first=True)]
    assert again == [Piece("satu dua", 1, begins=True)]


@given(texts, texts)
def test_no_letter_is_lost(one, other):
    found = shared(one, other)
    for text, marks in ((one, found.first), (other, found.second)):
        shown = ["".join(piece.text for piece in line) for line in lines(text, marks)]
        assert shown == [line for line in text.split("\n") if line.strip()]


def test_what_is_shown_as_shared_is_shared():
    found = shared(ONE, RELEASE)
    numbers = {piece.number for line in lines(ONE, found.first) for piece in line}
    assert numbers == {0} | {mark.number for mark in found.first}
