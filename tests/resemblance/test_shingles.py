"""How much two texts share, and that whatever shares enough is found."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resemblance.shingles import MOST, RUN, WINDOW, fingerprints, shared, shares, words_of
from tests.resemblance.texts import APART, ONE, RELEASE, TWO

WORDS = [f"kata{n}" for n in range(60)]
texts = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
strange = st.text(max_size=300)


def in_common(one: str, other: str) -> int:
    return len(set(fingerprints(one)) & set(fingerprints(other)))


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rp. 600 juta", "Rp600 Juta"),
        ("1.250.000 orang", "1250000 ORANG"),
        ("salat Jum\u2019at", "salat Jum'at"),
        ("Kafe\u0301 Andre\u0301", "Caf\u00e9".replace("C", "K") + " Andr\u00e9"),
        ("ang\u00adgaran ban\u200bjir", "anggaran banjir"),
        ("tiba-tiba datang", "tiba tiba datang"),
        ("“KPU”, katanya", '"kpu" katanya'),
    ],
)
def test_ways_of_writing_do_not_make_another_word(one, other):
    assert [word.plain for word in words_of(one)] == [word.plain for word in words_of(other)]


@given(strange)
def test_words_stand_where_they_say(text):
    for word in words_of(text):
        assert text[word.start : word.end].strip() != ""


# --- What a text is found by ------------------------------------------------------------------


def test_two_tellings_of_one_release_have_numbers_in_common():
    assert in_common(ONE, TWO) >= 2
    assert in_common(ONE, RELEASE) >= 4
    assert in_common(TWO, RELEASE) >= 4


def test_own_reporting_on_the_same_topic_has_none():
    assert in_common(APART, RELEASE) == in_common(APART, ONE) == in_common(APART, TWO) == 0


@given(texts, texts, st.lists(st.sampled_from(WORDS), min_size=RUN + WINDOW - 1, max_size=30))
def test_twenty_words_in_a_row_are_always_found(before, after, passage):
    copied = " ".join(passage)
    assert in_common(f"{before} {copied} {after}", f"{after} {copied} {before}") > 0


def test_a_short_text_is_found_in_a_long_one():
    long = " ".join(f"lain{n}" for n in range(3000))
    assert in_common(ONE, f"{long}\n{ONE}\n{long}") >= 4


def test_what_is_kept_of_a_text_has_a_bound_and_is_still_found():
    long = " ".join(f"lain{n}" for n in range(20_000))
    assert len(fingerprints(long)) == MOST
    assert in_common(long, long.replace("lain777 ", "ubah ")) > MOST * 0.95


def test_fewer_than_a_run_of_words_are_found_by_nothing():
    assert fingerprints("") == fingerprints("Jembatan dibuka hari ini") == []
    assert len(fingerprints("Jembatan dibuka untuk umum hari ini")) == 1


@given(strange)
def test_numbers_fit_their_column_and_come_in_order(text):
    found = fingerprints(text)
    assert found == sorted(set(found))
    assert all(-(2**31) <= one < 2**31 for one in found)


def test_numbers_are_the_same_in_every_process():
    script = "import sys; from resemblance.shingles import fingerprints as f; print(f(sys.argv[1]))"
    told = subprocess.run([sys.executable, "-c", script, ONE], capture_output=True, check=True)
    assert told.stdout.decode().strip() == str(fingerprints(ONE))


# --- How much is shared -----------------------------------------------------------------------


def test_shares_say_how_much_of_each_text_stands_in_the_other():
    of_one, of_release = shares(ONE, RELEASE)
    assert 0.65 < of_one < 0.85
    assert 0.35 < of_release < 0.65
    assert max(shares(APART, RELEASE)) < 0.15


def test_a_part_is_wholly_in_its_whole_and_not_the_other_way_round():
    part = "\n".join(RELEASE.splitlines()[1:3])
    of_part, of_whole = shares(part, RELEASE)
    assert of_part == 1.0
    assert of_whole == pytest.approx(len(words_of(part)) / len(words_of(RELEASE)))


def test_one_changed_word_takes_away_that_word_alone():
    changed = RELEASE.replace("gratis", "cuma-cuma", 1).replace("cuma-cuma", "prodeo")
    found = shared(changed, RELEASE)
    assert found.words == len(words_of(RELEASE)) - 1


def test_a_passage_said_twice_is_one_passage_of_the_other_text():
    sentence = "Bus berangkat dari tiap kelurahan pukul lima pagi setiap hari sekolah"
    found = shared(f"{sentence}. Lain halnya kota. {sentence}.", f"Katanya, {sentence}.")
    assert [mark.number for mark in found.first] == [1, 1]
    assert [mark.number for mark in found.second] == [1]


def test_passages_in_another_order_keep_their_numbers():
    one, two = "satu dua tiga empat lima enam", "merah kuning hijau biru putih hitam"
    found = shared(f"{one} lalu {two}", f"{two} kemudian {one}")
    assert [mark.number for mark in found.first] == [1, 2]
    assert [mark.number for mark in found.second] == [2, 1]
    assert found.of_first == found.of_second == pytest.approx(12 / 13)


@given(texts, texts)
def test_what_is_marked_is_what_is_counted(one, other):
    found = shared(one, other)
    for text, marks, part in (
        (one, found.first, found.of_first),
        (other, found.second, found.of_second),
    ):
        words = words_of(text)
        inside = [w for w in words if any(m.start <= w.start and w.end <= m.end for m in marks)]
        assert part == (len(inside) / len(words) if words else 0)
        ends = [edge for mark in marks for edge in (mark.start, mark.end)]
        assert ends == sorted(ends)


@given(texts, texts)
def test_both_texts_share_the_same_runs(one, other):
    there = [word.plain for word in words_of(other)]
    runs = {tuple(there[at : at + RUN]) for at in range(len(there) - RUN + 1)}
    here = [word.plain for word in words_of(one)]
    covered = {
        at + k
        for at in range(len(here) - RUN + 1)
        if tuple(here[at : at + RUN]) in runs
        for k in range(RUN)
    }
    found = shared(one, other)
    assert found.words == len(covered)
    assert {mark.number for mark in found.second} <= {mark.number for mark in found.first}
    assert shares(other, one) == (found.of_second, found.of_first)


@given(texts)
def test_a_text_shares_everything_with_itself(text):
    whole = 1.0 if len(words_of(text)) >= RUN else 0.0
    assert shares(text, text) == (whole, whole)


def test_a_heap_of_accents_on_one_letter_takes_no_time():
    assert [word.plain for word in words_of("Kafe" + "\u0300\u0316" * 90_000)] == ["kafe"]
