"""P05: numbers parted in the middle, in odd groups, half in words, and ordinals."""

import re
from collections.abc import Iterator

from copydesk.reading import Reading
from copydesk.rules import Hit, Room
from copydesk.seeking import Sought

UNIT = (
    r"ribu|juta|mil[iy]ar|trili?un|trilyun|persen|magnitudo|kilometer|km|meter|m|sentimeter|cm|milimeter"
    r"|mm|kilogram|kg|gram"
    r"|ton|kuintal|hektare?|ha|liter|derajat|inci|jam|menit|detik|poin|kali"
)
COUNTED = (
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
CODED = re.compile(
    r"\b(?:(?:ber)?nomor|kamar|rute|trayek|jalur|sandi|penerbangan|kereta|bus|edisi|lantai|blok|no|kode|pos|nip|nik|nisn|telepon|telp|hp|seri|id|pin|polisi|rekening|resi|perkara"
    r"|register|sms|layanan|hubungi|call|center|pusat|aduan|panggilan|wa|whatsapp|tipe|model|pasal"
    r"|tahun|iso|sni|paket|kontak|ekstensi|saluran|rp|usd?)\W*$|\(0\d{2,3}\)\s*$|(?-i:[A-Z]\w*\s+$)",
    re.IGNORECASE,
)


def dotted(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


_NUMBER = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|puluh"
    r"|belas|ratus|ribu|juta|miliar|koma|setengah|nol)"
)
_WHOLE = (
    r"(?:orang|warga|jiwa|siswa|pelajar|mahasiswa|peserta|rumah|keluarga|pemilih|suara|penduduk"
    r"|dosis|paket|lembar|ekor|pohon|anggota|karyawan|pekerja|penonton|pengunjung|kendaraan|guru"
    r"|pegawai|petugas|personel|bibit|penumpang|pasien|kasus|wisatawan|pengungsi|jemaah|relawan"
    r"|anak|buruh|petani|nelayan|pedagang|pelanggan|nasabah|penerima|pendaftar|atlet|santri|korban"
    r"|desa|sekolah|sambungan|unit|kursi|butir|batang|kepala\s+keluarga)"
)
_MEASURE = (
    r"(?:ribu|juta|miliar|triliun|persen|kilometer|km|meter|sentimeter|cm|kilogram|kg|gram|ton"
    r"|kuintal|hektare?|ha|liter|derajat|inci|detik|poin)"
)
# A number that is parted in the middle, and what it should be.
_PARTED = Sought(
    rf"(?<![\w.,/:+'’-])(?:Rp\s?(?P<sum>[1-9]\d{{0,2}}(?:[ '’]\d{{3}})+)(?![\d.,'’]*\d)"
    rf"|(?P<count>[1-9]\d{{0,2}}(?:[ '’]\d{{3}})+)(?=\s+(?i:{COUNTED})\b)"
    rf"|(?P<stop>[1-9]\d{{0,2}}\.\s\d{{3}})(?=\s+(?i:{COUNTED})\b)"
    rf"|(?P<mixed>[1-9]\d{{0,2}}(?:\.\d{{3}})+,000|[1-9]\d{{0,2}}(?:,\d{{3}})+\.\d{{3}})"
    rf"(?![\d.,]*\d)"
    rf"|(?P<decimal>\d{{1,3}}\.\s\d{{1,2}})(?=\s+{_MEASURE}\b))"
)
_COMMA_SPACE = Sought(
    r"\b(?:jarak|volume|debit|panjang|lebar|tinggi|berat|luas|sepanjang|selebar|setinggi|seberat|seluas|sejauh|sekitar"
    r"|mencapai|sebanyak|sebesar|menjadi|hanya|hingga|bobot)(?:nya)?\s+(?:mencapai\s+|sekitar\s+)?"
    rf"(\d{{1,3}},\s\d{{1,2}})(?=\s+{_MEASURE}\b)",
    re.IGNORECASE,
)
_TWO_SIGNS = Sought(r"(?<![\w.,])(\d{1,3})(,\.|\.,|,,|\.\.)(\d{1,3})(?![\d.,]*\d)(?=\s+[a-z])")
_GROUPS = Sought(
    rf"(?<![\w.,/:-])(?:(?P<count>\d{{1,3}}(?:\.\d{{1,6}})+)(?=\s+{_WHOLE}\b)"
    rf"|(?P<much>\d{{1,3}}(?:\.\d{{1,6}}){{2,}})(?=\s+{_MEASURE}\b)"
    rf"|Rp\s?(?P<sum>\d{{1,3}}(?:\.\d{{1,6}})+)(?![\d.,]*\d|\s*[-–]\s*\d|\s*(?i:{UNIT})\b))"
)
_NO_COUNT = re.compile(
    r"(?:\b(?:pukul|jam|sejak|pada|hingga|sampai|mulai|versi|pasal|ayat|bab|nomor|no\.|dari|antara"
    r"|menjelang|sebelum|setelah|tanggal)|[A-Z][\w.]*|[-–(])\s*$"
)
_LETTER_O = Sought(
    r"(?<![\w.,-])(\d+[oO][\doO]*(?:\.\d{3})*|\d{1,3}\.(?=[\doO]{3}\b)\d*[oO][\doO]*)(?=\s+[a-z])"
)
_ORDINAL = (
    r"(?:hari\s+jadi|hut|ulang\s+tahun|peringkat|urutan|posisi|abad|juara|edisi|periode|anak|tahun"
    r"|hari|pekan|minggu|bulan|putaran|ronde|babak|menit|gol|angkatan|presiden|gubernur|bupati"
    r"|wali\s+kota|jilid|bab|kongres|muktamar|dies\s+natalis|milad|haul|kloter|gelombang|tahap"
    r"|termin|musim|jam|generasi|halaman|malam|semester|kuartal|triwulan|percobaan|kemenangan"
    r"|kekalahan|pernikahan|dosis|kali|perang\s+dunia|pemain|festival|konferensi|ktt|sidang"
    r"|pertemuan|leg|seri|laga|baris|barisan|korban|ketua|raja|sultan|paus|peringatan|etape|episode"
    r"|nomor|jambore|mtq|pon|wisuda|rakernas|munas)"
)
_TO_ORDINAL = Sought(
    rf"\b{_ORDINAL}\s+(?:(?:ri|republik\s+indonesia|kota|kabupaten|provinsi|kemerdekaan)\s+)?"
    rf"(ke\s+(\d{{1,3}}))\b(?![.,:/]\d|-|%|\s*(?i:{UNIT}|{COUNTED}|(?-i:kota|negara|daerah|provinsi"
    r"|kabupaten|kecamatan|kelurahan|titik|tempat|lokasi|besar|arah|wilayah|negeri|pulau|kampung))\b)",
    re.IGNORECASE,
)
_TO_JOINED = Sought(
    r"\b([Kk][Ee])(?:\s*[-–]\s+|\s+[-–]\s*|–\s*|_)?(?<!-)(\d{1,3})\b(?![.,:/]\d|-?\d)"
)
_ROMAN = Sought(rf"\b([Kk]e)-([IVXLC]+)\b|\b(?i:{_ORDINAL})\s+(ke)\s+([IVX]+)\b(?!-)")
_CENTURY = Sought(r"\b[Aa]bad\s+(\d{1,2})\b(?![.,]\d|\s*(?i:tahun|orang)\b)")
_DECADE = Sought(r"(?<=\d)(\s*['’]?\s*[-–]?\s*)an\b(?![-'’]|\.n|\s+sich)")
_MIXED = Sought(
    r"(?<![\w.,/-])(?:(\d{1,2})\s+(belas|puluh|ratus)(?!\s+(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan"
    rf"|sembilan|\d)|an)\b|(\d{{1,3}})\s+ribu\s+(\d{{1,3}})(?=\s+(?i:{COUNTED})\b))"
)
_BRACKETED = Sought(rf"(?<=\d)(\s*\(\s*{_NUMBER}(?:\s+{_NUMBER})*\s*\))(?=\s+[a-z])")
_CLOSE = Sought(r"(?<![\w.,/:-])(\d[\d.]*(?:,\d+)?)(ribu|juta|miliar|triliun)\b(?!\s+[Rr]upiah)")
_DATED = Sought(
    r"\b(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
    r"|[Pp]emilu|[Pp]ilkada|[Pp]ilpres|Piala\s+Dunia|APBD|[Aa]wal|[Aa]khir|[Pp]ertengahan|musim)\s+"
    r"(1\.9\d\d|2\.0\d\d)\b(?![.,]\d|\s+(?:orang|warga|rumah|unit|peserta|pemilih))"
)
_PAGE = Sought(r"\b(?:halaman|hlm\.|[Kk]ode\s+pos)\s+(\d{1,2}\.\d{3})(?!\.?\d)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _arabic(roman: str) -> int:
    """Return the value of a Roman number, 0 for what is none."""
    total = 0
    for sign, following in zip(roman, [*roman[1:], "I"], strict=True):
        value = _VALUES[sign]
        total += -value if value < _VALUES[following] else value
    tens, ones = divmod(total, 10)
    right = "C" * (tens // 10) + _TENS[tens % 10] + _ONES[ones]
    return total if right == roman else 0


_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")


def ordinals(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _TO_ORDINAL.among(reading):
        yield Hit("tingkat", *found.span(1), (f"{found[1][:2]}-{found[2]}",))
    for found in _TO_JOINED.among(reading):
        if found[0][2] != " " or "-" in found[0] or "–" in found[0]:
            yield Hit("tingkat", *found.span(), (f"{found[1]}-{found[2]}",))
    for found in _ROMAN.among(reading):
        word, group = (1, 2) if found[1] else (3, 4)
        if number := _arabic(found[group]):
            right = f"{found[word]}-{number}"
            yield Hit("tingkat", found.start(word), found.end(group), (right,))
    for found in _CENTURY.among(reading):
        yield Hit("tingkat", *found.span(1), (f"ke-{found[1]}",))
    for found in _DECADE.among(reading):
        if found[1] != "-":
            yield Hit("akhiran", *found.span(), ("-an",))


def _before(reading: Reading, at: int) -> str:
    """Return what stands before a number; a word that begins a sentence is no name."""
    before = reading.text[max(0, at - 14) : at]
    words = before.rstrip()
    word = re.search(r"\w+$", words)
    if word and reading.starts_sentence(at - len(before) + word.start()):
        return before[: word.start()] + before[word.start() :].lower()
    return before


_PLACED = re.compile(r"\b(?:posisi|peringkat|urutan|nomor|tanggal|pukul|jam|usia|pasal)\s+$", re.I)


def parted_number(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find numbers with a sign or a space too many, or in groups of other than three digits."""
    for found in _PARTED.among(reading):
        group = found.lastgroup or "sum"
        before = _before(reading, found.start())
        if group == "decimal" and not _PLACED.search(before):
            right = re.sub(r"\.\s", ",", found[group])
            yield Hit("desimal", *found.span(group), (right,))
        elif group in {"sum", "mixed"} or (
            group != "decimal" and not (CODED.search(before) or before.rstrip()[-1:].isdigit())
        ):
            yield Hit("ribuan", *found.span(group), (dotted(re.sub(r"\D", "", found[group])),))
    for found in _COMMA_SPACE.among(reading):
        yield Hit("desimal", *found.span(1), (re.sub(r"\s", "", found[1]),))
    for found in _TWO_SIGNS.among(reading):
        sign = "." if len(found[3]) == _GROUP else ","
        yield Hit("tanda", *found.span(), (f"{found[1]}{sign}{found[3]}",))
    for found in _GROUPS.among(reading):
        group = found.lastgroup or "sum"
        parts = found[group].split(".")[1:]
        before = _before(reading, found.start())
        if any(len(part) != _GROUP for part in parts) and not (
            group == "count" and _NO_COUNT.search(before)
        ):
            yield Hit("kelompok", *found.span(group))
    for found in _LETTER_O.among(reading):
        yield Hit("tanda", *found.span(1), (re.sub("[oO]", "0", found[1]),))


_GROUP = 3  # digits


def mixed_number(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find numbers half in digits, half in words, or in both."""
    for found in _MIXED.among(reading):
        if found[1]:
            number = int(found[1])
            right = str({"belas": 10 + number, "puluh": 10 * number}.get(found[2], 100 * number))
        else:
            right = dotted(str(int(found[3]) * 1000 + int(found[4])))
        yield Hit("campur", *found.span(), (right,))
    for found in _BRACKETED.among(reading):
        yield Hit("kembar", *found.span(), ("",))
    for found in _CLOSE.among(reading):
        yield Hit("rapat", *found.span(), (f"{found[1]} {found[2]}",))
    for found in _DATED.among(reading):
        yield Hit("tahun", *found.span(1), (found[1].replace(".", ""),))
    for found in _PAGE.among(reading):
        yield Hit("tahun", *found.span(1), (found[1].replace(".", ""),))
