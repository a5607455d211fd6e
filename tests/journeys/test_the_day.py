"""The day: what is planned becomes a story, and the front page shows what editors put there."""

import re

from playwright.sync_api import expect

from tests.journeys.people import now


def test_a_plan_is_moved_by_hand_and_begun_with_one_click(site, person):
    what = "Pasar murah di halaman balai kota"
    wulan, bagus = person("wulan"), person("bagus")
    page = wulan.open("/meja/rencana/baru/")
    wulan.field("Liputan").fill(what)
    page.get_by_label("Wartawan").select_option(label="Bagus Pranadipa")
    wulan.field("Pukul tenggat (WIB)").fill("16:00")
    wulan.press("Simpan rencana")
    card = page.locator(".plan-card").filter(has_text=what)
    home = page.locator("[data-plan-day]").filter(has=card)
    day = home.get_attribute("data-plan-day")
    other = page.locator(f"[data-plan-day]:not([data-plan-day='{day}'])").first
    moved_to = other.get_attribute("data-plan-day")
    card.hover(position={"x": 30, "y": 6})  # not on one of its buttons
    page.mouse.down()
    card.hover(position={"x": 40, "y": 12})  # it is held before the page scrolls to the target
    other.hover(position={"x": 40, "y": 60})
    page.mouse.up()
    wulan.is_told(re.compile(re.escape(what)))
    expect(
        page.locator(f"[data-plan-day='{moved_to}'] .plan-card").filter(has_text=what)
    ).to_be_visible()

    number = site.value("SELECT id FROM planning_assignment WHERE what = %s", what)
    page = bagus.open(f"/meja/rencana/{number}/")
    bagus.press("Mulai menulis")
    expect(bagus.editor).to_be_visible()
    expect(bagus.field("Judul")).to_have_value(what)
    draft = site.rows(
        "SELECT status, scheduled_for, due_at IS NOT NULL FROM moderation_draft"
        " WHERE headline = %s",
        what,
    )
    assert draft == [("draft", None, True)]


def test_a_story_is_placed_by_keyboard_seen_by_readers_and_taken_back(site, person):
    maria, reader = person("maria", viewport={"width": 360, "height": 740}), person()
    first = reader.open("/").locator("main h2 a").first.inner_text()
    old, headline = site.rows(
        "SELECT id, headline FROM articles_article WHERE withdrawn_at IS NULL"
        " ORDER BY published_at LIMIT 1"
    )[0]
    page = maria.open("/meja/halaman-depan/")
    seat = page.locator("#tempat-1")
    seat.locator("summary").press("Enter")
    seat.get_by_label(re.compile("^Berita")).fill(f"#{old}")
    seat.get_by_role("button", name="Taruh", exact=True).press("Enter")
    expect(page.locator("#judul-1")).to_have_text(headline)
    expect(reader.open("/").locator("main h2 a").first).to_have_text(headline)

    maria.press("Urungkan perubahan terakhir")
    expect(page.locator("#judul-1")).to_have_text(first)
    expect(reader.open("/").locator("main h2 a").first).to_have_text(first)


def test_a_banner_stands_above_every_page_until_it_is_ended(site, person):
    maria, reader = person("maria"), person()
    text = f"Gempa guncang kota pukul {now():%H.%M}"
    page = maria.open("/meja/halaman-depan/sela/")
    maria.field("Teks").fill(text)
    page.get_by_role("button", name=re.compile("Tampilkan")).click()
    maria.is_told(re.compile("Berita sela"))
    expect(reader.open("/indeks/").locator(".breaking")).to_contain_text(text)
    page.get_by_role("button", name="Akhiri sekarang", exact=True).first.click()
    maria.is_told(re.compile("sudah diturunkan"))
    expect(reader.open("/indeks/").locator(".breaking")).to_have_count(0)
