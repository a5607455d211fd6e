"""An editor judges a story on one screen; its writer answers beside the text; nothing is lost."""

from playwright.sync_api import expect

from tests.journeys.people import draft_path

HEADLINE = "Perpustakaan Keliling Datang ke Kampung Nelayan"
BODY = (
    "<p>Mobil perpustakaan keliling singgah di Kampung Nelayan tiap Selasa.</p>"
    "<p>Sebanyak 120 anak meminjam buku pada pekan pertama, dengan ijin guru.</p>"
)

SELECT = """words => {
  const text = document.evaluate(`//*[@data-passage]//text()[contains(., "${words}")]`, document,
    null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
  const range = document.createRange()
  range.setStart(text, text.data.indexOf(words))
  range.setEnd(text, text.data.indexOf(words) + words.length)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


def submitted(writer, **words):
    draft = writer.write(HEADLINE, BODY, category="Pendidikan", credits="lw", **words)
    writer.takes("submit", draft)
    return draft


def test_a_passage_is_spoken_about_and_answered_beside_the_text(site, person):
    laras, yusran = person("laras"), person("yusran")
    draft = submitted(laras)

    # The editor takes the story, begins a note, and speaks about some words of the text.
    page = yusran.open(draft_path(draft, "tinjau"))
    yusran.press("Ambil")
    expect(page.get_by_text("Naskah ini Anda pegang.")).to_be_visible()
    yusran.press_step("Kembalikan")
    yusran.field("Catatan").fill("Satu pertanyaan di naskah.")
    page.evaluate(SELECT, "120 anak")
    page.get_by_role("button", name="Komentari ini").click()
    comment = page.locator("#new-comment-text")
    expect(comment).to_be_focused()
    comment.press_sequentially("Dari mana angkanya, @lara")
    expect(page.get_by_role("option").first).to_contain_text("Laras Widyastami")
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("mark[data-comment]")).to_have_text("120 anak")
    expect(page.locator(".mention")).to_have_text("@Laras Widyastami")

    # A remark of the copy desk is accepted and taken back where the page is; the note stays.
    page.locator("#language-form [name=_mend]", has_text="izin").click()
    expect(page.locator("[data-passage]", has_text="dengan izin guru")).to_have_count(1)
    undo = page.locator("[data-mended]").get_by_role("button", name="Urungkan")
    undo.click()
    expect(page.locator("[data-passage]", has_text="dengan ijin guru")).to_have_count(1)
    expect(undo).to_have_count(0)
    expect(yusran.field("Catatan")).to_have_value("Satu pertanyaan di naskah.")

    # The Enter key in the field of a reason is the button beside it; the note outlives a new page.
    remark = page.locator("#language-form [data-remark]", has_text="ijin")
    remark.locator("details summary").click()
    remark.get_by_role("textbox").fill("Kutipan.")
    page.keyboard.press("Enter")
    expect(page.locator("#language-allowed q")).to_have_text("Kutipan.")
    expect(yusran.field("Catatan")).to_have_value("Satu pertanyaan di naskah.")
    page.reload()
    expect(yusran.field("Catatan")).to_have_value("Satu pertanyaan di naskah.")
    yusran.press("Kembalikan")
    yusran.is_told("Dikembalikan")

    # The writer sees both beside the text, and answers while something else is typed.
    form = laras.open(draft_path(draft))
    expect(form.locator(".note-returned")).to_contain_text("Satu pertanyaan di naskah.")
    laras.field("Judul").fill(f"{HEADLINE} Lagi")
    thread = form.locator("[data-thread]")
    thread.get_by_role("textbox").fill("Dari buku pinjaman.")
    thread.get_by_role("button", name="Jawab").click()
    expect(thread.locator(".remark")).to_have_count(2)
    thread.get_by_role("button", name="Selesai").click()
    expect(form.locator(".thread.is-resolved")).to_have_count(1)
    expect(laras.field("Judul")).to_have_value(f"{HEADLINE} Lagi")
    laras.submit()
    laras.is_told("Diajukan")

    # The editor sees what changed since then, word by word.
    page = yusran.open(draft_path(draft, "tinjau"))
    page.get_by_role("link", name="Sejak tinjauan saya").click()
    expect(page.locator(".field-changes ins")).to_contain_text("Lagi")


def test_two_editors_and_one_story_without_a_script(site, person):
    laras = person("laras")
    draft = submitted(laras)
    yusran = person("yusran", java_script_enabled=False)
    nurhayati = person("nurhayati", java_script_enabled=False)
    first, second = (one.open(draft_path(draft, "tinjau")) for one in (yusran, nurhayati))
    yusran.press("Ambil")
    nurhayati.press("Ambil")
    nurhayati.is_told("Yusran Halilintara lebih cepat")
    nurhayati.press("Ambil alih dari Yusran Halilintara")
    expect(second.get_by_text("Naskah ini Anda pegang.")).to_be_visible()
    yusran.open(draft_path(draft, "tinjau"))
    expect(first.locator(".claim")).to_contain_text("Nurhayati Selarasati memegang naskah ini.")

    # A remark on a chosen paragraph, and a note that was forgotten, without a script.
    second.locator(".passage-body .passage-say a").nth(1).click()
    second.get_by_label("Komentar", exact=True).fill("Cek angkanya.")
    second.locator("#komentar-baru").get_by_role("button", name="Komentar").click()
    expect(second.locator(".quoted").first).to_contain_text("Sebanyak 120 anak")
    nurhayati.open(draft_path(draft, "tinjau"))
    nurhayati.press_step("Kembalikan")
    nurhayati.press("Kembalikan")
    expect(nurhayati.field("Catatan")).to_have_attribute("aria-invalid", "true")
    nurhayati.field("Catatan").fill("Lihat komentar.")
    nurhayati.press("Kembalikan")
    nurhayati.is_told("Dikembalikan")
    assert site.status(draft) == "returned"
