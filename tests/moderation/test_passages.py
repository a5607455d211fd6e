"""Where a remark belongs: passages are found again, whatever happened to the text around them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.html import clean_html
from moderation.passages import Place, Text, marked, plain

STORY = [
    "<h2>Jembatan Dibuka</h2>",
    "<p>Wali kota membuka <strong>jembatan</strong> itu.</p>",
    "<ul><li>Biaya Rp13,9 miliar</li><li>Dua tahun<ul><li>terlambat</li></ul></li></ul>",
    "<p>Warga senang. Wali kota pulang.<br>Selesai.</p>",
]


def mark(quote: str, context: str = "", pieces: list[str] = STORY) -> list[str]:
    place = Text(pieces).find(quote, context)
    assert place is not None
    return marked(pieces, [(place, "7")])


def test_words_are_read_as_a_browser_selects_them():
    assert Text(STORY).words == (
        "Jembatan Dibuka Wali kota membuka jembatan itu. Biaya Rp13,9 miliar Dua tahun terlambat "
        "Warga senang. Wali kota pulang. Selesai."
    )


def test_a_passage_is_marked_across_bold_letters():
    assert mark("membuka jembatan itu")[1] == (
        '<p>Wali kota <mark data-comment="7">membuka <strong>jembatan</strong> itu</mark>.</p>'
    )


def test_a_passage_over_two_paragraphs_is_marked_in_both():
    pieces = mark("itu.\n\nBiaya Rp13,9 miliar\nDua")
    assert '<mark data-comment="7">itu.</mark></p>' in pieces[1]
    assert '<li><mark data-comment="7">Biaya Rp13,9 miliar</mark></li>' in pieces[2]
    assert '<li><mark data-comment="7">Dua</mark> tahun' in pieces[2]
    assert pieces[3] == STORY[3]


def test_of_two_equal_passages_the_context_tells_which():
    text = Text(STORY)
    first, second = text.find("Wali kota"), text.find("Wali kota", "miliar Warga senang.")
    assert first == Place(16, 25)
    assert second is not None
    assert text.piece_at(second.start) == 3


def test_a_changed_passage_is_near_what_stood_before_it():
    text = Text(STORY)
    assert text.find("Walikota Solo pulang") is None
    assert text.near("Walikota Solo pulang", "tahun terlambat Warga senang.") == 3
    assert text.near("Biaya sekitar Rp13,9 miliar selama Dua tahun", "") == 2
    assert text.near("Entah apa ini semuanya dulu", "") is None


def test_marks_do_not_overlap():
    text = Text(STORY)
    places = [(text.find("membuka jembatan"), "1"), (text.find("jembatan itu"), "2")]
    out = "".join(marked(STORY, places))
    assert out.count("<mark") == 1
    assert 'data-comment="1"' in out


WORDS = st.lists(st.sampled_from(["kota", "baru", "a", "<", "&"]), min_size=1, max_size=5)
LINE = WORDS.map(" ".join).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
PIECE = st.one_of(
    LINE.map(lambda x: f"<p>{x} <em>{x}</em><br>{x}</p>"),
    LINE.map(lambda x: f"<ul><li>{x}<ol><li>{x}</li></ol></li><li><strong>{x}</strong></li></ul>"),
    LINE.map(lambda x: f'<figure data-photo="3"><figcaption>{x}</figcaption></figure>'),
    LINE.map(lambda x: f"<table><tbody><tr><td>{x}</td><td></td></tr></tbody></table>"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECE.map(clean_html), min_size=1, max_size=4), st.data())
def test_marks_change_no_word_and_stand_where_the_words_are(pieces, data):
    text = Text(pieces)
    start = data.draw(st.integers(0, len(text.words) - 1))
    place = Place(start, data.draw(st.integers(start + 1, len(text.words))))
    out = marked(pieces, [(place, "7")])
    assert [plain(piece) for piece in out if "<mark" not in piece] == [
        plain(before) for before, piece in zip(pieces, out, strict=True) if "<mark" not in piece
    ]
    unmarked = [
        piece.replace('<mark data-comment="7">', "").replace("</mark>", "") for piece in out
    ]
    assert [clean_html(piece) for piece in unmarked] == pieces
