"""P04 and P05: percent, and the dots and commas of numbers."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.distance import distance
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

PERCENT = Rule(
    "P04",
    name="Persen",
    about="Angka dan “persen” dipisahkan spasi; angka dan % tidak. Redaksi memilih salah satu.",
    source="EYD V, Angka dan Bilangan 3; gaya selingkung",
    kinds={
        "ejaan": Kind(Level.GALAT, "Di belakang angka mestinya “{fix}”."),
        "spasi": Kind(Level.GALAT, "Tulis “{fix}”."),
        "gaya": Kind(Level.SARAN, "Redaksi ini menulis “{fix}”, satu cara di seluruh naskah."),
    },
    bad=(
        Bad("Sudah 75 peren selesai.", "Sudah 75 persen selesai."),
        Bad("Naik 12 prosen.", "Naik 12 persen."),
        Bad("Naik 12 procent.", "Naik 12 persen."),
        Bad("Naik 12 persenn.", "Naik 12 persen."),
        Bad("Laba Naik 12 Pesen", "Laba Naik 12 Persen", Field.HEADLINE),
        Bad("Naik 12 % lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12persen lagi.", "Naik 12 persen lagi."),
        Bad("Naik 12% lagi.", "Naik 12 persen lagi."),
    ),
    good=(
        Good("Naik 12 persen."),
        Good("Turun (12%) dibanding 2023."),
        Good("Ada 12 pesen makanan."),
        Good("Pada menit ke-90 Persib unggul; 12 pesan masuk."),
        Good("Diskon 50%!", Field.HEADLINE),
    ),
)
_PERCENT_WORD = re.compile(
    r"(?<=\d)(\s*)(peren|prosen|porsen|presen|persn|perse|pesren|presentase|prosentase|persent"
    r"|percen|percent|procent|procen|persen)\b",
    re.IGNORECASE,
)
# Whatever is two letters away from it, and no word.
_NEAR_PERCENT = re.compile(r"(?<=\d)(\s+)(p[a-z]{4,6}|P[a-z]{4,6}|P[A-Z]{4,6})\b")
# What grows and shrinks in hundredths: with it beside them, 15 pesen were no orders.
_MEASURED = re.compile(
    r"\b(?:naik|turun|tumbuh|menyusut|meningkat|menurun|melonjak|anjlok|susut|inflasi|deflasi|laba"
    r"|capaian|realisasi|pertumbuhan|partisipasi|suku\s+bunga|diskon|potongan|baru|hanya)\b",
    re.IGNORECASE,
)
_PERCENT_SIGN = re.compile(r"(?<=\d)(\s*)%(?![\w%])")
_WITH_SIGN = frozenset({Field.HEADLINE, Field.ALT, Field.TAG, Field.CATEGORY})


@PERCENT.each
def percent(reading: Reading, room: Room) -> Iterator[Hit]:
    style = room.desk.house.percent
    persen = "PERSEN" if reading.is_shouting else "persen"
    for found in _PERCENT_WORD.finditer(reading.text):
        word = found[2].lower()
        if word != "persen":
            gap = "" if found[1] == " " else " "
            start = found.start(2) if found[1] == " " else found.start()
            yield Hit("ejaan", start, found.end(), (f"{gap}{like(found[2], 'persen')}",))
        elif not found[1]:
            yield Hit("spasi", found.start(), found.end(), (f" {found[2]}",))
        elif style == "%" and reading.is_prose:
            yield Hit("gaya", found.start(), found.end(), ("%",))
    for found in _NEAR_PERCENT.finditer(reading.text):
        word = found[2].lower()
        if (
            not _PERCENT_WORD.match(reading.text, found.start())
            and distance(word, "persen") <= (1 if len(word) < len("persen") else 2)
            # "pesen" is what somebody ordered, too.
            and (word != "pesen" or reading.says(_MEASURED, found.start()))
            and not room.dictionary.knows(word)
            and (found[2].islower() or reading.is_shouting or reading.is_title)
        ):
            yield Hit("ejaan", *found.span(2), (like(found[2], "persen"),))
    for found in _PERCENT_SIGN.finditer(reading.text):
        says_word = style == "persen" and reading.field not in _WITH_SIGN
        if found[1]:
            yield Hit("spasi", found.start(), found.end(), (f" {persen}" if says_word else "%",))
        elif says_word and not _in_brackets(reading.text, found.start()):
            yield Hit("gaya", found.start(), found.end(), (f" {persen}",))


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


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
        "tahun": Kind(Level.PERINGATAN, "Tahun ditulis tanpa titik: “{fix}”."),
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
        Good("Menghadapi pemilu 2024 warga tenang."),
        Good("50 Siswa Ikut Lomba", Field.HEADLINE),
    ),
)
_RP = r"[Rr][Pp]\s*\.?\s*"
_UNIT = (
    r"ribu|juta|mil[iy]ar|trili?un|trilyun|persen|magnitudo|kilometer|km|meter|m|sentimeter|cm|milimeter"
    r"|mm|kilogram|kg|gram"
    r"|ton|kuintal|hektare?|ha|liter|derajat|inci|jam|menit|detik|poin|kali"
)
_COUNTED = (
    r"orang|warga|jiwa|siswa|pelajar|mahasiswa|peserta|unit|rumah|keluarga|pemilih|suara"
    r"|penduduk|hektare?|ton"
    r"|kilogram|kg|dosis|paket|lembar|buah|batang|ekor|pohon|anggota|karyawan|pekerja|penonton"
    r"|pengunjung|kendaraan"
    r"|guru|pegawai|petugas|personel|bibit|liter|kilometer|meter|penumpang|pasien|kasus|bungkus"
    r"|porsi|eksemplar|kepala\s+keluarga|KK|wisatawan|ayam|sapi|kambing|itik|ikan|telur|butir|buku"
    r"|tiket|berkas|pengungsi|jemaah|relawan|anak|perempuan|laki-laki|pria|wanita|buruh|petani"
    r"|nelayan|pedagang|pelanggan|nasabah|pengguna|penerima|pendaftar|pelamar|pelari|atlet|santri"
    r"|prajurit|hewan|ternak|botol|karung|masker|tabung|meter|suporter|tenaga|tersangka|korban"
    r"|desa|sekolah|sambungan|gram|jamaah|pendukung|simpatisan|kantong|jemaat|kupon|koin|detik|mobil|sepeda"
)
_FUNCTION = (
    r"dan|atau|dari|pada|untuk|dengan|yang|dalam|oleh|karena|sehingga|hingga|sampai|namun|tetapi"
    r"|sedangkan|sementara|menjadi|lebih|kurang|poin|basis|skala|sebagai|setelah|sebelum|adalah"
)
_DECIMAL_POINT = re.compile(
    rf"(?<![\w.,:/-])(?:{_RP})?(\d{{1,3}}\.\d{{1,2}})(?=\s?(?:(?i:{_UNIT})\b|%))"
)
_MAGNITUDE = re.compile(r"\b(?:ber)?magnitudo\s+(\d\.\d)(?!\d|\.\d)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?:pukul|jam|versi|pasal|ayat|bab|nomor|no\.)\s+$", re.IGNORECASE)
_COMMAS = re.compile(rf"(?<![\w.,])(?:{_RP})?(\d{{1,3}}(?:,\d{{3}}){{2,}})(?![\d,]*\d)")
_ONE_COMMA = re.compile(
    rf"(?<![\w.,])(?:{_RP}(\d{{1,3}},\d{{3}})(?!\d|,\d|\s*(?i:{_UNIT})\b)"
    rf"|(\d{{1,3}},\d{{3}})(?=\s+(?i:{_COUNTED})\b)"
    # Whatever else is counted; a decimal with three places has a unit behind it, or begins with 0.
    rf"|([1-9]\d{{0,2}},\d{{3}})(?=\s+(?!(?i:{_UNIT}|{_FUNCTION})\b)[a-z]{{4,}}))"
)
_NO_DOTS = re.compile(
    rf"(?<![\w.,/-])(?:{_RP}(\d{{4,15}})(?![\d.,]*\d|\s*(?i:{_UNIT})\b)"
    rf"|(\d{{4,15}})(?=\s+(?i:{_COUNTED})\b))"
)
# Five digits that count something, whatever it is.
_MANY = re.compile(
    r"\b(?i:sebanyak|sekitar|mencapai|terdapat|sedikitnya|total)\s+(\d{5,9})(?=\s+[a-z]{3})"
)
_YEAR = re.compile(
    r"\btahun\s+((?:1\.9|2\.0)\d\d)\b(?!\.\d)(?!\s+(?:yang\s+)?(?:silam|lalu)\s+sebelum)",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(r"(?<![\w.,])(\d[\d.,]*)(?:\s+(?=[a-z]{2,})|\s*(?=%))")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]$")


def _dotted(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


@NUMBER.each
def number_format(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _DECIMAL_POINT.finditer(text):
        if not _CLOCK_BEFORE.search(text[max(0, found.start() - 8) : found.start()]):
            yield Hit("desimal", *found.span(1), (found[1].replace(".", ","),))
    for found in _MAGNITUDE.finditer(text):
        yield Hit("desimal", *found.span(1), (found[1].replace(".", ","),))
    for found in _COMMAS.finditer(text):
        yield Hit("ribuan", *found.span(1), (found[1].replace(",", "."),))
    for found in _ONE_COMMA.finditer(text):
        group = found.lastindex or 1
        yield Hit("ribuan", *found.span(group), (found[group].replace(",", "."),))
    for found in _NO_DOTS.finditer(text):
        group = 1 if found[1] else 2
        digits = found[group]
        is_year = group == 2 and len(digits) == 4 and digits[:2] in {"19", "20"}
        if digits[0] != "0" and not is_year:
            yield Hit("ribuan", *found.span(group), (_dotted(digits),))
    for found in _MANY.finditer(text):
        if found[1][0] != "0" and not _NO_DOTS.match(text, found.start(1)):
            yield Hit("ribuan", *found.span(1), (_dotted(found[1]),))
    for found in _YEAR.finditer(text):
        yield Hit("tahun", *found.span(1), (found[1].replace(".", ""),))


@NUMBER.each
def number_first(reading: Reading, room: Room) -> Iterator[Hit]:
    if not (reading.is_prose or reading.field is Field.CAPTION):
        return
    for found in _NUMBER_FIRST.finditer(reading.text):
        digits = found[1].rstrip(".,")
        if (
            reading.starts_sentence(found.start())
            and not _LIST_NUMBER.match(found[1])
            and found[1] == digits
        ):
            many = "SEBANYAK" if reading.is_shouting else "Sebanyak"
            yield Hit("awal", found.start(1), found.start(1) + len(digits), (f"{many} {digits}",))


RULES = (PERCENT, NUMBER)
