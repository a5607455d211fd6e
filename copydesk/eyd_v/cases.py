"""P21: one word, or one name, written in two cases."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from copydesk.eyd_v.lists import SHORT_WORDS
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, InQuotes, Kind, Room, Rule

_SHORTEST = 4  # letters; of an acronym one fewer

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
        Bad("Pemkot menggelar Pasar Murah. / Warga ke pasar murah itu.", kind="bentuk"),
    ),
    good=(
        Good("Tahap rebolisasi mulai. / Rebolisasi selesai."),
        Good("Warga Kota Metro tinggal di kota."),
        Good("Petugas Puskesmas Mulyojati datang. / Kata dia, puskesmas buka."),
        Good("Wali Kota Sukardi hadir. / Kata wali kota, warga senang."),
        Good("Warga Kampung Tua Baru datang. / Di kampung tua itu ada sumur."),
        Good("Kerja bakti dimulai. / Warga senang kerja bakti."),
    ),
    fields=frozenset({Field.BODY}),
)


_NAME_FOLLOWS = re.compile(r"\s+(?:[A-Z\d]|RI\b)")


@SAME_CASE.across
def mixed_case(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Look at words that no dictionary has: of the others both forms are mostly right."""
    small: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    capital: dict[str, int] = defaultdict(int)
    for number, reading in enumerate(story):
        if reading.field is not Field.BODY or reading.paragraph.cell:
            continue
        for word in reading.words:
            if len(word.text) < _SHORTEST or reading.is_italic(word.start, word.end):
                continue
            if any(start < word.end and word.start < end for start, end, _ in reading.changes):
                continue  # has a remark of its own, and will not stay as it is
            if word.text.islower():
                small[word.lower].append((number, word.start, word.end))
            elif (
                word.text[1:].islower()
                and not reading.starts_sentence(word.start)
                # Puskesmas Yosomulyo is a name, and puskesmas none.
                and not (word.lower in SHORT_WORDS and _NAME_FOLLOWS.match(reading.text, word.end))
            ):
                capital[word.lower] += 1
    for both in sorted(small.keys() & capital.keys()):
        is_word = room.dictionary.spells(both) and both not in SHORT_WORDS
        if is_word or both in room.desk.lexicon.words:
            continue
        for number, start, end in small[both]:
            data = {"capital": capital[both], "small": len(small[both])}
            yield number, Hit("campur", start, end, (), data)


def _is_prose(reading: Reading) -> bool:
    paragraph = reading.paragraph
    return (
        reading.field is Field.BODY
        and not (paragraph.cell or paragraph.heading)
        and not reading.is_shouting
    )


@SAME_CASE.across
def acronyms(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find an acronym that has its capitals in two ways: BASARNAS, Basarnas; SMP, smp."""
    places: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for number, reading in enumerate(story):
        if not _is_prose(reading):
            continue
        for word in reading.words:
            if len(word.text) >= _SHORTEST - 1 and not reading.is_italic(word.start, word.end):
                places[word.lower][word.text].append((number, word.start, word.end))
    for lower, forms in sorted(places.items()):
        if len(forms) == 1:
            continue
        large = [form for form in forms if sum(map(str.isupper, form)) > 1 and "-" not in form]
        if not large or room.dictionary.spells(lower):
            continue
        if lower in room.desk.lexicon.words:
            continue
        # The form used least is the odd one; of two used as often, the later.
        usual = max(forms, key=lambda form: len(forms[form]))
        for form in forms:
            for number, start, end in forms[form] if form != usual else ():
                yield number, Hit("bentuk", start, end, (), {"other": usual})


_RUN = re.compile(r"[A-Z]\w+(?:-[A-Z]\w+)?(?: [A-Z]\w+(?:-[A-Z]\w+)?){1,3}(?! ?[A-Z\d(])")


@SAME_CASE.across
def names_of_things(story: Sequence[Reading], room: Room) -> Iterator[tuple[int, Hit]]:
    """Find the name of an event or programme that stands elsewhere in small letters."""
    prose = [(number, reading) for number, reading in enumerate(story) if _is_prose(reading)]
    names: Counter[str] = Counter()
    for _number, reading in prose:
        for found in _RUN.finditer(reading.text):
            first, *rest = found[0].split()
            inside = rest if reading.starts_sentence(found.start()) else [first, *rest]
            is_whole = not reading.text[: found.start()].rstrip().split(" ")[-1][:1].isupper()
            if is_whole and not all(word.isupper() for word in inside):
                names[found[0]] += 1
                if len(inside) > 1:  # Program Kampung Iklim: the first is large in any case
                    names[" ".join(inside)] += 1
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
        for form in sorted({small, with_capital} - {name}):
            if form not in everything:  # a hundred times quicker than the pattern
                continue
            for number, reading in prose:
                for found in re.finditer(rf"\b{re.escape(form)}\b(?! [A-Z])", reading.text):
                    if not (form != small and reading.starts_sentence(found.start())):
                        yield number, Hit("bentuk", *found.span(), (), {"other": name})


RULES = (SAME_CASE,)
