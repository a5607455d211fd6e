"""P07: dates, and the names of days and months."""

import re
from collections.abc import Iterator
from datetime import date

from copydesk.casing import like
from copydesk.distance import FARTHEST, distance
from copydesk.eyd_v.weekdays import DAYS, PART_OF_DAY, day_names
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule
from copydesk.seeking import Sought

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

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
        "nama-hari": Kind(Level.PERINGATAN, "Nama harinya “{fix}”."),
        "bentuk": Kind(Level.PERINGATAN, "Tanggal ditulis “{fix}”."),
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
        Bad("Rapat Rabu (14/5).", kind="tanpa-tahun"),
        Bad("Rapat pada bulan Septembr.", "Rapat pada bulan September.", kind="bulan"),
        Bad("Rapat sejak Okober 2025.", "Rapat sejak Oktober 2025.", kind="bulan"),
        Bad("Rapat 4 Nop. 2025 ditunda.", "Rapat 4 November 2025 ditunda.", kind="bulan"),
        Bad("Rapat setiap Jum'at pagi.", "Rapat setiap Jumat pagi.", kind="nama-hari"),
        Bad("Rapat setiap Saptu.", "Rapat setiap Sabtu.", kind="nama-hari"),
        Bad("Rapat pada Sabut (17/5/2025).", "Rapat pada Sabtu (17/5/2025).", kind="nama-hari"),
        Bad("Rapat pada hari kamis.", "Rapat pada hari Kamis.", kind="huruf"),
        Bad("Rapat 4-Juni-2025.", "Rapat 4 Juni 2025.", kind="bentuk"),
        Bad("Rapat 4 Juni, 2025.", "Rapat 4 Juni 2025.", kind="bentuk"),
        Bad("Rapat pada 2025-06-04 usai.", "Rapat pada 4 Juni 2025 usai.", kind="bentuk"),
        Bad("Lomba pada 26-24 Juni 2025.", kind="mustahil"),
        Bad("Rapat tgl. 4 Juni 2025.", "Rapat tanggal 4 Juni 2025.", kind="bentuk"),
        Bad("Rapat Rabu 4/6/2025 usai.", "Rapat Rabu (4/6/2025) usai.", kind="bentuk"),
    ),
    good=(
        Good("Rapat Rabu (14/5/2025)."),
        Good("Rapat Rabu, 14 Mei 2025."),
        Good("Upacara 17 Agustus berlangsung meriah."),
        Good("Pameran 1 Mei hingga 5 Juni 2025."),
        Good("Pada 2025, rapat digelar 14 Mei di Jalan 28 Oktober."),
        Good("Setiap 21 April, siswa di Pasar Senen dan Kemis memakai kebaya."),
        Good("Rasio 7/11 dan kertas 4/6 dipakai setiap minggu."),
        Good("Banjir Rabu malam (14/5/2025)."),
        Good("Sebanyak 5 Mei-mei."),
        Good("Rapat Ahad (18/5/2025) dipimpin August Sihombing."),
        Good("Nomor 12-05-34-11 dan skor 21-19-22. Berkas nomor 2025-06-04 dan 2025-2029."),
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
_SHORT_MONTHS = {
    "jan": "Januari",
    **dict.fromkeys(("feb", "peb"), "Februari"),
    "mar": "Maret",
    "apr": "April",
    "jun": "Juni",
    "jul": "Juli",
    **dict.fromkeys(("agt", "ags", "agust", "agus", "aug"), "Agustus"),
    **dict.fromkeys(("sep", "sept"), "September"),
    **dict.fromkeys(("okt", "oct"), "Oktober"),
    **dict.fromkeys(("nov", "nop"), "November"),
    **dict.fromkeys(("des", "dec"), "Desember"),
}
_MONTH = "|".join(MONTHS)
_DAY = rf"{'|'.join(DAYS)}|Jum'at|Ahad"
_FULL_DATE = Sought(
    rf"(?:\b(?P<weekday>{_DAY})\b(?:\s+(?:{PART_OF_DAY}))?"
    rf"(?:,?\s*\(?\s*|,?\s+tanggal\s+))?(?<![\d/.,-])"
    rf"(?P<day>\d{{1,2}})(?:\s*[/-]\s*(?P<number>\d{{1,2}})\s*[/-]\s*"
    rf"(?P<short>\d\d(?![\d/-]))?|[\s-]*(?P<month>{_MONTH})[\s,-]*)"
    rf"(?(short)|(?P<year>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_SMALL_DAY = re.compile(
    rf"\b({_DAY.lower()})\b(?=,?\s*(?:\(?\d{{1,2}}[/-]\d|\d{{1,2}}\s+(?i:{_MONTH})\b))"
    # minggu is a week, too, and rabu a lung.
    rf"|\b(senin|selasa|kamis|jumat|sabtu)\b(?!-)|\bhari\s+(rabu|minggu)\b"
    rf"|(?<=sabtu dan )(minggu)\b|\b(rabu)(?=\s+(?:{PART_OF_DAY}|lalu|depan|mendatang)\b)"
)
_SMALL_MONTH = re.compile(
    rf"(?<=\d)\s+({_MONTH.lower()})\b(?!-)|\bbulan\s+({_MONTH.lower()})\b(?!-)"
    r"|\b(januari|februari|april|juni|juli|agustus|september|oktober|november|desember)\b(?!-)"
)
_SMALL = tuple(name.lower() for name in (*DAYS, *MONTHS, "Jum'at", "Ahad"))
_BIG_MONTH = Sought(rf"\d\s+({_MONTH.upper()})\s+(?=(?:19|20)\d\d\b)")
# Each with a word without which it need not be looked for.
_NEAR_MONTHS = (
    (" 20", re.compile(r"\d\s+([A-Za-z]{3,10})\s+(?=20\d\d\b)")),
    (" 19", re.compile(r"\d\s+([A-Za-z]{3,10})\s+(?=19\d\d\b)")),
    (" 20", re.compile(r"(?<=[a-z]\s)(?<!bulan\s)([A-Z][a-z]{3,9})\s+(?=20\d\d\b)")),
    ("bulan ", re.compile(r"\bbulan\s+([A-Z][a-z]{3,9})\b")),
    *(
        (
            f" {stale}",
            re.compile(
                rf"(?:\d|\b(?:[Ss]ejak|[Aa]wal|[Aa]khir|[Pp]ertengahan|[Mm]edio))\s+"
                rf"([A-Z][a-z]{{3,9}})\s+{stale}\b"
            ),
        )
        for stale in ("lalu", "silam", "mendatang", "tahun")
    ),
)
_SHORT_MONTH = Sought(
    rf"\d\s+({'|'.join(_SHORT_MONTHS)})(?:\.\s?|\s+)(?=(?:19|20)\d\d\b)", re.IGNORECASE
)
_MONTH_FIRST = Sought(
    rf"\b({_MONTH}|{'|'.join(_ENGLISH_MONTHS)}|October|December)\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_JOINED = Sought(
    rf"(?<![\d/.,-])(\d{{1,2}})([\s-]*)({_MONTH})([\s,-]*)((?:19|20)\d\d)\b", re.IGNORECASE
)
_NO_YEAR = Sought(
    rf"(?<![\w.,/-])\d{{1,2}}\s+({_MONTH})\b(?!,?\s+(?:tahun\s+)?(?:19|20)\d\d)(?!-)",
    re.IGNORECASE,
)
# Only behind a day: two numbers alone are a ratio, a size, a house.
_NO_YEAR_SLASHED = Sought(
    rf"\b(?:{_DAY}|hari\s+ini|kemarin|besok)(?:\s+(?:{PART_OF_DAY}|lalu|kemarin))?,?\s*"
    r"\(\s*((?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]))\s*\)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(
    rf"(?:{_MONTH})\s+(?:tahun\s+)?(?:19|20)\d\d\b|\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d"
    r"|\b(?:[Tt]ahun|[Pp]ada|[Ss]ejak|[Ss]epanjang|[Ss]elama)\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:Hari|HUT|[Pp]eringat\w*|[Mm]emperingat\w*|[Uu]pacara|[Pp]erayaan|[Tt]ragedi"
    r"|[Pp]eristiwa|[Ss]etiap|[Tt]iap|[Ss]aban)\b"
)
# A street or a school that is called by a day: Jalan 28 Oktober.
_CALLED = re.compile(
    r"\b(?:Jalan|Jl\.|Stadion|Gerakan|Universitas|Gedung|Lapangan|Monumen|Simpang|Taman|Alun-alun"
    r"|Pasar|Kampus|Jembatan|Sekolah|SMA|SMP|SD|SMK|Sumpah\s+Pemuda|Perumahan|Kompleks)\s+$"
)


DATE.each(day_names)


@DATE.each
def month_names(reading: Reading, room: Room) -> Iterator[Hit]:
    text, words = reading.text, reading.vocabulary
    if not _WRONG_MONTHS.keys().isdisjoint(words):
        for word in reading.words:
            if right := _WRONG_MONTHS.get(word.lower):
                yield Hit("bulan", word.start, word.end, (like(word.text, right),))
    for needed, pattern in _NEAR_MONTHS:
        for found in pattern.finditer(text) if needed in text else ():
            if right := _near_month(found[1], room):
                yield Hit("bulan", *found.span(1), (like(found[1], right),))
    if any(name in text for name in _SMALL):
        for pattern in (_SMALL_DAY, _SMALL_MONTH):
            for found in pattern.finditer(text):
                group = found.lastindex or 1
                yield Hit("huruf", *found.span(group), (found[group].capitalize(),))
    if " 20" not in text and " 19" not in text:
        return
    if reading.is_prose or reading.field is Field.CAPTION:
        for found in _SHORT_MONTH.among(reading):
            name = _SHORT_MONTHS[found[1].lower()]
            yield Hit("bulan", found.start(1), found.end(), (f"{name} ",))
    if not (reading.is_shouting or reading.is_title):
        for found in _BIG_MONTH.among(reading):
            yield Hit("huruf", *found.span(1), (found[1].capitalize(),))


def _near_month(written: str, room: Room) -> str:
    """Return the month that was meant, "" if it is right, a word, or known by its own list."""
    name = written.capitalize()
    lower = written.lower()
    if lower in _WRONG_MONTHS or name in MONTHS:
        return ""
    if name in _ENGLISH_MONTHS:
        return _ENGLISH_MONTHS[name]
    if lower in _SHORT_MONTHS or lower in _NO_MONTHS or room.dictionary.knows(lower):
        return ""
    near = [
        month
        for month in MONTHS
        if distance(name, month) <= min(FARTHEST, len(name) // 3)
        or sorted(lower) == sorted(month.lower())
    ]
    return near[0] if len(near) == 1 or (near and set(near) == {"Juni", "Juli"}) else ""


_NO_MONTHS = frozenset({"aprilia", "juna", "marta", "meri"})


@DATE.each
def calendar(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    if not _MAY_BE_DATE.first(reading):
        return
    for found in _FULL_DATE.among(reading):
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
            if not short and not _is_numbered(text, found.start()):
                yield Hit("mustahil", found.start("day"), found.end())
            continue
        if short:
            yield Hit("singkat", *found.span("short"), (f"20{short}",))
        right = DAYS[day.weekday()]
        if weekday and _SAME_DAY.get(weekday.lower(), weekday.capitalize()) != right:
            told = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            fix = like(weekday, right)
            yield Hit("hari", *found.span("weekday"), (fix,), {"date": told, "day": right})
    for found in _MONTH_FIRST.among(reading):
        name = (_ENGLISH_MONTHS | {"October": "Oktober", "December": "Desember"}).get(
            found[1].capitalize(), found[1]
        )
        yield Hit("urutan", found.start(), found.end(), (f"{int(found[2])} {name} {found[3]}",))
    for found in _JOINED.among(reading):
        if not (found[2].isspace() and found[4].isspace()):
            yield Hit("bentuk", *found.span(), (f"{found[1]} {found[3]} {found[5]}",))


_MAY_BE_DATE = Sought(r"20\d\d|19\d\d|[/-]\s*\d\d")
_SAME_DAY = {"jum'at": "Jumat", "ahad": "Minggu"}
_NUMBERED = re.compile(r"\b(?:nomor|no\.?|kode|perkara|surat)\s+\S*$", re.IGNORECASE)


@DATE.each
def shapes(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find dates as forms and computers write them, inside sentences."""
    if not (reading.is_prose or reading.field is Field.CAPTION):
        return
    for found in _AS_COMPUTERS.among(reading):
        if not _is_numbered(reading.text, found.start()):
            day = f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}"
            yield Hit("bentuk", *found.span(), (day,))
    for found in _SPAN.among(reading):
        if int(found[1]) > int(found[2]):
            yield Hit("mustahil", *found.span())
    for found in _TGL.among(reading):
        yield Hit("bentuk", *found.span(), (like(found[0], "tanggal "),))
    for found in _WITHOUT_BRACKETS.among(reading):
        yield Hit("bentuk", *found.span(1), (f"({found[1]})",))


_AS_COMPUTERS = Sought(
    r"(?<![\w/.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w/-])"
)
_SPAN = Sought(
    rf"(?<![\d/.,-])([12]?\d|3[01])\s?[-–]\s?([12]?\d|3[01])\s(?:{_MONTH})\b(?!-)", re.IGNORECASE
)
_TGL = Sought(r"\b[Tt]gl\.?\s+(?=\d{1,2}\s)")
_WITHOUT_BRACKETS = Sought(
    rf"\b(?:{_DAY})(?:\s(?:{PART_OF_DAY}))?\s(\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d)(?![\w/)-])"
)


def _is_numbered(text: str, at: int) -> bool:
    """Say whether the number of a file or a letter stands there."""
    return bool(_NUMBERED.search(text, max(0, at - _GLANCE), at))


_GLANCE = 60  # letters
_MONTH_WORDS = frozenset(map(str.lower, MONTHS))


@DATE.each
def year_missing(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field is Field.CAPTION):
        return
    if _MONTH_WORDS.isdisjoint(reading.vocabulary) and "/" not in reading.text:
        return
    for found in _NO_YEAR.among(reading):
        if not (
            found[0].split() == ["17", "Agustus"]
            or _CALLED.search(reading.text, max(0, found.start() - 20), found.start())
            or reading.says(_FEAST, found.start())
            or reading.says(_ANY_YEAR, found.start())
        ):
            yield Hit("tanpa-tahun", found.start(), found.end())
    for found in _NO_YEAR_SLASHED.among(reading) if "/" in reading.text else ():
        if not reading.says(_ANY_YEAR, found.start()):
            yield Hit("tanpa-tahun", *found.span(1))


RULES = (DATE,)
