"""Invented texts: a press release as two sites told it, and a story of one's own on its topic."""

# What a mayor's office might have sent. No outlet has printed it.
RELEASE = """\
Dinas Perhubungan Kota Tirtamaya menambah 12 bus sekolah gratis mulai Senin, 5 Oktober 2026.
Penambahan itu menjawab keluhan orang tua di Lawas Kidul dan Bukit Seruni yang anaknya harus \
berjalan hampir tiga kilometer ke jalan raya.
"Kami ingin tidak ada lagi anak yang terlambat masuk kelas hanya karena tidak kebagian kursi," \
kata Kepala Dinas Perhubungan, Suryo Laksmana, di Terminal Hilir.
Anggaran yang disiapkan Rp4,2 milyar, termasuk gaji 24 pengemudi dan biaya perawatan selama satu \
tahun anggaran.
Setiap bus berkapasitas 28 kursi dan dilengkapi kamera di pintu depan dan pintu belakang.
"Kartu pelajar cukup ditempelkan, tidak ada pungutan apa pun, dan orang tua mendapat pesan ketika \
anaknya turun," ujar Suryo menambahkan.
Bus berangkat dari tiap kelurahan pukul 05.45 dan menjemput lagi pukul 13.30 dari halaman sekolah.
"""

# Another beginning and a cut, with the reversed quotes and bare figures that stayed in.
ONE = """\
Kabar baik datang bagi pelajar di pinggiran Tirtamaya. Pemerintah kota menambah armada bus sekolah \
yang tidak memungut bayaran.
Penambahan itu menjawab keluhan orang tua di Lawas Kidul dan Bukit Seruni yang anaknya harus \
berjalan hampir tiga kilometer ke jalan raya.
” Kami ingin tidak ada lagi anak yang terlambat masuk kelas hanya karena tidak kebagian kursi, “ \
kata Kepala Dinas Perhubungan, Suryo Laksmana, di Terminal Hilir.
Anggaran yang disiapkan Rp. 4,2 Milyar, termasuk gaji 24 pengemudi dan biaya perawatan selama satu \
tahun anggaran.
Warga menyambut rencana itu dengan gembira meski sebagian masih menunggu kepastian jadwalnya.
"""

TWO = """\
Bus Sekolah Gratis Bertambah, Orang Tua Dapat Pesan
Mulai pekan depan dua belas kendaraan baru melayani rute pinggiran kota, demikian keterangan resmi \
yang diterima redaksi.
“Kami ingin tidak ada lagi anak yang terlambat masuk kelas hanya karena tidak kebagian kursi,” \
kata Kepala Dinas Perhubungan, Suryo Laksmana, di Terminal Hilir.
Setiap bus berkapasitas 28 kursi dan dilengkapi kamera di pintu depan dan pintu belakang.
“Kartu pelajar cukup ditempelkan, tidak ada pungutan apa pun, dan orang tua mendapat pesan ketika \
anaknya turun,” ujar Suryo menambahkan.
Bus berangkat dari tiap kelurahan pukul 05.45 dan menjemput lagi pukul 13.30 dari halaman sekolah.
(rw/dk)
"""

# Own reporting on the same buses: the same people, places and figures, and no sentence in common.
APART = """\
Sudah dua minggu Nirmala, siswi kelas delapan, tidak lagi berangkat sebelum subuh. Bus kuning \
bernomor 07 berhenti di depan gang rumahnya.
Di Lawas Kidul kami menghitung 41 anak pada satu pagi. Tujuh di antaranya berdiri, padahal Kepala \
Dinas Perhubungan, Suryo Laksmana, menjanjikan semua duduk.
Dokumen anggaran yang kami baca menyebut Rp4,2 miliar, tetapi hanya delapan dari dua belas bus \
yang sudah terdaftar di samsat.
Suryo mengakui empat kendaraan tertahan di karoseri. Ia meminta warga bersabar sampai November.
Pengamat transportasi Retno Wulandari menilai rute Bukit Seruni dirancang tanpa survei penumpang.
"""
