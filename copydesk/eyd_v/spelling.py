"""P14 and P15: words written together that stand apart, and apart that stand together."""

import re
from collections.abc import Iterator
from dataclasses import replace

from copydesk.casing import like
from copydesk.eyd_v.lists import (
    COMPOUNDS,
    JOINED,
    NEVER_ALONE,
    PARTICLES,
    SMALL,
    WordList,
)
from copydesk.findings import Field, Level
from copydesk.reading import Reading, Word
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

_GENERIC = (
    r"PT|CV|UD|Toko|Koperasi|Yayasan|Rumah Makan|RM|Apotek|Bengkel|Hotel|Undang-Undang|UU|Perda"
    r"|Perwali"
)
_COMPANY = re.compile(rf"\b(?:{_GENERIC})\.?(?:\s+[A-Z][\w-]*)*\s+[\"“]?$")
_SHOUTED_COMPANY = re.compile(r"\b(?:PT|CV|UD)\.?\s+[\"“]?$")
# toko roti "Walikota": what stands in quotation marks after such a word is called so.
_CALLED = re.compile(
    r"\b(?:toko|warung|kedai|kafe|restoran|rumah makan|depot|hotel|salon|bengkel|apotek|butik|gerai"
    r"|pabrik|perusahaan|usaha|koperasi|yayasan|sanggar|paguyuban|komunitas|klub|tim|grup|band"
    r"|orkes|lagu|film|sinetron|novel|buku|album|majalah|tabloid|koran|surat kabar|laman|akun"
    r"|merek|kapal|perahu|bus)(?:\s+\w+){0,3}\s+[\"“](?:[A-Z]\w*\s+){0,4}$",
    re.IGNORECASE,
)


def _is_name(reading: Reading, start: int) -> bool:
    """Say whether a capitalised word is part of what a firm, a law or a work is called."""
    before = reading.text[max(0, start - 60) : start]
    company = _SHOUTED_COMPANY if reading.is_shouting else _COMPANY
    return bool(company.search(before)) or bool(_CALLED.search(before))


def listed(reading: Reading, words: WordList, kind: str) -> Iterator[Hit]:
    """Find what a list has, in its capitals, but not in the name of a firm or a law."""
    for start, end, right in words.find(reading):
        written = reading.text[start:end]
        if written[0].isupper() and _is_name(reading, start):
            continue
        yield Hit(kind, start, end, (like(written, right, title=reading.is_title),))


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
        Bad("Polisipun datang.", "Polisi pun datang."),
        Bad("Baik siswa mau pun guru hadir.", "Baik siswa maupun guru hadir."),
        Bad("Ada pun biayanya ditanggung kota.", "Adapun biayanya ditanggung kota."),
        Bad("Warga Dimanapun Didata", "Warga di Mana pun Didata", Field.HEADLINE),
    ),
    good=(
        Good("Apa pun hasilnya, kami siap."),
        Good("Walaupun hujan dan meskipun panas."),
        Good("Ia belum pernah datang sekali pun, sekalipun diundang."),
        Good("Pohon serumpun itu memohon ampun."),
        Good("Rumah pun tidak ada pun halamannya."),
    ),
)


_SHORTEST_BEFORE_PUN = 3  # `him-pun`, `rum-pun` are words of their own


@PARTICLE.each
def pun(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in _parted_pun(reading, room):
        if reading.is_title and hit.start:  # its function words are small there
            fixes = tuple(
                " ".join(
                    w.lower() if w.lower() in SMALL and w.istitle() else w for w in fix.split(" ")
                )
                for fix in hit.fixes
            )
            hit = replace(hit, fixes=fixes)
        # “hal itu itupun”: parted, one of them would stand there twice.
        before = reading.text[: hit.start].split()[-1:]
        is_twice = before == [hit.fixes[0].partition(" ")[0]]
        told = {"fix": hit.fixes[0]}
        yield replace(hit, fixes=(), data=told) if is_twice else hit


def _parted_pun(reading: Reading, room: Room) -> Iterator[Hit]:
    yield from listed(reading, PARTICLES, "pun")
    for word in reading.words:
        stem = word.lower.removesuffix("pun")
        if (
            stem != word.lower
            and len(stem) >= _SHORTEST_BEFORE_PUN
            and is_no_name(reading, word)
            and (word.lower,) not in PARTICLES.pairs
            and stem not in JOINED
            and room.dictionary.knows(stem)
            and not room.dictionary.spells(word.lower)
        ):
            parted = f"{word.text[: len(stem)]} {word.text[len(stem) :]}"
            yield Hit("pun", word.start, word.end, (parted,))
    for found in _ADA_PUN.among(reading):
        if reading.starts_sentence(found.start()):
            yield Hit("pun", *found.span(), (f"Ada{found[1]}",))


_ADA_PUN = Sought(r"\bAda[ \u00a0](pun)\b")


def is_no_name(reading: Reading, word: Word) -> bool:
    """Say whether the capitals of a word, if it has any, have another reason than a name."""
    return (
        word.text.islower()
        or (word.text.isupper() and reading.is_shouting)
        or (word.text[1:].islower() and (reading.is_title or reading.starts_sentence(word.start)))
    )


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
        Bad("Kerja-sama dua desa pasca-panen.", "Kerja sama dua desa pasca-panen."),
        Bad("Tim pasca tanggap darurat tiba.", "Tim pascatanggap darurat tiba."),
        Bad("Laporan pertanggung jawaban dibaca.", "Laporan pertanggungjawaban dibaca."),
        Bad("Lomba antar SMA dimulai.", "Lomba antar-SMA dimulai."),
        Bad("Warga membawa orangtuanya.", "Warga membawa orang tuanya."),
        Bad("Kota dan Kerjasama Baru", "Kota dan Kerja Sama Baru", Field.HEADLINE),
    ),
    good=(
        Good("Kerja sama dua kota pra dan pascabanjir."),
        Good("Ia mengantar anak sekolah dengan antar jemput."),
        Good("Pemilik PT Kerjasama Sejati hadir."),
        Good('Toko Roti "Walikota" dan warung kopi "Terimakasih" ramai.'),
        Good("Tagar #terimakasih ramai."),
        Good("Motor Supra Raib, Inter Menang", Field.HEADLINE),
        Good("Ia menandatangani surat."),
    ),
)


@COMPOUND.each
def compounds(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in listed(reading, COMPOUNDS, "gabungan"):
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


_ONLY_FORMS = {"pasca", "non", "pra", "swa", "hiper", "pramu"}
_POINTING = {"itu", "ini", "tersebut", "tadi"}
_ALONE = Sought(rf"\b({'|'.join(NEVER_ALONE)})[ \u00a0-]([a-z]{{3,}})\b", re.IGNORECASE)


@COMPOUND.each
def bound_form_alone(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a bound form before any word, not only before those of the list."""
    for found in _ALONE.among(reading):
        form, word = found[1].lower(), found[2].lower()
        is_word = found[2].islower() or found[0].isupper() or reading.is_title
        # With a capital it may be a motorcycle, a firm or a headline's word: Supra, Multi, Ultra.
        is_sure = form in _ONLY_FORMS or found[1].islower() or found[0].isupper()
        if (
            is_word
            and is_sure
            and (form, word) not in COMPOUNDS.pairs
            and word not in SMALL | _POINTING
            and room.dictionary.knows(word)
        ):
            rest = found[2] if found[0].isupper() else word
            yield Hit("gabungan", found.start(), found.end(), (f"{found[1]}{rest}",))
    if not (reading.is_title or reading.is_shouting):
        for found in _BEFORE_NAME.among(reading):
            yield Hit("gabungan", *found.span(), (f"{found[0][:-1]}-",))


# Before a capital a hyphen stands between (EYD V, kata turunan 1): pasca-Orba, antar-SMA.
_BEFORE_NAME = Sought(
    r"\b(?:[Pp]asca|[Nn]on|[Pp]ra)[ \u00a0](?=[A-Z])"
    r"|\b[Aa]ntar[ \u00a0](?=(?:SMA|SMP|SD|SMK|RT|RW|OPD|SKPD|PT|UKM)\b)"
)


RULES = (PARTICLE, COMPOUND)
