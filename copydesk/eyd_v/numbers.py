"""P05: the dots and commas of numbers."""

import re
from collections.abc import Iterator

from copydesk.eyd_v.parted import (
    CODED,
    COUNTED,
    UNIT,
    dotted,
    mixed_number,
    ordinals,
    parted_number,
)
from copydesk.eyd_v.percent import PERCENT
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule
from copydesk.seeking import Sought

NUMBER = Rule(
    "P05",
    name="Bentuk angka",
    about=(
        "Ribuan dipisahkan titik dan desimal koma; tahun tanpa titik; kalimat tidak dimulai "
        "dengan angka."
    ),
    source="EYD V, Tanda Titik 8 dan 9, Tanda Koma, Angka dan Bilangan 4",
    kinds={
        "desimal": Kind(Level.PERINGATAN, "Desimal ditulis dengan koma: “{fix}”."),
        "ribuan": Kind(Level.PERINGATAN, "Ribuan dipisahkan dengan titik: “{fix}”."),
        "kelompok": Kind(
            Level.PERINGATAN, "“{words}”: tiap kelompok ribuan berisi tiga angka; periksa angkanya."
        ),
        "tanda": Kind(Level.PERINGATAN, "Tanda di dalam angka berlebihan. Maksudnya “{fix}”?"),
        "tingkat": Kind(Level.PERINGATAN, "Bilangan tingkat ditulis “{fix}”."),
        "akhiran": Kind(
            Level.PERINGATAN, "Akhiran -an di belakang angka bertanda hubung: “{fix}”."
        ),
        "campur": Kind(Level.PERINGATAN, "Angka dan kata bilangan bercampur. Tulis “{fix}”."),
        "kembar": Kind(Level.PERINGATAN, "Angka atau kata, salah satu saja: “{fix}”."),
        "rapat": Kind(Level.PERINGATAN, "Tulis “{fix}”, dengan satu spasi.", safe=True),
        "tahun": Kind(Level.PERINGATAN, "Tahun dan nomor ditulis tanpa titik: “{fix}”."),
        "awal": Kind(
            Level.PERINGATAN,
            "Kalimat tidak dimulai dengan angka. “{fix}”, atau susun ulang.",
            quotes=InQuotes.SKIP,
        ),
    },
    bad=(
        Bad("Panjangnya 12.5 km.", "Panjangnya 12,5 km."),
        Bad("Gempa bermagnitudo 5.6 terasa.", "Gempa bermagnitudo 5,6 terasa."),
        Bad("Nilainya Rp13.9 miliar.", "Nilainya Rp13,9 miliar."),
        Bad("Sebanyak 7,500,000 orang.", "Sebanyak 7.500.000 orang."),
        Bad("Kapasitasnya 1,500 kursi.", "Kapasitasnya 1.500 kursi."),
        Bad("Harganya Rp25,000 saja.", "Harganya Rp25.000 saja."),
        Bad("Sebanyak 250000 orang datang.", "Sebanyak 250.000 orang datang."),
        Bad("Dibangun pada tahun 2.019 lalu.", "Dibangun pada tahun 2019 lalu."),
        Bad("Stadion itu berkapasitas 22000 kursi.", "Stadion itu berkapasitas 22.000 kursi."),
        Bad("Nilai rata-ratanya 8.45 pada 2024.", "Nilai rata-ratanya 8,45 pada 2024."),
        Bad("Panjangnya 182. 5 meter.", "Panjangnya 182,5 meter."),
        Bad("Panjangnya mencapai 12, 5 meter.", "Panjangnya mencapai 12,5 meter."),
        Bad("Garam 15 200 ton habis.", "Garam 15.200 ton habis."),
        Bad("Garam 15'200 ton habis.", "Garam 15.200 ton habis."),
        Bad("Garam 15. 200 ton habis.", "Garam 15.200 ton habis."),
        Bad("Garam 1.250,000 ton habis.", "Garam 1.250.000 ton habis."),
        Bad("Luasnya 12,.5 hektare.", "Luasnya 12,5 hektare."),
        Bad("Ada 12..500 warga.", "Ada 12.500 warga."),
        Bad("Ada 3.45 keluarga.", kind="kelompok"),
        Bad("Ada 68.4500 sambungan.", kind="kelompok"),
        Bad("Harganya Rp1.25.000 saja.", kind="kelompok"),
        Bad("Ada 2O0 warga dan 1.5OO rumah.", "Ada 200 warga dan 1.5OO rumah."),
        Bad("Hari jadi ke 86 Kota Sari.", "Hari jadi ke-86 Kota Sari."),
        Bad("Hari jadi ke86 kota itu.", "Hari jadi ke-86 kota itu."),
        Bad("Hari jadi ke - 86 kota itu.", "Hari jadi ke-86 kota itu."),
        Bad("Hari jadi 86 tahun itu abad 20.", "Hari jadi 86 tahun itu abad ke-20."),
        Bad("Pekan baca ke-XV dibuka.", "Pekan baca ke-15 dibuka."),
        Bad("Pada abad ke XIX.", "Pada abad ke-19."),
        Bad("Pada tahun 1980 an.", "Pada tahun 1980-an."),
        Bad("Pada tahun 1980an.", "Pada tahun 1980-an."),
        Bad("Ada 2 puluh warga.", "Ada 20 warga."),
        Bad("Ada 3 ratus ribu warga.", "Ada 300 ribu warga."),
        Bad("Ada 2 ribu 500 warga.", "Ada 2.500 warga."),
        Bad("Ada 5 (lima) warga.", "Ada 5 warga."),
        Bad("Ada 3juta warga.", "Ada 3 juta warga."),
        Bad("Pada 14 Mei 2.025.", "Pada 14 Mei 2025."),
        Bad("Lihat halaman 1.305.", "Lihat halaman 1305."),
        Bad("50 siswa ikut lomba.", "Sebanyak 50 siswa ikut lomba."),
        Bad("Lomba dibuka. 50 siswa ikut.", "Lomba dibuka. Sebanyak 50 siswa ikut."),
        Bad("Lomba dibuka. 50 % siswa ikut.", "Lomba dibuka. Sebanyak 50 % siswa ikut."),
    ),
    good=(
        Good("Pukul 19.25 WIB tahun 2024."),
        Good("Skor akhir 3-2 dan versi 2.10."),
        Good("NIP 198501012010011003 dan kode pos 34111."),
        Good("Simpang di Km 12.5 Jalan Lintas."),
        Good("Sebanyak 2.500 orang."),
        Good("Indeksnya 0,125 poin dan nilainya 1,250 miliar rupiah."),
        Good('Ia berkata, "90 orang cukup."'),
        Good("Kode pos 34111 dan nomor 14045 aktif; layanan 112233 siaga. Nilai versi 2.10 naik."),
        Good("Bus bernomor 7788 berhenti dan kamar 3405 kosong."),
        Good("Nilai tukar pukul 09.30 dan harga pada 10.15 tetap; industri 4.0 tumbuh."),
        Good("Menghadapi pemilu 2024 warga tenang."),
        Good("50 Siswa Ikut Lomba", Field.HEADLINE),
        Good("Kota ke 3 naik dari 80 ke 86 desa; menurun ke 13,8 persen; kunjungan ke 5 kota."),
        Good("Pada 2024 500 orang datang; RT 12 150 orang; telepon 0812 345 678 orang."),
        Good("Pukul 10.15 warga tiba. Sejak 10.15 warga antre; versi 120.0.6099 keluarga Chrome."),
        Good("HUT ke-80, tahun 1980-an, ke-15, abad ke-19, abad XX, Rp1.250,125, H2O, 1..."),
        Good("Ada 12,5 ton, 8, 10, 12 meter, dan (dua) warga. Ke 7 (tujuh kali)."),
        Good("Koordinatnya 6.2088 lintang; 2.500,5 hektare; kaus M ke XL."),
    ),
)
_RP = r"[Rr][Pp]\s*\.?\s*"
_FUNCTION = (
    r"dan|atau|dari|pada|untuk|dengan|yang|dalam|oleh|karena|sehingga|hingga|sampai|namun|tetapi"
    r"|sedangkan|sementara|menjadi|lebih|kurang|poin|basis|skala|sebagai|setelah|sebelum|adalah"
)
_DECIMAL_POINT = Sought(
    rf"(?<![\w.,:/-])(?:{_RP})?(\d{{1,3}}\.\d{{1,2}})(?=\s?(?:(?i:{UNIT})\b|%))"
)
_MAGNITUDE = Sought(r"\b(?:ber)?magnitudo\s+(\d\.\d)(?!\d|\.\d)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?:pukul|jam|versi|pasal|ayat|bab|nomor|no\.)\s+$", re.IGNORECASE)
_COMMAS = Sought(rf"(?<![\w.,])(?:{_RP})?(\d{{1,3}}(?:,\d{{3}}){{2,}})(?![\d,]*\d)")
_ONE_COMMA = Sought(
    rf"(?<![\w.,])(?:{_RP}(\d{{1,3}},\d{{3}})(?!\d|,\d|\s*(?i:{UNIT})\b)"
    rf"|(\d{{1,3}},\d{{3}})(?=\s+(?i:{COUNTED})\b)"
    # Whatever else is counted; a decimal with three places has a unit behind it, or begins with 0.
    rf"|([1-9]\d{{0,2}},\d{{3}})(?=\s+(?!(?i:{UNIT}|{_FUNCTION})\b)[a-z]{{4,}}))"
)
_NO_DOTS = Sought(
    rf"(?<![\w.,/-])(?:{_RP}(\d{{4,15}})(?![\d.,]*\d|\s*(?i:{UNIT})\b)"
    rf"|(\d{{4,15}})(?=\s+(?i:{COUNTED})\b))"
)
# Five digits that count something, whatever it is.
_MANY = Sought(
    r"\b(?i:sebanyak|sekitar|mencapai|terdapat|sedikitnya|total)\s+(\d{5,9})(?=\s+[a-z]{3})"
)
# Any five digits with something behind them, unless what stands before says that they are a code.
_ANYTHING = Sought(
    rf"(?<![\w.,:/-])([1-9]\d{{4,8}}|[3-9]\d{{3}})(?=\s+(?!(?i:{UNIT}|{_FUNCTION}|di|ke|ini|itu"
    r"|tersebut|milik|atas|akan|bisa|dapat|juga|telah|sudah|masih|tidak|silam|lalu|masehi|hijriah"
    r"|secara|agar|jika|bila|saat|ketika|serta|maupun|tanpa|antara|bagi|kepada|terhadap|aktif)\b)[a-z]{3,})"
)
_FOUR = 4  # digits: a code as often as a number, unless something says how many
_COUNTING = re.compile(
    r"\b(?:sebanyak|sekitar|mencapai|total|ada|terdapat|hampir|sedikitnya|dari|kepada|bagi|untuk|dan"
    r"|atau|itu|kapasitas\w*|(?!ber(?:kode|seri|sandi|pelat|tipe))(?:me|di|ber)[a-z]{4,})\s+$",
    re.IGNORECASE,
)
_DECIMAL_BY_NOUN = Sought(
    r"\b(?i:nilai|rata-rata(?:nya)?|skor|indeks|ipk|rasio|kadar|suhu|koefisien|rating|peringkat|ph"
    r"|inflasi|pertumbuhan|tingkat|kurs|rerata)\b(?![^.;]{0,40}\b(?i:pukul|jam|versi|pasal|tukar)\b)"
    r"[^.;\d]{0,40}?(?<![\w.,:/-])(\d{1,2}\.\d{1,2})(?![\d%]|[.,:-]\d|\s+(?:WIB|WITA|WIT)\b)"
)
_YEAR = Sought(
    r"\btahun\s+((?:1\.9|2\.0)\d\d)\b(?!\.\d)(?!\s+(?:yang\s+)?(?:silam|lalu)\s+sebelum)",
    re.IGNORECASE,
)
_NUMBER_FIRST = Sought(r"(?<![\w.,])(\d[\d.,]*)(?:\s+(?=[a-z]{2,})|\s*(?=%))")
_PART = re.compile(r"(?:\d\.|\b[Rr]\.?[Pp]\.)\s*$")  # of a number, or of an amount
_GLANCE = 12  # letters
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]$")


NUMBER.each(ordinals)
NUMBER.each(parted_number)
NUMBER.each(mixed_number)


@NUMBER.each
def number_format(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _DECIMAL_POINT.among(reading):
        if not _CLOCK_BEFORE.search(text[max(0, found.start() - 8) : found.start()]):
            yield Hit("desimal", *found.span(1), (found[1].replace(".", ","),))
    for found in _MAGNITUDE.among(reading):
        yield Hit("desimal", *found.span(1), (found[1].replace(".", ","),))
    for found in _COMMAS.among(reading):
        yield Hit("ribuan", *found.span(1), (found[1].replace(",", "."),))
    for found in _ONE_COMMA.among(reading):
        group = found.lastindex or 1
        yield Hit("ribuan", *found.span(group), (found[group].replace(",", "."),))
    for found in _NO_DOTS.among(reading):
        group = 1 if found[1] else 2
        digits = found[group]
        is_year = group == 2 and len(digits) == 4 and digits[:2] in {"19", "20"}
        if digits[0] != "0" and not is_year:
            yield Hit("ribuan", *found.span(group), (dotted(digits),))
    for found in _MANY.among(reading):
        if found[1][0] != "0" and not _NO_DOTS.re.match(text, found.start(1)):
            yield Hit("ribuan", *found.span(1), (dotted(found[1]),))
    for found in _ANYTHING.among(reading):
        before = text[max(0, found.start() - 14) : found.start()]
        if not (
            CODED.search(before)
            or (len(found[0]) == _FOUR and not _COUNTING.search(before))
            or _MANY.re.search(text, max(0, found.start() - 14), found.end() + 5)
            or _NO_DOTS.re.match(text, found.start())
        ):
            yield Hit("ribuan", *found.span(), (dotted(found[0]),))
    for found in _DECIMAL_BY_NOUN.among(reading):
        if not _DECIMAL_POINT.re.match(text, found.start(1)):
            yield Hit("desimal", *found.span(1), (found[1].replace(".", ","),))
    for found in _YEAR.among(reading):
        yield Hit("tahun", *found.span(1), (found[1].replace(".", ""),))


@NUMBER.each
def number_first(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field is Field.CAPTION):
        return
    for found in _NUMBER_FIRST.among(reading):
        digits = found[1].rstrip(".,")
        if (
            reading.starts_sentence(found.start())
            and not _LIST_NUMBER.match(found[1])
            and found[1] == digits
            and not _PART.search(reading.text, max(0, found.start() - _GLANCE), found.start())
        ):
            many = "SEBANYAK" if reading.is_shouting else "Sebanyak"
            yield Hit("awal", found.start(1), found.start(1) + len(digits), (f"{many} {digits}",))


RULES = (PERCENT, NUMBER)
