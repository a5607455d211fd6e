"""What must hold for any text, likely or not."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk import Checker, Field, Paragraph, accept, accept_safe
from copydesk.eyd_v import RULES
from copydesk.rules import paragraphs

CHECKER = Checker()
# Pieces that go wrong, and the signs around which they do, in any order.
PIECES = [
    *(bad.text for rule in RULES for bad in rule.bad if len(bad.text) < 120),
    *(
        "Rp. ",
        "rp",
        "5",
        "13.9",
        "7000000",
        " miliar",
        " Milyar",
        "%",
        " %",
        " peren",
        "jam 19:25 wib",
    ),
    *(
        '"',
        "“",
        "”",
        " ",
        "  ",
        ",",
        ".",
        "!",
        "(",
        ")",
        " katanya",
        " kata Ani",
        "kerjasama",
        "walikota",
    ),
    *(
        "di lakukan",
        "dikantor",
        "apapun",
        "walau pun",
        "mensukseskan",
        "ijin",
        "yang yang",
        "KPU",
        "coklit",
    ),
    *(
        "Coklit",
        "50 siswa",
        "Senin (14/5/2025)",
        "31 April 2025",
        "Di",
        " dan ",
        "Undang-undang",
        "S.Sos, M.Pd",
    ),
    *(
        "antar kota",
        "(ab/cd)",
        "https://example.org/a,b",
        "\u00a0",
        "é",
        "…",
        "’",
        "-",
        "/",
        "orang",
        "tahun 2.019",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
anything = st.text(max_size=200).map(lambda text: text.replace("\n", " "))
stories = st.lists(
    st.builds(
        Paragraph,
        texts | anything,
        st.sampled_from(Field),
        cell=st.booleans(),
        quoted=st.booleans(),
        heading=st.booleans(),
    ),
    max_size=4,
)


@given(stories)
@settings(max_examples=100, deadline=None)
def test_findings_stand_inside_the_text_and_come_again(story):
    found = CHECKER.check(story)
    for finding in found:
        text = story[finding.paragraph].text
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.words
        assert finding.words not in finding.replacements
    assert found == Checker().check(story)


@given(stories)
@settings(max_examples=100, deadline=None)
def test_accepting_all_safe_fixes_twice_changes_nothing_the_second_time(story):
    once = accept_safe(CHECKER, story)
    assert accept_safe(CHECKER, once) == once
    assert [finding for finding in CHECKER.check(once) if finding.safe] == []


def remarks(story: list[Paragraph]) -> Counter[str]:
    return Counter(finding.name for finding in CHECKER.check(story))


SENTENCES = [bad.text for rule in RULES for bad in rule.bad] + [
    good.text for rule in RULES for good in rule.good
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from(Field))
@settings(max_examples=150, deadline=None)
@example(["Kemarin “Semua aman, ” katanya. Biaya Rp. 13.9 Milyar"], Field.BODY)
@example(["Kedua pihak bekerjasama."], Field.CATEGORY)
@example(["“Semua aman,” kata Ani “tetapi kami tetap siaga.”"], Field.CATEGORY)
@example(["Rapat pukul 9 pagi wib.", "Rapat pukul 9 pagi wib."], Field.BODY)
@example(["“Kami belum menerima bantuan” kata sopir truk itu."], Field.BODY)
@example(["“Hidup petani!”, seru massa."], Field.BODY)
@example(["Lurah Hartini Soedibyo datang. / Ada Hartini Sudibyo."] * 2, Field.HEADLINE)
@example(["Seorang warga mengatakan “Kami mendengar ledakan.”"], Field.BODY)
def test_accepting_any_one_fix_never_makes_a_new_finding(sentences, where):
    story = [part for sentence in sentences for part in paragraphs(sentence, where)]
    before = remarks(story)
    for finding in CHECKER.check(story):
        for choice in range(len(finding.replacements)):
            new = remarks(accept(story, finding, choice)) - before
            if finding.words.count(" ") < finding.replacements[choice].count(" "):
                # A word that lacked its capital is two words now, and both lack it.
                new = Counter(name for name in new if name not in before)
            assert new == Counter(), (finding, choice)


@given(st.text(max_size=500))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_odd(text):
    CHECKER.check([Paragraph(text), Paragraph(text, Field.HEADLINE)])
