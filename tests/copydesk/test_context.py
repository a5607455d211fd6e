"""What a desk decides: its words and names, levels, house choices, and what it let stand."""

import pytest

from copydesk import (
    Checker,
    Desk,
    Field,
    House,
    Level,
    Lexicon,
    Paragraph,
    Topic,
    accept,
    accept_safe,
)


def names(text: str, where: Field = Field.BODY, **desk: object) -> set[str]:
    return {finding.name for finding in Checker(Desk(**desk)).check([Paragraph(text, where)])}


def test_a_word_of_the_newsroom_is_known():
    assert names("Petugas membawa blarak pulang.") == {"P18.tak-dikenal"}
    assert names("Petugas membawa blarak pulang.", lexicon=Lexicon(words={"blarak"})) == set()


def test_a_name_of_the_newsroom_is_never_touched():
    text = "Yayasan bernama Mitra Kerjasama berdiri."
    assert names(text) == {"P15.gabungan"}
    assert names(text, lexicon=Lexicon(names={"Mitra Kerjasama"})) == set()


def test_a_name_two_letters_from_a_known_person_is_pointed_out():
    lexicon = Lexicon(people=frozenset({"Rini Astuti"}))
    checker = Checker(Desk(lexicon=lexicon))
    story = [Paragraph("Rapat dibuka Rinie Astutie di balai kota.")]
    [finding] = checker.check(story)
    assert (finding.name, finding.safe) == ("P22.mirip", False)
    assert accept(story, finding)[0].text == "Rapat dibuka Rini Astuti di balai kota."
    assert checker.check([Paragraph("Rapat dibuka Rini Astuti dan Rina Hastuti Widodo.")]) == []


def test_an_abbreviation_of_the_newsroom_needs_no_explanation():
    assert names("Rapat DLHK selesai.") == {"P20.tanpa-penjelasan"}
    assert names("Rapat DLHK selesai.", lexicon=Lexicon(abbreviations={"DLHK"})) == set()


def test_an_abbreviation_is_explained_by_what_the_newsroom_says_it_stands_for():
    checker = Checker(Desk(lexicon=Lexicon(expansions={"DLHK": "Dinas Lingkungan Hidup"})))
    story = [Paragraph("Rapat DLHK selesai."), Paragraph("Kata DLHK, air surut.")]
    [finding] = checker.check(story)
    mended = accept(story, finding)
    assert mended[0].text == "Rapat Dinas Lingkungan Hidup (DLHK) selesai."
    assert checker.check(mended) == []


@pytest.mark.parametrize("key", ["P17", "P17.baku"])
def test_a_rule_or_one_of_its_remarks_gets_another_level_or_none(key):
    checker = Checker(Desk(levels={key: Level.SARAN}))
    assert [finding.level for finding in checker.check([Paragraph("Ijin usaha.")])] == [Level.SARAN]
    assert Checker(Desk(levels={key: None})).check([Paragraph("Ijin usaha.")]) == []


def test_safety_cannot_be_switched_off_or_let_stand():
    text = "NIK 1872031405900003 dipakai."
    desk = {"levels": {"P25": None}, "left": {("P25", "1872031405900003")}}
    assert names(text, **desk) == {"P25.nik"}


def test_words_let_stand_in_a_story_are_not_named_again():
    assert names("Ijin dan resiko.", left={("P17", "Ijin")}) == {"P17.baku"}
    assert names("Ijin usaha.", left={("P17", "Ijin")}) == set()


@pytest.mark.parametrize(
    ("choice", "text", "fixed"),
    [
        ("persen", "Naik 12% lagi.", "Naik 12 persen lagi."),
        ("%", "Naik 12 persen lagi.", "Naik 12% lagi."),
        ("bebas", "Naik 12% lagi.", None),
    ],
)
def test_the_house_chooses_how_percent_is_written(choice, text, fixed):
    story = [Paragraph(text)]
    found = Checker(Desk(house=House(percent=choice))).check(story)
    assert [accept(story, finding)[0].text for finding in found] == ([fixed] if fixed else [])


def test_speakers_keep_their_words_and_lose_their_misspellings():
    story = [Paragraph("“Kita perlu support dan kerjasama semua,” kata Rini kemarin.")]
    mended = accept_safe(Checker(), story)
    assert mended[0].text == "“Kita perlu support dan kerja sama semua,” kata Rini kemarin."
    assert "P19.asing" not in names(story[0].text)


def test_tables_are_data_but_may_still_hurt_somebody():
    checker = Checker()
    assert checker.check([Paragraph("12.5 km 90 % ijin", cell=True)]) == []
    [finding] = checker.check([Paragraph("0812-3456-7890", cell=True)])
    assert finding.must_answer


def test_addresses_and_hashtags_are_left_alone():
    assert (
        names("Baca https://contoh.example/resiko-ijin dan #kerjasama di ijin@contoh.example.")
        == set()
    )


def test_gambling_is_found_inside_an_address():
    assert "P25.judi" in names("Buka https://contoh.example/slot-gacor-88 segera.")


def test_words_near_an_unknown_one_are_offered_when_asked():
    checker = Checker()
    [finding] = checker.check([Paragraph("Petugas membersikan selokan.")])
    assert finding.replacements == ()
    assert "membersihkan" in checker.suggest(finding).replacements


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Petugas membahas kegitan itu.", ("kegiatan",)),
        ("Kegitan itu selesai.", ("Kegiatan",)),
        ("KEGITAN ITU SELESAI", ("KEGIATAN",)),
        ("Petugas membahas pelayanankesehatan itu.", ("pelayanan kesehatan",)),
        ("Petugas membahas xtupoksi itu.", ()),
    ],
)
def test_what_is_offered_is_near_and_common(text, offered):
    checker = Checker()
    [finding] = checker.check([Paragraph(text)])
    assert checker.suggest(finding).replacements == offered


def test_a_word_written_large_inside_a_sentence_is_a_name_everywhere():
    slip = Paragraph("Masayrakat menunggu.")
    assert [one.name for one in Checker().check([slip])] == ["P18.tak-dikenal"]
    assert Checker().check([slip, Paragraph("Rapat di Gedung Masayrakat selesai.")]) == []
    desk = Desk(lexicon=Lexicon(names=frozenset({"Toko Masayrakat"})))
    assert Checker(desk).check([slip]) == []


def test_a_paragraph_changed_back_gets_its_first_answer():
    checker = Checker()
    first = checker.check([Paragraph("Ijin usaha."), Paragraph("Resiko banjir.")])
    checker.check([Paragraph("Izin usaha."), Paragraph("Resiko banjir.")])
    assert checker.check([Paragraph("Ijin usaha."), Paragraph("Resiko banjir.")]) == first


def test_a_long_sentence_is_not_offered_an_explanation_that_makes_it_too_long():
    checker = Checker(Desk(lexicon=Lexicon(expansions={"DLHK": "Dinas Lingkungan Hidup"})))
    [finding] = checker.check([Paragraph(f"Warga{' melihat sawah' * 12} bersama DLHK.")])
    assert finding.replacements == ("Dinas Lingkungan Hidup (DLHK)",)
    [finding] = checker.check([Paragraph(f"Warga{' melihat sawah' * 13} DLHK.")])
    assert (finding.name, finding.replacements) == ("P20.tanpa-penjelasan", ())


def test_what_a_story_is_about_changes_what_is_asked_of_the_same_words():
    checker, story = Checker(), [Paragraph("Rama (15) datang dari SMP Negeri 3.")]
    assert checker.check(story) == []
    for topic in (Topic.CHILD, Topic.CRIME):
        asked = checker.check(story, frozenset({topic}))
        assert {finding.name for finding in asked} == {"P25.anak", "P25.sekolah"}
    assert checker.check(story) == []
