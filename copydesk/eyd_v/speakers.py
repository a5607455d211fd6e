"""P11: who is quoted."""

import re
from collections.abc import Collection, Iterator, Sequence

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.lists import HEAD_NOUNS
from copydesk.eyd_v.slips import COMMON, PEOPLE
from copydesk.eyd_v.tags import SAYING, STATING
from copydesk.findings import Field, Level
from copydesk.reading import Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

SPEAKER = Rule(
    "P11",
    name="Pembicara tanpa nama",
    about=(
        "Kutipan pertama menyebut siapa yang berbicara; “katanya” sebelum ada nama membuat"
        " pembaca bertanya."
    ),
    source="Kode Etik Jurnalistik pasal 1 dan 3; gaya selingkung",
    kinds={"tanpa-nama": Kind(Level.PERINGATAN, "Siapa yang berbicara? Namanya belum disebut.")},
    bad=(
        Bad("Pemerintah kota menambah dana. / “Dana itu cukup untuk setahun,” katanya."),
        Bad("“Semua bahan sudah siap sejak lama,” bebernya."),
        Bad("“Rumah kami hanyut dibawa arus,” kata seorang warga."),
        Bad("“Kami mendengar ledakan dua kali,” ujar saksi mata."),
        Bad("“Tanaman kami mati kekeringan,” keluh petani di Bojongasri."),
        Bad("Seorang warga mengatakan, “Kami mendengar ledakan.”"),
        Bad("Jalan itu rusak. / Menurutnya, “Perbaikan dimulai pada 2026.”"),
        Bad("Warga mengeluh, “Jalan kami rusak parah.”"),
        Bad("Sumber di kepolisian menyebut, “Pelakunya lebih dari dua orang.”"),
        Bad("“Jalan kami rusak parah,” begitu penjelasan warga."),
        Bad("Gedung itu digeledah. / “Kami menyita 12 dokumen.” / Penggeledahan selesai."),
        Bad("Rapat Paripurna DPRD digelar. / “Kami setuju dengan dana itu,” kata dia."),
        Bad("Pabrik itu mencemari sungai. / “Izinnya bisa dicabut,” ancamnya."),
        Bad("“Tolong!” teriaknya dari atap rumah. / Banjir melanda desa itu."),
        Bad("Listrik padam. / “Gardunya,” katanya, “tersambar petir.”"),
        Bad("Gedung itu retak. / Katanya, “Tiangnya bergeser.”"),
        Bad("Warga Desa Batas Negeri senang. / “Anak kami bisa belajar malam hari,” katanya."),
        Bad("Wali Kota Yudi Prasetya hadir. / “Kiosnya sepi,” protes seorang ibu penjual sayur."),
        Bad("Wali Kota Yudi Prasetya hadir. / Seorang pedagang mengatakan, “Kiosnya sepi.”"),
        Bad("Kios itu terbakar. / “Api cepat membesar,” kata Kapolsek."),
        Bad("Menurut seorang warga, “Jalan itu rusak sejak lama.”"),
    ),
    good=(
        Good(
            "Kepala Dinas Sosial Rini Astuti menambah dana. / “Dana itu cukup untuk setahun,” "
            "katanya."
        ),
        Good("“Semua bahan sudah siap sejak lama,” kata Rini."),
        Good("Warga, Sutarno, mengeluh. / “Jalan itu rusak sejak lama,” katanya."),
        Good("Sutinah (45) pindah. / “Kiosnya sepi,” kata seorang ibu tiga anak itu."),
        Good("Wali Kota Yudi Prasetya hadir. / “Kiosnya gratis,” kata Wali Kota."),
        Good("“Kiosnya gratis,” kata Camat Bunga Lestari."),
        Good("“Rumah kami hanyut dibawa arus,” kata seorang warga, Sutarno."),
        Good("“Kami mendengar ledakan dua kali,” kata saksi mata bernama Rini."),
        Good("“Rumah kami hanyut dibawa arus,” kata warga Kampung Randu, Sutarno (41)."),
        Good("“Pasien sudah stabil sejak pagi,” kata dr. Lestari."),
        Good("“Sedia payung sebelum hujan.” Peribahasa itu dipegang Sutarno."),
        Good("“Kami siap membantu warga.” Hartono mengucapkan itu dua kali."),
        Good("Papan itu bertuliskan, “Dilarang membuang sampah di sini.”"),
        Good("KPK menyatakan, “Penyidikan kasus itu berlanjut.”"),
        Good('Warung "Sari Rasa Baru" tutup sejak pagi.'),
        Good("“Tolong!” teriak Tumirah dari atap rumah."),
        Good('Ia membaca buku "Bumi Manusia" pesannya dari toko.'),
        Good('Lagu "Kapan Pulang?" liriknya sedih.'),
        Good('Menurut pepatah, "Sedia payung sebelum hujan."'),
        Good('Film "Laskar Pelangi di Kota" diputar.'),
    ),
    fields=frozenset({Field.BODY}),
)
# Besides what P10 takes for it: with no quotation before them these are ordinary words.
_SPEECH = (
    rf"{SAYING}|duga|ancam|alasan|terka|tuding|tuduh|larang|perintah|ramal|doa|isak|rintih|desak"
    r"|tuntut|kutuk|tawar|goda|nasihat|omel|tegur|maki|umpat|sumpah|tantang|kecam|cibir|ledek|ejek"
    r"|rayu|bujuk|mohon|sapa|ralat|tangis|raung|sela|balas|ulang|titah|instruksi|gugat|batin|pikir"
    r"|curhat|keterangan|penjelasan|jawaban|pengakuan|rekomendasi|analisis|prediksi|optimis|yakin"
)
_TAGGED = re.compile(
    rf"\s*[,.]?\s*(?:(?i:{SAYING})nya\b|(?:{SAYING})\s+(?:dia|ia|beliau|mereka)\b"
    r"|(?:begitu|demikian)\s+(?:penjelasan|keterangan|pernyataan|jawaban|alasan|isi)\s+[a-z])"
)
# Behind a comma inside of the marks, a word with -nya is what was said, whatever the word.
_ANY_TAG = re.compile(
    r"\s*[a-z]{3,}nya(?=\s*(?:[.,]|$)|\s+(?:sambil|seraya|sembari|saat|ketika|kepada|di|dari|dengan"
    r"|usai|setelah|kagum|lirih|pelan|singkat|lantang|kesal|lagi)\b)"
    rf"|\s*(?:{_SPEECH})(?:nya\b|\s+(?:dia|ia|beliau|mereka)\b)"
)
_SPEECH_TAG = re.compile(rf"\s*,?\s*(?:{_SPEECH})(?:nya|\s+(?:dia|ia|beliau|mereka))\b")
# What is called by the words in the marks is not said: buku "Bumi Manusia" pesannya.
_CALLED = re.compile(
    r"\b(?:program|film|lagu|buku|novel|(?:ber)?judul|(?:ber)?tema|slogan|moto|semboyan|istilah|kata"
    r"|tulisan|bertuliskan|spanduk|poster|papan|acara|lomba|rubrik|album|puisi|cerpen|warung|toko)"
    r"\s+$",
    re.IGNORECASE,
)
# Somebody whom only a role tells: kata seorang petani di Bojongasri.
_ROLE_SAYS = re.compile(rf"\s*,?\s*(?:{_SPEECH})\s+(?=[a-z])([^\"“”]*)")
_SHORT_DEGREE = re.compile(r"\b(?:drg?|drh|h|hj|ir|drs|dra|prof)\.", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\bRp\s?\d[\d.,]*|"
    r"\b(?:di|dari|asal|ke)\s+[A-Z]\w+(?:\s+[A-Z]\w+)*"
    r"|\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b"
)
# Somebody new of whom nothing but a role is told, whoever was named before.
_NEW_ROLE = re.compile(
    rf"\s*,?\s*(?:{_SPEECH})\s+(?:seorang|salah\s+(?:satu|seorang))\s+"
    r"|[^.?!\"“”]*\s(?:enggan|tidak mau|tak mau|tidak ingin|tak ingin|menolak"
    r"|minta(?: agar)?|tidak bersedia)"
    r"\s+(?:di)?sebut(?:kan)?\s+(?:nama|identitas)"
)
_OF_BEFORE = re.compile(r"[^.?!]*\b(?:itu|tersebut|tadi)\s*(?:[.,]|$)")
_NEW_BEFORE = re.compile(
    r"(?:^|[.?!]\s|\b[Mm]enurut\s)(?:[Ss]eorang|[Ss]alah\s+(?:satu|seorang))(?:\s+[a-z-]+){1,5}"
    r"(?:,[^,.]{3,40},)?(?:\s[a-z]+)?\s*[,:]?\s*$"
)
# An office and where it is, without the name of who holds it: kata Kapolsek.
_OFFICE_SAYS = re.compile(
    rf"\s*,?\s*(?:{_SPEECH})\s+((?:[A-Z][\w-]*)(?:\s+(?:[A-Z][\w-]*|dan|\d+))*)"
    r"(?:\s+(?:setempat|itu|tersebut|kepada|saat|ketika|usai|seusai|setelah|di|pada|dalam)\b|\.(?:\s|$)|$)"
)
_WHERE = re.compile(
    r"\b(?:Kota|Kabupaten|Kecamatan|Kelurahan|Desa|Dusun|Kampung|Provinsi|Polda|Polres(?:ta)?|Polsek|Kodim"
    r"|RT|RW|RSUD|Puskesmas|Universitas)(?:\s+(?:[A-Z]\w+|\d+))*$"
)
_VERBS = (
    rf"{STATING}|menyebut(?:kan)?|mengaku|mengeluh(?:kan)?|menceritakan|menduga|berdalih|berujar"
    r"|menjawab|berteriak|meneriakkan|bertanya|berseru|berpesan|berdoa|memohon|mengancam"
    r"|membentak|memprotes|menyahut|membantah|berkilah|bergumam|berbisik|menggerutu|bilang"
    r"|berkomentar|mengingatkan|berjanji|bertutur|menimpali|membalas|melanjutkan|mengenang"
    r"|menyindir|mengkritik|memuji|berkelakar|berseloroh|bercanda|melapor|memerintahkan"
    r"|mengusulkan|menangis"
)
_INTRODUCES = re.compile(
    r"(?:\b(?:[Ii]a|[Dd]ia|[Bb]eliau|[Mm]ereka"
    r"|(?:[Ss]eorang|[Ss]alah\s+(?:satu|seorang)|[Pp]ara)(?:\s+[a-z-]+){1,4}(?:,[^,.\"“”]{3,40},)?)"
    rf"\s+(?:(?:pun|juga|lalu|kemudian|hanya|sempat|lantas)\s+){{0,2}}(?:{_VERBS})(?:\s+[a-z]+){{0,2}}"
    r"|\b[Mm]enurut(?:nya|\s+(?:dia|ia|beliau|mereka"
    r"|(?:seorang\s+|para\s+|salah\s+(?:satu|seorang)\s+)?(?:warga|saksi|petugas|korban|petani|pedagang|sumber"
    r"|pejabat|polisi|keluarga|nelayan|pengunjung|penumpang|sopir|guru|siswa|tetangga|pengendara"
    r"|pekerja|buruh|dokter|ahli|pengamat)(?:\s+[a-z]+){0,3}))"
    rf"|(?:^|(?<=[.?!]\s))(?i:{SAYING})nya(?:\s+[a-z]+)?)"
    r"\s*[,:]?\s*$"
)
# Warga mengeluh, Juru bicara perusahaan menyebut: a subject in small letters and its verb.
_ROLE_INTRODUCES = re.compile(
    r"(?:^|(?<=[.?!]\s))(?!(?:Surat|Spanduk|Papan|Pasal|Aturan|Undang|Tulisan|Poster|Poin|Massa"
    r"|Penonton|Peribahasa|Pepatah|Pesan|Hadirin|Lagu|Ayat|Isi|Moto|Slogan|Tidak|Apakah)\b)"
    rf"[A-Z][a-z]+(?:\s+[a-z-]+){{0,5}}?\s+(?:{_VERBS})"
    r"\s*[,:]?\s*$"
)
_OTHER_NAME = re.compile(r"(?<![.?!…”\"]\s)(?<!^)\b[A-Z][a-z]+|\b[A-Z]{2,}\b")
_NAME = r"[A-Z][a-z'’]+(?:\s+(?:[A-Z][a-z'’]*\.?|bin|binti|van))*"
_SAYS = (
    rf"{STATING}|menyebut\w*|mengaku\w*|mengeluh\w*|mengingatkan|menceritakan|membenarkan|membantah"
    r"|mengapresiasi|berpesan|menyambut|mengajak|optimistis|mendorong|mencatat|bilang"
    r"|mengenang|menyayangkan|melaporkan|berjanji|mempersilakan|menolak|menduga|berujar"
    r"|berdalih|menjawab|bertanya|berseru|bertutur"
)
_ROLE = (
    r"Kepala|Wali\s?[Kk]ota|Bupati|Gubernur|Ketua|Sekretaris|Camat|Lurah|Kapolres|Kapolsek"
    r"|Kasat|Kasatreskrim|Direktur"
    r"|Manajer|Menteri|Presiden|Anggota|Pelatih|Kapten|Bendahara|Koordinator|Juru Bicara|Jubir"
    r"|Pengamat|Dosen|Guru|Dokter"
    r"|Ustaz|Kiai|KH|Pendeta|Hakim|Jaksa|Kades|Pedagang|Petani|Warga|Komandan|Dandim|AKBP"
    r"|Kompol|Iptu|Ipda|Letkol"
    r"|kepala|ketua|warga|petani|pedagang|pelatih|guru|siswa|peserta|pengunjung|pembeli|penjual"
    r"|dokter|bidan|sopir|nelayan"
    r"|pemilik|pengurus|relawan|seorang|orang tua|mahasiswa|pengelola|penumpang|anggota|istri"
    r"|suami|manajer|direktur|bernama"
)
_DAYS = "(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
# One with a full stop at its end is short for something, or ends the sentence.
_NAMED_WORD = (
    r"(?:[\w/-]+(?:\.[\w/-]+)*(?!\.)|(?:dr|drg|Drs?|Dra|Hj?|Ir|Prof|[A-Z]|S\.\w+|M\.\w+)\.)"
)
# "kata Rini"; "Kepala Dinas Sosial Rini Astuti"; "warga Kampung Sawah, Rini,"
_PERSON = re.compile(
    rf"\b(?:{SAYING})\s+{_NAME}"
    rf"|\b(?:{_ROLE})\b(?:\s+(?!(?:di|dari|yang)\b){_NAMED_WORD}){{0,12}}?,?"
    rf"\s+(?!{_DAYS}\b)(?:[A-Z][a-z'’.]+\s+){{1,4}}"
    rf"|\b(?:{_ROLE})\b[^.]{{0,80}}?,\s+[A-Z][a-z'’]+[^.,]{{0,40}},"
)
# "Rini (41) mengatakan"; a name of two words, or one with an age.
_SUBJECT = re.compile(rf"{_NAME}(?:\s*\(\d+\))?,?\s(?:(?:juga|pun|sendiri|lalu)\s)?(?:{_SAYS})\b")
_FULL_NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z'’]+(?:\s+(?:[A-Z][a-z'’]+|[A-Z](?:\.|\b)))+|\b[A-Z][a-z'’]+(?=\s+\(\d\d\))"
    r"|(?:^|(?<=[.!?]\s))[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+)+"
)
# Begins with what no name begins with: Pertandingan Persiran, Pasar Randu.
_NO_PERSON = re.compile(
    rf"(?:{'|'.join(sorted(HEAD_NOUNS))}|(?:Pe|Ke)[a-z]{{3,}}an|Beliau|Mereka"
    r"|(?:Pada|Sejak|Hingga|Sampai|Mulai|Setiap)(?=\s(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)))\b"
)
# Many people of one place, who are nobody by name: Warga Desa Batas Negeri menerima …
_MANY = re.compile(
    r"\b(?:[Ww]arga|[Mm]ahasiswa|[Pp]asien|[Ss]isw[ai]|[Pp]edagang|[Pp]etani|[Nn]elayan|[Ss]antri|[Tt]im|[Bb]uruh"
    r"|[Pp]engurus|[Pp]ekerja|[Kk]aryawan|[Pp]enumpang|[Pp]engunjung|[Gg]uru"
    r"|[Mm]urid|[Pp]etugas|[Dd]okter"
    r"|[Aa]nggota|[Pp]enghuni|[Pp]eternak|[Ss]opir|[Pp]engemudi|[Pp]erajin|[Pp]elajar|[Pp]eserta"
    r"|[Rr]elawan)(?:\s+[a-z]+){0,2}\s+(?:Desa|Kampung|Dusun|Kelurahan|Kecamatan|Kota"
    r"|Kabupaten|Universitas|Institut|Rumah Sakit|RSUD|Puskesmas|Pasar|Sekolah|SD|SMP|SMA|SMK"
    r"|Madrasah|Pesantren|Pondok|PT|CV|Pabrik|Perumahan|Terminal|Pelabuhan|Stasiun|Panti|Sanggar"
    rf"|Klub)(?:\s+(?:[A-Z][\w-]*|\d+))+(?=\s(?!(?:{_SAYS})\b)[a-z])"
)
_PLACE = re.compile(r"\b([Dd]i|[Kk]e|asal)\s+[A-Z]\w+(?:\s+[A-Z]\w+)*")


def _names_somebody(text: str, people: Collection[str]) -> bool:
    """Say whether `text` names a person: by role, by verb, or by a name of two words or an age."""
    text = _PLACE.sub(r"\1 sana", _MANY.sub("orang sana", text))
    return (
        bool(_PERSON.search(text))
        or any(
            not _NO_PERSON.match(found[0])
            for names in (_SUBJECT, _FULL_NAME)
            for found in names.finditer(text)
        )
        or any(name in text for name in people)
    )


def _only_a_role_says(reading: Reading, quote: Quote) -> bool:
    """Say whether words are followed by who said them, and the rest of the sentence has no name."""
    found = _ROLE_SAYS.match(reading.text, quote.closing + 1)
    if found is None or not (
        reading.text[quote.closing - 1] in ",?!…"
        or any(start <= quote.closing < end for start, end, _right in reading.changes)
    ):
        return False
    rest = re.split(r"[.!?](?=\s|$)", _SHORT_DEGREE.sub("", found[1]), maxsplit=1)[0]
    return re.search(r"[A-Z]", _NO_NAME.sub("", rest)) is None


def _only_an_office_says(reading: Reading, quote: Quote, room: Room) -> bool:
    """Say whether words are followed by an office that said them, and by nobody's name."""
    found = _OFFICE_SAYS.match(reading.text, quote.closing + 1)
    if found is None or reading.text[quote.closing - 1] not in ",?!…":
        return False
    words = _WHERE.sub("", found[1]).split()
    return (
        bool(words)
        and words[0].lower() in PERSONS["roles"] | PERSONS["parted_offices"]
        and all(
            word not in PEOPLE and (word.isupper() or room.dictionary.knows(word.lower()))
            for word in words[1:]
        )
        # Camat Bunga: where that is, or who. Only a known office and what it is about is sure.
        and (len(words) == 1 or words[1].lower() in COMMON or words[1].isupper())
    )


def _is_somebody_new(reading: Reading, quote: Quote) -> bool:
    """Say whether one more person is quoted whom only a role tells: kata seorang pedagang."""
    text = reading.text
    if _NEW_ROLE.match(text, quote.closing + 1):
        return (
            _only_a_role_says(reading, quote) and _OF_BEFORE.match(text, quote.closing + 1) is None
        )
    begin = max(0, quote.opening - _NEAR)
    return bool(
        _INTRODUCES.search(text, begin, quote.opening)
        and _NEW_BEFORE.search(text, begin, quote.opening)
    )


def _stands_alone(reading: Reading, quote: Quote, room: Room) -> bool:
    """Say whether a quotation is whole sentences that nobody in this paragraph is said to say."""
    text = reading.text
    before = text[: quote.opening].rstrip()
    rest = _NO_NAME.sub("", text[quote.closing + 1 :].lstrip())
    first = re.match(r"[A-Z][a-z]+", rest)
    if first and not room.dictionary.knows(first[0].lower()):
        return False  # Hartono mengucapkan itu dua kali.
    return (
        quote.closing < len(text)
        and reading.is_prose
        and text[quote.closing - 1] in ".?!…"
        and (before == "" or before[-1] in ".?!")
        and re.match(r"\s*$|\s+[A-Z\"“]", text[quote.closing + 1 :]) is not None
        and _OTHER_NAME.search(rest) is None
    )


_SHORTEST_TAGGED, _SHORTEST_SAID = 2, 4  # words
_NEAR = 200  # letters before a quotation that may say who speaks


def _is_tagged(reading: Reading, quote: Quote) -> bool:
    """Say whether words are told to be somebody's, who goes by a pronoun or a role at most."""
    text, after = reading.text, quote.closing + 1
    begin = max(0, quote.opening - _NEAR)
    sign = text[quote.closing - 1]
    return bool(
        (_ANY_TAG.match(text, after) if sign == "," else None)
        or (
            sign in "!?…"
            and not _CALLED.search(text, begin, quote.opening)
            and _SPEECH_TAG.match(text, after)
        )
        or (_TAGGED.match(text, after) and not _CALLED.search(text, begin, quote.opening))
        or _only_a_role_says(reading, quote)
        or _INTRODUCES.search(text, begin, quote.opening)
        or _ROLE_INTRODUCES.search(text, begin, quote.opening)
    )


@SPEAKER.across
def unnamed_speaker(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at the first quotation of the story only: later ones miss what it misses.

    Whoever is new in the story, and told by a role only, is asked about wherever the first stands.
    """
    before, is_done = "", False
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY:
            continue
        for quote in reading.quotes:
            said = reading.text[quote.opening : quote.closing]
            length = len(said.split())
            if length >= _SHORTEST_TAGGED and _is_somebody_new(reading, quote):
                yield number, _hit(reading, quote)
                return
            if is_done:
                continue
            is_tagged = _is_tagged(reading, quote) or _only_an_office_says(reading, quote, room)
            # A word or two is a word in scare quotes, unless somebody is told to have said it.
            shortest = 1 if said[-1:] in {",", "!", "?"} else _SHORTEST_TAGGED
            if length < shortest or (length < _SHORTEST_SAID and not is_tagged):
                continue
            is_done = True
            if not is_tagged and not _stands_alone(reading, quote, room):
                continue
            told = f"{before} {reading.grown_text(0, quote.opening)}"
            if not _names_somebody(told, room.desk.lexicon.people):
                yield number, _hit(reading, quote)
                return
        before += f" {reading.grown_text(0, len(reading.text))}"


def _hit(reading: Reading, quote: Quote) -> Hit:
    return Hit("tanpa-nama", quote.opening, min(quote.closing + 1, len(reading.text)))


RULES = (SPEAKER,)
