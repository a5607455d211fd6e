"""P12 to P17: words written together, apart, or in a form that is not the standard one."""

import re
from collections.abc import Iterator

from copydesk.casing import capitalised, like
from copydesk.eyd_v.lists import (
    COMPOUNDS,
    PARTICLES,
    PASSIVES,
    PREPOSITIONS,
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
    ),
    good=(
        Good("Kegiatan dilakukan pagi."),
        Good("Air di tutup botol itu kotor."),
        Good("Hadir di buka puasa bersama."),
    ),
)


@PASSIVE.each
def split_passive(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in _listed(reading, PASSIVES, "terpisah"):
        yield Hit(hit.kind, hit.start, hit.end, (hit.fixes[0].replace(" ", ""),))


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
    ),
    good=(
        Good("Apa pun hasilnya, kami siap."),
        Good("Walaupun hujan dan meskipun panas."),
        Good("Ia belum pernah datang sekali pun, sekalipun diundang."),
    ),
)


@PARTICLE.each
def pun(reading: Reading, room: Room) -> Iterator[Hit]:
    return _listed(reading, PARTICLES, "pun")


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
        Bad("Laporan pertanggung jawaban dibaca.", "Laporan pertanggungjawaban dibaca."),
        Bad("Kota dan Kerjasama Baru", "Kota dan Kerja Sama Baru", Field.HEADLINE),
    ),
    good=(
        Good("Kerja sama dua kota."),
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
    ),
    good=(
        Good("Pabrik memproduksi roti dan mentransfer uang."),
        Good("Ia mempunyai sawah dan memperhatikan murid."),
        Good("Tim mengkaji usul itu."),
    ),
)


@MELTED.each
def melted(reading: Reading, room: Room) -> Iterator[Hit]:
    return _listed(reading, SWALLOWED, "luluh")


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
