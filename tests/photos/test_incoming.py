"""A file in pieces: what is lost on the way is sent again, and nothing else is."""

import os
import time
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from photos import incoming, takedown, tasks
from photos.models import Photo
from tests.factories import make_photo
from tests.photos import files

pytestmark = pytest.mark.django_db


def at(key: uuid.UUID) -> str:
    return reverse("admin:photos_photo_pieces", args=[key])


def put(client: Client, key: uuid.UUID, piece: bytes, offset: int | str):
    kind = "application/octet-stream"
    return client.put(f"{at(key)}?at={offset}", piece, content_type=kind)


def finish(client: Client, key: uuid.UUID, size: int, name: str = "pohon.jpg", **fields):
    address = reverse("admin:photos_photo_finish", args=[key])
    return client.post(address, {"name": name, "size": size, **fields})


def send(client: Client, content: bytes, **fields):
    key = uuid.uuid4()
    put(client, key, content, 0)
    return finish(client, key, len(content), **fields)


def pieces_left(settings) -> list[Path]:
    return sorted(Path(settings.PRIVATE_MEDIA_ROOT, "incoming").glob("*/*.part"))


def test_pieces_become_a_photo_of_whom_they_came_from(desk_client, reporter, settings):
    client, key = desk_client(reporter), uuid.uuid4()
    content = files.encode(files.picture())
    half = len(content) // 2
    assert client.get(at(key)).json()["received"] == 0
    assert put(client, key, content[:half], 0).json() == {"received": half}
    assert client.get(at(key)).json()["received"] == half
    assert put(client, key, content[half:], half).json() == {"received": len(content)}
    answer = finish(client, key, len(content), alt="Pohon", caption="Pohon tua", fallback="K/Rina")
    photo = Photo.objects.get()
    assert answer.json()["photo"]["id"] == photo.pk
    assert answer.json()["photo"]["missing"] == []
    assert (photo.alt, photo.caption, photo.credit) == ("Pohon", "Pohon tua", "K/Rina")
    assert photo.uploaded_by == reporter
    assert photo.original.open().read() == content
    assert pieces_left(settings) == []


def test_a_piece_that_was_sent_twice_counts_once(desk_client, reporter):
    client, key = desk_client(reporter), uuid.uuid4()
    content = files.encode(files.picture())
    for offset in (0, 1000, 0, 1000):
        put(client, key, content[offset : offset + 1000], offset)
    assert put(client, key, content[2000:], 2000).json() == {"received": len(content)}
    assert finish(client, key, len(content)).status_code == 200


@pytest.mark.parametrize("offset", [1, 10**9, "-1", "x", ""])
def test_a_piece_out_of_place_is_told_where_to_go_on(desk_client, reporter, offset):
    answer = put(desk_client(reporter), uuid.uuid4(), b"abc", offset)
    assert (answer.status_code, answer.json()) == (409, {"received": 0})


def test_a_file_with_bytes_missing_is_not_finished(desk_client, reporter):
    client, key = desk_client(reporter), uuid.uuid4()
    content = files.encode(files.picture())
    put(client, key, content[:500], 0)
    answer = finish(client, key, len(content))
    assert (answer.status_code, answer.json()) == (409, {"received": 500})
    assert not Photo.objects.exists()


def test_whoever_did_not_hear_the_answer_gets_it_again(desk_client, reporter):
    client, key = desk_client(reporter), uuid.uuid4()
    content = files.encode(files.picture())
    put(client, key, content, 0)
    first = finish(client, key, len(content)).json()
    assert client.get(at(key)).json()["photo"]["id"] == first["photo"]["id"]
    assert finish(client, key, len(content)).json()["photo"]["id"] == first["photo"]["id"]
    assert Photo.objects.count() == 1


def test_nobody_sees_or_finishes_the_file_of_somebody_else(desk_client, reporter, other_reporter):
    mine, theirs, key = desk_client(reporter), desk_client(other_reporter), uuid.uuid4()
    content = files.encode(files.picture())
    put(mine, key, content, 0)
    assert theirs.get(at(key)).json()["received"] == 0
    assert finish(theirs, key, len(content)).status_code == 409
    theirs.delete(at(key))
    assert mine.get(at(key)).json()["received"] == len(content)


def test_without_the_right_to_add_photos_nothing_is_taken(desk_client, sysadmin, settings):
    client, key = desk_client(sysadmin), uuid.uuid4()
    assert put(client, key, b"abc", 0).status_code == 403
    assert finish(client, key, 3).status_code == 403
    assert pieces_left(settings) == []


def test_a_token_is_needed(reporter, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert put(client, uuid.uuid4(), b"abc", 0).status_code == 403
    key = uuid.uuid4()
    token = client.get(at(key)).json()["token"]
    answer = client.put(
        f"{at(key)}?at=0",
        b"abc",
        content_type="application/octet-stream",
        headers={"X-CSRFToken": token},
    )
    assert answer.json() == {"received": 3}


@pytest.mark.parametrize(
    "content",
    [b"Notulen rapat.", files.png_that_says(13_000, 13_000), files.encode(files.picture())[:900]],
    ids=["text", "bomb", "cut"],
)
def test_what_is_refused_is_named_with_the_reason_and_not_kept(
    desk_client, reporter, settings, content
):
    answer = send(desk_client(reporter), content, name="<b>aneh.jpg")
    assert answer.status_code == 422
    assert "<b>aneh.jpg" in answer.json()["error"]
    assert not Photo.objects.exists()
    assert pieces_left(settings) == []


def test_a_file_that_grows_too_large_is_refused_before_it_is_written(
    desk_client, reporter, settings, monkeypatch
):
    monkeypatch.setattr(incoming, "MAX_BYTES", 1000)
    client, key = desk_client(reporter), uuid.uuid4()
    put(client, key, b"a" * 800, 0)
    answer = put(client, key, b"a" * 800, 800)
    assert answer.status_code == 422
    assert pieces_left(settings)[0].stat().st_size == 800


def test_nobody_leaves_more_unfinished_files_than_anybody_needs(
    desk_client, reporter, settings, monkeypatch
):
    monkeypatch.setattr(incoming, "MOST_OPEN", 2)
    client = desk_client(reporter)
    answers = [put(client, uuid.uuid4(), b"abc", 0).status_code for _ in range(3)]
    assert answers == [200, 200, 422]


def test_the_words_of_the_camera_survive_a_picture_made_smaller(desk_client, reporter):
    block = files.iim(d80="Sari Dewi", d110="Kantor Berita", d120="Dari berkas")
    large = files.with_iptc(files.encode(files.picture(3000, 2000)), block)
    small = files.encode(files.picture(1500, 1000))
    head = SimpleUploadedFile("head", large[: 8 * 1024])
    answer = send(desk_client(reporter), small, head=head, caption="Dari saya", fallback="K/Rina")
    photo = Photo.objects.get()
    assert answer.status_code == 200
    assert (photo.caption, photo.credit, photo.creator) == (
        "Dari saya",
        "Kantor Berita",
        "Sari Dewi",
    )


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe1\xff", b"GIF89a", b"\x00" * 400])
def test_a_head_that_says_nothing_costs_nothing(desk_client, reporter, head):
    content = files.encode(files.picture())
    answer = send(desk_client(reporter), content, head=SimpleUploadedFile("head", head))
    assert answer.status_code == 200


def test_the_place_of_the_source_is_not_served(desk_client, reporter):
    content = files.encode(files.picture(), exif=files.exif_with_secrets())
    send(desk_client(reporter), content)
    assert files.GPS_WORDS in content
    assert files.GPS_WORDS not in Photo.objects.get().display.open().read()


def test_the_same_file_again_is_the_photo_that_is_there(desk_client, reporter, other_reporter):
    content = files.encode(files.picture())
    first = send(desk_client(reporter), content, alt="Punya Rina").json()
    again = send(desk_client(other_reporter), content, alt="Punya Rudi").json()
    assert again["photo"]["id"] == first["photo"]["id"]
    assert (first["is_new"], again["is_new"]) == (True, False)
    assert Photo.objects.get().alt == "Punya Rina"
    assert not again["photo"]["may_change"]


def test_a_photo_that_was_taken_down_does_not_come_back_as_a_new_upload(
    desk_client, reporter, settings
):
    content = files.encode(files.picture())
    send(desk_client(reporter), content)
    photo = Photo.objects.get()
    takedown.take_down([photo.pk], by=None, reason="Salah.", at=photo.uploaded_at)
    answer = send(desk_client(reporter), content)
    assert answer.status_code == 422
    assert f"#{photo.pk}" in answer.json()["error"]


def test_what_nobody_came_back_for_is_deleted(desk_client, reporter, settings):
    client = desk_client(reporter)
    put(client, uuid.uuid4(), b"lama", 0)
    (old,) = pieces_left(settings)
    put(client, uuid.uuid4(), b"baru", 0)
    long_ago = time.time() - 60 * 60 * 24 * 3
    os.utime(old, (long_ago, long_ago))
    tasks.delete_unclaimed_files()
    assert [path.read_bytes() for path in pieces_left(settings)] == [b"baru"]


# --- Words beside the thumbnail -----------------------------------------------------------------


def words_url(photo: Photo) -> str:
    return reverse("admin:photos_photo_words_of", args=[photo.pk])


def test_words_are_saved_one_by_one_and_what_is_lacking_is_named(desk_client, reporter):
    photo = make_photo(reporter, alt="", caption="", credit="")
    client = desk_client(reporter)
    answer = client.post(words_url(photo), {"caption": "Pohon tua"}).json()["photo"]
    assert len(answer["missing"]) == 2
    answer = client.post(words_url(photo), {"alt": "Pohon", "credit": "K/Rina"}).json()["photo"]
    assert answer["missing"] == []
    photo.refresh_from_db()
    assert (photo.alt, photo.caption, photo.credit) == ("Pohon", "Pohon tua", "K/Rina")


def test_words_that_do_not_fit_are_refused_and_nothing_changes(desk_client, reporter):
    photo = make_photo(reporter)
    answer = desk_client(reporter).post(words_url(photo), {"alt": "a" * 301, "caption": "Baru"})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["alt"]
    photo.refresh_from_db()
    assert photo.caption == "Jembatan baru"


def test_words_of_others_are_not_changed(desk_client, reporter, other_reporter, editor):
    photo = make_photo(other_reporter)
    assert desk_client(reporter).post(words_url(photo), {"alt": "x"}).status_code == 403
    photo.refresh_from_db()
    assert photo.alt == "Jembatan kota"
    assert desk_client(editor).post(words_url(photo), {"alt": "Dari redaktur"}).status_code == 200
    photo.refresh_from_db()
    assert photo.alt == "Dari redaktur"
