"""P09 to P11: quotation marks, what stands around the closing one, and who is quoted."""

import re
from collections.abc import Collection, Iterator, Sequence

from copydesk.eyd_v.lists import HEAD_NOUNS
from copydesk.findings import Field, Level
from copydesk.reading import Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

_OPENING, _CLOSING = "“„", "”‟"
SAYING = (
    r"kata|ujar|ucap|tutur|ungkap|imbuh|tambah|pungkas|tandas|tukas|cetus|beber|papar|jelas"
    r"|terang|tegas|tanya|sahut"
    r"|lanjut|harap|sebut|pesan|pinta|ajak|imbau|kelakar|keluh|nilai|urai|ulas|kenang|aku"
    r"|cerita|klaim|seru|singgung|jawab|sambung|tutup|(?:demikian|begitu)\s+kata|demikian"
)
# Who may follow "kata" in small letters. Anything else does not tell a tag from a sentence.
_WHO = (
    r"dr(?=\.)|dia|ia|beliau|mereka|kami|saya|pria|wanita|lelaki|perempuan|warga|ketua|kepala|wali|wakil|bupati"
    r"|gubernur|camat|lurah|seorang|salah|para|sang|ibu|bapak|pak|bu|mantan|anggota|juru|jubir"
    r"|pelatih|kapten|sekretaris|direktur|korban|pelaku|tersangka|terdakwa|pedagang|petani|nelayan"
    r"|pengunjung|pembeli|dokter|bidan|guru|dosen|siswa|mahasiswa|polisi|petugas|pemilik|hakim|jaksa"
)
# With -nya it can only be a speech tag; without, a name or somebody has to follow.
_TAG = re.compile(
    rf"(\s*)(,?)(\s*)(?=(?i:{SAYING})(?i:nya)\b|(?:{SAYING})\s+(?:[A-Z]|(?:{_WHO})\b))"
)
_SHOUTED_TAG = re.compile(rf"(\s*)(,?)(\s*)(?=(?i:{SAYING})\s+[A-Z]|(?i:(?:{SAYING})nya)\b)")
_INTRODUCED = re.compile(
    r"\b(?:berkata|bertanya|menjawab|mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan"
    r"|mengungkapkan|menambahkan|ujar|kata|tutur|ucap|ungkap)(?:nya)?(?:\s[A-Z]\w*)*[,:]\s*$"
)
_REACH = 80  # letters looked at before a quotation
_SPACE = re.compile(r"\s")

PAIRS = Rule(
    "P09",
    name="Pasangan tanda petik",
    about="Petik pembuka menempel pada kata sesudahnya dan petik penutup pada kata sebelumnya.",
    source="EYD V, Tanda Petik",
    kinds={
        "pembuka": Kind(Level.GALAT, "Petik pembuka terbalik atau renggang.", safe=True),
        "penutup": Kind(Level.GALAT, "Petik penutup terbalik atau renggang.", safe=True),
        "ganjil": Kind(Level.PERINGATAN, "Tanda petik ini tidak ada pasangannya."),
        "gaya": Kind(Level.SARAN, "Redaksi memakai tanda petik {style}.", safe=True),
    },
    bad=(
        Bad("” Anggaran cukup, “katanya.", "“Anggaran cukup, “katanya."),
        Bad("“Anggaran cukup, “katanya.", "“Anggaran cukup,” katanya."),
        Bad('" Anggaran cukup," katanya.', '"Anggaran cukup," katanya.'),
        Bad("Menurut dia, “Anggaran cukup.", kind="ganjil"),
    ),
    good=(
        Good("“Anggaran cukup,” katanya."),
        Good('"Anggaran cukup," katanya.'),
        Good('Layar 21" itu pecah.'),
        Good("“Kami siap bekerja. / “Kami juga siap mundur,” kata Rini."),
    ),
)


def _is_sound(reading: Reading, quote: Quote) -> bool:
    """Say whether counting marks gave a quotation that can be one: it starts where words start."""
    text, (opening, closing) = reading.text, quote
    before = text[opening - 1 : opening]
    return (
        closing < len(text)
        and closing > opening + 1
        and text[opening + 1 : closing].strip() != ""
        and (before == "" or before in "([-–—/:,." or before.isspace())
        and not (
            text[closing + 1 : closing + 2].isalnum()
            and text[closing - 1].isspace()
            and text[closing] in '"'
        )
    )


@PAIRS.each
def pairs(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    if not all(_is_sound(reading, quote) for quote in reading.quotes):
        return
    for opening, closing in reading.quotes:
        after = opening + 1
        while text[after].isspace():
            after += 1
        if text[opening] in _CLOSING or after > opening + 1:
            mark = "“" if text[opening] in _CLOSING else text[opening]
            yield Hit("pembuka", opening, after, (mark,))
        if text[closing] in _OPENING:
            start, end, right = _closed(reading, Quote(opening, closing), "”")
            yield Hit("penutup", start, end, (right,))


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


_STRAIGHT = '"'


@PAIRS.each
def house_marks(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find marks of the other shape than the house writes, where all marks are right otherwise."""
    style, text = room.desk.house.quotes, reading.text
    if style == "bebas" or len(reading.marks) % 2:
        return
    if any(True for look in (pairs, closing) for _hit in look(reading, room)):
        return  # those mend the same marks
    for opening, end in reading.quotes:
        for at, curly in ((opening, "“"), (end, "”")):
            right = _STRAIGHT if style == "lurus" else curly
            if text[at] != right:
                yield Hit("gaya", at, at + 1, (right,), {"style": style})


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
    },
    bad=(
        Bad("“Semua aman, ” katanya.", "“Semua aman,” katanya."),
        Bad("“Semua pihak aman” katanya.", "“Semua pihak aman,” katanya."),
        Bad('"Semua pihak aman", kata Ani.', '"Semua pihak aman," kata Ani.'),
        Bad('"Semua pihak aman." kata Ani.', '"Semua pihak aman," kata Ani.'),
        Bad("“Semua aman,”katanya.", "“Semua aman,” katanya."),
        Bad("Ia menyebutnya “aman ” saja.", "Ia menyebutnya “aman” saja."),
        Bad("“Kita tunggu saja” sambung beliau.", "“Kita tunggu saja,” sambung beliau."),
        Bad("“Apakah aman?,” tanya Ani.", "“Apakah aman?” tanya Ani."),
        Bad("“Apakah aman”? tanya Ani.", "“Apakah aman?” tanya Ani."),
        Bad("Ani berkata, “Semua aman”.", "Ani berkata, “Semua aman.”"),
        Bad("Ani berkata “Semua aman.”", "Ani berkata, “Semua aman.”"),
        Bad("“SEMUA PIHAK AMAN” KATA ANI", "“SEMUA PIHAK AMAN,” KATA ANI"),
    ),
    good=(
        Good("“Semua aman,” katanya."),
        Good("“Apakah aman?” tanya Ani."),
        Good("“Jangan!” katanya."),
        Good("Kata “aman” jelas tidak tepat."),
        Good('Program "Metro Ceria" dimulai.'),
        Good('Mereka menyebutnya "aman".'),
        Good("Judulnya, “Kota yang Tidur”. Warga menyebut, “kota mati”."),
    ),
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


def _closed(reading: Reading, quote: Quote, mark: str) -> tuple[int, int, str]:
    """Return the span around a closing mark and how it should be written."""
    text, closing = reading.text, quote.closing
    start, end = closing, closing + 1
    while text[start - 1].isspace():
        start -= 1
    pattern = _SHOUTED_TAG if reading.is_shouting else _TAG
    outside = text[end : end + 1]
    beyond = pattern.match(text, end + 1) if outside in {"?", "!"} else None
    if beyond and text[start - 1].isalnum() and _is_speech(reading, quote):
        return start, beyond.end(), f"{outside}{mark} "
    tag = pattern.match(text, end)
    if tag and _is_speech(reading, quote):
        end = tag.end()
        last = text[start - 1]
        if last == "," and text[start - 2] in "?!":
            return start - 1, end, f"{mark} "
        if last == "." and text[start - 2 : start - 1] != ".":
            return start - 1, end, f",{mark} "
        return start, end, f"{'' if last in ',?!…-–—.' else ','}{mark} "
    follows = text[end : end + 1]
    if (
        follows == "."
        and text[start - 1].isalnum()
        and len(text[quote.opening : closing].split()) > 1
        and _INTRODUCED.search(text[max(0, quote.opening - _REACH) : quote.opening])
    ):
        return start, end + 1, f".{mark}"
    return start, end, f"{mark} " if follows.isalnum() else mark


@CLOSING.each
def closing(reading: Reading, room: Room) -> Iterator[Hit]:
    if not all(_is_sound(reading, quote) for quote in reading.quotes):
        return
    text = reading.text
    for quote in reading.quotes:
        if text[quote.closing] in _OPENING:
            continue
        start, end, right = _closed(reading, quote, text[quote.closing])
        if _SPACE.sub(" ", text[start:end]) != right:
            yield Hit("spasi" if right == text[quote.closing] else "bentuk", start, end, (right,))


_NO_COMMA = re.compile(r"\b(?:berkata|bertanya|menjawab)([ \u00a0]+)(?=[\"“][A-Z])")


@CLOSING.each
def introduction(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what introduces somebody's words without a comma."""
    for found in _NO_COMMA.finditer(reading.text):
        if any(quote.opening == found.end() for quote in reading.quotes):
            yield Hit("pengantar", *found.span(1), (", ",))


SPEAKER = Rule(
    "P11",
    name="Pembicara tanpa nama",
    about=(
        "Kutipan pertama menyebut siapa yang berbicara; “katanya” sebelum ada nama membuat"
        " pembaca bertanya."
    ),
    source="Kode Etik Jurnalistik pasal 1 dan 3; gaya selingkung",
    kinds={
        "tanpa-nama": Kind(Level.PERINGATAN, "Siapa yang berbicara? Belum ada nama yang disebut.")
    },
    bad=(
        Bad("Pemerintah kota menambah dana. / “Dana itu cukup untuk setahun,” katanya."),
        Bad("“Semua bahan sudah siap sejak lama,” bebernya."),
        Bad("Rapat Paripurna DPRD digelar. / “Kami setuju dengan dana itu,” kata dia."),
    ),
    good=(
        Good(
            "Kepala Dinas Sosial Rini Astuti menambah dana. / “Dana itu cukup untuk setahun,” "
            "katanya."
        ),
        Good("“Semua bahan sudah siap sejak lama,” kata Rini."),
        Good("Warga, Sutarno, mengeluh. / “Jalan itu rusak sejak lama,” katanya."),
        Good('Film "Laskar Pelangi di Kota" diputar.'),
    ),
    fields=frozenset({Field.BODY}),
)
_TAGGED = re.compile(rf"\s*(?:(?:{SAYING})nya\b|(?:{SAYING})\s+(?:dia|ia|beliau|mereka)\b)")
_NAME = r"[A-Z][a-z'’]+(?:\s+(?:[A-Z][a-z'’]*\.?|bin|binti|van))*"
_SAYS = (
    r"mengatakan|menyebut\w*|menyatakan|menjelaskan|menerangkan|menuturkan|mengaku\w*"
    r"|mengungkapkan|menegaskan|memaparkan"
    r"|menambahkan|berharap|mengeluh\w*|mengingatkan|mengimbau|meminta|menilai|berkata"
    r"|bercerita|menceritakan|memastikan"
    r"|membenarkan|membantah|menyampaikan|mengapresiasi|berpesan|menyambut|mengajak|optimistis"
    r"|mendorong|mencatat"
    r"|bilang|mengenang|menyayangkan|melaporkan|berjanji|mempersilakan|menolak|menduga"
)
_ROLE = (
    r"Kepala|Wali\s?[Kk]ota|Bupati|Gubernur|Ketua|Sekretaris|Camat|Lurah|Kapolres|Kapolsek"
    r"|Kasat|Kasatreskrim|Direktur"
    r"|Manajer|Menteri|Presiden|Anggota|Pelatih|Kapten|Bendahara|Koordinator|Juru Bicara|Jubir"
    r"|Pengamat|Dosen|Guru|Dokter"
    r"|Ustaz|Kiai|KH|Pendeta|Hakim|Jaksa|Kades|Pedagang|Petani|Warga|Komandan|Dandim|AKBP"
    r"|Kompol|Iptu|Ipda|Letkol"
    r"|kepala|ketua|warga|petani|pedagang|pelatih|guru|siswa|peserta|pengunjung|pembeli|penjual"
    r"|dokter|bidan|sopir|nelayan"
    r"|pemilik|pengurus|relawan|seorang|orang tua|mahasiswa|pengelola|penumpang|anggota|istri"
    r"|suami|manajer|direktur|bernama"
)
# "kata Rini"; "Kepala Dinas Sosial Rini Astuti"; "warga Kampung Sawah, Rini,"
_PERSON = re.compile(
    rf"\b(?:{SAYING})\s+{_NAME}"
    rf"|\b(?:{_ROLE})\b(?:\s+(?!(?:di|dari"
    rf"|yang)\b)[\w./-]+){{0,12}}?,?\s+(?:[A-Z][a-z'’.]+\s+){{1,4}}"
    rf"|\b(?:{_ROLE})\b[^.]{{0,80}}?,\s+[A-Z][a-z'’]+[^.,]{{0,40}},"
)
# "Rini (41) mengatakan"; a name of two words, or one with an age.
_SUBJECT = re.compile(rf"{_NAME}(?:\s*\(\d+\))?,?\s(?:(?:juga|pun|sendiri|lalu)\s)?(?:{_SAYS})\b")
_FULL_NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’.]*)+|\b[A-Z][a-z'’]+(?=\s+\(\d\d\))"
    r"|(?:^|(?<=[.!?]\s))[A-Z][a-z'’]+(?:\s+[A-Z][a-z'’]+)+"
)
_NO_PERSON = re.compile(rf"(?:{'|'.join(sorted(HEAD_NOUNS))})\b")


def _names_somebody(text: str, people: Collection[str]) -> bool:
    """Say whether `text` names a person: by role, by verb, or by a name of two words or an age."""
    return (
        bool(_PERSON.search(text))
        or any(
            not _NO_PERSON.match(found[0])
            for names in (_SUBJECT, _FULL_NAME)
            for found in names.finditer(text)
        )
        or any(name in text for name in people)
    )


@SPEAKER.across
def unnamed_speaker(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at the first quotation of the story only: later ones miss what it misses."""
    before = ""
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY:
            continue
        for quote in reading.quotes:
            said = reading.text[quote.opening : quote.closing]
            if len(said.split()) < 4:
                continue
            if not _TAGGED.match(reading.text, quote.closing + 1):
                return
            told = f"{before} {reading.text[: quote.opening]}"
            if not _names_somebody(told, room.desk.lexicon.people):
                yield (
                    number,
                    Hit("tanpa-nama", quote.opening, min(quote.closing + 1, len(reading.text))),
                )
            return
        before += f" {reading.text}"


RULES = (PAIRS, CLOSING, SPEAKER)
