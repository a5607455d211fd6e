"""P08: words like yesterday, which go stale."""

import re
from collections.abc import Iterator

from copydesk.eyd_v.dates import MONTHS
from copydesk.eyd_v.weekdays import DAYS
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

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
_RELATIVE = Sought(
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
    r"|(?:(?:beberapa|dua|tiga|empat|lima|enam|\d+)\s+(?:hari|minggu|pekan|bulan|tahun)"
    r"|(?:sehari|seminggu|sepekan|sebulan|setahun))\s+(?:terakhir|belakangan|ke\s+depan)"
    r"|(?:dalam\s+)?waktu\s+dekat(?:\s+ini)?"
    r"|mendatang)\b",
    re.IGNORECASE,
)
# One of these is in each of them.
_ENDS = frozenset(
    {"kemarin", "esok", "besok", "lusa", "semalam", "ini", "tadi", "nanti", "hari", "lalu", "silam"}
    | {"depan", "mendatang", "lagi", "terakhir", "belakangan", "dekat"}
)
_DATED = re.compile(rf"\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+(?:19|20)\d\d")


@RELATIVE.each
def relative_time(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field in {Field.CAPTION, Field.HEADLINE}):
        return
    if _ENDS.isdisjoint(reading.vocabulary):
        return
    for found in _RELATIVE.among(reading):
        if not reading.says(_DATED, found.start()):
            yield Hit("nisbi", found.start(), found.end())


RULES = (RELATIVE,)
