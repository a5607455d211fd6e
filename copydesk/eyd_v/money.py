"""P01 and P03: rupiah, miliar and triliun. What has no currency at all is in `amounts`."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.distance import distance
from copydesk.eyd_v.amounts import AMOUNT, NOT_COUNTED
from copydesk.findings import Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

RUPIAH = Rule(
    "P01",
    name="Bentuk rupiah",
    about="Rp ditulis dengan R kapital dan p kecil, tanpa titik, dan tanpa spasi sebelum angkanya.",
    source="EYD V, Singkatan 5 dan Angka dan Bilangan 3",
    kinds={
        "bentuk": Kind(Level.GALAT, "Tulis “{fix}”: Rp tanpa titik dan tanpa spasi.", safe=True),
        "ekor": Kind(
            Level.PERINGATAN, "Tanda “,-” di belakang jumlah uang tidak dipakai.", safe=True
        ),
        "ganda": Kind(
            Level.PERINGATAN, "Rp dan “rupiah” berarti sama; satu saja cukup.", safe=True
        ),
        "spasi": Kind(Level.GALAT, "Tulis “{fix}”, dengan satu spasi.", safe=True),
        "singkatan": Kind(Level.PERINGATAN, "Tulis lengkap: “{fix}”.", safe=True),
        "kapital": Kind(
            Level.PERINGATAN, "Nama mata uang ditulis dengan huruf kecil: “{fix}”.", safe=True
        ),
        "letak": Kind(Level.PERINGATAN, "Tulis “{fix}”: Rp di depan angka, rapat."),
        "kata": Kind(Level.PERINGATAN, "Rp diikuti angka. Dengan kata-kata: “{fix}”."),
        "lipat": Kind(Level.PERINGATAN, "“{words}” berlipat: angka sepanjang ini sudah lengkap."),
    },
    bad=(
        Bad("Biaya perbaikan Rp. 450 juta.", "Biaya perbaikan Rp450 juta."),
        Bad("Harga cabai rp 90.000 per kilogram.", "Harga cabai Rp90.000 per kilogram."),
        Bad("Denda RP 5 miliar dibayar.", "Denda Rp5 miliar dibayar."),
        Bad("Karcis dijual Rp10.000,- selembar.", "Karcis dijual Rp10.000 selembar."),
        Bad("Bantuan Rp150 juta,- cair.", "Bantuan Rp150 juta cair."),
        Bad("Bantuan Rp5 juta rupiah cair.", "Bantuan Rp5 juta cair."),
        Bad("Bantuan R.p. 5 juta cair.", "Bantuan Rp5 juta cair."),
        Bad("Bantuan Rp.=5 juta cair.", "Bantuan Rp5 juta cair."),
        Bad("Bantuan RpRp5 juta cair.", "Bantuan Rp5 juta cair."),
        Bad("Karcis dijual Rp10.000/- selembar.", "Karcis dijual Rp10.000 selembar."),
        Bad("Bantuan Rp5juta cair.", "Bantuan Rp5 juta cair."),
        Bad("Bantuan Rp5-juta cair.", "Bantuan Rp5 juta cair."),
        Bad("Bantuan 5juta rupiah cair.", "Bantuan 5 juta rupiah cair."),
        Bad("Bantuan Rp640 jt cair.", "Bantuan Rp640 juta cair."),
        Bad("Kopinya Rp38rb segelas.", "Kopinya Rp38 ribu segelas."),
        Bad("Kopinya Rp38K segelas.", "Kopinya Rp38 ribu segelas."),
        Bad("Bantuan 640 jt rupiah cair.", "Bantuan 640 juta rupiah cair."),
        Bad("Bantuan 5 juta Rupiah cair.", "Bantuan 5 juta rupiah cair."),
        Bad("Ia membawa 500 Dolar Singapura.", "Ia membawa 500 dolar Singapura."),
        Bad("Saldonya Rp-18.450.000 saja.", "Saldonya Rp18.450.000 saja."),
        Bad("Saldonya 18.450.000 Rp saja.", "Saldonya Rp18.450.000 saja."),
        Bad("Solar dijual IDR 9.500 seliter.", "Solar dijual Rp9.500 seliter."),
        Bad("Kerugiannya Ro400 juta.", "Kerugiannya Rp400 juta."),
        Bad("Kerugiannya Rupiah 400 juta.", "Kerugiannya Rp400 juta."),
        Bad("Besarnya Rp lima ratus ribu.", "Besarnya lima ratus ribu rupiah."),
        Bad("Besarnya Rp5.000.000 juta.", kind="lipat"),
    ),
    good=(
        Good("Biaya perbaikan Rp450 juta."),
        Good("Dokumen RP3KP disusun tahun ini."),
        Good("Nilainya 450 juta rupiah."),
        Good("Kurs rupiah menguat, Rp dipakai sebagai lambang."),
        Good("Kurs rupiah 16.250 per dolar AS; film Sejuta Rupiah Emas diputar."),
        Good("Asetnya Rp5.000 triliun, iurannya Rp5.000-Rp10.000, dan Rp5 jutaan cukup."),
        Good("Sebanyak 5 Dolar Emas dibagikan; kini 500 Ringgit Award diberikan."),
    ),
)
_LARGE = r"(?:ribu|juta|mil[iy]ar|trili?[uy]n|trilyun)"
_RUPIAH = Sought(
    r"(?<!\w)(?:[Rr][Pp]|[Rr]\.[Pp]|[Rr] p)(\s*(?:[.:,;=_]{1,3}|-(?=\s))?\s*)(?=\d)"
    r"(?!\d+[A-Z]{2})"
)
_TAIL = Sought(
    r"(?<!\w)(?:[Rr][Pp])\s*[.:]?\s*\d[\d.]*(?:,\d+)?(?:\s*(?:ribu|juta|mil[iy]ar|tril[iy]un))?"
    r"([,;/][-–—]+(?!\w)|,=|\.-+)|(?<![\w.])\d{1,3}(?:\.\d{3})+([,/]-+)(?![\w-])",
    re.IGNORECASE,
)
_TWICE = Sought(
    r"(?<!\w)[Rr][Pp]\s*\.?\s*\d[\d.,]*(?:\s*(?:ribu|juta|mil[iy]ar|triliun|trilyun|rb|jt))?"
    r"(\s+rupiah)\b|(?<!\w)(rp\.?\s*)(?=rp\.?\s*\d)",
    re.IGNORECASE,
)
# Nothing, or a hyphen, between a number and its thousands.
_JOINED = Sought(
    rf"(?<!\w)(?:Rp\s*\.?\s*(?P<sum>\d[\d.,]*)-?(?P<much>{_LARGE})"
    rf"|(?P<count>\d[\d.,]*)-?(?P<many>{_LARGE})(?=\s+rupiah))\b",
    re.IGNORECASE,
)
_SHORT = Sought(
    r"(?<!\w)(?:Rp\s*\.?\s*\d[\d.,]*?(?P<sum>\s?(?:rbu?|jt|jta|k))"
    r"|\d[\d.,]*?(?P<count>\s?(?:rbu?|jta?))(?=\s+rupiah))\b(?![/²])",
    re.IGNORECASE,
)
_IN_FULL = {"r": "ribu", "k": "ribu", "j": "juta"}
_NAMED = Sought(
    r"(?<=[\da-z])\s(Rupiah|RUPIAH|Dolar|Ringgit|Euro|Yen|Yuan|Baht|Riyal|Won)\b"
    r"(?!\s+(?!AS|Amerika|Singapura|Australia|Hong|Malaysia|Arab|Saudi|Jepang|Korea)[A-Z])"
)
_SUM_BEFORE = re.compile(
    r"(?:\d|\b(?:ribu|juta|miliar|triliun|puluh|belas|ratus)(?:an)?)$", re.IGNORECASE
)
_MINUS = Sought(r"(?<!\w)([Rr][Pp]\.?\s*[-–])(?=\d)")
_BEHIND = Sought(
    rf"(?<![\w.,/-])(\d[\d.]*(?:,\d+)?(?:\s+{_LARGE})?)\s*\b(?:Rp|IDR)\b\.?(?!\s*\.?\s*\d)(?!\s?[a-z]+\d)",
)
_ABROAD = Sought(
    # Whoever misses a key writes Ro or Pr for it.
    r"\b(?:Rps|Rpp|Pr|Ro|Tp|Ep)\.?\s?"
    r"(?=\d{1,3}(?:\.\d{3})+(?!\d)|[\d,]+ (?:ribu|juta|mil|tril))"
    r"|\b(?:IDR|[Rr]upiah|Rph)\s*\.?\s*(?=\d)(?!\d{4}\b(?!\s*(?:ribu|juta)))"
)
_RATE = re.compile(r"\b(?:kurs|tukar|dolar|melemah|menguat|pecahan|posisi|level|uang)\b", re.I)
_WORDS = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|puluh"
    r"|belas|ratus|ribu|juta|miliar|triliun|sejuta|semiliar|setengah|koma)"
)
_IN_WORDS = Sought(rf"(?<!\w)Rp\.?\s*({_WORDS}(?:\s+{_WORDS})*)(\s+rupiah)?\b(?!-)", re.IGNORECASE)
_TOO_MUCH = Sought(r"\bRp\s*\.?\s*\d{1,3}(?:\.\d{3}){2,}\s+(?:ribu|juta|miliar|triliun)\b")


@RUPIAH.each
def rupiah(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _RUPIAH.among(reading):
        if found[0] != "Rp":
            yield Hit("bentuk", found.start(), found.end(), ("Rp",))
    for found in _TAIL.among(reading):
        yield Hit("ekor", *found.span(found.lastindex or 1), ("",))
    for found in _TWICE.among(reading):
        yield Hit("ganda", *found.span(found.lastindex or 1), ("",))


@RUPIAH.each
def magnitude(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what stands wrong between a number and its thousands, or is too short there."""
    for found in _JOINED.among(reading):
        number, word = ("sum", "much") if found["sum"] else ("count", "many")
        much = found[word]
        if much.islower():
            much = _large(much, reading, room)
        right = f"{found[number]} {much}"
        yield Hit("spasi", found.start(number), found.end(word), (right,))
    for found in _SHORT.among(reading):
        group = "sum" if found["sum"] else "count"
        short = found[group].strip()
        right = _written(_IN_FULL[short[0].lower()], found[group], reading, room)
        yield Hit("singkatan", *found.span(group), (f" {right}",))
    for found in _TOO_MUCH.among(reading):
        yield Hit("lipat", *found.span())


@RUPIAH.each
def currency(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _NAMED.among(reading):
        if reading.is_title or reading.is_shouting:
            break
        if _SUM_BEFORE.search(text, max(0, found.start() - 8), found.start()) and not any(
            twice.span(1) == found.span() for twice in _TWICE.among(reading)
        ):
            yield Hit("kapital", *found.span(1), (found[1].lower(),))
    for found in _MINUS.among(reading):
        yield Hit("letak", *found.span(1), ("Rp",))
    for found in _BEHIND.among(reading):
        ending = "." if found[0].endswith(".") and found.end() == len(text) else ""
        yield Hit("letak", *found.span(), (f"Rp{found[1]}{ending}",))
    for found in _ABROAD.among(reading):
        if found[0][0] in "IPTE" or found[0][1] == "o" or not reading.says(_RATE, found.start()):
            yield Hit("letak", *found.span(), ("Rp",))
    for found in () if reading.is_title else _IN_WORDS.among(reading):
        yield Hit("kata", *found.span(), (f"{found[1]} rupiah",))


MILIAR = Rule(
    "P03",
    name="miliar dan triliun",
    about=(
        "Ejaannya miliar dan triliun, dengan huruf kecil di belakang angka (huruf kapital di"
        " judul)."
    ),
    source="KBBI; EYD V, Angka dan Bilangan 5",
    kinds={
        "ejaan": Kind(Level.GALAT, "Ejaan bakunya “{fix}”.", safe=True),
        "kapital": Kind(
            Level.PERINGATAN, "Di belakang angka, “{fix}” ditulis dengan huruf kecil.", safe=True
        ),
        "mirip": Kind(Level.PERINGATAN, "Di belakang angka mestinya “{fix}”?"),
        "singkatan": Kind(Level.PERINGATAN, "Tulis lengkap: “{fix}”."),
    },
    bad=(
        Bad("Nilainya Rp7 Milyar.", "Nilainya Rp7 miliar."),
        Bad("Kerugian Rp2 trilyun.", "Kerugian Rp2 triliun."),
        Bad("Uang semilyar rupiah.", "Uang semiliar rupiah."),
        Bad("Uang milyaran rupiah.", "Uang miliaran rupiah."),
        Bad("Nilainya Rp7 Miliar.", "Nilainya Rp7 miliar."),
        Bad("Puluhan Milyar rupiah hilang.", "Puluhan miliar rupiah hilang."),
        Bad("UANG MILYARAN RUPIAH HILANG", "UANG MILIARAN RUPIAH HILANG"),
        Bad("Nilainya Rp7 miilyar.", "Nilainya Rp7 miliar.", kind="mirip"),
        Bad("Nilainya Rp7 jutta.", "Nilainya Rp7 juta.", kind="mirip"),
        Bad("Nilainya Rp7 billion.", "Nilainya Rp7 miliar.", kind="mirip"),
        Bad("Nilainya Rp8,1 M.", "Nilainya Rp8,1 miliar.", kind="singkatan"),
        Bad("Nilainya Rp5,4 T saja.", "Nilainya Rp5,4 triliun saja."),
        Bad("Nilainya Rp5 Mlyr saja.", "Nilainya Rp5 miliar saja."),
        Bad("Nilainya 5,4 T rupiah.", "Nilainya 5,4 triliun rupiah."),
        Bad("Sebanyak 3 jt orang datang.", "Sebanyak 3 juta orang datang."),
    ),
    good=(
        Good("Nilainya Rp7 miliar."),
        Good("Pemilik PT Milyar Jaya hadir."),
        Good("Denda Rp5.000 M. Yusuf bayar; tanahnya Rp500.000/m, panjangnya 8,1 m, ukuran 5 T."),
        Good("Ada 7 mililiter air, 3 militan, 5 jati, dan 5 Milton."),
    ),
)
_SPELT = {
    **dict.fromkeys(
        (
            "milyar",
            "milyard",
            "miliard",
            "milliar",
            "milyat",
            "miliyar",
            "milar",
            "mliar",
            "millyar",
        ),
        "miliar",
    ),
    **dict.fromkeys(
        ("trilyun", "triliyun", "trilliun", "triliyon", "trilun", "trillyun"), "triliun"
    ),
}
_SPELT |= {f"{wrong}an": f"{right}an" for wrong, right in _SPELT.items()}
_SPELT |= {
    f"{prefix}{wrong}-{wrong}": f"{prefix}{right}-{right}"
    for wrong, right in list(_SPELT.items())
    for prefix in ("", "ber")
}
_SPELT |= {
    f"{form}{wrong}": f"{form}{right}"
    for wrong, right in list(_SPELT.items())
    for form in ("se", "ber")
}
_SPELT |= {"milyarder": "miliarder", "milyuner": "miliuner", "trilyuner": "triliuner"}
_NAMES = frozenset({*_SPELT, "miliar", "triliun", "juta", "ribu"})
_AFTER_NUMBER = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|puluhan"
    r"|ratusan|belasan|setengah|seperempat|beberapa))\s*$",
    re.IGNORECASE,
)
_REACH = 16  # letters: the longest of those words and a space


@MILIAR.each
def miliar(reading: Reading, room: Room) -> Iterator[Hit]:
    if _NAMES.isdisjoint(reading.vocabulary):
        return
    for word in reading.words:
        if word.lower not in _NAMES:
            continue
        counts = bool(_AFTER_NUMBER.search(reading.text[max(0, word.start - _REACH) : word.start]))
        if right := _SPELT.get(word.lower):
            if (
                word.text.islower()
                or counts
                or reading.is_title
                or reading.is_shouting
                or reading.starts_sentence(word.start)
            ):
                small = counts and not reading.is_title and not word.text.isupper()
                yield Hit(
                    "ejaan", word.start, word.end, (right if small else like(word.text, right),)
                )
        elif counts and not reading.is_title and _is_large(word.text, reading):
            yield Hit("kapital", word.start, word.end, (word.lower,))


def _is_large(word: str, reading: Reading) -> bool:
    return word.istitle() or (word.isupper() and not reading.is_shouting)


_ODD = Sought(r"(?<=\d)\s+([mtjrb][a-z]{3,8})\b(?!-)", re.IGNORECASE)
_ENGLISH = {
    "billion": "miliar",
    "bilion": "miliar",
    "trillion": "triliun",
    "million": "juta",
    "milion": "juta",
}
_NEAR = {"m": ("miliar", 2), "t": ("triliun", 2), "j": ("juta", 1), "r": ("ribu", 1)}
_BRIEF = Sought(
    r"(?<!\w)(?:Rp\s*\.?\s*\d+(?:[.,]\d{1,2})?(?P<sum>\s?(?:[Mm]|T|[Mm]l(?:y?r|iar)|[Mm]il|[Tt]r(?:l|il)?"
    r"|Tn|bn))|\d+(?:,\d+)?(?P<count>\s?(?:M|T))(?=\s+rupiah))\b(?![/²³-])"
)
_CROWD = Sought(r"(?<=\d)\s?(rb|jt)\b(?=\s+(?!rupiah)[a-z]{3})", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:\brp\.?\s*|[$€£]\s?)[\d.,]*\d\s?$", re.IGNORECASE)
_BRIEFLY = {"m": "miliar", "t": "triliun", "b": "miliar"}


@MILIAR.each
def near_miliar(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what is no word but nearly one of these, and what is English."""
    for found in _ODD.among(reading):
        word = found[1].lower()
        right, most = _NEAR.get(word[0], ("", 0))
        if english := _ENGLISH.get(word):
            yield Hit("mirip", *found.span(1), (like(found[1], english),))
        elif (
            right
            and word not in _NAMES
            and word != right
            and distance(word, right) <= most
            and (
                found[1].islower()
                or reading.is_shouting
                or reading.is_title
                or _MONEY_BEFORE.search(reading.text, max(0, found.start() - 30), found.start())
            )
            and not room.dictionary.knows(word)
        ):
            yield Hit("mirip", *found.span(1), (like(found[1], right),))


@MILIAR.each
def short_miliar(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _BRIEF.among(reading):
        group = "sum" if found["sum"] else "count"
        right = _BRIEFLY[found[group].strip()[0].lower()]
        right = _written(right, found[group], reading, room)
        yield Hit("singkatan", *found.span(group), (f" {right}",))
    for found in _CROWD.among(reading):
        before = reading.text[max(0, found.start() - 24) : found.start()]
        if not (_MONEY_BEFORE.search(before) or NOT_COUNTED.match(reading.text, found.end())):
            right = _written(_IN_FULL[found[1][0].lower()], found[0], reading, room)
            yield Hit("singkatan", *found.span(), (f" {right}",))


def _written(word: str, short: str, reading: Reading, room: Room) -> str:
    """Return a word for a short one: small in a headline if that was, and a word by itself."""
    return word if short[0].isspace() and short.islower() else _large(word, reading, room)


def _large(word: str, reading: Reading, room: Room) -> str:
    """Return a word as the paragraph writes its words: with a capital in a headline."""
    if reading.is_shouting:
        return word.upper()
    is_large = reading.is_title and room.desk.house.titles == "kapital"
    return word.capitalize() if is_large else word


RULES = (RUPIAH, AMOUNT, MILIAR)
