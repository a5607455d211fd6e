"""A picture that is taken down is gone for whoever knows its address, and may come back."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import edition
from articles.models import Article
from articles.pictures import drop_pictures, photos_only_in
from photos import renditions, takedown, tasks
from photos.choosing import find_photo
from photos.models import Photo, Rendition
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def take_down(photo, capture, by=None, reason="Memuat wajah anak korban."):
    with capture(execute=True):
        return takedown.take_down([photo.pk], by=by, reason=reason, at=timezone.now())


def addresses(photo: Photo) -> list[str]:
    files = [photo.display, *(made.file for made in photo.renditions.all())]
    return [file.url for file in files]


def public_files(settings) -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_its_addresses_answer_404_and_no_public_file_is_left(
    reader_client, settings, django_capture_on_commit_callbacks
):
    photo = make_photo()
    tasks.make_renditions(photo_id=photo.pk)
    old = addresses(photo)
    assert len(old) > 3
    assert {reader_client.get(url).status_code for url in old} == {200}

    assert take_down(photo, django_capture_on_commit_callbacks) == [photo.pk]

    assert {reader_client.get(url).status_code for url in old} == {404}
    assert public_files(settings) == []
    photo.refresh_from_db()
    assert Path(photo.original.path).is_file()
    assert photo.taken_down_reason == "Memuat wajah anak korban."


def test_no_proxy_keeps_a_picture_for_longer_than_a_minute(reader_client):
    response = reader_client.get(make_photo().display.url)
    assert "s-maxage=60" in response.headers["Cache-Control"]


def test_every_story_that_shows_it_loses_it_at_once(
    reader_client, django_capture_on_commit_callbacks
):
    photo, other = make_photo(), make_photo(caption="Foto yang tetap")
    body = (
        f'<p>Awal.</p><figure data-photo="{photo.pk}"></figure>'
        f'<figure data-photo="{other.pk}"></figure><p>Akhir.</p>'
    )
    lead = make_article(lead_photo=photo, body="<p>Isi.</p>")
    inside = make_article(body=body)
    untouched = make_article(lead_photo=other)
    src, kept = photo.display.name, other.display.name
    pages = ["/", lead.get_absolute_url(), inside.get_absolute_url()]
    assert all(src in reader_client.get(page).content.decode() for page in pages[:2])
    before = edition.current()

    take_down(photo, django_capture_on_commit_callbacks)

    assert edition.current() != before
    assert [page for page in pages if src in reader_client.get(page).content.decode()] == []
    story = reader_client.get(inside.get_absolute_url()).content.decode()
    assert kept in story
    assert "Awal." in story
    assert "Akhir." in story
    lead.refresh_from_db()
    inside.refresh_from_db()
    assert (lead.picture, lead.photo_ids) == (None, [])
    assert inside.photo_ids == [other.pk]
    assert kept in reader_client.get(untouched.get_absolute_url()).content.decode()


def test_a_story_that_was_only_the_picture_says_what_happened(django_capture_on_commit_callbacks):
    photo = make_photo()
    story = make_article(body=f'<figure data-photo="{photo.pk}"></figure>')
    take_down(photo, django_capture_on_commit_callbacks)
    story.refresh_from_db()
    assert story.body.startswith("<p>")
    assert "figure" not in story.body


def test_nothing_happens_to_the_files_if_the_transaction_fails(settings):
    photo = make_photo()
    make_article(lead_photo=photo)
    with transaction.atomic():
        takedown.take_down([photo.pk], by=None, reason="Salah.", at=timezone.now())
        transaction.set_rollback(True)
    photo.refresh_from_db()
    assert not photo.is_taken_down
    assert Article.objects.get().photo_ids == [photo.pk]
    assert public_files(settings) == [Path(photo.display.path)]


def test_the_worker_finishes_what_a_killed_process_left(settings):
    photo, other = make_photo(), make_photo()
    tasks.make_renditions(photo_id=photo.pk)
    takedown.take_down([photo.pk], by=None, reason="Salah.", at=timezone.now())  # no commit ran
    assert len(public_files(settings)) > 3
    assert tasks.finish_take_downs() == 1
    assert public_files(settings) == [Path(other.display.path)]
    assert not Rendition.objects.exists()
    assert tasks.finish_take_downs() == 0


def test_taking_down_twice_is_one_act(editor, django_capture_on_commit_callbacks):
    photo = make_photo()
    capture = django_capture_on_commit_callbacks
    assert take_down(photo, capture, editor, "Pertama.") == [photo.pk]
    assert take_down(photo, capture, editor, "Kedua.") == []
    photo.refresh_from_db()
    assert photo.taken_down_reason == "Pertama."
    assert LogEntry.objects.filter(object_id=str(photo.pk)).count() == 1


def test_a_reason_is_needed():
    photo = make_photo()
    with pytest.raises(ValueError, match="reason"):
        takedown.take_down([photo.pk], by=None, reason="  ", at=timezone.now())


def test_no_rendition_is_made_of_a_photo_that_is_down(settings, monkeypatch):
    photo = make_photo()
    real = renditions.save

    def taken_down_meanwhile(storage, name, content):
        Photo.objects.filter(pk=photo.pk).update(
            taken_down_at=timezone.now(), taken_down_reason="Salah."
        )
        return real(storage, name, content)

    monkeypatch.setattr(renditions, "save", taken_down_meanwhile)
    assert renditions.make_renditions(photo) == 0
    assert public_files(settings) == [Path(photo.display.path)]
    photo.refresh_from_db()
    assert renditions.make_renditions(photo) == 0


def test_a_photo_put_back_has_new_addresses_and_the_old_ones_stay_dead(
    reader_client, editor, queue, django_capture_on_commit_callbacks
):
    photo = make_photo()
    tasks.make_renditions(photo_id=photo.pk)
    old = addresses(photo)
    take_down(photo, django_capture_on_commit_callbacks)

    assert takedown.put_back(photo, by=editor)
    tasks.make_renditions(photo_id=photo.pk)
    photo = Photo.objects.get(pk=photo.pk)
    assert not photo.is_taken_down
    new = addresses(photo)
    assert {reader_client.get(url).status_code for url in new} == {200}
    assert {reader_client.get(url).status_code for url in old} == {404}
    assert not takedown.put_back(photo, by=editor)
    assert [job["args"] for job in queue.jobs.values()][-1] == {"photo_id": photo.pk}


def test_a_photo_whose_original_is_gone_stays_down_and_says_why(
    editor, django_capture_on_commit_callbacks
):
    photo = make_photo()
    take_down(photo, django_capture_on_commit_callbacks)
    photo.original.storage.delete(photo.original.name)
    with pytest.raises(renditions.Refused, match="Berkas asli"):
        takedown.put_back(photo, by=editor)
    photo.refresh_from_db()
    assert photo.is_taken_down


def test_a_photo_that_is_down_has_no_card_and_a_stand_in_for_a_thumbnail():
    photo, other = make_photo(), make_photo()
    takedown.take_down([photo.pk], by=None, reason="Salah.", at=timezone.now())
    photo.refresh_from_db()
    assert set(Photo.cards([photo.pk, other.pk])) == {other.pk}
    assert photo.thumbnail()["src"].endswith("photo-taken-down.svg")
    with pytest.raises(ValueError, match="taken down"):
        photo.card()


def test_photos_that_no_other_public_story_shows():
    mine, shared, inside = make_photo(), make_photo(), make_photo()
    figures = (f'<figure data-photo="{photo.pk}"></figure>' for photo in (inside, shared))
    body = f"<p>Isi.</p>{''.join(figures)}"
    story = make_article(lead_photo=mine, body=body)
    assert photos_only_in(story) == [mine.pk, shared.pk, inside.pk]
    make_article(lead_photo=shared)
    assert photos_only_in(story) == [mine.pk, inside.pk]
    assert photos_only_in(make_article()) == []


def test_dropping_pictures_of_no_story_changes_none():
    make_article(lead_photo=make_photo())
    assert drop_pictures([10**9]) == 0


# --- At the desk --------------------------------------------------------------------------------


def url(name: str, photo: Photo) -> str:
    return reverse(f"admin:photos_photo_{name}", args=[photo.pk])


def test_an_editor_takes_a_photo_down_with_a_reason_and_puts_it_back(desk_client, editor):
    photo = make_photo()
    client = desk_client(editor)
    assert url("take_down", photo) in client.get(url("change", photo)).content.decode()
    refused = client.post(url("take_down", photo), {"reason": " "})
    assert refused.status_code == 200
    photo.refresh_from_db()
    assert not photo.is_taken_down

    client.post(url("take_down", photo), {"reason": "Wajah anak terlihat."})
    photo.refresh_from_db()
    assert (photo.is_taken_down, photo.taken_down_by) == (True, editor)
    page = client.get(url("change", photo)).content.decode()
    assert "Wajah anak terlihat." in page
    assert url("put_back", photo) in page
    history = client.get(url("history", photo)).content.decode()
    assert "Wajah anak terlihat." in history

    client.post(url("put_back", photo))
    photo.refresh_from_db()
    assert not photo.is_taken_down


def test_a_journalist_neither_takes_down_nor_sees_what_was(desk_client, reporter, editor):
    photo = make_photo(reporter)
    client = desk_client(reporter)
    assert client.post(url("take_down", photo), {"reason": "Iseng."}).status_code == 403
    photo.refresh_from_db()
    assert not photo.is_taken_down
    takedown.take_down([photo.pk], by=editor, reason="Rahasia.", at=timezone.now())
    tasks.finish_take_downs()
    assert client.post(url("put_back", photo)).status_code == 403
    assert client.get(url("taken_down", photo)).status_code == 403
    page = client.get(url("change", photo)).content.decode()
    assert url("taken_down", photo) not in page
    assert "photo-taken-down.svg" in page


def test_who_decides_sees_the_picture_that_was_taken_down(desk_client, editor):
    photo = make_photo()
    client = desk_client(editor)
    assert client.get(url("taken_down", photo)).status_code == 404
    takedown.take_down([photo.pk], by=editor, reason="Salah.", at=timezone.now())
    tasks.finish_take_downs()
    response = client.get(url("taken_down", photo))
    assert response.content.startswith(b"\xff\xd8\xff")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_photo_that_is_down_cannot_be_chosen_and_a_story_that_has_it_still_saves(
    desk_client, editor
):
    photo = make_photo(caption="Tidak boleh dipilih")
    takedown.take_down([photo.pk], by=None, reason="Salah.", at=timezone.now())
    client = desk_client(editor)
    asked = client.get(reverse("desk-choices", args=["foto"]), {"q": "boleh"})
    assert asked.json()["results"] == []
    with pytest.raises(ValidationError):
        find_photo(f"#{photo.pk}")
    assert find_photo(f"#{photo.pk}", keeping=photo.pk) == photo
