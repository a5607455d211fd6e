"""What names of categories mean in an Indonesian newsroom: the knowledge behind `taxonomy`.

Keys are names in small letters without signs, as `key()` makes them. Nothing here knows Django.
"""

import re

_SIGNS = re.compile(r"[\W_]+")


def key(name: str) -> str:
    """Return what names are compared by: small letters, digits, single spaces."""
    return _SIGNS.sub(" ", name.lower()).strip()


def _keys(text: str) -> frozenset[str]:
    return frozenset(key(name) for name in text.split(","))


# Channels, as a city portal has them, and the names people give the same one.
CHANNELS = {
    "Pemerintahan": "pemerintahan, pemerintah, pemda, pemkot, pemkab, government, birokrasi",
    "Politik": "politik, politics, politik dan pemerintahan",
    "Hukum": "hukum, hukum dan kriminal, hukum kriminal, hukrim, kriminal, hukum ketertiban,"
    " hukum dan ketertiban, law, kriminalitas",
    "Ekonomi": "ekonomi, bisnis, ekonomi bisnis, ekonomi dan bisnis, ekbis, economy, business",
    "Pembangunan": "pembangunan, pembangunan infrastruktur, pembangunan dan infrastruktur",
    "Pendidikan": "pendidikan, edukasi, education, sekolah",
    "Kesehatan": "kesehatan, health, kesehatan masyarakat",
    "Lingkungan": "lingkungan, lingkungan hidup, lingkungan bencana, lingkungan dan bencana",
    "Sosial Budaya": "sosial budaya, sosial, budaya, sosbud, sosial dan budaya, culture,"
    " sosial budaya agama, sosial budaya dan agama",
    "Olahraga": "olahraga, olah raga, sport, sports, bola, sepak bola",
}
CHANNEL_OF = {one: name for name, names in CHANNELS.items() for one in _keys(names)}

# Topics and the channel each stands under; "" stands for none.
TOPICS = {
    "Pembangunan": "infrastruktur, musrenbang, perumahan, tata kota, jalan, transportasi",
    "Politik": "pemilu, pilkada, pilpres, pileg, partai, dprd, parlemen, kpu, bawaslu",
    "Hukum": "ketertiban, lalu lintas, narkoba, korupsi, kecelakaan, keamanan",
    "Ekonomi": "umkm, perdagangan, pertanian, perikanan, peternakan, pariwisata, otomotif, pasar,"
    " koperasi, perbankan, wisata, kuliner, properti, industri, ketenagakerjaan, pajak",
    "Lingkungan": "bencana alam, bencana, banjir, cuaca, sampah, kebakaran",
    "Sosial Budaya": "agama, mtq, pengajian, safari ramadan, ramadan, zakat, kesenian, seni,"
    " lomba, lomba kelurahan, lomba uks, bantuan, kota layak anak, menikah, hiburan, gaya hidup,"
    " keluarga, perempuan, anak, musik, film, sejarah, islam, haji",
    "Pendidikan": "beasiswa, kampus, mahasiswa, guru",
    "Kesehatan": "stunting, gizi, posyandu, rumah sakit, puskesmas, imunisasi",
    "Olahraga": "bulu tangkis, atletik, voli, basket, futsal, pencak silat",
    "": "teknologi, digital, internet, inovasi, sains",
}
TOPIC_OF = {one: channel for channel, names in TOPICS.items() for one in _keys(names)}

# What happened and is over: read on, not chosen any more.
ARCHIVED = _keys(
    "covid 19, covid19, covid, corona, virus corona, vaksin covid 19, vaksinasi covid 19,"
    " new normal, ppkm, psbb, pandemi"
)
# Anniversaries and days of the calendar begin so.
EVENT = re.compile(
    r"(?:hut|hari jadi|hari|dirgahayu|peringatan hari|festival|pekan|porprov|pon|hari ulang tahun)"
    r"\s+\S"
)
# What kind of happening it is says nothing about the subject: a tag.
EVENT_KINDS = _keys(
    "pelantikan, penghargaan, peresmian, peringatan, kunjungan, kunjungan kerja, rapat,"
    " sosialisasi, pelatihan, seminar, upacara, wisuda, launching, audiensi, silaturahmi"
)
ORGANISATIONS = _keys(
    "gow, pkk, pramuka, organisasi, karang taruna, dharma wanita, pmi, knpi, tni, polri, polres,"
    " kodim, dwp, mui, nu, muhammadiyah, baznas, bumd, lembaga"
)
ORGANISATION = re.compile(
    r"(?:dinas|badan|bagian|kantor|sekretariat|kelurahan|kecamatan|polres|kodim|mal|mall"
    r"|mal pelayanan|dprd|rsud|puskesmas|universitas|pt|cv|yayasan)\s+\S"
)
CONTENT_TYPES = {
    "Pengumuman": "pengumuman, announcement, info penting, press release, siaran pers, rilis",
    "Lowongan pekerjaan": "informasi lowongan pekerjaan, lowongan pekerjaan, lowongan kerja, loker,"
    " karier, karir, jobs",
    "Agenda": "events, event, agenda, kegiatan, acara, jadwal",
    "Opini": "opini, opinion, kolom, editorial, tajuk, tajuk rencana, artikel",
    "Foto": "foto, galeri, galeri foto, gallery, photo, photos",
    "Video": "video, videos",
    "Advertorial": "advertorial, iklan, adv, sponsored",
}
CONTENT_TYPE_OF = {one: name for name, names in CONTENT_TYPES.items() for one in _keys(names)}

# Places are said by tags: a story stands in the channel of its subject.
REGIONS = _keys(
    "nasional, internasional, regional, daerah, lokal, dunia, mancanegara, provinsi, national"
)
REGION = re.compile(r"(?:kota|kabupaten|kab|provinsi|prov|kecamatan|desa)(?:\s+\S+){1,2}")
# The town itself, or whoever runs it, as a label of a portal about nothing else.
OWN_TOWN = re.compile(r"(?:info|berita|kabar|seputar|pemerintah|pemkot|pemkab)\s+\S")

MEANINGLESS = _keys(
    "berita, news, info, informasi, terkini, berita terkini, berita terbaru, headline, slider,"
    " creative, digital marketing, marketing, demo, sample, lain lain, lainnya, others, featured,"
    " trending, populer, blog, post, artikel terbaru, breaking news, update"
)
# Left of menus and of an installation: nobody meant it as a label.
DEBRIS = _keys(
    "all post, all posts, back, kembali, home, beranda, menu, next, previous, more, selengkapnya,"
    " read more, uncategorized, uncategorised, tak berkategori, tanpa kategori, blogroll, close"
)
TO_REVIEW = _keys("menikah, organisasi, demo, digital, teknologi, bantuan")

SPELLINGS = {
    "otomotiv": "Otomotif",
    "mall pelayanan publik": "Mal Pelayanan Publik",
    "mall": "Mal",
    "apotik": "Apotek",
    "olah raga": "Olahraga",
    "resiko": "Risiko",
    "analisa": "Analisis",
    "praktek": "Praktik",
    "propinsi": "Provinsi",
    "ijin": "Izin",
    "pebruari": "Februari",
    "nopember": "November",
}
ACRONYMS = _keys(
    "uks, umkm, mtq, pkk, gow, hut, ri, dprd, tni, polri, asn, opd, pmi, knpi, rsud, kpu, dwp, mui,"
    " ppkm, psbb, pns, bumd, bumn, sma, smk, smp, sd, tk, paud, ktp, pon, mpp, hiv, aids"
)
