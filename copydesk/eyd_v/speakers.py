"""P11: who is quoted."""

import re
from collections.abc import Collection, Iterator, Sequence

from copydesk.eyd_v.lists import HEAD_NOUNS
from copydesk.eyd_v.quotations import SAYING
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
    kinds={
        "tanpa-nama": Kind(Level.PERINGATAN, "Siapa yang berbicara? Belum ada nama yang disebut.")
    },
    bad=(
        Bad("Pemerintah kota menambah dana. / “Dana itu cukup untuk setahun,” katanya."),
        Bad("“Semua bahan sudah siap sejak lama,” bebernya."),
        Bad("“Rumah kami hanyut dibawa arus,” kata seorang warga."),
        Bad("“Kami mendengar ledakan dua kali,” ujar saksi mata."),
        Bad("“Tanaman kami mati kekeringan,” keluh petani di Bojongasri."),
        Bad("Seorang warga mengatakan, “Kami mendengar ledakan.”"),
        Bad("Jalan itu rusak. / Menurutnya, “Perbaikan dimulai pada 2026.”"),
        Bad("Rapat Paripurna DPRD digelar. / “Kami setuju dengan dana itu,” kata dia."),
    ),
    good=(
        Good(
            "Kepala Dinas Sosial Rini Astuti menambah dana. / “Dana itu cukup untuk setahun,” "
            "katanya."
        ),
        Good("“Semua bahan sudah siap sejak lama,” kata Rini."),
        Good("Warga, Sutarno, mengeluh. / “Jalan itu rusak sejak lama,” katanya."),
        Good("“Rumah kami hanyut dibawa arus,” kata seorang warga, Sutarno."),
        Good("“Kami mendengar ledakan dua kali,” kata saksi mata bernama Rini."),
        Good("“Rumah kami hanyut dibawa arus,” kata warga Kampung Randu, Sutarno (41)."),
        Good("“Pasien sudah stabil sejak pagi,” kata dr. Lestari."),
        Good('Warung "Sari Rasa Baru" tutup sejak pagi.'),
        Good('Film "Laskar Pelangi di Kota" diputar.'),
    ),
    fields=frozenset({Field.BODY}),
)
_TAGGED = re.compile(rf"\s*[,.]?\s*(?:(?:{SAYING})nya\b|(?:{SAYING})\s+(?:dia|ia|beliau|mereka)\b)")
# Somebody whom only a role tells: kata seorang petani di Bojongasri.
_ROLE_SAYS = re.compile(rf"\s*(?:{SAYING})\s+(?=[a-z])([^\"“”]*)")
_SHORT_DEGREE = re.compile(r"\b(?:drg?|drh|h|hj|ir|drs|dra|prof)\.", re.IGNORECASE)
_NO_NAME = re.compile(
    r"\b(?:di|dari|asal|ke)\s+[A-Z]\w+(?:\s+[A-Z]\w+)*"
    r"|\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b"
)
_INTRODUCES = re.compile(
    r"(?:\b(?:[Ii]a|[Dd]ia|[Bb]eliau|(?:[Ss]eorang|[Ss]alah\s+(?:satu|seorang)|[Pp]ara)(?:\s+[a-z]+){1,3})"
    r"\s+(?:mengatakan|berkata|menyatakan|menjelaskan|menegaskan"
    r"|menambahkan|mengaku|menuturkan|mengungkapkan)|\b[Mm]enurut(?:nya|\s+(?:dia|ia|beliau)))"
    r"\s*[,:]?\s*$"
)
_NAME = r"[A-Z][a-z'’]+(?:\s+(?:[A-Z][a-z'’]*\.?|bin|binti|van))*"
_SAYS = (
    r"mengatakan|menyebut\w*|menyatakan|menjelaskan|menerangkan|menuturkan|mengaku\w*"
    r"|mengungkapkan|menegaskan|memaparkan"
    r"|menambahkan|berharap|mengeluh\w*|mengingatkan|mengimbau|meminta|menilai|berkata"
    r"|bercerita|menceritakan|memastikan"
    r"|membenarkan|membantah|menyampaikan|mengapresiasi|berpesan|menyambut|mengajak|optimistis"
    r"|mendorong|mencatat"
    r"|bilang|mengenang|menyayangkan|melaporkan|berjanji|mempersilakan|menolak|menduga"
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
# "kata Rini"; "Kepala Dinas Sosial Rini Astuti"; "warga Kampung Sawah, Rini,"
_PERSON = re.compile(
    rf"\b(?:{SAYING})\s+{_NAME}"
    rf"|\b(?:{_ROLE})\b(?:\s+(?!(?:di|dari"
    rf"|yang)\b)[\w./-]+){{0,12}}?,?\s+(?:[A-Z][a-z'’.]+\s+){{1,4}}"
    rf"|\b(?:{_ROLE})\b[^.]{{0,80}}?,\s+[A-Z][a-z'’]+[^.,]{{0,40}},"
)
# "Rini (41) mengatakan"; a name of two words, or one with an age.
_SUBJECT = re.compile(rf"{_NAME}(?:\s*\(\d+\))?,?\s(?:(?:juga|pun|sendiri|lalu)\s)?(?:{_SAYS})\b")
_FULL_NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’.]*)+|\b[A-Z][a-z'’]+(?=\s+\(\d\d\))"
    r"|(?:^|(?<=[.!?]\s))[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+)+"
)
_NO_PERSON = re.compile(rf"(?:{'|'.join(sorted(HEAD_NOUNS))})\b")


def _names_somebody(text: str, people: Collection[str]) -> bool:
    """Say whether `text` names a person: by role, by verb, or by a name of two words or an age."""
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
    if found is None or reading.text[quote.closing - 1] not in ",?!…":
        return False
    rest = re.split(r"[.!?](?=\s|$)", _SHORT_DEGREE.sub("", found[1]), maxsplit=1)[0]
    return re.search(r"[A-Z]", _NO_NAME.sub("", rest)) is None


_SHORTEST_TAGGED, _SHORTEST_SAID = 2, 4  # words


@SPEAKER.across
def unnamed_speaker(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at the first quotation of the story only: later ones miss what it misses."""
    before = ""
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY:
            continue
        for quote in reading.quotes:
            said = reading.text[quote.opening : quote.closing]
            length = len(said.split())
            is_tagged = (
                _TAGGED.match(reading.text, quote.closing + 1)
                or _only_a_role_says(reading, quote)
                or _INTRODUCES.search(reading.text, 0, quote.opening)
            )
            # A word or two is a word in scare quotes, unless somebody is told to have said it.
            if length < _SHORTEST_TAGGED or (length < _SHORTEST_SAID and not is_tagged):
                continue
            if not is_tagged:
                return
            told = f"{before} {reading.grown_text(0, quote.opening)}"
            if not _names_somebody(told, room.desk.lexicon.people):
                yield (
                    number,
                    Hit("tanpa-nama", quote.opening, min(quote.closing + 1, len(reading.text))),
                )
            return
        before += f" {reading.grown_text(0, len(reading.text))}"


RULES = (SPEAKER,)
