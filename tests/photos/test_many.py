"""The library with 20,000 photos: no page reads them all."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation import choices
from photos.models import Photo
from tests.factories import make_photo

pytestmark = pytest.mark.django_db

MANY = 20_000
FILL = """
INSERT INTO photos_photo (original, sha256, bytes, display, width, height, alt, caption, credit,
    creator, copyright, focal_x, focal_y, uploaded_by_id, uploaded_at, taken_down_at,
    taken_down_reason)
SELECT original, encode(sha256(n::text::bytea), 'hex'), bytes, display, width, height, alt,
    CASE WHEN n %% 50 = 0 THEN '' ELSE 'Warga di jalan nomor ' || n END, credit, creator,
    copyright, focal_x, focal_y, CASE WHEN n %% 40 = 0 THEN %s ELSE %s END,
    uploaded_at - n * interval '1 hour',
    CASE WHEN n %% 500 = 0 THEN uploaded_at END, CASE WHEN n %% 500 = 0 THEN 'Salah' ELSE '' END
FROM photos_photo, generate_series(1, %s) n WHERE photos_photo.id = %s
"""


@pytest.fixture
def library(reporter, other_reporter):
    photo = make_photo(reporter)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [reporter.pk, other_reporter.pk, MANY, photo.pk])
        cursor.execute("SELECT gin_clean_pending_list('photo_said')")  # as autovacuum does
        cursor.execute("ANALYZE photos_photo")
    return photo


def plans(queries) -> list[str]:
    """Return the plans of the queries that touch the library."""
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            if "photos_photo" in query["sql"] and query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {query['sql']}")
                found.append("\n".join(line for (line,) in cursor.fetchall()))
    return found


def test_no_list_of_the_library_reads_all_of_it(library, desk_client, reporter):
    client = desk_client(reporter)
    asked = [
        {},
        {"p": "3"},
        {"state": "lacking"},
        {"state": "down"},
        {"mine": "yes"},
        {"mine": "yes", "state": "lacking"},
        {"since": "week"},
        {"since": "year"},
        {"q": "jembatan"},
        {"q": "nomor 19.99"},
        {"q": "tidakadasamasekali"},
        {"q": f"{library.pk}"},
        {"q": "12345"},
        {"q": "57"},
        {"q": "di"},
        {"q": "di jalan"},
    ]
    for query in asked:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:photos_photo_changelist"), query)
        assert page.status_code == 200
        assert len(queries) <= 30, query
        for plan in plans(queries):
            assert "Seq Scan on photos_photo" not in plan, f"{query}\n{plan}"


def test_no_field_that_suggests_photos_reads_all_of_them(library, reporter):
    with CaptureQueriesContext(connection) as queries:
        found = choices.KINDS["foto"].search("jalan nomor 777", reporter)
    assert found
    for plan in plans(queries):
        assert "Seq Scan on photos_photo" not in plan, plan


def test_a_word_is_found_inside_others_and_in_any_case(library):
    make_photo(caption="Perahu Naga di SITU", creator="Sari Dewi")
    for words in ("perahu naga", "SITU dewi", "rahu"):
        assert [photo.caption for photo in Photo.objects.search(words)] == ["Perahu Naga di SITU"]
    assert Photo.objects.search("dewi di SITU").get().creator == "Sari Dewi"
    assert Photo.objects.search(f"{library.pk}").filter(pk=library.pk).exists()
    assert not Photo.objects.search("100%").exists()


@pytest.mark.parametrize("asked", ["2026-01-01", "x", "today&since=week"])
def test_a_day_that_somebody_typed_into_the_address_shows_a_list(
    desk_client, reporter, asked, recwarn
):
    make_photo(reporter)
    address = reverse("admin:photos_photo_changelist")
    assert desk_client(reporter).get(f"{address}?since={asked}").status_code == 200
    assert not [one for one in recwarn if "naive" in str(one.message)]


def test_the_days_of_the_library_begin_at_midnight_in_jakarta(desk_client, reporter):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    for moment, caption in ((today, "Hari ini"), (today - timedelta(seconds=1), "Kemarin")):
        photo = make_photo(reporter, caption=caption)
        Photo.objects.filter(pk=photo.pk).update(uploaded_at=moment)
    page = desk_client(reporter).get(reverse("admin:photos_photo_changelist"), {"since": "today"})
    assert "Hari ini" in page.content.decode()
    assert "Kemarin" not in page.content.decode()


def test_the_page_of_a_photo_says_when_it_came_in_wib(desk_client, reporter):
    photo = make_photo(reporter)
    page = desk_client(reporter).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    assert re.search(r"\d\d\.\d\d WIB", page.content.decode())


def test_what_was_taken_down_is_listed_when_asked_for(desk_client, editor):
    up, down = make_photo(caption="Tetap dipakai"), make_photo(caption="Sudah ditarik")
    Photo.objects.filter(pk=down.pk).update(
        taken_down_at=timezone.now(), taken_down_reason="Salah."
    )
    client, address = desk_client(editor), reverse("admin:photos_photo_changelist")
    assert "Sudah ditarik" not in client.get(address).content.decode()
    page = client.get(address, {"state": "down"}).content.decode()
    assert "Sudah ditarik" in page
    assert up.caption not in page
