"""From the first word to the reader: a story is written, returned, changed, released and read."""

import re

from playwright.sync_api import expect

from tests.journeys import stories
from tests.journeys.people import DRAFTS, draft_path, now

DATE = re.compile(r"\d{1,2} \w+ 20\d\d, \d\d\.\d\d WIB")


def body_of(site, draft):
    return site.value("SELECT body FROM moderation_draft WHERE id = %s", draft)


def codes_of(site, draft):
    lines = site.value("SELECT credits FROM moderation_draft WHERE id = %s", draft)
    authors = dict(site.rows("SELECT id, code FROM articles_author"))
    return [authors[line["author"]] for line in lines]


def test_a_story_goes_from_the_editor_through_review_to_its_readers(site, person):
    photo, caption = site.rows("SELECT id, caption FROM photos_photo WHERE caption <> '' LIMIT 1")[
        0
    ]

    # The journalist writes, pastes, and chooses from suggestions.
    laras = person("laras")
    page = laras.open("/meja/")
    page.get_by_role("link", name="Tulis naskah").first.click()
    laras.field("Judul").fill(stories.LANTERNS)
    laras.field("Ringkasan").fill(stories.LANTERNS_STANDFIRST)
    laras.editor.click()
    page.keyboard.type(stories.LANTERNS_TYPED)
    page.keyboard.press("Enter")
    laras.paste(stories.LANTERNS_PASTED)
    expect(laras.editor.get_by_text("(lw/fr/yh)")).to_be_visible()
    laras.choose("Kategori", "keseni", "Sosial Budaya › Kesenian")
    laras.choose("Tag", "pengh", "Penghijauan")
    laras.field("Tag").press_sequentially(", Malam Sungai")
    laras.choose(
        "Foto utama", caption.split()[0] + " " + caption.split()[1], photo_text(site, photo)
    )
    laras.press("Simpan")

    # The line of codes has become credits.
    laras.is_told(re.compile("Laras Widyastami.*Fadli Rasendriya.*Yusran Halilintara"))
    draft = site.draft(stories.LANTERNS)
    assert body_of(site, draft) == stories.LANTERNS_BODY
    assert codes_of(site, draft) == ["lw", "fr", "yh"]
    expect(laras.editor).not_to_contain_text("lw/fr/yh")

    # Submitted, it is the editors' and not hers to change.
    laras.submit()
    expect(page.locator(".status-submitted").first).to_have_text("Diajukan")
    expect(laras.editor).to_have_count(0)
    expect(page.get_by_role("button", name="Simpan")).to_have_count(0)

    # An editor returns it with a note.
    yusran = person("yusran")
    review = yusran.open("/meja/")
    review.get_by_role("link", name=stories.LANTERNS).first.click()
    yusran.press_step("Kembalikan")
    yusran.press("Kembalikan")
    expect(yusran.field("Catatan")).to_have_attribute("aria-invalid", "true")
    expect(yusran.field("Catatan")).to_be_focused()
    review.keyboard.type(stories.LANTERNS_NOTE)
    review.keyboard.press("ControlOrMeta+Enter")
    yusran.is_told(re.compile("Dikembalikan"))

    # She reads the note, adds what was missing and submits with one button.
    laras.open(draft_path(draft))
    expect(page.locator(".note-returned")).to_contain_text(stories.LANTERNS_NOTE)
    laras.editor.locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type(stories.LANTERNS_ADDED)
    laras.submit()
    laras.is_told(re.compile("Diajukan"))

    # The editor looks at it as readers will, and releases it.
    yusran.open(draft_path(draft))
    yusran.press("Simpan dan pratinjau")
    expect(review.locator("h1")).to_have_text(stories.LANTERNS)
    expect(review.locator(".body")).to_contain_text(stories.LANTERNS_ADDED)
    review.get_by_role("link", name="Kembali ke naskah").click()
    yusran.press_step("Tayangkan sekarang")
    yusran.press("Tayangkan sekarang")
    yusran.is_told(re.compile("Tayang"))

    # Readers find it everywhere.
    article = site.value("SELECT article_id FROM moderation_draft WHERE id = %s", draft)
    [(slug,)] = site.rows("SELECT slug FROM articles_article WHERE id = %s", article)
    address = f"/berita/{article}/{slug}/"
    tags = dict(site.rows("SELECT name, slug FROM articles_tag"))
    day = now().strftime("%Y/%m/%d")
    for path in (
        "/",
        "/berita/",
        "/kategori/sosial-budaya/",
        "/kategori/sosial-budaya/kesenian/",
        f"/tag/{tags['Penghijauan']}/",
        f"/tag/{tags['Malam Sungai']}/",
        "/penulis/laras-widyastami/",
        "/penulis/fadli-rasendriya/",
        "/penulis/yusran-halilintara/",
        f"/indeks/{day}/",
        "/feed/",
        "/feed/atom/",
        "/feed/kategori/sosial-budaya/",
        "/feed/kategori/sosial-budaya/kesenian/",
    ):
        answer = site.read(path)
        assert answer.status == 200, path
        assert address in answer.text, path
        assert stories.LANTERNS in answer.text, path

    # The page: one date in WIB, the codes with people behind them, the picture.
    reader = person()
    story = reader.open("/")
    story.get_by_role("link", name=stories.LANTERNS).first.click()
    expect(story.locator("h1")).to_have_text(stories.LANTERNS)
    assert len(DATE.findall(story.locator("article.story header").inner_text())) == 1
    assert len(DATE.findall(story.locator("article.story .body").inner_text())) == 0
    codes = story.locator(".codes")
    expect(codes).to_have_text("(lw/fr/yh)")
    expect(story.locator(".body")).not_to_contain_text("(lw")
    expect(story.locator(".story-picture figcaption")).to_contain_text(caption[:40])
    codes.get_by_text("fr", exact=True).click()
    expect(story.locator("h1")).to_have_text("Fadli Rasendriya")
    assert reader.context.cookies() == []


def photo_text(site, photo):
    """Return how the library names a photo in its suggestions."""
    caption, alt = site.rows("SELECT caption, alt FROM photos_photo WHERE id = %s", photo)[0]
    return f"#{photo} {' '.join((caption or alt).split())[:80]}".strip()


def test_a_story_goes_all_the_way_without_javascript(site, person):
    bagus = person("bagus", java_script_enabled=False)
    page = bagus.open(f"{DRAFTS}add/")
    bagus.field("Judul").fill(stories.WELLS)
    bagus.field("Ringkasan").fill(stories.WELLS_STANDFIRST)
    bagus.field("Isi").fill(stories.WELLS_TYPED)
    bagus.field("Kategori").fill("air minum")
    bagus.field("Tag").fill("Tegalmaya, air bersih")
    bagus.press("Simpan")
    bagus.is_told(re.compile("Bagus Pranadipa.*Nurhayati Selarasati"))
    draft = site.draft(stories.WELLS)
    assert codes_of(site, draft) == ["bp", "ns"]
    body = body_of(site, draft)
    assert "(bp/ns)" not in body
    assert body.count("<p>") == 3
    # The writer's own words are kept; whoever edits puts them right.
    assert "Rp. 5 ribu" in body
    assert "Rp 90.000.000,-" in body

    # What the checker calls an error holds a story up until it is mended.
    bagus.press("Terima semua yang aman")
    assert "Rp5 ribu" in body_of(site, draft)
    bagus.submit()
    bagus.is_told(re.compile("Diajukan"))
    expect(bagus.field("Isi")).to_have_count(0)

    nurhayati = person("nurhayati", java_script_enabled=False)
    review = nurhayati.open(draft_path(draft))
    nurhayati.press_step("Kembalikan")
    nurhayati.field("Catatan").fill("Judul: cukup Rp12.000.")
    nurhayati.press("Kembalikan")
    nurhayati.is_told(re.compile("Dikembalikan"))

    bagus.open(draft_path(draft))
    expect(page.locator(".note-returned")).to_contain_text("cukup Rp12.000")
    headline = stories.WELLS.replace("Rp. 12 ribu", "Rp12.000")
    bagus.field("Judul").fill(headline)
    bagus.submit()
    bagus.is_told(re.compile("Diajukan"))

    nurhayati.open(draft_path(draft, "pratinjau"))
    expect(review.locator("h1")).to_have_text(headline)
    nurhayati.open(draft_path(draft))
    nurhayati.press_step("Tayangkan sekarang")
    nurhayati.press("Tayangkan sekarang")
    nurhayati.is_told(re.compile("Tayang"))

    reader = person(java_script_enabled=False)
    story = reader.open("/kategori/pembangunan/")
    story.get_by_role("link", name=headline).first.click()
    expect(story.locator("h1")).to_have_text(headline)
    expect(story.locator(".codes")).to_have_text("(bp/ns)")
    expect(story.locator(".body p")).to_have_count(3)
    for path in ("/", "/kategori/pembangunan/air-minum/", "/penulis/bagus-pranadipa/", "/feed/"):
        assert headline in site.read(path).text, path
