"""P24: spaces, words said twice, sentences without an end, and paragraphs told twice."""

import re
from collections.abc import Iterator, Sequence

from copydesk.eyd_v.lists import PARTED, SMALL
from copydesk.eyd_v.slips import COMMON, NAMES
from copydesk.findings import Field, Level, Paragraph
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

HYGIENE = Rule(
    "P24",
    name="Kerapian",
    about=(
        "Spasi, kata berulang, kalimat yang terlalu panjang, dan paragraf yang mengulang"
        " paragraf lain."
    ),
    source="EYD V, Tanda Baca; gaya selingkung",
    kinds={
        "spasi-ganda": Kind(Level.GALAT, "Spasi lebih dari satu.", safe=True),
        "spasi-sebelum": Kind(Level.GALAT, "Tidak ada spasi sebelum “{sign}”.", safe=True),
        "spasi-sesudah": Kind(Level.GALAT, "Sesudah “{sign}” ada spasi.", safe=True),
        "kurung": Kind(
            Level.GALAT, "Spasi berada di luar tanda kurung, tidak di dalamnya.", safe=True
        ),
        "tanda-ganda": Kind(Level.GALAT, "Satu tanda cukup: “{fix}”.", safe=True),
        "kata-ulang": Kind(
            Level.SARAN, "“{words}”: satu kata terlalu banyak, atau kata ulang tanpa tanda hubung?"
        ),
        "kata-tugas-ulang": Kind(Level.PERINGATAN, "“{words}”: satu kali cukup.", safe=True),
        "kalimat-panjang": Kind(
            Level.SARAN, "Kalimat ini {count} kata; lebih dari {most} sulit diikuti."
        ),
        "paragraf-ulang": Kind(
            Level.SARAN,
            "{share} persen paragraf ini sudah ada di paragraf {other}. Gabungkan keduanya.",
        ),
    },
    bad=(
        Bad("Jalan  itu rusak.", "Jalan itu rusak."),
        Bad("Jalan itu rusak , kata dia.", "Jalan itu rusak, kata dia."),
        Bad("Jalan itu rusak.Warga mengeluh.", "Jalan itu rusak. Warga mengeluh."),
        Bad("Jalan itu rusak.(ab/cd)", "Jalan itu rusak. (ab/cd)"),
        Bad("Jalan,jembatan, dan talut.", "Jalan, jembatan, dan talut."),
        Bad("Warga ( baru) datang.", "Warga (baru) datang."),
        Bad(
            "Rapat di Kecamatan(Metro Pusat) selesai.", "Rapat di Kecamatan (Metro Pusat) selesai."
        ),
        Bad("Rapat dibuka (Senin pagi)dan ditutup.", "Rapat dibuka (Senin pagi) dan ditutup."),
        Bad("Jalan rusak,, warga mengeluh.", "Jalan rusak, warga mengeluh.", kind="tanda-ganda"),
        Bad("Jalan rusak ,warga mengeluh.", "Jalan rusak, warga mengeluh."),
        Bad("Rapat pukul 09.00 WIB.(tm/yl)", "Rapat pukul 09.00 WIB. (tm/yl)"),
        Bad("Jalan yang yang rusak.", "Jalan yang rusak."),
        Bad("Yang yang rusak diganti.", "Yang rusak diganti."),
        Bad("Rapat mulai 2024.Warga menunggu.", "Rapat mulai 2024. Warga menunggu."),
        Bad(
            "Dihadiri KPU,lalu ditutup pada 2024,kata dia.",
            "Dihadiri KPU, lalu ditutup pada 2024,kata dia.",
        ),
        Bad(
            "Ada tiga layanan:kartu, surat, dan izin.", "Ada tiga layanan: kartu, surat, dan izin."
        ),
        Bad("Wali kota, , camat, dan lurah hadir.", "Wali kota, camat, dan lurah hadir."),
        Bad("Rapat Rabu (14/5/2025).Pencuri lari.", "Rapat Rabu (14/5/2025). Pencuri lari."),
        Bad("Rapat Rabu(14/5/2025) usai.", "Rapat Rabu (14/5/2025) usai."),
        Bad("Warga Warga Tanam Pohon", None, Field.HEADLINE),
        Bad("JALAN ITU RUSAK.WARGA MENGELUH", "JALAN ITU RUSAK. WARGA MENGELUH"),
        Bad(
            "Warga " + "berjalan jauh sekali melewati sawah luas itu " * 5 + "pulang.",
            kind="kalimat-panjang",
        ),
        Bad(
            "Pemerintah menambah dua puluh bus baru untuk warga di pinggir kota mulai pekan "
            "depan. / "
            "Kemarin pemerintah menambah dua puluh bus baru untuk warga di pinggir kota.",
            kind="paragraf-ulang",
        ),
    ),
    good=(
        Good("Rini, S.Sos., datang. Laman www.example.org dibuka."),
        Good("Harga 1.500,50 dan pukul 19.25. Skala 1 : 25.000 dipakai."),
        Good(
            "Anak-anak hati-hati. Ia pergi … jauh. Ia diam... lalu siswa(i) dan anggota(-nya) ikut."
        ),
        Good("Nama Sari Sari terdaftar."),
        Good("Laba PT.Maju dan Rini, S.Sos.I., serta Ruang A.2.1."),
    ),
)
# Patterns begin with the sign that is searched for and look then at what is before it: the other
# way round they look at each letter.
_DOUBLE = re.compile(r"[ \u00a0](?<=\S.)[ \u00a0]+(?=\S)")
# A ratio may have its colon between spaces: 15.000 : 1. What is beside a quotation is P10's.
_BEFORE = re.compile(
    r"(?<=[\w)%”\"])[ \u00a0]+(?=([,;:!?]|\.(?!\.|\w))(?![)(DP]|\s?[\"“”]))(?!:\s*\d)"
)
_AFTER_STOP = re.compile(
    r"[.?!](?=\S)(?:(?<=[a-z]{3}.)(?=[A-Z][a-z]|\([a-z])"
    r"|(?:(?<=[A-Z]{3}.)|(?<=\d\d.))(?=\([a-z]{2})"
    r"|(?:(?<=[A-Z]{2}.)(?<!\bPT.)(?<!\bCV.)(?<!\bUD.)(?<!\bRM.)|(?<=[\d%].)|(?<=\d\).))(?=[A-Z][a-z]{2}))"
)
_SHOUTED_STOP = re.compile(r"[.?!](?<=[A-Z\d%]{2}.)(?=[A-Z]{3})")
_AFTER_COMMA = re.compile(
    r"[,;:](?=\w)(?:(?<=[^\W\d_][,;])(?=[^\W\d_])|(?<=[a-z]{4}:)(?=[a-z]{3})"
    r"|(?<=\d[,;])(?=[a-z]{2}|[A-Z]{3})|(?<=[a-z]{2}[,;]|[A-Z]{2}[,;])(?=\d))"
)
# anggota(-anggota) and siswa(i) stay; a bracket with words of its own stands apart.
_BEFORE_BRACKET = Sought(r"(?<=[A-Za-z]{3})(?=\((?:[A-Za-z]{3,}[\s)]|\d{1,2}/\d{1,2}))")
_BEHIND_BRACKET = Sought(r"(?<=\s)\([^()]{5,60}(\))(?=[a-z]{2})")
_SIGN_TWICE = Sought(r"(?<=[a-z]{2})(,(?:\s*,)+|(?<!\.)\.\.(?!\.))(?=\s|$)")
_BRACKET = re.compile(r"(?<=\()[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=\))")
_TWICE = re.compile(r"\b([A-Za-z][a-z]+)\s+((?i:\1))\b(?!-)")
_SHOUTED_TWICE = re.compile(r"\b([A-Z]{2,})\s+(\1)\b(?!-)")
_OVERLAP = 50  # percent
_RUN = 5  # words
_SHORTEST = 10


@HYGIENE.each
def spaces(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _DOUBLE.finditer(text):
        # Space before a sign has its own remark, and space at a quotation mark belongs to P09.
        if text[found.end()] not in ",;:!?.)" and text[found.start() - 1] != "(":
            yield Hit("spasi-ganda", found.start(), found.end(), (" ",))
    for found in _BEFORE.finditer(text):
        sign = found[1]
        follows, before = text[found.end() + 1 : found.end() + 2], text[found.start() - 1]
        if follows.isalpha() or (follows.isdigit() and not before.isdigit()):  # on the wrong side
            yield Hit(
                "spasi-sebelum", found.start(), found.end() + 1, (f"{sign} ",), {"sign": sign}
            )
        else:
            yield Hit("spasi-sebelum", found.start(), found.end(), ("",), {"sign": sign})
    for found in () if reading.is_title else _SIGN_TWICE.among(reading):
        yield Hit("tanda-ganda", *found.span(), (found[1][0],))
    for found in _BEFORE_BRACKET.among(reading):
        start = found.start() - 1
        fix = f"{text[start]} "
        yield Hit("kurung", start, found.end(), (fix,))
    for found in _BEHIND_BRACKET.among(reading):
        yield Hit("kurung", *found.span(1), (") ",))
    stop = _SHOUTED_STOP if reading.is_shouting else _AFTER_STOP
    for pattern in (stop, _AFTER_COMMA):
        for found in pattern.finditer(text):
            yield Hit("spasi-sesudah", *found.span(), (f"{found[0]} ",), {"sign": found[0]})
    for found in _BRACKET.finditer(text):
        yield Hit("kurung", found.start(), found.end(), ("",))


@HYGIENE.each
def twice(reading: Reading, room: Room) -> Iterator[Hit]:
    pattern = _SHOUTED_TWICE if reading.is_shouting else _TWICE
    for found in pattern.finditer(reading.text):
        word = found[1]
        is_small = word.lower() in SMALL
        is_name = not found[2].islower() and not (
            # In a title and at a sentence's start a common word has its capital from there.
            (reading.is_title or reading.starts_sentence(found.start()))
            and word.lower() in COMMON - NAMES
        )
        if is_name and not (reading.is_shouting and is_small):
            continue  # Sari Sari
        if is_small:  # di di, yang yang: nobody means those
            yield Hit("kata-tugas-ulang", *found.span(), (word,))
        else:
            yield Hit("kata-ulang", *found.span(), (word, f"{word}-{found[2]}"))


def _parted(text: str) -> int:
    """Return how many words fewer a text had, were its compounds written together."""
    words = Reading(Paragraph(text))
    return sum(right.count(" ") for _start, _end, right in PARTED.find(words))


@HYGIENE.across
def long_sentences(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    most = room.desk.house.sentence_most
    for number, reading in enumerate(story):
        if not reading.is_prose:
            continue
        for start, end in reading.sentences:
            count = reading.grown_words(start, end)
            if count > most:  # “kerja sama” is one word here, as “kerjasama” would be
                count -= _parted(reading.grown_text(start, end))
            if count > most:
                yield (
                    number,
                    Hit(
                        "kalimat-panjang",
                        start,
                        start + len(reading.text[start:end].rstrip()),
                        (),
                        {"count": count, "most": most},
                    ),
                )


@HYGIENE.across
def repeated(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Compare each paragraph with those before it by runs of five words."""
    earlier: list[tuple[int, frozenset[tuple[str, ...]]]] = []
    known: set[tuple[str, ...]] = set()  # runs of all of them: most paragraphs share none
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        words = reading.grown
        runs = frozenset(zip(*(words[offset:] for offset in range(_RUN)), strict=False))
        if len(words) < _SHORTEST:
            continue
        for other, before in () if known.isdisjoint(runs) else earlier:
            share = 100 * len(runs & before) // min(len(runs), len(before))
            if share >= _OVERLAP:
                data = {"share": share, "other": other + 1}
                yield number, Hit("paragraf-ulang", 0, len(reading.text), (), data)
                break
        earlier.append((number, runs))
        known |= runs


RULES = (HYGIENE,)
