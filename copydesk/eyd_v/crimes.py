"""What P25 takes for a crime, and for a child's age beside it."""

import re

from copydesk.seeking import Sought

SEX = (
    r"(?:men|di|pen)?cabul\w*|(?:pem|mem|di)?(?:p?erkosa)\w*|(?:pe|me|di)?lecehan\s+seksual"
    r"|dilecehkan|pelecehan|persetubuhan"
    r"|(?:me|di)?(?:ny|s)etubuhi|rudapaksa\w*|kekerasan\s+seksual|asusila|prostitusi"
    r"|perdagangan\s+(?:orang|anak)|sodomi\w*"
    r"|eksploitasi\s+(?:seksual|anak)|pornografi|muncikari|mucikari|germo|pedofil\w*"
    r"|predator\s+(?:anak|seksual)|inses"
    r"|(?:mem|di)perdagangkan|(?:di|meng)hamili|melecehkan|open\s+bo|video\s+(?:syur|porno)"
)
# pelaku usaha did nothing.
_PELAKU = (
    r"pelaku(?!\s+(?:usaha|umkm|ukm|industri|ekonomi|bisnis|pasar|seni|budaya|wisata|pariwisata"
    r"|perjalanan|jasa|pertanian|perikanan|sejarah|perbankan|kreatif))"
)
_CRIME = (
    rf"{SEX}|(?:peng|meng|di)?aniaya\w*|penganiayaan|pembunuh\w*|(?:mem|di)?bunuh|pencuri\w*"
    rf"|(?:men|di)curi|(?:di|mem)?begal\w*"
    r"|perundungan|dirundung|perampok\w*|merampok|narkoba|sabu|ganja|tawuran|klitih|penculik\w*"
    r"|diculik|menculik|kekerasan"
    rf"|pengeroyok\w*|dikeroyok|mengeroyok|tersangka|terdakwa|{_PELAKU}|pidana|bunuh\s+diri"
    r"|gantung\s+diri|curanmor|jambret\w*"
    r"|(?:di|me[n]?)siksa|menyiksa|penyiksaan|diperkosa|(?:di|mem)bacok|ditembak|ditikam|menikam"
    r"|disodomi|menyodomi|digerebek|digelandang|diringkus|meringkus|dibekuk|membekuk"
    r"|polisi\s+(?:menangkap|mengamankan)"
    r"|ditangkap\s+polisi|berhadapan\s+dengan\s+hukum|kabur\s+dari\s+tahanan|residivis|geng\s+motor"
    r"|miras\s+oplosan|balap\s+liar|diamankan\s+(?:polisi|petugas)|dipukuli|digebuki"
    r"|perdagangan\s+manusia|terorisme|teroris|ujaran\s+kebencian|pemerasan|pengancaman"
    r"|menusuk|ditusuk|penusukan|pembacokan|dibacok|aborsi|pembuangan\s+bayi|ditelantarkan"
    r"|(?:men|di)yekap|disekap|penyekap\w*|penikam\w*|penusuk\w*|penembakan|merundung|perundung"
    r"|terpidana|bandar\s+narkotika|narkotika|ekstasi|kurir\s+(?:sabu|ganja)|pengedar|kdrt"
    r"|penyandera\w*|disandera"
)
# Smaller crimes and what may be none: they count beside somebody's age alone.
_MINOR = (
    r"maling|kemalingan|(?:mem|di|pem)?bobol\w*|pemalak\w*|(?:mem|di)?palak|memalak|(?:pen|men"
    r"|di)?copet\w*|pencopet\w*"
    r"|penadah\w*|penipu\w*|(?:me|di)nipu|ditipu|penggelapan|perkelahian|(?:ber)?kelahi|(?:di"
    r"|meng)hajar|dipukuli?"
    r"|pemukulan|(?:di|men)cekoki|meraba|diraba|mesum|(?:membawa|dibawa)\s+kabur|(?:me"
    r"|di)larikan\s+(?:anak|gadis|siswi|remaja|motor|sepeda)"
    r"|(?:menjual|menawarkan|mempekerjakan|mengirim|pengiriman)\s+(?:seorang\s+|dua\s+"
    r"|para\s+)?(?:anak|gadis|remaja"
    r"|siswi|bocah|bayi(?:nya)?|pelajar)"
    r"|bayi\b[^.]{0,40}\bdibuang|(?:mem|di)?buang\s+bayi|ditangkap\s+(?:karena|usai|setelah|tim"
    r"|aparat|saat)|tertangkap(?!\s+kamera)|diciduk|dicokok"
    r"|perusakan|(?:pem|mem)bakar(?:an)?\s+(?:sekolah|rumah|mobil|motor|kantor|pasar|hutan)\w*"
    r"|senjata\s+tajam|sajam|celurit"
    r"|(?:peng|meng|di)intip\w*|(?:di|meng)ancam\s+(?:akan|dengan|korban|pelaku|dibunuh)"
    r"|pengancam\w*|miras|minuman\s+keras|obat\s+terlarang|tramadol|pil\s+koplo"
    r"|pencuri\w*|curi|begal|tikam|bacok|cabuli|perkosa|aniaya|hajar|rudapaksa|culik|sekap"
    r"|bully\w*|diperas|memeras"
    r"|ditampar|menampar|ditendang|dikurung|dirantai|disundut|(?:meng|di)eksploitasi"
    r"|peredaran\s+gelap"
)
AGED_CRIME = Sought(rf"\b(?:{_MINOR})\b", re.IGNORECASE)
CRIME_WORD = Sought(rf"\b(?:{_CRIME})\b", re.IGNORECASE)
SEX_WORD = Sought(rf"\b(?:{SEX})\b", re.IGNORECASE)
_SMALL_NUMBER = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas"
    r"|(?:dua|tiga|empat|lima|enam|tujuh)\s+belas)"
)
_NO_SENTENCE = r"(?!\s+(?:penjara|kurungan|lalu|silam|terakhir|kemudian|bui))"
AGE = Sought(
    # Behind a name, initials or a word for somebody; "Pasal 55 ayat (1)" and "(1) tenda" are none.
    r"\b(?:(?-i:(?!Pasal|Ayat|Nomor|Angka|Huruf|Butir|Bab|Lampiran)[A-Z][\w.'’]*)|anak|bocah|remaja"
    r"|siswa|siswi|pelajar|gadis|santri|balita|korban|pelaku|saksi|adiknya|kakaknya"
    r"|anaknya)[”\"]?,?\s"
    r"\((1[0-7]|\d)(?:\s*(?:tahun|thn|th))?\)"
    r"|\b(?:berusia|usia|berumur|umur)(?:nya)?\s+(?:(?:sekitar|baru|masih|belum|genap|di\s+bawah"
    r"|kurang\s+dari|menginjak|kira-kira)\s+){0,2}(1[0-7]|\d)(?!\d"
    r"|[.,]\d)\b(?!\s*(?:bulan|hari|abad))"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|balita|putri|putra|korban"
    rf"|pelaku|cucu|keponakan|murid|adik|bayi)\w*\s+(?:(?!tinggal\b|di(?:hukum|tuntut|penjara"
    rf"|vonis|tahan"
    rf"|rawat|ancam)\b|selama\b|divonis\b|sejak\b|setelah\b|buron\b|dalam\b|hampir\b"
    rf"|sudah\b)[\w-]+\s+){{0,2}}(1[0-7]|\d)\s+tahun\b{_NO_SENTENCE}"
    rf"|\b(?:berusia|usia|berumur|umur)\s+(?:baru\s+|masih\s+)?{_SMALL_NUMBER}\s+tahun\b"
    rf"|\b(?-i:[A-Z]{{2,3}}),\s+(1[0-7]|\d)(?:\s+(?:tahun|thn)\b{_NO_SENTENCE}|(?=,))"
    r"|\b(?:bayi|balita)(?:nya)?\s+(?:\w+\s+){0,3}(?:\d{1,2}|dua|tiga|empat|lima|enam|tujuh"
    r"|delapan)\s+(?:bulan|hari|pekan|minggu)\b"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|balita)\w*,?\s+(1[0-7]"
    r"|\d)\s+dan\s+1?\d"
    r"\s+tahun\b|\bdi\s+bawah\s+umur\b"
    # korban itu masih 15 tahun; umurnya belasan tahun; berusia 15 dan 16 tahun
    rf"|\b(?:masih|baru|belum|genap|berumur|berusia)\s+(1[0-7]|\d)\s+tahun\b{_NO_SENTENCE}"
    rf"|\b(?:berusia|usia|berumur|umur)\s+(1[0-7]|\d)(?:\s*(?:-|–|dan|hingga"
    rf"|sampai)\s*)1?\d\s+tahun\b"
    r"|\b(?:anak|bocah|remaja|siswa|siswi|pelajar|gadis|santri|putri|korban|pelaku|umur\w*|usia\w*)"
    r"\s+(?:\w+\s+){0,2}belasan\s+tahun\b"
    # cucu laki-lakinya, 9 tahun, menjadi korban
    rf"|\b(?:anak|bocah|putri|putra|cucu|keponakan|adik|kakak|murid|santri|siswa|siswi|remaja"
    rf"|gadis|pelajar"
    rf"|balita|korban|pelaku|perempuan|sebenarnya\)?)\w*"
    rf"(?:\s+[\w-]+)?,\s+(1[0-7]|\d)\s+tahun\b{_NO_SENTENCE}"
    r"|\b(?P<grade>(?:siswa|siswi|murid|pelajar)\w*\s+kelas\s+(?:\d{1,2}|[IVX]+)\b)"
    r"|\bkelas\s+(?:\d{1,2}|[IVX]+|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
    r"\s+(?:SD|SMP|SMA|SMK|MI|MTs|MA|sekolah\s+(?:dasar|menengah))\b",
    re.IGNORECASE,
)
# Where children are taught about a crime, none of them has met with it.
PREVENTS = re.compile(
    r"\b(?:(?:men|pen)cegah\w*|sosialisasi|penyuluhan|edukasi|kampanye|program|pelatihan|lomba"
    r"|bahaya|deklarasi|anti\w+|mengikuti|diikuti)\b",
    re.IGNORECASE,
)
# What else has an age; not who steals it, nor who stands between: pencuri motor berusia 15 tahun.
THING = re.compile(
    r"\b(?<!maling )(?<!pencuri )(?<!begal )(?<!penadah )(?<!perampok )(?<!pencurian )(?<!geng )"
    r"(?<!pembobol )(?<!pembakar )"
    r"(?:gedung|bangunan|rumah|jembatan|mobil|motor|pohon|kapal|perusahaan|sekolah|masjid"
    r"|organisasi"
    r"|kota|tim|kasus|pabrik|pasar|kafe|toko|kios|warung|usaha|hotel|bank|klub|yayasan|koperasi"
    r"|partai|universitas|kampus|bus|truk|candi|tanaman|sapi|kambing|kucing|anjing|film|pesawat"
    r"|kereta|pernikahan|perkawinan|aplikasi)\w*\s+"
    r"(?:(?!remaja|anak|bocah|sisw|pelajar|gadis|santri|pria|pemuda|pelaku|korban)\w+\s+){0,2}$",
    re.IGNORECASE,
)
# What begins otherwise names somebody itself: rumah itu dibobol bocah 11 tahun.
AGE_ALONE = re.compile(r"(?:ber)?(?:usia|umur)|masih|baru|belum|genap", re.IGNORECASE)
