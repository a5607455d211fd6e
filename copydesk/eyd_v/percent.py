"""P04: percent, as a word or a sign."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.distance import distance
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

PERCENT = Rule(
    "P04",
    name="Persen",
    about="Angka dan “persen” dipisahkan spasi; angka dan % tidak. Redaksi memilih salah satu.",
    source="EYD V, Angka dan Bilangan 3; gaya selingkung",
    kinds={
        "ejaan": Kind(Level.GALAT, "Di belakang angka mestinya “{fix}”."),
        "spasi": Kind(Level.GALAT, "Tulis “{fix}”."),
        "ganda": Kind(Level.GALAT, "“%” dan “persen” berarti sama: tulis “{fix}”."),
        "letak": Kind(Level.PERINGATAN, "Tanda persen berdiri di belakang angka: “{fix}”."),
        "persentase": Kind(Level.PERINGATAN, "Bentuk bakunya “{fix}”."),
        "gaya": Kind(Level.SARAN, "Redaksi ini menulis “{fix}”, satu cara di seluruh naskah."),
    },
    bad=(
        Bad("Sudah 75 peren selesai.", "Sudah 75 persen selesai."),
        Bad("Naik 12 prosen.", "Naik 12 persen."),
        Bad("Naik 12 procent.", "Naik 12 persen."),
        Bad("Naik 12 persenn.", "Naik 12 persen."),
        Bad("Laba Naik 12 Pesen", "Laba Naik 12 Persen", Field.HEADLINE),
        Bad("Naik 12 % lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 per sen lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 presn lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12-persen lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 Persen lagi.", "Naik 12 persen lagi."),
        Bad("Naik dua belas prosen.", "Naik dua belas persen."),
        Bad("Prosentasi warga miskin turun.", "Persentase warga miskin turun.", kind="persentase"),
        Bad("Naik 12persen lagi.", "Naik 12 persen lagi."),
        Bad("Naik sepuluh % lagi.", "Naik sepuluh persen lagi."),
        Bad("Naik 12℅ lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 o/o lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 PERSEN lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12 persen% lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12% persen lagi.", "Naik 12 persen lagi."),
        Bad("Bunganya %5 setahun.", "Bunganya 5 persen setahun."),
        Bad("Naik 12 persentase lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12% lagi.", "Naik 12 persen lagi."),
    ),
    good=(
        Good("Naik 12 persen."),
        Good("Turun (12%) dibanding 2023."),
        Good("Ada 12 pesen makanan."),
        Good("Harganya 5 per senar, dan 12 pers kampus hadir di presentasi itu."),
        Good("Pada menit ke-90 Persib unggul; 12 pesan masuk."),
        Good("Diskon 50%!", Field.HEADLINE),
        Good("Naik 12 poin persentase; berkas https://contoh.id/a%205 dibuka."),
        Good("Naik 2 persentase poin.", Field.HEADLINE),
        Good("Ada tiga persero dan dua persis."),
    ),
)
_NUMERAL = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|nol|puluh|belas|seratus|sepuluh|ratus"
    r"|sekian|berapa|beberapa|setengah"
)
_PERCENT_WORD = Sought(
    rf"(?:(?<=\d)|\b(?:{_NUMERAL})(?=\s))(\s*-\s*(?=persen)|\s*)(peren|prosen|porsen|presen|persn|perse"
    r"|pesren|presentase|prosentase|persent|presn|persan|persin|oersen|lersen"
    r"|percen|percent|procent|procen|pct|per[\s-]+sen|persen)\b",
    re.IGNORECASE,
)
_SHARE = Sought(
    r"\b(prosentase|prosentasi|persentasi|presentase|persentage|porsentase|presentasi(?=\s+(?:kemiskinan"
    r"|kehadiran|kelulusan|kenaikan|penurunan|pengangguran|penduduk|warga|pemilih|realisasi|kerusakan)))"
    r"(nya)?\b",
    re.IGNORECASE,
)
# Whatever is two letters away from it, and no word.
_NEAR_PERCENT = Sought(r"(?<=\d)(\s+)(p[a-z]{4,6}|P[a-z]{4,6}|P[A-Z]{4,6})\b")
# What grows and shrinks in hundredths: with it beside them, 15 pesen were no orders.
_MEASURED = re.compile(
    r"\b(?:naik|turun|tumbuh|menyusut|meningkat|menurun|melonjak|anjlok|susut|inflasi|deflasi|laba"
    r"|capaian|realisasi|pertumbuhan|partisipasi|suku\s+bunga|diskon|potongan|baru|hanya)\b",
    re.IGNORECASE,
)
# ℅ stands beside % on telephones.
_PERCENT_SIGN = Sought(r"(?<=\d)(\s*)([%℅％]|[oO]/[oO](?![\w/]))(?![\w%])(?!\s*-?\s*persen)")
_SIGN_BEHIND_WORD = Sought(rf"\b(?:{_NUMERAL})(\s*[%℅％])(?![\w%])(?!\s*persen)", re.IGNORECASE)
_TWICE = Sought(
    r"(?<=\d)(\s*%\s*-?\s*(persen))\b|(?<=\d)(\s*-?\s*(persen)\s*\(?%\)?)(?!\w)", re.IGNORECASE
)
_SIGN_FIRST = Sought(r"(?<![\w%/&=?.,-])%\s?([1-9]\d?(?:,\d+)?|100)(?![\d%.,]*[\d%])(?![A-Za-z])")
_SHARES = Sought(r"(?<=\d)\s+(persentase)(?!\s+poin)(?=\s*(?:$|[.,;)]|lagi|dari|pada))")
_WITH_SIGN = frozenset({Field.HEADLINE, Field.ALT, Field.TAG, Field.CATEGORY})


@PERCENT.each
def percent(reading: Reading, room: Room) -> Iterator[Hit]:
    style = room.desk.house.percent
    persen = "PERSEN" if reading.is_shouting else "persen"
    for found in _PERCENT_WORD.among(reading):
        word, start = found[2].lower(), found.start(2)
        is_digit = reading.text[found.start() - 1 : found.start()].isdigit()
        if word != "persen":
            gap = "" if found[1] else " "
            right = "persen" if word == "pct" else like(found[2], "persen")
            yield Hit("ejaan", start, found.end(), (f"{gap}{right}",))
        elif "-" in found[1] or not found[1]:
            right = "Persen" if reading.is_title and not reading.is_shouting else found[2]
            yield Hit("spasi", found.start(1), found.end(), (f" {right}",))
        elif found[2] in {"Persen", "PERSEN"} and reading.is_prose and not reading.is_shouting:
            yield Hit("ejaan", start, found.end(), ("persen",))
        elif style == "%" and reading.is_prose and is_digit:
            yield Hit("gaya", found.start(1), found.end(), ("%",))
    for found in _SHARE.among(reading):
        right = f"persentase{found[2] or ''}"
        yield Hit("persentase", *found.span(), (like(found[0], right),))
    for found in _NEAR_PERCENT.among(reading):
        word = found[2].lower()
        if (
            not _PERCENT_WORD.re.match(reading.text, found.start())
            and distance(word, "persen") <= (1 if len(word) < len("persen") else 2)
            # "pesen" is what somebody ordered, too.
            and (word != "pesen" or reading.says(_MEASURED, found.start()))
            and word != "persero"
            and not room.dictionary.knows(word)
            and (found[2].islower() or reading.is_shouting or reading.is_title)
        ):
            yield Hit("ejaan", *found.span(2), (like(found[2], "persen"),))
    for found in _PERCENT_SIGN.among(reading):
        is_odd = found[2] != "%"
        says_word = style == "persen" and reading.field not in _WITH_SIGN
        if found[1] or is_odd:
            yield Hit("spasi", found.start(), found.end(), (f" {persen}" if says_word else "%",))
        elif says_word and not _in_brackets(reading.text, found.start()):
            yield Hit("gaya", found.start(), found.end(), (f" {persen}",))


@PERCENT.each
def misplaced(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find the sign where it cannot stand: behind a word, before a number, beside "persen"."""
    large = "Persen" if reading.is_title else "persen"
    persen = "PERSEN" if reading.is_shouting else large
    for found in _SIGN_BEHIND_WORD.among(reading):
        yield Hit("spasi", *found.span(1), (f" {persen}",))
    for found in _TWICE.among(reading):
        group = 2 if found[2] else 4
        word = found[group] if found[group] != "Persen" or reading.is_title else "persen"
        yield Hit("ganda", *found.span(group - 1), (f" {word}",))
    for found in _SIGN_FIRST.among(reading):
        yield Hit("letak", *found.span(), (f"{found[1]} {persen}",))
    for found in _SHARES.among(reading):
        yield Hit("persentase", *found.span(1), ("persen",))


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)
