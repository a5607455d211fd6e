"""P02: amounts of money without a currency, in millions, in words, or in full."""

import re
from collections.abc import Iterator

from copydesk.findings import Field, Level
from copydesk.reading import Reading
from copydesk.rules import Bad, Good, Hit, Kind, Room, Rule
from copydesk.seeking import Sought

AMOUNT = Rule(
    "P02",
    name="Jumlah uang tanpa mata uang",
    about="Jumlah uang menyebut mata uangnya. Tanpa itu pembaca menebak: rupiah, atau dolar?",
    source="EYD V, Angka dan Bilangan 3; gaya selingkung",
    kinds={"tanpa": Kind(Level.PERINGATAN, "Mata uang tidak disebut. Maksudnya “{fix}”?")},
    bad=(
        Bad("Pengunjung membayar 15.000 pada hari kerja.", kind="tanpa"),
        Bad(
            "Anggaran sekitar 13,9 miliar, lalu ditambah.",
            "Anggaran sekitar Rp13,9 miliar, lalu ditambah.",
        ),
        Bad("Dana hibah sebesar 2 juta untuk masjid.", "Dana hibah sebesar Rp2 juta untuk masjid."),
        Bad("Rugi 75 juta akibat banjir.", "Rugi Rp75 juta akibat banjir."),
        Bad("Pelaku membawa kabur 180 juta.", "Pelaku membawa kabur Rp180 juta."),
        Bad("Korban kehilangan 260 juta.", "Korban kehilangan Rp260 juta."),
        Bad("Denda 50 juta dijatuhkan.", "Denda Rp50 juta dijatuhkan."),
        Bad(
            "Denda paling banyak 50 juta sesuai perda.",
            "Denda paling banyak Rp50 juta sesuai perda.",
        ),
        Bad("Cabai kini 90 ribu per kilogram.", "Cabai kini Rp90 ribu per kilogram."),
        Bad("Setiap keluarga mendapat 600 ribu.", "Setiap keluarga mendapat Rp600 ribu."),
        Bad("Kerugiannya ratusan juta.", "Kerugiannya ratusan juta rupiah."),
        Bad("Harga karcisnya 150.000 untuk dewasa.", "Harga karcisnya Rp150.000 untuk dewasa."),
        Bad(
            "Mantan Bendahara Didenda 200 Juta",
            "Mantan Bendahara Didenda Rp200 Juta",
            Field.HEADLINE,
        ),
        Bad("KPU memperoleh 9,5 miliar tahun ini.", "KPU memperoleh Rp9,5 miliar tahun ini."),
        Bad(
            "Iuran warga naik menjadi 20.000 per bulan.",
            "Iuran warga naik menjadi Rp20.000 per bulan.",
        ),
        Bad("Telur kini 31.000 per kilogram.", "Telur kini Rp31.000 per kilogram."),
        Bad(
            "Gaji naik dari Rp1,9 juta menjadi 2,3 juta.",
            "Gaji naik dari Rp1,9 juta menjadi Rp2,3 juta.",
        ),
        Bad("Korban rugi lima juta.", "Korban rugi lima juta rupiah."),
        Bad("Uang 500 rb itu hilang.", "Uang Rp500 ribu itu hilang."),
        Bad("Proyek senilai 5,4 T itu macet.", "Proyek senilai Rp5,4 triliun itu macet."),
        Bad("Tanah dihargai 425 ribu per meter.", "Tanah dihargai Rp425 ribu per meter."),
        Bad("Cabai kini 90 ribu/kg di pasar.", "Cabai kini Rp90 ribu/kg di pasar."),
        Bad("Kolektor menawarnya 60 juta.", "Kolektor menawarnya Rp60 juta."),
        Bad("Guru menerima sebesar 1.200.000.", "Guru menerima sebesar Rp1.200.000."),
        Bad("Konser mengumpulkan dana 96.500.000.", "Konser mengumpulkan dana Rp96.500.000."),
        Bad(
            "Setiap orang tua mendapat 450.000 melalui bank.",
            "Setiap orang tua mendapat Rp450.000 melalui bank.",
        ),
    ),
    good=(
        Good("Kota itu kehilangan 2 juta penduduk sepanjang perang."),
        Good("Dana itu membeli 2 juta dosis vaksin."),
        Good("Anggaran Rp13,9 miliar dan US$2 juta."),
        Good("Anggaran 13,9 miliar rupiah."),
        Good("Penduduk provinsi itu 9 juta."),
        Good("Calon itu mendapat 450.000 di Jawa. Setiap calon mendapat 12.500 suara."),
        Good("Bantuan IDR 500 ribu. Penurunan sebesar 1.275 dari tahun lalu. Kaus ukuran 5 T."),
        Good("Biaya naik dari Rp5 juta menjadi Rp7 juta."),
        Good("Harganya Rp5 juta hingga 7 juta."),
        Good("Jumlah penerima bantuan mencapai 300 ribu, terbanyak di Jawa."),
        Good("Dana itu untuk 3 ribu lebih warga."),
        Good("Produksi pupuk naik menjadi 2 juta per tahun."),
        Good("Harga pipa itu 1.500 rupiah dan biaya kirimnya US$1.500."),
        Good("Penduduk dunia mencapai 8 miliar pada 2022."),
        Good("Harga saham turun dari level 7.150 menjadi 7.000."),
        Good("Bantuan disalurkan kepada 12.500 dari 20.000 keluarga."),
        Good("Penerima bantuan bertambah dari 3.000 menjadi 4.000 per tahun."),
        Good("Honor penulis itu 500 ringgit, denda pengedarnya dua juta dolar."),
    ),
)
_AMOUNT = Sought(
    r"(?<![\w.,$€£/-])(\d+(?:[.,]\d+)*)\s*-?(ribu|juta|mil[iy]ar|trili?un|trilyun)\b"
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
    r"|penerimaan|setara|tagihan|(?:me)?minta|tambahan|kehilangan|pemasukan|(?:men|di)?transfer"
    r"|menyuap|kabur|defisit|surplus|donasi|infak|saldo|deposito|simpanan|alokasi|dialokasikan"
    r"|plafon"
    r"|aset|kekayaan|premi|sewa|mahar|penjualan|transaksi|setor|mengorupsi|menggelapkan|apb[dn]"
    r"|kas|brankas|celengan|kotak\s+amal|(?:di|me)?rugikan|(?:di)?korupsi|gratifikasi|pung(?:li"
    r"|utan)"
    r"|keuntungan|(?:me)?nunggak|pesangon|penghasilan\w*|arisan|taruhan|lelang|berharga|talangan"
    r"|jaminan|nominal"
    r"|(?:men)?cairkan|dicairkan|pencairan|(?:meng)?uras|kuras|dikuras|perputaran|bea|cukai)"
    r"(?:nya)?(?![^\W\d])",
    re.IGNORECASE,
)
# What a newsroom counts in thousands of millions is money, unless the sentence says who or what.
_LARGE = re.compile(r"mil|tr", re.IGNORECASE)
_NO_MONEY = re.compile(
    r"\b(?:penduduk|populasi|jiwa|(?<!setiap )(?<!tiap )orang(?!\s+tua)|manusia|umat"
    r"|pengguna|pelanggan|pemirsa|penonton|pengikut"
    r"|dosis|ton|barel|liter|kubik|meter|pohon|bintang|galaksi|sel|neuron|parameter|data|byte|kali"
    r"|suara|dilihat|ditonton|unduhan|keping|album|eksemplar|saham|indeks|ihsg|poin|produksi"
    r"|kunjungan|wisatawan|penumpang|pengunjung|kapasitas"
    r"|pemilih|pemohon|pendaftar|bibit|benih|dokumen|surat|kantong|butir|batang)\b",
    re.IGNORECASE,
)
_FROM_POCKET = r"(?:me)?rogoh(?:\s+(?:kocek|saku|kantong))?(?:\s+(?:pribadi|sendiri))?"
# Right before an amount these say that it is money, if nothing else in the sentence is counted.
_PAYING = re.compile(
    r"\b(?:(?:men)?dapat(?:kan)?|menerima|diberi|memberi(?:kan)?|mengelola|memakan|laku|ditagih"
    r"|(?:men|di)yalurkan|disalurkan|(?:mem)?bawa\s+pulang|(?:ter|di)jual|disewa(?:kan)?|untung|(?:me|di)?raup"
    r"|(?:meng|di)?kantongi|ditawar|menawar"
    r"|(?:meminjam|dipinjam|pinjam)(?:i|kan)?|bernilai|mengembalikan|dikembalikan"
    r"|(?:me)?nyetor(?:kan)?|disetor"
    r"|menabung|(?:di)?hargai?|berhak\s+atas|tertipu|(?:me)?nyita|sita|disita|(?:me)?nilap|tilap"
    r"|ditilap|(?:di)?denda|menyiapkan|siapkan|butuh|membutuhkan|perlu|memerlukan|karcis\w*|parkir"
    r"|(?:di)?tarik|memungut|dipungut|(?:meng)?gasak|gondol|menggondol|(?:me)?rugi|menuntut"
    rf"|{_FROM_POCKET}"
    r"|(?:meng)?habiskan|(?:di|meng)himpun|kumpulkan|mengumpulkan|terkumpul|patungan|ditaksir|dipatok|dibanderol"
    r"|(?:di|me[mn]?)?peras|dirampas|merampas|mencuri|dicuri|(?:me)?nyerahkan|senilai|sejumlah"
    r"|(?:masing|tiket|masuk|rapel|jasa)\w*)(?:nya)?"
    r"(?:\s+(?:uang|sekitar|hingga|rata-rata|total|kurang\s+lebih|lebih\s+dari|hanya|sampai|cuma"
    r"|paling\s+(?:banyak|sedikit)|sedikitnya|maksimal|minimal|sebesar|sebanyak|mencapai))*\s+$",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\s*(?:\bper\s+|/\s?)(?:kilogram|kg|kilo|ikat|ekor|lembar|porsi|bungkus|orang|karung|sak|tandan|butir"
    r"|potong|keluarga|siswa|kepala|malam)\b",
    re.IGNORECASE,
)
_PACE = re.compile(
    r"(?:\s*(?:\bper\s+|/\s?)(?:jam|hari|bulan|bln|tahun|meter|hektare|unit)|\s+(?:sekali|semalam|sehari|sebulan|setahun"
    r"|sekilo(?:gram)?|seekor|seporsi|sebungkus|seorang|selembar))\b",
    re.IGNORECASE,
)
# Who is counted: jumlah penerima bantuan mencapai 1,2 juta.
_COUNTED = re.compile(
    r"\b(?<!iuran )(?<!tarif )(?<!harga )(?<!denda )(?<!biaya )(?<!retribusi )(?<!tagihan )"
    r"(?<!utang )(?<!kerugian )"
    r"(?:penerima|penduduk|pemilih|peserta|pengunjung|wisatawan|penumpang|pelanggan|pengikut"
    r"|penonton|pengguna|warga|suara|populasi|kunjungan|produksi|pendaftar|pelamar|nasabah|kuota)"
    r"(?:\s+(?:bantuan|bansos|subsidi|manfaat|kredit|program|hibah|aplikasi|itu|kini|baru|sudah))*"
    r"(?:\s+(?:mencapai|sebanyak|sekitar|menjadi|tembus|berjumlah|naik|turun|hanya|lebih|dari|ada"
    r"|bertambah|berkurang|meningkat|menurun|melonjak|menyusut|hingga|ribu|juta|[\d.,]*\d))*"
    # Behind these stands who is paid.
    r"\s*$|\b(?:kepada|bagi|oleh|menjangkau|melayani|diikuti|dihadiri|memberangkatkan)"
    r"\s+(?:(?:lebih|kurang|dari|sekitar|hampir|sebanyak)\s+)*$",
    re.IGNORECASE,
)
_MANY = Sought(
    r"\b(?:(?:belas|puluh|ratus)an\s+(?:ribu|juta|mil[iy]ar|tril[iy]un)"
    r"|(?:(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|setengah"
    r"|puluh|belas|ratus)\s+)+(?:ribu|juta|mil[iy]ar)|se(?:juta|mil[iy]ar))\b(?!\s+(?:rupiah"
    r"|dolar))",
    re.IGNORECASE,
)
# Short as on a note: 500 rb, 50 jt, 1,5 M.
_NOTED = Sought(
    r"(?<![\w.,$€£/-])((?:\d+[.,])*\d*\d)\s?(rb|jt|(?-i:[MT]))\b(?!\.?\s?\d)", re.IGNORECASE
)
_LONG = re.compile(
    r"(?:panjang|lebar|tinggi|luas|dalam|jarak|radius|ukuran|diameter|tebal)(?:nya)?\s+"
    r"(?:(?:sekitar|mencapai|kurang|lebih|hanya)\s+)*$",
    re.IGNORECASE,
)
_IN_FULL = {"rb": "ribu", "jt": "juta", "m": "miliar", "t": "triliun"}
# A number in full, which only what is around it makes money.
_BARE = Sought(
    r"(?<![\w.,$€£/-])\d{1,3}(?:\.\d{3})+(?![\d.,-]*\d|,-|\s*(?:-|–|hingga|sampai)\s*\d"
    r"|\s+dari\s+\d)",
)
# Right behind what is always paid, with hardly more than verbs and a sum between: harga tiketnya
# naik dari Rp10.000 menjadi 15.000.
_PAID = re.compile(
    r"\b(?:harga|denda|tarif|biaya|seharga|senilai|gaji|upah|iuran|retribusi|ongkos|honor(?:arium)?"
    r"|nilai\s+(?:kontrak|proyek|anggaran)|uang|tagihan|pung(?:utan|li)|sewa|um[kpr]|upah\s+minimum"
    r"|(?<!tak\s)dihargai|dibanderol|dipatok|ditawar|dipungut|ditarik|karcis|tunai|blt|cicilan"
    r"|angsuran"
    r"|pajak|bayaran|(?:mem|di)?bayar|tunjangan|insentif|santunan|kembalian|jajan|ditagih|didenda"
    r"|tiket\s+masuk|digaji|diupah|(?:me)?nyumbang|patungan|spp|ukt|setoran|komisi|utang"
    r"|tarifnya|hadiah|sumbangan|infak|zakat\s+fitrah)(?:nya)?\s+"
    r"(?:(?:\w[\w–-]*|Rp\d[\d.]*)\s+){0,7}"
    r"(?<!nomor )(?<!pasal )(?<!level )(?<!tahun )(?<!posisi )$",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"\b(?:mem|di)bayar\s+$|\bsaldo\s+(?:\w+\s+){0,3}$"
    r"|\b(?<!daftar )(?:tarif|harga|denda|biaya|ongkos|iuran|retribusi|gaji|upah)(?:nya)?\s+$",
    re.IGNORECASE,
)
# What else is counted may be what each is paid for.
_PER_ONE = re.compile(
    r"\s*(?:(?:\b(?:per|untuk|bagi|setiap|tiap)\s+(?:satu\s+)?|/\s?)(?:orang|penumpang|pengunjung|pelanggan"
    r"|liter|meter|ton|kali"
    r"|wisatawan|barel|kantong|batang|butir|bibit|dokumen|surat|jiwa)|\bsekali|\bseliter)\b",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"\b(?:(?:di|men)jual|eceran|laku|pertalite|pertamax|solar|bensin|minyak\s+\w+)\b",
    re.IGNORECASE,
)
# Right before a large number in full these say that it is money: a donation of 96.500.000.
_GIVEN = re.compile(
    r"\b(?:dana|donasi|modal|omzet|laba|keuntungan|untung|pinjaman|kredit|bonus|saldo|tabungan"
    r"|simpanan|kerugian|rugi|merugi|subsidi|kompensasi|pesangon|penghasilan|pendapatan|pemasukan"
    r"|(?:me)?nyetor(?:kan)?|(?:me)?minjam|(?:me)?nabung|(?:men|di)transfer|sedekah"
    rf"|{_FROM_POCKET}"
    r"|wakaf|kas|uang\s+muka|ganti\s+rugi|tebusan|mahar|anggaran|hibah|sebesar|senilai"
    r"|bernilai|ditaksir|seharga|dihargai|menawar|menghabiskan|menelan|mengantongi|meraup|dibeli"
    r"|membeli\w*|dijual|menjual\w*|laku|disewa(?:kan)?|dikucurkan|dicairkan|dianggarkan)(?:nya)?"
    r"(?:\s+(?:uang|tunai|sebesar|senilai|sejumlah|sekitar|mencapai|hingga|sampai|hanya|cuma|total"
    r"|rata-rata|minimal|maksimal|kira-kira|kurang\s+lebih|lebih\s+dari))*\s+$",
    re.IGNORECASE,
)
_ROUND = re.compile(r"(?:\d{2,3}\.|\d{1,3}\.\d{3}\.)\d00$")  # as sums in full mostly are
_GETS = re.compile(rf"(?:{_PAYING.pattern}|\b(?:memperoleh|kebagian)\s+$)", re.IGNORECASE)
_TO_EACH = re.compile(r"\b(?:setiap|tiap(?:-tiap)?|masing-masing)\b", re.IGNORECASE)
_TO_RUPIAH = re.compile(r"\s*(?:-|–|hingga|sampai|menjadi|ke)\s*Rp\s?\d", re.IGNORECASE)
_PER_THING = re.compile(
    r"\s*(?:(?:\bper\s+|/\s?)(?:kilogram|kg|kilo|ikat|lembar|porsi|bungkus|karung|sak|tandan|butir|potong"
    r"|gelas"
    r"|mangkuk|ekor|truk|malam)|\b(?:sekilo(?:gram)?|seporsi|sebungkus|selembar|semangkuk"
    r"|segelas|seikat|sekarung|setandan|seekor|sepotong|sebutir))\b",
    re.IGNORECASE,
)
# What may stand after an amount of money. Any other word may be what is counted: 2 juta dosis.
NOT_COUNTED = re.compile(
    r"\s*(?:$|[,.;:!?)\"”“/]|(?:dan|serta|untuk|dari|yang|pada|dalam|bagi|kepada|oleh|ke"
    r"|di(?!\s+antara)|per"
    r"|guna|atau|akan"
    r"|telah|sudah|(?:lebih|kurang)(?!\s+(?!dari|untuk|dan|yang|di|pada|karena|dalam|per)[a-z])"
    r"|setahun|setiap|tiap|melalui|lewat|dengan|tetapi|namun|karena|saja"
    r"|sesuai|seusai|menurut|tergantung|bersumber|berasal|mengingat|asalkan|padahal|lantaran|sebab"
    r"|dana|anggaran|semalam|seorang|subsider|subsidair|sambil|seraya|beserta|nyaris|hampir"
    r"|masing-masing|tersisa"
    r"|lagi|tahun"
    r"|sekilo\w*|se(?:porsi|bungkus|lembar|mangkuk|gelas|ikat|karung|ekor|butir)|raib|hilang"
    r"|lenyap|cair|lunas|cukup|masuk|hangus|ludes|habis|sehari|sebulan|seminggu"
    r"|sepekan|sekali|sejak|hingga|sampai|atas|agar|supaya|yakni|yaitu|sebagai|belum|tidak|tak"
    r"|sepanjang|akibat|terhadap|meski\w*|walau\w*|sekitar|termasuk|mulai|demi|kepunyaan|berkat"
    r"|usai|seusai|berupa|bersama|kini|secara|kala|bahkan|apabila|kalau|maupun|tunai|kontan"
    r"|ini|itu|tersebut|selama|ketika|saat|tanpa|bila|jika"
    r"|harus|wajib(?!\s+pajak)|mesti|dapat|bisa|juga|pun|masih|baru|hanya|setelah|sebelum"
    r"|sementara|sedangkan"
    r"|lalu|kemudian|jadi|menjadi|dulu|semuanya|seluruhnya|seketika|sekaligus|pada|antara|hasil"
    r"|milik\w*|menuai|memicu|meraih|menuju"
    r"|(?!dirham|dispenser|dinding|terumbu|mentimun|mentega)(?:di|ter|me[mnlrw])[a-z]{4,})\b)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(
    r"(?:\b(?:US|SGD|USD|EUR|RM|Rp|IDR|Rph|Rupiah)|[$€£])\s*\.?\s*(?:[\d.,]+\s*(?:ribu|juta|mil[iy]ar|trili?un"
    r"|trilyun)?\s*"
    r"(?:-|–|hingga|sampai(?: dengan)?|dan|atau)\s*)?$",
    re.IGNORECASE,
)


@AMOUNT.each
def amount_without_currency(reading: Reading, room: Room) -> Iterator[Hit]:
    text = reading.text
    for found in _AMOUNT.among(reading):
        before = text[max(0, found.start() - 60) : found.start()]
        if (
            NOT_COUNTED.match(text, found.end())
            and not _CURRENCY_BEFORE.search(before[-40:])
            and not _COUNTED.search(before)
            and _is_money(reading, found, before)
        ):
            yield Hit("tanpa", found.start(1), found.end(1), (f"Rp{found[1]}",))
    for found in _MANY.among(reading):
        before = text[max(0, found.start() - 40) : found.start()]
        if _is_paid(reading, found) and not _CURRENCY_BEFORE.search(before):
            yield Hit("tanpa", *found.span(), (f"{found[0]} rupiah",))
    for found in _NOTED.among(reading):
        before = text[max(0, found.start() - 40) : found.start()]
        if _CURRENCY_BEFORE.search(before):
            continue
        if _is_paid(reading, found) and not _LONG.search(
            text, max(0, found.start() - 90), found.start()
        ):
            right = _IN_FULL[found[2].lower()]
            if found[2].isupper() and (reading.is_title or reading.is_shouting):
                right = right.upper() if reading.is_shouting else right.capitalize()
            yield Hit("tanpa", *found.span(), (f"Rp{found[1]} {right}",))
    for found in _BARE.among(reading):
        if NOT_COUNTED.match(text, found.end()) and _is_sum(reading, found):
            yield Hit("tanpa", *found.span(), (f"Rp{found[0]}",))


def _is_paid(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether some thousands or millions are money, of which nothing but the sentence tells."""
    start = found.start()
    return (
        NOT_COUNTED.match(reading.text, found.end()) is not None
        and reading.says(_MONEY, start)
        and not reading.says(_NO_MONEY, start)
        and not _COUNTED.search(reading.text, max(0, start - 60), start)
    )


def _is_sum(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether a number in full is money: behind what is paid, or the price of something."""
    text, start, end = reading.text, *found.span()
    before = text[max(reading.sentence(start).start, start - 90) : start]
    if _CURRENCY_BEFORE.search(before[-40:]):
        return False
    if _PAYS.search(before):
        return True  # whatever else is counted there
    if reading.says(_NO_MONEY, start) and not _PER_ONE.match(text, end):
        return False
    if _COUNTED.search(before):
        return False
    return bool(
        _PAID.search(before)
        or _PER_THING.match(text, end)
        or (_PAYING.search(before) and _PACE.match(text, end))
        or (_SOLD.search(before) and _PER_ONE.match(text, end))
        or _TO_RUPIAH.match(text, end)
        or (_ROUND.match(found[0]) and _GIVEN.search(before))
        or (_ROUND.match(found[0]) and _GETS.search(before) and reading.says(_TO_EACH, start))
    )


def _is_money(reading: Reading, found: re.Match[str], before: str) -> bool:
    text, start, end = reading.text, *found.span()
    if reading.says(_MONEY, start) or _PRICE.match(text, end):
        return True
    if _GIVEN.search(before) and _PER_ONE.match(text, end):
        return True
    is_sign = _LARGE.match(found[2]) or _PAYING.search(before) or _PACE.match(text, end)
    return bool(is_sign) and not reading.says(_NO_MONEY, start)
