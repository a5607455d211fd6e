"""P22: names of people and the degrees behind them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from copydesk.distance import FARTHEST, distance
from copydesk.eyd_v.degrees import degrees, doctors
from copydesk.eyd_v.namesakes import variants
from copydesk.eyd_v.offices import misspelt_offices, offices, parted_offices
from copydesk.findings import Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

NAMES = Rule(
    "P22",
    name="Nama dan gelar",
    about=(
        "Satu orang memakai satu ejaan nama di seluruh naskah, dan ejaan yang ada di kamus"
        " redaksi; gelar, sapaan, dan Plt. atau Pj. diakhiri titik; jabatan di depan nama orang"
        " berhuruf kapital."
    ),
    source="EYD V, Singkatan 1 dan 2, Huruf Kapital 5; KBBI; kamus redaksi",
    kinds={
        "gelar": Kind(Level.PERINGATAN, "Gelar ditulis “{fix}”."),
        "jabatan": Kind(Level.PERINGATAN, "Jabatan di depan nama orang berhuruf kapital: “{fix}”."),
        "sebutan": Kind(Level.PERINGATAN, "Sebutan jabatan ini ditulis “{fix}”."),
        "dua-ejaan": Kind(
            Level.PERINGATAN, "“{words}” di sini, “{fix}” di bagian lain. Orang yang sama?"
        ),
        "mirip": Kind(Level.PERINGATAN, "Mirip “{fix}” di kamus redaksi. Orang yang sama?"),
    },
    bad=(
        Bad("Rini Astuti, S.Sos, M.Pd.I. hadir.", "Rini Astuti, S.Sos., M.Pd.I. hadir."),
        Bad("Budi Santoso, S.H, hadir.", "Budi Santoso, S.H., hadir."),
        Bad("Budi Santoso, SH, hadir.", "Budi Santoso, S.H., hadir."),
        Bad("Budi Santoso S.Sos., hadir.", "Budi Santoso, S.Sos., hadir."),
        Bad("Kuliah Prof Dr. Rini Astuti usai.", "Kuliah Prof. Dr. Rini Astuti usai."),
        Bad("Rini Astuti, M.kes., hadir.", "Rini Astuti, M.Kes., hadir."),
        Bad("Acara dibuka plt Bupati Rini Astuti.", "Acara dibuka Plt. Bupati Rini Astuti."),
        Bad("Acara dibuka Hj Siti Aminah.", "Acara dibuka Hj. Siti Aminah."),
        Bad("Sulastri, SH., MH., hadir.", "Sulastri, S.H., MH., hadir."),
        Bad("Acara dibuka DR. Nuraini.", "Acara dibuka Dr. Nuraini."),
        Bad("Acara dibuka drg Mira Santika.", "Acara dibuka drg. Mira Santika."),
        Bad("Budi Santoso, S. K. M., hadir.", "Budi Santoso, S.K.M., hadir."),
        Bad("Sulastri, S. H., M. H., hadir.", "Sulastri, S.H., M. H., hadir."),
        Bad(
            "Pasien diperiksa Dr. Reza Fahlevi, dokter umum.",
            "Pasien diperiksa dr. Reza Fahlevi, dokter umum.",
        ),
        Bad(
            "Dokter umum di sana, Dr. Reza Fahlevi, hadir.",
            "Dokter umum di sana, dr. Reza Fahlevi, hadir.",
        ),
        Bad(
            "Dosen hukum dr. Wisnu Baskara hadir. / Ia bergelar doktor.",
            "Dosen hukum Dr. Wisnu Baskara hadir. / Ia bergelar doktor.",
        ),
        Bad("Lidya Permata, S.H., MKn., hadir.", "Lidya Permata, S.H., M.Kn., hadir."),
        Bad("AKBP Rini Astuti, S.I.K, hadir.", "AKBP Rini Astuti, S.I.K., hadir."),
        Bad("Rini Astuti, Spd., hadir.", "Rini Astuti, S.Pd., hadir."),
        Bad("Rini Astuti, s.h., hadir.", "Rini Astuti, S.H., hadir."),
        Bad("Rini Astuti, SpOG, hadir.", "Rini Astuti, Sp.OG., hadir."),
        Bad("Doa untuk Alm Kiai Rudi.", "Doa untuk Alm. Kiai Rudi."),
        Bad("Doa untuk Rudi (alm) dibaca.", "Doa untuk Rudi (alm.) dibaca."),
        Bad("Doa dipimpin Drs.Rudi Hartono.", "Doa dipimpin Drs. Rudi Hartono."),
        Bad("Kuliah prof. Rini Astuti usai.", "Kuliah Prof. Rini Astuti usai."),
        Bad("Apel dipimpin Wa Kapolres.", "Apel dipimpin Wakapolres.", kind="sebutan"),
        Bad("Kapten Rudi, Dan Ramil itu, hadir.", "Kapten Rudi, Danramil itu, hadir."),
        Bad("Rapat dipimpin Gubenur Rini Astuti.", "Rapat dipimpin Gubernur Rini Astuti."),
        Bad("Ketua panitia Rudi Wibowo SH hadir.", "Ketua panitia Rudi Wibowo, S.H., hadir."),
        Bad("Sulastri, S.H. M.H., hadir.", "Sulastri, S.H., M.H., hadir."),
        Bad("Doa dipimpin KH Mustofa Anwar.", "Doa dipimpin K.H. Mustofa Anwar."),
        Bad("Apel dipimpin Plt Wali Kota.", "Apel dipimpin Plt. Wali Kota."),
        Bad(
            "Menurut bupati Hendra Wijaya, jalan itu rusak.",
            "Menurut Bupati Hendra Wijaya, jalan itu rusak.",
            kind="jabatan",
        ),
        Bad(
            "Wali kota Metro, Hendra Lukita, hadir.",
            "Wali Kota Metro, Hendra Lukita, hadir.",
            kind="jabatan",
        ),
        Bad(
            "Surat diteken Sekretaris daerah Hendra Lukita.",
            "Surat diteken Sekretaris Daerah Hendra Lukita.",
            kind="jabatan",
        ),
        Bad(
            "Lurah Hartini Soedibyo datang. / Warga menyambut Hartini Sudibyo.",
            "Lurah Hartini Soedibyo datang. / Warga menyambut Hartini Soedibyo.",
            kind="dua-ejaan",
        ),
        Bad(
            "Pemilik toko, Tan Siok Lan, hadir. / Warga menyalami Tan Siok Lian.",
            "Pemilik toko, Tan Siok Lan, hadir. / Warga menyalami Tan Siok Lan.",
        ),
        Bad(
            "Guru kami, Nur Hidayah, hadir. / Kini Nurhidayah mengajar.",
            "Guru kami, Nur Hidayah, hadir. / Kini Nur Hidayah mengajar.",
        ),
        Bad(
            "Penjaga palang, Wiryawan, hadir. / Piagam diberikan kepada Wirawan.",
            "Penjaga palang, Wiryawan, hadir. / Piagam diberikan kepada Wiryawan.",
        ),
        Bad(
            "Petani bernama Sukarman memanen melon. / Kini Sukerman menanam lagi.",
            "Petani bernama Sukarman memanen melon. / Kini Sukarman menanam lagi.",
        ),
    ),
    good=(
        Good("Wali kota itu, Hendra Lukita, hadir. Wali kota Metro lama hadir."),
        Good("Rini Astuti, S.Sos., M.Pd.I., hadir."),
        Good("Rapat di Gedung S.H. Mulyono."),
        Good("Pasien dirujuk ke RSUD Dr. Soetomo."),
        Good("Pakar hukum Dr. Rina Lestari dari Universitas Tirta hadir."),
        Good("Dosen kedokteran dr. Wisnu Baskara hadir."),
        Good("Pasien diperiksa dr. Wisnu, dosen di kampus itu."),
        Good("Wa Ode Siti dan Dan Brown hadir."),
        Good("Buku itu ditulis Budi Santoso, S. Takdir, dan A. Mulia."),
        Good("Kepala desa dan Budi Santoso bertemu."),
        Good("Calon bupati Hendra Wijaya mendaftar ke kantor camat."),
        Good("Sukarman dan istrinya, Sukarmin, berjualan. / Setiap pagi Sukarmin memasak."),
        Good("Petani, Nur Hidayah, hadir. / Camat Nurhidayah pulang."),
        Good("Camat Hendra Wijaya datang. / Lurah Hendri Susanto pulang. / Hendri lelah."),
        Good("Warga Desa Karangjati datang. / Warga Karangsari pulang."),
    ),
)
_CAPITALISED = re.compile(r"[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*)*")
_SHORTEST = 8


NAMES.each(degrees)
NAMES.each(offices)
NAMES.each(parted_offices)
NAMES.each(misspelt_offices)


@NAMES.across
def scholars(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    yield from doctors(story)


@NAMES.each
def near_names(reading: Reading, room: Room) -> Iterator[Hit]:
    """Compare runs of capitalised words with known people of as many words."""
    lexicon = room.desk.lexicon
    people = _by_shape(lexicon.people)
    if not people:
        return
    right = lexicon.people | lexicon.names
    ends = _by_end(lexicon.people)
    counts = sorted({count for count, _letter, _length in people})
    for found in _CAPITALISED.finditer(reading.text):
        words = [(w[0], w.start(), w.end()) for w in re.finditer(r"\S+", found[0])]
        for count in counts:
            for first in range(len(words) - count + 1):
                run = words[first : first + count]
                start, end = found.start() + run[0][1], found.start() + run[-1][2]
                written = reading.text[start:end]
                if written in right:
                    continue
                for length in range(len(written) - FARTHEST, len(written) + FARTHEST + 1):
                    for name in people.get((count, written[0], length), ()):
                        if distance(written, name) <= FARTHEST:
                            yield Hit("mirip", start, end, (name,))
                # Komaru Zaman, Qomaru Zaman: begins with another letter and ends alike.
                for name in ends.get(run[-1][0], ()):
                    if (
                        count == name.count(" ") + 1
                        and name[0] != written[0]
                        and distance(f"_{written}", f"_{name}") <= FARTHEST
                    ):
                        yield Hit("mirip", start, end, (name,))


@NAMES.across
def two_spellings(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    for found in variants(story, room):
        yield found.number, Hit("dua-ejaan", found.start, found.end, (found.other,))


@lru_cache(maxsize=4)
def _by_shape(people: frozenset[str]) -> dict[tuple[int, str, int], list[str]]:
    """Return the names long enough to compare, by number of words, first letter and length."""
    found: dict[tuple[int, str, int], list[str]] = {}
    for name in sorted(people):
        if len(name) >= _SHORTEST and " " in name:
            found.setdefault((name.count(" ") + 1, name[0], len(name)), []).append(name)
    return found


@lru_cache(maxsize=4)
def _by_end(people: frozenset[str]) -> dict[str, list[str]]:
    """Return the names long enough to compare by their last word."""
    found: dict[str, list[str]] = {}
    for name in sorted(people):
        if len(name) >= _SHORTEST and " " in name:
            found.setdefault(name.rpartition(" ")[2], []).append(name)
    return found


RULES = (NAMES,)
