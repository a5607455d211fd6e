"""Words that tell who speaks, around quotations."""

import re

from copydesk.seeking import Sought

SAYING = (
    r"kata|ujar|ucap|tutur|ungkap|imbuh|tambah|pungkas|tandas|tukas|cetus|beber|papar|jelas"
    r"|terang|tegas|tanya|sahut"
    r"|lanjut|harap|sebut|pesan|pinta|ajak|imbau|kelakar|keluh|nilai|urai|ulas|kenang|aku"
    r"|teriak|bentak|hardik|pekik|sergah|sorak|kilah|seloroh|canda|sesal|gumam|bisik|kisah|timpal|celetuk|dalih|saran|usul|sindir"
    r"|puji|lapor|kritik|protes|bela|elak"
    r"|janji|bantah|sanggah|tampik|jerit|gerutu|ratap|gurau|komentar|rinci|simpul|tulis"
    r"|cerita|klaim|seru|singgung|jawab|sambung|tutup|(?:demikian|begitu)\s+(?:kata|ujar|tutur|ucap)|demikian"
)
# What somebody does who says something, before the words or a "bahwa".
STATING = (
    r"mengatakan|menyatakan|menjelaskan|menerangkan|menuturkan|mengungkapkan|menegaskan|menambahkan"
    r"|berharap|menilai|berkata|bercerita|memastikan|menyampaikan|meminta|mengimbau|memaparkan"
)
# Who may follow "kata" in small letters. Anything else does not tell a tag from a sentence.
WHO = (
    r"dr(?=\.)|dia|ia|beliau|mereka|kami|saya|pria|wanita|lelaki|perempuan|warga|ketua|kepala|wali|wakil|bupati"
    r"|gubernur|camat|lurah|seorang|salah|para|sang|ibu|bapak|pak|bu|mantan|anggota|juru|jubir"
    r"|pelatih|kapten|sekretaris|direktur|korban|pelaku|tersangka|terdakwa|pedagang|petani|nelayan"
    r"|pengunjung|pembeli|dokter|bidan|guru|dosen|siswa|mahasiswa|polisi|petugas|pemilik|hakim|jaksa"
    r"|massa|pengunjuk|orang|penonton|suporter|pengelola|panitia|pengurus|pihak|tokoh|aktivis"
    r"|peneliti|pakar|pengamat|peserta|penyelenggara|buruh|pekerja|sopir|pengemudi|saksi|penjual"
    r"|perwakilan|juru|manajer|menteri|presiden|kiai|ustaz|pendeta|pengacara|koordinator|relawan"
    r"|penumpang|pasien|orang|suami|istri|ayah|anak|kakak|adik|tetangga|si|penyidik|komandan"
)
# With -nya it can only be a speech tag; without, a name or somebody has to follow.
TAG = re.compile(
    rf"(?i:{SAYING})(?i:nya)\b|(?:{SAYING})\s+(?:[A-Z]|(?:{WHO})(?:nya)?\b)"
    # As if a sentence began: "…," Ujar Rini.
    r"|(?P<large>(?:Ujar|Ucap|Tutur|Imbuh|Ungkap|Kata|Jelas|Tegas|Terang|Papar|Beber|Tanya|Lanjut"
    r"|Sambung|Tambah|Keluh|Pungkas|Tandas|Tukas|Seru|Sahut|Jawab)\s+(?:[A-Z]|(?:dia|ia|beliau|mereka)\b))"
)
# A name and its verb need no "kata": Bagus menambahkan.
NAMED_TAG = re.compile(
    r"(?:demikian\s+)?(?:[A-Z][a-z]+\s+){1,3}(?:menambahkan|mengatakan|menjelaskan|menegaskan"
    r"|menuturkan|berkata|mengungkapkan|menyatakan|mengingatkan)\b"
)
# In a title these begin with a capital; other words of the kind are a title's verbs: Ajak, Tutup.
TITLE_TAG = re.compile(r"(?:Kata|Ujar|Ucap|Tutur|Ungkap|Tegas)\s+[A-Z]")
SHOUTED_TAG = re.compile(rf"(?i:{SAYING})\s+[A-Z]|(?i:(?:{SAYING})nya)\b")
# What is called by the words behind it, which nobody says: berjudul "Pulang".
CALLED = (
    r"program|film|lagu|buku|novel|(?:ber)?judul|(?:ber)?tema|slogan|moto|semboyan|istilah|kata-kata"
    r"|tulisan|bertuliskan|spanduk|poster|papan|acara|lomba|festival|kegiatan|gerakan|rubrik|album"
    r"|puisi|sajak|cerpen|drama|lakon|pameran|(?:ber)?tajuk|bernama|disebut|menyebut\w*|julukan"
    r"|sebutan|sebagai|yel-yel|peribahasa|pepatah|diskusi|seminar|tagar|aplikasi|warung|toko|grup"
)
INTRODUCED = re.compile(
    r"\b(?:berkata|bertanya|menjawab|mengaku|menyampaikan|memaparkan|mengimbau|berharap|mengeluh|berujar"
    r"|bertutur|berpesan|berseru|berteriak|menimpali|mengingatkan|membalas|berjanji|memastikan|menerangkan"
    r"|melanjutkan|bercerita|berdalih|berkilah|membantah|mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan"
    r"|mengungkapkan|menambahkan|ujar|kata|tutur|ucap|ungkap)(?:nya)?(?:\s[A-Z]\w*)*[,:]\s*$"
)

# Nothing else is told in the sentence: "Jalan putus." Kata Karolina kepada wartawan, Senin (2/6).
SAID_ALONE = re.compile(
    r"[A-Z][a-z]+ (?:(?:dia|ia|beliau|mereka)\b|(?:[A-Z][\w'’]*\.? ?)+(?<! ))"
    r"(?:,? (?:saat|ketika|seusai|usai|setelah|kepada|di|pada|dalam|sambil|seraya|lagi|Senin|Selasa"
    r"|Rabu|Kamis|Jumat|Sabtu|Minggu)\b[^,.;]*(?:, [A-Z][^,.;]*)?)?(?:\.(?:\s|$)|$)"
    rf"|(?!Kata)[A-Z][a-z]+ [A-Z][\w'’]*(?: [A-Z][\w'’]*)*, (?:{WHO})\b[^,.;]*\.(?:\s|$)"
)

# The last sentence asks: Mengapa kalian menari; Bolehkah kami masuk.
QUESTION = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:Apa|Siapa|Kapan|Mengapa|Kenapa|Bagaimana|Berapa"
    r"|(?:Di|Ke|Dari) mana)\b(?! pun)"
    r"|[A-Z][a-z]+kah\b)[^.?!]*$"
)

ASKS = re.compile(
    r"\b(?:bertanya|menanyakan|tanya|berseru|berteriak|menyeru\w*|seru|teriak)\b[^.?!]*$"
)

NO_COMMA = Sought(
    r"\b(?:berkata|bertanya|menjawab|berujar|bertutur|berpesan"
    r"|(mengatakan|menegaskan|menyatakan|menjelaskan|menuturkan|mengungkapkan|menambahkan"
    r"|mengungkap|memaparkan|menyampaikan|mengimbau|mengaku|berharap|mengeluh|berseru|berteriak"
    r"|menimpali|mengingatkan|membalas|menerangkan|melanjutkan|bercerita|berdalih|berkilah"
    # Farther off: menurut Rini; mengatakan kepada wartawan
    r"|(?:[Mm]enurut|[Kk]ata|[Uu]jar|[Tt]utur|mengatakan|menjelaskan|menyampaikan|berkata|bertanya)"
    rf"(?:\s+(?!(?:{CALLED})\b)\w+){{1,5}}))([ \u00a0]+)(?=[\"“][A-Z])"
)

# mengatakan : "…"; mengatakan bahwa "…": a comma and nothing else goes before what was said.
WRONG_SIGN = Sought(
    r"\b(?:(?:berkata|bertanya|menjawab|berujar|bertutur|berpesan|mengatakan|menegaskan|menyatakan|menuturkan"
    r"|mengungkapkan|menambahkan|menjelaskan|menerangkan|memaparkan|menyampaikan|mengingatkan)"
    r"(?: kepada \w+)?(?: [A-Z]\w+){0,3}|(?:[Mm]enurut|[Kk]ata|[Uu]jar|[Tt]utur)(?: [A-Z]\w+){1,4})"
    r"([ \u00a0]*,?[ \u00a0]*[:;][ \u00a0]*|(?<!menjawab)\.[ \u00a0]+|[ \u00a0]+bahwa,[ \u00a0]*)"
    r"(?=[\"“][A-Z])"
)
