"""Texts that nobody would write: read in the time their length takes, and no more."""

import pytest

from copydesk import Field, Paragraph
from copydesk.checking import Checker

CHECKER = Checker()


# Where a rule starts anew at each letter and runs to the end, these take minutes each.
@pytest.mark.parametrize(
    "piece",
    [
        *[
            ".",
            "A",
            "A B ",
            "(",
            "\n",
            "Di ",
            "di ",
            "!",
            '"',
            "a",
            "a.",
            "a@",
            "14 Mei ",
            "kerjasama ",
            "nya",
        ],
        *["stakeholder ", "Jalan Merdeka ", "besok ", "5 juta dana ", "Rumah, kata dia. "],
    ],
)
def test_a_paragraph_of_one_sign_is_read_once(piece):
    text = (piece * 20_000)[:20_000]
    CHECKER.check([Paragraph(text, Field.BODY), Paragraph("Air surut.", Field.BODY)])


def test_an_abbreviation_is_explained_by_the_words_before_it_however_many_stand_there():
    long = "Rapat Kerja Badan Urusan Desa Entah Apa Saja Yang Ada Di Kota Kita Ini Dan Itu"
    text = f"{long} Komite Penyelamat Pasar Xenon (KPPX) bersidang. KPPX bubar."
    kinds = {finding.kind for finding in CHECKER.check([Paragraph(text, Field.BODY)])}
    assert "tanpa-penjelasan" not in kinds
