"""P23: headlines, and the names of categories."""

import re
from collections.abc import Iterator, Sequence

from copydesk.casing import capitalised
from copydesk.eyd_v.lists import EITHER, KNOWN_ABBREVIATIONS, SMALL
from copydesk.eyd_v.slips import COMMON
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

_WHERE = frozenset({Field.HEADLINE, Field.CATEGORY})

TITLE = Rule(
    "P23",
    name="Judul",
    about=(
        "Judul memakai huruf kapital pada setiap kata kecuali kata tugas, tanpa titik di akhir, "
        "tanpa teriakan,"
        " dan cukup pendek untuk daftar."
    ),
    source="EYD V, Huruf Kapital dan Tanda Titik 10; gaya selingkung",
    kinds={
        "kata-tugas": Kind(Level.PERINGATAN, "Kata tugas di dalam judul ditulis kecil: “{fix}”."),
        "kapital": Kind(Level.PERINGATAN, "Kata di judul berhuruf awal kapital: “{fix}”."),
        "kalimat": Kind(
            Level.PERINGATAN, "Judul ditulis seperti kalimat; kapital pada setiap kata judul."
        ),
        "ulang": Kind(Level.PERINGATAN, "Kata ulang penuh berkapital semuanya: “{fix}”."),
        "titik": Kind(Level.PERINGATAN, "Judul tidak diakhiri titik."),
        "gantung": Kind(Level.PERINGATAN, "Judul tidak diakhiri “{words}”."),
        "teriak": Kind(Level.PERINGATAN, "Huruf besar semua terbaca seperti teriakan."),
        "tanda": Kind(Level.PERINGATAN, "Satu tanda cukup: “{fix}”."),
        "panjang": Kind(Level.PERINGATAN, "Judul {length} karakter; paling baik sampai {most}."),
        "umpan": Kind(
            Level.PERINGATAN, "“{words}” tidak memberi tahu apa pun. Mulai dengan beritanya."
        ),
    },
    bad=(
        Bad("Wali Kota Dan Warga Bertemu", "Wali Kota dan Warga Bertemu", Field.HEADLINE),
        Bad("Wali Kota Temui warga Pasar", "Wali Kota Temui Warga Pasar", Field.HEADLINE),
        Bad("Sosialisasi Undang-undang Baru", "Sosialisasi Undang-Undang Baru", Field.HEADLINE),
        Bad("Wali Kota Temui Warga.", "Wali Kota Temui Warga", Field.HEADLINE),
        Bad("Wali Kota Temui Warga,", "Wali Kota Temui Warga", Field.HEADLINE, "gantung"),
        Bad("Wali kota temui warga pasar", None, Field.HEADLINE, "kalimat"),
        Bad("WALI KOTA TEMUI WARGA PASAR", None, Field.HEADLINE),
        Bad("Wali Kota Temui Warga!!", "Wali Kota Temui Warga!", Field.HEADLINE),
        Bad("Stok Gula HABIS di Pasar", "Stok Gula Habis di Pasar", Field.HEADLINE, "teriak"),
        Bad("Heboh, Wali Kota Temui Warga", None, Field.HEADLINE),
        Bad("Keren, Pelajar Buat Alat Pengering Gabah", None, Field.HEADLINE),
        Bad("Miris! Wali Kota Temui Warga", None, Field.HEADLINE),
        Bad("Ini Penyebab Banjir di Pasar", None, Field.HEADLINE),
        Bad("Warga " + "Berjalan Jauh ke Sawah " * 5, None, Field.HEADLINE, "panjang"),
        Bad("LOMBA SEKOLAH", None, Field.CATEGORY),
        Bad("pengajian", "Pengajian", Field.CATEGORY),
    ),
    good=(
        Good("Wali Kota dan Warga Bertemu di Pasar", Field.HEADLINE),
        Good("Di Pasar, Wali Kota Temui Warga", Field.HEADLINE),
        Good("Warga Bayar Denda atas Tunggakan di Lantai Atas", Field.HEADLINE),
        Good("KPU dan Bawaslu Tandatangani Nota", Field.HEADLINE),
        Good("Harga iPhone Turun", Field.HEADLINE),
        Good("Sadis, Julukan Baru Kiper Itu", Field.HEADLINE),
        Good("Warga Kini Melapor lewat Aplikasi LAPOR", Field.HEADLINE),
        Good("Wali Kota Lantik Rini Astuti, M.Pd.", Field.HEADLINE),
        Good("UMKM", Field.CATEGORY),
        Good("HUT RI", Field.CATEGORY),
    ),
    fields=_WHERE,
)
_EMPTY = re.compile(
    r"\s*(?:Wow|Heboh|Viral|Waduh|Gawat|Astaga|Geger|Ngeri|Terungkap|Ternyata|Inilah|Ini Dia"
    r"|Begini|Bikin (?:Haru|Geger|Heboh|Merinding|Melongo|Kaget)|Gempar|Mengejutkan|Mencengangkan"
    r"|Tak (?:Disangka|Terduga)|Siapa Sangka|Miris|Duh|Aduh|Wadidaw|Nah Lho|Lho|Jangan Kaget"
    r"|Ini\s+(?:Penyebab|Alasan|Cara|Daftar|Sosok|Fakta|Rahasia|Penjelasan|Kata|Respons|Jadwal"
    r"|Kronologi|Tanggapan|Profil|Syarat|Tips|Pesan|Lho|Besaran|Bocoran|Harapan)"
    r")\b[!,:]*"
    r"|\s*(?:Simak|Catat|Awas|Parah|Tragis|Sedih|Pilu|Keren|Mantap|Gila|Kocak|Hore|Asyik|Asik"
    r"|Siap-Siap|Breaking News|Luar Biasa|Alhamdulillah|Innalillahi|Akhirnya|Ngakak|Wah|Nah|Yuk"
    r"|Ayo|Eh|Bejat|Kejam|Memalukan|Wajib Tahu|Wajib Baca|Jangan Lewatkan|Info Penting|Terbaru"
    r"|Terkini|Kabar Gembira|Kabar Baik|Hati-[Hh]ati|Salut|Bangga|Fantastis|Spektakuler)[!,:]+"
    r"|\s*(?:Sadis|Sah|Penting|Update|Selamat)[!:]+",
    re.IGNORECASE,
)
# Behind these capitals are a name: Program SIAP, Aplikasi LAPOR.
_CALLED = re.compile(
    r"\b(?:Program|Aplikasi|Layanan|Gerakan|Sistem|Laman|Situs|Grup|Band|Kapal|Film|Tim|Lagu)\s$"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_HANGING = (",", ";", ":", "-", "–", "/")
_TWO_MARKS = re.compile(r"[!?]{2,}")
# The stop of a degree or an abbreviation is no full stop.
_SHORT_AT_END = re.compile(r"(?:\b[A-Z]\w{0,2}\.[A-Z]\w*|\b(?:Tbk|dll|dkk|dsb|Ph\.D))\.$")
_FULL_TWICE = re.compile(r"\b([A-Z]\w+)-([a-z]\w+)\b")


@TITLE.across
def capitals(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    for number, reading in enumerate(story):
        if reading.field not in _WHERE or reading.text.isupper():
            continue
        # A headline written like a sentence: which of its words are names, nobody can know.
        is_sentence = reading.field is Field.HEADLINE and room.desk.house.titles == "kalimat"
        for hit in _capitals(reading):
            if not is_sentence or (hit.kind == "kapital" and reading.starts_sentence(hit.start)):
                yield number, hit
        if reading.field is Field.HEADLINE and not is_sentence and _is_sentence(reading):
            yield number, Hit("kalimat", 0, len(reading.text))


def _content(reading: Reading) -> tuple[int, int]:
    """Return how many words of a title mean something, and how many of them have a capital.

    Whether capitals are meant at all is asked of the text as it will be, with its fixes.
    """
    content = [
        word
        for word in _WORD.findall(reading.grown_text(0, len(reading.text)))
        if word.lower() not in SMALL
    ]
    return len(content), sum(word[0].isupper() for word in content)


def _is_sentence(reading: Reading) -> bool:
    """Say whether a headline has no capital but its first."""
    words, with_capital = _content(reading)
    return words > _FEW and with_capital <= 1


def _capitals(reading: Reading) -> Iterator[Hit]:
    words, with_capital = _content(reading)
    is_title_case = reading.field is Field.CATEGORY or with_capital * 2 >= words > 1
    for number, word in enumerate(reading.words):
        first = number == 0 or reading.text[: word.start].rstrip()[-1:] in ':?!“"‘'
        before = "" if first else reading.words[number - 1].lower
        if word.text.istitle() and word.lower in SMALL - EITHER - {before} and not first:
            yield Hit("kata-tugas", word.start, word.end, (word.lower,))
        elif (
            is_title_case
            and word.text.islower()
            and (first or word.lower not in SMALL)
            and not reading.is_italic(word.start, word.end)
            and not _is_part(reading, word.start)
        ):
            yield Hit("kapital", word.start, word.end, (_with_capitals(word.text),))
    for found in _FULL_TWICE.finditer(reading.text):
        if found[1].lower() == found[2]:
            yield Hit("ulang", found.start(), found.end(), (f"{found[1]}-{capitalised(found[2])}",))


def _with_capitals(word: str) -> str:
    """Write both halves of a full reduplication large: `hati-hati` is `Hati-Hati` in a title."""
    first, _, second = word.partition("-")
    if first == second:
        return f"{capitalised(first)}-{capitalised(second)}"
    return capitalised(word)


def _is_part(reading: Reading, start: int) -> bool:
    """Say whether something other than a space or mark stands right before the word."""
    before = reading.text[start - 1 : start]
    return before.isdigit() or before in {".", "-", "_", "/", "’"}


@TITLE.each
def signs(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text.rstrip()
    is_stop = text.endswith(".") and not text.endswith("..") and not _SHORT_AT_END.search(text)
    if is_stop and len(reading.words) > 1:
        yield Hit("titik", len(text) - 1, len(text), ("",))
    if text[-1:] in _HANGING and len(reading.words) > 1:
        yield Hit("gantung", len(text) - 1, len(text), ("",))
    for found in _TWO_MARKS.finditer(text):
        yield Hit("tanda", found.start(), found.end(), ("?" if "?" in found[0] else "!",))
    long = [word for word in reading.words if len(word.text) > 4]
    shouting = [word for word in long if word.text.isupper()]
    if shouting and len(shouting) * 2 > len(long):
        yield Hit("teriak", shouting[0].start, shouting[-1].end)
    elif reading.field is Field.HEADLINE:
        yield from _loud_words(reading, room)
    if reading.field is Field.HEADLINE and (empty := _EMPTY.match(text)):
        yield Hit("umpan", empty.start(), empty.end())


_FEW = 3  # letters


def _loud_words(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a common word in capitals among others that have one each."""
    lexicon = room.desk.lexicon
    for word in reading.words:
        if (
            word.text.isupper()
            and len(word.text) > _FEW
            and word.lower in COMMON
            and room.dictionary.spells(word.lower)
            and word.text not in KNOWN_ABBREVIATIONS | lexicon.abbreviations | lexicon.names
            and not _CALLED.search(reading.text, 0, word.start)
        ):
            yield Hit("teriak", word.start, word.end, (word.text.capitalize(),))


@TITLE.across
def length(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    most = room.desk.house.headline_most
    for number, reading in enumerate(story):
        if reading.field is Field.HEADLINE and reading.grown_length > most:
            yield (
                number,
                Hit(
                    "panjang",
                    0,
                    len(reading.text),
                    (),
                    {"length": reading.grown_length, "most": most},
                ),
            )


RULES = (TITLE,)
