"""Pictures of an old site: where they may come from, what is kept of them, and what is told."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils.translation import gettext

from articles.models import Article
from moderation.models import Draft
from photos.models import Photo
from tests.photos import files
from tests.wordpress.exports import attachment, item, written
from wordpress import reporting
from wordpress.models import OldItem

pytestmark = pytest.mark.django_db


def test_pictures_come_from_a_folder_and_nowhere_else(tmp_path, run):
    uploads = tmp_path / "uploads" / "2019" / "03"
    uploads.mkdir(parents=True)
    (uploads / "wali.jpg").write_bytes(files.encode(files.picture()))
    (tmp_path / "rahasia.jpg").write_bytes(files.encode(files.picture(40, 30)))
    body = (
        '<p>Isi.</p><img class="wp-image-15" '
        'src="https://lama.example/wp-content/uploads/2019/03/wali-300x200.jpg">'
        '<img src="https://lama.example/wp-content/uploads/../../rahasia.jpg">'
    )
    meta = {"_wp_attachment_image_alt": "Wali kota", "_media_credit": "Kabar/Rina"}
    path = written(
        tmp_path,
        attachment(15, "2019/03/wali.jpg", excerpt="Wali kota di pasar", meta=meta),
        item(12, content=body, meta={"_thumbnail_id": "15"}),
    )
    run(path, media=str(tmp_path / "uploads"))
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.credit) == (
        "Wali kota",
        "Wali kota di pasar",
        "Kabar/Rina",
    )
    story = Article.objects.get()
    assert story.photo_ids == [photo.pk]
    assert story.picture["id"] == photo.pk


def test_the_report_says_why_pictures_could_not_be_taken(tmp_path, run):
    (tmp_path / "uploads").mkdir()
    pictures = [attachment(number, f"2019/03/{number}.jpg") for number in (15, 16)]
    run(written(tmp_path, *pictures, item(12)), media=str(tmp_path / "uploads"))
    said = list(reporting.of_trouble(OldItem.objects.values_list("site", flat=True)))
    assert said[0] == gettext("PICTURES THAT COULD NOT BE TAKEN")
    assert said[1].split()[0] == "2"
    assert f"{gettext('not in the folder')} — 15" in said[1]


def test_pictures_that_come_later_reach_the_stories_nobody_has_touched(tmp_path, run):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "wali.jpg").write_bytes(files.encode(files.picture()))
    body = '<p>Isi.</p><img src="https://lama.example/wp-content/uploads/wali.jpg">'
    path = written(
        tmp_path,
        attachment(15, "wali.jpg"),
        item(12, content=body, meta={"_thumbnail_id": "15"}),
        item(13, "Disunting", content=body),
    )
    run(path)
    Draft.objects.filter(headline="Disunting").update(version=2)
    said = run(path, media=str(tmp_path / "uploads"))
    assert "1 of them got pictures" in said
    photo = Photo.objects.get()
    story, other = Article.objects.order_by("pk")
    assert (story.photo_ids, other.photo_ids) == ([photo.pk], [])
    assert story.picture["id"] == photo.pk
    assert story.published_at == datetime(2019, 3, 5, 7, 30, tzinfo=UTC)
    draft = story.draft
    assert (draft.version, draft.status) == (2, "released")
    assert draft.released_revision.number == 2
    steps = list(draft.transitions.order_by("id").values_list("step", "change"))
    assert steps[2:] == [("reopen", ""), ("submit", ""), ("release", "fix")]
    call_command("check_record")
    assert "got pictures" not in run(path, media=str(tmp_path / "uploads"))
