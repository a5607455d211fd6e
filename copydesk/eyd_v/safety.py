"""P25: what may hurt somebody when it is printed, and the marks of a hijacked site.

These hold a story up until a person has answered them. They point and ask; whether a name may be
printed is decided by people.
"""

import re
from collections.abc import Iterator, Sequence

from copydesk.eyd_v.crimes import (
    AGE,
    AGE_ALONE,
    AGED_CRIME,
    CRIME_WORD,
    PREVENTS,
    SEX,
    SEX_WORD,
    THING,
)
from copydesk.eyd_v.personal import personal
from copydesk.findings import Level, Paragraph, Topic
from copydesk.reading import Reading, Span
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

_ETHICS = "Kode Etik Jurnalistik pasal 5; Pedoman Pemberitaan Ramah Anak; UU 11/2012 pasal 19"

# In place of a number. Without it a sentence would break off: bernomor … disita.
_REMOVED = "[nomor dihapus]"
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
        "identitas": _asks("Nomor paspor, SIM, NPWP, atau BPJS. Haruskah tampil?"),
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
        Bad(
            "NIK 1872031405900003 dipakai orang lain.",
            "NIK [nomor dihapus] dipakai orang lain.",
            kind="nik",
        ),
        Bad(
            "Pelaku memakai KTP 33.2109.170464.0002.",
            "Pelaku memakai KTP [nomor dihapus].",
            kind="nik",
        ),
        Bad("Pemilik toko, Hartanto, tinggal di Jalan Mawar Nomor 17.", kind="alamat"),
        Bad("Ia tinggal di rumah nomor 17 Jalan Mawar.", kind="alamat"),
        Bad("Ia tinggal di Kampung Baru RT 02/03.", kind="alamat"),
        Bad("Rapat ditutup sore hari. (Rn/07)", "Rapat ditutup sore hari.", kind="kode"),
        Bad("Rapat ditutup sore hari. -rn-", "Rapat ditutup sore hari.", kind="kode"),
        Bad(
            "Paspor tersangka bernomor A1234567 disita.",
            "Paspor tersangka bernomor [nomor dihapus] disita.",
            kind="identitas",
        ),
        Bad("Hubungi 0812-3456-7890 segera.", "Hubungi [nomor dihapus] segera.", kind="telepon"),
        Bad(
            "Nomor telepon rumah korban (0725) 412345 disebar.",
            "Nomor telepon rumah korban [nomor dihapus] disebar.",
            kind="telepon",
        ),
        Bad(
            "Kirim ke rekening BRI 0123 4567 8901 234.",
            "Kirim ke rekening BRI [nomor dihapus].",
            kind="rekening",
        ),
        Bad("Ia tinggal di Jalan Melati Nomor 14 RT 03 RW 05.", kind="alamat"),
        Bad("Kediamannya di Jalan Wolter Monginsidi 25 digeledah.", kind="alamat"),
        Bad("Pasien itu berasal dari Kompleks Asri Blok F2 Nomor 3.", kind="alamat"),
        Bad("Korban tinggal di Apartemen Asri Tower B unit 1205.", kind="alamat"),
        Bad("Ia mencabuli bocah laki-laki 8 tahun.", kind="anak"),
        Bad("Putrinya, 10 tahun, diculik.", kind="anak"),
        Bad("Siswa kelas VIII itu dibegal.", kind="anak"),
        Bad("Rapat ditutup sore hari. (Red)", "Rapat ditutup sore hari.", kind="kode"),
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
        Bad("Muncikari itu menjual remaja berusia 15 tahun.", kind="anak"),
        Bad("Pembobol kios itu bocah 11 tahun.", kind="anak"),
        Bad("Remaja itu, 15 tahun, ditikam.", kind="anak"),
        Bad("Keluarga korban dapat dihubungi di (0721) 774120.", kind="telepon"),
    ),
    good=(
        Good("Atlet muda itu (14) meraih emas."),
        Good("Masjid berusia 17 tahun dibobol maling."),
        Good("Pencuri itu, KR (19), ditangkap. Masa hukuman pelaku tinggal 2 tahun."),
        Good("Korban penipuan melapor ke (0725) 41110."),
        Good("Polisi menyidik pencurian. / Di lapangan lain, atlet berusia 13 tahun meraih emas."),
        Good("Terdakwa dihukum 12 tahun penjara karena pencurian."),
        Good("Pencurian di gedung berusia 15 tahun."),
        Good("Kantor di Jalan Merdeka Nomor 1."),
        Good("Warga dapat mendaftar di Jalan Mawar Nomor 17."),
        Good("Warga tinggal menunggu toko di Jalan Mawar Nomor 17 dibuka."),
        Good("Semua pasien sembuh. (Covid-19)"),
        Good("Korban dirawat di RS Maju, Jalan Mawar Nomor 17."),
        Good("Sekolah itu beralamat di Jalan Melati Nomor 4."),
        Good("Program pencegahan perundungan bagi siswa kelas VIII digelar."),
        Good("Paket BPJS itu senilai Rp1.250.000.000. (bersambung)"),
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
_CHILD = Sought(
    r"\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|santriwati|balita|murid"
    r"|di\s+bawah\s+umur)\b",
    re.IGNORECASE,
)
_VICTIM = Sought(
    rf"\b[Kk]orban\s+(?:{SEX}),?\s+(?:yang\s+)?(?:berinisial|inisial|bernama)\s+[A-Z][\w.]*"
    rf"|\b[Kk]orban\s+(?:{SEX}),\s+([A-Z]\w+(?:\s+[A-Z]\w+)*),"
    r"|\b[Kk]orban(?:nya)?(?:,|\s+(?:ber)?inisial|\s+bernama|\s+yakni|\s+yaitu"
    r"|\s+adalah)?,?\s+(?:seorang\s+\w+\s+)?(?:bernama\s+|(?:ber)?inisial\s+)?"
    r"([A-Z][\w.]*(?:\s+[A-Z][\w.]*)*)"
    r"|\b(?:[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*)\s+(?:\(\d+\),?\s+)?(?:menjadi|sebagai|selaku)\s+korban"
)
_RELATIVE = Sought(
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
_CODE = Sought(
    rf"(?<!\s)\s*+[(\[]\s*{_PART}(?:\s*/\s*[a-z0-9*]{{1,6}})+\s*[)\]]\s*\.?\s*$"
    # One code, or capitals, only behind a whole sentence: (APBD/APBN) belongs to one.
    r"|(?<=[.?!”\"])\s*+[(\[](?!tamat\b)(?:[a-z]{2,5}|[A-Z][a-z]{1,3}|[A-Z][a-z]+(?:/[A-Z][a-z]+)+|[A-Z]{2,3}(?:/[A-Z]{2,3})+|\*{1,3})[)\]]\s*\.?\s*$"
    r"|(?<=[.?!”\"])\s*+[(\[](?=[A-Za-z*])(?:[\w*]{1,8}(?:/[\w*]{1,8})+"
    r"|[a-zA-Z]{1,3}(?:\s?[,&+]\s?[a-zA-Z]{1,3})+|[A-Z]{2,3}-\d\d)[)\]]\s*\.?\s*$"
    r"|(?<=[.?!”\"])\s*+(?:[-–][a-z]{2,4}[-–]|/[a-z]{2,4}/)\s*$"
)
_ORDINARY = re.compile(r"\((?:dan/atau|rt/rw|km/jam|atau/dan)\)")
_GAMBLING = Sought(
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
        removed = _REMOVED.title() if reading.is_title else _REMOVED
        yield Hit(kind, start, end, () if kind == "alamat" else (removed,))


@SAFETY.each
def children_and_victims(reading: Reading, room: Room) -> Iterator[Hit]:
    """Ask about children and victims: near a word for a crime, or anywhere in a story about one."""
    text, topics = reading.text, room.topics
    crime = _crime_named(reading) or _ABOUT.get(min(topics, default=None), "")
    minor = crime or _minor_crime(reading)
    if not minor:
        return
    is_child = False
    for found in _ages(reading):
        is_child = True
        yield Hit("anak", *found.span(), (), {"crime": minor})
    if not crime:
        return
    sex_word = SEX_WORD.first(reading)
    is_child = is_child or Topic.CHILD in topics or bool(_CHILD.first(reading))
    is_sex = sex_word is not None or Topic.SEX_CRIME in topics
    told = {"crime": sex_word[0] if sex_word else crime}
    if is_sex and not reading.is_title:  # in a title a capital says nothing about names
        for found in _VICTIM.among(reading):
            yield Hit("korban", *found.span(), (), told)
    if Topic.CHILD in topics and not reading.is_title:
        for found in _CHILD_NAMED.among(reading):
            yield Hit("anak-bernama", *found.span())
    if not is_sex and not is_child:
        return
    for found in _RELATIVE.among(reading):
        yield Hit("kerabat", *found.span(), (), told)
    for found in _SCHOOL.finditer(_all_capital(text) if reading.is_title else text):
        # A village is named in most stories about crime; with a child in it, it leads there.
        if is_child or not _VILLAGE.match(found[0]):
            yield Hit("sekolah", *found.span(), (), told)


def _ages(reading: Reading) -> Iterator[re.Match[str]]:
    """Yield where a child's age or year at school is told; no building's, no lesson's."""
    for found in AGE.among(reading):
        start = found.start()
        is_thing = AGE_ALONE.match(found[0]) and THING.search(
            reading.text, max(0, start - 40), start
        )
        if not is_thing and not (found["grade"] and reading.says(PREVENTS, start)):
            yield found


# Who is spoken of where a story goes on about its crime without naming it again.
_INVOLVED = Sought(
    r"\b(?:korban\w*|pelaku\w*|tersangka|terduga|saksi|polisi|kapolres|kapolsek|kasat\w*|penyidik"
    r"|jaksa|hakim|terdakwa|berinisial|inisial|visum|trauma\w*|pemulihan|pendampingan|diperiksa"
    r"|ditahan|ditangkap|kejadian|peristiwa)\b",
    re.IGNORECASE,
)


def _crime_named(reading: Reading) -> str:
    """Return the first word for a crime in a paragraph."""
    return found[0] if (found := CRIME_WORD.first(reading)) else ""


def _minor_crime(reading: Reading) -> str:
    """Return a word for what counts as a crime beside a child's age alone."""
    found = AGED_CRIME.first(reading)
    return found[0] if found and not reading.says(PREVENTS, found.start()) else ""


@SAFETY.across
def children_elsewhere(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Ask about a child's age where only another paragraph, or the headline, names the crime."""
    crimes = [_crime_named(reading) for reading in story]
    named = next(filter(None, crimes), "")
    if not named or room.topics & _ABOUT.keys():
        return  # with such a topic every paragraph was asked already
    for number, reading in enumerate(story):
        if crimes[number] or not _INVOLVED.first(reading):
            continue
        for found in _ages(reading):
            if not found["grade"]:
                yield number, Hit("anak", *found.span(), (), {"crime": named})


# What a remark calls a crime that only the topic of the story tells of.
_ABOUT: dict[Topic | None, str] = {
    Topic.CHILD: "anak",
    Topic.CRIME: "kejahatan",
    Topic.SEX_CRIME: "kejahatan seksual",
}
_CHILD_NAMED = Sought(
    r"\b(?:[Aa]nak|[Bb]ocah|[Rr]emaja|[Ss]isw[ai]|[Pp]elajar|[Gg]adis|[Ss]antri|[Bb]alita|[Kk]orban|[Pp]elaku)"
    r"(?:\s+(?:perempuan|laki-laki|itu|tersebut))?,?\s+(?:yang\s+)?(?:bernama|berinisial|inisial)"
    r"\s+[A-Z][\w.]*(?:\s+[A-Z]\w+)*"
)
_WAY = Sought(
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
        for found in _WAY.among(reading):
            yield Hit("cara", *found.span())


def _all_capital(text: str) -> str:
    """Return a title as long as before with a capital at each word, as it should have."""
    return _WORD_START.sub(lambda found: found[0].upper(), text)


@SAFETY.each
def byline_code(reading: Reading, room: Room) -> Iterator[Hit]:
    found = _CODE.first(reading)
    if found and reading.is_prose and not _ORDINARY.search(found[0]):
        yield Hit("kode", *found.span(), ("",))


@SAFETY.each
def gambling(reading: Reading, room: Room) -> Iterator[Hit]:
    """Look everywhere, in addresses and tables too: hijackers put words where nobody reads."""
    for place in gambling_places(reading):
        yield Hit("judi", *place)


def gambling_terms(text: str) -> list[str]:
    """Return the words of gambling sites in any text: a name, an address, a page's markup."""
    reading = Reading(Paragraph(text))
    return [text[place.start : place.end].lower() for place in gambling_places(reading)]


def gambling_places(reading: Reading) -> list[Span]:
    """Return where words of gambling sites stand."""
    return [
        Span(*found.span())
        for found in _GAMBLING.among(reading)
        if found[0].lower() not in _NOT_GAMBLING
    ]


RULES = (SAFETY,)
