"""P10: what stands around quotation marks, and what a quotation is."""

import re
from collections.abc import Iterator

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.slips import PEOPLE, PLACES
from copydesk.eyd_v.tags import (
    ASKS,
    CALLED,
    INTRODUCED,
    NAMED_TAG,
    NO_COMMA,
    QUESTION,
    SAID_ALONE,
    SHOUTED_TAG,
    TAG,
    TITLE_TAG,
    WRONG_SIGN,
)
from copydesk.findings import Field, Level
from copydesk.reading import MARKS, Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

OPENING = "“„"
_OUTSIDE = re.compile(r"[\s.,;?!]*")
_REACH = 80  # letters looked at before a quotation
_SPACE = re.compile(r"\s")

CLOSING = Rule(
    "P10",
    name="Koma dan spasi pada petik penutup",
    about=(
        "Sebelum petik penutup ada koma, tanda tanya, atau tanda seru; sesudahnya spasi dan"
        " pengiring."
    ),
    source="EYD V, Tanda Petik 1 dan Tanda Koma",
    kinds={
        "bentuk": Kind(Level.GALAT, "Koma sebelum petik penutup, spasi sesudahnya.", safe=True),
        "spasi": Kind(Level.GALAT, "Petik penutup menempel pada kata sebelumnya.", safe=True),
        "pengantar": Kind(Level.PERINGATAN, "Sebelum kutipan langsung ada koma.", safe=True),
        "kapital": Kind(Level.PERINGATAN, "Kutipan langsung diawali huruf kapital."),
        "sambungan": Kind(
            Level.PERINGATAN, "Sebelum kutipan dilanjutkan ada koma; sebelum kalimat baru, titik."
        ),
    },
    bad=(
        Bad("“Semua aman, ” katanya.", "“Semua aman,” katanya."),
        Bad("“Semua pihak aman” katanya.", "“Semua pihak aman,” katanya."),
        Bad('"Semua pihak aman", kata Ani.', '"Semua pihak aman," kata Ani.'),
        Bad('"Semua pihak aman." kata Ani.', '"Semua pihak aman," kata Ani.'),
        Bad('"Semua pihak aman, "kata Ani.', '"Semua pihak aman," kata Ani.'),
        Bad("“Semua pihak aman” demikian ujar Ani.", "“Semua pihak aman,” demikian ujar Ani."),
        Bad("“Semua pihak aman” Ani menambahkan.", "“Semua pihak aman,” Ani menambahkan."),
        Bad("“Kota Aman”, Kata Wali Kota", "“Kota Aman,” Kata Wali Kota", Field.HEADLINE),
        Bad("“Semua aman,”katanya.", "“Semua aman,” katanya."),
        Bad("Ia menyebutnya “aman ” saja.", "Ia menyebutnya “aman” saja."),
        Bad("“Kita tunggu saja” sambung beliau.", "“Kita tunggu saja,” sambung beliau."),
        Bad("“Apakah aman?,” tanya Ani.", "“Apakah aman?” tanya Ani."),
        Bad("“Apakah aman”? tanya Ani.", "“Apakah aman?” tanya Ani."),
        Bad("Ani berkata, “Semua aman”.", "Ani berkata, “Semua aman.”"),
        Bad("Ani berkata “Semua aman.”", "Ani berkata, “Semua aman.”"),
        Bad(
            "Ani mengatakan “Jalan ini aman dilalui.”", "Ani mengatakan, “Jalan ini aman dilalui.”"
        ),
        Bad("Ani menegaskan,“Semua aman.”", "Ani menegaskan, “Semua aman.”"),
        Bad("“Semua pihak aman”. kata Ani.", "“Semua pihak aman,” kata Ani."),
        Bad("“Hidup petani!”, seru massa.", "“Hidup petani!” seru massa."),
        Bad("“Semua pihak aman ,” kata Ani.", "“Semua pihak aman,” kata Ani."),
        Bad("“Semua pihak aman,”. kata Ani.", "“Semua pihak aman,” kata Ani."),
        Bad("“Semua pihak aman,” Ujar Ani.", "“Semua pihak aman,” ujar Ani."),
        Bad("“Apakah aman ?” tanya Ani.", "“Apakah aman?” tanya Ani."),
        Bad("Ani bertanya, “Apakah aman”?", "Ani bertanya, “Apakah aman?”"),
        Bad("Ani berkata, “Semua pihak sudah aman”", "Ani berkata, “Semua pihak sudah aman.”"),
        Bad("Menurut Ani “Semua pihak sudah aman.”", "Menurut Ani, “Semua pihak sudah aman.”"),
        Bad("Ani menegaskan ,“Semua aman.”", "Ani menegaskan, “Semua aman.”"),
        Bad("Ani pulang.“Semua aman,” katanya.", "Ani pulang. “Semua aman,” katanya."),
        Bad(
            "“Semua aman,” kata Ani “tetapi kami tetap siaga.”",
            "“Semua aman,” kata Ani, “tetapi kami tetap siaga.”",
        ),
        Bad("“Aman,” kata Ani, “Jangan panik dulu.”", "“Aman,” kata Ani. “Jangan panik dulu.”"),
        Bad("“Aman,” kata Ani. “tetapi kami siaga.”", "“Aman,” kata Ani, “tetapi kami siaga.”"),
        Bad("“Semua aman.” Kata Ani. Ia pulang.", "“Semua aman,” kata Ani. Ia pulang."),
        Bad("“Semua aman,” Kata Ani.", "“Semua aman,” kata Ani."),
        Bad("“Mengapa kalian menari,” tanya Ani.", "“Mengapa kalian menari?” tanya Ani."),
        Bad("Ani berkata : “Air sudah surut lagi.”", "Ani berkata, “Air sudah surut lagi.”"),
        Bad("Ani berkata, “semua jalan sudah aman.”", "Ani berkata, “Semua jalan sudah aman.”"),
        Bad("Ani berkata, “Semua jalan aman.”.", "Ani berkata, “Semua jalan aman.”"),
        Bad("“SEMUA PIHAK AMAN” KATA ANI", "“SEMUA PIHAK AMAN,” KATA ANI"),
    ),
    good=(
        Good("“Semua aman,” katanya."),
        Good("“Apakah aman?” tanya Ani."),
        Good("“Jangan!” katanya."),
        Good("Kata “aman” jelas tidak tepat."),
        Good('Program "Metro Ceria" dimulai.'),
        Good("“Kota Ceria” Ajak Warga Menari", Field.HEADLINE),
        Good('Usai acara "Kota Ceria", Ani mengatakan hasilnya baik.'),
        Good('Mereka menyebutnya "aman".'),
        Good("Judulnya, “Kota yang Tidur”. Warga menyebut, “kota mati”."),
        Good("“Ia bilang, ‘Aman!’” kata Ani."),
        Good("“Semua aman,” kata Ani dalam diskusi “Apa Kabar Kota Kita?” di balai kota."),
        Good("“Semua aman,” kata Ani. “Kami tetap siaga sampai pagi.”"),
        Good("Apakah Ani berkata, “Semua aman”?"),
        Good("“Semua aman...,” kata Ani. “Semua aman….”"),
        Good("“Semua aman,” kata Ani, “Tuhan menjaga kami semua.”"),
        Good("“Kami siap.” Kata Ani, hujan turun sejak pagi."),
        Good("“Kami siap bekerja.” Kata itu diulang Ani."),
        Good("“Kami siap,” kata Ani, “karena hutan itu ibu kami.”"),
        Good("“Cukup!” kata Ani. Ia tidak menjawab. “Kami siap bekerja besok.”"),
        Good("Wali kota menyatakan “Perang Sampah” dimulai."),
    ),
)


def _behind_signs(text: str, at: int) -> int:
    """Return where spaces, commas and stops from `at` on have their end."""
    found = _OUTSIDE.match(text, at)
    return found.end() if found else at


def is_sound(reading: Reading, quote: Quote) -> bool:
    """Say whether counting marks gave a quotation that can be one: it starts where words start."""
    text, (opening, closing) = reading.text, quote
    before = text[opening - 1 : opening]
    return (
        closing < len(text)
        and closing > opening + 1
        and text[opening + 1 : closing].strip() != ""
        and (before == "" or before in "([-–—/:;,.?!" or before.isspace())
        and not (
            text[closing + 1 : closing + 2].isalnum()
            and text[closing - 1].isspace()
            and text[closing] in '"'
            and not (
                text[: closing - 1].rstrip().endswith((",", "?", "!"))
                and TAG.match(text, _behind_signs(text, closing + 1))
            )
        )
    )


def _is_speech(reading: Reading, quote: Quote) -> bool:
    """Tell what somebody said from a word in scare quotes or the name of a thing."""
    opening, closing = quote
    before = reading.text[:opening].rstrip()
    return (
        before == ""
        or before[-1] in '.?!,:”"'
        or (len(reading.text[opening:closing].split()) > 3 and before[-1:] in ",:")
    )


def _tag_at(reading: Reading, at: int) -> re.Match[str] | None:
    """Return who says it, where that begins at `at`."""
    first = SHOUTED_TAG if reading.is_shouting else TAG
    second = NAMED_TAG
    if reading.is_title and not reading.is_shouting:
        first, second = TITLE_TAG, TAG
    return first.match(reading.text, at) or second.match(reading.text, at)


_SIGNS = " \u00a0\t,.;?!…"


def _sign(inside: str, outside: str) -> str:
    """Return what has to stand before the closing mark, if somebody's name follows it."""
    for signs in (inside, outside):
        if asked := "".join(sign for sign in signs if sign in "?!"):
            return f"{'...' if '...' in inside else ''}{asked}"
    if "…" in inside or "..." in inside:
        return inside.translate(_NO_SPACE_AT_ALL)
    return "...," if ".." in inside else ","


_NO_SPACE_AT_ALL = str.maketrans("", "", " \u00a0\t")


_PROSE_OR_HEADLINE = frozenset({Field.BODY, Field.STANDFIRST, Field.CAPTION, Field.HEADLINE})


def closed(reading: Reading, quote: Quote, mark: str) -> tuple[int, int, str]:
    """Return the span around a closing mark and how it should be written."""
    text, (opening, closing) = reading.text, quote
    said = text[opening + 1 : closing]
    kept = said.rstrip(_SIGNS)
    inside, start = said[len(kept) :], opening + 1 + len(kept)
    end = closing + 1
    outside = text[end : _behind_signs(text, end)]
    tag = _tag_at(reading, end + len(outside)) if _is_speech(reading, quote) else None
    if tag and tag[0][0].isupper() and reading.field not in _PROSE_OR_HEADLINE:
        tag = None
    if tag and kept[-1:] not in "'’-–—" and _is_meant(tag, inside, outside, text):
        end += len(outside)
        sign = _sign(inside, outside)
        if sign == "," and tag[0].lower().startswith("tanya") and QUESTION.search(kept):
            sign = "?"
        if tag[0][0].isupper() and tag.re is TAG and not reading.is_title:
            return start, end + 1, f"{sign}{mark} {text[end].lower()}"
        return start, end, f"{sign}{mark} "
    return _closed_without_tag(reading, quote, (start, inside), mark)


def _is_meant(tag: re.Match[str], inside: str, outside: str, text: str) -> bool:
    """Tell a tag from a sentence of its own: "Siap." Kata Rini, hujan turun."""
    if not tag[0][0].isupper() or tag.re is not TAG:
        return True
    if tag["large"]:
        return (
            "," in inside
            or "," in outside
            or tag[0].startswith(("Ujar", "Ucap", "Imbuh"))
            or SAID_ALONE.match(text, tag.start()) is not None
        )
    return text[tag.end() : tag.end() + 1] != ","


def _closed_without_tag(
    reading: Reading, quote: Quote, inner: tuple[int, str], mark: str
) -> tuple[int, int, str]:
    text, (opening, closing) = reading.text, quote
    start, inside = inner
    end = closing + 1
    follows = text[end : end + 1]
    bare = inside.translate(_NO_SPACE_AT_ALL)
    is_said = len(text[opening:closing].split()) > 1 and INTRODUCED.search(
        text[max(0, opening - _REACH) : opening]
    )
    if not bare and is_said and follows and follows in ".?!":
        asked = follows != "." and ASKS.search(text[max(0, opening - _REACH) : opening])
        if follows == "." or asked:
            return start, end + 1, f"{follows}{mark}"
    if is_said and follows == "." and bare in _ENDS and text[end + 1 : end + 2] in {"", " "}:
        return start, end + 1, f"{_ENDS[bare]}{mark}"
    if bare == "," and is_said and reading.is_prose and end == len(text):
        return start, end, f".{mark}"
    if (
        not bare
        and is_said
        and reading.is_prose
        and text[start - 1].isalnum()
        and len(text[opening:closing].split()) > _NAME_OF_TWO
        and not _is_title_cased(text[opening + 1 : closing])
        and _SENTENCE_FOLLOWS.match(text, end)
    ):
        return start, end, f".{mark}"
    if bare == inside:  # nothing to mend inside
        start, bare = closing, ""
    return start, end, f"{bare}{mark}{' ' if follows.isalnum() else ''}"


_ENDS = {",": ".", ".": ".", "?": "?", "!": "!"}
_SENTENCE_FOLLOWS = re.compile(r"\s*$|\s+[A-Z]")


@CLOSING.each
def closing(reading: Reading, room: Room) -> Iterator[Hit]:
    if not all(is_sound(reading, quote) for quote in reading.quotes):
        return
    text = reading.text
    for quote in reading.quotes:
        if text[quote.closing] in OPENING:
            continue
        start, end, right = closed(reading, quote, text[quote.closing])
        if right[-1:].islower() and not _names_speaker(reading, end):
            continue  # with its small letter it would be asked who speaks
        if _SPACE.sub(" ", text[start:end]) != right:
            yield Hit("spasi" if right == text[quote.closing] else "bentuk", start, end, (right,))


def _names_speaker(reading: Reading, at: int) -> bool:
    """Say whether a name follows the word that begins right before a place: Kata Karolina."""
    found = _TAG_AND_NAME.match(reading.text, at - 1)
    return found is not None and found[1].lower() not in PERSONS["roles"]


_TAG_AND_NAME = re.compile(r"[A-Z][a-z]+\s(?:Bu\s|Pak\s)?([A-Z][a-z]+)")
_COINED = re.compile(r"[a-z]+[A-Z\d]")
_MARKS = frozenset(MARKS)
_BEFORE_QUOTE = re.compile(r"(?<=[\w)\"”])([ \u00a0]*)([,.:;?!])([ \u00a0]*)$")


@CLOSING.each
def introduction(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what introduces somebody's words, or goes between them, without a comma or space."""
    text, quotes = reading.text, reading.quotes
    if not all(is_sound(reading, quote) for quote in quotes):
        return
    by_opening = {quote.opening: quote for quote in quotes}
    for found in NO_COMMA.among(reading) if quotes else ():
        quote = by_opening.get(found.end())
        # These verbs may have a thing with a name behind them: menyatakan “Perang Sampah”.
        is_between = text[: found.start()].rstrip()[-1:] in _MARKS
        if quote and not is_between and not (found[1] and _is_short(reading, quote)):
            yield Hit("pengantar", *found.span(2), (", ",))
    mended = set[int]()
    for found in WRONG_SIGN.among(reading) if quotes else ():
        quote = by_opening.get(found.end())
        is_stop = found[1].startswith(".")
        if quote and not (is_stop and quote is not quotes[0]) and not _is_short(reading, quote):
            mended.add(quote.opening)
            yield Hit("pengantar", *found.span(1), (", ",))
    for number, quote in enumerate(quotes):
        said = text[quote.opening + 1 : quote.closing]
        before = text[quotes[number - 1].closing + 1 if number else 0 : quote.opening]
        if (
            said[:1].islower()
            and (number == 0 or ". " in before)
            and not _is_short(reading, quote)
            and not (_COINED.match(said))
            and INTRODUCED.search(text[max(0, quote.opening - _REACH) : quote.opening])
            and text[: quote.opening].rstrip()[-1:] not in _MARKS
        ):
            yield Hit("kapital", quote.opening + 1, quote.opening + 2, (said[0].upper(),))
    for number, quote in enumerate(quotes):
        if quote.opening in mended:
            continue
        signs = _BEFORE_QUOTE.search(text, max(0, quote.opening - 4), quote.opening)
        if signs and (signs[1] or not signs[3]) and not (signs[1] and signs[2] == ":"):
            yield Hit("bentuk", *signs.span(), (f"{signs[2]} ",))
        elif (
            number
            and reading.is_prose
            and (fix := _between(reading, quotes[number - 1], quote, room))
        ):
            sign = text[quote.opening - 2] in ",.:"
            yield Hit("sambungan", quote.opening - 1 - sign, quote.opening, (fix,))


def _between(reading: Reading, first: Quote, second: Quote, room: Room) -> str:
    """Return what is missing where somebody's words go on behind who says them, or ""."""
    text = reading.text
    between = text[first.closing + 1 : second.opening]
    said = text[second.opening + 1 : second.closing]
    if (
        not between[-1:].isspace()
        or not (between[-2:-1].isalnum() or between[-2:-1] in _MAY_END)
        or said[-1:] not in ".?!,…"
        or _CALLED_BEFORE.search(between)
        or not _tag_at(reading, first.closing + 1 + len(between) - len(between.lstrip()))
        or not _is_speech(reading, first)
    ):
        return ""
    sign = between[-2:-1] if between[-2:-1] in ",.:" else ""
    if said[:1].islower():
        return ", " if len(said.split()) > 1 and sign != "," else ""
    if sign == "." or len(said.split()) <= _NAME_OF_TWO:
        return ""
    if _is_title_cased(said) or len(between.split()) > _FAR:
        return ""
    if sign and not (_NEW_SENTENCE.match(said) and _is_ordinary(said, room)):
        return ""
    return ". " if _SENTENCE_FOLLOWS.match(text, second.closing + 1) else ""


# A second part that begins like this is a sentence of its own, and not the rest of the first.
_NEW_SENTENCE = re.compile(r"([A-Z][a-z]+) [a-z]")
_MAY_END = frozenset("),.:")


def _is_ordinary(said: str, room: Room) -> bool:
    """Say whether words begin with one that has its capital from the sentence only."""
    first = said.split()[0]
    return (
        room.dictionary.knows(first.lower())
        and first not in PEOPLE | PLACES
        and first.lower() not in PERSONS["stand_for"] | PERSONS["roles"]
    )


_FAR, _NAME_OF_TWO = 8, 2  # words
_CALLED_BEFORE = re.compile(rf"\b(?:{CALLED}|di|dalam|pada|soal|tentang)(?:\s+\w+)?\s$")


def _is_title_cased(said: str) -> bool:
    return sum(word[0].islower() for word in said.split()) * 3 < len(said.split())


def _is_short(reading: Reading, quote: Quote) -> bool:
    said = reading.text[quote.opening + 1 : quote.closing]
    return (
        len(said.split()) < _SHORTEST_SAID
        or reading.text[quote.closing - 1] not in ".?!…"
        or _is_title_cased(said)
    )


_SHORTEST_SAID = 4  # words


RULES = (CLOSING,)
