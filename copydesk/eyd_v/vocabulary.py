"""P18 and P19: words that no dictionary knows, and foreign ones that have an Indonesian name."""

import re
from collections.abc import Iterator, Sequence

from copydesk.casing import like
from copydesk.dictionary import without_clitic
from copydesk.eyd_v.dates import MONTHS
from copydesk.eyd_v.lists import BEFORE_NAMES, FOREIGN
from copydesk.eyd_v.safety import gambling_places
from copydesk.eyd_v.slips import NAMES, SHORTEST, meant, parted
from copydesk.eyd_v.spelling import is_no_name
from copydesk.eyd_v.weekdays import DAYS
from copydesk.findings import Field, Level, Lexicon
from copydesk.reading import Reading, Word
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

_SHORTEST = 3

UNKNOWN = Rule(
    "P18",
    name="Kata tidak dikenal",
    about=(
        "Kata yang tidak ada di kamus maupun kamus redaksi; sering kali salah ketik. Kata"
        " berkapital bisa nama, jadi hanya ditanyakan bila satu huruf saja bedanya dari kata lazim."
    ),
    source="Kamus hunspell-id; kamus redaksi",
    kinds={
        "tak-dikenal": Kind(
            Level.PERINGATAN,
            "“{words}” tidak ada di kamus. Salah ketik?",
        ),
    },
    bad=(
        Bad("Sebanyak sembilan wrga hadir."),
        Bad("Petugas membersikahn selokan."),
        Bad("Masayrakat menunggu."),
        Bad("PEMERINATH MEMBANGUN JALAN"),
        Bad("Warga Perbaiki Jembatn Rusak", None, Field.HEADLINE),
    ),
    good=(
        Good("Bambang menunggu di Semarang. Semarang ramai."),
        Good("WARGA KENDAL DAN BANTUL MENUNGGU"),
        Good("Camat Jembatn Pasara Hadir", Field.HEADLINE),
        Good("Rapat dibuka Jembatn. Jembatn pulang."),
        Good("Petugas membersihkan selokan."),
        Good("Bus antarkecamatan pascabanjir."),
        Good("Ia tinggal di Wringinputih."),
        Good("Harga dicermati, suratnya dipindai."),
        Good("Anak-anak berlari-lari kecil."),
    ),
    fields=frozenset(Field) - {Field.TAG},
    yields=True,
)


@UNKNOWN.each
def unknown_word(reading: Reading, room: Room) -> Iterator[Hit]:
    lexicon = room.desk.lexicon.words
    for word in reading.words:
        if (
            len(word.text) >= _SHORTEST
            and word.text.islower()
            and not room.dictionary.knows(word.lower)
            and word.lower not in lexicon
            and without_clitic(word.lower) not in lexicon
            and not reading.is_italic(word.start, word.end)
            and not _touches_digit(reading.text, word.start, word.end)
        ):
            yield Hit("tak-dikenal", word.start, word.end)


@UNKNOWN.across
def capitalised_slips(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find slips where everything has a capital, so that a capital does not tell of a name.

    A word that is written large inside a sentence somewhere in the story is a name everywhere.
    """
    likely = [
        (number, before, word, after)
        for number, reading in enumerate(story)
        for before, word, after in _in_company(reading)
        if _may_be_slip(reading, word, room)
    ]
    if not likely:
        return
    names = {part.lower() for name in _names(room.desk.lexicon) for part in name.split()}
    slips = {word.lower for _number, _before, word, _after in likely}
    names |= {
        word.lower
        for reading in story
        for word in reading.words
        if word.lower in slips and word.text[0].isupper() and not is_no_name(reading, word)
    }
    for number, before, word, after in likely:
        if word.lower not in names and not _belongs_to_name(
            story[number], before, word, after, room
        ):
            yield number, Hit("tak-dikenal", word.start, word.end)


def _may_be_slip(reading: Reading, word: Word, room: Room) -> bool:
    lower = word.lower
    return (
        not room.dictionary.knows(lower)
        and bool(meant(lower) or parted(lower))
        and lower not in NAMES
        and lower not in room.desk.lexicon.words
        and not reading.is_italic(word.start, word.end)
        and not _touches_digit(reading.text, word.start, word.end)
    )


_CALENDAR = frozenset({*DAYS, *MONTHS})
_AGE_FOLLOWS = re.compile(r"\s*\(\d")


def _belongs_to_name(
    reading: Reading, before: Word | None, word: Word, after: Word | None, room: Room
) -> bool:
    """Say whether what is beside it shows that it is a name: a title, an age, another name."""
    if before and before.lower in BEFORE_NAMES:
        return True
    if _AGE_FOLLOWS.match(reading.text, word.end):
        return True
    return any(
        other.text[0].isupper()
        and (
            not (room.dictionary.knows(other.lower) or other.text.capitalize() in _CALENDAR)
            if reading.is_title or reading.is_shouting
            else other is after
        )
        for other in (before, after)
        if other
    )


def _in_company(reading: Reading) -> Iterator[tuple[Word | None, Word, Word | None]]:
    """Yield each capitalised word with those right before and behind it in the same breath."""
    text, words = reading.text, reading.words
    for number, word in enumerate(words):
        if not word.text[0].isupper() or len(word.text) < SHORTEST:
            continue
        before = words[number - 1] if number else None
        after = words[number + 1] if number + 1 < len(words) else None
        yield (
            before if before and text[before.end : word.start].isspace() else None,
            word,
            after if after and text[word.end : after.start].isspace() else None,
        )


def _names(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.names | lexicon.people


def _touches_digit(text: str, start: int, end: int) -> bool:
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(sign.isdigit() or sign in "_/\\@#&" for sign in beside)


FOREIGN_WORD = Rule(
    "P19",
    name="Kata asing",
    about="Kata asing yang ada padanannya diganti, atau dicetak miring.",
    source="EYD V, Huruf Miring; Pedoman Umum Pembentukan Istilah",
    kinds={
        "asing": Kind(
            Level.SARAN, "Ada padanannya: “{fix}”. Atau cetak miring.", quotes=InQuotes.SKIP
        )
    },
    bad=(
        Bad("Para stakeholder hadir.", "Para pemangku kepentingan hadir."),
        Bad("Acara launching produk.", "Acara peluncuran produk."),
        Bad("Creative", "Kreatif", Field.CATEGORY),
        Bad("Dinas Gelar Workshop Kopi", "Dinas Gelar Lokakarya Kopi", Field.HEADLINE),
    ),
    good=(
        Good("Para pemangku kepentingan hadir."),
        Good('"Semua stakeholder kami undang," katanya.'),
        Good("Main casino online."),
        Good("Ia menonton Event Horizon Telescope."),
        Good("Alamat https://example.org/event/online dibuka."),
    ),
)


@FOREIGN_WORD.each
def foreign_word(reading: Reading, room: Room) -> Iterator[Hit]:
    lexicon = room.desk.lexicon.words
    is_short = reading.field in {Field.CATEGORY, Field.TAG}
    found = list(FOREIGN.find(reading))
    gambling = gambling_places(reading) if found else []
    for start, end, right in found:
        written = reading.text[start:end]
        if (
            reading.is_italic(start, end)
            or written.lower() in lexicon
            # A capital inside a sentence is a name; in a title one beside it would tell.
            or (
                not (written.islower() or is_short or reading.starts_sentence(start))
                and not _is_capital_of_title(reading, start, end, room)
            )
            or any(a <= start and end <= b and (a, b) != (start, end) for a, b, _right in found)
            or _touches_digit(reading.text, start, end)
            # Put into Indonesian, words of gambling sites would not be known for what they are.
            or any(span.meets(start, end) for span in gambling)
        ):
            continue
        yield Hit("asing", start, end, (like(written, right, title=reading.is_title),))


def _is_capital_of_title(reading: Reading, start: int, end: int, room: Room) -> bool:
    """Say whether a capital comes from where the word stands: the words beside it are no names."""
    if not (reading.is_title or reading.is_shouting):
        return False
    beside = [word for word in reading.words if start - word.end == 1 or word.start - end == 1]
    return all(room.dictionary.knows(word.lower) for word in beside)


RULES = (UNKNOWN, FOREIGN_WORD)
