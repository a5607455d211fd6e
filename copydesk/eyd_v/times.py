"""P06 to P08: clock times, dates, and words like yesterday that go stale."""

import re
from collections.abc import Iterator
from datetime import date

from copydesk.casing import like
from copydesk.findings import Level
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
    ),
    good=(
        Good("Acara mulai pukul 19.25 WIB."),
        Good("Skor 2:1 dan surat Yasin 36: 12."),
        Good("Rapat berlangsung 2 jam 30 menit."),
        Good("Datang jam tujuh pagi."),
        Good('"Saya datang jam 19.25," kata Siti.'),
    ),
)
_CLOCK = re.compile(
    r"(?<![\w:.,/-])(?:(?P<word>jam|pukul)\s+)?(?P<hour>[01]?\d"
    r"|2[0-4])(?P<sign>[:.])(?P<minute>[0-5]\d)"
    r"(?!\d|[:.,]\d)(?:\s*(?P<zone>wib|wita|wit)\b)?",
    re.IGNORECASE,
)


@CLOCK.each
def clock(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _CLOCK.finditer(reading.text):
        word, zone = found["word"], found["zone"]
        if not word and not zone:
            continue
        right = f"{found['hour']}.{found['minute']}"
        if word:
            # Whoever is quoted may well have said "jam".
            is_said = reading.is_quoted(found.start(), found.end())
            right = f"{word if is_said else like(word, 'pukul')} {right}"
        if zone:
            right += f" {zone.upper()}"
        if right != re.sub(r"\s+", " ", found[0]):
            yield Hit("bentuk", found.start(), found.end(), (right,))


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
        Bad("Rapat Mei 14, 2025.", "Rapat 14 Mei 2025.", kind="urutan"),
        Bad("Pemilihan pada 27 November mendatang.", kind="tanpa-tahun"),
    ),
    good=(
        Good("Rapat Rabu (14/5/2025)."),
        Good("Rapat Rabu, 14 Mei 2025."),
        Good("Upacara 17 Agustus berlangsung meriah."),
        Good("Pameran 1 Mei hingga 5 Juni 2025."),
        Good("Rapat Rabu (14/5)."),
        Good("Sebanyak 5 Mei-mei."),
    ),
)
_WRONG_MONTHS = {
    **dict.fromkeys(("pebruari", "febuari", "februwari", "pebuari"), "Februari"),
    **dict.fromkeys(("januwari", "januari'", "jauari"), "Januari"),
    **dict.fromkeys(("agusutus", "agutus", "agustur"), "Agustus"),
    **dict.fromkeys(("septembar", "sepetember", "setember"), "September"),
    **dict.fromkeys(("oktobar", "oktoer", "october"), "Oktober"),
    **dict.fromkeys(("nopember", "nofember", "novembar"), "November"),
    **dict.fromkeys(("desembar", "december", "desmber"), "Desember"),
}
_MONTH = "|".join(MONTHS)
_FULL_DATE = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(DAYS)}|Jum'at)\b(?:,?\s*\(?\s*|\s+tanggal\s+))?(?<![\d/.,])"
    rf"(?P<day>\d{{1,2}})(?:\s*[/-]\s*(?P<number>\d{{1,2}})\s*[/-]\s*"
    rf"|\s+(?P<month>{_MONTH})\s+)(?P<year>(?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s*((?:19|20)\d\d)\b")
_NO_YEAR = re.compile(
    rf"(?<![\w.,/-])\d{{1,2}}\s+({_MONTH})\b(?!,?\s+(?:tahun\s+)?(?:19|20)\d\d)(?!-)"
)
_ANY_YEAR = re.compile(
    rf"(?:{_MONTH})\s+(?:tahun\s+)?(?:19|20)\d\d\b|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d"
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


@DATE.each
def calendar(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _FULL_DATE.finditer(reading.text):
        month = int(found["number"]) if found["number"] else MONTHS.index(found["month"]) + 1
        try:
            day = date(int(found["year"]), month, int(found["day"]))
        except ValueError:
            yield Hit("mustahil", found.start("day"), found.end())
            continue
        weekday = DAYS[day.weekday()]
        written = found["weekday"]
        if written and written.replace("'", "") != weekday:
            told = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            yield Hit("hari", *found.span("weekday"), (weekday,), {"date": told, "day": weekday})
    for found in _MONTH_FIRST.finditer(reading.text):
        yield Hit("urutan", found.start(), found.end(), (f"{int(found[2])} {found[1]} {found[3]}",))


@DATE.each
def year_missing(reading: Reading, room: Room) -> Iterator[Hit]:
    if not reading.is_prose:
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
    ),
    good=(
        Good("Rapat digelar kemarin, Rabu (14/5/2025)."),
        Good("Rapat digelar Rabu (14/5/2025) lalu."),
        Good("Lalu ia pulang."),
        Good("Ia melangkah ke depan."),
    ),
)
_RELATIVE = re.compile(
    r"\b(?:kemarin(?:\s+lusa)?|besok|lusa|tadi\s+(?:pagi|siang|sore|malam)|nanti\s+(?:sore"
    r"|malam)|hari\s+ini|saat\s+ini"
    r"|baru-baru\s+ini|belakangan\s+ini|akhir-akhir\s+ini|dewasa\s+ini"
    r"|(?:(?:beberapa|dua|tiga|empat|lima|enam|\d+)\s+)?(?:hari|minggu|pekan|bulan"
    r"|tahun)\s+(?:lalu|silam|depan|mendatang)"
    r"|mendatang)\b",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH})\s+(?:19|20)\d\d")


@RELATIVE.each
def relative_time(reading: Reading, room: Room) -> Iterator[Hit]:
    if not reading.is_prose:
        return
    for found in _RELATIVE.finditer(reading.text):
        if not reading.says(_DATED, found.start()):
            yield Hit("nisbi", found.start(), found.end())


RULES = (CLOCK, DATE, RELATIVE)
