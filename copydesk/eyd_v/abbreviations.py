"""P20 and P21: abbreviations and their explanation, and one word in two cases."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copydesk.eyd_v.lists import KNOWN_ABBREVIATIONS
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

ABBREVIATION = Rule(
    "P20",
    name="Singkatan",
    about=(
        "Singkatan dijelaskan sekali, ketika pertama kali dipakai; yang dikenal semua orang"
        " tidak perlu."
    ),
    source="EYD V, Singkatan dan Akronim; gaya selingkung",
    kinds={
        "terlambat": Kind(
            Level.SARAN,
            "“{words}” sudah dipakai sebelum dijelaskan. Jelaskan di sini.",
        ),
        "dua-kali": Kind(Level.SARAN, "“{words}” sudah dijelaskan sebelumnya."),
        "tanpa-penjelasan": Kind(Level.SARAN, "“{words}” tidak dijelaskan di naskah ini."),
    },
    bad=(
        Bad(
            "Rapat BPHTB digelar. / Bea Perolehan Hak atas Tanah dan Bangunan (BPHTB) naik.",
            kind="terlambat",
        ),
        Bad("Badan Usaha Desa (BUDE) maju. / Badan Usaha Desa (BUDE) untung.", kind="dua-kali"),
        Bad("Rapat KPPX digelar.", kind="tanpa-penjelasan"),
    ),
    good=(
        Good("Komisi Pemilihan Umum (KPU) rapat. / KPU memutuskan."),
        Good("KTP dan TNI dikenal semua orang."),
        Good("KPU (Komisi Pemilihan Umum) rapat. KPU memutuskan."),
        Good("JUDUL BERTERIAK SEMUA HURUF BESAR"),
    ),
    fields=frozenset({Field.BODY}),
)
_ABBREVIATION = re.compile(r"(?<![\w./-])[A-Z]{2,6}(?![\w/]|-?\d|\.\w)")
_EXPLAINED = re.compile(
    r"(?<!\w)(?P<long>(?:[A-Z][\w'’]*+(?:[-/][\w]++)?\s++(?:(?:dan|atau|untuk|di|atas"
    r"|dan/atau)\s++)?){1,15})\((?P<short>[A-Z][A-Za-z]{1,14})\)"
    r"|(?<![\w])(?P<short2>[A-Z][A-Za-z]{1,11})\s++\((?P<long2>[A-Z][\w'’]*(?:\s+[\w'’]+){1,8})\)"
)


def _may_mean(short: str, long: str) -> bool:
    """Say whether `short` can stand for `long`: its letters come in it in their order."""
    left = iter(long.lower())
    words = [word for word in re.findall(r"\w+", long.lower()) if word]
    return (
        (any(word.startswith(short[0].lower()) for word in words) or not short.isupper())
        and all(letter in left for letter in short.lower())
        and len(words) > 1
    )


@dataclass
class _Uses:
    explained: list[tuple[int, int, int]] = field(default_factory=list)
    used: list[tuple[int, int, int]] = field(default_factory=list)


def _uses(story: Sequence[Reading]) -> dict[str, _Uses]:
    found: dict[str, _Uses] = defaultdict(_Uses)
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        shouting = reading.is_shouting or reading.text.replace("Rp", "").isupper()
        spans = set()
        for match in _EXPLAINED.finditer(reading.text):
            group = "short" if match["short"] else "short2"
            short, long = match[group], match["long"] or match["long2"]
            if _may_mean(short, long):
                found[short].explained.append((number, *match.span(group)))
                spans.add(match.span(group))
        for match in () if shouting else _ABBREVIATION.finditer(reading.text):
            if match.span() not in spans:
                found[match[0]].used.append((number, *match.span()))
    return found


@ABBREVIATION.across
def abbreviations(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    known = KNOWN_ABBREVIATIONS | room.desk.lexicon.abbreviations
    for short, uses in _uses(story).items():
        for number, start, end in uses.explained[1:]:
            yield number, Hit("dua-kali", start, end)
        if not uses.used or short in known:
            continue
        first, start, end = uses.used[0]
        if not uses.explained:
            long = room.desk.lexicon.expansions.get(short)
            if long and story[first].text[:start].endswith(f"{long} ("):
                continue  # in letters that do not tell which word is which
            fixes = (f"{long} ({short})",) if long else ()
            yield first, Hit("tanpa-penjelasan", start, end, fixes)
        elif uses.explained[0] > uses.used[0]:
            yield first, Hit("terlambat", start, end)


SAME_CASE = Rule(
    "P21",
    name="Huruf kapital yang konsisten",
    about=(
        "Satu istilah ditulis dengan satu cara: huruf kapital untuk nama, huruf kecil untuk"
        " istilah umum."
    ),
    source="EYD V, Huruf Kapital; gaya selingkung",
    kinds={
        "campur": Kind(
            Level.SARAN,
            "“{words}” ditulis dengan dua cara: {capital} kali kapital, {small} kali huruf kecil.",
            quotes=InQuotes.TELL,
        )
    },
    bad=(Bad("Tahap Rebolisasi mulai. / Warga ikut Rebolisasi. / Hasil rebolisasi baik."),),
    good=(
        Good("Tahap rebolisasi mulai. / Rebolisasi selesai."),
        Good("Warga Kota Metro tinggal di kota."),
    ),
    fields=frozenset({Field.BODY}),
)


@SAME_CASE.across
def mixed_case(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at words that no dictionary has: of the others both forms are mostly right."""
    small: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    capital: dict[str, int] = defaultdict(int)
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        for word in reading.words:
            if len(word.text) < 5 or reading.is_italic(word.start, word.end):
                continue
            if word.text.islower():
                small[word.lower].append((number, word.start, word.end))
            elif word.text[1:].islower() and not reading.starts_sentence(word.start):
                capital[word.lower] += 1
    for both in sorted(small.keys() & capital.keys()):
        if room.dictionary.spells(both) or both in room.desk.lexicon.words:
            continue
        for number, start, end in small[both]:
            data = {"capital": capital[both], "small": len(small[both])}
            yield number, Hit("campur", start, end, (), data)


RULES = (ABBREVIATION, SAME_CASE)
