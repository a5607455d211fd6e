"""What is typed reaches the server by itself, whatever happens to network, login, server and tab.

And two people at one story: each sees the other, and the later save is merged by paragraph.
"""

import os
import re
import signal
import subprocess

import pytest
from playwright.sync_api import expect

from newsroom.demo import DEMO_PASSWORD
from tests.journeys.people import DRAFTS, draft_path
from tests.journeys.site import eventually

BODY = "<p>Kalimat pertama.</p><p>Kalimat kedua.</p><p>Kalimat ketiga.</p>"


def written(laras, headline):
    return laras.write(headline, BODY, category="Lingkungan", credits="lw")


def types(somebody, text, paragraph=0):
    somebody.editor.locator("p").nth(paragraph).click()
    somebody.page.keyboard.press("End")
    somebody.page.keyboard.type(f" {text}")


def state(somebody, name):
    return somebody.page.locator(f"[data-typing] [data-when~={name}]")


def is_kept(somebody):
    """Wait until the server has what is typed; it has to say so within five seconds."""
    expect(state(somebody, "saved")).to_be_visible(timeout=10_000)
    expect(state(somebody, "saved")).to_have_text(re.compile(r"^Ketikan aman \d\d\.\d\d$"))


def signs_in(page, name="laras"):
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("form.desk-form button").click()


def forgives(somebody):
    """Overlook what the browser says about a server that was out of reach on purpose."""
    somebody.complaints.clear()


def typed_words(site, draft):
    asked = "SELECT words::text FROM moderation_autosave WHERE draft_id = %s AND words <> '{}'"
    rows = site.rows(asked, draft)
    return " ".join(words for (words,) in rows)


def stored(site, draft):
    [row] = site.rows("SELECT body, version FROM moderation_draft WHERE id = %s", draft)
    return re.sub(r"\s*</?p>\s*", "|", row[0]).strip("|").replace("||", "|"), row[1]


def test_a_story_exists_from_its_first_words_and_goes_on_elsewhere(site, person):
    here, there = person("laras"), person("laras")
    page = here.open(f"{DRAFTS}add/")
    here.field("Judul").fill("Dari Kata Pertama")
    expect(page).to_have_url(re.compile(rf"{DRAFTS}\d+/change/$"))
    is_kept(here)
    draft = site.draft("Dari Kata Pertama")
    assert page.url.endswith(draft_path(draft))
    here.editor.click()
    page.keyboard.type("Kalimat dari telepon.")
    eventually(lambda: "Kalimat dari telepon." in typed_words(site, draft), within=10)
    assert stored(site, draft) == ("", 1)

    there.open(draft_path(draft))
    offer = there.page.locator("[data-offer]")
    expect(offer).to_contain_text("mungkin dari perangkat lain")
    offer.get_by_role("link", name="Bandingkan").click()
    expect(offer.locator(".changes")).to_contain_text("Kalimat dari telepon.")
    offer.get_by_role("link", name="Pulihkan").click()
    expect(there.editor).to_contain_text("Kalimat dari telepon.")
    there.press("Simpan")
    there.is_told(re.compile("versi 2"))
    assert stored(site, draft) == ("Kalimat dari telepon.", 2)
    assert typed_words(site, draft) == ""

    # The first device hears of it at once, and has nothing left that the other did not save.
    expect(page.locator("[data-news]")).to_contain_text("versi 2", timeout=12_000)
    assert (
        site.value("SELECT count(*) FROM moderation_draft WHERE headline LIKE 'Dari Kata%%'") == 1
    )


def test_a_dead_network_and_a_killed_tab_cost_nothing(site, person):
    laras = person("laras")
    draft = written(laras, "Jaringan Mati")
    first = laras.open(draft_path(draft))
    types(laras, "Sebelum mati.")
    is_kept(laras)
    laras.context.set_offline(True)
    types(laras, "Sesudah mati.")
    expect(state(laras, "offline")).to_be_visible()
    expect(state(laras, "offline")).to_have_text("Ketikan belum aman: tidak ada jaringan")
    expect(laras.page.locator("[data-copy-kept]")).to_be_visible()

    # The network comes back while the tab is open: nobody has to do anything.
    laras.context.set_offline(False)
    is_kept(laras)
    assert "Sesudah mati." in typed_words(site, draft)

    laras.context.set_offline(True)
    types(laras, "Lalu tab ditutup.")
    expect(state(laras, "offline")).to_be_visible()
    laras.page.wait_for_function(
        "() => Object.values(localStorage).some(copy => copy.includes('Lalu tab ditutup.'))"
    )
    laras.page = laras.context.new_page()
    first.close()
    laras.context.set_offline(False)
    forgives(laras)
    laras.open(draft_path(draft))
    # This browser's copy is newer than the server's: one offer, not two.
    expect(laras.page.locator("[data-copy-offer]")).to_be_visible()
    expect(laras.page.locator("[data-offer]")).to_be_hidden()
    laras.page.locator("[data-copy-restore]").click()
    expect(laras.editor).to_contain_text("Sebelum mati. Sesudah mati. Lalu tab ditutup.")
    laras.press("Simpan")
    laras.is_told(re.compile("versi 2"))
    assert stored(site, draft)[0].startswith(
        "Kalimat pertama. Sebelum mati. Sesudah mati. Lalu tab ditutup."
    )
    assert typed_words(site, draft) == ""


def test_a_network_that_is_away_for_an_hour_costs_no_word(site, person):
    laras = person("laras")
    draft = written(laras, "Satu Jam Tanpa Jaringan")
    laras.page.clock.install()  # goes on as ever, and can be put forward
    laras.open(draft_path(draft))
    expect(laras.editor).to_be_visible()
    laras.page.wait_for_load_state("networkidle")  # the editor has its last files, too
    laras.context.set_offline(True)
    for number in range(4):
        types(laras, f"Kalimat ke-{number}.")
        expect(state(laras, "offline")).to_be_visible()
        laras.page.clock.fast_forward("15:00")
    laras.field("Judul").fill("Judul dari Jam Itu")
    laras.page.clock.fast_forward("05:00")
    assert typed_words(site, draft) == ""
    laras.context.set_offline(False)
    laras.page.clock.fast_forward("01:00")  # not every browser says that the network is back
    is_kept(laras)
    words = typed_words(site, draft)
    assert "Kalimat ke-0. Kalimat ke-1. Kalimat ke-2. Kalimat ke-3." in words
    assert "Judul dari Jam Itu" in words
    laras.press("Simpan")
    laras.is_told(re.compile("versi 2"))
    assert "Kalimat ke-3." in stored(site, draft)[0]
    forgives(laras)


@pytest.mark.parametrize("lost", ["session", "session and token"])
def test_a_login_that_ended_while_writing_asks_for_nothing_to_be_typed_again(site, person, lost):
    laras = person("laras")
    draft = written(laras, f"Sesi Habis: {lost}")
    page = laras.open(draft_path(draft))
    types(laras, "Satu.")
    is_kept(laras)
    laras.context.clear_cookies(**({"name": "meja"} if lost == "session" else {}))
    types(laras, "Dua.")
    expect(state(laras, "ended")).to_be_visible()
    with laras.context.expect_page() as opened:
        page.locator("[data-trouble] a").first.click()
    signs_in(opened.value)
    expect(opened.value.locator(".desk-nav")).to_be_visible()
    opened.value.close()
    is_kept(laras)
    expect(page.locator("[data-trouble]")).to_be_hidden()
    assert "Satu. Dua." in typed_words(site, draft)
    laras.press("Simpan")
    laras.is_told(re.compile("versi 2"))
    assert stored(site, draft)[0].startswith("Kalimat pertama. Satu. Dua.")
    forgives(laras)


def test_words_are_not_sent_for_somebody_else_who_signed_in(site, person):
    laras = person("laras")
    draft = written(laras, "Peramban Bersama, Ketikan Sendiri")
    page = laras.open(draft_path(draft))
    laras.context.clear_cookies(name="meja")
    types(laras, "Rahasia Laras.")
    expect(state(laras, "ended")).to_be_visible()
    with laras.context.expect_page() as opened:
        page.locator("[data-trouble] a").first.click()
    signs_in(opened.value, "nurhayati")
    expect(opened.value.locator(".desk-nav")).to_be_visible()
    opened.value.close()
    expect(page.locator("[data-trouble] [data-when=other]")).to_be_visible()
    assert typed_words(site, draft) == ""
    forgives(laras)


def test_a_server_that_was_killed_gets_the_words_when_it_is_back(site, person):
    laras = person("laras")
    draft = written(laras, "Server Mati")
    laras.open(draft_path(draft))
    expect(laras.editor).to_be_visible()
    master = int((site.folder / "run" / "web.pid").read_text())
    found = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, check=True, text=True)
    os.kill(master, signal.SIGSTOP)  # nobody starts another
    try:
        for worker in found.stdout.split():
            os.kill(int(worker), signal.SIGKILL)
        types(laras, "Ketika server mati.")
        expect(laras.page.locator("[data-copy-kept]")).to_be_visible()
        expect(state(laras, "saved")).to_be_hidden()
        laras.page.wait_for_timeout(2500)
        assert typed_words(site, draft) == ""
    finally:
        os.kill(master, signal.SIGCONT)
    expect(state(laras, "saved")).to_be_visible(timeout=40_000)
    assert "Ketika server mati." in typed_words(site, draft)
    forgives(laras)


def test_two_people_at_one_story_see_each_other_and_merge_by_paragraph(site, person):
    laras, yusran = person("laras"), person("yusran")
    draft = written(laras, "Berdua Sekaligus")
    mine, theirs = yusran.open(draft_path(draft)), laras.open(draft_path(draft))
    expect(mine.locator("[data-people]")).to_contain_text("Laras Widyastami", timeout=12_000)
    expect(theirs.locator("[data-people]")).to_contain_text("Yusran Halilintara", timeout=12_000)

    types(laras, "Milik penulis.", paragraph=0)
    types(yusran, "Milik redaktur.", paragraph=2)
    is_kept(yusran)
    laras.press("Simpan")
    laras.is_told(re.compile("versi 2"))
    news = mine.locator("[data-news]")
    expect(news).to_contain_text("Versi 2 disimpan oleh Laras Widyastami", timeout=12_000)
    news.get_by_role("button", name="Gabungkan sekarang").click()
    conflict = mine.locator(".conflict")
    expect(conflict).to_contain_text("Semua perubahan cocok digabung.")
    expect(conflict).to_contain_text("Milik penulis.")
    assert stored(site, draft)[1] == 2
    conflict.get_by_role("button", name="Gabungkan dan simpan").click()
    yusran.is_told(re.compile("versi 3"))
    assert stored(site, draft) == (
        "Kalimat pertama. Milik penulis.|Kalimat kedua.|Kalimat ketiga. Milik redaktur.",
        3,
    )


@pytest.mark.parametrize("script", [True, False])
def test_a_paragraph_that_both_changed_is_chosen_by_keyboard(site, person, script):
    laras, yusran = person("laras"), person("yusran", java_script_enabled=script)
    draft = written(laras, f"Paragraf yang Sama, skrip {script}")
    page = yusran.open(draft_path(draft))
    answer = laras.post(
        draft_path(draft),
        version="1",
        headline="Judul penulis",
        body=BODY.replace("kedua", "dua milik penulis"),
        category="Lingkungan",
        kind="news",
        **{"credits-TOTAL_FORMS": "0", "credits-INITIAL_FORMS": "0"},
    )
    assert answer.status == 302
    yusran.field("Judul").fill("Judul redaktur")
    if script:
        types(yusran, "Dan tiga.", paragraph=2)
    yusran.press("Simpan")
    points = page.locator(".conflict .point")
    expect(points).to_have_count(1)
    expect(points).to_contain_text("Judul penulis")
    page.locator(".conflict .buttons button").first.click()
    expect(points).to_have_class(re.compile("missing"))
    points.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(points.get_by_role("radio", name="Simpanan Laras Widyastami")).to_be_checked()
    page.keyboard.press("Tab")
    page.locator(".conflict .buttons button").first.press("Enter")
    yusran.is_told(re.compile("versi 3"))
    assert site.value("SELECT headline FROM moderation_draft WHERE id = %s", draft) == (
        "Judul penulis"
    )
    assert "dua milik penulis" in stored(site, draft)[0]
