"""The names of days, and how they are misspelt."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.distance import distance
from copydesk.eyd_v.slips import NAMES
from copydesk.reading import Reading
from copydesk.rules import Hit, Room
from copydesk.seeking import Sought

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PART_OF_DAY = r"dini\s+hari|pagi|siang|sore|petang|malam"

_WRONG_DAYS = {
    **dict.fromkeys(("senen", "snin", "sennin", "senein"), "Senin"),
    **dict.fromkeys(("slasa", "salasa", "selesa", "selassa", "selasah"), "Selasa"),
    **dict.fromkeys(("rabo", "rebo", "rabbu", "rabuh"), "Rabu"),
    **dict.fromkeys(("kemis", "kamiss", "kammis", "kamies", "khamis"), "Kamis"),
    **dict.fromkeys(("jum'at", "jum’at", "jumaat", "jum'aat", "jum’aat", "jumuat"), "Jumat"),
    **dict.fromkeys(("saptu", "sabto", "sapto", "satbu", "sabbtu", "sabtuh"), "Sabtu"),
    **dict.fromkeys(("minngu", "mingu", "mingggu", "mingguh", "mnggu", "ahadd"), "Minggu"),
}
# These are names of places or people as well: a day only where a day is spoken of.
_ALSO_NAMES = frozenset({"senen", "rebo", "rabo", "kemis", "sapto", "selesa"})
_PLACED = ("Pasar", "Stasiun", "Kecamatan", "Kelurahan", "Terminal", "Kampung", "Desa", "Proyek")
_SPOKEN_OF = re.compile(
    r"\b(?:hari|setiap|tiap|saban|pada|sejak|hingga|sampai|malam|mulai)\s+$", re.IGNORECASE
)
_BEHIND_DAY = re.compile(
    rf"\s+(?:{PART_OF_DAY}|lalu|depan|mendatang)\b|,?\s+\(?\d{{1,2}}[/\s]", re.IGNORECASE
)
# Where only a day stands: pada Selsa (4/2/2025) malam, hari Sabut, 13 Desember.
_DATED = Sought(
    rf"\b([A-Za-z]{{3,8}})(?=(?:\s+(?:{PART_OF_DAY}))?(?:\s*\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)"
    r"|,\s+\d{1,2}\s+(?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)[a-z]+\b))"
)
_BEFORE_DAY = re.compile(r"\b(?:hari|pada|sejak|hingga|sampai|mulai|malam)\s+$", re.IGNORECASE)


def day_names(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find misspelt days: those of a list, and what is near a day before a date."""
    text = reading.text
    if not _WRONG_DAYS.keys().isdisjoint(reading.vocabulary):
        for word in reading.words:
            right = _WRONG_DAYS.get(word.lower)
            if right and (
                word.lower not in _ALSO_NAMES
                or _SPOKEN_OF.search(text, max(0, word.start - 10), word.start)
                or (
                    _BEHIND_DAY.match(text, word.end)
                    and not text[max(0, word.start - 20) : word.start].rstrip().endswith(_PLACED)
                )
            ):
                yield Hit("nama-hari", word.start, word.end, (like(word.text, right),))
    for found in _DATED.among(reading):
        if right := _near_day(found[1].lower()):
            is_asked = _BEFORE_DAY.search(text, max(0, found.start() - 10), found.start())
            if is_asked or not (found[1].islower() or found[1].lower() in NAMES):
                yield Hit("nama-hari", *found.span(1), (like(found[1], right),))


def _near_day(written: str) -> str:
    """Return the one day that is one letter, or two that changed places, from `written`."""
    if written in _WRONG_DAYS or written.capitalize() in _RIGHT:
        return ""
    near = [
        day
        for day in DAYS
        if distance(written, day.lower()) == 1 or sorted(written) == sorted(day.lower())
    ]
    return near[0] if len(near) == 1 else ""


_RIGHT = frozenset({*DAYS, "Ahad"})
