"""From stored HTML to paragraphs, and fixes back into it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.html import clean_html
from copydesk import Checker, Field, accept
from copydesk.markup import read, replaced

STORY = (
    "<h2>Jembatan</h2>"
    "<p>Biaya <strong>Rp. 5</strong> Milyar &amp; <em>event</em> lain.<br>Baris dua.</p>"
    "<ul><li>Satu<ul><li>Dua</li></ul></li></ul><blockquote><p>Kata orang.</p></blockquote>"
    '<figure data-photo="3"><figcaption>Foto.</figcaption></figure>'
    "<table><tbody><tr><td>12.5 km</td></tr></tbody></table>"
)


def test_each_line_is_a_paragraph_that_knows_where_it_stands():
    told = [placed.paragraph for placed in read(STORY)]
    assert [paragraph.text for paragraph in told] == [
        "Jembatan",
        "Biaya Rp. 5 Milyar & event lain.",
        "Baris dua.",
        "Satu",
        "Dua",
        "Kata orang.",
        "Foto.",
        "12.5 km",
    ]
    assert [paragraph.heading for paragraph in told].index(True) == 0
    assert told[1].italics == ((21, 26),)
    assert told[5].quoted
    assert told[6].field is Field.CAPTION
    assert told[7].cell


def mended(html: str) -> str:
    """Accept the safe fixes of a body one after the other."""
    checker = Checker()
    for _ in range(20):
        story = read(html)
        safe = [f for f in checker.check([placed.paragraph for placed in story]) if f.safe]
        if not safe:
            break
        first = safe[0]
        html = replaced(html, story[first.paragraph], first.start, first.end, first.replacements[0])
    return html


def test_a_fix_changes_letters_and_leaves_every_tag():
    assert mended("<p>Biaya <strong>Rp. 5</strong> Milyar &amp; lain.</p>") == (
        "<p>Biaya <strong>Rp5</strong> miliar &amp; lain.</p>"
    )


def test_a_fix_across_a_tag_stands_where_it_began():
    assert mended("<p>Warga <strong>di</strong> lakukan itu.</p>") == (
        "<p>Warga <strong>dilakukan</strong> itu.</p>"
    )


def test_a_fix_is_written_as_text():
    [placed] = read("<p>A &lt; B</p>")
    assert replaced("<p>A &lt; B</p>", placed, 2, 3, "<&>") == "<p>A &lt;&amp;&gt; B</p>"


PIECES = [
    STORY,
    "<p>kerjasama </p>",
    "<p>di <em>lakukan</em></p>",
    "Rp. 5",
    "<b>",
    "</p>",
    "&amp;",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join).map(clean_html))
@settings(max_examples=60, deadline=None)
def test_any_fix_changes_the_html_as_it_changes_the_paragraphs(html):
    story = read(html)
    told = [placed.paragraph for placed in story]
    for finding in Checker().check(told):
        if finding.replacements:
            new = replaced(
                html, story[finding.paragraph], finding.start, finding.end, finding.replacements[0]
            )
            expected = [paragraph.text.strip() for paragraph in accept(told, finding)]
            assert [placed.paragraph.text for placed in read(new)] == list(filter(None, expected))
            assert clean_html(new) == new or "<em></em>" in new or "<strong></strong>" in new
