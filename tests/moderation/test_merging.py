"""Two texts and their base: what fits together is put together, the rest is left to people."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.html import clean_html
from moderation.merging import (
    Pick,
    Side,
    combine,
    merge,
    merge_list,
    merge_value,
    split_body,
)

# Few words, so that paragraphs are often equal or alike, which is where a merge goes wrong.
WORDS = st.sampled_from(["kota", "warga", "air", "pagi", "naik", "lima"])
BLOCKS = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"<p>{' '.join(words)}</p>")
TEXTS = st.lists(BLOCKS, max_size=8).map(tuple)


def settled(parts, pick=None):
    return tuple(block for part in parts for block in part.picked(pick))


def sides(parts):
    return [part.side for part in parts]


def say(*words):
    return tuple(f"<p>{word}</p>" for word in words)


# --- What holds for any three texts ---------------------------------------------------------------


@given(TEXTS, TEXTS, TEXTS)
def test_each_of_the_three_texts_can_be_had_back(base, mine, theirs):
    parts = merge(base, mine, theirs)
    assert tuple(block for part in parts for block in part.base) == base
    assert tuple(block for part in parts for block in part.mine) == mine
    assert tuple(block for part in parts for block in part.theirs) == theirs


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_taken_as_it_is(base, changed):
    assert settled(merge(base, base, changed)) == changed
    assert settled(merge(base, changed, base)) == changed
    assert settled(merge(base, changed, changed)) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_who_is_called_mine_does_not_matter(base, mine, theirs):
    swapped = {Side.MINE: Side.THEIRS, Side.THEIRS: Side.MINE}
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert sides(one) == [swapped.get(side, side) for side in sides(other)]


@given(TEXTS, TEXTS, TEXTS)
def test_no_paragraph_is_lost_where_both_are_kept(base, mine, theirs):
    kept = Counter(settled(merge(base, mine, theirs), Pick.BOTH))
    for one, other in ((mine, theirs), (theirs, mine)):
        # What one has that the base has not was written by them. It stays.
        written = Counter(one) - Counter(base)
        assert set(written) <= set(kept), (one, other)


@given(TEXTS, TEXTS, TEXTS)
def test_every_choice_that_is_offered_leads_to_a_text_of_its_own(base, mine, theirs):
    for part in merge(base, mine, theirs):
        if part.side == Side.CONFLICT:
            results = [part.picked(pick) for pick in part.picks]
            assert len(set(results)) == len(results) >= 3
            assert part.proposal is None or part.proposal in part.picks
            with pytest.raises(ValueError, match="does not settle"):
                part.picked(None)


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
def test_words_that_are_combined_come_from_one_of_the_texts(base, mine, theirs):
    texts = [" ".join(words) for words in (base, mine, theirs)]
    together = combine(*texts)
    if together is not None:
        assert set(together.split()) <= {*base, *mine, *theirs}
    assert combine(texts[0], texts[0], texts[2]) == texts[2]


UNIQUE = st.lists(st.integers(0, 12), unique=True, max_size=10)


@given(UNIQUE, UNIQUE, UNIQUE)
def test_a_list_has_what_was_added_and_not_what_was_removed(base, mine, theirs):
    merged = merge_list(base, mine, theirs)
    added = (set(mine) | set(theirs)) - set(base)
    removed = set(base) - (set(mine) & set(theirs))
    assert len(merged) == len(set(merged))
    assert set(merged) == (set(base) | added) - removed
    assert merge_list(base, base, theirs) == theirs
    assert merge_list(base, mine, base) == mine


@given(st.lists(st.sampled_from(["<p>a <strong>b</strong></p>", "<ul><li>c</li></ul>", "x<br>y"])))
def test_a_clean_body_is_its_blocks(pieces):
    body = clean_html("".join(pieces))
    assert "\n".join(split_body(body)) == body


# --- What an editor expects -----------------------------------------------------------------------


def test_changes_of_neighbouring_paragraphs_go_together():
    base = say("satu", "dua", "tiga")
    parts = merge(base, say("satu", "dua saya", "tiga"), say("satu", "dua", "tiga mereka"))
    assert settled(parts) == say("satu", "dua saya", "tiga mereka")


def test_a_new_paragraph_and_a_change_of_the_one_beside_it_go_together():
    base = say("satu", "dua")
    parts = merge(base, say("satu", "baru", "dua"), say("satu", "dua mereka"))
    assert settled(parts) == say("satu", "baru", "dua mereka")


def test_a_paragraph_that_both_changed_is_left_to_a_person():
    base = say("satu", "harga naik", "tiga")
    parts = merge(base, say("satu", "harga turun", "tiga"), say("satu", "harga tetap", "tiga"))
    [conflict] = [part for part in parts if part.side == Side.CONFLICT]
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        say("harga naik"),
        say("harga turun"),
        say("harga tetap"),
    )
    assert conflict.picks == (Pick.MINE, Pick.THEIRS, Pick.BOTH, Pick.BASE)
    assert conflict.proposal is None


def test_two_additions_at_one_place_are_both_proposed():
    parts = merge(say("satu"), say("satu", "saya"), say("satu", "mereka"))
    assert sides(parts) == [Side.SAME, Side.CONFLICT]
    assert settled(parts, parts[1].proposal) == say("satu", "mereka", "saya")


def test_words_win_over_their_removal():
    base = say("satu", "dua dan seterusnya", "tiga")
    [part] = [
        part
        for part in merge(base, say("satu", "tiga"), say("satu", "dua dan lainnya", "tiga"))
        if part.side == Side.CONFLICT
    ]
    assert part.picked(part.proposal) == say("dua dan lainnya")


def test_changes_far_apart_in_one_paragraph_are_proposed_together():
    base = "<p>Harga beras naik sejak awal pekan di pasar kota, kata pedagang.</p>"
    mine = base.replace("beras", "beras medium")
    theirs = base.replace("pedagang", "<strong>Rahmat</strong>, pedagang")
    [part] = merge([base], [mine], [theirs])
    assert part.proposal == Pick.COMBINED
    assert part.picked(Pick.COMBINED) == (
        "<p>Harga beras medium naik sejak awal pekan di pasar kota,"
        " kata <strong>Rahmat</strong>, pedagang.</p>",
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("<p>Harga beras turun tajam.</p>", "<p>Harga beras naik pelan.</p>"),  # side by side
        ("<p>Harga <em>beras naik</em> tajam.</p>", "<p>Harga gabah naik tajam.</p>"),
    ],
)
def test_changes_close_together_are_not_combined(mine, theirs):
    assert combine("<p>Harga beras naik tajam.</p>", mine, theirs) is None


def test_an_inserted_paragraph_does_not_hide_which_ones_were_changed():
    base = say(*(f"kalimat nomor {n} dari naskah ini" for n in range(6)))
    mine = (base[0], base[1].replace("naskah", "cerita"), *say("sisipan"), *base[2:])
    theirs = (*base[:2], base[2].replace("naskah", "berita"), *base[3:])
    parts = merge(base, mine, theirs)
    assert Side.CONFLICT not in sides(parts)
    assert settled(parts) == (*mine[:3], theirs[2], *base[3:])


def test_a_field_has_room_for_one_text():
    part = merge_value("", "Judul saya", "Judul mereka")
    assert part.picks == (Pick.MINE, Pick.THEIRS, Pick.BASE)
    assert part.proposal is None
    assert merge_value("Lama", "Lama", "Baru").picked(None) == ("Baru",)
    assert merge_value("Lama", "", "Lama").picked(None) == ()


def test_an_added_name_stands_after_the_one_it_followed():
    assert merge_list(["a", "b"], ["a", "x", "b"], ["b", "a"]) == ["b", "a", "x"]


# --- How long it may take -------------------------------------------------------------------------


def paragraphs(number, word="kata"):
    return [f"<p>{' '.join(f'{word}{n}-{i}' for i in range(60))}</p>" for n in range(number)]


@pytest.mark.parametrize("what", ["every other one", "all", "moved", "nothing alike", "all equal"])
def test_three_hundred_paragraphs_take_no_time(what):
    base = paragraphs(300)
    mine = [block.replace("kata", "saya", 20) for block in base]
    theirs = [block.replace("-59", "-60") for block in base]
    match what:
        case "every other one":
            mine[::2], theirs[1::2] = base[::2], base[1::2]
        case "moved":
            mine, theirs = base[150:] + base[:150], base[::-1]
        case "nothing alike":
            mine, theirs = paragraphs(301, "lain"), paragraphs(290, "beda")
        case "all equal":
            base, mine, theirs = (["<p>a</p>"] * n for n in (300, 400, 350))
    start = time.process_time()
    parts = merge(base, mine, theirs)
    for part in parts:
        if part.side == Side.CONFLICT:
            assert part.picks
    assert time.process_time() - start < 15  # minutes, where the work grows by the square


def test_a_body_made_to_stall_the_comparison_does_not():
    base, mine = ["<p>a</p>", "<p>b</p>"] * 9000, ["<p>b</p>", "<p>c</p>"] * 9000
    start = time.process_time()
    assert settled(merge(base, mine, base)) == tuple(mine)
    combine("a b " * 70_000, "b c " * 70_000, "c a " * 70_000)
    assert time.process_time() - start < 15  # minutes, where the work grows by the square
