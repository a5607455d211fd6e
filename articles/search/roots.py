"""Words that the rules and the dictionary get wrong, or do not know. Collected by us.

Each group has a reason; a new word goes into its group, and `words.VERSION` up by one.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Too common to tell one story from another. They are not indexed, and a query is read without them.
STOP_WORDS = _names(
    """
    yang dan di ke dari untuk pada dengan dalam ini itu adalah ialah oleh sebagai juga atau akan
    telah sudah ada saat para bagi serta agar supaya karena sebab namun tetapi tapi hingga sampai
    antara atas bahwa bisa dapat hanya harus ia dia mereka kami kita saya aku anda kamu kepada lalu
    kemudian lagi masih menjadi jadi merupakan pun secara sebuah seorang suatu sejak seperti setelah
    sebelum tersebut terhadap tentang yaitu yakni nya si sang maka jika bila kalau ketika sambil
    maupun melainkan sedang sedangkan selama sementara per dll dsb tak apa apakah siapa kenapa
    mengapa bagaimana kapan mana dimana berapa begitu demikian pula saja guna demi oleh rp
    the of and in to for
    """
)

# A doubling of these means something else than several of them.
DOUBLINGS = _names(
    "undang kupu laba lumba kura biri kunang ubur alap agar paru hati oleh mata gara olok rata tiba"
    " sama pura"
)

# Roots of the news that the dictionary does not hold.
ROOTS = _names(
    """
    pilkada pemilu pilpres pileg pilwalkot pilgub coklit apbd apbn puskesmas posyandu bansos sembako
    lurah camat bupati kelurahan sampah longsor gempa tsunami vaksin stunting begal balap knalpot
    kuliner digital daring luring unduh unggah pantau siar tayang gulir lapak gerai mal kios relawan
    difabel disabilitas hibah tender proyek lelang aspal trotoar drainase gorong embung bendung
    irigasi panen pupuk bibit benih nelayan tambak jaring jala perahu dermaga bandara stasiun
    halte angkot ojek tilang lalin macet parkir cuaca iklim kabut asap bakar tambal tutup buka
    juara menang kalah gol liga laga tanding latih tari batik wayang gamelan kirab festival pentas
    bina binaan cabul culik rampok curi bunuh aniaya tahan tangkap sidang vonis dakwa tuntut gugat
    banding kasasi sita geledah suap korupsi gratifikasi tipikor jaksa hakim saksi ahli visum
    rawat jalan inap pasien dokter bidan perawat klinik obat wabah tular virus imun swab jentik
    sekolah siswa murid guru dosen rektor wisuda beasiswa zonasi ijazah kurikulum
    investasi saham ekspor impor inflasi subsidi pajak retribusi tarif cukai kredit modal koperasi
    umkm usaha dagang jual beli sewa kontrak upah gaji buruh pekerja rumah huni mukim relokasi
    jemur cat sunting resap tambat endap pulung lowong tikung rundung pustaka ternak rebah semen
    telusur getah limpas lendut titi undak kepul cas cap pamungkas dolan sangrai serut meraung
    pajang pamer pukat silakan parut peras gulung ikat jahit tenun sulam rajut ukir pahat lukis
    gambar foto rekam potret cetak terbit sebar edar kirim antar jemput angkut muat bongkar
    bangun roboh runtuh ambruk retak bocor rusak pugar renovasi bedah operasi sayat jahit
    rendam genang banjir bandang luap susut surut tanggul waduk kali parit got selokan sumur
    pompa sedot kuras keruk cor tambang galian pasir batu kerikil semen bata genteng seng
    kebun ladang sawah petak cangkul traktor bajak tanam semai siram pangkas petik tebang
    ternak sapi kambing ayam bebek itik telur susu perah potong jagal pakan kandang
    masak goreng rebus bakar panggang kukus tumis santap saji hidang lauk sayur sambal
    minum makan lapar kenyang haus gizi stunting timbang ukur tinggi berat lahir hamil bersalin
    menikah nikah cerai rujuk talak wali mahar resepsi jenazah makam kubur layat duka
    ibadah salat puasa zakat haji umrah masjid gereja pura wihara klenteng ulama ustaz pendeta
    bersih kotor buang pungut pilah olah daur ulang kompos tps tpa limbah racun cemar polusi
    listrik padam nyala kabel tiang gardu meteran pulsa sinyal jaringan internet tautan unggah
    dendam tikam bacok pukul keroyok tawuran bentrok rusuh demo unjuk rasa orasi massa aksi
    lapor adu aduan keluh usul saran kritik protes tolak setuju sepakat janji tagih bayar lunas
    cicil tunggak utang piutang pinjam gadai tabung setor tarik cair salur bantu sumbang donasi
    lantik sumpah jabat mutasi rotasi promosi copot pecat mundur pensiun rekrut lamar lowong seleksi
    kampanye coblos contreng hitung rekap suara kotak bilik saksi sengketa gugat mahkamah
    sosialisasi koordinasi evaluasi publikasi toleransi organisasi komunikasi informasi partisipasi
    identifikasi verifikasi klarifikasi konfirmasi sertifikasi kompensasi operasi produksi
    distribusi transaksi promosi prediksi deteksi infeksi seleksi koleksi inspeksi proteksi
    kolaborasi kontribusi kompetisi kualifikasi konsolidasi konservasi konstruksi konsultasi
    konsumsi kombinasi transformasi terminasi tradisi polisi komisi posisi kondisi aplikasi
    implementasi realisasi normalisasi rehabilitasi revitalisasi reformasi reklamasi rekonstruksi
    registrasi simulasi stabilisasi standardisasi optimal maksimal minimal formal legal
    sukses parkir proses program protes pro trafik transfer transmigrasi klaim kredit kritik
    latih lomba tanding tinju lari renang selam panjat dayung layar panah tembak gulat karate
    sepak voli basket badminton catur kartu dadu judi taruhan taruh undi kupon sabung
    gelar gulir geser gusur tata tertib razia sidak intai intel sergap ringkus bekuk buron kabur
    selidik sidik usut ungkap bongkar sangka duga tuduh fitnah hina hoaks bohong tipu palsu gelap
    kawin tunang jodoh yatim piatu asuh panti lansia balita bayi remaja pemuda pemudi warga rakyat
    datang pulang mudik balik berangkat tiba singgah mampir jelajah kelana wisata pelesir piknik
    hujan angin badai petir guntur salju dingin panas gerah kering lembap basah kemarau
    """
)

# How loan words end that take Indonesian affixes whole: men-digitalisasi-kan.
LOAN_ENDINGS = (
    "asi",
    "isi",
    "usi",
    "itas",
    "isme",
    "logi",
    "grafi",
    "oksi",
    "eksi",
    "ensi",
    "ansi",
)

# Word and root where the rules would take too much, too little, or the wrong way.
IRREGULAR = {
    # No affix, although it looks like one.
    **{
        word: word
        for word in _names(
            """
            balai belanda beranda beringin berita berlian gunawan kepala kesatria ketua kemeja
            menteri medali merpati mesti pekarangan pemilu penjara perempuan peristiwa permata
            pertama perwira sekali sekarang selain seluruh semula sebelas senjata senin selasa
            serikat setia terapi teri terigu teritorial betapa berapa demikian dialog diskusi
            disiplin direktur dinas kemarin kemudi kesal perdana perihal persen persis pesawat
            pelangi pelabuhan perahu mentari mental menara merdeka media meja melati melayu pribadi
            pemalang panti santri provinsi organisasi pasukan keluarga kecamatan kabupaten kelurahan
            kesultanan selatan patungan tertawa sekolah pendopo penting permai pemuda pemudi
            """
        )
    },
    # The dictionary stops halfway.
    **{
        word: root
        for root, words in {
            "aku": "mengaku mengakui diakui akui pengakuan akuan",
            "ajar": "belajar pelajar pelajaran pembelajaran terpelajar dipelajari mempelajari",
            "kerja": "bekerja pekerja pekerjaan",
            "rawat": "perawat perawatan keperawatan",
            "dagang": "pedagang",
            "jabat": "pejabat jabatan",
            "jalan": "pejalan",
            "tani": "petani",
            "tugas": "petugas",
            "lambat": "terlambat keterlambatan",
            "hasil": "berhasil keberhasilan",
            "buka": "terbuka keterbukaan",
            "nasihat": "penasihat",
            "seimbang": "keseimbangan",
            "umum": "pengumuman mengumumkan diumumkan",
            "ubah": "berubah perubahan mengubah diubah pengubahan merubah dirubah",
            "kunjung": "pengunjung",
            "tahu": "pengetahuan mengetahui diketahui",
            "akhir": "akhirnya",
            "minta": "meminta diminta permintaan peminta",
            "landai": "landaian",
            "padam": "pemadam pemadaman memadamkan",
            "padu": "memadu memadukan pemaduan",
            "esai": "esainya",
            "topi": "bertopi",
            "masak": "memasak memasakkan pemasak",
            "antre": "antrean",
            "imbau": "imbauan",
            "sekadar": "sekadar",
        }.items()
        for word in words.split()
    },
}

# What many write, and the standard form (EYD V): one word for a search.
VARIANTS = {
    "ijin": "izin", "resiko": "risiko", "praktek": "praktik", "milyar": "miliar",
    "trilyun": "triliun", "apotik": "apotek", "jaman": "zaman", "karir": "karier",
    "analisa": "analisis", "aktifitas": "aktivitas", "nopember": "november",
    "pebruari": "februari", "propinsi": "provinsi", "sistim": "sistem", "obyek": "objek",
    "subyek": "subjek", "tehnik": "teknik", "tekhnologi": "teknologi",
    "atlit": "atlet", "ijasah": "ijazah", "jadual": "jadwal",
    "nasehat": "nasihat", "hutang": "utang", "himbau": "imbau", "azas": "asas",
    "sholat": "salat", "shalat": "salat", "solat": "salat", "ramadhan": "ramadan",
    "ustadz": "ustaz", "mesjid": "masjid", "kwalitas": "kualitas", "kwitansi": "kuitansi",
    "legalisir": "legalisasi", "standarisasi": "standardisasi",
    "supir": "sopir", "telpon": "telepon", "telefon": "telepon", "handphone": "ponsel",
    "hp": "ponsel", "narkotika": "narkoba", "mall": "mal", "photo": "foto",
    "cabe": "cabai", "indera": "indra", "rejeki": "rezeki", "sekedar": "sekadar",
    "silahkan": "silakan", "syah": "sah", "tauladan": "teladan", "trampil": "terampil",
    "antri": "antre", "cidera": "cedera", "konkrit": "konkret", "hakekat": "hakikat",
    "kongkrit": "konkret", "komplek": "kompleks", "merk": "merek",
    "survey": "survei", "detil": "detail", "faham": "paham", "fikir": "pikir",
    "kaos": "kaus", "rapih": "rapi", "bis": "bus", "telor": "telur", "gubug": "gubuk",
    "mushola": "musala", "musholla": "musala", "umroh": "umrah", "alquran": "al-quran",
    "sertipikat": "sertifikat", "kreatifitas": "kreativitas", "efektip": "efektif",
    "aktip": "aktif", "kuatir": "khawatir", "nampak": "tampak",
}  # fmt: skip

# Written as one word or as two; either finds the other.
COMPOUNDS = {
    "walikota": ("wali", "kota"), "kerjasama": ("kerja", "sama"),
    "bekerjasama": ("bekerja", "sama"), "ibukota": ("ibu", "kota"),
    "orangtua": ("orang", "tua"), "terimakasih": ("terima", "kasih"),
    "tandatangan": ("tanda", "tangan"), "tanggungjawab": ("tanggung", "jawab"),
    "bertanggungjawab": ("tanggung", "jawab"), "pertanggungjawaban": ("tanggung", "jawab"),
    "rumahsakit": ("rumah", "sakit"), "lalulintas": ("lalu", "lintas"),
    "sepakbola": ("sepak", "bola"),
    "bulutangkis": ("bulu", "tangkis"), "hakjawab": ("hak", "jawab"), "ujicoba": ("uji", "coba"),
    "unjukrasa": ("unjuk", "rasa"),
}  # fmt: skip

# Beside a hyphen it says that something is electronic (e-KTP, KTP-el): many stories leave it out.
ELECTRONIC = ("e", "el")

# Bound forms, written together with the next word (EYD V, II.C); many write them apart.
BOUND = ("antar", "pasca", "pra", "anti", "non", "multi", "semi", "eks")
