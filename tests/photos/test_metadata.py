import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos import metadata
from photos.renditions import inspect
from tests.photos import files

CREATOR = (
    "<dc:creator><rdf:Seq><rdf:li>Sari Dewi</rdf:li><rdf:li>Budi</rdf:li></rdf:Seq></dc:creator>"
)
CAPTION = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Warga di alun-alun.</rdf:li>'
    '<rdf:li xml:lang="en">People.</rdf:li></rdf:Alt></dc:description>'
)


def test_iptc_of_a_jpeg_is_read():
    block = files.iim(
        d80="Sari Dewi",
        d110="Kabar Kota",
        d120="Banjir di Jalan Melati – pagi",
        d116="© 2025",
        d55="20250514",
    )
    content = files.with_iptc(files.encode(files.picture()), block)
    assert inspect(files.upload(content)).metadata == metadata.Metadata(
        caption="Banjir di Jalan Melati – pagi",
        credit="Kabar Kota",
        creator="Sari Dewi",
        copyright="© 2025",
        source_date=datetime.date(2025, 5, 14),
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_xmp_is_read_from_every_kind(kind):
    content = files.with_xmp(files.picture(), kind, files.xmp(CREATOR + CAPTION))
    found = inspect(files.upload(content)).metadata
    assert found.creator == "Sari Dewi, Budi"
    assert found.caption == "Warga di alun-alun."
    assert found.credit == "ANTARA FOTO"
    assert found.source_date == datetime.date(2025, 5, 13)


def test_alternative_text_is_read():
    words = (
        "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li>Dua orang di perahu.</rdf:li>"
        "</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
    )
    assert metadata.read(xmp=files.xmp(words)).alt == "Dua orang di perahu."


def test_exif_fills_what_the_others_leave_open():
    content = files.encode(files.picture(), exif=files.exif_with_secrets())
    found = inspect(files.upload(content)).metadata
    assert found.creator == "Exif Person"
    assert found.source_date == datetime.date(2025, 5, 14)


def test_xmp_comes_before_iptc():
    found = metadata.read(iptc=files.iim(d80="Lama", d116="Hak cipta"), xmp=files.xmp(CREATOR))
    assert (found.creator, found.copyright) == ("Sari Dewi, Budi", "Hak cipta")


def test_iptc_of_old_programs_is_read_as_latin_1():
    assert metadata.read(iptc=b"\x1c\x02\x50\x00\x04Jos\xe9").creator == "José"


def test_control_characters_are_dropped():
    found = metadata.read(iptc=files.iim(d80="Sari\x00\x1b[31m  Dewi", d120="satu\r\ndua"))
    assert (found.creator, found.caption) == ("Sari[31m Dewi", "satu\ndua")


@pytest.mark.parametrize("text", ["20250231", "00000000", "2025", "kemarin", "", "202505141"])
def test_a_date_that_is_none_is_left_out(text):
    assert metadata.read(iptc=files.iim(d55=text)).source_date is None


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b "x">]>' + files.xmp(CREATOR.replace("Budi", "&b;")),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + files.xmp(CREATOR),
        files.xmp(CREATOR)[:-20],
        files.xmp("<dc:a>" * 100 + "</dc:a>" * 100 + CREATOR),
        files.xmp(CREATOR + " " * metadata.MAX_PACKET),
        b'<?xml version="1.0" encoding="klingon"?>' + files.xmp(CREATOR),
        b"not xml",
    ],
    ids=["entity", "external", "cut", "deep", "huge", "encoding", "text"],
)
def test_a_hostile_packet_says_nothing(packet):
    assert metadata.read(xmp=packet) == metadata.Metadata()


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_bytes_make_it_fail(iptc, xmp):
    metadata.read(iptc=iptc, xmp=xmp)
    metadata.read(iptc=b"\x1c\x02\x78" + iptc, xmp=files.xmp("") + xmp)
