"""P20: abbreviations and their explanation."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copydesk.eyd_v.lists import JARGON, KNOWN_ABBREVIATIONS
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

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
        Bad("Rapat KUA-PPAS dan TP2DD digelar.", kind="tanpa-penjelasan"),
        Bad("Petugas mempelajari juknis itu.", kind="tanpa-penjelasan"),
        Bad("Program P2WKSS dimulai.", kind="tanpa-penjelasan"),
        Bad("Dishub rapat. / Dinas Perhubungan (Dishub) bubar.", kind="terlambat"),
        Bad("BPBD rapat. / Badan Penanggulangan Bencana Daerah (BPBD) bubar.", kind="terlambat"),
        Bad(
            "Tahap pencocokan dan penelitian (coklit) mulai. / Petugas pencocokan dan penelitian"
            " (coklit) datang.",
            kind="dua-kali",
        ),
    ),
    good=(
        Good("Komisi Pemilihan Umum (KPU) rapat. / KPU memutuskan."),
        Good("KTP dan TNI dikenal semua orang."),
        Good("KPU (Komisi Pemilihan Umum) rapat. KPU memutuskan."),
        Good("Pencuri berinisial BR ditahan bersama TQ (34). Kata polisi, TQ melawan."),
        Good("JUDUL BERTERIAK SEMUA HURUF BESAR"),
        Good("Petunjuk teknis (juknis) dibagikan. / Isi juknis dibahas."),
    ),
    fields=frozenset({Field.BODY}),
)
_ABBREVIATION = re.compile(
    r"(?<![\w./-])(?:[A-Z]{2,6}(?:-[A-Z]{2,6})?|[A-Z]{2,4}\d[A-Z]{1,4}|[A-Z]\d[A-Z]{2,5})(?![\w/]|-?\d|\.\w|-[A-Z])"
)
_EXPLAINED = re.compile(
    r"(?<!\w)(?P<long>(?:[A-Z][\w'’]*+(?:[-/][\w]++)?\s++(?:(?:dan|atau|untuk|di|atas"
    r"|dan/atau)\s++)?){1,15})\((?P<short>[A-Z][A-Za-z]{1,14})\)"
    r"|(?<![\w])(?P<short2>[A-Z][A-Za-z]{1,11})\s++\((?P<long2>[A-Z][\w'’]*(?:\s+[\w'’]+){1,8})\)"
)

# Explained in small letters: the same words before the same bracket.
_SMALL_EXPLAINED = re.compile(r"\(([a-z]{3,12})\)")
_SMALL_WORDS = re.compile(r"[a-z]+(?:\s+[a-z]+){1,5}\s+$")
_BEHIND = 80  # letters before the bracket to look at

# In small letters or with one capital only a list tells them from words.
_JARGON = re.compile(rf"\b(?:{'|'.join(sorted(JARGON))})\b", re.IGNORECASE)


def _may_mean(short: str, long: str) -> bool:
    """Say whether `short` can stand for `long`: its letters come in it in their order."""
    left = iter(long.lower())
    words = [word for word in re.findall(r"\w+", long.lower()) if word]
    return (
        (any(word.startswith(short[0].lower()) for word in words) or not short.isupper())
        and all(letter in left for letter in short.lower())
        and len(words) > 1
    )


def _key(short: str) -> str:
    """Return what all forms of an abbreviation have in common: Forkopimda and forkopimda."""
    return short.lower() if short.lower() in JARGON else short


@dataclass
class _Uses:
    explained: list[tuple[int, int, int]] = field(default_factory=list)
    used: list[tuple[int, int, int]] = field(default_factory=list)


def _in_capitals(text: str) -> bool:
    """Say whether more than two words are all in capitals, but for the p of Rp."""
    return text.replace("Rp", "").isupper() and len(text.split()) > _FEW


_FEW = 2


def _uses(story: Sequence[Reading]) -> dict[str, _Uses]:
    found: dict[str, _Uses] = defaultdict(_Uses)
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        shouting = reading.is_shouting or _in_capitals(reading.text)
        spans = set()
        for match in _EXPLAINED.finditer(reading.text):
            group = "short" if match["short"] else "short2"
            short, long = match[group], match["long"] or match["long2"]
            if _may_mean(short, long):
                found[_key(short)].explained.append((number, *match.span(group)))
                spans.add(match.span(group))
        for match in _JARGON.finditer(reading.text):
            uses = found[_key(match[0])]
            is_explained = reading.text[: match.start()].endswith("(")
            places = uses.explained if is_explained else uses.used
            if match.span() not in spans:
                places.append((number, *match.span()))
        for match in () if shouting else _ABBREVIATION.finditer(reading.text):
            if match.span() not in spans and not _in_capitals(reading.sentence_text(match.start())):
                found[match[0]].used.append((number, *match.span()))
    for short, uses in found.items():
        # With small letters in it, only its explanation tells that it is one: Dishub.
        if uses.explained and not short.isupper() and short not in JARGON:
            uses.used += [
                place
                for number, reading in enumerate(story)
                if reading.field is Field.BODY and not reading.paragraph.cell
                for match in re.finditer(rf"\b{short}\b", reading.text)
                if (place := (number, *match.span())) not in uses.explained
            ]
    return found


@ABBREVIATION.across
def abbreviations(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    lexicon = room.desk.lexicon
    known = KNOWN_ABBREVIATIONS | lexicon.words | {_key(one) for one in lexicon.abbreviations}
    expansions = {_key(one): long for one, long in lexicon.expansions.items()}
    for short, uses in _uses(story).items():
        for number, start, end in uses.explained[1:]:
            yield number, Hit("dua-kali", start, end)
        if not uses.used or (short in known and not uses.explained):
            continue
        if any(_is_person(story[number], start, end) for number, start, end in uses.used):
            continue
        first, start, end = uses.used[0]
        if not uses.explained:
            long = expansions.get(short)
            if long and story[first].text[:start].endswith(f"{long} ("):
                continue  # in letters that do not tell which word is which
            fixes = (f"{long} ({story[first].text[start:end]})",) if long else ()
            if fixes and not _has_room(story[first], start, end, fixes[0], room):
                fixes = ()  # the explanation needs a sentence of its own
            yield first, Hit("tanpa-penjelasan", start, end, fixes)
        elif uses.explained[0] > uses.used[0]:
            yield first, Hit("terlambat", start, end)


@ABBREVIATION.across
def told_twice(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find what is explained twice in small letters, in the same words both times."""
    told: dict[str, set[str]] = defaultdict(set)
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        for found in _SMALL_EXPLAINED.finditer(reading.text):
            before = _SMALL_WORDS.search(
                reading.text[max(0, found.start() - _BEHIND) : found.start()]
            )
            if before is None or found[1] in JARGON:
                continue
            words = before[0].split()
            longs = {" ".join(words[at:]) for at in range(len(words) - 1)}
            longs = {long for long in longs if _may_mean(found[1], long)}
            if told[found[1]] & longs:
                yield number, Hit("dua-kali", *found.span(1))
            told[found[1]] |= longs


_INITIALS = re.compile(r"\b(?:ber)?inisial\s+$")
_AGED = re.compile(r"\s+\(\d|,\s+\d\d?\b")


def _is_person(reading: Reading, start: int, end: int) -> bool:
    """Say whether the letters are somebody's: berinisial BR, RK (34)."""
    before = reading.text[max(0, start - 20) : start]
    return bool(_INITIALS.search(before) or _AGED.match(reading.text, end))


def _has_room(reading: Reading, start: int, end: int, words: str, room: Room) -> bool:
    """Say whether a sentence is not too long once `words` stand in it from `start` to `end`."""
    first, last = reading.sentence(start)
    longer = len(words.split()) - len(reading.text[start:end].split())
    return (
        not reading.is_prose
        or reading.grown_words(first, last) + longer <= room.desk.house.sentence_most
    )


RULES = (ABBREVIATION,)
