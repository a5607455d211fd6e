"""P12 and P13: di and ke, apart as a preposition and joined as a prefix."""

import re
from collections.abc import Iterator

from copydesk.casing import capitalised
from copydesk.eyd_v.lists import PASSIVES, PLACES, PREPOSITIONS, SMALL
from copydesk.eyd_v.slips import NAMES
from copydesk.eyd_v.spelling import is_no_name, listed
from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

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
        Bad("Warga dipengungsian sakit.", "Warga di pengungsian sakit."),
        Bad("Kebakaran diperkampungan padat.", "Kebakaran di perkampungan padat."),
        Bad("Warga dibendungan itu pulang.", "Warga di bendungan itu pulang."),
        Bad("Ia menunggu dibalkon.", "Ia menunggu di balkon."),
        Bad("Sampah berserakan disana-sini.", "Sampah berserakan di sana-sini."),
        Bad("Warga lari kebukit.", "Warga lari ke bukit."),
        Bad("Ia berjualan di-Pasar Lama.", "Ia berjualan di Pasar Lama."),
        Bad("Kucing itu di-atas atap.", "Kucing itu di atas atap."),
        Bad("Ia berobat keluar negeri.", "Ia berobat ke luar negeri."),
        Bad("Wali kota dinas keluar kota.", "Wali kota dinas ke luar kota.", kind="keluar"),
    ),
    good=(
        Good("Kemacetan dapat diatasi."),
        Good("Surat kepada warga yang keluar rumah."),
        Good("Ia dinas ke luar kota; pemudik keluar dari kota."),
        Good("Acara dibalik menjadi kejutan."),
        Good("Di kantor kelurahan."),
        Good("Ia di-PHK, lalu fotonya di-Facebook-kan; ke-Bali-an dan ke-Indonesiaan."),
    ),
)


# Here and below a pattern begins with letters, which `re` finds quickly, and asks then whether a
# word begins there: the other way round that is asked at each letter of the text.
_BEFORE_CAPITAL = Sought(r"(di|ke)(?<!\w..)([A-Z][A-Za-z]+)\b")

_HYPHENED = Sought(
    r"\b([Dd]i|[Kk]e)-(?=(?:[A-Z][a-z]+|atas|bawah|dalam|luar|sana|sini|situ|mana|depan|belakang"
    r"|samping|antara)\b(?!-)(?<!an))"
)


@PREPOSITION.each
def joined_preposition(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _BEFORE_CAPITAL.among(reading):
        yield Hit("serangkai", *found.span(), (f"{found[1]} {found[2]}",))
    for found in _HYPHENED.among(reading):
        yield Hit("serangkai", *found.span(), (f"{found[1]} ",))
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
    r"keluar(?<!\w.{6})(?=[ \u00a0](?:kota|daerah|pulau|provinsi|kabupaten|wilayah|kampung)\b)"
)


@PREPOSITION.each
def leaving_or_going(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _KELUAR.finditer(reading.small):
        start, end = found.span()
        preposition, outside = reading.text[start : start + 2], reading.text[start + 2 : end]
        if reading.is_title and preposition.istitle():
            outside = capitalised(outside)
            preposition = preposition.lower() if start else preposition
        yield Hit("keluar", start, end, (f"{preposition} {outside}",))


# A noun in -an, joined: the dictionary lacks the whole, has the noun, and no verb ends so.
_NOUN_JOINED = re.compile(r"di([a-z]{5,}an)$")
# Whatever stands behind di may stand behind ke, but for words such as kedalaman and kehadiran.
_PLACE_JOINED = re.compile(r"ke([a-z]{3,})$")


def _joined_place(lower: str, room: Room) -> bool:
    """Say whether a word that no dictionary has is di or ke and a place."""
    noun, place = _NOUN_JOINED.match(lower), _PLACE_JOINED.match(lower)
    if noun and not lower.endswith("kan"):
        return room.dictionary.lists(noun[1]) and not room.dictionary.knows(lower)
    return (
        place is not None
        and (f"di{place[1]}",) in PREPOSITIONS.pairs
        and not room.dictionary.knows(lower)
    )


@PREPOSITION.each
def joined_to_noun(reading: Reading, room: Room) -> Iterator[Hit]:
    for word in reading.words:
        if (
            word.lower.startswith(("di", "ke"))
            and (word.lower,) not in PREPOSITIONS.pairs
            and is_no_name(reading, word)
            and _joined_place(word.lower, room)
        ):
            preposition, noun = word.text[:2], word.text[2:]
            if reading.is_title and word.text.istitle():
                preposition = preposition.lower() if word.start else preposition
                noun = capitalised(noun)
            yield Hit("serangkai", word.start, word.end, (f"{preposition} {noun}",))


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
        Bad("Acara di gelar di balai desa.", "Acara digelar di balai desa."),
        Bad("Data di mutakhirkan petugas.", "Data dimutakhirkan petugas."),
        Bad("Setelah di uji, airnya aman.", "Setelah diuji, airnya aman."),
        Bad("Bayi itu di susui oleh ibunya.", "Bayi itu disusui oleh ibunya."),
        Bad("Motor di Larang Masuk", "Motor Dilarang Masuk", Field.HEADLINE),
        Bad("LOMBA DI SELENGGARAKAN PANITIA", "LOMBA DISELENGGARAKAN PANITIA"),
    ),
    good=(
        Good("Kegiatan dilakukan pagi."),
        Good("Air di tutup botol itu kotor."),
        Good("Hadir di buka puasa bersama."),
        Good("Penyidik hadir di gelar perkara."),
        Good("Rapat di Serang membahas hal di tindakan itu."),
        Good("RAPAT DI SERANG BERLANGSUNG SEHARI"),
        Good("Pasar di Nunukan Ramai", Field.HEADLINE),
        Good("Rapat belum masuk ke hal di nilai kontrak."),
        Good("Lomba di sawah oleh petani dan di kantor oleh pegawai."),
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


# Nouns as well, so only where something tells that a verb is meant: di buka puasa, akan di buka.
_EITHER = (
    r"buka|tutup|gelar|bayar|sebut|antar|jemput|potong|putar|tarik|makan|minum|hukum|ukur|cor|aspal"
    r"|jamin|coba|dukung|gali|rusak|kaji|tindak|tekan|cek|segel|protes|interogasi|renovasi|mutasi"
    r"|nilai|tes|uji|evaluasi"
)
_BY_SOMEBODY = (
    rf"{_EITHER}|isi|pesan|panen|sewa|seleksi|eliminasi|restorasi|data|proses|program|kontrol"
    r"|produksi|prediksi|survei|kirim|hitung|catat|rekam|edit|cetak|revisi|verifikasi|audit|rotasi"
    r"|tampung|suntik|timbun|telepon|bentuk|susun|muat|rombak|siksa|sogok|palak|tilap|cegat|vaksin|cat|pindah|razia|sidang|ikat|bungkus|timbang|tempel|rehab|lelang|lapor|undi"
    r"|lukis|jahit|goreng|rebus|masak|semprot|sapu|sikat|kunci|parkir|patroli|denda|tilang|sanksi"
    r"|skors|sensor|sadap|foto|salin|arsip|titip|gadai|kupas|giling|tambal|las|potret|seleksi"
    r"|survei|karantina|isolasi|autopsi|rekonstruksi|larang|operasi|rujuk"
)
# No thing of that name is a place, so when, where or why it happened leaves no doubt either.
_NO_PLACE = re.compile(
    r"buka|tutup|gelar|bayar|sebut|jemput|putar|tarik|makan|minum|hukum|ukur|gali|segel"
)
_EITHER_WORD = re.compile(_BY_SOMEBODY)
_VERB_FOLLOWS = re.compile(
    r"\b(?:akan|telah|sudah|sedang|belum|tidak|tak|bisa|dapat|harus|perlu|mulai|segera|ikut"
    r"|langsung|pernah|wajib|jangan|selesai|usai|setelah|sebelum|hendak|agar|supaya|untuk"
    r"|kembali)[ \u00a0]+$"
)
_OF_A_NOUN = re.compile(
    r"[ \u00a0](?:puasa|botol|lapangan|acara|perkara|kontrak|akhir|singkat|center|coba|kelayakan"
    r"|kompetensi|materi|ulang\s+tahun)"
)
_OF_A_VERB = re.compile(r"[ \u00a0](?:oleh|pula|kembali|secara|terlebih|lagi)\b")
_WHEN_AND_WHERE = re.compile(
    r"[ \u00a0](?:di|ke|pada|sejak|selama|hingga|sampai|akibat|karena|untuk|sementara|setiap|tiap"
    r"|dengan|tanpa|saat|sepanjang|setelah|sebelum|bersama|serentak|langsung|total)\b"
)
_DOER = re.compile(r"[ \u00a0]oleh\b")
_APART = re.compile(r"di(?<!\w..)[ \u00a0]+([a-z]{3,})\b")


@PASSIVE.each
def split_passive_of_no_list(reading: Reading, room: Room) -> Iterator[Hit]:
    """Find verbs that no list has by their ending, or by a word beside them."""
    small = reading.small
    for found in _APART.finditer(small):
        start, end = found.span()
        prefix, written = reading.text[start : start + 2], reading.text[found.start(1) : end]
        stem = written.lower()
        if ("di", stem) in PASSIVES.pairs or (
            not written.islower() and stem in NAMES  # a title: di Nunukan
        ):
            continue
        if _EITHER_WORD.fullmatch(stem):
            is_verb = bool(
                (_VERB_FOLLOWS.search(small, 0, start) and not _OF_A_NOUN.match(small, end))
                or _OF_A_VERB.match(small, end)
                or (_NO_PLACE.fullmatch(stem) and _WHEN_AND_WHERE.match(small, end))
            )
        else:
            is_no_name = (
                written.islower() or (prefix.isupper() and written.isupper()) or reading.is_title
            )
            is_verb = is_no_name and _is_verb(stem, room, has_doer=_DOER.match(small, end))
        if is_verb:
            yield Hit("terpisah", start, end, (_joined(reading, prefix, written),))


def _is_verb(stem: str, room: Room, *, has_doer: object) -> bool:
    """Say whether `di` before a stem of no list makes a passive of it.

    A noun in -kan is made with -an: tindak-an. Of other stems, one that somebody does is a verb: it
    is no place.
    """
    spells = room.dictionary.spells
    if stem.endswith("kan"):
        may_be = len(stem) > len("kan") + 2 and not (
            spells(stem[:-2]) or spells(f"ber{stem}") or stem.endswith("ekan")
        )
    else:
        may_be = (
            bool(has_doer) and not stem.endswith("an") and (f"di{stem}",) not in PREPOSITIONS.pairs
        )
    return may_be and room.dictionary.knows(f"di{stem}")


RULES = (PREPOSITION, PASSIVE)
