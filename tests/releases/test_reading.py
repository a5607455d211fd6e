"""What was sent is read, and what is made to harm or to confuse is refused in words."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from django.utils.translation import override

from releases import reading
from releases.mail import attachment, read_mail
from releases.models import digest
from releases.reading import Refused, read_docx, read_file
from releases.unwrapping import unwrapped
from tests.releases.pdfs import pdf

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(autouse=True)
def english():
    """Let refusals be read as they stand in the code."""
    with override("en"):
        yield


def docx(body: str, *, head: str = "", name: str = "word/document.xml") -> bytes:
    """Return a Word document with this body, as the XML of Word."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, f"<?xml version='1.0'?>{head}<w:document {WORD}>{body}</w:document>")
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def mail(*headers: str, body: str = "Jalan Anggrek ditutup.") -> bytes:
    head = ["From: Humas Dishub <humas@dishub.contoh.id>", "Subject: Jalan Ditutup", *headers]
    return "\r\n".join([*head, "", body]).encode()


# --- Text and Word --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Kata “wali kota”.\r\nBaris dua.".encode(),
        "\ufeffKata “wali kota”.\rBaris dua.".encode(),
        "Kata “wali kota”.\nBaris dua.".encode("utf-16"),
        "Kata “wali kota”.\nBaris dua.".encode("cp1252"),
    ],
)
def test_a_text_file_is_read_in_whatever_it_was_written(content):
    assert read_file("Rilis.TXT", content).text == "Kata “wali kota”.\nBaris dua."


def test_a_word_document_is_read_by_paragraphs_without_what_was_struck_out_or_said_twice():
    body = (
        paragraph("Siaran <![CDATA[Pers]]>")
        + "<w:p><w:r><w:t>Jalan</w:t><w:tab/><w:t>ditutup</w:t><w:br/></w:r>"
        "<w:del><w:r><w:delText>dibuka</w:delText></w:r></w:del></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{paragraph('Sekali.')}</mc:Choice><mc:Fallback>{paragraph('Sekali.')}"
        "</mc:Fallback></mc:AlternateContent>"
        f"<w:tbl><w:tr><w:tc>{paragraph('Sel')}</w:tc></w:tr></w:tbl>"
    )
    assert read_docx(docx(body)).text == "Siaran Pers\nJalan\tditutup\n\nSekali.\nSel"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (docx(paragraph("&b;"), head=BOMB), "not built"),
        (docx(paragraph("&a;"), head=OUTSIDE), "not built"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "not built"),
        (docx(paragraph("x" * 500_000)), "not built"),
        (docx(paragraph("x" * 300_000)), "characters"),
        (docx(""), "no text"),
        (docx(paragraph("Lain"), name="word/lain.xml"), "no Word document"),
        (docx(paragraph("Rusak"))[:-30], "no Word document"),
        (docx("<w:p>"), "no Word document"),
        (b"PK\x03\x04" + b"\x00" * 100, "no Word document"),
        (b"", "no Word document"),
    ],
)
def test_a_hostile_or_broken_document_is_refused(content, why):
    with pytest.raises(Refused, match=why):
        read_docx(content)


def test_a_document_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "MOST_XML", 1000)
    with pytest.raises(Refused, match="unpacks"):
        read_docx(docx(" " * 2000))


@pytest.mark.parametrize("name", ["rilis.doc", "rilis.exe", "rilis", "rilis.docx.zip"])
def test_other_files_are_refused(name):
    with pytest.raises(Refused, match="Only"):
        read_file(name, b"Teks")


def test_a_file_without_words_or_too_large_is_refused(monkeypatch):
    with pytest.raises(Refused, match="no text"):
        read_file("a.txt", b" \r\n\x00"[:3])
    with pytest.raises(Refused, match="no text file"):
        read_file("a.txt", b"\x7fELF\x00\x00")
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Refused, match="more than"):
        read_file("a.txt", b"x" * 11)


# --- Mail -----------------------------------------------------------------------------------------

MULTIPART = "Content-Type: multipart/mixed; boundary=tepi"


def parts(*found: str) -> str:
    return "".join(f"--tepi\r\n{part}\r\n" for part in found) + "--tepi--\r\n"


def test_a_mail_says_who_sent_it_about_what_and_when():
    found = read_mail(
        mail("Date: Wed, 14 May 2025 10:00:00 +0700", "X-Lain: 1").replace(
            b"Subject: Jalan Ditutup", b"Subject: =?utf-8?q?Jalan_=E2=80=9CAnggrek=E2=80=9D?="
        )
    )
    assert found.title == "Jalan “Anggrek”"
    assert (found.agency, found.contact) == ("Humas Dishub", "humas@dishub.contoh.id")
    assert found.sent_at.isoformat() == "2025-05-14T10:00:00+07:00"
    assert found.text == "Jalan Anggrek ditutup."


def test_plain_text_comes_before_html_and_html_becomes_text():
    plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nKata polos."
    html = (
        "Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><script>curi()</script>"
        "<p>Alinea satu &amp; ini.</p><p onclick=x>Alinea <b>dua</b>.</p>"
    )
    assert read_mail(mail(MULTIPART, body=parts(html, plain))).text == "Kata polos."
    text = read_mail(mail(MULTIPART, body=parts(html))).text
    assert text == "Alinea satu & ini.\n\nAlinea dua."


def test_a_document_attached_is_the_release_where_the_mail_says_less():
    import base64

    file = base64.encodebytes(docx(paragraph("Dinas menutup jalan mulai Senin pagi."))).decode()
    attached = (
        'Content-Type: application/octet-stream; name="Rilis.docx"\r\n'
        'Content-Disposition: attachment; filename="Rilis.docx"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{file}"
    )
    broken = attached.replace(file, "AAAA").replace("Rilis", "Rusak")
    own = "Content-Type: text/plain\r\n\r\nTerlampir rilis."
    found = read_mail(mail(MULTIPART, body=parts(own, broken, attached)))
    assert found.text == "Dinas menutup jalan mulai Senin pagi."


def test_what_is_attached_is_listed_with_what_could_be_read_of_it():
    scan, picture = pdf(b"0 0 0 rg 72 72 100 100 re f"), b"\x89PNG gambar"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "humas@pemkot.contoh.id", "Pasar Ditata"
    mail.add_attachment(scan, maintype="application", subtype="pdf", filename="Rilis Pasar.pdf")
    mail.add_attachment(picture, maintype="image", subtype="png", filename="Siaran.png")
    mail.add_attachment(picture, maintype="image", subtype="png")
    mail.add_attachment(b"PK", maintype="application", subtype="zip", filename="foto.zip")
    found = read_mail(mail.as_bytes())
    assert (found.text, found.has_text) == ("Pasar Ditata", False)
    assert [(one.name, one.says) for one in found.attached] == [
        ("Rilis Pasar.pdf", "scan"),
        ("Siaran.png", "picture"),
        ("attachment-3.png", "picture"),
        ("foto.zip", "other"),
    ]
    assert attachment(mail.as_bytes(), 1) == scan
    assert attachment(mail.as_bytes(), 2) == picture
    assert attachment(mail.as_bytes(), 9) is None


def test_a_pdf_attached_is_read_whatever_it_is_called(monkeypatch):
    import base64

    own = "Content-Type: text/plain\r\n\r\nTerlampir rilis."
    file = base64.encodebytes(pdf(["Dinas menutup jalan mulai Senin pagi."])).decode()
    attached = f"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{file}"
    content = mail(MULTIPART, body=parts(own, attached))
    assert read_mail(content).text == "Dinas menutup jalan mulai Senin pagi."
    monkeypatch.setattr("releases.mail.MOST_DOCUMENTS", 0)
    assert read_mail(content).text == "Terlampir rilis."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "who sent"),
        (b"\x00\xff\xfe garbage", "who sent"),
        (b"Subject: Halo\r\n\r\nTanpa pengirim", "who sent"),
        (mail(body="  "), "no text"),
        (mail("Auto-Submitted: auto-replied"), "machine"),
        (mail(MULTIPART, body=parts(*["Content-Type: text/plain\r\n\r\nx"] * 300)), "parts"),
    ],
)
def test_a_dangling_or_hostile_mail_is_refused(content, why):
    with pytest.raises(Refused, match=why):
        read_mail(content)


def test_a_mail_that_nests_for_ever_is_refused():
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(3000)
    )
    with pytest.raises(Refused):
        read_mail(b"From: a@b.id\r\n" + head.encode())


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=tidak-ada",
        "Content-Type: text/plain; charset=undefined",
        "Content-Type: text/plain; charset=idna",
        'Content-Type: text/plain; charset="a\0b"',
        "Content-Type: text/plain; charset*=idna''%ff",
        "Content-Disposition: inline; filename*=idna''rilis%ff.docx",
        "X-Sender: =?idna?Q?=ff?=",
        "Date: kemarin",
        "Date: Wed, 99 May 2025 99:00:00 +0700",
        "Content-Transfer-Encoding: base85",
    ],
)
def test_a_header_that_makes_no_sense_costs_only_itself(header):
    found = read_mail(mail(header))
    assert found.text == "Jalan Anggrek ditutup."
    assert found.sent_at is None
    assert read_mail(mail().replace(b"Jalan Ditutup", b"=?xx?b?!!!?= a")).title


# --- Lines ----------------------------------------------------------------------------------------


def test_lines_that_a_mail_program_broke_are_whole_again():
    text = (
        "Dinas Perhubungan menutup Jalan Anggrek mulai Senin pagi karena ada\n"
        "perbaikan gorong-gorong yang memakan waktu tiga hari lamanya.\n"
        "\n"
        "Jalan yang dialihkan adalah jalan-jalan yang berikut ini dan seterusnya:\n"
        "- Jalan Melati\n"
        "- Jalan Mawar\n"
        "Hormat kami,\n"
        "Humas"
    )
    assert unwrapped(text).split("\n") == [
        "Dinas Perhubungan menutup Jalan Anggrek mulai Senin pagi karena ada "
        "perbaikan gorong-gorong yang memakan waktu tiga hari lamanya.",
        "",
        "Jalan yang dialihkan adalah jalan-jalan yang berikut ini dan seterusnya:",
        "- Jalan Melati",
        "- Jalan Mawar",
        "Hormat kami,",
        "Humas",
    ]


def test_text_with_whole_paragraphs_is_left_as_it_is():
    text = "Alinea pertama yang panjang. " * 6 + "\nAlinea kedua.\nAlinea ketiga."
    assert unwrapped(text) == text


def test_a_subject_in_no_character_set_is_read_all_the_same():
    content = mail().replace(b"Jalan Ditutup", b"=?idna?Q?Jalan_Ditutup?=")
    assert read_mail(content).title == "Jalan Ditutup"


@pytest.mark.parametrize(
    ("header", "piece"),
    [("Content-Type: text/plain", ";"), ("Content-Disposition: inline", ";a*0=b")],
)
def test_a_header_of_a_megabyte_takes_no_time(header, piece):
    content = mail(header + piece * (1_000_000 // len(piece)))
    assert read_mail(content).text == "Jalan Anggrek ditutup."


def test_a_mail_of_a_million_parts_or_headers_is_refused_while_it_is_read():
    with pytest.raises(Refused, match="parts"):
        read_mail(mail(MULTIPART, body="--tepi\n\n" * 500_000))
    with pytest.raises(Refused, match="headers"):
        read_mail(mail(*["X: y"] * 1000))


def test_a_document_of_nothing_but_elements_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ELEMENTS", 1000)
    assert read_docx(docx(paragraph("Kata.") * 300)).text.count("Kata.") == 300
    with pytest.raises(Refused, match="not built"):
        read_docx(docx("<w:x/>" * 1000))


def test_a_heap_of_accents_takes_no_time():
    heap = "x" + "\u0300\u0316" * 90_000
    assert digest(heap) != digest(heap[:-1])
    assert digest("Kafe\u0301 buka") == digest("Kafé  buka")
