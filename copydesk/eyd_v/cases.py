"""P21: one word, or one name, written in two cases."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from copydesk.eyd_v.degrees import PERSONS
from copydesk.eyd_v.lists import BEFORE_NAMES, SHORT_WORDS
from copydesk.eyd_v.phrases import halves
from copydesk.eyd_v.slips import COMMON, PEOPLE, PLACES
from copydesk.findings import Field, Level
from copydesk.reading import Reading, Word
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

_SHORTEST = 4  # letters; of an acronym one fewer
_SMALL_OR_RP = COMMON | {"rp"}
_GLANCE = 30  # letters before a word

_WHERE = frozenset({Field.BODY, Field.STANDFIRST})

SAME_CASE = Rule(
    "P21",
    name="Huruf kapital yang konsisten",
    about=(
        "Satu istilah ditulis dengan satu cara: huruf kapital untuk nama, huruf kecil untuk"
        " istilah umum."
    ),
    source="EYD V, Huruf Kapital; gaya selingkung",
    kinds={
        "campur": Kind(
            Level.SARAN,
            "“{words}” ditulis dengan dua cara: {capital} kali kapital, {small} kali huruf kecil.",
            quotes=InQuotes.TELL,
        ),
        "bentuk": Kind(Level.SARAN, "Di naskah ini juga ditulis “{other}”.", quotes=InQuotes.TELL),
    },
    bad=(
        Bad("Tahap Rebolisasi mulai. / Warga ikut Rebolisasi. / Hasil rebolisasi baik."),
        Bad("Petugas Puskesmas datang. / Kata dia, puskesmas buka."),
        Bad("Kantor Basarnas buka. / Petugas BASARNAS datang.", kind="bentuk"),
        Bad("Petugas BPBD datang. / Anggota Bpbd pulang.", kind="bentuk"),
        Bad("Siswa SMP menang. / Guru smp bangga.", kind="bentuk"),
        Bad("Layanan SIM Keliling buka. / Antre di SIM keliling panjang.", kind="bentuk"),
        Bad("Temuan Inspektorat ada tujuh. / Laporan inspektorat tebal. / Kerja Inspektorat usai."),
        Bad("Warga ke Pekan Raya Wanasari. / Parkir pekan raya Wanasari penuh.", kind="bentuk"),
        Bad("Ubin trotoar lepas. / Warga di trotoar jatuh. / Perbaikan Trotoar dimulai."),
        Bad("Dua trotoar rusak. / Ubin trotoar lepas. / Ada 1.200 Trotoar lain."),
        Bad("Semua camat hadir. / Setiap camat bicara. / Para Camat pulang."),
        Bad("Tiga puskesmas penuh. / Warga ke puskesmas. / Semua PUSKESMAS siaga.", kind="bentuk"),
        Bad("Seni Islam diajarkan. / Sejarah Islam juga. / Kaligrafi islam dipamerkan."),
        Bad("Warga menemui gubernur. / Staf gubernur hadir. / Makan bersama Gubernur usai."),
        Bad("Warga menelepon Siaga 112. / Panggilan ke siaga 112 gratis.", kind="bentuk"),
        Bad("Pemkot menggelar Pasar Murah. / Warga ke pasar murah itu.", kind="bentuk"),
        Bad("Dinas Sosial Metro hadir. / Staf Dinas sosial datang.", kind="bentuk"),
        Bad(
            "Warga Kelurahan Margasari antre. / Kini warga kelurahan Margasari lega.", kind="bentuk"
        ),
        Bad("Ia ke Pekan Raya Kriya Wana. / Pekan raya Kriya Wana ramai.", kind="bentuk"),
        Bad("Ia ke Alun-Alun Wana. / Parkir di Alun-alun Wana penuh.", kind="bentuk"),
        Bad("Usai salat Subuh warga berkumpul. / Saat salat subuh ia datang.", kind="bentuk"),
        Bad("Dusun Ngasem banjir. / Pemuda dusun Ngasem membantu.", kind="bentuk"),
        Bad("Anggota Bawaslu Metro hadir. / Menurut aturan, bawaslu memeriksa saksi."),
    ),
    good=(
        Good("Tahap rebolisasi mulai. / Rebolisasi selesai."),
        Good("Warga Kota Metro tinggal di kota."),
        Good("Petugas Puskesmas Mulyojati datang. / Kata dia, puskesmas buka."),
        Good("Wali Kota Sukardi hadir. / Kata wali kota, warga senang."),
        Good("Warga Kampung Tua Baru datang. / Di kampung tua itu ada sumur."),
        Good("Pasar ramai. / Warga ke pasar. / Atap pasar bocor. / Perbaikan Pasar Rejo dimulai."),
        Good("Satu koperasi tutup. / Dua koperasi buka. / Dinas Koperasi mencatatnya."),
        Good("Kerja bakti dimulai. / Warga senang kerja bakti."),
        Good("Wali kota Metro lama hadir. / Warga Kota Metro datang dan Kota Metro ramai."),
        Good("Kata Melati, bunga melati itu wangi. / Melati menanam melati."),
        Good("Kepala Desa Wana hadir. / Menurut kepala desa Wana lama, warga senang."),
        Good('Ia bilang, "Warga Desa Wana sabar." / Kini warga Desa Wana lega.'),
        Good("Kepala SMP Wana datang. / Rapat kepala SMP usai. / Ketua Forum Kepala SMP pulang."),
    ),
    fields=_WHERE,
)


# Behind them stands a kind, and no name: para Camat.
_MANY = re.compile(
    r"\b(?:para|semua|seluruh|setiap|tiap|kedua|ketiga|beberapa|sejumlah|banyak|seorang|bagi|antar)"
    r"\s+$",
    re.IGNORECASE,
)
# Dinas Pemuda dan Olahraga: a name goes on behind a small word.
_NAME_GOES_ON = re.compile(r"\b[A-Z][\w-]*,?\s+(?:dan|serta)\s+$")
_NAME_FOLLOWS = re.compile(r"\s+(?:[A-Z\d]|RI\b)")
_WORD_FOLLOWS = re.compile(r"\s+(?:[A-Z][a-z]|[A-Z]{2,}\s+[A-Z])")


@SAME_CASE.across
def mixed_case(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at words that no dictionary has: of the others both forms are mostly right."""
    small: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    capital: dict[str, int] = defaultdict(int)
    alone: Counter[str] = Counter()
    things: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    body = [(number, reading) for number, reading in enumerate(story) if _is_told(reading)]
    written = {word.text for _number, reading in body for word in reading.words}
    in_both = {form.lower() for form in written if not form.islower() and form.lower() in written}
    for number, reading in body:
        for word in reading.words:
            if word.lower not in in_both:
                continue
            if len(word.text) < _SHORTEST or reading.is_italic(word.start, word.end):
                continue
            if any(start < word.end and word.start < end for start, end, _ in reading.changes):
                continue  # has a remark of its own, and will not stay as it is
            if word.text.islower():
                small[word.lower].append((number, word.start, word.end))
            elif word.lower in PERSONS["agencies"]:
                capital[word.lower] += 1
            elif (
                (word.text[1:].islower() or word.text == word.lower.title())
                and not reading.starts_sentence(word.start)
                # Puskesmas Yosomulyo is a name, and puskesmas none.
                and not (_NAME_FOLLOWS if word.lower in SHORT_WORDS else _WORD_FOLLOWS).match(
                    reading.text, word.end
                )
            ):
                capital[word.lower] += 1
                alone[word.lower] += _is_alone(reading, word)
                if _is_in_prose(reading, word):
                    things[word.lower].append((number, word.start, word.end))
    for both in sorted(small.keys() & capital.keys()):
        # What no name is has a capital nowhere: Pencegahan Tengkes, setiap Kader.
        if len(small[both]) >= capital[both] == len(things[both]) and _is_thing(both):
            if both not in room.desk.lexicon.words:
                number, start, end = things[both][0]
                data = {"capital": capital[both], "small": len(small[both])}
                yield number, Hit("campur", start, end, (), data)
            continue
        is_word = room.dictionary.spells(both) and both not in SHORT_WORDS
        if (
            is_word
            and both not in PERSONS["nations"] | PERSONS["agencies"]
            and not (
                # Most words of the dictionary are names of somebody or some place as well.
                both in PERSONS["kinds"]
                and alone[both] == capital[both]
                and capital[both] + len(small[both]) >= _OFTEN
            )
        ):
            continue
        if both in room.desk.lexicon.words:
            continue
        for number, start, end in small[both]:
            data = {"capital": capital[both], "small": len(small[both])}
            yield number, Hit("campur", start, end, (), data)


def _is_thing(word: str) -> bool:
    """Say whether a word is no name: trotoar and bupati, and not dewan, which stands for one."""
    return word not in PERSONS["stand_for"] and (
        word in PERSONS["roles"] or (word in COMMON and word.capitalize() not in PEOPLE | PLACES)
    )


def _word_before(reading: Reading, at: int) -> str:
    """Return what stands between the last two spaces before a place."""
    return reading.text[max(0, at - _GLANCE) : at].rstrip().rpartition(" ")[2]


def _is_in_prose(reading: Reading, word: Word) -> bool:
    """Say whether a capital stands among ordinary words, with none that begins a name before it."""
    before = _word_before(reading, word.start)
    lower = before.lower()
    if (
        not _is_prose(reading)
        or not before.replace(".", "").isalnum()  # 1.200 too
        or _NAME_FOLLOWS.match(reading.text, word.end)
        or _NAME_GOES_ON.search(reading.text, max(0, word.start - _GLANCE), word.start)
    ):
        return False
    if _MANY.search(reading.text, max(0, word.start - _GLANCE), word.start):
        return True
    if reading.text[word.start - 1] != " " or reading.text[word.end : word.end + 1] in {
        "-",
        "”",
        '"',
    }:
        return False
    if before != lower and not reading.starts_sentence(word.start - len(before) - 1):
        return False
    return (
        # A small letter is no name's, and a capital may be.
        (before == lower or lower in COMMON)
        and before not in PEOPLE | _HEADS - _KEEPERS
        and lower not in PERSONS["stand_for"] | PERSONS["named"]
        and not {lower, before} & (PERSONS["places"] | PERSONS["calls"])
        and not {lower.capitalize()} & (PERSONS["places"] | BEFORE_NAMES - _KEEPERS)
    )


_KEEPERS = frozenset({"Petugas", "Pengurus", "Pengelola", "Kepala", "Pegawai", "Warga"})
_OFTEN = 3  # times in both cases together


def _is_alone(reading: Reading, word: Word) -> bool:
    """Say whether no other capital stands beside a word, which would make both a name."""
    before = _word_before(reading, word.start)
    if before[:1].isupper() and not reading.starts_sentence(word.start - len(before) - 1):
        return False
    return before not in _HEADS and not _NAME_FOLLOWS.match(reading.text, word.end)


def _is_told(reading: Reading) -> bool:
    """Say whether a text belongs to the story; in headlines capitals are P23's."""
    return reading.field in _WHERE and not reading.paragraph.cell


def _is_prose(reading: Reading) -> bool:
    return _is_told(reading) and not (reading.paragraph.heading or reading.is_shouting)


@SAME_CASE.across
def acronyms(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find an acronym that has its capitals in two ways: BASARNAS, Basarnas; SMP, smp."""
    places: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    prose = [(number, reading) for number, reading in enumerate(story) if _is_prose(reading)]
    written = {word.text for _number, reading in prose for word in reading.words}
    with_capitals = {form.lower() for form in written if sum(map(str.isupper, form)) > 1}
    titles = [
        (number, reading)
        for number, reading in enumerate(story)
        if reading.is_title and not reading.is_shouting
    ]
    for number, reading in (*prose, *titles):
        for word in reading.words:
            if (
                word.lower in with_capitals
                # A title gives each word a capital, and takes none: Bpbd there, BPBD in the text.
                and (word.text.istitle() or not reading.is_title)
                # Rt and Pp are an RT and a PP; di is no DI, and Rp5 no part of RP3KP.
                and (len(word.text) >= _SHORTEST - 1 or word.lower not in _SMALL_OR_RP)
                and not reading.is_italic(word.start, word.end)
                # What has a remark of its own will not stay as it is: wib.
                and not (
                    reading.changes
                    and any(a < word.end and word.start < b for a, b, _ in reading.changes)
                )
            ):
                places[word.lower][word.text].append((number, word.start, word.end))
    for lower, forms in sorted(places.items()):
        if len(forms) == 1:
            continue
        large = [
            form
            for form in forms
            if sum(map(str.isupper, form)) > 1 and ("-" not in form or form.startswith("e-"))
        ]
        if not large or (room.dictionary.spells(lower) and not _is_shouted(lower, forms)):
            continue
        if lower in room.desk.lexicon.words:
            continue
        # The form used least is the odd one; of two used as often, the later.
        usual = max(forms, key=lambda form: len(forms[form]))
        for form in forms:
            for number, start, end in forms[form] if form != usual else ():
                yield number, Hit("bentuk", start, end, (), {"other": usual})


def _is_shouted(lower: str, forms: Mapping[str, Sequence[object]]) -> bool:
    """Say whether an ordinary word stands in capitals once, and else in small letters."""
    usual, loud = len(forms.get(lower, ())), len(forms.get(lower.upper(), ()))
    return lower in COMMON and len(lower) > _SHORTEST and loud == 1 < usual


# Siaga 112, Lapor 110, Pemilu 2024: a service or an event called by its number.
_NUMBERED = re.compile(
    r"\b(?:[A-Z][a-z]{3,} 1\d\d|(?:Pemilu|Pil[a-z]+|Olimpiade|Sensus|Porprov|Popda) (?:19|20)\d\d)"
    r"\b(?! [A-Z]|[.,]\d)"
)
_RUN = re.compile(
    r"[A-Z]\w+(?:-[A-Z]\w+)?(?: [A-Z]\w+(?:-[A-Z]\w+)?){1,4}(?! ?[A-Z(]| ?\d(?!\d{3}\b))"
)


@SAME_CASE.across
def names_of_things(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find the name of an event or programme that stands elsewhere in small letters."""
    prose = [(number, reading) for number, reading in enumerate(story) if _is_prose(reading)]
    names: set[str] = set()
    inner: set[str] = set()  # seen inside a sentence, where each of their capitals is meant
    for _number, reading in prose:
        for found in _RUN.finditer(reading.text):
            if any(a < found.end() and found.start() < b for a, b, _ in reading.changes):
                continue  # has a remark of its own, and will not stay as it is
            first, *rest = found[0].split()
            begins = reading.starts_sentence(found.start())
            inside = rest if begins else [first, *rest]
            is_whole = begins or not _word_before(reading, found.start())[:1].isupper()
            if is_whole and not all(word.isupper() for word in inside):
                names.add(found[0])
                if len(inside) > 1:  # Program Kampung Iklim: the first is large in any case
                    names.add(" ".join(inside))
                    inner.add(" ".join(inside))
        for found in _NUMBERED.finditer(reading.text):
            is_inside = not reading.starts_sentence(found.start())
            if is_inside and found[0].split()[0].lower() not in PERSONS["numbered"]:
                names.add(found[0])
    everything = "\n".join(reading.text for _number, reading in prose)
    for name in sorted(names):
        # An acronym keeps its capitals among small letters.
        small = " ".join(word if word.isupper() else word.lower() for word in name.split())
        with_capital = " ".join(
            word if word.isupper() or not number else word.lower()
            for number, word in enumerate(name.split())
        )
        if name in room.desk.lexicon.names or name in room.desk.lexicon.people:
            continue
        begun = _begun_small(name) if name in inner else set()
        for form in sorted({small, with_capital, *begun} - {name}):
            if form not in everything:  # a hundred times quicker than the pattern
                continue
            for number, reading in prose:
                for found in re.finditer(rf"\b{re.escape(form)}\b(?! [A-Z])", reading.text):
                    before = _word_before(reading, found.start()).lower()
                    if form in begun - {small} and before in _HOLDERS:
                        continue  # kepala desa Sukamaju, wali kota Metro
                    if form != with_capital or not reading.starts_sentence(found.start()):
                        yield number, Hit("bentuk", *found.span(), (), {"other": name})


_HEADS = frozenset(
    {"Dinas", "Badan", "Kementerian", "Komisi", "Menteri", "Kepala", "Hari", "Pekan"}
)
_HOLDERS = (PERSONS["roles"] - {"warga"}) | {"perangkat", "pemerintah", "aparat", "balai"}


def _begun_small(name: str) -> set[str]:
    """Return a name with small letters up to one of its words: pekan raya Wanasari."""
    words = name.split()
    if words[0].lower() in PERSONS["calls"] | PERSONS["roles"]:
        return set()  # Pak Hendra and pak Hendra, Bupati Hendra and bupati Hendra: P22's
    return {
        " ".join([*(word.lower() for word in words[:at]), *words[at:]])
        for at in range(1, len(words))
        if not any(word.isupper() for word in words[:at])
    }


@SAME_CASE.across
def neighbours(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find two words of a name of which one has its capital in one place only."""
    for half in halves([(number, one) for number, one in enumerate(story) if _is_prose(one)]):
        if half.other not in room.desk.lexicon.names:
            yield half.number, Hit("bentuk", half.start, half.end, (), {"other": half.other})


RULES = (SAME_CASE,)
