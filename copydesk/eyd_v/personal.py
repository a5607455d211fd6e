"""Numbers and addresses that lead to somebody: identity, telephone, account, home."""

import re
from collections.abc import Iterator

from copydesk.findings import Topic
from copydesk.reading import Reading

_SIXTEEN = re.compile(
    r"(?<![\d.,-])(?:\d{16}|\d{4}([ \u00a0.-])\d{4}\1\d{4}\1\d{4}"
    r"|\d{6}([ \u00a0.-])\d{6}\2\d{4})(?![\d-])"
)
_MOBILE = re.compile(
    r"(?<![\d.,/-])(?:\+?62[\s.-]?|\(?0)8\d{1,3}\)?(?:[\s.-]?\d{2,5}){2,3}(?![\d-])"
)
_ACCOUNT = re.compile(
    r"\b(?:(?i:rekening|norek|no\.?\s?rek\b\.?|mandiri|bank\s+\w+)|BRI|BCA|BNI|BSI|BTN)"
    r"[^\d.]{0,40}?(\d[\d\u00a0 .-]{6,22}\d)"
)
_HOUSE = re.compile(
    r"\b(?:(?i:jalan|jl\.?|gang|gg\.?|perumahan|perum"
    r"|dusun|kampung|komplek|kompleks))\s+[A-Z][\w.'-]*(?:\s+[A-Z\d][\w.'-]*){0,6},?\s+"
    r"(?:(?:(?i:blok)\s+\w+,?\s+)?(?:(?i:no(?:mor)?)\.?\s*)\d+\w?(?:,?\s+RT\.?\s*\d+(?:\s*/\s*"
    r"|,?\s+)RW\.?\s*\d+)?"
    r"|RT\.?\s*\d+\s*/?,?\s*RW\.?\s*\d+)"
)
_LIVES = re.compile(
    r"\b(?:rumah(?:nya)?|tinggal|kediaman\w*|alamat(?:nya|\s+rumah)|beralamat|berdomisili|domisili|indekos|kontrakan"
    r"|warga|korban|pelaku|tersangka)\b|RT\.?\s*\d",
    re.IGNORECASE,
)
# A street and a bare number, where somebody is said to live.
_HOME = re.compile(
    r"\b(?i:rumah(?:nya)?|tinggal|kediaman(?:nya)?|beralamat|berdomisili|indekos|kos)\b[^.]{0,30}?\b"
    r"((?:[Jj]alan|[Jj]l\.|[Gg]ang)\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,4}\s+\d{1,3})\b"
    r"(?!\s*(?:[.,:/]\d|(?i:km|kilometer|meter|persen|orang|unit|rumah)\b))"
)
_OFFICE = re.compile(
    r"\b(?:kantor|gedung|balai|toko|kafe|restoran|hotel|loket|posko)\b[^.]*$", re.IGNORECASE
)
# A number with an area code is mostly an office's: asked about only where a person's is spoken of.
_LANDLINE = re.compile(r"(?<![\d.,/-])(?:\(0[2-9]\d{1,2}\)\s?|0[2-7]\d{1,2}[- ])\d{5,8}(?![\d-])")
_SOMEBODYS = re.compile(
    r"\b(?:(?:telepon|nomor)\s+(?:rumah|pribadi)|(?:telepon|nomor)\b[^.]{0,20}\b(?:korban|keluarga"
    r"|pelaku|tersangka|saksi|pelapor|warga))\b[^.]*$",
    re.IGNORECASE,
)
_OF_SERVICE = re.compile(
    r"\b(?:kantor|layanan|pelayanan|pengaduan|posko|redaksi|pusat|panggilan|darurat|rumah\s+sakit)\b",
    re.IGNORECASE,
)


def personal(reading: Reading, topics: frozenset[Topic]) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and place of each number or address that may be somebody's own."""
    text = reading.text
    for found in _SIXTEEN.finditer(text):
        yield "nik", *found.span()
    for found in _MOBILE.finditer(text):
        if 10 <= sum(sign.isdigit() for sign in found[0]) <= 14:
            yield "telepon", *found.span()
    for found in _LANDLINE.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        if _SOMEBODYS.search(before) and not _OF_SERVICE.search(before):
            yield "telepon", *found.span()
    for found in _ACCOUNT.finditer(text):
        digits = sum(sign.isdigit() for sign in found[1])
        if 8 <= digits <= 18 and not _SIXTEEN.fullmatch(found[1]):
            yield "rekening", *found.span(1)
    for found in _HOUSE.finditer(text):
        office = _OFFICE.search(text[max(0, found.start() - 40) : found.start()])
        # Where somebody died by suicide, no address at all.
        if Topic.SUICIDE in topics or (not office and reading.says(_LIVES, found.start())):
            yield "alamat", *found.span()
    for found in _HOME.finditer(text):
        yield "alamat", *found.span(1)
