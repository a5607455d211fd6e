"""For everybody: no fault that axe knows, in the light and in the dark, and no need of a mouse."""

import re
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.people import DRAFTS, draft_path, now, step_path

WIDE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
ONLY_FAULTS = {"resultTypes": ["violations"]}  # quicker
# What another width and other colours can break; names, roles and order are the same in both.
BY_LOOK = {
    "type": "rule",
    "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"],
}
# Colours that are on their way from one look to the other have the contrast of neither.
ARRIVE = """() => document.getAnimations()
    .filter((one) => one instanceof CSSTransition).forEach((one) => one.finish())"""

# What is not laid out yet, since it is far below, is nothing to axe.
UNROLL = """() => {
    const all = new CSSStyleSheet();
    all.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [all];
}"""
# Less to carry over than all that axe has to tell of a fault.
LOOK = """options => axe.run(document, options).then(({violations}) =>
    violations.flatMap(({id, nodes}) => nodes.map(({target}) => [id, target])))"""


def faults(page):
    """Return what axe finds on a wide light screen and on a narrow dark one, as [rule, where]."""
    found = []
    page.evaluate(Axe().axe_script)
    page.evaluate(UNROLL)
    for look, rules in ((WIDE, {}), (NARROW, {"runOnly": BY_LOOK})):
        page.set_viewport_size(look["viewport"])
        page.emulate_media(color_scheme=look["color_scheme"])
        page.evaluate(ARRIVE)
        found += page.evaluate(LOOK, ONLY_FAULTS | rules)
    return found


def test_readers_pages_have_no_accessibility_faults(site, person):
    reader = person()
    article, slug = site.rows(
        "SELECT a.id, a.slug FROM articles_article a JOIN articles_correction c"
        " ON c.article_id = a.id WHERE a.picture IS NOT NULL LIMIT 1"
    )[0]
    tag = site.value(
        "SELECT t.slug FROM articles_tag t JOIN articles_articletag a ON a.tag_id = t.id LIMIT 1"
    )
    found = {}
    for path in (
        "/",
        f"/berita/{article}/{slug}/",
        "/kategori/ekonomi/",
        "/kategori/",
        f"/tag/{tag}/",
        "/penulis/laras-widyastami/",
        "/indeks/",
        f"/indeks/{now():%Y/%m/%d}/",
        "/koreksi/",
        "/pencabutan/",
        "/redaksi/",
        "/privasi/",
        "/peta-situs/",
        "/huruf/",
        "/luring/",
        "/cari/?q=jalan",
        f"/hak-jawab/{article}/",
        "/tidak-ada/",
    ):
        found[path] = faults(reader.open(path))
    assert {path: faulty for path, faulty in found.items() if faulty} == {}


def test_the_desks_pages_have_no_accessibility_faults(site, person):
    yusran, stranger = person("yusran"), person()
    draft = site.value(
        "SELECT id FROM moderation_draft WHERE status = 'submitted' AND lead_photo_id IS NOT NULL"
        " LIMIT 1"
    )
    returned = site.value("SELECT id FROM moderation_draft WHERE status = 'returned' LIMIT 1")
    live = site.value("SELECT id FROM moderation_draft WHERE status = 'released' LIMIT 1")
    photo = site.value("SELECT id FROM photos_photo LIMIT 1")
    found = {"/meja/masuk/": faults(stranger.open("/meja/masuk/"))}
    for path in (
        "/meja/",
        "/meja/antrean/",
        "/meja/ikhtisar/",
        "/meja/ikhtisar/terjadwal/",
        f"/meja/ikhtisar/pekan/{now() - timedelta(days=now().weekday()):%Y-%m-%d}/",
        "/meja/ikhtisar/orang/",
        f"/meja/massal/tag/?naskah={draft},{live}",
        f"/meja/massal/return/?naskah={draft},{live}",
        f"{DRAFTS}?status__exact=submitted",
        DRAFTS,
        f"{DRAFTS}add/",
        draft_path(draft),
        draft_path(returned),
        draft_path(live),
        draft_path(draft, "riwayat"),
        draft_path(draft, "riwayat/1"),
        draft_path(draft, "tinjau"),
        f"{draft_path(draft, 'tinjau')}?lihat=versi",
        draft_path(draft, "komentar"),
        draft_path(draft, "bandingkan"),
        draft_path(draft, "pratinjau"),
        step_path(draft, "return"),
        step_path(draft, "schedule"),
        step_path(draft, "unspike"),
        "/meja/photos/photo/",
        f"/meja/photos/photo/{photo}/change/",
        "/meja/photos/photo/add/",
        "/meja/perkara/",
        "/meja/perkara/catat/",
        "/meja/rencana/",
        "/meja/rencana/pekan/",
        "/meja/rencana/baru/",
        "/meja/gaya/",
        f"/meja/rencana/anggaran/{now():%Y-%m-%d}/",
    ):
        page = yusran.open(path)
        if "CKEDITOR" in page.content():  # the editor says what it is a moment after it is shown
            expect(yusran.editor).to_have_attribute("role", "textbox")
        found[path] = faults(page)
    maria = person("maria")
    for path in (
        "/meja/halaman-depan/",
        "/meja/halaman-depan/sela/",
        "/meja/catatan/",
        "/meja/moderation/desk/",
        "/meja/moderation/desk/add/",
        "/meja/kamus/",
        "/meja/pedoman-bahasa/",
        "/meja/masa-aturan/",
        "/meja/rilis/",
        "/meja/rilis/baru/",
    ):
        found[path] = faults(maria.open(path))
    found["/meja/pindahan/"] = faults(person("dimas").open("/meja/pindahan/"))
    assert {path: faulty for path, faulty in found.items() if faulty} == {}


class Keyboard:
    """Somebody without a mouse: everything is reached by Tab."""

    def __init__(self, page):
        self.page = page

    def tab_to(self, wanted, *, most=120):
        """Press Tab until the focus is on `wanted`, and look that it can be seen there."""
        for _ in range(most):
            if wanted.evaluate("element => element === document.activeElement"):
                expect(wanted).to_be_in_viewport()
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} is not reached by {most} presses of Tab.")

    def press(self, key):
        self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)


def test_a_story_is_written_and_submitted_with_the_keyboard_alone(site, person):
    headline = "Tanpa Tetikus dari Masuk sampai Ajukan"
    draft = person("bagus").write(headline, "Awal.", category="Pendidikan", credits="bp")
    somebody = person()
    page = somebody.open("/meja/masuk/?next=/meja/")
    keys = Keyboard(page)
    keys.tab_to(page.locator("[name=login]"))
    keys.type("bagus")
    keys.tab_to(page.locator("[name=password]"))
    keys.type("sungai-wening-57")
    keys.press("Enter")
    expect(page.locator(".whoami")).to_have_text("Bagus Pranadipa")

    keys.tab_to(page.get_by_role("link", name=headline).first)
    keys.press("Enter")
    expect(somebody.editor).to_be_visible()
    keys.tab_to(somebody.field("Judul"))
    keys.press("End")
    keys.type(" dengan Selamat")
    keys.tab_to(somebody.editor)
    keys.press("ControlOrMeta+End")
    keys.type(" Ditulis dengan papan ketik.")
    keys.tab_to(page.locator(".actions .step-submit"))
    keys.press("Enter")
    somebody.is_told(re.compile("Diajukan"))
    kept = site.rows("SELECT status, headline, body FROM moderation_draft WHERE id = %s", draft)
    body = "<p>Awal. Ditulis dengan papan ketik.</p>"
    assert kept == [("submitted", f"{headline} dengan Selamat", body)]
