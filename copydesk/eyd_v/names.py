"""P22: names of people and the degrees behind them."""

import re
from collections.abc import Iterator
from functools import lru_cache

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
    ),
    good=(Good("Rini Astuti, S.Sos., M.Pd.I., hadir."), Good("Rapat di Gedung S.H. Mulyono.")),
)
_DEGREES = (
    r"[SM]\.(?:Pd\.I|Pd\.SD|Pd|Sos\.I|Sos|Kom\.I|Kom|Ked|Kep|Farm|Hum|Psi|Ag|AP|Ak|Si|Sn|St|Kes"
    r"|STP|IP|Hut|Tr\.[A-Z]\w*"
    r"|Sc|E|H|I|T|M|P|A)|A\.Md(?:\.[A-Z]\w*)?|Ph\.D|Drs|Dra|B\.Sc|M\.B\.A"
)
_NO_STOP = re.compile(rf"(?<=,)(\s*)({_DEGREES})(?![\w.])")
_CAPITALISED = re.compile(r"[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*)*")
_FARTHEST = 2
_SHORTEST = 8


@NAMES.each
def degrees(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _NO_STOP.finditer(reading.text):
        yield Hit("gelar", *found.span(2), (f"{found[2]}.",))


@NAMES.each
def near_names(reading: Reading, room: Room) -> Iterator[Hit]:
    """Compare runs of capitalised words with known people of as many words."""
    lexicon = room.desk.lexicon
    people = _by_shape(lexicon.people)
    if not people:
        return
    right = lexicon.people | lexicon.names
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
                for length in range(len(written) - _FARTHEST, len(written) + _FARTHEST + 1):
                    for name in people.get((count, written[0], length), ()):
                        if distance(written, name) <= _FARTHEST:
                            yield Hit("mirip", start, end, (name,))


@lru_cache(maxsize=4)
def _by_shape(people: frozenset[str]) -> dict[tuple[int, str, int], list[str]]:
    """Return the names long enough to compare, by number of words, first letter and length."""
    found: dict[tuple[int, str, int], list[str]] = {}
    for name in sorted(people):
        if len(name) >= _SHORTEST and " " in name:
            found.setdefault((name.count(" ") + 1, name[0], len(name)), []).append(name)
    return found


@lru_cache(maxsize=10_000)
def distance(a: str, b: str) -> int:
    """Return how many letters have to be put in, taken out or changed; 3 stands for more than 2."""
    if abs(len(a) - len(b)) > _FARTHEST or a[0] != b[0]:
        return _FARTHEST + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
        if min(row) > _FARTHEST:
            return _FARTHEST + 1
    return row[-1]


RULES = (NAMES,)
