"""P01 to P03: rupiah, amounts without a currency, miliar and triliun."""

import re
from collections.abc import Iterator

from copydesk.casing import like
from copydesk.findings import Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule

RUPIAH = Rule(
    "P01",
    name="Bentuk rupiah",
    about="Rp ditulis dengan R kapital dan p kecil, tanpa titik, dan tanpa spasi sebelum angkanya.",
    source="EYD V, Singkatan 5 dan Angka dan Bilangan 3",
    kinds={
        "bentuk": Kind(Level.GALAT, "Tulis “{fix}”: Rp tanpa titik dan tanpa spasi.", safe=True),
        "ekor": Kind(
            Level.PERINGATAN, "Tanda “,-” di belakang jumlah uang tidak dipakai.", safe=True
        ),
        "ganda": Kind(
            Level.PERINGATAN, "Rp dan “rupiah” berarti sama; satu saja cukup.", safe=True
        ),
    },
    bad=(
        Bad("Biaya perbaikan Rp. 450 juta.", "Biaya perbaikan Rp450 juta."),
        Bad("Harga cabai rp 90.000 per kilogram.", "Harga cabai Rp90.000 per kilogram."),
        Bad("Denda RP 5 miliar dibayar.", "Denda Rp5 miliar dibayar."),
        Bad("Karcis dijual Rp10.000,- selembar.", "Karcis dijual Rp10.000 selembar."),
        Bad("Bantuan Rp5 juta rupiah cair.", "Bantuan Rp5 juta cair."),
    ),
    good=(
        Good("Biaya perbaikan Rp450 juta."),
        Good("Dokumen RP3KP disusun tahun ini."),
        Good("Nilainya 450 juta rupiah."),
        Good("Kurs rupiah menguat, Rp dipakai sebagai lambang."),
    ),
)
_RUPIAH = re.compile(r"(?<!\w)([Rr][Pp])(\s*(?:[.:]|-(?=\s))?\s*)(?=\d)(?!\d+[A-Z]{2})")
_TAIL = re.compile(r"(?<!\w)(?:[Rr][Pp])\s*[.:]?\s*\d[\d.]*(?:,\d\d)?(,-+|,=|\.-+)")
_TWICE = re.compile(
    r"(?<!\w)[Rr][Pp]\s*\.?\s*\d[\d.,]*(?:\s+(?:ribu|juta|mil[iy]ar|triliun"
    r"|trilyun))?(\s+rupiah)\b",
    re.IGNORECASE,
)


@RUPIAH.each
def rupiah(reading: Reading, room: Room) -> Iterator[Hit]:
    for found in _RUPIAH.finditer(reading.text):
        if found[0] != "Rp":
            yield Hit("bentuk", found.start(), found.end(), ("Rp",))
    for found in _TAIL.finditer(reading.text):
        yield Hit("ekor", found.start(1), found.end(1), ("",))
    for found in _TWICE.finditer(reading.text):
        yield Hit("ganda", found.start(1), found.end(1), ("",))


AMOUNT = Rule(
    "P02",
    name="Jumlah uang tanpa mata uang",
    about="Jumlah uang menyebut mata uangnya. Tanpa itu pembaca menebak: rupiah, atau dolar?",
    source="EYD V, Angka dan Bilangan 3; gaya selingkung",
    kinds={"tanpa": Kind(Level.PERINGATAN, "Mata uang tidak disebut. Maksudnya “{fix}”?")},
    bad=(
        Bad(
            "Anggaran sekitar 13,9 miliar, lalu ditambah.",
            "Anggaran sekitar Rp13,9 miliar, lalu ditambah.",
        ),
        Bad("Dana hibah sebesar 2 juta untuk masjid.", "Dana hibah sebesar Rp2 juta untuk masjid."),
        Bad("Rugi 75 juta akibat banjir.", "Rugi Rp75 juta akibat banjir."),
        Bad("Pelaku membawa kabur 180 juta.", "Pelaku membawa kabur Rp180 juta."),
        Bad("Korban kehilangan 260 juta.", "Korban kehilangan Rp260 juta."),
        Bad("Denda 50 juta dijatuhkan.", "Denda Rp50 juta dijatuhkan."),
        Bad("KPU memperoleh 9,5 miliar tahun ini.", "KPU memperoleh Rp9,5 miliar tahun ini."),
    ),
    good=(
        Good("Kota itu kehilangan 2 juta penduduk sepanjang perang."),
        Good("Dana itu membeli 2 juta dosis vaksin."),
        Good("Anggaran Rp13,9 miliar dan US$2 juta."),
        Good("Anggaran 13,9 miliar rupiah."),
        Good("Penduduk provinsi itu 9 juta."),
        Good("Biaya naik dari Rp5 juta menjadi Rp7 juta."),
        Good("Harganya Rp5 juta hingga 7 juta."),
        Good("Penduduk dunia mencapai 8 miliar pada 2022."),
    ),
)
_AMOUNT = re.compile(
    r"(?<![\w.,$€£/-])(\d+(?:[.,]\d+)*)\s+(ribu|juta|mil[iy]ar|trili?un|trilyun)\b"
    r"(?!\s*(?:-|–|hingga|sampai)\s*\d)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:anggar\w*|dana\w*|biaya\w*|harga\w*|seharga|uang\w*|hibah\w*|menghibahkan"
    r"|(?:se)?nilai\w*|pagu|gaji|utang|piutang"
    r"|pajak|retribusi|modal|kerugian|merugi|belanja|pendapatan|(?:mem|di)?bayar\w*|sebesar"
    r"|(?:me)?nyumbang\w*|sumbang\w*|omzet|laba|tarif|upah|invest\w*|kredit|pinjaman|rp"
    r"|denda|tunggakan|setoran|hadiah|suap|subsidi|kompensasi|bonus|tabungan|honor(?:arium)?"
    r"|bantuan|iuran|ongkos|cicilan|tebusan|santunan|ganti\s+rugi|royalti|dividen|komisi"
    r"|insentif|tunjangan|(?:meng|di)?gelontorkan|(?:meng|di)?kucurkan|menghabiskan|menelan"
    r"|menyerap|meng(?:anggar|alokasi)kan|proyek|kontrak|dijual|menjual|dibeli|membeli|rugi|tekor"
    r"|penerimaan|setara|tagihan|(?:me)?minta|tambahan|kehilangan|pemasukan|(?:men|di)?transfer|menyuap|kabur|defisit|surplus|donasi|infak|saldo|deposito|simpanan|alokasi|dialokasikan|plafon"
    r"|aset|kekayaan|premi|sewa|mahar|penjualan|transaksi|setor|mengorupsi|menggelapkan|apb[dn])"
    r"(?:nya)?(?![^\W\d])",
    re.IGNORECASE,
)
# What a newsroom counts in thousands of millions is money, unless the sentence says who or what.
_LARGE = re.compile(r"mil|tr", re.IGNORECASE)
_NO_MONEY = re.compile(
    r"\b(?:penduduk|populasi|jiwa|orang|manusia|umat|pengguna|pelanggan|pemirsa|penonton|pengikut"
    r"|dosis|ton|barel|liter|kubik|meter|pohon|bintang|galaksi|sel|neuron|parameter|data|byte|kali"
    r"|suara|dilihat|ditonton|unduhan)\b",
    re.IGNORECASE,
)
# What may stand after an amount of money. Any other word may be what is counted: 2 juta dosis.
_NOT_COUNTED = re.compile(
    r"\s*(?:$|[,.;:!?)\"”“/]|(?:dan|serta|untuk|dari|yang|pada|dalam|bagi|kepada|oleh|ke|di|per"
    r"|guna|atau|akan"
    r"|telah|sudah|lebih|kurang|setahun|setiap|tiap|melalui|lewat|dengan|tetapi|namun|karena|saja"
    r"|lagi|tahun"
    r"|raib|hilang|lenyap|cair|lunas|cukup|masuk|hangus|ludes|habis|sehari|sebulan|seminggu"
    r"|sepekan|sekali|sejak|hingga|sampai|atas|agar|supaya|yakni|yaitu|sebagai|belum|tidak|tak"
    r"|sepanjang|akibat|terhadap|meski\w*|walau\w*|sekitar|termasuk|mulai|demi|kepunyaan|berkat"
    r"|usai|seusai|berupa|bersama|kini|secara|kala|bahkan|apabila|kalau|maupun|tunai|kontan"
    r"|ini|itu|tersebut|selama|ketika|saat|tanpa|bila|jika"
    r"|harus|wajib|mesti|dapat|bisa|juga|pun|masih|baru|hanya|setelah|sebelum|sementara|sedangkan"
    r"|lalu|kemudian|jadi|menjadi|dulu|semuanya|seluruhnya|seketika|sekaligus|pada|antara|hasil"
    r"|milik\w*"
    r"|(?!dirham|dispenser|dinding|terumbu|mentimun|mentega)(?:di|ter|me[mnlrw])[a-z]{4,})\b)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(
    r"(?:\b(?:US|SGD|USD|EUR|RM|Rp)|[$€£])\s*\.?\s*(?:[\d.,]+\s*(?:ribu|juta|mil[iy]ar|trili?un"
    r"|trilyun)?\s*"
    r"(?:-|–|hingga|sampai(?: dengan)?|dan|atau|menjadi|ke|dari)\s*)?$",
    re.IGNORECASE,
)


@AMOUNT.each
def amount_without_currency(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _AMOUNT.finditer(text):
        if (
            _NOT_COUNTED.match(text, found.end())
            and not _CURRENCY_BEFORE.search(text[max(0, found.start() - 40) : found.start()])
            and (
                reading.says(_MONEY, found.start())
                or (_LARGE.match(found[2]) and not reading.says(_NO_MONEY, found.start()))
            )
        ):
            yield Hit("tanpa", found.start(1), found.end(1), (f"Rp{found[1]}",))


MILIAR = Rule(
    "P03",
    name="miliar dan triliun",
    about=(
        "Ejaannya miliar dan triliun, dengan huruf kecil di belakang angka (huruf kapital di"
        " judul)."
    ),
    source="KBBI; EYD V, Angka dan Bilangan 5",
    kinds={
        "ejaan": Kind(Level.GALAT, "Ejaan bakunya “{fix}”.", safe=True),
        "kapital": Kind(
            Level.PERINGATAN, "Di belakang angka, “{fix}” ditulis dengan huruf kecil.", safe=True
        ),
    },
    bad=(
        Bad("Nilainya Rp7 Milyar.", "Nilainya Rp7 miliar."),
        Bad("Kerugian Rp2 trilyun.", "Kerugian Rp2 triliun."),
        Bad("Uang milyaran rupiah.", "Uang miliaran rupiah."),
        Bad("Nilainya Rp7 Miliar.", "Nilainya Rp7 miliar."),
        Bad("Puluhan Milyar rupiah hilang.", "Puluhan miliar rupiah hilang."),
        Bad("UANG MILYARAN RUPIAH HILANG", "UANG MILIARAN RUPIAH HILANG"),
    ),
    good=(Good("Nilainya Rp7 miliar."), Good("Pemilik PT Milyar Jaya hadir.")),
)
_SPELT = {
    **dict.fromkeys(
        (
            "milyar",
            "milyard",
            "miliard",
            "milliar",
            "milyat",
            "miliyar",
            "milar",
            "mliar",
            "millyar",
        ),
        "miliar",
    ),
    **dict.fromkeys(
        ("trilyun", "triliyun", "trilliun", "triliyon", "trilun", "trillyun"), "triliun"
    ),
}
_SPELT |= {f"{wrong}an": f"{right}an" for wrong, right in _SPELT.items()}
_SPELT |= {
    f"{prefix}{wrong}-{wrong}": f"{prefix}{right}-{right}"
    for wrong, right in list(_SPELT.items())
    for prefix in ("", "ber")
}
_SPELT |= {"milyarder": "miliarder", "milyuner": "miliuner", "trilyuner": "triliuner"}
_NAMES = frozenset({*_SPELT, "miliar", "triliun", "juta", "ribu"})
_AFTER_NUMBER = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|puluhan"
    r"|ratusan|belasan|setengah|seperempat|beberapa))\s*$",
    re.IGNORECASE,
)
_REACH = 16  # letters: the longest of those words and a space


@MILIAR.each
def miliar(reading: Reading, room: Room) -> Iterator[Hit]:
    if _NAMES.isdisjoint(reading.vocabulary):
        return
    for word in reading.words:
        if word.lower not in _NAMES:
            continue
        counts = bool(_AFTER_NUMBER.search(reading.text[max(0, word.start - _REACH) : word.start]))
        if right := _SPELT.get(word.lower):
            if (
                word.text.islower()
                or counts
                or reading.is_title
                or reading.is_shouting
                or reading.starts_sentence(word.start)
            ):
                small = counts and not reading.is_title and not word.text.isupper()
                yield Hit(
                    "ejaan", word.start, word.end, (right if small else like(word.text, right),)
                )
        elif counts and not reading.is_title and word.text in {"Miliar", "Triliun", "Juta", "Ribu"}:
            yield Hit("kapital", word.start, word.end, (word.lower,))


RULES = (RUPIAH, AMOUNT, MILIAR)
