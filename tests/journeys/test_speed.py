"""Speed of hands: from “Tulis” to the editors by the keyboard, and what helps on the way."""

import re

from playwright.sync_api import expect


def test_a_story_is_written_and_submitted_without_leaving_the_keys(site, person):
    laras = person("laras")
    page, keys = laras.open("/meja/"), laras.page.keyboard
    keys.press("g")
    keys.press("t")
    expect(page.locator("#id_headline")).to_be_focused()
    open_points = page.locator("[data-checklist] .open")
    expect(open_points).to_have_count(3)  # the credit is hers already

    keys.type("Pasar Baru Tutup Lebih Awal")
    keys.press("Enter")
    keys.type("Hujan deras sejak pagi.")
    keys.press("Enter")
    expect(laras.editor).to_be_focused()
    keys.type("Pedagang menutup kios sejak pukul dua. Mengapa g? Lihat di papan.")
    expect(page.locator(".row-body .meter")).to_have_text(re.compile("^11 "))
    expect(open_points).to_have_count(1)
    keys.press("Alt+Shift+Digit4")
    keys.type("keseni")
    expect(page.locator("#desk-typeahead li").first).to_be_visible()
    keys.press("Enter")
    expect(page.locator("#id_category")).to_have_value("Sosial Budaya › Kesenian")
    expect(open_points).to_have_count(0)
    keys.press("ControlOrMeta+Enter")
    laras.is_told(re.compile("Diajukan"))
    assert site.rows(
        "SELECT status, standfirst FROM moderation_draft WHERE headline = %s",
        "Pasar Baru Tutup Lebih Awal",
    ) == [("submitted", "Hujan deras sejak pagi.")]


def test_what_is_missing_leads_to_its_field(person):
    laras = person("laras")
    page = laras.open("/meja/moderation/draft/add/")
    laras.field("Judul").fill("Naskah Tanpa Kanal")
    page.locator(".actions .step-submit").click()
    laras.is_told(re.compile("belum diajukan"))
    told, checklist = page.locator(".messagelist"), page.locator("[data-checklist]")
    checklist.get_by_role("link", name="Isi", exact=True).click()
    expect(laras.editor).to_be_focused()
    told.get_by_role("link", name="Kategori", exact=True).click()
    expect(page.locator("#id_category")).to_be_focused()
    page.locator("#timing summary").click()
    page.fill("#id_embargo_until", "2099-01-01T10:00")
    laras.press("Simpan")
    expect(page.locator("#timing .errorlist")).to_have_count(1)  # nobody asked for it
    page.fill("#id_embargo_source", "KPU Kota")
    laras.press("Simpan")
    expect(page.locator("#id_embargo_until")).to_have_value("2099-01-01T10:00")
    expect(page.locator("#timing .errorlist")).to_have_count(0)


def test_the_list_of_keys_is_shown_and_can_be_switched_off(person):
    laras = person("laras")
    page, keys = laras.open("/meja/moderation/draft/"), laras.page.keyboard
    keys.press("?")
    dialog = page.get_by_role("dialog", name="Pintasan papan ketik")
    expect(dialog).to_be_visible()
    keys.press("Escape")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    expect(page.locator("#result_list tbody tr a").first).to_be_focused()
    keys.press("Escape")
    page.get_by_role("button", name=re.compile("Pintasan papan ketik")).click()
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Tutup").click()
    page.reload()
    keys.press("?")
    expect(dialog).not_to_be_visible()


def test_related_stories_are_found_by_words_and_printed_with_the_story(site, person):
    laras = person("laras")
    pk, headline = site.rows(
        "SELECT id, headline FROM articles_article WHERE withdrawn_at IS NULL ORDER BY id LIMIT 1"
    )[0]
    draft = laras.write("Naskah dengan Baca Juga", "Isi.", category="Lingkungan", credits="lw")
    page = laras.open(f"/meja/moderation/draft/{draft}/change/")
    page.locator(".fold summary", has_text="Baca juga").click()
    words = " ".join(word[:5] for word in headline.split()[:3])
    first = page.locator("#id_read_also_ids_0")
    first.press_sequentially(words)
    page.get_by_role("option", name=re.compile(rf"^#{pk} ")).click()
    expect(first).to_have_value(re.compile(rf"^#{pk} "))
    laras.press("Simpan")
    laras.is_told(re.compile("Tersimpan"))
    assert site.value("SELECT read_also_ids FROM moderation_draft WHERE id = %s", draft) == [pk]
    expect(first).to_have_value(re.compile(rf"^#{pk} "))


LETTERS = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (!data.trim() || !parentElement.checkVisibility({contentVisibilityAuto: true})) continue;
        const { fontFamily, fontSize, fontStyle, fontWeight } = getComputedStyle(parentElement);
        found.add([fontFamily, fontSize, fontStyle, fontWeight].join(" "));
    }
    return [...found].sort();
}"""


def test_a_phone_asks_for_few_combinations_of_face_weight_and_size(site, person):
    """Each is a question to the system before the first paint (docs/design.md, Type)."""
    reader = person(viewport={"width": 412, "height": 823}, is_mobile=True)
    article, slug = site.rows(
        "SELECT id, slug FROM articles_article WHERE withdrawn_at IS NULL AND picture IS NOT NULL"
        " ORDER BY id LIMIT 1"
    )[0]
    for path in ("/", f"/berita/{article}/{slug}/"):
        letters = reader.open(path).evaluate(LETTERS)
        assert 5 < len(letters) <= 16, letters
