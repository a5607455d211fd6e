"""The names of offices: capitals before who holds one, one word or two, and slips in them."""

import re
from collections.abc import Iterator

from copydesk.casing import capitalised, like
from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.slips import NAMES, PEOPLE, meant
from copydesk.reading import Reading
from copydesk.rules import Hit, Room
from copydesk.seeking import Sought

_RANKS = (
    "AKP|AKBP|Kompol|Kombes|Iptu|Ipda|Aiptu|Aipda|Bripka|Brigjen|Irjen|Ajun|Komisaris|Inspektur"
    "|Brigadir|Letnan|Letkol|Kolonel|Mayor|Kapten|Letda|Lettu|Jenderal"
)
# Only the names of offices: warga Sukardi and pelatih Herman are what somebody does.
_OFFICE = Sought(
    r"(?<![\w-])((?:wakil )?(?:gubernur|bupati|wali kota)|camat|lurah|kapolres(?:ta)?|kapolsek"
    r"|kapolda|kapolri|dandim|danramil|sekda|rektor|kajari|kajati"
    r"|[Ss]ekretaris daerah|[Kk]epala (?:desa|dinas|badan|bidang|bagian|kejaksaan|puskesmas|dusun)"
    r"|Wakil (?:gubernur|bupati|wali kota)|Wali kota)"
    rf"(?= (?:({_RANKS})\b|([A-Z][a-z'’]+)\b(?: ([A-Z][a-z'’]+)\b)?))"
)
_MAN_OR_WOMAN = re.compile(r"[A-Z][a-z]+(?:anto|yono|iono|wati|yati|ningsih|udd?in|ullah)")
# Of one word: Wa Kapolres, Dan Ramil, Ka Polsek, Sek Da.
_OFFICE_PARTS = Sought(
    r"(?<![\w-])(?:[Ww]a|[Ww]aka|[Kk]a|[Kk]apol|[Kk]adis|[Kk]adin|[Dd]an|[Ss]ek|[Bb]h?abin|[Bb]abin"
    r"|[Pp]ang|[Ww]awa)(?=([ \u00a0-][A-Za-z]{2,10})(?![\w-]))"
)


def parted_offices(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find the name of an office that is one word and stands here as two."""
    for found in _OFFICE_PARTS.among(reading):
        first, second = found[0], found[1][1:]
        whole = f"{first}{second}".lower()
        if whole in PERSONS["parted_offices"] and (first[0].isupper() or second != "Si"):
            fix = whole.capitalize() if first[0].isupper() else whole
            yield Hit("sebutan", found.start(), found.end(1), (fix,))


# At the start of a sentence the first word has its capital in any case, and the second none.
_HALF_AN_OFFICE = Sought(r"\b(Wali kota|Wakil wali kota)(?= [A-Z][a-z]+(?: [A-Z][a-z]+)*,? [A-Z])")


def offices(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find an office in small letters right before the name of who holds it."""
    if reading.is_title:
        return
    for found in _HALF_AN_OFFICE.among(reading):
        yield Hit("jabatan", *found.span(1), (found[1].title(),))
    for found in _OFFICE.among(reading):
        before = reading.text[: found.start()].rstrip().rpartition(" ")[2]
        if before.lower() in PERSONS["out_of_office"] or (
            # Its capital may be the sentence's, and then it may be anybody's: Kepala dinas.
            found[1].startswith("Kepala") and reading.starts_sentence(found.start())
        ):
            continue
        is_name = found[2] or {found[3], found[4]} & PEOPLE or _MAN_OR_WOMAN.fullmatch(found[3])
        if is_name:
            fix = " ".join(map(capitalised, found[1].split(" ")))
            yield Hit("jabatan", *found.span(1), (fix,))


_SLIP = re.compile(r"(?<![\w.-])([A-Z][a-z]{4,})(?= [A-Z][a-z])")


def misspelt_offices(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find an office with a slip before a name, where its capital hides it: Gubenur Metro."""
    if reading.is_title or reading.paragraph.heading:
        return
    for found in _SLIP.finditer(reading.text):
        lower = found[1].lower()
        if lower in NAMES or lower in room.desk.lexicon.words or room.dictionary.knows(lower):
            continue
        near = [word for word in meant(lower) if word in PERSONS["posts"]]
        if len(near) == 1:
            yield Hit("sebutan", *found.span(1), (like(found[1], near[0]),))
