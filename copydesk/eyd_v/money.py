"""P01 and P03: rupiah, miliar and triliun. What has no currency at all is in `amounts`."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.eyd_v.amounts import AMOUNT
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
    },
    bad=(
        Bad("Biaya perbaikan Rp. 450 juta.", "Biaya perbaikan Rp450 juta."),
        Bad("Harga cabai rp 90.000 per kilogram.", "Harga cabai Rp90.000 per kilogram."),
        Bad("Denda RP 5 miliar dibayar.", "Denda Rp5 miliar dibayar."),
        Bad("Karcis dijual Rp10.000,- selembar.", "Karcis dijual Rp10.000 selembar."),
        Bad("Bantuan Rp150 juta,- cair.", "Bantuan Rp150 juta cair."),
        Bad("Bantuan Rp5 juta rupiah cair.", "Bantuan Rp5 juta cair."),
    ),
    good=(
        Good("Biaya perbaikan Rp450 juta."),
        Good("Dokumen RP3KP disusun tahun ini."),
        Good("Nilainya 450 juta rupiah."),
        Good("Kurs rupiah menguat, Rp dipakai sebagai lambang."),
    ),
)
_RUPIAH = Sought(r"(?<!\w)([Rr][Pp])(\s*(?:[.:,;]|-(?=\s))?\s*)(?=\d)(?!\d+[A-Z]{2})")
_TAIL = Sought(
    r"(?<!\w)(?:[Rr][Pp])\s*[.:]?\s*\d[\d.]*(?:,\d+)?(?:\s+(?:ribu|juta|mil[iy]ar|tril[iy]un))?"
    r"(,-+|,=|\.-+)|(?<![\w.])\d{1,3}(?:\.\d{3})+(,-+)(?![\w-])",
    re.IGNORECASE,
)
_TWICE = Sought(
    r"(?<!\w)[Rr][Pp]\s*\.?\s*\d[\d.,]*(?:\s+(?:ribu|juta|mil[iy]ar|triliun"
    r"|trilyun))?(\s+rupiah)\b",
    re.IGNORECASE,
)


@RUPIAH.each
def rupiah(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _RUPIAH.among(reading):
        if found[0] != "Rp":
            yield Hit("bentuk", found.start(), found.end(), ("Rp",))
    for found in _TAIL.among(reading):
        yield Hit("ekor", *found.span(found.lastindex or 1), ("",))
    for found in _TWICE.among(reading):
        yield Hit("ganda", found.start(1), found.end(1), ("",))


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
    },
    bad=(
        Bad("Nilainya Rp7 Milyar.", "Nilainya Rp7 miliar."),
        Bad("Kerugian Rp2 trilyun.", "Kerugian Rp2 triliun."),
        Bad("Uang semilyar rupiah.", "Uang semiliar rupiah."),
        Bad("Uang milyaran rupiah.", "Uang miliaran rupiah."),
        Bad("Nilainya Rp7 Miliar.", "Nilainya Rp7 miliar."),
        Bad("Puluhan Milyar rupiah hilang.", "Puluhan miliar rupiah hilang."),
        Bad("UANG MILYARAN RUPIAH HILANG", "UANG MILIARAN RUPIAH HILANG"),
    ),
    good=(Good("Nilainya Rp7 miliar."), Good("Pemilik PT Milyar Jaya hadir.")),
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
        elif counts and not reading.is_title and word.text in {"Miliar", "Triliun", "Juta", "Ribu"}:
            yield Hit("kapital", word.start, word.end, (word.lower,))


RULES = (RUPIAH, AMOUNT, MILIAR)
