"""P09 and P10: quotation marks, and what stands around the closing one."""

import re
from collections.abc import Iterator, Sequence

from copydesk.findings import Field, Level
from copydesk.reading import Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

_OPENING, _CLOSING = "“„", "”‟"
_STRAIGHT = '"'
SAYING = (
    r"kata|ujar|ucap|tutur|ungkap|imbuh|tambah|pungkas|tandas|tukas|cetus|beber|papar|jelas"
    r"|terang|tegas|tanya|sahut"
    r"|lanjut|harap|sebut|pesan|pinta|ajak|imbau|kelakar|keluh|nilai|urai|ulas|kenang|aku"
    r"|teriak|bentak|hardik|pekik|sergah|sorak|kilah|seloroh|canda|sesal|gumam|bisik|kisah|timpal|celetuk|dalih|saran|usul|sindir"
    r"|puji|lapor|kritik|protes|bela|elak"
    r"|cerita|klaim|seru|singgung|jawab|sambung|tutup|(?:demikian|begitu)\s+(?:kata|ujar|tutur|ucap)|demikian"
)
# Who may follow "kata" in small letters. Anything else does not tell a tag from a sentence.
_WHO = (
    r"dr(?=\.)|dia|ia|beliau|mereka|kami|saya|pria|wanita|lelaki|perempuan|warga|ketua|kepala|wali|wakil|bupati"
    r"|gubernur|camat|lurah|seorang|salah|para|sang|ibu|bapak|pak|bu|mantan|anggota|juru|jubir"
    r"|pelatih|kapten|sekretaris|direktur|korban|pelaku|tersangka|terdakwa|pedagang|petani|nelayan"
    r"|pengunjung|pembeli|dokter|bidan|guru|dosen|siswa|mahasiswa|polisi|petugas|pemilik|hakim|jaksa"
    r"|massa|pengunjuk|orang|penonton|suporter|pengelola|panitia|pengurus|pihak|tokoh|aktivis"
    r"|peneliti|pakar|pengamat|peserta|penyelenggara|buruh|pekerja|sopir|pengemudi|saksi|penjual"
    r"|perwakilan|juru|manajer|menteri|presiden|kiai|ustaz|pendeta|pengacara|koordinator|relawan"
    r"|penumpang|pasien|orang|suami|istri|ayah|anak|kakak|adik|tetangga|si|penyidik|komandan"
)
# With -nya it can only be a speech tag; without, a name or somebody has to follow.
_TAG = re.compile(
    rf"(\s*)(,?)(\s*)(?=(?i:{SAYING})(?i:nya)\b|(?:{SAYING})\s+(?:[A-Z]|(?:{_WHO})\b))"
)
# A name and its verb need no "kata": Bagus menambahkan.
_NAMED_TAG = re.compile(
    r"(\s*)(,?)(\s*)(?=(?:[A-Z][a-z]+\s+){1,3}(?:menambahkan|mengatakan|menjelaskan|menegaskan"
    r"|menuturkan|berkata|mengungkapkan|menyatakan|mengingatkan)\b)"
)
# In a title these begin with a capital; other words of the kind are a title's verbs: Ajak, Tutup.
_TITLE_TAG = re.compile(r"(\s*)(,?)(\s*)(?=(?:Kata|Ujar|Ucap|Tutur|Ungkap|Tegas)\s+[A-Z])")
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
        "campur": Kind(Level.PERINGATAN, "Petik pembuka dan penutup berbeda bentuk.", safe=True),
        "tunggal": Kind(Level.PERINGATAN, "Petik ganda ditulis dengan satu tanda, bukan dua."),
        "gaya": Kind(Level.SARAN, "Redaksi memakai tanda petik {style}.", safe=True),
    },
    bad=(
        Bad("” Anggaran cukup, “katanya.", "“Anggaran cukup, “katanya."),
        Bad("“Anggaran cukup, “katanya.", "“Anggaran cukup,” katanya."),
        Bad('" Anggaran cukup," katanya.', '"Anggaran cukup," katanya.'),
        Bad("Menurut dia, “Anggaran cukup.", kind="ganjil"),
        Bad('"Anggaran cukup,” katanya.', "“Anggaran cukup,” katanya.", kind="campur"),
        Bad("''Anggaran cukup,'' katanya.", kind="tunggal"),
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
            and not (
                text[: closing - 1].rstrip().endswith((",", "?", "!"))
                and _TAG.match(text, closing + 1)
            )
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
            yield Hit("pembuka", opening, after, (_pair(text, opening, closing)[0],))
        if text[closing] in _OPENING:
            right = _pair(text, opening, closing)[1]
            start, end, right = _closed(reading, Quote(opening, closing), right)
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
def unlike_marks(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a pair of which one mark is straight, and marks made of two signs."""
    text = reading.text
    for found in _TWO_SIGNS.finditer(text):
        yield Hit("tunggal", *found.span())
    if room.desk.house.quotes != "bebas" or len(reading.marks) % 2:
        return
    for opening, closing in reading.quotes:
        if text[opening] == _STRAIGHT and text[closing] in _CLOSING:
            yield Hit("campur", opening, opening + 1, ("“",))
        elif text[opening] in _OPENING and text[closing : closing + 1] == _STRAIGHT:
            yield Hit("campur", closing, closing + 1, ("”",))


_TWO_SIGNS = re.compile(r"(?<!['\d])''(?!')|``|(?<!\w),,(?=\w)|‘‘|’’")


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
        Good("Wali kota menyatakan “Perang Sampah” dimulai."),
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


def _further_tag(reading: Reading, end: int) -> re.Match[str] | None:
    pattern = _TITLE_TAG if reading.is_title else _NAMED_TAG
    return pattern.match(reading.text, end)


def _closed(reading: Reading, quote: Quote, mark: str) -> tuple[int, int, str]:
    """Return the span around a closing mark and how it should be written."""
    text, closing = reading.text, quote.closing
    start, end = closing, closing + 1
    while text[start - 1].isspace():
        start -= 1
    pattern = _SHOUTED_TAG if reading.is_shouting else _TAG
    outside = text[end : end + 1]
    beyond = pattern.match(text, end + 1) if outside in {"?", "!", "."} else None
    if beyond and text[start - 1].isalnum() and _is_speech(reading, quote):
        return start, beyond.end(), f"{',' if outside == '.' else outside}{mark} "
    tag = pattern.match(text, end) or _further_tag(reading, end)
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


_NO_COMMA = re.compile(
    r"\b(?:berkata|bertanya|menjawab|berujar|bertutur|berpesan"
    r"|(mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan|mengungkapkan|menambahkan"
    r"|mengungkap|memaparkan|menyampaikan|mengimbau))([ \u00a0]+)(?=[\"“][A-Z])"
)
_NO_SPACE = re.compile(r"(?<=[a-z])([,:])(?=[\"“][A-Z])")


@CLOSING.each
def introduction(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what introduces somebody's words without a comma."""
    quotes = {quote.opening: quote for quote in reading.quotes}
    for found in _NO_COMMA.finditer(reading.text):
        quote = quotes.get(found.end())
        # These verbs may have a thing with a name behind them: menyatakan “Perang Sampah”.
        if quote and not (found[1] and _is_short(reading, quote)):
            yield Hit("pengantar", *found.span(2), (", ",))
    for found in _NO_SPACE.finditer(reading.text):
        if found.end() in quotes:
            yield Hit("bentuk", *found.span(), (f"{found[0]} ",))


def _is_short(reading: Reading, quote: Quote) -> bool:
    said = reading.text[quote.opening + 1 : quote.closing]
    return len(said.split()) < _SHORTEST_SAID or reading.text[quote.closing - 1] not in ".?!…"


_SHORTEST_SAID = 4  # words


RULES = (PAIRS, CLOSING)
