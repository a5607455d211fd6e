"""The queue is alive, and many stories are done with at once, all by keyboard."""

import re

from playwright.sync_api import expect

from tests.journeys.people import DRAFTS

QUEUE = "/meja/antrean/"
HEADLINES = [f"Kanal Irigasi {name} Dikeruk Bergiliran" for name in ("Utara", "Tengah", "Selatan")]


def test_a_claim_is_seen_by_a_colleague_who_does_nothing(person):
    laras, yusran, nurhayati = person("laras"), person("yusran"), person("nurhayati")
    draft = laras.write(
        "Posko Banjir Pindah ke Balai Warga", "Isi.", category="Lingkungan", credits="lw"
    )
    laras.takes("submit", draft)
    page, other = yusran.open(QUEUE), nurhayati.open(QUEUE)
    expect(other).to_have_title(re.compile(r"^\(\d+\) Antrean"))
    line = other.get_by_role("listitem").filter(has_text="Posko Banjir Pindah")
    expect(line.get_by_role("button", name=re.compile("^Ambil"))).to_be_visible()

    page.get_by_role("button", name=re.compile("^Ambil “Posko Banjir Pindah")).press("Enter")
    yusran.is_told("Posko Banjir Pindah")
    expect(line).to_contain_text("Yusran Halilintara", timeout=25_000)
    expect(line.get_by_role("button")).to_have_count(0)


def test_many_stories_are_set_aside_and_taken_back_by_keyboard(person):
    laras, yusran = person("laras"), person("yusran", viewport={"width": 360, "height": 800})
    for headline in HEADLINES:
        laras.write(headline, "Isi.", category="Lingkungan", credits="lw")
    page = yusran.open(f"{DRAFTS}?q=kanal+irigasi+dikeruk")
    for headline in HEADLINES:
        row = page.get_by_role("row").filter(has_text=headline)
        row.get_by_role("checkbox").press("Space")
    page.locator("select[name=action]").select_option("spike")
    page.get_by_role("button", name="Jalankan").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("3 naskah")
    page.get_by_role("button", name=re.compile("3 naskah")).press("Enter")
    expect(page.get_by_role("heading", name="Selesai: 3 naskah")).to_be_visible()
    page.get_by_role("button", name="Urungkan").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Diurungkan")
    page = yusran.open(f"{DRAFTS}?q=kanal+irigasi+dikeruk&status__exact=draft")
    expect(page.locator("#result_list tbody tr")).to_have_count(3)
