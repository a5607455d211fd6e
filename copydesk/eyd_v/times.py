"""P06 to P08: clock times, dates, and words like yesterday that go stale."""

import re
from collections.abc import Iterator
from datetime import date

from copydesk.casing import like
from copydesk.distance import FARTHEST, distance
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

CLOCK = Rule(
    "P06",
    name="Jam dan zona waktu",
    about="Waktu ditulis dengan titik, didahului “pukul”, dan zonanya dengan huruf kapital.",
    source="EYD V, Tanda Titik 7",
    kinds={"bentuk": Kind(Level.PERINGATAN, "Tulis “{fix}”.", safe=True)},
    bad=(
        Bad("Acara mulai jam 19:25 wib.", "Acara mulai pukul 19.25 WIB."),
        Bad("Acara mulai pukul 19:25.", "Acara mulai pukul 19.25."),
        Bad("Acara mulai 08.00 wita.", "Acara mulai 08.00 WITA."),
        Bad("Acara mulai pkl. 08.00 WIB.", "Acara mulai pukul 08.00 WIB."),
        Bad("Toko buka pukul 08:00-16:00 wib.", "Toko buka pukul 08.00-16.00 WIB."),
        Bad("Rapat pukul 9 pagi wib.", "Rapat pukul 9 pagi WIB."),
        Bad("Loket buka jam 9 pagi.", "Loket buka pukul 9 pagi."),
    ),
    good=(
        Good("Acara mulai pukul 19.25 WIB."),
        Good("Skor 2:1 dan surat Yasin 36: 12."),
        Good("Rapat berlangsung 2 jam 30 menit."),
        Good("Datang jam tujuh pagi."),
        Good('"Saya datang jam 19.25, bukan jam 9 pagi," kata Siti.'),
    ),
)
_TIME = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_TO = r"\s*[-–]\s*|\s+(?:hingga|sampai(?:\s+dengan)?|s\.d\.)\s+(?:pukul\s+)?"
_CLOCK = re.compile(
    rf"(?<![\w:.,/-])(?:(?P<word>jam|pukul|pkl\.?)\s+)?(?P<time>{_TIME})(?P<second>[:.][0-5]\d)?"
    rf"(?:(?P<to>{_TO})(?P<until>{_TIME}))?"
    r"(?!\d|[:.,]\d)(?:\s*(?P<zone>wib|wita|wit)\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b(?P<word>jam|pukul|pkl\.?)\s+(?P<hour>\d{1,2}(?:\s+(?:dini\s+hari|pagi|siang|sore|malam))?)"
    r"\s+(?P<zone>wib|wita|wit)\b",
    re.IGNORECASE,
)


# An hour of the day, not how long something took. Whoever is quoted may say it.
_SPOKEN = re.compile(r"\b([Jj]am|JAM)(?=\s+\d{1,2}\s+(?i:dini\s+hari|pagi|siang|sore|malam)\b)")


@CLOCK.each
def spoken_hour(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _SPOKEN.finditer(reading.text):
        if not (
            reading.is_quoted(*found.span())
            or any(one.start() == found.start() for one in _HOUR.finditer(reading.text))
        ):
            yield Hit("bentuk", *found.span(), (like(found[1], "pukul"),))


@CLOCK.each
def clock(reading: Reading, room: Room) -> Iterator[Hit]:
    for pattern in (_CLOCK, _HOUR):
        for found in pattern.finditer(reading.text):
            if (found["word"] or found["zone"]) and (right := _told(found, reading)):
                yield Hit("bentuk", found.start(), found.end(), (right,))


def _told(found: re.Match[str], reading: Reading) -> str:
    """Return how a time should be written; "" if it is."""
    parts = found.groupdict()
    word, zone = parts["word"], parts["zone"]
    if "hour" in parts:
        right = parts["hour"]
    else:
        right = "".join(parts[name] or "" for name in ("time", "second", "to", "until"))
        right = right.replace(":", ".")
    if word:
        # Whoever is quoted may well have said "jam".
        is_said = reading.is_quoted(found.start(), found.end())
        is_kept = is_said and not word.lower().startswith("pkl")
        right = f"{word if is_kept else like(word, 'pukul')} {right}"
    if zone:
        right += f" {zone.upper()}"
    is_right = " ".join(right.split()) == " ".join(found[0].split())
    return "" if is_right else " ".join(right.split())


MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

DATE = Rule(
    "P07",
    name="Tanggal",
    about=(
        "Hari, tanggal, bulan, dan tahun harus cocok dan lengkap; tahun membuat berita lama"
        " tetap terbaca."
    ),
    source="EYD V, Huruf Kapital; kalender; gaya selingkung",
    kinds={
        "bulan": Kind(Level.GALAT, "Nama bulannya “{fix}”.", safe=True),
        "hari": Kind(Level.GALAT, "{date} jatuh pada hari {day}, bukan {words}. Mana yang benar?"),
        "huruf": Kind(
            Level.PERINGATAN, "Nama hari dan bulan berhuruf kapital: “{fix}”.", safe=True
        ),
        "singkat": Kind(Level.PERINGATAN, "Tahun ditulis lengkap: “{fix}”."),
        "mustahil": Kind(Level.GALAT, "Tanggal “{words}” tidak ada."),
        "urutan": Kind(Level.PERINGATAN, "Urutannya tanggal, bulan, tahun: “{fix}”."),
        "tanpa-tahun": Kind(
            Level.PERINGATAN,
            "Tanggal tanpa tahun: setahun lagi tidak jelas. Tambahkan tahunnya.",
            quotes=InQuotes.SKIP,
        ),
    },
    bad=(
        Bad("Rapat 3 Pebruari 2025.", "Rapat 3 Februari 2025."),
        Bad("Rapat 3 Nopember 2025.", "Rapat 3 November 2025."),
        Bad("Rapat Senin (14/5/2025) ditunda.", "Rapat Rabu (14/5/2025) ditunda.", kind="hari"),
        Bad("Rapat Senin, 14 Mei 2025.", "Rapat Rabu, 14 Mei 2025.", kind="hari"),
        Bad("Rapat 31 April 2025.", kind="mustahil"),
        Bad("Rapat 3 Febuary 2025.", "Rapat 3 Februari 2025."),
        Bad("Rapat senin, 12 mei 2025.", "Rapat Senin, 12 mei 2025.", kind="huruf"),
        Bad("Rapat Rabu (14/05/25).", "Rapat Rabu (14/05/2025).", kind="singkat"),
        Bad("RAPAT SENIN, 14 MEI 2025", "RAPAT RABU, 14 MEI 2025", kind="hari"),
        Bad("Rapat Mei 14, 2025.", "Rapat 14 Mei 2025.", kind="urutan"),
        Bad("Rapat 4 Maert 2025.", "Rapat 4 Maret 2025.", kind="bulan"),
        Bad("Rapat June 5, 2025.", "Rapat 5 Juni 2025.", kind="urutan"),
        Bad("Banjir Senin malam (14/5/2025).", "Banjir Rabu malam (14/5/2025).", kind="hari"),
        Bad("Pemilihan pada 27 November mendatang.", kind="tanpa-tahun"),
    ),
    good=(
        Good("Rapat Rabu (14/5/2025)."),
        Good("Rapat Rabu, 14 Mei 2025."),
        Good("Upacara 17 Agustus berlangsung meriah."),
        Good("Pameran 1 Mei hingga 5 Juni 2025."),
        Good("Rapat Rabu (14/5)."),
        Good("Banjir Rabu malam (14/5/2025)."),
        Good("Sebanyak 5 Mei-mei."),
        Good("Rapat Ahad (18/5/2025) dipimpin August Sihombing."),
        Good("Nomor 12-05-34-11 dan skor 21-19-22."),
    ),
)
_WRONG_MONTHS = {
    **dict.fromkeys(("pebruari", "febuari", "februwari", "pebuari"), "Februari"),
    **dict.fromkeys(("januwari", "januari'", "jauari", "djanuari"), "Januari"),
    "djuni": "Juni",
    "djuli": "Juli",
    **dict.fromkeys(("agusutus", "agutus", "agustur"), "Agustus"),
    **dict.fromkeys(("septembar", "sepetember", "setember"), "September"),
    **dict.fromkeys(("oktobar", "oktoer", "october"), "Oktober"),
    **dict.fromkeys(("nopember", "nofember", "novembar"), "November"),
    **dict.fromkeys(("desembar", "december", "desmber"), "Desember"),
}
_ENGLISH_MONTHS = {
    "January": "Januari",
    "February": "Februari",
    "March": "Maret",
    "May": "Mei",
    "June": "Juni",
    "July": "Juli",
    "August": "Agustus",
}
_MONTH = "|".join(MONTHS)
_DAY = rf"{'|'.join(DAYS)}|Jum'at|Ahad"
_FULL_DATE = re.compile(
    rf"(?:\b(?P<weekday>{_DAY})\b(?:\s+(?:dini\s+hari|pagi|siang|sore|petang|malam))?"
    rf"(?:,?\s*\(?\s*|,?\s+tanggal\s+))?(?<![\d/.,-])"
    rf"(?P<day>\d{{1,2}})(?:\s*[/-]\s*(?P<number>\d{{1,2}})\s*[/-]\s*"
    rf"(?P<short>\d\d(?![\d/-]))?|\s+(?P<month>{_MONTH})\s+)(?(short)|(?P<year>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_SMALL_DAY = re.compile(
    rf"\b((?i:{_DAY}))\b(?=,?\s*(?:\(?\d{{1,2}}[/-]\d|\d{{1,2}}\s+(?i:{_MONTH})\b))"
)
_SMALL_MONTH = re.compile(rf"(?<=\d)\s+({_MONTH.lower()})\b(?!-)")
_NEAR_MONTH = re.compile(r"(?<=\d)\s+([A-Za-z]{3,10})\s+(?=(?:19|20)\d\d\b)")
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH}|{'|'.join(_ENGLISH_MONTHS)}|October|December)\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(
    rf"(?<![\w.,/-])\d{{1,2}}\s+({_MONTH})\b(?!,?\s+(?:tahun\s+)?(?:19|20)\d\d)(?!-)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(
    rf"(?:{_MONTH})\s+(?:tahun\s+)?(?:19|20)\d\d\b|\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:Hari|HUT|[Pp]eringat\w*|[Mm]emperingat\w*|[Uu]pacara|[Pp]erayaan|[Tt]ragedi"
    r"|[Pp]ristiwa)\b"
)


@DATE.each
def month_names(reading: Reading, room: Room) -> Iterator[Hit]:
    for word in reading.words:
        if right := _WRONG_MONTHS.get(word.lower):
            yield Hit("bulan", word.start, word.end, (like(word.text, right),))
    for found in _NEAR_MONTH.finditer(reading.text):
        name = found[1].capitalize()
        if found[1].lower() in _WRONG_MONTHS or name in MONTHS:
            continue
        near = [
            month
            for month in MONTHS
            if distance(name, month) <= min(FARTHEST, len(name) // 3)
            or sorted(name.lower()) == sorted(month.lower())
        ]
        if name in _ENGLISH_MONTHS or len(near) == 1:
            right = _ENGLISH_MONTHS.get(name) or near[0]
            yield Hit("bulan", *found.span(1), (like(found[1], right),))
    for pattern in (_SMALL_DAY, _SMALL_MONTH):
        for found in pattern.finditer(reading.text):
            if found[1].islower():
                yield Hit("huruf", *found.span(1), (found[1].capitalize(),))


@DATE.each
def calendar(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _FULL_DATE.finditer(reading.text):
        if found["number"]:
            month = int(found["number"])
        else:
            month = MONTHS.index(found["month"].capitalize()) + 1
        short, weekday = found["short"], found["weekday"]
        # Three small numbers may be anything; a date only beside a weekday, or as 14-05-25.
        if short and not weekday and len(found[0]) != len("14-05-25"):
            continue
        try:
            day = date(int(f"20{short}" if short else found["year"]), month, int(found["day"]))
        except ValueError:
            if not short:
                yield Hit("mustahil", found.start("day"), found.end())
            continue
        if short:
            yield Hit("singkat", *found.span("short"), (f"20{short}",))
        right = DAYS[day.weekday()]
        if weekday and _SAME_DAY.get(weekday.lower(), weekday.capitalize()) != right:
            told = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            fix = like(weekday, right)
            yield Hit("hari", *found.span("weekday"), (fix,), {"date": told, "day": right})
    for found in _MONTH_FIRST.finditer(reading.text):
        name = (_ENGLISH_MONTHS | {"October": "Oktober", "December": "Desember"}).get(
            found[1].capitalize(), found[1]
        )
        yield Hit("urutan", found.start(), found.end(), (f"{int(found[2])} {name} {found[3]}",))


_SAME_DAY = {"jum'at": "Jumat", "ahad": "Minggu"}


@DATE.each
def year_missing(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field is Field.CAPTION):
        return
    for found in _NO_YEAR.finditer(reading.text):
        if not (
            found[0].split() == ["17", "Agustus"]
            or reading.says(_FEAST, found.start())
            or reading.says(_ANY_YEAR, found.start())
        ):
            yield Hit("tanpa-tahun", found.start(), found.end())


RELATIVE = Rule(
    "P08",
    name="Waktu nisbi",
    about=(
        "“Kemarin” dan “mendatang” kehilangan arti begitu berita dibaca lain hari. Sebut"
        " tanggalnya."
    ),
    source="Gaya selingkung",
    kinds={
        "nisbi": Kind(
            Level.SARAN, "“{words}” bergantung pada hari orang membaca. Sebut tanggalnya."
        )
    },
    bad=(
        Bad("Rapat digelar kemarin."),
        Bad("Pemilihan November mendatang."),
        Bad("Deklarasi dilakukan beberapa bulan lalu."),
        Bad("Saat ini jalan ditutup."),
        Bad("Pengumuman keluar dalam waktu dekat."),
        Bad("Rombongan berangkat esok hari."),
        Bad("Kapal karam dini hari tadi."),
        Bad("Kota Lantik Pejabat Besok", None, Field.HEADLINE),
        Bad("Proyek selesai dua tahun lagi."),
        Bad("Warga melihat jalan yang ditutup kemarin.", None, Field.CAPTION),
    ),
    good=(
        Good("Rapat digelar kemarin, Rabu (14/5/2025)."),
        Good("Rapat digelar Rabu (14/5/2025) lalu."),
        Good("Lalu ia pulang."),
        Good("Ia melangkah ke depan."),
    ),
)
_RELATIVE = re.compile(
    r"\b(?:kemarin(?:\s+lusa)?|esok(?:\s+hari)?|dini\s+hari\s+(?:tadi|ini|nanti)|besok|lusa|semalam|(?:tadi|nanti)\s+(?:pagi|siang|sore|malam)"
    r"|(?:pagi|siang|sore|malam)\s+(?:ini|tadi|nanti)|(?:hari|saat|pekan|minggu|bulan)\s+ini"
    r"|(?:akhir|awal|pertengahan)\s+tahun\s+ini|(?<!kali\s)(?<!kalinya\s)tahun\s+ini"
    r"|(?:baru-baru|belakangan|akhir-akhir|dewasa|belum\s+lama)\s+ini|tempo\s+hari"
    r"|(?:(?:beberapa|dua|tiga|empat|lima|enam|\d+)\s+)?(?:hari|minggu|pekan|bulan"
    r"|tahun)\s+(?:yang\s+)?(?:lalu|silam|depan|mendatang)"
    r"|(?:sehari|seminggu|sepekan|sebulan|setahun)\s+(?:yang\s+)?(?:lalu|silam)"
    rf"|(?:{'|'.join(DAYS)})\s+(?:lalu|kemarin|depan|mendatang)"
    r"|(?:(?:beberapa|dua|tiga|empat|lima|enam|\d+)\s+(?:hari|minggu|pekan|bulan|tahun)"
    r"|(?:sehari|seminggu|sepekan|sebulan|setahun))\s+lagi"
    r"|beberapa\s+(?:waktu|saat|jam)\s+(?:yang\s+)?(?:lalu|lagi|ke\s+depan)"
    r"|(?:dalam\s+)?waktu\s+dekat(?:\s+ini)?"
    r"|mendatang)\b",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH})\s+(?:19|20)\d\d")


@RELATIVE.each
def relative_time(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field in {Field.CAPTION, Field.HEADLINE}):
        return
    for found in _RELATIVE.finditer(reading.text):
        if not reading.says(_DATED, found.start()):
            yield Hit("nisbi", found.start(), found.end())


RULES = (CLOCK, DATE, RELATIVE)
