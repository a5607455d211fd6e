"""P16 and P17: words in a form that is not the standard one."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.eyd_v.lists import OFTEN_NAMES, STANDARD, SWALLOWED
from copydesk.eyd_v.slips import PEOPLE, is_sure_name
from copydesk.eyd_v.spelling import is_no_name, listed
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

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
_UNMELTED = re.compile(r"([mp]en[st]|[mp]engk|[mp]emp)([aiueo][a-z]{2,})$")
_PREFIXED = ("men", "pen", "mem", "pem")
_MELTS = {"ens": "eny", "ent": "en", "engk": "eng", "emp": "em"}


@MELTED.each
def melted(reading: Reading, room: Room) -> Iterator[Hit]:
    yield from listed(reading, SWALLOWED, "luluh")
    for word in reading.words:
        if not word.lower.startswith(_PREFIXED):
            continue
        found = _UNMELTED.match(word.lower)
        if found is None or (word.lower,) in SWALLOWED.pairs or room.dictionary.knows(word.lower):
            continue
        right = f"{found[1][0]}{_MELTS[found[1][1:]]}{found[2]}"
        if room.dictionary.knows(right):
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
        Bad("Bank itu akan dinasionalisir.", "Bank itu akan dinasionalisasi."),
        Bad("Warga menimbang resikonya.", "Warga menimbang risikonya."),
        Bad("Ada obyek-obyek wisata baru.", "Ada objek-objek wisata baru."),
    ),
    good=(
        Good("Warga mengurus izin usaha."),
        Good("Ia bekerja di PT Praktek Mandiri."),
        Good("Regu Gilang Ramadhan tiba."),
        Good("Perumahan di Alam Sutera dan Kebon Jeruk laku."),
    ),
)


@STANDARD_FORM.each
def standard_form(reading: Reading, room: Room) -> Iterator[Hit]:
    yield from _old_endings(reading, room)
    for hit in listed(reading, STANDARD, "baku"):
        written = reading.text[hit.start : hit.end]
        may_be_name = written[0].isupper() and reading.field not in {Field.CATEGORY, Field.TAG}
        if (
            may_be_name
            and written.lower() in OFTEN_NAMES
            and not reading.is_shouting
            and not reading.starts_sentence(hit.start)
        ):
            continue
        # Gilang Ramadhan writes himself so.
        if may_be_name and written in PEOPLE and _is_behind_name(reading, hit.start):
            continue
        yield hit


def _is_behind_name(reading: Reading, at: int) -> bool:
    return is_sure_name(reading.text[:at].rstrip().rpartition(" ")[2])


# How loanwords ended before their spelling was settled: motip, nasionalisir, sportifitas.
_OLD_ENDINGS = ("ip", "isir", "ifitas")
_OLD_ENDING = re.compile(r"(.{3,})(?:(ip)|(isir)|(ifitas))$")


def _old_endings(reading: Reading, room: Room) -> Iterator[Hit]:
    knows = room.dictionary.knows
    for word in reading.words:
        if not word.lower.endswith(_OLD_ENDINGS):
            continue
        found = _OLD_ENDING.match(word.lower)
        if found is None or (word.lower,) in STANDARD.pairs or knows(word.lower):
            continue
        right = found[1] + ("if" if found[2] else "isasi" if found[3] else "ivitas")
        if knows(right) and is_no_name(reading, word):
            yield Hit("baku", word.start, word.end, (like(word.text, right),))


RULES = (MELTED, STANDARD_FORM)
