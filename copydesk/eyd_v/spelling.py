"""P12 to P17: words written together, apart, or in a form that is not the standard one."""

import re
from collections.abc import Iterator

from copydesk.casing import capitalised, like
from copydesk.eyd_v.lists import (
    COMPOUNDS,
    JOINED,
    NEVER_ALONE,
    PARTICLES,
    PASSIVES,
    PREPOSITIONS,
    SMALL,
    STANDARD,
    SWALLOWED,
    WordList,
)
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

_COMPANY = re.compile(
    r"\b(?:PT|CV|UD|Toko|Koperasi|Yayasan|Rumah Makan|RM|Apotek|Bengkel|Hotel|Undang-Undang|UU"
    r"|Perda|Perwali)\.?"
    r"(?:\s+[A-Z][\w-]*)*\s+$"
)


def _listed(reading: Reading, words: WordList, kind: str) -> Iterator[Hit]:
    """Find what a list has, in its capitals, but not in the name of a firm or a law."""
    for start, end, right in words.find(reading):
        written = reading.text[start:end]
        if written[0].isupper() and _COMPANY.search(reading.text[max(0, start - 60) : start]):
            continue
        yield Hit(kind, start, end, (like(written, right, title=reading.is_title),))


PREPOSITION = Rule(
    "P12",
    name="Kata depan di, ke, dari",
    about="Kata depan ditulis terpisah dari kata yang mengikutinya: di kantor, ke sana, dari mana.",
    source="EYD V, Kata Depan",
    kinds={"serangkai": Kind(Level.GALAT, "Kata depan ditulis terpisah: “{fix}”.", safe=True)},
    bad=(
        Bad("Rapat digelar dikantor kelurahan.", "Rapat digelar di kantor kelurahan."),
        Bad("Burung itu diatas atap.", "Burung itu di atas atap."),
        Bad("Ia pergi kesana.", "Ia pergi ke sana."),
        Bad("Dimana rumahnya?", "Di mana rumahnya?"),
    ),
    good=(
        Good("Kemacetan dapat diatasi."),
        Good("Surat kepada warga yang keluar rumah."),
        Good("Acara dibalik menjadi kejutan."),
        Good("Di kantor kelurahan."),
    ),
)


@PREPOSITION.each
def joined_preposition(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in _listed(reading, PREPOSITIONS, "serangkai"):
        preposition, rest = hit.fixes[0].split(" ", 1)
        if reading.is_title and hit.start and not preposition.isupper():
            preposition = preposition.lower()
        elif not reading.is_title and not preposition.isupper():
            rest = rest if reading.text[hit.start].islower() else rest.lower()
            rest = (
                capitalised(rest)
                if rest in {"indonesia", "jakarta", "medan", "bandung", "surabaya", "lampung"}
                else rest
            )
        yield Hit(hit.kind, hit.start, hit.end, (f"{preposition} {rest}",))


PASSIVE = Rule(
    "P13",
    name="Awalan di-",
    about="Awalan di- pada kata kerja pasif ditulis serangkai: dilakukan, diberikan.",
    source="EYD V, Kata Turunan 1",
    kinds={"terpisah": Kind(Level.GALAT, "Awalan di- ditulis serangkai: “{fix}”.", safe=True)},
    bad=(
        Bad("Kegiatan di lakukan pagi.", "Kegiatan dilakukan pagi."),
        Bad("Lomba di selenggarakan panitia.", "Lomba diselenggarakan panitia."),
        Bad("Jalan itu di letakkan di peta.", "Jalan itu diletakkan di peta."),
    ),
    good=(
        Good("Kegiatan dilakukan pagi."),
        Good("Air di tutup botol itu kotor."),
        Good("Hadir di buka puasa bersama."),
        Good("Rapat di Serang membahas hal di tindakan itu."),
    ),
)


@PASSIVE.each
def split_passive(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in _listed(reading, PASSIVES, "terpisah"):
        stem = reading.text[hit.start : hit.end].split()[-1]
        if stem[0].isupper() and not stem.isupper() and not reading.is_title:
            continue  # a place may be called so: di Pasang
        yield Hit(hit.kind, hit.start, hit.end, (hit.fixes[0].replace(" ", ""),))


_DI_KAN = re.compile(r"\b(di)[ \u00a0]+([a-z]{3,}kan)\b", re.IGNORECASE)


@PASSIVE.each
def split_passive_of_kan(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what no list has: a verb in -kan. A noun that ends so is made with -an: tindak-an."""
    for found in _DI_KAN.finditer(reading.text):
        stem = found[2].lower()
        spells = room.dictionary.spells
        is_listed = ("di", stem) in PASSIVES.pairs
        is_noun = spells(stem[:-2]) or spells(f"ber{stem}") or stem.endswith("ekan")
        if not is_listed and not is_noun and spells(f"di{stem}") and found[2].islower():
            yield Hit("terpisah", found.start(), found.end(), (f"{found[1]}{found[2]}",))


PARTICLE = Rule(
    "P14",
    name="Partikel pun",
    about=(
        "pun ditulis terpisah, kecuali pada dua belas kata penghubung seperti walaupun dan"
        " meskipun."
    ),
    source="EYD V, Partikel",
    kinds={"pun": Kind(Level.PERINGATAN, "Tulis “{fix}”.", safe=True)},
    bad=(
        Bad("Apapun hasilnya, kami siap.", "Apa pun hasilnya, kami siap."),
        Bad("Walau pun hujan, ia datang.", "Walaupun hujan, ia datang."),
        Bad("Dimanapun ia berada.", "Di mana pun ia berada."),
        Bad("Kepala desapun hadir.", "Kepala desa pun hadir."),
    ),
    good=(
        Good("Apa pun hasilnya, kami siap."),
        Good("Walaupun hujan dan meskipun panas."),
        Good("Ia belum pernah datang sekali pun, sekalipun diundang."),
        Good("Pohon serumpun itu memohon ampun."),
    ),
)


_SHORTEST_BEFORE_PUN = 4  # `him-pun`, `rum-pun` are words of their own


@PARTICLE.each
def pun(reading: Reading, room: Room) -> Iterator[Hit]:
    yield from _listed(reading, PARTICLES, "pun")
    for word in reading.words:
        stem = word.lower.removesuffix("pun")
        if (
            stem != word.lower
            and word.text.islower()
            and len(stem) >= _SHORTEST_BEFORE_PUN
            and (word.lower,) not in PARTICLES.pairs
            and stem not in JOINED
            and room.dictionary.spells(stem)
        ):
            yield Hit("pun", word.start, word.end, (f"{stem} pun",))


COMPOUND = Rule(
    "P15",
    name="Gabungan kata dan bentuk terikat",
    about=(
        "Gabungan kata ditulis terpisah (kerja sama), kecuali berawalan dan berakhiran sekaligus"
        " (pertanggungjawaban); bentuk terikat ditulis serangkai (antarkota)."
    ),
    source="EYD V, Kata Turunan 1 dan Gabungan Kata",
    kinds={"gabungan": Kind(Level.GALAT, "Penulisan yang benar: “{fix}”.", safe=True)},
    bad=(
        Bad("Kedua pihak bekerjasama.", "Kedua pihak bekerja sama."),
        Bad("Walikota membuka acara.", "Wali kota membuka acara."),
        Bad("Bus antar kota berhenti.", "Bus antarkota berhenti."),
        Bad("Tim pasca tanggap darurat tiba.", "Tim pascatanggap darurat tiba."),
        Bad("Laporan pertanggung jawaban dibaca.", "Laporan pertanggungjawaban dibaca."),
        Bad("Kota dan Kerjasama Baru", "Kota dan Kerja Sama Baru", Field.HEADLINE),
    ),
    good=(
        Good("Kerja sama dua kota pra dan pascabanjir."),
        Good("Ia mengantar anak sekolah dengan antar jemput."),
        Good("Pemilik PT Kerjasama Sejati hadir."),
        Good("Tagar #terimakasih ramai."),
        Good("Ia menandatangani surat."),
    ),
)


@COMPOUND.each
def compounds(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in _listed(reading, COMPOUNDS, "gabungan"):
        written, right = reading.text[hit.start : hit.end], hit.fixes[0]
        # "Walikota Rini" is a title before a name; "Walikota" starting a sentence is not.
        follows = reading.text[hit.end : hit.end + 2].strip()
        if (
            written[0].isupper()
            and " " in right
            and " " not in written
            and (not reading.starts_sentence(hit.start) or follows[:1].isupper())
        ):
            right = like(written, right, title=True)
        yield Hit(hit.kind, hit.start, hit.end, (right,))


_POINTING = {"itu", "ini", "tersebut", "tadi"}
_ALONE = re.compile(rf"\b({'|'.join(NEVER_ALONE)})[ \u00a0]([a-z]{{3,}})\b", re.IGNORECASE)


@COMPOUND.each
def bound_form_alone(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a bound form before any word, not only before those of the list."""
    for found in _ALONE.finditer(reading.text):
        form, word = found[1].lower(), found[2].lower()
        if (
            (form, word) not in COMPOUNDS.pairs
            and word not in SMALL | _POINTING
            and (found[2].islower() or found[0].isupper())
            and room.dictionary.knows(word)
        ):
            yield Hit("gabungan", found.start(), found.end(), (f"{found[1]}{found[2]}",))


MELTED = Rule(
    "P16",
    name="Peluluhan k, t, s, p",
    about=(
        "Huruf awal k, t, s, p luluh sesudah meN- dan peN-, kecuali pada gugus konsonan:"
        " memproduksi."
    ),
    source="EYD V, Kaidah Peluluhan",
    kinds={"luluh": Kind(Level.PERINGATAN, "Bentuk bakunya “{fix}”.", safe=True)},
    bad=(
        Bad("Panitia mensukseskan acara.", "Panitia menyukseskan acara."),
        Bad("Cuaca mempengaruhi panen.", "Cuaca memengaruhi panen."),
        Bad("Panitia mensiasatinya.", "Panitia menyiasatinya."),
    ),
    good=(
        Good("Pabrik memproduksi roti dan mentransfer uang."),
        Good("Ia mempunyai sawah dan memperhatikan murid."),
        Good("Tim mengkaji usul itu."),
    ),
)


# A form that the dictionary lacks, while it has the one that melted: mensiapkan, menyiapkan.
_UNMELTED = re.compile(r"(mens|ment|mengk|memp)([aiueo][a-z]{2,})$")
_MELTS = {"mens": "meny", "ment": "men", "mengk": "meng", "memp": "mem"}


@MELTED.each
def melted(reading: Reading, room: Room) -> Iterator[Hit]:
    yield from _listed(reading, SWALLOWED, "luluh")
    for word in reading.words:
        found = _UNMELTED.match(word.lower)
        if found is None or (word.lower,) in SWALLOWED.pairs or room.dictionary.spells(word.lower):
            continue
        right = f"{_MELTS[found[1]]}{found[2]}"
        if room.dictionary.spells(right):
            yield Hit("luluh", word.start, word.end, (like(word.text, right),))


STANDARD_FORM = Rule(
    "P17",
    name="Kata baku",
    about="Bentuk yang lazim tetapi tidak baku, dari daftar yang disusun dengan tangan.",
    source="KBBI",
    kinds={"baku": Kind(Level.PERINGATAN, "Bentuk bakunya “{fix}”.")},
    bad=(
        Bad("Warga mengurus ijin usaha.", "Warga mengurus izin usaha."),
        Bad("Resiko banjir tinggi.", "Risiko banjir tinggi."),
        Bad("Antrian mengular.", "Antrean mengular."),
    ),
    good=(Good("Warga mengurus izin usaha."), Good("Ia bekerja di PT Praktek Mandiri.")),
)


@STANDARD_FORM.each
def standard_form(reading: Reading, room: Room) -> Iterator[Hit]:
    return _listed(reading, STANDARD, "baku")


RULES = (PREPOSITION, PASSIVE, PARTICLE, COMPOUND, MELTED, STANDARD_FORM)
