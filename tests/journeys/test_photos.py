"""A picture from a telephone to the page: what it tells of its place stays behind."""

import base64
import io
import itertools
import re
import time

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.people import PATIENCE, draft_path
from tests.journeys.site import eventually
from tests.photos import files

UPLOAD = "/meja/photos/photo/add/"
HEADLINE = "Pohon Asam Tua di Jalan Kenanga Diberi Penyangga"
SECRETS = (files.GPS_WORDS, files.CAMERA.encode(), b"SERIAL-4711")


def chosen(name, mime, content):
    return {"name": name, "mimeType": mime, "buffer": content}


def fill_words(page, alt, caption):
    page.locator("[name=alt]").fill(alt)
    page.locator("[name=caption]").fill(caption)
    page.locator("[name=credit]").fill("Kabar Tirtamaya/Laras")


def uploaded(page):
    """Return the number of the photo whose page is open."""
    expect(page.locator(".photo-stage img")).to_be_visible()
    return int(re.search(r"/photo/(\d+)/change/", page.url)[1])


def test_a_journalist_uploads_a_picture_and_readers_get_it_in_small_files(site, person):
    laras, yusran = person("laras"), person("yusran")
    page = laras.open(UPLOAD)
    shot = files.picture(1700, 1100, "peru")
    jpeg = files.encode(shot, exif=files.exif_with_secrets())
    assert all(secret in jpeg for secret in SECRETS)

    fill_words(page, "Pohon asam disangga tiang.", "Tiang penyangga dipasang, Kamis.")
    page.locator("[name=file]").set_input_files(
        chosen("catatan.jpg", "image/jpeg", b"Bukan gambar, melainkan catatan rapat.")
    )
    laras.press("Simpan")
    expect(page.locator(".errorlist").first).to_contain_text("catatan.jpg")
    expect(page.locator("[name=caption]")).to_have_value("Tiang penyangga dipasang, Kamis.")

    page.locator("[name=file]").set_input_files(chosen("pohon.jpg", "image/jpeg", jpeg))
    laras.press("Simpan")
    photo = uploaded(page)

    page = laras.open(UPLOAD)
    fill_words(page, "Akar pohon asam.", "Akar pohon yang terangkat.")
    heic = files.encode(files.picture(900, 700, "olive"), "HEIF")
    page.locator("[name=file]").set_input_files(chosen("akar.heic", "image/heic", heic))
    laras.press("Simpan")
    second = uploaded(page)
    assert second != photo

    words = {"category": "Lingkungan", "credits": "lw"}
    draft = laras.write(HEADLINE, "Isi.", lead_photo=f"#{photo}", **words)
    page = laras.open(draft_path(draft))
    expect(page.locator(".photo-choice img")).to_be_visible()
    laras.takes("submit", draft)
    yusran.takes("release", draft)
    article = site.value("SELECT article_id FROM moderation_draft WHERE id = %s", draft)
    slug = site.value("SELECT slug FROM articles_article WHERE id = %s", article)
    address = f"/berita/{article}/{slug}/"

    # The worker has the demo's pictures to make first.
    eventually(lambda: 'type="image/avif"' in site.read(address).text, within=150)
    reader = person()
    story = reader.open(address)
    sources = story.locator('.story-picture source[type="image/avif"]')
    expect(sources).to_have_count(1)
    shown = story.locator(".story-picture img")
    expect(shown).to_have_attribute("alt", "Pohon asam disangga tiang.")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    assert shown.evaluate("image => image.currentSrc").endswith(".avif")

    srcsets = [sources.get_attribute("srcset"), shown.get_attribute("srcset")]
    addresses = {part.split()[0] for srcset in srcsets for part in srcset.split(", ")}
    assert len(addresses) > 3
    for path in addresses:
        picture = site.read(path)
        assert picture.status == 200, path
        assert [secret for secret in SECRETS if secret in picture.body] == [], path
        with Image.open(io.BytesIO(picture.body)) as opened:
            assert not opened.getexif(), path


def test_a_text_file_is_refused_by_name_and_nothing_is_stored(site, person):
    before = site.value("SELECT count(*) FROM photos_photo")
    laras = person("laras")
    page = laras.open(UPLOAD)
    page.locator("[name=file]").set_input_files(chosen("rapat.txt", "text/plain", b"Notulen."))
    laras.press("Simpan")
    expect(page.locator(".errorlist").first).to_contain_text("rapat.txt")
    assert site.value("SELECT count(*) FROM photos_photo") == before


# --- Where a story is written -------------------------------------------------------------------

ADD = "/meja/moderation/draft/add/"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
OFFLINE = "ERR_INTERNET_DISCONNECTED"
_shades = itertools.count(int(time.time()) % 200)

# Files that are dropped or pasted, as a browser would say it: no test can reach the file manager.
BRING = """([selector, files, kind]) => {
  const transfer = new DataTransfer()
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0))
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  }
  const target = [...document.querySelectorAll(selector)].at(-1)
  const { x, y, height } = target.getBoundingClientRect()
  const init = { bubbles: true, cancelable: true, clientX: x + 20, clientY: y + height / 2 }
  if (kind === "paste") {
    target.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: transfer }))
    return
  }
  for (const name of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(name, { ...init, dataTransfer: transfer }))
  }
}"""


def shot(width=900, height=600, **options):
    """Return a picture that no other test has."""
    return files.encode(files.picture(width, height, f"#{next(_shades):02x}7a55"), **options)


def large_shot():
    """Return a picture of many megabytes, as a telephone takes it."""
    noise = Image.effect_noise((3600, 2700), 70 + next(_shades) % 40).convert("RGB")
    return files.encode(noise, quality=92, exif=files.exif_with_secrets())


def bring(page, selector, kind, *names):
    sent = [[name, base64.b64encode(shot()).decode()] for name in names]
    page.evaluate(BRING, [selector, sent, kind])


def choose_files(page, *pictures):
    page.locator("[data-photo-desk] input[type=file]").first.set_input_files(list(pictures))


def items(page):
    return page.locator("[data-photo-item]")


def have_arrived(page, number):
    arrived = page.locator("[data-photo-item][data-photo-arrived]")
    expect(arrived).to_have_count(number, timeout=PATIENCE)


def forget_offline(somebody):
    somebody.complaints[:] = [one for one in somebody.complaints if OFFLINE not in one]


def lead_of(site, draft):
    return site.value("SELECT lead_photo_id FROM moderation_draft WHERE id = %s", draft)


def test_a_story_with_a_new_photo_is_submitted_in_eight_interactions_on_a_phone(site, person):
    laras = person("laras", **PHONE)
    page = laras.open("/meja/")
    picture = large_shot()
    done = []

    def interaction(what, *arguments, **options):
        done.append(what)
        what(*arguments, **options)

    interaction(page.get_by_role("link", name="Tulis naskah").first.click)
    headline = "Jembatan Gantung Kampung Seberang Diperbaiki Warga"
    interaction(laras.field("Judul").fill, headline)
    expect(laras.editor).to_be_visible()
    interaction(laras.editor.type, "Warga memperbaiki jembatan gantung pada Rabu pagi.")
    interaction(laras.field("Kategori").fill, "Lingkungan")
    expect(page.get_by_text("Ambil dengan kamera")).to_be_visible()
    interaction(choose_files, page, chosen("jembatan.jpg", "image/jpeg", picture))
    interaction(page.locator("[data-photo-word=caption]").fill, "Warga mengganti papan, Rabu.")
    interaction(page.locator("[data-photo-word=alt]").fill, "Tiga orang mengangkat papan.")
    # Not waited for: the button waits for the photo itself.
    interaction(page.locator("button.step-submit").click)
    expect(page.locator(".status-submitted").first).to_have_text("Diajukan", timeout=PATIENCE)
    assert len(done) <= 8

    draft = site.draft(headline)
    assert site.status(draft) == "submitted"
    alt, caption, credit, size = site.rows(
        "SELECT alt, caption, credit, bytes FROM photos_photo WHERE id = %s", lead_of(site, draft)
    )[0]
    assert (alt, caption) == ("Tiga orang mengangkat papan.", "Warga mengganti papan, Rabu.")
    assert credit.endswith("/Laras Widyastami")
    assert size < len(picture) * 0.8  # made smaller before it was sent
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_several_photos_at_once_name_what_was_refused_and_the_first_one_leads(site, person):
    laras = person("laras")
    page = laras.open(ADD)
    choose_files(
        page,
        chosen("utama.jpg", "image/jpeg", large_shot()),
        chosen("notulen.txt", "text/plain", b"Notulen."),
        chosen("kedua.jpg", "image/jpeg", shot()),
        chosen("palsu.jpg", "image/jpeg", b"Bukan gambar."),
        chosen("ketiga.jpg", "image/jpeg", shot()),
    )
    have_arrived(page, 3)
    refused = page.locator(".photo-item-refused")
    expect(refused).to_have_count(2)
    expect(refused.first).to_contain_text("notulen.txt")
    expect(refused.last).to_contain_text("palsu.jpg")
    expect(items(page).first.locator("[data-photo-is-lead]")).to_be_visible()
    refusals = [one for one in laras.complaints if one.startswith("422")]
    assert len(refusals) == 1  # of the two only the server could tell
    laras.complaints.remove(refusals[0])

    laras.field("Judul").fill("Tiga foto sekaligus")
    laras.press("Simpan")
    laras.is_told(re.compile("Tersimpan"))
    draft = site.draft("Tiga foto sekaligus")
    assert f"#{lead_of(site, draft)}" in items(page).first.inner_text()


def test_an_upload_goes_on_after_a_cut_network_and_after_a_reload(site, person):
    laras = person("laras")
    page = laras.open(ADD)
    before = site.value("SELECT count(*) FROM photos_photo")
    # The second piece is the last one that arrives.
    pieces = []

    def cut(route):
        if route.request.method == "PUT" and len(pieces) >= 2:
            laras.context.set_offline(True)
            route.abort("internetdisconnected")
            return
        if route.request.method == "PUT":
            pieces.append(route.request.url)
        route.continue_()

    page.route("**/photo/kirim/**", cut)
    choose_files(page, chosen("panjang.jpg", "image/jpeg", large_shot()))
    state = items(page).locator("[data-photo-state]")
    expect(state).to_contain_text("Tidak ada jaringan", timeout=PATIENCE)
    items(page).locator("[data-photo-word=caption]").fill("Ditulis tanpa jaringan.")
    laras.editor.click()
    page.keyboard.type("Menulis terus.")
    expect(laras.editor).to_contain_text("Menulis terus.")
    assert len(pieces) == 2

    page.unroute("**/photo/kirim/**")
    laras.context.set_offline(False)
    page.reload()
    asked = []
    page.on("request", lambda request: asked.append(request) if request.method == "PUT" else None)
    expect(items(page).locator("[data-photo-word=caption]")).to_have_value(
        "Ditulis tanpa jaringan."
    )
    have_arrived(page, 1)
    assert site.value("SELECT count(*) FROM photos_photo") == before + 1
    assert "at=0" not in "".join(request.url for request in asked)  # not from the beginning
    newest = "SELECT caption FROM photos_photo ORDER BY id DESC LIMIT 1"
    assert site.value(newest) == "Ditulis tanpa jaringan."
    forget_offline(laras)


def test_pictures_are_dropped_and_pasted_beside_the_text_and_into_it(site, person):
    laras = person("laras")
    page = laras.open(ADD)
    laras.field("Judul").fill("Foto diseret dan ditempel")
    laras.editor.click()
    page.keyboard.type("Paragraf satu.")
    page.keyboard.press("Enter")
    page.keyboard.type("Paragraf dua")
    bring(page, ".cke_editable p:first-child", "drop", "ke-naskah.jpg")
    page.keyboard.type(", ditulis terus")
    expect(laras.editor.locator("figure")).to_have_count(1)
    page.keyboard.type(" tanpa henti.")  # the cursor stayed where it was
    expect(page.locator("[name=lead_photo]")).to_have_value("")

    bring(page, "[data-photo-desk]", "drop", "utama.jpg", "lain.jpg")
    have_arrived(page, 3)
    bring(page, ".cke_editable p:last-of-type", "paste", "tempelan.jpg")
    expect(laras.editor.locator("figure")).to_have_count(2)
    laras.press("Simpan")
    laras.is_told(re.compile("Tersimpan"))

    draft = site.draft("Foto diseret dan ditempel")
    body = site.value("SELECT body FROM moderation_draft WHERE id = %s", draft)
    assert re.sub(r"\s|\d", "", body).startswith(
        '<p>Paragrafsatu.</p><figuredata-photo=""></figure><p>Paragrafdua,ditulisterustanpahenti.</p>'
    )
    assert body.count("<figure") == 2
    assert lead_of(site, draft)


def test_a_picture_that_is_taken_down_is_gone_for_readers(site, person):
    article, slug, src = site.rows(
        "SELECT id, slug, picture->>'src' FROM articles_article"
        " WHERE picture IS NOT NULL AND withdrawn_at IS NULL ORDER BY published_at LIMIT 1"
    )[0]
    address = f"/berita/{article}/{slug}/"
    photo = site.value("SELECT (picture->>'id')::int FROM articles_article WHERE id = %s", article)
    assert site.read(src).status == 200
    assert src in site.read(address).text

    yusran = person("yusran")
    page = yusran.open(f"/meja/photos/photo/{photo}/change/")
    page.get_by_role("link", name="Tarik dari peredaran").click()
    yusran.field("Alasan").fill("Wajah anak terlihat jelas.")
    yusran.press("Tarik dari peredaran")
    expect(page.locator(".photo-down")).to_contain_text("Wajah anak terlihat jelas.")

    assert site.read(src).status == 404
    assert src not in site.read(address).text
    page.get_by_role("link", name="Pasang kembali").click()
    yusran.press("Pasang kembali")
    yusran.is_told(re.compile("dapat dipakai lagi"))
    assert site.read(src).status == 404
