"""What was typed is kept: by a step's button, through an error, against a faster save."""

import re

from playwright.sync_api import expect

from tests.journeys.people import draft_path


def stored(site, draft):
    [row] = site.rows(
        "SELECT headline, body, version, status FROM moderation_draft WHERE id = %s", draft
    )
    return row


def write_plain(laras, headline):
    return laras.write(headline, "Kalimat pertama.", category="Lingkungan", credits="lw")


def test_a_step_saves_what_was_typed_before_it_is_taken(site, person):
    laras = person("laras")
    draft = write_plain(laras, "Tombol Langkah Menyimpan Ketikan")
    page = laras.open(draft_path(draft))
    laras.editor.click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Kalimat yang belum disimpan.")
    laras.field("Judul").press("End")
    laras.field("Judul").press_sequentially(" Juga")
    laras.submit()
    laras.is_told(re.compile("Diajukan"))
    assert stored(site, draft) == (
        "Tombol Langkah Menyimpan Ketikan Juga",
        "<p>Kalimat pertama. Kalimat yang belum disimpan.</p>",
        2,
        "submitted",
    )


def test_an_error_keeps_everything_that_was_typed(site, person):
    laras = person("laras")
    draft = write_plain(laras, "Galat Tidak Menghapus Ketikan")
    page = laras.open(draft_path(draft))
    laras.field("Ringkasan").fill("Ringkasan yang baru.")
    laras.editor.click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Ketikan yang tidak boleh hilang.")
    laras.field("Kategori").fill("Kanal Yang Tidak Ada")
    button = page.locator(".actions .step").filter(has_text="Ajukan")
    button.click()
    expect(page.locator(".row-category .errorlist")).to_contain_text("Kanal Yang Tidak Ada")
    expect(laras.field("Kategori")).to_have_value("Kanal Yang Tidak Ada")
    expect(laras.field("Ringkasan")).to_have_value("Ringkasan yang baru.")
    expect(laras.editor).to_contain_text("Ketikan yang tidak boleh hilang.")
    assert stored(site, draft)[2] == 1

    laras.field("Kategori").fill("Lingkungan")
    laras.press("Simpan")
    laras.is_told(re.compile("versi 2"))
    assert "Ketikan yang tidak boleh hilang." in stored(site, draft)[1]


def test_a_save_that_comes_after_the_story_was_submitted_gives_the_words_back(site, person):
    here, there = person("laras"), person("laras")
    draft = write_plain(here, "Jendela Kedua Sudah Mengajukan")
    page = here.open(draft_path(draft))
    there.takes("submit", draft)
    here.editor.click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Terlambat diketik.")
    here.press("Simpan")
    expect(page.get_by_role("heading", name="Yang Anda ketik belum tersimpan")).to_be_visible()
    expect(page.locator(".note-conflict textarea").nth(1)).to_have_value(
        re.compile("Terlambat diketik.")
    )
    assert stored(site, draft) == (
        "Jendela Kedua Sudah Mengajukan",
        "<p>Kalimat pertama.</p>",
        1,
        "submitted",
    )
