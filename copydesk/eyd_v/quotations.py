"""P10: what stands around quotation marks, and what a quotation is."""

import re
from collections.abc import Iterator

from copydesk.findings import Field, Level
from copydesk.reading import MARKS, Quote, Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

OPENING = "“„"
SAYING = (
    r"kata|ujar|ucap|tutur|ungkap|imbuh|tambah|pungkas|tandas|tukas|cetus|beber|papar|jelas"
    r"|terang|tegas|tanya|sahut"
    r"|lanjut|harap|sebut|pesan|pinta|ajak|imbau|kelakar|keluh|nilai|urai|ulas|kenang|aku"
    r"|teriak|bentak|hardik|pekik|sergah|sorak|kilah|seloroh|canda|sesal|gumam|bisik|kisah|timpal|celetuk|dalih|saran|usul|sindir"
    r"|puji|lapor|kritik|protes|bela|elak"
    r"|janji|bantah|sanggah|tampik|jerit|gerutu|ratap|gurau|komentar|rinci|simpul|tulis"
    r"|cerita|klaim|seru|singgung|jawab|sambung|tutup|(?:demikian|begitu)\s+(?:kata|ujar|tutur|ucap)|demikian"
)
# What somebody does who says something, before the words or a "bahwa".
STATING = (
    r"mengatakan|menyatakan|menjelaskan|menerangkan|menuturkan|mengungkapkan|menegaskan|menambahkan"
    r"|berharap|menilai|berkata|bercerita|memastikan|menyampaikan|meminta|mengimbau|memaparkan"
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
    rf"(?i:{SAYING})(?i:nya)\b|(?:{SAYING})\s+(?:[A-Z]|(?:{_WHO})(?:nya)?\b)"
    # As if a sentence began: "…," Ujar Rini.
    r"|(?P<large>(?:Ujar|Ucap|Tutur|Imbuh|Ungkap|Kata|Jelas|Tegas|Terang|Papar|Beber)\s+[A-Z])"
)
# A name and its verb need no "kata": Bagus menambahkan.
_NAMED_TAG = re.compile(
    r"(?:demikian\s+)?(?:[A-Z][a-z]+\s+){1,3}(?:menambahkan|mengatakan|menjelaskan|menegaskan"
    r"|menuturkan|berkata|mengungkapkan|menyatakan|mengingatkan)\b"
)
# In a title these begin with a capital; other words of the kind are a title's verbs: Ajak, Tutup.
_TITLE_TAG = re.compile(r"(?:Kata|Ujar|Ucap|Tutur|Ungkap|Tegas)\s+[A-Z]")
_SHOUTED_TAG = re.compile(rf"(?i:{SAYING})\s+[A-Z]|(?i:(?:{SAYING})nya)\b")
_OUTSIDE = re.compile(r"[\s.,;?!]*")
# What is called by the words behind it, which nobody says: berjudul "Pulang".
_CALLED = (
    r"program|film|lagu|buku|novel|(?:ber)?judul|(?:ber)?tema|slogan|moto|semboyan|istilah|kata-kata"
    r"|tulisan|bertuliskan|spanduk|poster|papan|acara|lomba|festival|kegiatan|gerakan|rubrik|album"
    r"|puisi|sajak|cerpen|drama|lakon|pameran|(?:ber)?tajuk|bernama|disebut|menyebut\w*|julukan"
    r"|sebutan|sebagai|yel-yel|peribahasa|pepatah|diskusi|seminar|tagar|aplikasi|warung|toko|grup"
)
_INTRODUCED = re.compile(
    r"\b(?:berkata|bertanya|menjawab|mengaku|menyampaikan|memaparkan|mengimbau|berharap|mengeluh|berujar"
    r"|bertutur|berpesan|berseru|berteriak|menimpali|mengingatkan|membalas|berjanji|memastikan|menerangkan"
    r"|melanjutkan|bercerita|berdalih|berkilah|membantah|mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan"
    r"|mengungkapkan|menambahkan|ujar|kata|tutur|ucap|ungkap)(?:nya)?(?:\s[A-Z]\w*)*[,:]\s*$"
)
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
                and _TAG.match(text, _behind_signs(text, closing + 1))
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
    first = _SHOUTED_TAG if reading.is_shouting else _TAG
    second = _NAMED_TAG
    if reading.is_title and not reading.is_shouting:
        first, second = _TITLE_TAG, _TAG
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


def closed(reading: Reading, quote: Quote, mark: str) -> tuple[int, int, str]:
    """Return the span around a closing mark and how it should be written."""
    text, (opening, closing) = reading.text, quote
    said = text[opening + 1 : closing]
    kept = said.rstrip(_SIGNS)
    inside, start = said[len(kept) :], opening + 1 + len(kept)
    end = closing + 1
    outside = text[end : _behind_signs(text, end)]
    tag = _tag_at(reading, end + len(outside)) if _is_speech(reading, quote) else None
    if tag and kept[-1:] not in "'’-–—" and _is_meant(tag, inside, outside, text):
        end += len(outside)
        sign = _sign(inside, outside)
        if tag[0][0].isupper() and tag.re is _TAG and not reading.is_title:
            return start, end + 1, f"{sign}{mark} {text[end].lower()}"
        return start, end, f"{sign}{mark} "
    return _closed_without_tag(reading, quote, (start, inside), mark)


def _is_meant(tag: re.Match[str], inside: str, outside: str, text: str) -> bool:
    """Tell a tag from a sentence of its own: "Siap." Kata Rini, hujan turun."""
    if not tag[0][0].isupper() or tag.re is not _TAG:
        return True
    if tag["large"]:
        return "," in inside or "," in outside or tag[0].startswith(("Ujar", "Ucap", "Imbuh"))
    return text[tag.end() : tag.end() + 1] != ","


def _closed_without_tag(
    reading: Reading, quote: Quote, inner: tuple[int, str], mark: str
) -> tuple[int, int, str]:
    text, (opening, closing) = reading.text, quote
    start, inside = inner
    end = closing + 1
    follows = text[end : end + 1]
    bare = inside.translate(_NO_SPACE_AT_ALL)
    is_said = len(text[opening:closing].split()) > 1 and _INTRODUCED.search(
        text[max(0, opening - _REACH) : opening]
    )
    if not bare and is_said and follows and follows in ".?!":
        asked = follows != "." and _ASKS.search(text[max(0, opening - _REACH) : opening])
        if follows == "." or asked:
            return start, end + 1, f"{follows}{mark}"
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


_ASKS = re.compile(
    r"\b(?:bertanya|menanyakan|tanya|berseru|berteriak|menyeru\w*|seru|teriak)\b[^.?!]*$"
)
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
        if _SPACE.sub(" ", text[start:end]) != right:
            yield Hit("spasi" if right == text[quote.closing] else "bentuk", start, end, (right,))


_NO_COMMA = Sought(
    r"\b(?:berkata|bertanya|menjawab|berujar|bertutur|berpesan"
    r"|(mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan|mengungkapkan|menambahkan"
    r"|mengungkap|memaparkan|menyampaikan|mengimbau|mengaku|berharap|mengeluh|berseru|berteriak"
    r"|menimpali|mengingatkan|membalas|menerangkan|melanjutkan|bercerita|berdalih|berkilah"
    # Farther off: menurut Rini; mengatakan kepada wartawan
    r"|(?:[Mm]enurut|[Kk]ata|[Uu]jar|[Tt]utur|mengatakan|menjelaskan|menyampaikan|berkata|bertanya)"
    rf"(?:\s+(?!(?:{_CALLED})\b)\w+){{1,5}}))([ \u00a0]+)(?=[\"“][A-Z])"
)
_MARKS = frozenset(MARKS)
_BEFORE_QUOTE = re.compile(r"(?<=[\w)\"”])([ \u00a0]*)([,.:;?!])([ \u00a0]*)$")


@CLOSING.each
def introduction(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what introduces somebody's words, or goes between them, without a comma or space."""
    text, quotes = reading.text, reading.quotes
    if not all(is_sound(reading, quote) for quote in quotes):
        return
    by_opening = {quote.opening: quote for quote in quotes}
    for found in _NO_COMMA.among(reading) if quotes else ():
        quote = by_opening.get(found.end())
        # These verbs may have a thing with a name behind them: menyatakan “Perang Sampah”.
        is_between = text[: found.start()].rstrip()[-1:] in _MARKS
        if quote and not is_between and not (found[1] and _is_short(reading, quote)):
            yield Hit("pengantar", *found.span(2), (", ",))
    for number, quote in enumerate(quotes):
        signs = _BEFORE_QUOTE.search(text, max(0, quote.opening - 4), quote.opening)
        if signs and (signs[1] or not signs[3]) and not (signs[1] and signs[2] == ":"):
            yield Hit("bentuk", *signs.span(), (f"{signs[2]} ",))
        elif number and (fix := _between(reading, quotes[number - 1], quote)):
            yield Hit("sambungan", quote.opening - 1, quote.opening, (fix,))


def _between(reading: Reading, first: Quote, second: Quote) -> str:
    """Return what is missing where somebody's words go on behind who says them, or ""."""
    text = reading.text
    between = text[first.closing + 1 : second.opening]
    said = text[second.opening + 1 : second.closing]
    if (
        not between[-1:].isspace()
        or not (between[-2:-1].isalnum() or between[-2:-1] == ")")
        or said[-1:] not in ".?!,…"
        or _CALLED_BEFORE.search(between)
        or not _tag_at(reading, first.closing + 1 + len(between) - len(between.lstrip()))
        or not _is_speech(reading, first)
    ):
        return ""
    if said[:1].islower():
        return ", " if len(said.split()) > 1 else ""
    if len(said.split()) <= _NAME_OF_TWO or _is_title_cased(said) or len(between.split()) > _FAR:
        return ""
    return ". " if _SENTENCE_FOLLOWS.match(text, second.closing + 1) else ""


_FAR, _NAME_OF_TWO = 8, 2  # words
_CALLED_BEFORE = re.compile(rf"\b(?:{_CALLED}|di|dalam|pada|soal|tentang)(?:\s+\w+)?\s$")


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
