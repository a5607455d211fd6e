"""Degrees and forms of address: the stops, commas and capitals they are written with."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from copydesk.eyd_v.slips import PEOPLE, PLACES
from copydesk.reading import Reading
from copydesk.rules import Hit, Room
from copydesk.seeking import Sought

_COMMON_DEGREES = (
    r"(?:[SM]\.(?:Pd\.I|Pd\.SD|Pd|Sos\.I|Sos|Kom\.I|Kom|I\.Kom|Ked|Kep|Farm|Hum|Psi|Ag|AP|Ak|Si|Sn"
    r"|St|Kes|STP|I\.P|IP|Hut|Pt|Pi|Gz|Eng|Ed|K\.M|H\.I|A\.P|T\.P|P\.H|B\.A|Tr\.[A-Z]\w*|Sc|E|H|I|T"
    r"|M|P|A)|A\.Md(?:\.[A-Z]\w*)?|Ph\.D|Drs|Dra|B\.(?:Sc|A|Ed|Eng)|Lc|Sp\.[A-Z]\w*(?:\.[A-Z]\w*)?)"
)
# Words around names, and degrees; see the file.
PERSONS: Mapping[str, frozenset[str]] = {
    name: frozenset(table["words"].split())
    for name, table in tomllib.loads(
        Path(__file__).with_name("persons.toml").read_text(encoding="utf-8")
    ).items()
}
# Those of the file as well, without their last stop.
_RARE_DEGREES = "|".join(
    re.escape(degree[:-1])
    for degree in sorted(PERSONS["degrees"], key=lambda one: (-len(one), one))
)
_DEGREES = f"(?:{_COMMON_DEGREES}|{_RARE_DEGREES})"
# Degrees without any stop, behind a name and a comma: Budi Santoso, SH, hadir.
_BARE = {right.replace(".", ""): right for right in PERSONS["degrees"]}
_BARES = "|".join(sorted(_BARE, key=len, reverse=True))
_NO_STOP = Sought(rf"(?<=,)(\s*)({_DEGREES})(?![\w.])")
_WITHOUT_STOPS = Sought(rf"(?<=[a-z.],)(\s*)({_BARES})(?=[,\s]|$)(?!\s+[A-Z])")
# The same with a stop at their end only: SH., MH.
_ONE_STOP = Sought(rf"(?<=[a-z.],)(\s*)(({_BARES})\.)(?=[,\s]|$)")
# And with letters in the wrong case: S.pd., M.kes.
_WRONG_CASE = Sought(r"(?<=[a-z.],)(\s*)([SMsm]\.[A-Za-z]{1,4}(?:\.[A-Za-z]{1,2})?)\.?(?=[,\s]|$)")
# Spd, Mpd., Amd, Phd: like a word, with one capital.
_LIKE_A_WORD = Sought(r"(?<=[a-z.],)(\s*)([SMAP][a-z]{2,3})\.?(?=,|\s[a-z])")
# S.IK., Amd.Keb.: with a stop too few inside.
_STOP_LACKS = Sought(
    r"(?<=[a-z.],)(\s*)((?:S\.IK|S\.KM|S\.KG|[Aa]md\.[A-Z]\w+|AMd\.[A-Z]\w+))(\.?)(?=[,\s.]|$)"
)
_SPECIALIST = Sought(
    r"(?<=[a-z.],)(\s*)((?:Sp|S[Pp]\.[ \u00a0]?(?=[A-Z]+\.))([A-Z]{1,4})\.?)(?=[,\s]|$)"
)
_BY_LETTERS = {bare.lower(): right for bare, right in _BARE.items()}
_BEHIND_NAME = re.compile(rf"(?:[A-Z][a-z'’]+|{_DEGREES}\.|\b(?:{_BARES})\.?),\s*$")
_BEHIND_SPACED = re.compile(r"(?:[A-Z][a-z'’]+|[A-Z][A-Za-z]*\.),\s*$")
_STOP_OR_SPACE = re.compile(r"[.\s]")
# A common degree needs no stop to be one; of others a stop may be that of somebody's initials.
_NO_COMMA = Sought(
    r"(?<=[a-z])[ \u00a0](?=(?:[SM]\.(?:Sos|Pd|Si|Kom|Ag|Kes|Hum|H|E|T|M)|A\.Md)\b"
    rf"(?![\w.]*\s+[A-Z])|(?:{_RARE_DEGREES})\.(?:,|\s[a-z(]))"
)
_NO_COMMA_BARE = Sought(
    r"(?<=[a-z])[ \u00a0](SH|SPd|SSos|MSi|SKom|SAg|MPd|SKM|(SE|ST|MM|MH))"
    r"(?=(,|[ \u00a0]M[HM]\b)|[ \u00a0][a-z]|\.(?:\s|$))"
)
# Two degrees with nothing but a space, or no space, between: S.T. M.T.; S.H.,M.H.
_BETWEEN = Sought(rf"(?<![\w.]){_DEGREES}\.(?:([ \u00a0])|(,))(?={_DEGREES}(?:\.|,|\s|$))")
# Spaces inside one degree: S. Sos., S. K. M.
_SPACED = Sought(
    r"(?<=[\w.],)(\s*)((?:[SMB]|A|Ph)\.?(?:[ \u00a0][A-Z][A-Za-z]{0,3}\b\.?){1,2})"
    r"(?=,|\s[a-z(]|\s?$)"
)
_ADDRESS = Sought(
    r"(?<![\w./-])(?:Drs|Dra|[Dd]rg?|[Dd]rh|Ir|Prof|Hj|H|Ny|Tn|Pdt|Ust|Kol|Jend|Kapt|Sdri?|[Aa]lmh?)"
    r"(?=\s+(?:[A-Z][a-z]{2,}|(?:La|Wa|I|Ni|Al)\s[A-Z][a-z]|(?:[Dd]rg?|Drs|Dra|Ir|Hj?|K\.H)\.\s))"
    r"|(?<=[a-z]\s\()[Aa]lmh?(?=\))"
)
# Drs.Rudi, H.Rudi: with nothing between, and prof. Rudi: without its capital.
_JOINED = Sought(
    r"(?<![\w./@-])(?:Drs|Dra|[Dd]rg?|Ir|Prof|Hj?|Ust|K\.H)\.(?=[A-Z][a-z]{2,}(?!\.\w))"
)
_SMALL = Sought(r"(?<![\w./-])(?:drs|dra|prof|hj|ust|pdt)\.?(?=\s+(?:[A-Z][a-z]{2,}|Dr\.|Ir\.))")
_SHOUTED = Sought(r"(?<![\w./-])(?:(?:DRS|DRA|DR|PROF)\.?|HJ\.?|(?:IR|DRG)\.)(?=\s+[A-Z][a-z]{2,})")
# Plt., Pj.: with stops in KBBI, like every shortened word of several letters (EYD V, singkatan).
_ACTING = Sought(
    r"(?<![\w./-])(?:(?:Plt|Plh|Pjs|Pj)(?=\s+(?:[A-Z][a-z]|wali|bupati|gubernur|kepala|sekretaris"
    r"|ketua|camat|lurah))|(?:PLT|PLH|PJS|PJ)\.?(?=\s+(?:Wali|Bupati|Gubernur|Kepala|Sekretaris"
    r"|Ketua|Direktur|Camat|Lurah|Sekda|Kades|Kadis|Rektor|Dirut|Ketum)\b)"
    r"|(?:plt|plh|pjs|pj)\.?(?=\s+(?:Wali|Bupati|Gubernur|Kepala|Sekretaris|Ketua|Direktur|Camat"
    r"|Lurah|Sekda)\b))"
)
_KIAI = Sought(r"(?<![\w./-])K\.? ?H\.?(?=\s+[A-Z][a-z]{2,})")
# Dr. is a doctor of letters, dr. one of patients; these words beside it tell of patients.
_PHYSICIAN = Sought(r"(?<![\w./-])Dr\.(?=\s[A-Z][a-z'’]+)")
_PATIENTS_BEFORE = re.compile(
    r"(?:(?<!\w)[Dd]okter(?: [a-z]+){0,3}(?: [A-Z]\w+){0,2},?"
    r"|(?<!\w)[Dd]okter(?! (?:itu|tersebut|dan|bertemu)\b)(?: [\w-]+){0,7},"
    r"|(?:[Tt]im|[Pp]etugas) medis(?: [A-Z]\w+)*,?"
    r"|Kepala (?:UPTD )?Puskesmas(?: [A-Z]\w+)*,?"
    r"|(?:ditangani|diperiksa|dirawat|dioperasi)(?: oleh)?) $"
)
_PATIENTS_BEHIND = re.compile(
    r"(?:\s[A-Z][\w'’]*\.?)+(?:, (?:seorang )?(?:dokter|spesialis)\b|, Sp\."
    r"|,? (?:dari|di) (?:[Pp]uskesmas|[Rr]umah [Ss]akit|RSUD|[Kk]linik)\b)"
)
_OF_OTHER_ARTS = re.compile(r"(?:\s[A-Z][\w'’]*\.?)+, [SM]\.(?:H|Si|E|M|Pd|T|Sos|Hum|Ag)\b")
_LEARNED = re.compile(r"\b(?:[Dd]osen|[Gg]uru besar|[Uu]niversitas|[Ii]nstitut|[Pp]rof|doktor)\b")
# A doctor of letters, where nothing in the story has to do with medicine.
_DOCTOR = Sought(r"(?<![\w./-])(?<!RSUD )(?<!RS )(?<!Sakit )(?<!Jalan )dr\.(?=\s[A-Z][a-z'’]+)")
_OF_LETTERS = Sought(
    r"\b(?:[Dd]osen|[Gg]uru besar|disertasi\w*|(?:gelar|program|bergelar) doktor|[Dd]ekan|[Rr]ektor"
    r"|[Pp]akar|[Ss]ejarawan|[Ss]osiolog|[Ee]konom|[Aa]rkeolog|[Aa]ntropolog|[Pp]rof\b)"
)
_OF_MEDICINE = Sought(
    r"\b(?:dokter|pasien|medis|klinik|puskesmas|rumah sakit|rsud|rs\b|kesehatan|penyakit|vaksin\w*"
    r"|kedokteran|bedah\b(?! buku)|operasi\b|gizi\b|spesialis|sp\.|psikiat\w*|forensik|virus|wabah"
    r"|balita|obat\w*|m\.kes|m\.biomed|persalinan|bidan\b|perawat\w*|stunting|jantung|kanker|epidemi\w*)",
    re.IGNORECASE,
)


def doctors(story: Sequence[Reading]) -> Iterator[tuple[int, Hit]]:
    """Find dr. before a name where the story tells of a scholar, and of no medicine."""
    # Asked of every paragraph each time: what all patterns need is not looked for in all of them.
    places = [
        (number, found)
        for number, reading in enumerate(story)
        if "dr." in reading.text
        for found in _DOCTOR.among(reading)
    ]
    if (
        places
        and any(_OF_LETTERS.first(reading) for reading in story)
        and not any(_OF_MEDICINE.first(reading) for reading in story)
    ):
        for number, found in places:
            yield number, Hit("gelar", *found.span(), ("Dr.",))


def degrees(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find degrees and forms of address without their stops, and degrees without a comma."""
    text = reading.text
    if "," in text:
        yield from _behind_commas(reading)
    for found in _BETWEEN.among(reading):
        group = 1 if found[1] else 2
        yield Hit("gelar", *found.span(group), (", ",))
    for found in _NO_COMMA.among(reading):
        if _is_capitalised_before(text, found.start()):
            yield Hit("gelar", *found.span(), (", ",))
    for found in _NO_COMMA_BARE.among(reading):
        if _is_somebody_before(text, found.start(), is_sure=bool(found[3] and not found[2])):
            right = f", {_BARE[found[1]]}"
            if not found[3]:
                right = right[:-1] if text[found.end()] == "." else f"{right},"
            yield Hit("gelar", *found.span(), (right,))
    for found in _SHOUTED.among(reading):
        word = found[0].rstrip(".")
        yield Hit("gelar", *found.span(), ("drg." if word == "DRG" else f"{word.capitalize()}.",))
    for found in _JOINED.among(reading):
        yield Hit("gelar", *found.span(), (f"{found[0]} ",))
    for found in _SMALL.among(reading):
        yield Hit("gelar", *found.span(), (f"{found[0].rstrip('.').capitalize()}.",))
    for found in _ADDRESS.among(reading):
        yield Hit("gelar", *found.span(), (f"{found[0]}.",))
    for found in _ACTING.among(reading):
        fix = f"{found[0].rstrip('.').capitalize()}."
        yield Hit("gelar", *found.span(), (fix,))
    for found in () if reading.is_title else _PHYSICIAN.among(reading):
        first, last = reading.sentence(found.start())
        before, behind = text[first : found.start()], text[found.end() : last]
        if (
            before
            and (_PATIENTS_BEFORE.search(before) or _PATIENTS_BEHIND.match(behind))
            and not reading.says(_LEARNED, found.start())
            and not _OF_OTHER_ARTS.match(behind)
        ):
            yield Hit("gelar", *found.span(), ("dr.",))
    for found in _KIAI.among(reading):
        if found[0] != "K.H.":
            yield Hit("gelar", *found.span(), ("K.H.",))


def _is_behind_name(found: re.Match[str]) -> bool:
    """Say whether the second group stands behind a name or a degree, and a comma."""
    return bool(_BEHIND_NAME.search(found.string, max(0, found.start() - 30), found.start(2)))


def _is_capitalised_before(text: str, at: int) -> bool:
    return text[:at].rpartition(" ")[2][:1].isupper()


def _is_somebody_before(text: str, at: int, *, is_sure: bool) -> bool:
    """Say whether a name ends here: any with a capital if that `is_sure`, or one of a person."""
    *_, before, last = ["", "", *text[max(0, at - _GLANCE) : at].split()]
    return last[:1].isupper() and (
        is_sure or last in PEOPLE or (last not in PLACES and before in PEOPLE)
    )


_GLANCE = 60  # letters


def _behind_commas(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    for found in _SPACED.among(reading):
        right = _BARE.get(_STOP_OR_SPACE.sub("", found[2]))
        if right and _BEHIND_SPACED.search(text, max(0, found.start() - 30), found.start(2)):
            yield Hit("gelar", *found.span(2), (right,))
    for found in _NO_STOP.among(reading):
        yield Hit("gelar", *found.span(2), (f"{found[2]}.",))
    for found in _WITHOUT_STOPS.among(reading):
        if _BEHIND_NAME.search(text, max(0, found.start() - 30), found.start(2)):
            yield Hit("gelar", *found.span(2), (_BARE[found[2]],))
    for found in _WRONG_CASE.among(reading):
        bare = found[2].replace(".", "")
        right = _BY_LETTERS.get(bare.lower())
        if right and bare not in _BARE and (found[2][0].isupper() or _is_behind_name(found)):
            has_stop = text[found.end(2) : found.end(2) + 1] == "."
            yield Hit("gelar", *found.span(2), (right.removesuffix(".") if has_stop else right,))
    for found in _LIKE_A_WORD.among(reading):
        right = _BY_LETTERS.get(found[2].lower())
        if right and found[2] not in _BARE and _is_behind_name(found):
            end = found.end() - (found[0].endswith(".") and right.endswith("."))
            yield Hit("gelar", found.start(2), end, (right[: end - found.end() or None],))
    for found in _STOP_LACKS.among(reading):
        right = _BY_LETTERS.get(found[2].replace(".", "").lower(), "")
        if right:
            yield Hit("gelar", *found.span(2), (right.removesuffix(".") if found[3] else right,))
    for found in _SPECIALIST.among(reading):
        if _is_behind_name(found):
            yield Hit("gelar", *found.span(2), (f"Sp.{found[3]}.",))
    for found in _ONE_STOP.among(reading):
        is_last = found.end() == len(text) or text[found.end()] != ","
        if not (is_last and reading.sentence(found.start(2)).end <= found.end() + 1):
            yield Hit("gelar", *found.span(2), (_BARE[found[3]],))
