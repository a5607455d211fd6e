"""P20: abbreviations and their explanation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.lists import JARGON, KNOWN_ABBREVIATIONS
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

_WHERE = frozenset({Field.BODY, Field.CAPTION})

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
        Bad(
            "Satuan Polisi Pamong Praja (Satpol PP) datang. / Regu Satuan Polisi Pamong Praja"
            " (Satpol PP) pulang.",
            kind="dua-kali",
        ),
        Bad(
            "Anggaran pendapatan dan belanja daerah (APBD) naik. / Isi anggaran pendapatan dan"
            " belanja daerah (APBD) dibahas.",
            kind="dua-kali",
        ),
        Bad("Kasus PMXK naik. / Penyakit mulut, xilem, dan kuku (PMXK) menular.", kind="terlambat"),
        Bad("Rapat KPPX digelar.", kind="tanpa-penjelasan"),
        Bad("Pemilih DPTx bertambah.", kind="tanpa-penjelasan"),
        Bad("Sisa itu tercatat sebagai SiLPX.", kind="tanpa-penjelasan"),
        Bad("Petani menerima alsintan.", kind="tanpa-penjelasan"),
        Bad("Petugas BPPXD memasang stiker di rumah makan.", None, Field.CAPTION),
        Bad("Rapat KUA-PPAS dan TP2DD digelar.", kind="tanpa-penjelasan"),
        Bad("Petugas mempelajari juknis itu.", kind="tanpa-penjelasan"),
        Bad("Program P2WKSS dimulai.", kind="tanpa-penjelasan"),
        Bad("Petugas Damkar melatih santri.", kind="tanpa-penjelasan"),
        Bad("Keripik itu bernomor P-IRT.", kind="tanpa-penjelasan"),
        Bad("Angka D/S naik di wilayah P2TP2A dan DPMPTSP.", kind="tanpa-penjelasan"),
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
        Good("Sisa lebih pembiayaan anggaran (SiLPA) naik. / SiLPA dibahas."),
        Good("Kepala puskesmas, Nanik Hartuti, SKM, hadir."),
        Good("KPU (Komisi Pemilihan Umum) rapat. KPU memutuskan."),
        Good("Pencuri berinisial BR ditahan bersama TQ (34). Kata polisi, TQ melawan."),
        Good("Dinas Kesehatan menambah obat. / Dinkes juga menambah dokter."),
        Good("JUDUL BERTERIAK SEMUA HURUF BESAR"),
        Good("Petunjuk teknis (juknis) dibagikan. / Isi juknis dibahas."),
        Good("Penyakit mulut dan kuku atau PMK menular. / Kasus PMK naik."),
        Good("Warga mengantre di kantor. Foto: BPPXD Kota", Field.CAPTION),
    ),
    fields=_WHERE | {Field.HEADLINE},
)
# Not somebody's initials, R.A. without its stops, nor Roman numbers.
# A letter comes first: the search for one is quicker than looking around at each place.
_ABBREVIATION = re.compile(
    r"[A-Z](?<![\w./-].)(?<!\bPT .)(?<!olongan .)(?<!darah .)(?<!, [SM]\. .)"
    r"(?!(?<=\(.)[A-Z]\)|[IVX]+(?:-[IVX]+)?(?!\w)|(?:A|M)\s[A-Z][a-z])"
    r"(?:[A-Z]{1,5}(?:-[A-Z]{2,6})?|-[A-Z]{2,5}|(?<=[A-Z])/[A-Z]|[A-Z]{1,3}\d[A-Z]{1,4}|\d[A-Z]{2,5}|(?<=[PK])\d[A-Z]"
    r"|[A-Z]{0,3}\d[A-Z]{1,3}\d[A-Z]{1,4}|(?:(?![AIUEO])[A-Z]){6,9}"  # P2TP2A, DPMPTSP
    r"|[A-Z]{2,4}[a-z]{1,4}|[a-z]{1,5}[A-Z]{3,5})"  # DPTb, APBDes; SiLPA
    r"(?![\w/$]|-?\d|\.\w|-[A-Z])"
)
# Badan Usaha Desa (BUDE); Satpol PP has two words.
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]{1,14}(?: [A-Z]{2,4})?)\)")
_MIXED = re.compile(r"[A-Z].*[A-Z].*[a-z]|[A-Z][a-z].*[A-Z]")
_WORDS_BEFORE = re.compile(r"(?:[\w'’/-]++,?\s++)++$")
_TURNED = re.compile(
    r"\b([A-Z][A-Za-z]{1,11})\s\((?:([A-Z][\w'’]*(?:\s+[\w'’]+){1,8})|([a-z]+(?:,?\s[a-z]+){1,8}))\)"
)
# penyakit mulut dan kuku atau PMK
_OR = re.compile(r"\b(?:atau|disingkat)\s([A-Z]{2,8})\b")
_AFTER_OR = re.compile(r"\b([A-Z]{2,8}),? atau ((?:[\w-]+,?\s){1,7}[\w-]+)")
_MOST = 10  # words
_LITTLE = frozenset({"dan", "atau", "untuk", "di", "atas", "dan/atau"})

# Explained in small letters: the same words before the same bracket.
_SMALL_EXPLAINED = re.compile(r"\(([a-z]{3,12})\)")
_SMALL_WORDS = re.compile(r"(?:[A-Z][a-z]*|[a-z]+)(?:\s+[a-z]+){1,5}\s+$")
_BEHIND = 140  # letters before the bracket to look at

# In small letters or with one capital only a list tells them from words.
_ACRONYMS = JARGON | PERSONS["acronyms"]
_JARGON = re.compile(rf"\b(?:{'|'.join(sorted(_ACRONYMS))})\b", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:Foto|Dok|Dokumentasi|Sumber)\b.*$|\((?:[A-Z]+/)+.*$|/.*$")


def _may_mean(short: str, long: str) -> bool:
    """Say whether `short` can stand for `long`: its letters come in it in their order."""
    left = iter(long.lower())
    words = [word for word in re.findall(r"\w+", long.lower()) if word]
    return (
        (any(word.startswith(short[0].lower()) for word in words) or not short.isupper())
        and all(letter in left for letter in short.lower())
        and len(words) > 1
    )


def _stands_for(short: str, words: Sequence[str]) -> bool:
    """Say whether `words`, whatever their capitals, end in what `short` has the first letters of.

    The little words between may have a letter of it, and mostly have none.
    """
    letters = short.replace(" ", "").lower()
    lower = [word.strip(",").lower() for word in words]
    return any(
        letters in {_initials(lower[at:]), _initials(w for w in lower[at:] if w not in _LITTLE)}
        for at in range(max(0, len(lower) - _MOST), len(lower) - 1)
        if lower[at][:1] == letters[0]
    )


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _explanations(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each abbreviation that the words beside it explain, and where it stands."""
    if "(" in text:
        for found in _BRACKETED.finditer(text):
            before = _WORDS_BEFORE.search(text, max(0, found.start() - _BEHIND), found.start())
            words = before[0].split() if before else []
            if (
                _may_mean(found[1], " ".join(_capitalised_run(words)))
                or _stands_for(found[1], words)
                # Not each of its letters begins a word: daftar pemilih tambahan (DPTb).
                or (_MIXED.search(found[1]) and _may_mean(found[1], " ".join(words[-_MOST:])))
            ):
                yield found[1], *found.span(1)
        for found in _TURNED.finditer(text):
            long = found[2] or found[3]
            if (_may_mean if found[2] else _means_exactly)(found[1], long):
                yield found[1], *found.span(1)
    for found in _OR.finditer(text) if " atau " in text or "singkat" in text else ():
        before = _WORDS_BEFORE.search(text, max(0, found.start() - _BEHIND), found.start())
        if before and _stands_for(found[1], before[0].replace(" yang ", " ").split()):
            yield found[1], *found.span(1)
    for found in _AFTER_OR.finditer(text) if " atau " in text else ():
        words = found[2].split()
        if any(_means_exactly(found[1], " ".join(words[:n])) for n in range(2, len(words) + 1)):
            yield found[1], *found.span(1)


def _means_exactly(short: str, long: str) -> bool:
    words = long.lower().replace(",", "").split()
    letters = short.lower()
    return letters in {_initials(words), _initials(w for w in words if w not in _LITTLE)}


def _capitalised_run(words: Sequence[str]) -> Sequence[str]:
    """Return the words at the end that all have a capital, with little ones between."""
    at = len(words)
    while (
        at and (words[at - 1][0].isupper() or words[at - 1] in _LITTLE) and words[at - 1][-1] != ","
    ):
        at -= 1
    while at < len(words) and words[at] in _LITTLE:
        at += 1
    return words[at:]


def _key(short: str) -> str:
    """Return what all forms of an abbreviation have in common: Forkopimda and forkopimda."""
    return short.lower() if short.lower() in _ACRONYMS else short


@dataclass
class _Uses:
    explained: list[tuple[int, int, int]] = field(default_factory=list)
    used: list[tuple[int, int, int]] = field(default_factory=list)
    shown: list[tuple[int, int, int]] = field(default_factory=list)  # used in a caption


def _in_capitals(text: str) -> bool:
    """Say whether more than two words are all in capitals, but for the p of Rp."""
    return text.replace("Rp", "").isupper() and len(text.split()) > _FEW


_FEW = 2


def _uses(story: Sequence[Reading]) -> dict[str, _Uses]:
    found: dict[str, _Uses] = defaultdict(_Uses)
    for number, reading in enumerate(story):
        if reading.field not in _WHERE or reading.paragraph.cell:
            continue
        text = reading.text
        shouting = reading.is_shouting or _in_capitals(text)
        spans = set()
        for short, start, end in _explanations(text):
            found[_key(short)].explained.append((number, start, end))
            spans.add((start, end))
        is_caption = reading.field is Field.CAPTION
        if is_caption:
            text = _CREDIT.sub("", text)
        for match in () if _ACRONYMS.isdisjoint(reading.vocabulary) else _JARGON.finditer(text):
            uses = found[_key(match[0])]
            is_explained = text[: match.start()].endswith("(")
            places = uses.explained if is_explained else uses.shown if is_caption else uses.used
            if match.span() not in spans:
                places.append((number, *match.span()))
        for match in () if shouting else _ABBREVIATION.finditer(text):
            if match.span() not in spans and not _in_capitals(reading.sentence_text(match.start())):
                uses = found[match[0]]
                (uses.shown if is_caption else uses.used).append((number, *match.span()))
    for short, uses in found.items():
        # With small letters in it, only its explanation tells that it is one: Dishub.
        if uses.explained and not short.isupper() and short not in _ACRONYMS:
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
        if not uses.used and not uses.explained:
            uses.used = uses.shown  # beside a photo only; elsewhere the story tells what it means
        if not uses.used or (short in known and not uses.explained):
            continue
        if short in PERSONS["acronyms"] and not uses.explained and _is_named(story, short):
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
            if before is None or found[1] in _ACRONYMS:
                continue
            words = before[0].lower().split()
            longs = {" ".join(words[at:]) for at in range(len(words) - 1)}
            longs = {long for long in longs if _may_mean(found[1], long)}
            if told[found[1]] & longs:
                yield number, Hit("dua-kali", *found.span(1))
            told[found[1]] |= longs


@ABBREVIATION.across
def only_in_headline(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find what stands in a headline and neither short nor in full in the text below it."""
    if len(story) == 1:
        return  # the text is still to come
    lexicon = room.desk.lexicon
    known = KNOWN_ABBREVIATIONS | lexicon.words | lexicon.abbreviations
    for number, reading in enumerate(story):
        if reading.field is not Field.HEADLINE or reading.is_shouting or _in_capitals(reading.text):
            continue
        for found in _LONG_ONE.finditer(reading.text):
            if found[0] not in known and not any(
                one is not reading and _tells(one, found[0]) for one in story
            ):
                yield number, Hit("tanpa-penjelasan", *found.span())


_LONG_ONE = re.compile(r"(?<![\w./-])(?![IVXLC]+\b)[A-Z]{3,7}(?![\w/-]|\.\w| \d)")


def _tells(reading: Reading, short: str) -> bool:
    """Say whether a paragraph has an abbreviation, or words that begin with its letters."""
    words = [word.lower for word in reading.words]
    return (
        short in reading.text
        or short.lower() in _initials(words)
        or short.lower() in _initials(word for word in words if word not in _LITTLE)
    )


_AGENCY = Sought(r"\b(?:Dinas|Badan|Balai|Satuan|Taruna)(?:,? (?:[A-Z][a-z]+|dan))+")


def _is_named(story: Sequence[Reading], short: str) -> bool:
    """Say whether the story has the full name of an agency somewhere."""
    return any(
        _may_mean(short, found[0])
        for reading in story
        if reading.field in _WHERE
        for found in _AGENCY.among(reading)
    )


_INITIALS = re.compile(r"\b(?:ber)?inisial\s+$")
_AFTER_NAME = re.compile(r"[A-Z][\w.]+, $")
_DEGREES = frozenset(degree.replace(".", "") for degree in PERSONS["degrees"])
_AGED = re.compile(r"\s+\(\d|,\s+\d\d?\b")


def _is_person(reading: Reading, start: int, end: int) -> bool:
    """Say whether the letters are somebody's: berinisial BR, RK (34)."""
    before = reading.text[max(0, start - 20) : start]
    is_degree = reading.text[start:end] in _DEGREES and _AFTER_NAME.search(before)
    return bool(is_degree or _INITIALS.search(before) or _AGED.match(reading.text, end))


def _has_room(reading: Reading, start: int, end: int, words: str, room: Room) -> bool:
    """Say whether a sentence is not too long once `words` stand in it from `start` to `end`."""
    first, last = reading.sentence(start)
    longer = len(words.split()) - len(reading.text[start:end].split())
    return (
        not reading.is_prose
        or reading.grown_words(first, last) + longer <= room.desk.house.sentence_most
    )


RULES = (ABBREVIATION,)
