"""P04 and P05: percent, and the dots and commas of numbers."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.distance import distance
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule
from copydesk.seeking import Sought

PERCENT = Rule(
    "P04",
    name="Persen",
    about="Angka dan “persen” dipisahkan spasi; angka dan % tidak. Redaksi memilih salah satu.",
    source="EYD V, Angka dan Bilangan 3; gaya selingkung",
    kinds={
        "ejaan": Kind(Level.GALAT, "Di belakang angka mestinya “{fix}”."),
        "spasi": Kind(Level.GALAT, "Tulis “{fix}”."),
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
        Bad("Naik 12% lagi.", "Naik 12 persen lagi."),
    ),
    good=(
        Good("Naik 12 persen."),
        Good("Turun (12%) dibanding 2023."),
        Good("Ada 12 pesen makanan."),
        Good("Harganya 5 per senar, dan 12 pers kampus hadir di presentasi itu."),
        Good("Pada menit ke-90 Persib unggul; 12 pesan masuk."),
        Good("Diskon 50%!", Field.HEADLINE),
    ),
)
_NUMERAL = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|nol|puluh|belas|seratus|sepuluh|ratus"
    r"|sekian|berapa|beberapa|setengah"
)
_PERCENT_WORD = Sought(
    rf"(?:(?<=\d)|\b(?:{_NUMERAL})(?=\s))(\s*-\s*(?=persen)|\s*)(peren|prosen|porsen|presen|persn|perse"
    r"|pesren|presentase|prosentase|persent|presn|persan|persin|oersen|lersen"
    r"|percen|percent|procent|procen|pct|per\s+sen|persen)\b",
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
_PERCENT_SIGN = Sought(r"(?<=\d)(\s*)%(?![\w%])")
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
        elif found[2] == "Persen" and reading.is_prose:
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
            and not room.dictionary.knows(word)
            and (found[2].islower() or reading.is_shouting or reading.is_title)
        ):
            yield Hit("ejaan", *found.span(2), (like(found[2], "persen"),))
    for found in _PERCENT_SIGN.among(reading):
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
        Bad("Stadion itu berkapasitas 22000 kursi.", "Stadion itu berkapasitas 22.000 kursi."),
        Bad("Nilai rata-ratanya 8.45 pada 2024.", "Nilai rata-ratanya 8,45 pada 2024."),
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
_DECIMAL_POINT = Sought(
    rf"(?<![\w.,:/-])(?:{_RP})?(\d{{1,3}}\.\d{{1,2}})(?=\s?(?:(?i:{_UNIT})\b|%))"
)
_MAGNITUDE = Sought(r"\b(?:ber)?magnitudo\s+(\d\.\d)(?!\d|\.\d)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?:pukul|jam|versi|pasal|ayat|bab|nomor|no\.)\s+$", re.IGNORECASE)
_COMMAS = Sought(rf"(?<![\w.,])(?:{_RP})?(\d{{1,3}}(?:,\d{{3}}){{2,}})(?![\d,]*\d)")
_ONE_COMMA = Sought(
    rf"(?<![\w.,])(?:{_RP}(\d{{1,3}},\d{{3}})(?!\d|,\d|\s*(?i:{_UNIT})\b)"
    rf"|(\d{{1,3}},\d{{3}})(?=\s+(?i:{_COUNTED})\b)"
    # Whatever else is counted; a decimal with three places has a unit behind it, or begins with 0.
    rf"|([1-9]\d{{0,2}},\d{{3}})(?=\s+(?!(?i:{_UNIT}|{_FUNCTION})\b)[a-z]{{4,}}))"
)
_NO_DOTS = Sought(
    rf"(?<![\w.,/-])(?:{_RP}(\d{{4,15}})(?![\d.,]*\d|\s*(?i:{_UNIT})\b)"
    rf"|(\d{{4,15}})(?=\s+(?i:{_COUNTED})\b))"
)
# Five digits that count something, whatever it is.
_MANY = Sought(
    r"\b(?i:sebanyak|sekitar|mencapai|terdapat|sedikitnya|total)\s+(\d{5,9})(?=\s+[a-z]{3})"
)
# Any five digits with something behind them, unless what stands before says that they are a code.
_ANYTHING = Sought(
    rf"(?<![\w.,:/-])([1-9]\d{{4,8}}|[3-9]\d{{3}})(?=\s+(?!(?i:{_UNIT}|{_FUNCTION}|di|ke|ini|itu"
    r"|tersebut|milik|atas|akan|bisa|dapat|juga|telah|sudah|masih|tidak|silam|lalu|masehi|hijriah"
    r"|secara|agar|jika|bila|saat|ketika|serta|maupun|tanpa|antara|bagi|kepada|terhadap|aktif)\b)[a-z]{3,})"
)
_CODED = re.compile(
    r"\b(?:(?:ber)?nomor|kamar|rute|trayek|jalur|sandi|penerbangan|kereta|bus|edisi|lantai|blok|no|kode|pos|nip|nik|nisn|telepon|telp|hp|seri|id|pin|polisi|rekening|resi|perkara"
    r"|register|sms|layanan|hubungi|call|center|pusat|aduan|panggilan|wa|whatsapp|tipe|model|pasal"
    r"|tahun|iso|sni|paket|kontak|ekstensi|saluran|rp|usd?)\W*$|\(0\d{2,3}\)\s*$|(?-i:[A-Z]\w*\s+$)",
    re.IGNORECASE,
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
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]$")


def _dotted(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


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
            yield Hit("ribuan", *found.span(group), (_dotted(digits),))
    for found in _MANY.among(reading):
        if found[1][0] != "0" and not _NO_DOTS.re.match(text, found.start(1)):
            yield Hit("ribuan", *found.span(1), (_dotted(found[1]),))
    for found in _ANYTHING.among(reading):
        before = text[max(0, found.start() - 14) : found.start()]
        if not (
            _CODED.search(before)
            or (len(found[0]) == _FOUR and not _COUNTING.search(before))
            or _MANY.re.search(text, max(0, found.start() - 14), found.end() + 5)
            or _NO_DOTS.re.match(text, found.start())
        ):
            yield Hit("ribuan", *found.span(), (_dotted(found[0]),))
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
        ):
            many = "SEBANYAK" if reading.is_shouting else "Sebanyak"
            yield Hit("awal", found.start(1), found.start(1) + len(digits), (f"{many} {digits}",))


RULES = (PERCENT, NUMBER)
