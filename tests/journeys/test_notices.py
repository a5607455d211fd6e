"""A journalist hears of a return without looking for it; a source confirms without an account."""

import re

from playwright.sync_api import expect

HEADLINE = "Puskesmas Tegalmaya Tambah Jam Layanan Malam"


def test_who_wrote_a_story_hears_of_its_return_and_reads_why(person):
    laras, yusran = person("laras"), person("yusran")
    draft = laras.write(HEADLINE, "Layanan sampai pukul 21.", category="Kesehatan", credits="lw")
    laras.takes("submit", draft)
    laras.page.clock.install()
    page = laras.open("/meja/")
    badge = page.locator("[data-pulse='unread']")
    before = int((badge.text_content() or "0").strip("+") or 0)
    yusran.takes("return", draft, note="Sejak kapan? Tulis tanggalnya.")
    page.clock.fast_forward("00:31")  # nobody touches the page: it asks by itself
    expect(badge).to_have_text(str(before + 1))

    page.locator(".notice-badge").click()
    first = page.locator(".notice-unread").first
    expect(first).to_contain_text(HEADLINE)
    expect(first).to_contain_text("Sejak kapan?")
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/draft/{draft}/"))
    expect(page.locator("main")).to_contain_text("Sejak kapan? Tulis tanggalnya.")


def test_a_source_without_an_account_comments_and_confirms_until_the_link_is_taken_back(person):
    yusran = person("yusran")
    draft = yusran.write(HEADLINE, "Layanan sampai pukul 21.", category="Kesehatan", credits="yh")
    page = yusran.open(f"/meja/moderation/draft/{draft}/tautan/")
    yusran.field("Untuk siapa").fill("dr. Sari, Puskesmas Tegalmaya")
    yusran.press("Buat tautan")
    address = page.get_by_label("Alamat").input_value().partition("/meja/")[2]

    sari = person(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    told = sari.open(f"/meja/{address}")
    expect(told.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    told.get_by_label("Tentang bagian mana?").select_option("Layanan sampai pukul 21.")
    told.get_by_label("Komentar Anda").fill("Sampai pukul 22, bukan 21.")
    sari.press("Kirim komentar")
    expect(told.get_by_role("status")).to_contain_text("Terima kasih")
    sari.press("Konfirmasi: isi sesuai")
    expect(told.get_by_role("status")).to_contain_text("Terima kasih")

    page = yusran.open(f"/meja/moderation/draft/{draft}/tautan/")
    expect(page.locator(".notice")).to_contain_text("dipastikan benar")
    yusran.open("/meja/pemberitahuan/")
    expect(page.locator("main")).to_contain_text("Sampai pukul 22, bukan 21.")
    yusran.open(f"/meja/moderation/draft/{draft}/tautan/")
    page.locator(".notice form button").click()
    yusran.is_told("tidak membuka apa pun lagi")
    gone = sari.open(f"/meja/{address}")
    expect(gone.get_by_role("heading", level=1)).to_have_text("Tautan ini tidak berlaku lagi")
    expect(gone.locator("body")).not_to_contain_text(HEADLINE)
