import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from photos import tasks, uploads
from photos.models import Photo
from tests.photos import files

pytestmark = pytest.mark.django_db

WORDS = {"alt": "", "caption": "", "credit": "", "creator": "", "copyright": "", "source_date": ""}
FORM = WORDS | {"focal_x": "50", "focal_y": "50"}


def send(client, file, **words):
    return client.post(reverse("admin:photos_photo_add"), FORM | words | {"file": file})


def change_url(photo: Photo) -> str:
    return reverse("admin:photos_photo_change", args=[photo.pk])


def make_photo(by=None, color: str = "teal", **words) -> Photo:
    return uploads.take(files.jpeg_file(400, 300, color=color), by=by, **words)[0]


def test_a_journalist_uploads_a_photo_and_goes_on_to_its_page(desk_client, reporter):
    client = desk_client(reporter)
    response = send(client, files.jpeg_file(), caption="Alun-alun")
    photo = Photo.objects.get()
    assert response.url == change_url(photo)
    assert (photo.caption, photo.uploaded_by) == ("Alun-alun", reporter)
    page = client.get(response.url).content.decode()
    assert photo.display.url in page
    assert photo.original.name not in page


def test_a_photo_may_be_saved_with_its_words_still_lacking(desk_client, reporter):
    client = desk_client(reporter)
    send(client, files.jpeg_file())
    assert Photo.objects.get().missing() == ["alt", "caption", "credit"]


def test_words_of_the_file_fill_the_form_and_what_was_typed_wins(desk_client, reporter):
    client = desk_client(reporter)
    block = files.iim(d80="Sari Dewi", d110="Kantor Berita", d120="Dari berkas")
    content = files.with_iptc(files.encode(files.picture()), block)
    response = send(client, files.upload(content), caption="Dari saya")
    page = client.get(response.url).content.decode()
    assert "Kantor Berita" in page
    assert "Sari Dewi" in page
    assert "Dari saya" in page
    assert "Dari berkas" not in page


@pytest.mark.parametrize(
    "content",
    [b"<svg onload=alert(1)>", files.png_that_says(13_000, 13_000), files.jpeg_file().read()[:900]],
    ids=["svg", "bomb", "cut"],
)
def test_a_refused_file_is_named_and_what_was_typed_is_kept(desk_client, reporter, content):
    client = desk_client(reporter)
    response = send(client, files.upload(content, "<b>aneh.jpg"), caption="Sudah diketik", alt="a")
    page = response.content.decode()
    assert response.status_code == 200
    assert "&lt;b&gt;aneh.jpg" in page
    assert "<b>aneh" not in page
    assert "Sudah diketik" in page
    assert not Photo.objects.exists()


def test_the_file_is_asked_for_again_when_something_else_was_wrong(desk_client, reporter):
    client = desk_client(reporter)
    response = send(client, files.jpeg_file(), focal_x="120", caption="Sudah diketik")
    assert set(response.context["adminform"].form.errors) == {"file", "focal_x"}
    assert "Sudah diketik" in response.content.decode()


def test_the_same_file_leads_to_the_photo_that_is_there(desk_client, reporter, editor):
    photo = make_photo(by=editor, caption="Yang pertama")
    client = desk_client(reporter)
    response = send(client, files.jpeg_file(400, 300), caption="Sudah diketik")
    page = response.content.decode()
    assert change_url(photo) in page
    assert "Yang pertama" in page
    assert "Sudah diketik" in page
    assert Photo.objects.count() == 1


def test_pressing_save_twice_leads_to_the_photo(desk_client, reporter, monkeypatch):
    client = desk_client(reporter)
    photo = make_photo()

    def found_too_late(upload, photo_to_store):
        raise uploads.AlreadyThere(photo)

    monkeypatch.setattr(uploads, "store", found_too_late)
    response = send(client, files.jpeg_file(color="navy"))
    assert response.url == change_url(photo)


def test_the_file_field_has_a_label_and_only_offers_what_is_taken(desk_client, reporter):
    client = desk_client(reporter)
    page = client.get(reverse("admin:photos_photo_add")).content.decode()
    assert re.search(r'<label[^>]* for="id_file"', page)
    assert 'accept=".jpg' in page
    assert 'enctype="multipart/form-data"' in page


def test_the_original_cannot_be_replaced(desk_client, reporter):
    photo = make_photo(by=reporter)
    before = Photo.objects.values().get()
    client = desk_client(reporter)
    client.post(
        change_url(photo),
        FORM | {"file": files.jpeg_file(color="navy"), "sha256": "0" * 64, "display": "x"},
    )
    assert Photo.objects.values().get() == before


def test_a_journalist_changes_own_photos_and_not_those_of_others(desk_client, reporter, editor):
    own, others = make_photo(reporter), make_photo(editor, "navy")
    client = desk_client(reporter)
    assert client.post(change_url(own), FORM | {"caption": "Baru"}).status_code == 302
    assert client.post(change_url(others), FORM | {"caption": "Baru"}).status_code == 403
    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.caption, others.caption) == ("Baru", "")


def test_a_journalist_sees_the_photos_of_others_without_a_form(desk_client, reporter, editor):
    photo = make_photo(editor, caption="Milik Yuli")
    client = desk_client(reporter)
    page = client.get(change_url(photo)).content.decode()
    assert "Milik Yuli" in page
    assert 'name="caption"' not in page


def test_an_editor_changes_any_photo(desk_client, reporter, editor):
    photo = make_photo(reporter)
    client = desk_client(editor)
    client.post(change_url(photo), FORM | {"caption": "Dari redaktur"})
    photo.refresh_from_db()
    assert photo.caption == "Dari redaktur"


@pytest.mark.parametrize("name", ["changelist", "add"])
def test_without_rights_on_photos_nothing_is_shown(desk_client, sysadmin, name):
    response = desk_client(sysadmin).get(reverse(f"admin:photos_photo_{name}"))
    assert response.status_code == 403


def test_nobody_without_the_right_deletes_a_photo(desk_client, editor):
    photo = make_photo(editor)
    client = desk_client(editor)
    url = reverse("admin:photos_photo_delete", args=[photo.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    client.post(reverse("admin:photos_photo_changelist"), {"action": "delete_selected"})
    assert Photo.objects.exists()


def test_the_library_costs_the_same_for_any_number_of_photos(desk_client, editor):
    client = desk_client(editor)
    counts = []
    for photos in (range(1), range(1, 30)):
        for number in photos:
            photo = make_photo(editor, f"#{number * 8:02x}4080", caption=f"Foto {number}")
        tasks.make_renditions(photo_id=photo.pk)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:photos_photo_changelist")).content.decode()
        counts.append((page.count("photo-card-frame"), len(queries)))
    (one, cost_of_one), (thirty, cost_of_thirty) = counts
    assert (one, thirty) == (1, 30)
    assert cost_of_one == cost_of_thirty <= 20


def test_the_library_says_what_a_photo_lacks_and_finds_it(desk_client, editor, reporter):
    make_photo(reporter, "teal", caption="Belum lengkap")
    make_photo(editor, "navy", caption="Lengkap sudah", alt="a", credit="c")
    client = desk_client(editor)

    def listed(**query) -> set[str]:
        page = client.get(reverse("admin:photos_photo_changelist"), query).content.decode()
        return {name for name in ("Belum lengkap", "Lengkap sudah") if name in page}

    assert listed() == {"Belum lengkap", "Lengkap sudah"}
    assert listed(state="lacking") == {"Belum lengkap"}
    assert listed(state="complete") == {"Lengkap sudah"}
    assert listed(mine="yes") == {"Lengkap sudah"}
    assert listed(q="belum") == {"Belum lengkap"}
    assert listed(q="%00'") == set()


def test_captions_are_shown_as_text(desk_client, editor):
    make_photo(editor, caption="<script>alert(1)</script>", alt='"><img src=x>', credit="<i>")
    client = desk_client(editor)
    for url in (reverse("admin:photos_photo_changelist"), change_url(Photo.objects.get())):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<i>" not in page


def test_the_day_of_a_photo_is_asked_for_by_the_browser_itself(desk_client, reporter):
    photo = make_photo(reporter, source_date=date(2026, 5, 14))
    client = desk_client(reporter)
    for url in (change_url(photo), reverse("admin:photos_photo_add")):
        page = client.get(url).content.decode()
        assert re.search(r'<input type="date" name="source_date"', page)
        assert "DateTimeShortcuts" not in page
    assert 'value="2026-05-14"' in client.get(change_url(photo)).content.decode()
    client.post(change_url(photo), FORM | {"source_date": "2026-05-13"})
    photo.refresh_from_db()
    assert photo.source_date == date(2026, 5, 13)
