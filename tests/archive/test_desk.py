"""Exports asked for at the desk: one at a time, for who may, kept private, in the record."""

import json
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from archive import leaving, making, tasks
from archive.models import Export
from moderation.models import Event
from tests.conftest import role
from tests.factories import make_article, make_draft, make_person


@pytest.fixture
def chief(db):
    return make_person("surya", Role.EDITOR_IN_CHIEF)


def body_of(response):
    return b"".join(response.streaming_content)


@pytest.mark.django_db(transaction=True)
def test_the_desk_s_role_makes_an_archive_of_everything(reporter, queue, desk_client):
    draft = make_draft(reporter, headline="Belum tayang")
    chief = make_person("surya", Role.EDITOR_IN_CHIEF)
    client = desk_client(chief)
    assert client.post(reverse("export-ask"), {"kind": "newsroom"}).status_code == 302
    (job,) = [one for one in queue.jobs.values() if one["task_name"] == "archive.make_export"]
    with role("desk"):
        tasks.make_export(**job["args"])
    export = Export.objects.get()
    assert (export.state, export.error) == ("done", "")
    assert making.file_of(export).stat().st_mode & 0o077 == 0
    response = client.get(reverse("export-download", args=[export.pk]))
    with zipfile.ZipFile(BytesIO(body_of(response))) as packed:
        manifest = json.loads(packed.read(leaving.MANIFEST))
        assert manifest["rows"]["moderation_draft"]["rows"] == 1
        assert draft.headline in packed.read("rows/moderation_draft.jsonl").decode()
    export.refresh_from_db()
    assert export.fetched_by == chief
    assert [path.name for path in making.folder().iterdir()] == [f"{export.pk}.zip"]


@pytest.mark.parametrize("kind", ["wordpress", "site"])
def test_the_public_site_is_packed_too(kind, chief, queue):
    make_article(headline="Sudah tayang")
    export = making.ask(kind, by=chief)
    making.make(export.pk)
    with zipfile.ZipFile(making.file_of(export)) as packed:
        pages = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    assert any("Sudah tayang" in page for page in pages)


def test_the_page_says_how_far_it_is_and_how_long_it_takes(chief, desk_client, queue):
    making.ask("site", by=chief)
    now = timezone.now()
    far = {"stage": "pages", "stage_at": now - timedelta(minutes=3), "done": 1000, "total": 4000}
    Export.objects.update(state="running", seen_at=now, **far)
    said = desk_client(chief).get(reverse("exports-progress")).content.decode()
    assert "1.000" in said
    assert "4.000" in said
    assert " 9 " in said.partition("·")[2]
    assert '<progress max="4000" value="1000"' in said


@pytest.mark.parametrize("kind", ["wordpress", "site"])
def test_an_export_tells_how_far_it_is_to_its_end(kind, chief, queue, monkeypatch):
    make_article(headline="Sudah tayang")
    told = {}
    beside = contextmanager(lambda export: iter([lambda stage, *far: told.update({stage: far})]))
    monkeypatch.setattr(making, "_signs_of_life", beside)
    making.make(making.ask(kind, by=chief).pk)
    assert "packing" in told
    assert len(told) > 1
    assert all(done == total for done, total in told.values())


def test_a_second_one_at_the_same_time_is_refused_politely(chief, desk_client, queue):
    client = desk_client(chief)
    url = reverse("export-ask")
    client.post(url, {"kind": "wordpress"})
    said = client.post(url, {"kind": "site"}, follow=True).content.decode()
    assert Export.objects.count() == 1
    assert "messagelist" in said
    assert reverse("export-ask") not in said  # no button while it is under way
    Export.objects.update(seen_at=timezone.now() - timedelta(hours=1))  # the worker was stopped
    assert reverse("export-ask") in client.get(reverse("exports")).content.decode()
    client.post(url, {"kind": "site"})
    assert list(Export.objects.values_list("state", flat=True)) == ["waiting", "failed"]


def test_what_fails_says_why_and_leaves_nothing_behind(chief, queue, monkeypatch):
    def full(*args, **how):
        raise OSError("No space left on device")

    monkeypatch.setattr(making.still, "copy_site", full)
    export = making.ask("site", by=chief)
    with pytest.raises(OSError, match="No space"):
        making.make(export.pk)
    export.refresh_from_db()
    assert export.state == "failed"
    assert "No space left" in export.error
    assert list(making.folder().iterdir()) == []


def test_an_archive_is_deleted_by_hand_or_after_some_days(chief, desk_client, queue):
    exports = []
    for _number in range(2):
        exports.append(making.ask("wordpress", by=chief))
        making.make(exports[-1].pk)
    client = desk_client(chief)
    assert client.post(reverse("export-delete", args=[exports[0].pk])).status_code == 302
    assert client.get(reverse("export-download", args=[exports[0].pk])).status_code == 404
    assert making.delete_old(timezone.now()) == 0
    assert making.delete_old(timezone.now() + making.KEPT_FOR + timedelta(minutes=1)) == 1
    assert list(making.folder().iterdir()) == []
    assert set(Export.objects.values_list("state", flat=True)) == {"deleted"}


def test_who_may_not_export_gets_neither_page_nor_file(chief, managing_editor, desk_client, queue):
    export = making.ask("wordpress", by=chief)
    making.make(export.pk)
    client = desk_client(managing_editor)
    assert client.get(reverse("exports")).status_code == 403
    assert client.get(reverse("export-download", args=[export.pk])).status_code == 403
    assert client.post(reverse("export-ask"), {"kind": "newsroom"}).status_code == 403
    assert client.post(reverse("export-delete", args=[export.pk])).status_code == 403
    assert making.file_of(export).exists()
    assert not making.folder().is_relative_to(settings.MEDIA_ROOT)


def test_exports_and_downloads_are_in_the_record(chief, desk_client, queue):
    client = desk_client(chief)
    client.post(reverse("export-ask"), {"kind": "wordpress"})
    export = Export.objects.get()
    making.make(export.pk)
    client.get(reverse("export-download", args=[export.pk]))
    events = Event.objects.filter(table="archive_export", by=chief)
    assert events.count() == 2  # asked for, fetched
