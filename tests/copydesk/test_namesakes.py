"""One person's name in two spellings, and two people who are only called nearly the same."""

import pytest

from copydesk import Checker, Desk, Field, Lexicon, Paragraph
from copydesk.eyd_v.sounds import sound

CHECKER = Checker()

ONE_PERSON = [
    (
        "Kepala Dinas Kesehatan Wahyu Hidayati datang. / “Stok cukup,” kata Wahyu Hidayeti.",
        "Hidayeti",
    ),
    ("Wali Kota Qomaru Zaman hadir. / Menurut Komaru, taman dibuka.", "Komaru"),
    ("Korban bernama Muhammad Fadhil Alfarizi (17) selamat. / Keluarga Fadil datang.", "Fadil"),
    ("Petani jagung, Suwardi (54), panen. / Harga, kata Swardi, naik tipis.", "Swardi"),
    ("Camat Metro Pusat, Syahri Ramadhan, datang. / Bibit dari Sahri ditanam.", "Sahri"),
    ("Pengamat Djoko Purwanto hadir. / Joko Purwanto mengkritik moderator.", "Joko"),
    ("Ketua panitia Lilis Kurniawati datang. / Lilies Kurniawati lelah.", "Lilies"),
    ("Bidan desa, Evi Mardiana, datang. / Imunisasi, kata Evy Mardiana, gratis.", "Evy"),
    ("Penyair Wening Astuti hadir. / Puisi Wening Hastuti dibacakan.", "Hastuti"),
    ("Petinju Markus Tambunan menang. / Lawan Marcus Tambunan jatuh.", "Marcus"),
    ("Ketua nelayan, La Ode Samsudin, hadir. / Surat dibawa La Ode Syamsudin.", "Syamsudin"),
    ("Pembalap Dimas Ekanugraha menang. / Motor Dimas Eka Nugraha mogok.", "Eka Nugraha"),
    ("Penulis Ratna Sari Dewi hadir. / Novel Ratnasari Dewi laris.", "Ratnasari"),
    ("Letnan Satu Gilang Ramadhan tiba. / Regu Gilang Ramadan pulang.", "Ramadan"),
    ("Kepala desa, Daryanto, tiba. / “Gunakan dengan baik,” pesan Daryono.", "Daryono"),
    ("Penjual sate, Misriyati, kehilangan gerobak. / Gerobak Misriati ada di sungai.", "Misriati"),
    ("Camat Bambang Haryanto tiba. / Menurut Hariyanto, pelaku lari.", "Hariyanto"),
    ("Camat Neneng Komalasari tiba. / Di depan pedagang, Neneng Kumalasari pamit.", "Kumalasari"),
    ("Ketua RW 05, Slamet Riyadi, ronda. / Sejak April, Slamet Riyanti libur.", "Riyanti"),
]
TWO_PEOPLE = [
    "Adi Saputra dan Hadi Saputra bersaudara. / Hadi Saputra lebih tua.",
    "Ketua RT 03, Suparman, mendata warga. / Ketua RT 05, Suparmin, membantu.",
    "Kepala desa, Suyanto, menanam pohon. / Petani bernama Suyono memberi bibit.",
    "Gilang Ramadhan memimpin pencarian. / Selama Ramadan pencarian dihentikan.",
    "Kepala Desa Karang Sari, Rusdi, hadir. / Warga Karangsari senang.",
    "Edi Subrata memimpin apel. / Edy Mulyono absen.",
    "Warga, Budi Hartono, memanen padi. / Budiman, petani asal Desa Sukamaju, menanam jagung.",
    "Rina dan Rini bersekolah di satu tempat. / Rini mengatakan ia senang.",
    "Kepala Dinas Sosial Sri Mulyani datang. / Salah satu penerima, Mulyono (67), senang.",
    "Ketua RT 03 Suparman mendata warga. / Sekretaris RT, Suparmin, mencatat nama.",
    "Petenis Hendra Gunawan menang. / Lawannya, Hendri Setiawan, kalah dua set.",
    "Tersangka Agus Salim ditahan. / Korban, Agus Salam, masih dirawat.",
    "Santi Rahayu membeli beras. / Kakaknya, Santy Rahayu, membeli minyak.",
    "Kampung Sukarame banjir. / Warga Sukaraja mengungsi ke Sukaraja Tua.",
    "Jalan Sudirman ditutup. / Sekretaris Daerah Sudarman Hadi meminta maaf.",
    "Warga bernama Sumarno (45) dirawat. / Sumarni (41) pulang lebih dahulu.",
    "Pelatih Ahmad Yani tiba. / Stadion Jenderal Achmad Yani penuh.",
]


def doubted(text: str, checker: Checker = CHECKER) -> list[str]:
    found = checker.check([Paragraph(part) for part in text.split(" / ")])
    return [finding.words for finding in found if finding.name == "P22.dua-ejaan"]


@pytest.mark.parametrize(("text", "word"), ONE_PERSON)
def test_a_later_spelling_of_a_name_given_before_is_asked_about(text, word):
    assert doubted(text) == [word]


@pytest.mark.parametrize("text", TWO_PEOPLE)
def test_people_with_a_role_an_age_or_a_name_of_their_own_are_left_alone(text):
    assert doubted(text) == []


def test_the_name_in_a_headline_is_compared_with_the_one_in_full():
    story = [
        Paragraph("Bupati Darmawan Janjikan Pupuk", Field.HEADLINE),
        Paragraph("Bupati Wanasari, Dermawan Sutisna, menemui petani."),
    ]
    found = [f for f in CHECKER.check(story) if f.name == "P22.dua-ejaan"]
    assert [(f.paragraph, f.words, f.replacements, f.safe) for f in found] == [
        (0, "Darmawan", ("Dermawan",), False)
    ]


def test_a_name_that_the_lexicon_has_is_right():
    desk = Desk(lexicon=Lexicon(names=frozenset({"Sukerman"})))
    text = "Petani bernama Sukarman memanen melon. / Kini Sukerman menanam lagi."
    assert doubted(text) == ["Sukerman"]
    assert doubted(text, Checker(desk)) == []


@pytest.mark.parametrize(
    "spellings",
    [("Soedibyo", "Sudibyo"), ("Achmad", "Ahmad"), ("Djoko", "Joko"), ("Yogie", "Yogi")],
)
def test_old_and_new_spelling_have_one_sound(spellings):
    first, second = spellings
    assert sound(first) == sound(second)


def test_other_names_have_other_sounds():
    assert len({sound(name) for name in ("Hendra", "Hendri", "Sumarno", "Sumarni")}) == 4
