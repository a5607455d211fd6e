"""P09: quotation marks in pairs."""

from collections.abc import Iterator, Sequence

from copydesk.eyd_v.quotations import OPENING, closed, is_sound
from copydesk.eyd_v.quotations import closing as spaces_and_commas
from copydesk.eyd_v.tags import SAYING
from copydesk.findings import Field, Level
from copydesk.reading import Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

_CLOSING = "”‟"
_STRAIGHT = '"'

PAIRS = Rule(
    "P09",
    name="Pasangan tanda petik",
    about="Petik pembuka menempel pada kata sesudahnya dan petik penutup pada kata sebelumnya.",
    source="EYD V, Tanda Petik",
    kinds={
        "pembuka": Kind(Level.GALAT, "Petik pembuka terbalik atau renggang.", safe=True),
        "penutup": Kind(Level.GALAT, "Petik penutup terbalik atau renggang.", safe=True),
        "ganjil": Kind(Level.PERINGATAN, "Tanda petik ini tidak ada pasangannya."),
        "campur": Kind(Level.PERINGATAN, "Petik pembuka dan penutup berbeda bentuk.", safe=True),
        "tunggal": Kind(Level.PERINGATAN, "Petik ganda ditulis dengan satu tanda, bukan dua."),
        "letak": Kind(
            Level.PERINGATAN, "Petik penutup ada di depan pengiring, bukan di belakangnya."
        ),
        "luar": Kind(
            Level.PERINGATAN, 'Petik ganda ditulis “…” atau "…", kutipan di dalamnya ‘…’.'
        ),
        "gaya": Kind(Level.SARAN, "Redaksi memakai tanda petik {style}.", safe=True),
    },
    bad=(
        Bad("” Anggaran cukup, “katanya.", "“Anggaran cukup, “katanya."),
        Bad("“Anggaran cukup, “katanya.", "“Anggaran cukup,” katanya."),
        Bad('" Anggaran cukup," katanya.', '"Anggaran cukup," katanya.'),
        Bad("Menurut dia, “Anggaran cukup.", kind="ganjil"),
        Bad('"Anggaran cukup,” katanya.', "“Anggaran cukup,” katanya.", kind="campur"),
        Bad("«Anggaran cukup,» katanya.", kind="luar"),
        Bad("'Anggaran kita cukup,' kata Rini.", kind="luar"),
        Bad('"Ia bilang, "Cukup!" lalu pergi," kata Rini.', kind="luar"),
        Bad("“Ia bilang, ‘Cukup!” kata Rini.", kind="ganjil"),
        Bad('Ia berseru"Cukup!" lalu pergi.', kind="ganjil"),
        Bad("“Anggaran kita cukup, kata Rini.” Ia pulang.", kind="letak"),
        Bad("''Anggaran cukup,'' katanya.", kind="tunggal"),
    ),
    good=(
        Good("“Anggaran cukup,” katanya."),
        Good('"Anggaran cukup," katanya.'),
        Good('Layar 21" itu pecah, juga yang 32" di sana.'),
        Good("“Ia bilang, ‘Cukup!’ lalu pergi,” kata Rini."),
        Good("“Angkatan ’66 ’kan sudah tua,” kata Nur’aini dari ’Aisyiyah."),
        Good("“Ayah pernah berpesan, kata orang dulu.” Rini tertawa."),
        Good("“Kami siap bekerja. / “Kami juga siap mundur,” kata Rini."),
    ),
)


@PAIRS.each
def pairs(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    if not all(is_sound(reading, quote) for quote in reading.quotes) or _nested(reading):
        return
    for opening, closing in reading.quotes:
        after = opening + 1
        while text[after].isspace():
            after += 1
        if text[opening] in _CLOSING or after > opening + 1:
            yield Hit("pembuka", opening, after, (_pair(text, opening, closing)[0],))
        if text[closing] in OPENING:
            right = _pair(text, opening, closing)[1]
            start, end, right = closed(reading, Quote(opening, closing), right)
            yield Hit("penutup", start, end, (right,))


def _pair(text: str, opening: int, closing: int) -> tuple[str, str]:
    """Return the marks that a quotation should have: of one shape, that of the better one."""
    if _STRAIGHT in {text[opening], text[closing]}:
        return _STRAIGHT, _STRAIGHT
    return "“", "”"


@PAIRS.across
def odd_marks(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find marks without a partner; a quotation over several paragraphs closes only in the last."""
    for number, reading in enumerate(story):
        if len(reading.marks) % 2 == 0 or reading.paragraph.cell:
            continue
        at = reading.marks[-1]
        following = story[number + 1] if number + 1 < len(story) else None
        runs_on = (
            following is not None
            and following.field is reading.field
            and following.marks[:1] == [0]
        )
        if not (runs_on and reading.field is Field.BODY):
            yield number, Hit("ganjil", at, at + 1)


@PAIRS.each
def stray_marks(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find marks that cannot be what counting makes of them, and single ones without a partner."""
    text, marks = reading.text, reading.marks
    if inner := _nested(reading):
        yield Hit("luar", inner, inner + 1)
    elif marks and len(marks) % 2 == 0 and not any(text[at - 1].isdigit() for at in marks if at):
        for quote in reading.quotes:
            if not is_sound(reading, quote):
                yield Hit("ganjil", quote.opening, quote.opening + 1)
                break
    if not _FEWER.isdisjoint(text):
        for found in _FOREIGN.among(reading):
            yield Hit("luar", *found.span())
    if "'" not in text and "‘" not in text and "’" not in text:
        return
    for found in _SINGLE_SPEECH.among(reading):
        if not reading.is_quoted(*found.span()):
            yield Hit("luar", found.start(), found.start() + 1)
    opened = [found.start() for found in _SINGLE_OPENING.among(reading)]
    ended = [found.start() for found in _SINGLE_CLOSING.among(reading)]
    if abs(len(opened) - len(ended)) == 1:
        at = max(opened, ended, key=len)[-1]
        yield Hit("ganjil", at, at + 1)


_TAG_INSIDE = Sought(
    r"[a-z][,?!.] (?:kata|ujar|tutur|ucap|ungkap|jelas|tegas|tambah|imbuh|papar|terang)"
    r"(?:nya|(?: [A-Z][\w'’]+){1,4})[.,]?[\"”]"
)


@PAIRS.each
def tag_inside(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find who says it within the marks: "Anggaran cukup, kata Rini." Ia pulang."""
    ends = {quote.closing: quote for quote in reading.quotes}
    for found in _TAG_INSIDE.among(reading):
        quote = ends.get(found.end() - 1)
        before = reading.text[: quote.opening].rstrip() if quote else ","
        if quote and (before == "" or before[-1] in ".?!"):
            yield Hit("letak", quote.closing, quote.closing + 1)


def _nested(reading: Reading) -> int:
    """Return where a quotation in double marks begins inside another one; 0 if none does."""
    text, marks = reading.text, reading.marks
    if len(marks) < _TWO_PAIRS or len(marks) % 2:
        return 0
    ways = "".join(
        "O"
        if (at == 0 or text[at - 1] in " \u00a0(") and text[at + 1 : at + 2].isalnum()
        else "C"
        if not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
        else "?"
        for at in marks
    )
    found = ways.find("OOCC")
    return marks[found + 1] if found >= 0 and not ways[:found].replace("OC", "") else 0


_TWO_PAIRS = 4
_FEWER = frozenset("«»‹›<>")
_FOREIGN = Sought(r"[«»‹›]|<<(?=\w)|(?<=[\w.,?!])>>")
_SINGLE_SPEECH = Sought(
    rf"(?<![\w\"“'‘])['‘](?=[A-Z])[^'‘’\"“”]{{8,}}[,?!.]['’]\s+(?:(?:{SAYING})nya\b|(?:{SAYING})\s+[A-Za-z])"
)
# Not what stands for letters left out, nor the first letter of names from Arabic.
_SINGLE_OPENING = Sought(
    r"(?<![\w'‘’])['‘’](?!\d|(?:kan|gitu|kali|tuh|nak|ku|n|ntar|dah|Aisy|Aisyiyah|Abd\w*|Ali|Umar|Id|Idul"
    r"|Isya|Ain|Arsy|Ashr)(?:\b|iyah))(?=\w)"
)
_SINGLE_CLOSING = Sought(r"(?<=[a-z.,?!…])(?<!['’]n)['’](?![\w'’])")


@PAIRS.each
def unlike_marks(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a pair of which one mark is straight, and marks made of two signs."""
    text = reading.text
    for found in _TWO_SIGNS.among(reading):
        yield Hit("tunggal", *found.span())
    if room.desk.house.quotes != "bebas" or len(reading.marks) % 2:
        return
    for opening, closing in reading.quotes:
        if text[opening] == _STRAIGHT and text[closing] in _CLOSING:
            yield Hit("campur", opening, opening + 1, ("“",))
        elif text[opening] in OPENING and text[closing : closing + 1] == _STRAIGHT:
            yield Hit("campur", closing, closing + 1, ("”",))


_TWO_SIGNS = Sought(r"(?<!['\d])''(?!')|``|(?<!\w),,(?=\w)|‘‘|’’")


@PAIRS.each
def house_marks(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find marks of the other shape than the house writes, where all marks are right otherwise."""
    style, text = room.desk.house.quotes, reading.text
    if style == "bebas" or len(reading.marks) % 2:
        return
    if any(True for look in (pairs, spaces_and_commas) for _hit in look(reading, room)):
        return  # those mend the same marks
    for opening, end in reading.quotes:
        for at, curly in ((opening, "“"), (end, "”")):
            right = _STRAIGHT if style == "lurus" else curly
            if text[at] != right:
                yield Hit("gaya", at, at + 1, (right,), {"style": style})


RULES = (PAIRS,)
