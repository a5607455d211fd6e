"""P18 and P19: words that no dictionary knows, and foreign ones that have an Indonesian name."""

from collections.abc import Iterator

from copydesk.casing import like
from copydesk.dictionary import without_clitic
from copydesk.eyd_v.lists import FOREIGN
from copydesk.eyd_v.safety import gambling_places
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

_SHORTEST = 3

UNKNOWN = Rule(
    "P18",
    name="Kata tidak dikenal",
    about=(
        "Kata berhuruf kecil yang tidak ada di kamus maupun kamus redaksi; sering kali salah ketik."
    ),
    source="Kamus hunspell-id; kamus redaksi",
    kinds={
        "tak-dikenal": Kind(
            Level.PERINGATAN,
            "“{words}” tidak ada di kamus. Salah ketik?",
        )
    },
    bad=(Bad("Sebanyak sembilan peren warga hadir."), Bad("Petugas membersikahn selokan.")),
    good=(
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
            and word.lower not in lexicon
            and without_clitic(word.lower) not in lexicon
            and not room.dictionary.knows(word.lower)
            and not reading.is_italic(word.start, word.end)
            and not _touches_digit(reading.text, word.start, word.end)
        ):
            yield Hit("tak-dikenal", word.start, word.end)


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
    gambling = gambling_places(reading.text) if found else []
    for start, end, right in found:
        written = reading.text[start:end]
        if (
            reading.is_italic(start, end)
            or written.lower() in lexicon
            # A capital inside a sentence is a name.
            or not (written.islower() or is_short or reading.starts_sentence(start))
            or _touches_digit(reading.text, start, end)
            # Put into Indonesian, words of gambling sites would not be known for what they are.
            or any(span.meets(start, end) for span in gambling)
        ):
            continue
        yield Hit("asing", start, end, (like(written, right, title=reading.is_title),))


RULES = (UNKNOWN, FOREIGN_WORD)
