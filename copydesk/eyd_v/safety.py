"""P25: what may hurt somebody when it is printed, and the marks of a hijacked site.

These hold a story up until a person has answered them. They point and ask; whether a name may be
printed is decided by people.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from copydesk.eyd_v.personal import personal
from copydesk.findings import Level, Topic
from copydesk.reading import Reading, Span
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

_ETHICS = "Kode Etik Jurnalistik pasal 5; Pedoman Pemberitaan Ramah Anak; UU 11/2012 pasal 19"


_OF_CHILDREN = frozenset({Topic.CHILD})


def _asks(message: str) -> Kind:
    return Kind(Level.GALAT, message, must_answer=True)


SAFETY = Rule(
    "P25",
    name="Keselamatan dan data pribadi",
    about=(
        "Nomor identitas, nomor telepon, rekening, alamat lengkap, anak di dekat kata "
        "kejahatan, petunjuk ke identitas"
        " korban, dan istilah promosi judi. Tidak dapat ditayangkan sebelum dijawab."
    ),
    source=f"{_ETHICS}; UU 27/2022 tentang Pelindungan Data Pribadi",
    kinds={
        "nik": _asks("Enam belas angka seperti NIK atau nomor KK. Haruskah tampil?"),
        "telepon": _asks("Nomor telepon. Nomor layanan, atau milik seseorang?"),
        "rekening": _asks("Nomor rekening. Sudah diperiksa pemiliknya, dan haruskah tampil?"),
        "alamat": _asks("Alamat rumah lengkap. Haruskah pembaca tahu sampai nomornya?"),
        "anak": _asks("“{words}” di dekat kata “{crime}”. Identitas anak tidak boleh terlacak."),
        "korban": _asks(
            "Nama atau inisial di dekat “korban” dan kata “{crime}”. Identitas korban tidak "
            "disebut."
        ),
        "kerabat": _asks(
            "Kerabat korban disebut di dekat kata “{crime}”. Orang dapat melacak korbannya."
        ),
        "sekolah": _asks(
            "Sekolah atau kampung disebut di dekat kata “{crime}” dan seorang anak. Dapat "
            "melacak anaknya."
        ),
        "anak-bernama": _asks(
            "Nama atau inisial anak di naskah yang ditandai “anak”. Identitas anak tidak disebut."
        ),
        "cara": _asks("Cara atau tempat bunuh diri: “{words}”. Pedoman meminta tidak merinci."),
        "kode": _asks("Kode penulis di ujung teks. Pindahkan ke kredit, lalu hapus dari isi."),
        "judi": _asks("Istilah promosi judi “{words}”. Situs diretas, atau kutipan berita?"),
    },
    bad=(
        Bad("NIK 1872031405900003 dipakai orang lain.", kind="nik"),
        Bad("Hubungi 0812-3456-7890 segera.", kind="telepon"),
        Bad("Nomor telepon rumah korban (0725) 412345 disebar.", kind="telepon"),
        Bad("Kirim ke rekening BRI 0123 4567 8901 234.", kind="rekening"),
        Bad("Ia tinggal di Jalan Melati Nomor 14 RT 03 RW 05.", kind="alamat"),
        Bad("Kediamannya di Jalan Wolter Monginsidi 25 digeledah.", kind="alamat"),
        Bad("Seorang pelajar, DK (14), menjadi korban pencabulan.", kind="anak"),
        Bad("Korban berinisial RS melaporkan pemerkosaan itu.", kind="korban"),
        Bad("Ayah korban melaporkan pencabulan itu ke polisi.", kind="kerabat"),
        Bad("Korban pencabulan itu siswi SMP Negeri 3.", kind="sekolah"),
        Bad("Gadis berusia empat belas tahun itu diperkosa.", kind="anak"),
        Bad("Pelajar berinisial RA, 16, dibegal.", kind="anak"),
        Bad("Siswi kelas 2 SMP itu dicabuli.", kind="anak"),
        Bad("RK (15) diperiksa petugas.", kind="anak", topics=frozenset({Topic.CRIME})),
        Bad("Anak bernama Dewi itu pulang.", kind="anak-bernama", topics=_OF_CHILDREN),
        Bad("Ia siswa SMP Negeri 3.", kind="sekolah", topics=_OF_CHILDREN),
        Bad("Ayah korban menolak bicara.", kind="kerabat", topics=frozenset({Topic.SEX_CRIME})),
        Bad("Ia ditemukan gantung diri.", kind="cara", topics=frozenset({Topic.SUICIDE})),
        Bad("Ia melompat dari Jembatan Ampera.", kind="cara", topics=frozenset({Topic.SUICIDE})),
        Bad("Rapat ditutup sore hari. (red)", "Rapat ditutup sore hari.", kind="kode"),
        Bad("Rapat ditutup sore hari.(ab/cd)", "Rapat ditutup sore hari.", kind="kode"),
        Bad("Daftar slot gacor hari ini.", kind="judi"),
        Bad("Korban pemerkosaan itu masih 15 tahun.", kind="anak"),
        Bad("Dua bocah, 7 dan 9 tahun, dianiaya.", kind="anak"),
        Bad("Penganiaya anak di bawah umur itu ditahan.", kind="anak"),
        Bad("Polisi menangkap dua remaja berusia 15 dan 16 tahun.", kind="anak"),
        Bad("Polisi menyidik pencabulan. / Korban berusia 13 tahun.", kind="anak"),
    ),
    good=(
        Good("Atlet muda itu (14) meraih emas."),
        Good("Polisi menyidik pencurian. / Di lapangan lain, atlet berusia 13 tahun meraih emas."),
        Good("Terdakwa dihukum 12 tahun penjara karena pencurian."),
        Good("Pencurian di gedung berusia 15 tahun."),
        Good("Kantor di Jalan Merdeka Nomor 1."),
        Good("Korban dapat melapor ke posko di (0725) 412345."),
        Good("Rumah di tepi Jalan Merdeka 12 meter dari sungai."),
        Good("Warga datang ke kantor di Jalan Merdeka Nomor 1."),
        Good("Polisi membongkar judi daring."),
        Good("Rapat membahas anggaran (APBD/APBN)."),
        Good("Pencuri itu, KR (34), ditangkap."),
        Good("Korban banjir, Sutarno, mengungsi."),
        Good("RK (15) meraih medali emas."),
        Good("Ia siswa SMP Negeri 3."),
        Good("DI MASA SULIT, WARGA MINUM AIR SUNGAI", topics=frozenset({Topic.CHILD})),
        Good("Pencuri dijerat Pasal 114 ayat (1) subsider Pasal 112 ayat (2) UU Narkotika."),
        Good("Polisi menyita dari pelaku: (1) pisau; (2) sabu; dan (3) uang."),
        Good("Petugas memeriksa RK (34).", topics=frozenset({Topic.CRIME})),
        Good("Layanan konseling buka 24 jam.", topics=frozenset({Topic.SUICIDE})),
        Good("Terdakwa dijerat Pasal 81 UU Nomor 35 Tahun 2014 (KUHP), 12 tahun penjara."),
        Good("Warga (anak) dan petugas (dokter) hadir (semua)."),
    ),
)
_SEX = (
    r"(?:men|di|pen)?cabul\w*|(?:pem|mem|di)?(?:p?erkosa)\w*|(?:pe|me|di)?lecehan\s+seksual"
    r"|dilecehkan|pelecehan|persetubuhan"
    r"|(?:me|di)?(?:ny|s)etubuhi|rudapaksa\w*|kekerasan\s+seksual|asusila|prostitusi"
    r"|perdagangan\s+(?:orang|anak)|sodomi\w*"
    r"|eksploitasi\s+(?:seksual|anak)|pornografi"
)
# pelaku usaha did nothing.
_PELAKU = (
    r"pelaku(?!\s+(?:usaha|umkm|ukm|industri|ekonomi|bisnis|pasar|seni|budaya|wisata|pariwisata"
    r"|perjalanan|jasa|pertanian|perikanan|sejarah|perbankan|kreatif))"
)
_CRIME = (
    rf"{_SEX}|(?:peng|meng|di)?aniaya\w*|penganiayaan|pembunuh\w*|(?:mem|di)?bunuh|dibunuh"
    rf"|membunuh|pencuri\w*|(?:men|di)curi|(?:di|mem)?begal\w*"
    r"|perundungan|dirundung|perampok\w*|merampok|narkoba|sabu|ganja|tawuran|klitih|penculik\w*"
    r"|diculik|menculik|kekerasan"
    rf"|pengeroyok\w*|dikeroyok|mengeroyok|tersangka|terdakwa|{_PELAKU}|pidana|bunuh\s+diri"
    r"|gantung\s+diri|curanmor|jambret\w*"
    r"|(?:di|me[n]?)siksa|menyiksa|penyiksaan|diperkosa|(?:di|mem)bacok|ditembak|ditikam|menikam"
    r"|disodomi|menyodomi|digerebek|digelandang|diringkus|meringkus|dibekuk|membekuk|polisi\s+(?:menangkap|mengamankan)"
    r"|ditangkap\s+polisi|berhadapan\s+dengan\s+hukum|kabur\s+dari\s+tahanan|residivis|geng\s+motor"
    r"|miras\s+oplosan|balap\s+liar|diamankan\s+(?:polisi|petugas)|dipukuli|digebuki"
    r"|perdagangan\s+manusia|terorisme|teroris|ujaran\s+kebencian|pemerasan|pengancaman"
    r"|menusuk|ditusuk|penusukan|pembacokan|dibacok|aborsi|pembuangan\s+bayi|ditelantarkan|disekap"
)
_CRIME_WORD = re.compile(rf"\b(?:{_CRIME})\b", re.IGNORECASE)
_SEX_WORD = re.compile(rf"\b(?:{_SEX})\b", re.IGNORECASE)
_SMALL_NUMBER = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas"
    r"|(?:dua|tiga|empat|lima|enam|tujuh)\s+belas)"
)
_NO_SENTENCE = r"(?!\s+(?:penjara|kurungan|lalu|silam|terakhir|kemudian|bui))"
_AGE = re.compile(
    # Behind a name, initials or a word for somebody; "Pasal 55 ayat (1)" and "(1) tenda" are none.
    r"\b(?:(?-i:(?!Pasal|Ayat|Nomor|Angka|Huruf|Butir|Bab|Lampiran)[A-Z][\w.'’]*)|anak|bocah|remaja"
    r"|siswa|siswi|pelajar|gadis|santri|balita|korban|pelaku|saksi|adiknya|kakaknya|anaknya)[”\"]?,?\s"
    r"\((1?\d)(?:\s*(?:tahun|thn|th))?\)"
    r"|\b(?:berusia|usia|berumur|umur)(?:nya)?\s+(?:sekitar\s+|baru\s+|masih\s+)?(1?\d)(?!\d"
    r"|[.,]\d)\b(?!\s*(?:bulan|hari|abad))"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|balita|putri|putra|korban"
    rf"|pelaku)\w*\s+(?:\w+\s+){{0,2}}(1?\d)\s+tahun\b{_NO_SENTENCE}"
    rf"|\b(?:berusia|usia|berumur|umur)\s+(?:baru\s+|masih\s+)?{_SMALL_NUMBER}\s+tahun\b"
    rf"|\b(?-i:[A-Z]{{2,3}}),\s+(1?\d)(?:\s+(?:tahun|thn)\b{_NO_SENTENCE}|(?=,))"
    r"|\b(?:bayi|balita)\s+(?:\w+\s+){0,3}\d{1,2}\s+(?:bulan|hari|pekan|minggu)\b"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|balita)\w*,?\s+(1?\d)\s+dan\s+1?\d"
    r"\s+tahun\b|\bdi\s+bawah\s+umur\b"
    # korban itu masih 15 tahun; umurnya belasan tahun; berusia 15 dan 16 tahun
    rf"|\b(?:masih|baru|belum|genap|berumur|berusia)\s+(1?\d)\s+tahun\b{_NO_SENTENCE}"
    rf"|\b(?:berusia|usia|berumur|umur)\s+(1?\d)(?:\s*(?:-|–|dan|hingga|sampai)\s*)1?\d\s+tahun\b"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|putri|korban|pelaku|umur\w*|usia\w*)"
    r"\s+(?:\w+\s+){0,2}belasan\s+tahun\b"
    r"|\bkelas\s+(?:\d{1,2}|[IVX]+)\s+(?:SD|SMP|SMA|SMK|MI|MTs|MA)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:gedung|bangunan|rumah|jembatan|mobil|motor|pohon|kapal|perusahaan|sekolah|masjid"
    r"|organisasi|kota|tim|kasus|pabrik|pasar)\w*\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|santriwati|balita|murid"
    r"|di\s+bawah\s+umur)\b",
    re.IGNORECASE,
)
_VICTIM = re.compile(
    rf"\b[Kk]orban\s+(?:{_SEX}),?\s+(?:yang\s+)?(?:berinisial|inisial|bernama)\s+[A-Z][\w.]*"
    rf"|\b[Kk]orban\s+(?:{_SEX}),\s+([A-Z]\w+(?:\s+[A-Z]\w+)*),"
    r"|\b[Kk]orban(?:nya)?(?:,|\s+(?:ber)?inisial|\s+bernama|\s+yakni|\s+yaitu"
    r"|\s+adalah)?,?\s+(?:seorang\s+\w+\s+)?(?:bernama\s+|(?:ber)?inisial\s+)?"
    r"([A-Z][\w.]*(?:\s+[A-Z][\w.]*)*)"
    r"|\b(?:[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*)\s+(?:\(\d+\),?\s+)?(?:menjadi|sebagai|selaku)\s+korban"
)
_RELATIVE = re.compile(
    r"\b(?:ayah|ibu|bapak|orang\s+tua|paman|bibi|kakek|nenek|kakak|adik|suami|istri|tetangga"
    r"|wali)\s*(?:kandung|tiri|angkat)?\s+(?:korban|pelaku\s+anak)\b"
    r"|\bkorban\b[^.]{0,40}\b(?:anak|cucu|keponakan)\s+(?:kandung|tiri|angkat)(?:nya)?\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:SD|SMP|SMA|SMK|MI|MTs|MA|TK|PAUD|Pondok\s+Pesantren|Ponpes|Pesantren|SDN|SMPN|SMAN"
    r"|SMKN)(?:\b|(?=\d))\s*(?:Negeri|N|Islam|IT|Muhammadiyah|Swasta)?\s*(?:\d+|[A-Z]\w+)(?:\s+[A-Z]\w+)*"
    r"|\b(?:Dusun|Kampung|Desa|Kelurahan)\s+[A-Z]\w+"
)
_VILLAGE = re.compile(r"Dusun|Kampung|Desa|Kelurahan")
_WORD_START = re.compile(r"\b[a-z]")
_PART = r"[a-z*][a-z0-9*]{0,5}"
_CODE = re.compile(
    rf"(?<!\s)\s*+[(\[]\s*{_PART}(?:\s*/\s*[a-z0-9*]{{1,6}})+\s*[)\]]\s*\.?\s*$"
    # One code, or capitals, only behind a whole sentence: (APBD/APBN) belongs to one.
    r"|(?<=[.?!”\"])\s*+[(\[](?:[a-z]{2,4}|[A-Z]{2,3}(?:/[A-Z]{2,3})+|\*{1,3})[)\]]\s*\.?\s*$"
)
_ORDINARY = re.compile(r"\((?:dan/atau|rt/rw|km/jam|atau/dan)\)")
_GAMBLING = re.compile(
    r"\b(?:slot(?:\s|-)?(?:gacor|online|deposit|maxwin|dana|pulsa|88|777|thailand|resmi"
    r"|terpercaya)|gacor(?:\s?(?:88|77|hari\s+ini|maxwin))?"
    r"|situs\s+(?:slot|toto|togel|judi)(?:\s+\w+)?|(?:agen|bandar|daftar|link|akun)\s+(?:slot"
    r"|togel|toto|judi|sbobet)(?:\s+\w+)?"
    r"|togel(?:\s+(?:online|hongkong|singapore|sgp|hk|sydney))?|toto\s?(?:macau|4d|slot)|maxwin"
    r"|scatter\s+hitam|rtp\s+(?:live|slot)"
    r"|sbobet|pragmatic\s+play|mahjong\s+ways|gates\s+of\s+olympus|link\s+alternatif"
    r"|depo(?:sit)?\s+\d+\s*(?:k|ribu)\b|bonus\s+new\s+member"
    r"|(?:poker|kasino|casino|domino|baccarat|sabung\s+ayam)\s+online|live\s+casino"
    r"|bandar\s?qq?\b|domino\s?qq|qq\s?online|idn\s?poker|pkv\s?games|sv388|starlight\s+princess"
    r"|sweet\s+bonanza|akun\s+pro\s+(?:thailand|rusia|jepang)|anti\s?rungkad|bocoran\s+(?:slot|rtp)"
    r"|judi\s+(?:slot|bola\s+online)|[a-z]{2,}(?:toto|slot|togel|gacor)\d{0,4}|(?:slot|toto"
    r"|togel|gacor)[a-z]*\d{1,4})\b",
    re.IGNORECASE,
)
# Ends like a word of the trade, and is none.
_NOT_GAMBLING = frozenset({"prototo", "gatoto", "slot", "toto"})


@SAFETY.each
def personal_data(reading: Reading, room: Room) -> Iterator[Hit]:
    for kind, start, end in personal(reading, room.topics):
        yield Hit(kind, start, end)


@SAFETY.each
def children_and_victims(reading: Reading, room: Room) -> Iterator[Hit]:
    """Ask about children and victims: near a word for a crime, or anywhere in a story about one."""
    text, topics = reading.text, room.topics
    crime = _crime_named(text) or _ABOUT.get(min(topics, default=None), "")
    if not crime:
        return
    sex_word = _SEX_WORD.search(text)
    is_child = False
    for found in _AGE.finditer(text):
        if not _THING.search(text[max(0, found.start() - 40) : found.start()]):
            is_child = True
            yield Hit("anak", *found.span(), (), {"crime": crime})
    is_child = is_child or Topic.CHILD in topics or bool(_CHILD.search(text))
    is_sex = sex_word is not None or Topic.SEX_CRIME in topics
    told = {"crime": sex_word[0] if sex_word else crime}
    if is_sex and not reading.is_title:  # in a title a capital says nothing about names
        for found in _VICTIM.finditer(text):
            yield Hit("korban", *found.span(), (), told)
    if Topic.CHILD in topics and not reading.is_title:
        for found in _CHILD_NAMED.finditer(text):
            yield Hit("anak-bernama", *found.span())
    if not is_sex and not is_child:
        return
    for found in _RELATIVE.finditer(text):
        yield Hit("kerabat", *found.span(), (), told)
    for found in _SCHOOL.finditer(_all_capital(text) if reading.is_title else text):
        # A village is named in most stories about crime; with a child in it, it leads there.
        if is_child or not _VILLAGE.match(found[0]):
            yield Hit("sekolah", *found.span(), (), told)


# Who is spoken of where a story goes on about its crime without naming it again.
_INVOLVED = re.compile(
    r"\b(?:korban\w*|pelaku\w*|tersangka|terduga|saksi|polisi|kapolres|kapolsek|kasat\w*|penyidik"
    r"|jaksa|hakim|terdakwa|berinisial|inisial|visum|trauma\w*|pemulihan|pendampingan|diperiksa"
    r"|ditahan|ditangkap|kejadian|peristiwa)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2_000)
def _crime_named(text: str) -> str:
    """Return the first word for a crime in a paragraph; remembered, as paragraphs come again."""
    return found[0] if (found := _CRIME_WORD.search(text)) else ""


@SAFETY.across
def children_elsewhere(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Ask about a child's age where only another paragraph, or the headline, names the crime."""
    crimes = [_crime_named(reading.text) for reading in story]
    named = next(filter(None, crimes), "")
    if not named or room.topics & _ABOUT.keys():
        return  # with such a topic every paragraph was asked already
    for number, reading in enumerate(story):
        if crimes[number] or not _INVOLVED.search(reading.text):
            continue
        for found in _AGE.finditer(reading.text):
            if not _THING.search(reading.text[max(0, found.start() - 40) : found.start()]):
                yield number, Hit("anak", *found.span(), (), {"crime": named})


# What a remark calls a crime that only the topic of the story tells of.
_ABOUT: dict[Topic | None, str] = {
    Topic.CHILD: "anak",
    Topic.CRIME: "kejahatan",
    Topic.SEX_CRIME: "kejahatan seksual",
}
_CHILD_NAMED = re.compile(
    r"\b(?:[Aa]nak|[Bb]ocah|[Rr]emaja|[Ss]isw[ai]|[Pp]elajar|[Gg]adis|[Ss]antri|[Bb]alita|[Kk]orban|[Pp]elaku)"
    r"(?:\s+(?:perempuan|laki-laki|itu|tersebut))?,?\s+(?:yang\s+)?(?:bernama|berinisial|inisial)"
    r"\s+[A-Z][\w.]*(?:\s+[A-Z]\w+)*"
)
_WAY = re.compile(
    r"\b(?:gantung\s+diri|menggantung\s+diri|tergantung|seutas\s+tali|(?:menenggak|meminum|minum)\s+(?:racun"
    r"|cairan|pestisida|obat)\w*|racun\s+(?:serangga|tikus|rumput)|overdosis|menyayat\s+\w+"
    r"|menabrakkan\s+diri|membakar\s+diri|menembak\s+(?:diri|kepala)\w*|surat\s+wasiat"
    r"|(?:melompat|terjun|loncat)(?:\s+bebas)?\s+(?:(?:dari|ke)\s+\w+(?:\s+(?:[A-Z]\w+|\d+))*"
    r"|ke(?:jurang|sungai|laut|sumur|danau|bawah|rel|air)))\b",
    re.IGNORECASE,
)


@SAFETY.each
def suicide(reading: Reading, room: Room) -> Iterator[Hit]:
    """Point at the way and the place, in a story marked to be about a suicide."""
    if Topic.SUICIDE in room.topics:
        for found in _WAY.finditer(reading.text):
            yield Hit("cara", *found.span())


def _all_capital(text: str) -> str:
    """Return a title as long as before with a capital at each word, as it should have."""
    return _WORD_START.sub(lambda found: found[0].upper(), text)


@SAFETY.each
def byline_code(reading: Reading, room: Room) -> Iterator[Hit]:
    found = _CODE.search(reading.text)
    if found and reading.is_prose and not _ORDINARY.search(found[0]):
        yield Hit("kode", *found.span(), ("",))


@SAFETY.each
def gambling(reading: Reading, room: Room) -> Iterator[Hit]:
    """Look everywhere, in addresses and tables too: hijackers put words where nobody reads."""
    for found in _gambling(reading.text):
        yield Hit("judi", *found.span())


def gambling_terms(text: str) -> list[str]:
    """Return the words of gambling sites in any text: a name, an address, a page's markup."""
    return [found[0].lower() for found in _gambling(text)]


def gambling_places(text: str) -> list[Span]:
    """Return where words of gambling sites stand."""
    return [Span(*found.span()) for found in _gambling(text)]


def _gambling(text: str) -> Iterator[re.Match[str]]:
    return (one for one in _GAMBLING.finditer(text) if one[0].lower() not in _NOT_GAMBLING)


RULES = (SAFETY,)
