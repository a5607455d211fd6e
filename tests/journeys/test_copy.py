"""What is typed stays in the browser until the desk has saved it, and is shown to nobody else.

Here the server cannot be reached while somebody types: what is offered is the browser's own copy.
What the server keeps is tried in test_nothing_is_lost.
"""

import re

import pytest
from playwright.sync_api import expect

from newsroom.demo import DEMO_PASSWORD
from tests.journeys.people import DRAFTS, draft_path

ADD = f"{DRAFTS}add/"
TYPED = "Kalimat yang belum disimpan."


@pytest.fixture
def person(person):
    """Open browsers whose typing reaches no server; what they complain about is that."""
    opened = []

    def open_for(name="", **options):
        somebody = person(name, **options)
        somebody.context.route("**/autosimpan/", lambda route: route.abort())
        opened.append(somebody)
        return somebody

    yield open_for
    for somebody in opened:
        somebody.complaints[:] = [
            what for what in somebody.complaints if not what.endswith("/autosimpan/")
        ]


def written(laras, headline):
    return laras.write(headline, "Kalimat pertama.", category="Lingkungan", credits="lw")


def types(somebody, text=TYPED):
    somebody.editor.click()
    somebody.page.keyboard.press("ControlOrMeta+End")
    somebody.page.keyboard.type(f" {text}")


def is_kept(somebody):
    """Wait until the form says that the browser has a copy of what it shows."""
    page = somebody.page
    expect(page.locator("[data-copy-kept]")).to_be_visible()
    expect(page.locator("[data-copy-kept] time")).to_have_text(re.compile(r"^\d\d\.\d\d$"))
    page.wait_for_function(
        "text => Object.values(localStorage).some(copy => copy.includes(text))", arg=TYPED
    )


def signs_in(page, name="laras"):
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    page.locator("form.desk-form button").click()


def is_saved(somebody):
    expect(somebody.page.locator(".messagelist .success")).to_be_visible()


def offer(page):
    return page.locator("[data-copy-offer]")


def is_offered_nothing(somebody):
    """Look after the script has looked: the editor stands, and the page holds its own name."""
    expect(somebody.editor).to_be_visible()
    somebody.page.wait_for_function("async () => (await navigator.locks.query()).held.length > 0")
    somebody.page.wait_for_timeout(500)
    expect(offer(somebody.page)).to_be_hidden()
    expect(somebody.page.locator("[data-copy-kept]")).to_be_hidden()


def restores(somebody):
    expect(offer(somebody.page)).to_contain_text(re.compile(r"\d{1,2} \w+ 20\d\d, \d\d\.\d\d WIB"))
    somebody.page.locator("[data-copy-restore]").click()
    expect(offer(somebody.page)).to_be_hidden()
    expect(somebody.editor).to_contain_text(TYPED)
    expect(somebody.page.locator("[data-copy-kept]")).to_be_visible()


def kept_copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-copy:'))")


def stored(site, draft):
    [row] = site.rows("SELECT body, version FROM moderation_draft WHERE id = %s", draft)
    return row


def test_a_session_that_ended_while_a_new_story_was_written_costs_nothing(site, person):
    laras = person("laras")
    page = laras.open(ADD)
    laras.field("Judul").fill("Sesi Berakhir pada Naskah Baru")
    laras.field("Kategori").fill("Lingkungan")
    page.locator("[data-credit-add]").click()
    page.locator("[name='credits-1-author']").fill("yh")
    types(laras)
    laras.context.clear_cookies(name="meja")
    laras.press("Simpan")

    expect(page).to_have_url(f"{site.address}/meja/masuk/?next={ADD}")
    signs_in(page)
    expect(page).to_have_url(site.address + ADD)
    expect(offer(page)).to_contain_text("Sesi Berakhir pada Naskah Baru")
    expect(laras.field("Judul")).to_have_value("")
    restores(laras)
    expect(laras.field("Judul")).to_have_value("Sesi Berakhir pada Naskah Baru")
    expect(page.locator("[name='credits-1-author']")).to_have_value("yh")
    laras.press("Simpan")

    is_saved(laras)
    draft = site.draft("Sesi Berakhir pada Naskah Baru")
    assert stored(site, draft) == (f"<p>{TYPED}</p>", 1)
    credits = site.value("SELECT credits FROM moderation_draft WHERE id = %s", draft)
    assert len(credits) == 2
    is_offered_nothing(laras)
    assert kept_copies(page) == []
    laras.open(ADD)
    is_offered_nothing(laras)


@pytest.mark.parametrize("cookies", ["session", "session and token"])
def test_a_session_that_ended_while_a_draft_was_changed_costs_nothing(site, person, cookies):
    laras = person("laras")
    draft = written(laras, f"Sesi Berakhir: {cookies}")
    page = laras.open(draft_path(draft))
    types(laras)
    laras.context.clear_cookies(**({"name": "meja"} if cookies == "session" else {}))
    laras.press("Simpan")
    if cookies != "session":
        expect(page.locator(".over")).to_have_text("403")
        page.locator(f"a[href='{draft_path(draft)}']").click()
    signs_in(page)
    expect(page).to_have_url(site.address + draft_path(draft))
    expect(laras.editor).not_to_contain_text(TYPED)
    restores(laras)
    assert stored(site, draft)[1] == 1
    laras.press("Simpan")
    is_saved(laras)
    assert stored(site, draft) == (f"<p>Kalimat pertama. {TYPED}</p>", 2)
    is_offered_nothing(laras)
    assert kept_copies(page) == []


def test_a_closed_tab_costs_nothing_and_an_open_one_is_left_alone(site, person):
    laras = person("laras")
    draft = written(laras, "Tab yang Tertutup")
    first = laras.open(draft_path(draft))
    types(laras)
    is_kept(laras)

    laras.page = laras.context.new_page()
    laras.open(draft_path(draft))
    is_offered_nothing(laras)
    first.close()
    laras.page.evaluate("localStorage.clear()")  # all that a killed browser loses
    laras.page.reload()
    expect(offer(laras.page)).to_be_visible()
    laras.open(ADD)
    is_offered_nothing(laras)

    laras.open(draft_path(draft))
    restores(laras)
    laras.page.reload()
    expect(offer(laras.page)).to_be_visible()
    laras.page.locator("[data-copy-discard]").click()
    laras.page.reload()
    is_offered_nothing(laras)
    assert kept_copies(laras.page) == []
    assert stored(site, draft) == ("<p>Kalimat pertama.</p>", 1)


def test_typing_that_was_taken_back_is_no_copy(person):
    laras = person("laras")
    page = laras.open(draft_path(written(laras, "Ketikan yang Ditarik")))
    laras.field("Ringkasan").fill(TYPED)
    is_kept(laras)
    laras.field("Ringkasan").fill("")
    expect(page.locator("[data-copy-kept]")).to_be_hidden()
    assert kept_copies(page) == []


def test_a_restored_copy_does_not_overwrite_what_was_saved_since(site, person):
    laras, yusran = person("laras"), person("yusran")
    draft = written(laras, "Salinan dan Versi Baru")
    page = laras.open(draft_path(draft))
    types(laras)
    laras.context.clear_cookies(name="meja")
    laras.press("Simpan")
    yusran.open(draft_path(draft))
    types(yusran, "Tambahan redaktur.")
    yusran.press("Simpan")
    is_saved(yusran)

    signs_in(page)
    restores(laras)
    laras.press("Simpan")
    expect(page.locator(".conflict .point")).to_contain_text("Tambahan redaktur.")
    expect(page.locator(".conflict .point")).to_contain_text(TYPED)
    is_kept(laras)
    assert stored(site, draft) == ("<p>Kalimat pertama. Tambahan redaktur.</p>", 2)
    page.locator("[data-copy-drop]").first.click()
    expect(laras.editor).to_contain_text("Tambahan redaktur.")
    is_offered_nothing(laras)


def test_an_error_keeps_the_copy_until_the_words_are_saved(person):
    laras = person("laras")
    draft = written(laras, "Galat dan Salinan")
    page = laras.open(draft_path(draft))
    types(laras)
    laras.field("Kategori").fill("Kanal Yang Tidak Ada")
    laras.press("Simpan")
    expect(page.locator(".row-category .errorlist")).to_be_visible()
    is_kept(laras)
    expect(offer(page)).to_be_hidden()
    laras.field("Kategori").fill("Lingkungan")
    laras.press("Simpan dan pratinjau")
    expect(page).to_have_url(re.compile("/pratinjau/$"))
    laras.open(draft_path(draft))
    is_offered_nothing(laras)
    assert kept_copies(page) == []


def test_somebody_else_at_the_same_browser_is_offered_nothing(site, person):
    laras = person("laras")
    draft = written(laras, "Peramban Bersama")
    page = laras.open(draft_path(draft))
    types(laras)
    is_kept(laras)
    laras.context.clear_cookies()
    for path in (draft_path(draft), ADD):
        laras.open(path)
        if path != ADD:
            signs_in(page, "yusran")
        is_offered_nothing(laras)
        assert TYPED not in page.content()
    laras.context.clear_cookies()
    laras.open(draft_path(draft))
    signs_in(page)
    restores(laras)
