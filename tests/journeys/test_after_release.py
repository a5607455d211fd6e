"""What is public changes in public: a new version, a correction, a withdrawal."""

import re

from playwright.sync_api import expect

from tests.journeys.people import draft_path, now, step_path

HEADLINE = "Jembatan Gantung Muara Wening Dibuka Kembali"
OLD, NEW = "Panjangnya 48 meter.", "Panjangnya 84 meter."
CORRECTION = "Panjang jembatan semula ditulis 48 meter; yang benar 84 meter."
STATEMENT = "Foto dan nama seorang anak termuat tanpa izin orang tuanya."


def test_a_live_story_is_corrected_and_then_withdrawn_before_readers_eyes(site, person):
    bagus, yusran, maria = person("bagus"), person("yusran"), person("maria")
    draft = bagus.write(
        HEADLINE, OLD, category="Infrastruktur", credits="bp", tags="Jembatan Gantung"
    )
    bagus.takes("submit", draft)
    yusran.takes("release", draft)
    article, slug = site.rows(
        "SELECT a.id, a.slug FROM articles_article a JOIN moderation_draft d"
        " ON d.article_id = a.id WHERE d.id = %s",
        draft,
    )[0]
    address = f"/berita/{article}/{slug}/"
    tag = site.value("SELECT slug FROM articles_tag WHERE name = %s", "Jembatan Gantung")
    lists = [
        "/",
        "/berita/",
        "/kategori/pembangunan/",
        "/kategori/pembangunan/infrastruktur/",
        f"/tag/{tag}/",
        "/penulis/bagus-pranadipa/",
        f"/indeks/{now():%Y/%m/%d}/",
        "/feed/",
        "/feed/atom/",
        "/feed/kategori/pembangunan/",
        "/feed/kategori/pembangunan/infrastruktur/",
    ]
    assert [path for path in lists if address not in site.read(path).text] == []

    # The writer opens a new version; readers go on reading the old one until it is released.
    page = bagus.open(draft_path(draft))
    bagus.press_step("Tulis versi baru")
    bagus.press("Tulis versi baru")
    bagus.is_told(re.compile("Draf"))
    bagus.editor.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(NEW)
    bagus.submit()
    bagus.is_told(re.compile("Diajukan"))
    for path in (address, "/feed/"):
        assert NEW not in site.read(path).text
    assert OLD in site.read(address).text

    # The release says what the new version is; a correction says it to readers.
    desk = yusran.open(draft_path(draft))
    yusran.press_step("Tayangkan sekarang")
    desk.get_by_label("Koreksi: kami keliru").check()
    yusran.press("Tayangkan sekarang")
    expect(desk.locator(".errorlist")).to_contain_text("apa yang keliru dan apa yang benar")
    assert OLD in site.read(address).text
    desk.get_by_label("Fakta: nama, angka, atau tanggal keliru").check()
    yusran.field("Yang disampaikan kepada pembaca").fill(CORRECTION)
    yusran.press("Tayangkan sekarang")
    yusran.is_told(re.compile("Tayang"))
    reader = person()
    story = reader.open(address)
    expect(story.locator("aside.correction")).to_contain_text(CORRECTION)
    expect(story.locator(".when")).to_contain_text("Diperbarui")
    expect(story.locator(".body")).to_have_text(re.compile(re.escape(NEW)))
    expect(story.locator(".body")).not_to_contain_text(OLD)

    # An editor may not withdraw, only ask for it. Somebody else decides and says why to readers.
    expect(desk.locator(".step-withdraw")).to_have_count(0)
    why = {"reason": "child", "statement": STATEMENT, "note": "Orang tuanya menelepon redaksi."}
    assert yusran.step("withdraw", draft, **why).status == 409
    assert maria.step("withdraw", draft, **why).status == 409
    assert site.status(draft) == "released"
    yusran.takes("ask_withdrawal", draft, **why)
    assert site.read(address).status == 200
    desk = maria.open(step_path(draft, "withdraw"))
    expect(maria.field("Pernyataan untuk pembaca")).to_have_value(STATEMENT)
    maria.press("Cabut berita")
    expect(desk.locator(".row.errors")).to_have_count(1)
    maria.field("Catatan").fill("Orang tuanya menelepon redaksi.")
    maria.press("Cabut berita")
    maria.is_told(re.compile("Dicabut"))

    # The old headline is gone from the address too, which leads on by the story's number.
    moved = site.read(address)
    assert moved.status == 301
    notice = site.read(moved.headers["Location"])
    assert notice.status == 410
    assert STATEMENT in notice.text
    assert "Orang tuanya menelepon" not in notice.text
    assert slug not in moved.headers["Location"]
    for word in (HEADLINE, NEW, CORRECTION):
        assert word not in notice.text
    story.reload()
    expect(story.locator("h1")).to_have_text("Berita ini dicabut")
    assert [path for path in lists if address in site.read(path).text] == []
    assert [path for path in lists if HEADLINE in site.read(path).text] == []
