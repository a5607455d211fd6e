"""A picture from a telephone to the page: what it tells of its place stays behind."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.people import draft_path
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
