"""What changed between two texts, word by word: nothing is missing, and it stays well-formed."""

import random
import time
from itertools import chain
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.html import clean_html, to_text
from moderation.alignment import aligned, similar_pairs
from moderation.differences import Fold, Kind, Labels, Part, compare_bodies, compare_lines, folded

LABELS = Labels("ditambah:", "dihapus:")
OTHER = {"ins": "del", "del": "ins"}


def compared(old: str, new: str) -> list[Part]:
    return compare_bodies(clean_html(old), clean_html(new), LABELS)


def plain(html: str) -> str:
    """Return marked HTML without what is said to screen readers only."""
    for label in (LABELS.added, LABELS.removed):
        html = html.replace(f'<span class="visually-hidden">{label} </span>', "")
    return html


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(part.kind.value, plain(part.html)) for part in compared(old, new)]


def side(parts: list[Part], mark: str) -> str:
    """Return the body one gets by taking `mark` and leaving the other one. Fails on bad HTML."""
    gone = {"ins": {Kind.REMOVED, Kind.MOVED_AWAY}, "del": {Kind.ADDED, Kind.MOVED_HERE}}[mark]
    html = "".join(part.html for part in parts if part.kind not in gone)
    return clean_html(_side_of(tree_of(html), mark))


def tree_of(html: str) -> ElementTree.Element:
    """Parse marked HTML, strictly: what is not well-formed fails the test."""
    xml = f"<body>{plain(html).replace('<br>', '<br/>')}</body>"
    return ElementTree.fromstring(xml)  # noqa: S314 -- our own output


def _side_of(element: ElementTree.Element, mark: str) -> str:
    out = _text(element.text)
    for child in element:
        classes = child.attrib.pop("class", "")
        if child.tag != OTHER[mark] and classes != f"whole-{OTHER[mark]}":
            inner = _side_of(child, mark)
            if child.tag in (mark, "div"):
                out += inner
            else:
                attributes = "".join(f' {name}="{_text(v)}"' for name, v in child.attrib.items())
                out += f"<{child.tag}{attributes}>{inner}"
                out += "" if child.tag == "br" else f"</{child.tag}>"
        out += _text(child.tail)
    return out


def _text(text: str | None) -> str:
    text = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


# --- Bodies as people write them ----------------------------------------------------------------

WORDS = st.sampled_from(["kota", "yang", "jembatan", "Rp13,9", "di", "—", "<b>", "&amp;", "“ya”"])
TEXT = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
INLINE = st.lists(
    st.one_of(
        TEXT.map(lambda text: text.replace("<", "&lt;")),
        st.sampled_from(["<br>", ", ", " ", "\xa0", "."]),
        st.tuples(
            st.sampled_from(["strong", "em", 'a href="/berita/1/"', 'a href="https://x.id/?a=1"']),
            WORDS,
        ).map(lambda pair: f"<{pair[0]}>{pair[1].replace('<', '&lt;')}</{pair[0].split()[0]}>"),
    ),
    max_size=6,
).map("".join)
ITEMS = st.lists(
    st.tuples(INLINE, st.one_of(st.just(""), INLINE.map(lambda x: f"<ol><li>{x}</li></ol>"))).map(
        lambda pair: f"<li>{pair[0]}{pair[1]}</li>"
    ),
    min_size=1,
    max_size=4,
).map("".join)
ROWS = st.lists(
    st.lists(INLINE.map(lambda x: f"<td>{x}</td>"), min_size=1, max_size=3).map(
        lambda cells: f"<tr>{''.join(cells)}</tr>"
    ),
    min_size=1,
    max_size=3,
).map("".join)
BLOCK = st.one_of(
    INLINE.map(lambda x: f"<p>{x}</p>"),
    INLINE.map(lambda x: f"<h2>{x}</h2>"),
    INLINE.map(lambda x: f"<blockquote><p>{x}</p><p>{x} lagi</p></blockquote>"),
    ITEMS.map(lambda x: f"<ul>{x}</ul>"),
    ROWS.map(lambda x: f"<table><caption>Judul</caption><tbody>{x}</tbody></table>"),
    INLINE.map(lambda x: f'<figure data-photo="7"><figcaption>{x}</figcaption></figure>'),
)
BODY = st.lists(BLOCK, max_size=6).map("".join).map(clean_html)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a body and what somebody made of it: blocks moved, removed, written anew."""
    blocks = draw(st.lists(BLOCK, max_size=6))
    changed = [draw(st.one_of(st.just(b), BLOCK)) for b in blocks if draw(st.integers(0, 4))]
    changed = draw(st.permutations(changed)) if draw(st.booleans()) else changed
    return clean_html("".join(blocks)), clean_html("".join(changed))


@settings(max_examples=250, deadline=None)
@given(st.one_of(edited(), st.tuples(BODY, BODY)))
def test_taking_one_side_of_the_marks_gives_that_text_exactly(texts):
    old, new = texts
    parts = compare_bodies(old, new, LABELS)
    assert side(parts, "ins") == new
    assert side(parts, "del") == old


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_taking_one_side_of_a_marked_line_gives_that_line(old, new):
    root = tree_of(compare_lines(old, new, LABELS))
    for mark, text in (("ins", new), ("del", old)):
        assert _side_of(root, mark) == _text(text)


@settings(max_examples=200, deadline=None)
@given(st.text("abcde ", max_size=40), st.text("abcde ", max_size=40))
def test_an_alignment_has_every_item_of_both_once_and_equal_ones_together(a, b):
    stretches = aligned(a, b)
    assert "".join(a[left] for _, left, _ in stretches) == a
    assert "".join(b[right] for _, _, right in stretches) == b
    assert all(a[left] == b[right] for same, left, right in stretches if same)


# --- What a person sees -------------------------------------------------------------------------


def test_words_are_marked_one_by_one():
    old = "<p>Wali kota menutup jembatan pada Rabu pagi.</p>"
    new = "<p>Wali kota membuka jembatan baru pada Rabu pagi.</p>"
    assert shown(old, new) == [
        (
            "changed",
            "<p>Wali kota <del>menutup</del><ins>membuka</ins> jembatan<ins> baru</ins>"
            " pada Rabu pagi.</p>",
        )
    ]


def test_each_mark_says_what_it_is_to_whoever_cannot_see_it():
    (part,) = compared("<p>Biaya Rp13 miliar.</p>", "<p>Biaya Rp14 miliar.</p>")
    assert '<del><span class="visually-hidden">dihapus: </span>Rp13</del>' in part.html
    assert '<ins><span class="visually-hidden">ditambah: </span>Rp14</ins>' in part.html


def test_two_changes_with_a_small_word_between_them_are_one():
    marked = plain(compare_lines("Air dan api", "Tanah dan angin", LABELS))
    assert marked == "<del>Air dan api</del><ins>Tanah dan angin</ins>"


def test_a_new_link_and_bold_letters_are_changes():
    ((_, html),) = shown("<p>Kata Tirto.</p>", '<p>Kata <a href="/x/"><b>Tirto</b></a>.</p>')
    assert html == (
        '<p>Kata <del>Tirto</del><ins><a href="/x/"><strong>Tirto</strong></a></ins>.</p>'
    )


def test_a_paragraph_that_was_moved_is_said_to_have_moved():
    moved = "<p>Paragraf ini pindah ke bagian bawah naskah.</p>"
    rest = "<p>Pertama.</p><p>Kedua.</p>"
    assert [kind for kind, _ in shown(moved + rest, rest + moved)] == [
        "moved-away", "same", "same", "moved-here",
    ]  # fmt: skip


def test_a_paragraph_copied_twice_has_moved_once_and_was_added_once():
    text = "<p>Paragraf ini disalin ke tempat lain juga.</p>"
    rest = "<p>Pertama.</p><p>Kedua.</p>"
    kinds = [kind for kind, _ in shown(text + rest, rest + text + "<p>Baru.</p>" + text)]
    assert sorted(kinds) == ["added", "added", "moved-away", "moved-here", "same", "same"]


def test_items_of_a_list_are_compared_with_their_like():
    old = "<ul><li>Ikan asin kering</li><li>Beras merah lokal</li></ul>"
    new = "<ul><li>Beras merah impor</li><li>Gula</li></ul>"
    ((_, html),) = shown(old, new)
    assert '<li class="whole-del"><del>Ikan asin kering</del></li>' in html
    assert "<li>Beras merah <del>lokal</del><ins>impor</ins></li>" in html
    assert '<li class="whole-ins"><ins>Gula</ins></li>' in html


def test_a_changed_caption_leaves_the_picture_alone():
    old = '<figure data-photo="7"><figcaption>Pasar lama</figcaption></figure>'
    new = '<figure data-photo="7"><figcaption>Pasar baru</figcaption></figure>'
    ((kind, html),) = shown(old, new)
    assert (kind, html.count("<figure")) == ("changed", 1)
    assert html.startswith('<figure data-photo="7">')


def test_another_picture_is_another_block():
    parts = shown('<figure data-photo="7"></figure>', '<figure data-photo="8"></figure>')
    assert sorted(kind for kind, _ in parts) == ["added", "removed"]


def test_hostile_letters_stay_letters():
    marked = compare_lines("<script>a</script>", "<img src=x onerror=b>", LABELS)
    assert "<script" not in marked
    assert "<img" not in marked


def test_long_unchanged_stretches_are_folded_and_their_edges_are_not():
    old = "".join(f"<p>Paragraf nomor {n}.</p>" for n in range(20))
    parts = compared(old, old.replace("nomor 10.", "sepuluh."))
    out = folded(parts)
    folds = [one for one in out if isinstance(one, Fold)]
    assert [len(fold.parts) for fold in folds] == [9, 8]
    assert [one.kind for one in out if isinstance(one, Part)] == ["same", "changed", "same"]
    unfolded = [p for one in out for p in (one.parts if isinstance(one, Fold) else [one])]
    assert unfolded == parts


def test_nothing_to_fold_in_a_short_text():
    parts = compared("<p>Satu.</p><p>Dua.</p>", "<p>Satu.</p><p>Dua.</p>")
    assert folded(parts) == parts


# --- Time ---------------------------------------------------------------------------------------

NUMBERS = random.Random(7)  # noqa: S311 -- the same words in every run
VOCABULARY = [f"kata{int(NUMBERS.paretovariate(1))}" for _ in range(4000)]


def words(count: int) -> list[str]:
    return [NUMBERS.choice(VOCABULARY) for _ in range(count)]


def paragraphs(texts: list[list[str]]) -> str:
    return "\n".join(f"<p>{' '.join(text)}.</p>" for text in texts)


LONG = [words(40) for _ in range(250)]
SHUFFLED = NUMBERS.sample(LONG, len(LONG))
EDITED = [[w if NUMBERS.random() > 0.1 else "lain" for w in text] for text in LONG]
ONE, ONE_EDITED = ([list(chain.from_iterable(texts))] for texts in (LONG, EDITED))


@pytest.mark.parametrize(
    ("old", "new"),
    [(LONG, EDITED), (LONG, SHUFFLED), (LONG, [words(40) for _ in LONG]), (ONE, ONE_EDITED)],
    ids=["edited", "shuffled", "rewritten", "one paragraph"],
)
def test_ten_thousand_words_are_compared_at_once(old, new):
    start = time.process_time()
    compare_bodies(paragraphs(old), paragraphs(new), LABELS)
    assert time.process_time() - start < 3  # a tenth of it, as a rule


def test_what_cannot_be_compared_well_is_still_compared_soon():
    start = time.process_time()
    two = [[NUMBERS.choice(["di", "yang"]) for _ in range(5000)] for _ in range(2)]
    old, new = paragraphs(two[:1]), paragraphs(two[1:])
    assert side(compare_bodies(old, new, LABELS), "ins") == clean_html(new)
    assert time.process_time() - start < 15


def test_pairs_keep_their_order():
    likes = {(0, 2): 0.9, (1, 0): 0.5, (2, 1): 0.6}
    assert similar_pairs(3, 3, lambda i, j: likes.get((i, j), 0)) == [(1, 0), (2, 1)]


def test_text_of_both_sides_is_the_text_of_the_bodies():
    old, new = "<p>Satu dua.</p><ul><li>tiga</li></ul>", "<p>Satu.</p><ul><li>empat</li></ul>"
    parts = compared(old, new)
    assert to_text(side(parts, "del")) == "Satu dua.\ntiga"
    assert to_text(side(parts, "ins")) == "Satu.\nempat"


def test_more_paragraphs_than_any_story_has_are_not_likened_to_each_other():
    asked = []
    assert similar_pairs(5_000, 5_000, lambda i, j: asked.append((i, j)) or 1.0) == []
    assert asked == []
