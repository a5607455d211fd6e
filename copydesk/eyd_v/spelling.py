"""P12 to P15: words written together that stand apart, and apart that stand together."""

import re
from collections.abc import Iterator
from dataclasses import replace

from copydesk.casing import capitalised, like
from copydesk.eyd_v.lists import (
    COMPOUNDS,
    JOINED,
    NEVER_ALONE,
    PARTICLES,
    PASSIVES,
    PLACES,
    PREPOSITIONS,
    SMALL,
    WordList,
)
from copydesk.findings import Field, Level
from copydesk.reading import Reading, Word
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

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


PREPOSITION = Rule(
    "P12",
    name="Kata depan di, ke, dari",
    about="Kata depan ditulis terpisah dari kata yang mengikutinya: di kantor, ke sana, dari mana.",
    source="EYD V, Kata Depan",
    kinds={
        "serangkai": Kind(Level.GALAT, "Kata depan ditulis terpisah: “{fix}”.", safe=True),
        "keluar": Kind(
            Level.PERINGATAN,
            "Pergi ke tempat lain ditulis “{fix}”; “{words}” berarti meninggalkan. Mana maksudnya?",
        ),
    },
    bad=(
        Bad("Rapat digelar dikantor kelurahan.", "Rapat digelar di kantor kelurahan."),
        Bad("Burung itu diatas atap.", "Burung itu di atas atap."),
        Bad("Ia pergi kesana.", "Ia pergi ke sana."),
        Bad("Pasien dirujuk keRSUD.", "Pasien dirujuk ke RSUD."),
        Bad("Dimana rumahnya?", "Di mana rumahnya?"),
        Bad("Ia berobat keluar negeri.", "Ia berobat ke luar negeri."),
        Bad("Wali kota dinas keluar kota.", "Wali kota dinas ke luar kota.", kind="keluar"),
    ),
    good=(
        Good("Kemacetan dapat diatasi."),
        Good("Surat kepada warga yang keluar rumah."),
        Good("Ia dinas ke luar kota; pemudik keluar dari kota."),
        Good("Acara dibalik menjadi kejutan."),
        Good("Di kantor kelurahan."),
    ),
)


_BEFORE_CAPITAL = re.compile(r"\b(di|ke)([A-Z][A-Za-z]+)\b")


@PREPOSITION.each
def joined_preposition(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _BEFORE_CAPITAL.finditer(reading.text):
        yield Hit("serangkai", *found.span(), (f"{found[1]} {found[2]}",))
    for hit in listed(reading, PREPOSITIONS, "serangkai"):
        preposition, rest = hit.fixes[0].split(" ", 1)
        if reading.is_title and hit.start and not preposition.isupper():
            preposition = preposition.lower()
            rest = rest.lower() if rest.lower() in SMALL else rest
        elif not reading.is_title and not preposition.isupper():
            rest = capitalised(rest) if capitalised(rest) in PLACES else rest.lower()
        yield Hit(hit.kind, hit.start, hit.end, (f"{preposition} {rest}",))


# Both are Indonesian: pergi ke luar kota, and keluar kota for leaving it. Only the writer knows.
_KELUAR = re.compile(
    r"\b(ke)(luar)(?=[ \u00a0](?:kota|daerah|pulau|provinsi|kabupaten|wilayah|kampung)\b)",
    re.IGNORECASE,
)


@PREPOSITION.each
def leaving_or_going(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _KELUAR.finditer(reading.text):
        preposition, outside = found[1], found[2]
        if reading.is_title and preposition.istitle():
            outside = capitalised(outside)
            preposition = preposition.lower() if found.start() else preposition
        yield Hit("keluar", *found.span(), (f"{preposition} {outside}",))


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
        Bad("Jalan itu akan di tutup.", "Jalan itu akan ditutup."),
        Bad("Acara di buka oleh camat.", "Acara dibuka oleh camat."),
        Bad("Setelah di uji, airnya aman.", "Setelah diuji, airnya aman."),
        Bad("Motor di Larang Masuk", "Motor Dilarang Masuk", Field.HEADLINE),
        Bad("LOMBA DI SELENGGARAKAN PANITIA", "LOMBA DISELENGGARAKAN PANITIA"),
    ),
    good=(
        Good("Kegiatan dilakukan pagi."),
        Good("Air di tutup botol itu kotor."),
        Good("Hadir di buka puasa bersama."),
        Good("Rapat di Serang membahas hal di tindakan itu."),
        Good("RAPAT DI SERANG BERLANGSUNG SEHARI"),
        Good("Rapat belum masuk ke hal di nilai kontrak."),
    ),
)


_TOWNS = frozenset({"SERANG", "PASANG"})  # are verbs as well


@PASSIVE.each
def split_passive(reading: Reading, room: Room) -> Iterator[Hit]:
    for hit in listed(reading, PASSIVES, "terpisah"):
        prefix, stem = reading.text[hit.start : hit.end].split()
        if stem[0].isupper() and not (
            prefix.isupper() and stem.isupper() and stem not in _TOWNS
            if stem.isupper() or reading.is_shouting
            else reading.is_title and stem.upper() not in _TOWNS
        ):
            continue  # a place may be called so: di Pasang
        yield Hit(hit.kind, hit.start, hit.end, (_joined(reading, prefix, stem),))


def _joined(reading: Reading, prefix: str, stem: str) -> str:
    """Return a verb with its prefix; in a title it has one capital, where its first letter is."""
    if prefix.isupper() and stem.isupper():
        return prefix + stem
    if reading.is_title and stem[0].isupper():
        prefix = capitalised(prefix)
    return prefix + stem.lower()


_DI_KAN = re.compile(r"\b(di)[ \u00a0]+([a-z]{3,}kan)\b", re.IGNORECASE)


@PASSIVE.each
def split_passive_of_kan(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find what no list has: a verb in -kan. A noun that ends so is made with -an: tindak-an."""
    for found in _DI_KAN.finditer(reading.text):
        stem = found[2].lower()
        spells = room.dictionary.spells
        islisted = ("di", stem) in PASSIVES.pairs
        is_noun = spells(stem[:-2]) or spells(f"ber{stem}") or stem.endswith("ekan")
        is_word = found[2].islower() or found[0].isupper() or reading.is_title
        if not islisted and not is_noun and is_word and room.dictionary.knows(f"di{stem}"):
            right = _joined(reading, found[1], found[2])
            yield Hit("terpisah", found.start(), found.end(), (right,))


# Nouns as well, so only where something tells that a verb is meant: di buka puasa, akan di buka.
_EITHER = (
    r"buka|tutup|gelar|bayar|sebut|antar|jemput|potong|putar|tarik|makan|minum|hukum|ukur|cor|aspal"
    r"|jamin|coba|dukung|gali|rusak|kaji|tindak|tekan|cek|segel|protes|interogasi|renovasi|mutasi"
    r"|nilai|tes|uji|evaluasi"
)
_BY_SOMEBODY = (
    rf"{_EITHER}|isi|pesan|panen|sewa|seleksi|eliminasi|restorasi|data|proses|program|kontrol"
    r"|produksi|prediksi|survei|kirim|hitung|catat|rekam|edit|cetak|revisi|verifikasi|audit|rotasi"
    r"|karantina|isolasi|autopsi|rekonstruksi|larang|operasi|rujuk"
)
_EITHER_WAY = re.compile(
    r"\b(?:akan|telah|sudah|sedang|belum|tidak|tak|bisa|dapat|harus|perlu|mulai|segera|ikut"
    r"|langsung|pernah|wajib|jangan|selesai|usai|setelah|sebelum|hendak|agar|supaya|untuk"
    r"|kembali)[ \u00a0]+"
    rf"((di)[ \u00a0]+({_BY_SOMEBODY}))\b"
    r"(?![ \u00a0](?:puasa|botol|lapangan|acara|perkara|kontrak|akhir|singkat|center|coba|kelayakan"
    r"|kompetensi|materi|ulang\s+tahun))"
    rf"|\b((di)[ \u00a0]+({_BY_SOMEBODY}))"
    r"(?=[ \u00a0](?:oleh|pula|kembali|secara|terlebih|lagi)\b)",
    re.IGNORECASE,
)


@PASSIVE.each
def split_passive_by_its_company(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find verbs that are nouns too where a word beside them leaves no doubt."""
    for found in _EITHER_WAY.finditer(reading.text):
        group = 1 if found[1] else 4
        prefix, stem = found[group + 1], found[group + 2]
        if ("di", stem.lower()) in PASSIVES.pairs:
            continue
        yield Hit("terpisah", *found.span(group), (_joined(reading, prefix, stem),))


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
    for found in _ADA_PUN.finditer(reading.text):
        if reading.starts_sentence(found.start()):
            yield Hit("pun", *found.span(), (f"Ada{found[1]}",))


_ADA_PUN = re.compile(r"\bAda[ \u00a0](pun)\b")


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


_POINTING = {"itu", "ini", "tersebut", "tadi"}
_ALONE = re.compile(rf"\b({'|'.join(NEVER_ALONE)})[ \u00a0-]([a-z]{{3,}})\b", re.IGNORECASE)


@COMPOUND.each
def bound_form_alone(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find a bound form before any word, not only before those of the list."""
    for found in _ALONE.finditer(reading.text):
        form, word = found[1].lower(), found[2].lower()
        is_word = found[2].islower() or found[0].isupper() or reading.is_title
        if (
            is_word
            and (form, word) not in COMPOUNDS.pairs
            and word not in SMALL | _POINTING
            and room.dictionary.knows(word)
        ):
            rest = found[2] if found[0].isupper() else word
            yield Hit("gabungan", found.start(), found.end(), (f"{found[1]}{rest}",))
    if not (reading.is_title or reading.is_shouting):
        for found in _BEFORE_NAME.finditer(reading.text):
            yield Hit("gabungan", *found.span(), (f"{found[0][:-1]}-",))


# Before a capital a hyphen stands between (EYD V, kata turunan 1): pasca-Orba, antar-SMA.
_BEFORE_NAME = re.compile(
    r"\b(?:[Pp]asca|[Nn]on|[Pp]ra)[ \u00a0](?=[A-Z])"
    r"|\b[Aa]ntar[ \u00a0](?=(?:SMA|SMP|SD|SMK|RT|RW|OPD|SKPD|PT|UKM)\b)"
)


RULES = (PREPOSITION, PASSIVE, PARTICLE, COMPOUND)
