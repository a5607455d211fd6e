"""P06: clock times and their zones."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.eyd_v.weekdays import PART_OF_DAY
from copydesk.findings import Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule
from copydesk.seeking import Sought

CLOCK = Rule(
    "P06",
    name="Jam dan zona waktu",
    about="Waktu ditulis dengan titik, didahului “pukul”, dan zonanya dengan huruf kapital.",
    source="EYD V, Tanda Titik 7",
    kinds={
        "bentuk": Kind(Level.PERINGATAN, "Tulis “{fix}”.", safe=True),
        "mustahil": Kind(Level.PERINGATAN, "Jam “{words}” tidak ada."),
        "hari": Kind(
            Level.PERINGATAN,
            "Waktu dua puluh empat jam tidak memerlukan “{part}”: “{fix}”.",
            quotes=InQuotes.SKIP,
        ),
        "zona": Kind(Level.PERINGATAN, "Zona waktu yang ada: WIB, WITA, WIT. Maksudnya “{fix}”?"),
        "dua-zona": Kind(
            Level.PERINGATAN,
            "Kalimat ini memakai dua zona waktu. Benarkah keduanya?",
            quotes=InQuotes.SKIP,
        ),
    },
    bad=(
        Bad("Acara mulai jam 19:25 wib.", "Acara mulai pukul 19.25 WIB."),
        Bad("Acara mulai pukul 19:25.", "Acara mulai pukul 19.25."),
        Bad("Acara mulai 08.00 wita.", "Acara mulai 08.00 WITA."),
        Bad("Acara mulai pkl. 08.00 WIB.", "Acara mulai pukul 08.00 WIB."),
        Bad("Acara mulai puku 08.00 WIB.", "Acara mulai pukul 08.00 WIB."),
        Bad("Toko buka pukul 08:00-16:00 wib.", "Toko buka pukul 08.00-16.00 WIB."),
        Bad("Toko buka pukul 08.00 s/d 16.00.", "Toko buka pukul 08.00 hingga 16.00."),
        Bad("Rapat pukul 9 pagi wib.", "Rapat pukul 9 pagi WIB."),
        Bad("Loket buka jam 9 pagi.", "Loket buka pukul 9 pagi."),
        Bad("Loket buka jam setengah 9 pagi.", "Loket buka pukul setengah 9 pagi."),
        Bad("Warga datang sebelum jam 8.", "Warga datang sebelum pukul 8."),
        Bad("Kapal tiba pukul 14,35 WIT.", "Kapal tiba pukul 14.35 WIT."),
        Bad("Kapal tiba pukul 06: 30.", "Kapal tiba pukul 06.30."),
        Bad(
            "Kapal tiba pukul 06.30 W.I.T.A. di dermaga.", "Kapal tiba pukul 06.30 WITA di dermaga."
        ),
        Bad("Kapal tiba pukul 7.30 p.m. di dermaga.", "Kapal tiba pukul 19.30 di dermaga."),
        Bad("Kapal tiba pukul 0630 WIB.", "Kapal tiba pukul 06.30 WIB."),
        Bad("Kapal tiba Pukul 06.30.", "Kapal tiba pukul 06.30."),
        Bad("Kapal sandar sejak 06:30.", "Kapal sandar sejak pukul 06.30."),
        Bad("Kapal tiba pukul 26.10 WIB.", kind="mustahil"),
        Bad("Kapal tiba pukul 19.5 WIB.", kind="mustahil"),
        Bad("Kapal tiba pukul jam 19.30 WIB.", "Kapal tiba pukul 19.30 WIB."),
        Bad("Kapal tiba pukul.19.30 WIB.", "Kapal tiba pukul 19.30 WIB."),
        Bad("Kapal tiba pukul 19..30 WIB.", "Kapal tiba pukul 19.30 WIB."),
        Bad("Kapal tiba jam setengah enam.", "Kapal tiba pukul setengah enam."),
        Bad("Kapal tiba sekitar jam sembilan.", "Kapal tiba sekitar pukul sembilan."),
        Bad("Loket dibuka jam 10.", "Loket dibuka pukul 10."),
        Bad("Kapal tiba pukul 19.250 WIB.", kind="mustahil"),
        Bad("Kapal tiba pukul: 10.30 WITA.", "Kapal tiba pukul 10.30 WITA."),
        Bad("Kapal tiba pukul 11 . 20 WIB.", "Kapal tiba pukul 11.20 WIB."),
        Bad("Kapal tiba pukul 11 20 WIB.", "Kapal tiba pukul 11.20 WIB."),
        Bad("Kapal tiba pukul 08-30 WIB.", "Kapal tiba pukul 08.30 WIB."),
        Bad("Kapal tiba PUKUL 06.30 di sana.", "Kapal tiba pukul 06.30 di sana."),
        Bad("Loket buka pukul 08.00 sd 16.00.", "Loket buka pukul 08.00 hingga 16.00."),
        Bad("Loket buka jam tujuh pagi.", "Loket buka pukul tujuh pagi."),
        Bad("Kapal karam sekitar jam setengah enam.", "Kapal karam sekitar pukul setengah enam."),
        Bad("Loket buka dari jam 8 sampai jam 10.", "Loket buka dari pukul 8 sampai jam 10."),
        Bad("Kapal sandar hingga 16:00.", "Kapal sandar hingga pukul 16.00."),
        Bad("Ujian mulai pukul 07.00 pagi WIB.", "Ujian mulai pukul 07.00 WIB.", kind="hari"),
        Bad("Ujian mulai pukul 07.00 WIB pagi.", "Ujian mulai pukul 07.00 WIB.", kind="hari"),
        Bad("Ujian mulai pukul 19.30 malam.", "Ujian mulai pukul 19.30.", kind="hari"),
        Bad("Ujian mulai pukul 07.00 malam.", "Ujian mulai pukul 19.00.", kind="hari"),
        Bad("Ujian mulai pukul 19.30 WBI.", "Ujian mulai pukul 19.30 WIB.", kind="zona"),
        Bad("Antre sejak pukul 06.00 WITA, loket buka pukul 08.00 WIB.", kind="dua-zona"),
    ),
    good=(
        Good("Acara mulai pukul 19.25 WIB."),
        Good("Skor 2:1 dan surat Yasin 36: 12."),
        Good("Rapat berlangsung 2 jam 30 menit."),
        Good("Datang tujuh jam lebih pagi; jam tangan itu hilang dalam jam kerja. Jam satu arah."),
        Good("Mulai pukul 19.00 WIB atau 20.00 WITA. Laga pukul 19.00 WIB (20.00 WITA)."),
        Good("Pesawat berangkat pukul 08.00 WIB dan tiba pukul 11.30 WITA."),
        Good("Hujan pukul 07.00 pagi ini; tiba pukul 9 pagi dan pukul 7.30 malam."),
        Good("Konser pukul 19.00 malam Minggu; ia lari 2 jam 15.30 menit."),
        Good('"Saya datang jam 19.25, bukan jam 9 pagi," kata Siti.'),
        Good("Pintu dibuka pukul 24.00 WIB. Sebelum jam 8 pagi-pagi benar."),
        Good("Listrik padam 3 jam 45 menit; tiap jam 15 orang datang pukul 7. 30 orang pulang."),
    ),
)
_ZONE = r"w\.\s?i\.\s?(?:b|t\.?\s?a|t)\b\.?|w\si\s(?:b|t\sa|t)\b|wib\b|wita\b|wit\b"
_HALF = r"[ap]\.\s?m\b\.?|[ap]m\b"
_TO = r"\s*[-–]\s*|\s+(?:hingga|sampai(?:\s+dengan)?|s\.d\.|s/d\.?|s\.?d)\s+(?:pukul\s+)?"
_TIME = r"\d{1,2}(?:\s?[:;']\s?|\.\.|[.,]\s?|\s[.,]\s?)\d\d"
# Found by its digits, which are rare; what stands before them is looked at afterwards.
_CLOCK = Sought(
    rf"(?:(?<![\d:.,;/-])|(?<=pukul\.)|(?<=pkl\.)|(?<=pk\.)|(?<=pukul:))(?:(?<=pukul)|(?<=PUKUL)|(?<![\w]))"
    rf"(?:(?P<time>{_TIME})(?P<second>[:.][0-5]\d)?(?:(?P<to>{_TO})(?P<until>{_TIME}))?"
    r"|(?P<joined>[0-2]\d[0-5]\d)|(?P<dashed>[0-2]\d-(?:00|2[5-9]|[3-5]\d)|[0-2]\d\s[0-5]\d(?=\s?wi[bt]))"
    r"|(?P<hour>\d{1,2}(?:\s+(?:dini\s+hari|pagi|siang|sore|petang|malam))?))"
    rf"(?!\d|[:.,/]\d|-an\b)(?:\s*(?:(?P<zone>{_ZONE})|(?P<half>{_HALF})))?",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?<![^\W\d_])(?P<word>jam|pukul|pkl|pk|pkul|puku|pukl|pukull|pukuk|pukil|pikul)"
    r"(?P<gap>\s?[.:,;=]?\s*)$",
    re.IGNORECASE,
)
_REACH = 12  # letters: the longest of those words, a sign, and spaces around it
_PARTS = re.compile(r"(\d+)\D+(\d+)")
_LETTER_O = Sought(r"(?i:pukul|jam)\s+((?=[\d.:]*[oO])[\doO]{1,2}[.:][\doO]{2})\b")
_HOUR = r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|dua\s+belas)"
# An hour of the day, not how long something took. Whoever is quoted may say it.
_SPOKEN = Sought(
    rf"\b(jam|JAM)(?=\s+setengah\s+(?:{_HOUR}|\d{{1,2}})\b(?!-))"
    rf"|\b([Jj]am|JAM)(?=\s+(?:setengah\s+)?(?:\d{{1,2}}|{_HOUR})\s+(?i:{PART_OF_DAY})\b(?!-))"
    r"|\b(?i:sebelum|sejak|(?:di)?mulai|(?:di)?buka|(?:di)?tutup|tiba|datang|berangkat|sekitar|sekira|kira-kira|menjelang|sampai|hingga|pada|lewat|dari|antara"
    r"|setelah|sesudah|tepat|seusai|kurang\s+dari)\s+"
    rf"(?:(jam|JAM)(?=\s+(?:setengah\s+{_HOUR}|setengah\s+\d{{1,2}}|{_HOUR}\s+tepat)\b(?!-))|"
    rf"(jam|JAM)(?=\s+{_HOUR}(?:[.,;)]|$|\s+(?:lewat|malam|pagi)))|"
    r"(jam|JAM)(?=\s+\d{1,2}(?:[.,;)]?$|[,;)]\s|\.\s+[A-Z]|\s+(?:hingga|sampai|dan|tepat|lewat)\b)))"
)


@CLOCK.each
def spoken_hour(reading: Reading, room: Room) -> Iterator[Hit]:
    if "jam " not in reading.text.lower():
        return
    zoned = {found.start(1) for found in _ZONED_HOUR.among(reading)}
    for found in _SPOKEN.among(reading):
        group = found.lastindex or 1
        if found.start(group) not in zoned and not reading.is_quoted(*found.span(group)):
            yield Hit("bentuk", *found.span(group), (like(found[group], "pukul"),))


# With a colon and four digits, where something begins or ends, it is no score.
_BARE = Sought(
    r"\b(?:di)?(?:mulai|sejak|tutup|buka|hingga|sampai|menjelang|sekitar)\s+([0-2]\d):([0-5]\d)(?![\d:])"
    rf"(?!\s*(?:-|–|{_ZONE}))",
    re.IGNORECASE,
)
_ZONED_HOUR = Sought(
    rf"\b(jam)\s+\d{{1,2}}(?:\s+(?:dini\s+hari|pagi|siang|sore|petang|malam))?\s+(?:{_ZONE})",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\d\s+$")
_AT = re.compile(r"\bpukul\s+$")
_MAY_BE = re.compile(r"\d\s*(?:w\W?i|[ap]\.?\s?m\b)|jam|pu?k|pik", re.IGNORECASE)


@CLOCK.each
def clock(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    if ":" in text:
        for found in _BARE.among(reading):
            yield Hit("bentuk", found.start(1), found.end(), (f"pukul {found[1]}.{found[2]}",))
    if not _MAY_BE.search(text):
        return
    for found in _CLOCK.among(reading):
        word = _WORD.search(text, max(0, found.start() - _REACH), found.start())
        if not (word or found["zone"]):
            continue
        start = word.start() if word else found.start()
        if word and word["word"].lower() == "jam":
            if _LASTING.search(text, 0, start) and not found["zone"]:
                continue
            start = twice.start() if (twice := _AT.search(text, 0, start)) else start
        if not _is_possible(found):
            yield Hit("mustahil", found.start(), found.end("time"))
        elif right := _told(found, word, reading):
            yield Hit("bentuk", start, found.end(), (right,))
    for found in _LETTER_O.among(reading):
        right = found[1].lower().replace("o", "0").replace(":", ".")
        yield Hit("bentuk", *found.span(1), (right,))


_LAST_HOUR, _LAST_MINUTE = 24, 59


def _is_possible(found: re.Match[str]) -> bool:
    for name in ("time", "until"):
        if found[name] and (parts := _PARTS.match(found[name])):
            hour, minute = int(parts[1]), int(parts[2])
            if hour > _LAST_HOUR or minute > _LAST_MINUTE or (hour == _LAST_HOUR and minute):
                return False
    return True


def _is_time(found: re.Match[str], word: re.Match[str] | None) -> bool:
    """Tell a clock time from what only looks like one: jam 7,25 persen; pukul 7. 30 orang."""
    is_sure = bool(found["zone"]) or (word is not None and word["word"].lower() != "jam")
    if found["joined"] or found["dashed"]:
        return is_sure
    if found["hour"]:
        return bool(found["zone"] or (found["half"] and word))
    for name in ("time", "until"):
        if not found[name]:
            continue
        if "," in found[name] and not is_sure:
            return False
        if re.search(r"[.,]\s|\s[.,]", found[name]) and not found["zone"]:
            return False
    return True


def _told(found: re.Match[str], word: re.Match[str] | None, reading: Reading) -> str:
    """Return how a time should be written; "" if it is, or if it is no time."""
    if not _is_time(found, word):
        return ""
    start = word.start() if word else found.start()
    written = reading.text[start : found.end()]
    if found["hour"]:
        right = found["hour"]
    elif digits := found["joined"] or found["dashed"]:
        right = f"{digits[:2]}.{digits[-2:]}"
    else:
        to = re.sub(r"(?i)s/d\.?|s\.?d(?![.\w])", "hingga", found["to"] or "")
        to = to.strip() if to.strip() in {"-", "–"} else to
        second = (found["second"] or "").replace(":", ".")
        right = f"{_dotted(found['time'])}{second}{to}{_dotted(found['until'])}"
    if found["half"]:
        right = _of_the_day(right, found["half"])
    if word:
        right = f"{_introduced(word['word'], reading, start, found.end())} {right}"
    if found["zone"]:
        right += f" {re.sub(r'[^a-z]', '', found['zone'].lower()).upper()}"
    ending = found["zone"] or found["half"] or ""
    if ending.endswith(".") and re.match(r"\s+[A-Z]|\s*$", reading.text[found.end() :]):
        right += "."  # it ends the sentence as well
    return "" if " ".join(right.split()) == " ".join(written.split()) else " ".join(right.split())


def _dotted(time: str | None) -> str:
    return re.sub(r"\s?[:;.,']+\s?", ".", time or "")


def _introduced(word: str, reading: Reading, start: int, end: int) -> str:
    """Return `pukul` for a word before a time; whoever is quoted may well have said "jam"."""
    if word.lower() == "jam" and reading.is_quoted(start, end):
        return word
    before = reading.text[max(0, start - 2) : start].rstrip()
    is_loud = word == "PUKUL" and not reading.is_shouting
    is_large = word.istitle() and not reading.is_title and before.islower()
    is_within = is_large or (is_loud and not reading.is_title and before != "")
    return "pukul" if is_within else like(word, "pukul")


def _of_the_day(time: str, half: str) -> str:
    """Return a time of twelve hours as one of twenty-four: 7.30 p.m. is 19.30."""
    hour, dot, minute = time.partition(".")
    if half[0] in "pP" and hour.isdigit() and int(hour) < _LAST_HOUR // 2:
        hour = str(int(hour) + _LAST_HOUR // 2)
    return f"{hour}{dot}{minute}"


_DAY = Sought(
    rf"\b(?:pukul|jam)\s+((?P<hour>\d{{1,2}})(?P<rest>[.:]\d\d)(?:\s+(?P<part>{PART_OF_DAY})"
    rf"(?P<zone>\s+wi(?:b|ta|t))?|(?P<zoned>\s+wi(?:b|ta|t))\s+(?P<after>{PART_OF_DAY})))\b"
    r"(?!\s+(?:ini|itu|tadi|nanti|hari|harinya|esok|besok|kemarin|lalu|menjelang|(?-i:[A-Z]))|-|nya)",
    re.IGNORECASE,
)
_HOURS = {  # of each part of the day
    "dini hari": range(5),
    "pagi": range(12),
    "siang": range(10, 16),
    "sore": range(14, 19),
    "petang": range(15, 20),
    "malam": (*range(17, 25), 0, 1, 2),
}
_TEN = 10


@CLOCK.each
def part_of_day(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find "pagi" and "malam" beside a time of twenty-four hours, or of which it is another."""
    for found in _DAY.among(reading):
        hour, zone = int(found["hour"]), found["zone"] or found["zoned"] or ""
        part = " ".join((found["part"] or found["after"]).lower().split())
        is_in_full = found["hour"][0] == "0" or hour > _LAST_HOUR // 2 or zone
        if not is_in_full or (hour < _TEN and found["hour"][0] != "0" and part not in {"pagi"}):
            continue
        hours = _HOURS[part]
        fixes: tuple[str, ...] = ()
        if hour in hours:
            fixes = (f"{found['hour']}{found['rest']}{zone}",)
        elif hour + _LAST_HOUR // 2 in hours:
            fixes = (f"{hour + _LAST_HOUR // 2}{found['rest']}{zone}",)
        yield Hit("hari", *found.span(1), fixes, {"part": part})


_ODD_TIME = Sought(
    r"\bpukul\s+(\d{1,2}[.:]\d|\d{1,2}[.:]\d{3,4}|\d{3}[.:]\d\d)(?![\d%oO]|[.,:]\d|\s+(?:juta|persen))",
    re.IGNORECASE,
)
_ODD_ZONE = Sought(
    r"\d[.:]\d\d\s*((?-i:WBI|WIBB|WIIB|WOB|WUB|WIV|WIN|EIB|IWB|WIBA|WITTA|WIITA|WTA|WITAA|WIRA|WITS"
    r"|WAIT|WIAT|WTIA|WITTA|WITT|WTI))\b"
)
_ZONES = Sought(r"\d\s*(WIB|WITA|WIT)\b")
_BOTH = re.compile(
    r"\b(?:atau|setara|berangkat|bertolak|tiba|mendarat|terbang|penerbangan|pesawat|kapal|lepas"
    r"|perbedaan|selisih|zona|waktu|masing-masing|serentak|sedangkan\s+di|sementara\s+di|Jakarta"
    r"|Jayapura|Makassar|Denpasar)\b|WI(?:B|TA|T)\s*[/=(]|\([^)]*WI(?:B|TA|T)\)|/\s?\d",
)


@CLOCK.each
def odd_time(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _ODD_TIME.among(reading):
        yield Hit("mustahil", *found.span(1))
    for found in _ODD_ZONE.among(reading):
        yield Hit("zona", *found.span(1), (_zone(found[1]),))
    first: dict[int, str] = {}
    for found in _ZONES.among(reading):
        known = first.setdefault(reading.sentence(found.start()).start, found[1])
        if known != found[1] and not reading.says(_BOTH, found.start()):
            yield Hit("dua-zona", *found.span(1))


def _zone(wrong: str) -> str:
    """Return which zone somebody meant: the longer ones are WITA."""
    if "A" in wrong and wrong != "WIBA":
        return "WITA"
    return "WIT" if "T" in wrong else "WIB"


RULES = (CLOCK,)
