import datetime
import os
import stat
import time
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from photos import renditions, tasks, uploads
from photos.models import Photo, Rendition
from photos.signals import renditions_ready
from photos.storage import PrivateStorage
from tests.photos import files

pytestmark = pytest.mark.django_db


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_is_a_photo_with_a_display_picture_and_a_private_original(settings, reporter):
    content = files.encode(files.picture(2000, 1000))
    photo, is_new = uploads.take(files.upload(content), by=reporter, caption="Alun-alun")
    assert is_new
    assert (photo.width, photo.height, photo.bytes) == (1600, 800, len(content))
    assert (photo.caption, photo.uploaded_by) == ("Alun-alun", reporter)
    assert photo.original.read() == content
    assert stored(settings.PRIVATE_MEDIA_ROOT) == [Path(photo.original.path)]
    assert stored(settings.MEDIA_ROOT) == [Path(photo.display.path)]


def test_an_original_has_no_address_and_is_readable_by_its_owner_alone(settings):
    photo, _ = uploads.take(files.jpeg_file(), by=None)
    with pytest.raises(ValueError, match="no address"):
        _ = photo.original.url
    mode = stat.S_IMODE(os.stat(photo.original.path).st_mode)
    assert mode == 0o600
    assert isinstance(photo.original.storage, PrivateStorage)
    assert not photo.original.path.startswith(str(settings.MEDIA_ROOT))


def test_no_stored_name_comes_from_the_uploader(settings):
    uploads.take(files.jpeg_file(name="../../etc/<script>.php"), by=None)
    for path in stored(settings.MEDIA_ROOT) + stored(settings.PRIVATE_MEDIA_ROOT):
        assert "script" not in str(path)
        assert path.suffix == ".jpg"


def test_what_the_file_says_fills_what_was_left_empty():
    block = files.iim(d80="Sari Dewi", d110="Kabar Kota", d120="Banjir", d55="20250514")
    content = files.with_iptc(files.encode(files.picture()), block)
    photo, _ = uploads.take(files.upload(content), by=None, caption="Ditulis sendiri", credit="")
    assert photo.caption == "Ditulis sendiri"
    assert (photo.credit, photo.creator) == ("Kabar Kota", "Sari Dewi")
    assert photo.source_date == datetime.date(2025, 5, 14)


def test_words_of_the_file_are_cut_to_what_a_column_holds():
    content = files.with_iptc(files.encode(files.picture()), files.iim(d110="x" * 900))
    photo, _ = uploads.take(files.upload(content), by=None)
    assert photo.credit == "x" * 200


def test_a_focal_point_at_the_edge_is_kept():
    photo, _ = uploads.take(files.jpeg_file(), by=None, focal_x=0, focal_y=100)
    assert (photo.focal_x, photo.focal_y) == (0, 100)


def test_the_same_file_again_is_the_same_photo(settings, reporter):
    first, _ = uploads.take(files.jpeg_file(), by=reporter, caption="Pertama")
    again, is_new = uploads.take(files.jpeg_file(name="lain.jpg"), by=None, caption="Kedua")
    assert (again, is_new) == (first, False)
    assert again.caption == "Pertama"
    assert len(stored(settings.MEDIA_ROOT)) == 1


def test_whoever_is_slower_with_the_same_file_gets_the_other_photo(settings):
    slow = uploads.read(files.jpeg_file())
    fast, _ = uploads.take(files.jpeg_file(), by=None)
    with pytest.raises(uploads.AlreadyThere) as found:
        uploads.store(slow, Photo())
    assert found.value.photo == fast
    assert len(stored(settings.PRIVATE_MEDIA_ROOT)) == 1
    assert Path(fast.original.path).exists()


def test_a_refusal_names_the_file_and_the_reason():
    with pytest.raises(uploads.Refused, match=r"lambang\.jpg.*JPEG, PNG, WebP"):
        uploads.take(files.upload(b"<svg/>", "lambang.jpg"), by=None)


def test_a_name_in_a_refusal_is_short_and_without_control_characters():
    name = "x" * 100 + "\x1b[31m\r\n" + "y" * 100 + ".jpg"
    assert uploads.short_name(name) == "x" * 60 + "…" + "y" * 11 + ".jpg"
    assert uploads.short_name("C:\\foto\\a\r\nb.jpg") == "ab.jpg"


def test_a_failed_save_leaves_no_file_behind(settings):
    with pytest.raises(ValueError, match="stop"), transaction.atomic():
        uploads.store(uploads.read(files.jpeg_file()), Stubborn())
    assert stored(settings.MEDIA_ROOT) == stored(settings.PRIVATE_MEDIA_ROOT) == []


class Stubborn(Photo):
    class Meta:
        proxy = True
        app_label = "photos"

    def save(self, **kwargs):
        raise ValueError("stop")


def test_an_upload_orders_its_renditions(queue):
    photo, _ = uploads.take(files.jpeg_file(), by=None)
    (job,) = queue.jobs.values()
    assert (job["task_name"], job["args"]) == ("photos.make_renditions", {"photo_id": photo.pk})


def test_the_order_for_the_worker_is_part_of_the_transaction():
    with jobs.replace_connector(DjangoConnector()):
        with transaction.atomic():
            uploads.take(files.jpeg_file(), by=None)
            assert ProcrastinateJob.objects.count() == 1
            transaction.set_rollback(True)
        assert not ProcrastinateJob.objects.exists()


def test_the_worker_makes_each_listed_width_once_and_nothing_wider():
    photo, _ = uploads.take(files.jpeg_file(1000, 500), by=None)
    tasks.make_renditions(photo_id=photo.pk)
    made = list(photo.renditions.values_list("format", "width", "height"))
    assert made == [
        (kind, width, width // 2)
        for kind in ("avif", "jpeg")
        for width in (320, 480, 640, 720, 960)
    ]
    for rendition in photo.renditions.all():
        with rendition.file.open() as file, Image.open(file) as image:
            assert image.format == rendition.format.upper()
            assert image.size == (rendition.width, rendition.height)
            assert not image.getexif()
            assert "icc_profile" not in image.info
        assert rendition.file.size == rendition.bytes


def test_renditions_are_made_once(settings):
    photo, _ = uploads.take(files.jpeg_file(700, 500), by=None)
    assert renditions.make_renditions(photo) == 6
    before = {path: path.stat().st_mtime_ns for path in stored(settings.MEDIA_ROOT)}
    assert renditions.make_renditions(photo) == 0
    photo.renditions.filter(width=480).delete()
    assert renditions.make_renditions(photo) == 2
    after = {path: path.stat().st_mtime_ns for path in stored(settings.MEDIA_ROOT)}
    assert before.items() <= after.items()


def test_two_workers_make_one_of_each(settings, monkeypatch):
    photo, _ = uploads.take(files.jpeg_file(400, 300), by=None)
    encode = renditions.encode

    def and_another_is_faster(image, kind):
        monkeypatch.setattr(renditions, "encode", encode)
        renditions.make_renditions(photo)
        return encode(image, kind)

    monkeypatch.setattr(renditions, "encode", and_another_is_faster)
    assert renditions.make_renditions(photo) == 0
    assert Rendition.objects.count() == 2
    assert len(stored(settings.MEDIA_ROOT)) == 3


def test_renditions_of_a_turned_picture_are_upright_and_without_its_place():
    content = files.encode(files.picture(600, 900), exif=files.exif_with_secrets(6))
    photo, _ = uploads.take(files.upload(content), by=None)
    tasks.make_renditions(photo_id=photo.pk)
    assert (photo.width, photo.height) == (900, 600)
    for rendition in photo.renditions.all():
        assert abs(rendition.height - rendition.width * 2 / 3) <= 1
        content = rendition.file.read()
        for secret in (files.GPS_WORDS, files.CAMERA.encode(), b"SERIAL", b"Exif\x00"):
            assert secret not in content


def test_listeners_hear_when_the_renditions_are_there():
    heard = []

    def listen(sender, photo, **kwargs):
        heard.append((photo.pk, photo.renditions.count()))

    renditions_ready.connect(listen)
    try:
        photo, _ = uploads.take(files.jpeg_file(400, 300), by=None)
        assert heard == []
        tasks.make_renditions(photo_id=photo.pk)
        assert heard == [(photo.pk, 2)]
        tasks.make_renditions(photo_id=photo.pk + 1000)  # deleted meanwhile
        assert len(heard) == 1
    finally:
        renditions_ready.disconnect(listen)


def test_old_files_that_no_photo_has_are_deleted(settings):
    photo, _ = uploads.take(files.jpeg_file(400, 300), by=None)
    tasks.make_renditions(photo_id=photo.pk)
    young = renditions.save(default_storage, "photos/aa/young.jpg", b"x")
    old = renditions.save(default_storage, "photos/aa/old.jpg", b"x")
    long_ago = time.time() - 3 * 24 * 3600
    for path in stored(settings.MEDIA_ROOT) + stored(settings.PRIVATE_MEDIA_ROOT):
        if path.name != "young.jpg":
            os.utime(path, (long_ago, long_ago))
    assert tasks.delete_unclaimed_files() == 1
    assert default_storage.exists(young)
    assert not default_storage.exists(old)
    assert Path(photo.original.path).exists()


def test_files_go_with_a_deleted_photo_once_that_is_certain(
    settings, django_capture_on_commit_callbacks
):
    photo, _ = uploads.take(files.jpeg_file(400, 300), by=None)
    tasks.make_renditions(photo_id=photo.pk)
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
        assert len(stored(settings.MEDIA_ROOT)) == 3
    assert stored(settings.MEDIA_ROOT) == stored(settings.PRIVATE_MEDIA_ROOT) == []
