"""A PDF is read by paragraphs, in a process that may take no more than it is given."""

import time
import zlib

import pytest
from django.utils.translation import override

from releases import pdf as program
from releases import reading
from releases.pdf import answer, paragraphs
from releases.reading import LONGEST, Refused, WithoutText, read_file, read_pdf
from tests.releases.pdfs import content_of, pdf

FIRST = "Dinas Perhubungan menutup Jalan Anggrek mulai Senin pagi karena ada perbaikan gorong-"
SECOND = "gorong di bawah jalan itu, yang memakan waktu tiga hari."


@pytest.fixture(autouse=True)
def english():
    """Let refusals be read as they stand in the code."""
    with override("en"):
        yield


def test_a_pdf_is_read_by_paragraphs_wherever_its_lines_were_broken():
    page = ["SIARAN PERS", "", "Jalan Anggrek Ditutup", "", FIRST, SECOND, "", "Hormat kami,", "1"]
    assert read_file("Rilis.PDF", pdf(page)).text.split("\n") == [
        "SIARAN PERS",
        "",
        "Jalan Anggrek Ditutup",
        "",
        FIRST + SECOND,
        "",
        "Hormat kami,",
    ]


def test_lists_indents_tables_and_pages_keep_their_lines_apart():
    wide = "Jalan yang dialihkan adalah jalan-jalan yang berikut ini dan seterusnya, yakni:"
    pages = [
        [
            wide,
            "- Jalan Melati",
            "2) Jalan Mawar",
            "Hari       Jam",
            "Senin  pagi",
            "",
            "  - 2 -  ",
        ],
        [wide, "lanjutan kalimat itu.", f"     {wide}"],
        ["sampai di halaman ini.", "Halaman 3 dari 3"],
    ]
    assert paragraphs(pages) == [
        wide,
        "- Jalan Melati",
        "2) Jalan Mawar",
        "Hari\tJam",
        "Senin pagi",
        f"{wide} lanjutan kalimat itu.",
        f"{wide} sampai di halaman ini.",
    ]


def test_a_scan_says_that_it_is_one():
    with pytest.raises(WithoutText, match="scan"):
        read_pdf(pdf(b"0 0 0 rg 72 72 100 100 re f"))


BOMB = zlib.compress(b" " * 200_000_000, 9)
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<00> <00>]"


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(b"", "broken", id="empty"),
        pytest.param(b"%PDF-1.7\nrusak", "broken", id="garbage"),
        pytest.param(pdf(["Jalan ditutup."])[:300], "broken", id="cut off"),
        pytest.param(pdf(BOMB, filters="/Filter /FlateDecode"), "broken", id="bomb"),
        pytest.param(pdf(["Rahasia"], trailer=LOCK.format("00" * 32)), "locked", id="locked"),
        pytest.param(pdf(*[["Jalan."]] * (program.MOST_PAGES + 1)), "pages", id="pages"),
        pytest.param(pdf(content_of(["kata " * 60] * 50)), "long", id="long"),
    ],
)
def test_a_hostile_or_broken_pdf_is_refused(content, refused):
    longest = 1000 if refused == "long" else LONGEST
    assert answer(content, longest) == {"refused": refused}
    assert refused in program.REFUSALS


@pytest.mark.parametrize("refused", program.REFUSALS)
def test_each_refusal_is_said_in_words(monkeypatch, tmp_path, refused):
    program_that_refuses(monkeypatch, tmp_path, f'print(\'{{"refused": "{refused}"}}\')')
    with pytest.raises(Refused, match="PDF|characters"):
        read_pdf(b"")


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "limit(); held = bytearray(MEMORY)",
        "raise SystemExit(1)",
        "print('no JSON')",
    ],
)
def test_a_pdf_that_takes_too_much_ends_its_process_and_nothing_else(monkeypatch, tmp_path, body):
    monkeypatch.setattr(reading, "PATIENCE", 1)
    program_that_refuses(monkeypatch, tmp_path, body)
    begun = time.monotonic()
    with pytest.raises(Refused, match="too much"):
        read_pdf(b"")
    assert time.monotonic() - begun < 30


def program_that_refuses(monkeypatch, folder, body: str) -> None:
    """Let another program stand where the reader of PDFs does, with its limits."""
    file = folder / "program.py"
    own = f"import runpy; globals().update(runpy.run_path({program.__file__!r}))"
    file.write_text(f"{own}\n{body}\n")
    monkeypatch.setattr(program, "__file__", str(file))
