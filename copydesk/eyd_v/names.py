"""P22: names of people and the degrees behind them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from copydesk.distance import FARTHEST, distance
from copydesk.findings import Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

NAMES = Rule(
    "P22",
    name="Nama dan gelar",
    about="Nama yang mirip dengan nama di kamus redaksi diperiksa; gelar diakhiri titik.",
    source="EYD V, Singkatan 1 dan 2; kamus redaksi",
    kinds={
        "gelar": Kind(Level.PERINGATAN, "Gelar ditulis “{fix}”."),
        "mirip": Kind(Level.PERINGATAN, "Mirip “{fix}” di kamus redaksi. Orang yang sama?"),
    },
    bad=(
        Bad("Rini Astuti, S.Sos, M.Pd.I. hadir.", "Rini Astuti, S.Sos., M.Pd.I. hadir."),
        Bad("Budi Santoso, S.H, hadir.", "Budi Santoso, S.H., hadir."),
        Bad("Budi Santoso, SH, hadir.", "Budi Santoso, S.H., hadir."),
        Bad("Budi Santoso S.Sos., hadir.", "Budi Santoso, S.Sos., hadir."),
        Bad("Acara dibuka Hj Siti Aminah.", "Acara dibuka Hj. Siti Aminah."),
        Bad("Sulastri, SH., MH., hadir.", "Sulastri, S.H., MH., hadir."),
        Bad("Acara dibuka DR. Nuraini.", "Acara dibuka Dr. Nuraini."),
        Bad("Acara dibuka drg Mira Santika.", "Acara dibuka drg. Mira Santika."),
    ),
    good=(Good("Rini Astuti, S.Sos., M.Pd.I., hadir."), Good("Rapat di Gedung S.H. Mulyono.")),
)
_DEGREES = (
    r"[SM]\.(?:Pd\.I|Pd\.SD|Pd|Sos\.I|Sos|Kom\.I|Kom|Ked|Kep|Farm|Hum|Psi|Ag|AP|Ak|Si|Sn|St|Kes"
    r"|STP|IP|Hut|Tr\.[A-Z]\w*"
    r"|Sc|E|H|I|T|M|P|A)|A\.Md(?:\.[A-Z]\w*)?|Ph\.D|Drs|Dra|B\.Sc|M\.B\.A"
)
_NO_STOP = re.compile(rf"(?<=,)(\s*)({_DEGREES})(?![\w.])")
# Degrees written without any stop, behind a name and a comma.
_BARE = {
    "SH": "S.H.",
    "SE": "S.E.",
    "ST": "S.T.",
    "MH": "M.H.",
    "MM": "M.M.",
    "MT": "M.T.",
    "SPd": "S.Pd.",
    "MPd": "M.Pd.",
    "SSos": "S.Sos.",
    "MSi": "M.Si.",
    "SKom": "S.Kom.",
    "MKom": "M.Kom.",
    "SAg": "S.Ag.",
    "MAg": "M.Ag.",
    "SIP": "S.I.P.",
    "MHum": "M.Hum.",
    "SKM": "S.K.M.",
    "SSi": "S.Si.",
    "SKep": "S.Kep.",
    "MKes": "M.Kes.",
    "SSTP": "S.STP.",
    "MBA": "M.B.A.",
    "MSc": "M.Sc.",
    "SHut": "S.Hut.",
    "SPt": "S.Pt.",
    "SPsi": "S.Psi.",
    "SHI": "S.H.I.",
    "SPdI": "S.Pd.I.",
    "MPdI": "M.Pd.I.",
    "MAP": "M.A.P.",
}
_WITHOUT_STOPS = re.compile(rf"(?<=[a-z.],)(\s*)({'|'.join(_BARE)})(?=[,\s]|$)(?!\s+[A-Z])")
_NO_COMMA = re.compile(
    r"(?<=[a-z])[ \u00a0](?=(?:[SM]\.(?:Sos|Pd|Si|Kom|Ag|Kes|Hum|H|E|T|M)|A\.Md)\b"
    r"(?![\w.]*\s+[A-Z]))"
)
# The same with a stop at their end only: SH., MH.
_ONE_STOP = re.compile(rf"(?<=[a-z.],)(\s*)(({'|'.join(_BARE)})\.)(?=[,\s]|$)")
_BEFORE_NAME = re.compile(r"(?<![\w.])(Drs|Dra|[Dd]rg?|Ir|Prof|Hj|H)(?=\s+[A-Z][a-z]{2,})")
_SHOUTED_DOCTOR = re.compile(r"(?<![\w.])DR\.?(?=\s+[A-Z][a-z]{2,})")
_CAPITALISED = re.compile(r"[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*)*")
_SHORTEST = 8


@NAMES.each
def degrees(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _NO_STOP.finditer(reading.text):
        yield Hit("gelar", *found.span(2), (f"{found[2]}.",))
    for found in _WITHOUT_STOPS.finditer(reading.text):
        yield Hit("gelar", *found.span(2), (_BARE[found[2]],))
    for found in _ONE_STOP.finditer(reading.text):
        is_last = found.end() == len(reading.text) or reading.text[found.end()] != ","
        if not (is_last and reading.sentence(found.start(2)).end <= found.end() + 1):
            yield Hit("gelar", *found.span(2), (_BARE[found[3]],))
    for found in _SHOUTED_DOCTOR.finditer(reading.text):
        yield Hit("gelar", *found.span(), ("Dr.",))
    for found in _NO_COMMA.finditer(reading.text):
        if reading.text[: found.start()].rpartition(" ")[2][:1].isupper():
            yield Hit("gelar", *found.span(), (", ",))
    for found in _BEFORE_NAME.finditer(reading.text):
        yield Hit("gelar", *found.span(), (f"{found[1]}.",))


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
