"""The move at the desk: upload, look, decide, start, watch, read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from categories.models import Category
from tests.wordpress.exports import category, item, written
from tests.wordpress.moves import make_move
from wordpress import moving, tasks
from wordpress.models import Move
from wordpress.taxonomy import Old

pytestmark = pytest.mark.django_db
State = Move.State


@pytest.fixture
def export(tmp_path):
    labels = [("category", "sport", "Sport")]
    path = written(tmp_path, category("Sport", "sport"), item(12, "Juara Lagi", labels=labels))
    return path.read_bytes()


def upload(client, content, name="ekspor.xml"):
    return client.post(reverse("moves"), {"files": [SimpleUploadedFile(name, content)]})


def the_plan(move, **changes):
    """Return what the form of the plan sends, with changes to its first row."""
    data = {"fallback": "Umum", "fetch": ""}
    for number, row in enumerate(move.plan):
        row = row | changes if number == 0 else row
        for name in ("action", "kind", "name", "parent", "target"):
            data[f"k{number}-{name}"] = row[name]
    return data


def test_from_upload_to_report(export, desk_client, chief, queue, reader_client):
    client = desk_client(chief)
    upload(client, export, "../../sport<b>.xml")
    move = Move.objects.get()
    assert move.files[0]["name"] == "sport<b>.xml"
    assert [job["task_name"] for job in queue.jobs.values()] == ["wordpress.rehearse_move"]

    tasks.rehearse_move(move_id=move.pk)
    page = client.get(move.get_absolute_url()).content.decode()
    assert "sport&lt;b&gt;.xml" in page
    assert "1 of 1 items accounted for" in page
    assert not Article.objects.exists()

    move.refresh_from_db()
    client.post(reverse("move-start", args=[move.pk]), the_plan(move, name="Raga"))
    move.refresh_from_db()
    assert (move.state, move.by) == (State.RUNNING, chief)

    tasks.run_move(move_id=move.pk)
    page = client.get(move.get_absolute_url()).content.decode()
    assert "post → " in page
    assert Article.objects.get().category.name == "Raga"
    assert "Juara Lagi" in reader_client.get("/berita/").content.decode()


def test_a_plan_that_makes_no_sense_comes_back_as_typed(desk_client, chief):
    move = make_move()
    client = desk_client(chief)
    data = the_plan(move, action="merge", target="", name="Tetap Tertulis")
    response = client.post(reverse("move-start", args=[move.pk]), data)
    assert response.status_code == 422
    assert "Tetap Tertulis" in response.content.decode()
    move.refresh_from_db()
    assert move.state == State.READY


@pytest.mark.parametrize("host", ["https://lama.example", "lama.example/wp", "localhost"])
def test_a_host_is_a_host(desk_client, chief, host):
    move = make_move()
    data = the_plan(move) | {"fetch": host}
    assert desk_client(chief).post(reverse("move-start", args=[move.pk]), data).status_code == 422


def test_a_plan_of_very_many_categories_is_taken(desk_client, chief, queue):
    """Old sites have made one for each event; a form has five fields for each."""
    move = make_move(*(Old(f"Topik {one} kota", f"topik-{one}") for one in range(400)))
    assert desk_client(chief).post(reverse("move-start", args=[move.pk]), the_plan(move))
    move.refresh_from_db()
    assert move.state == State.RUNNING


def test_a_move_under_way_is_not_started_again(desk_client, chief, queue):
    move = make_move()
    client = desk_client(chief)
    for _turn in range(2):
        client.post(reverse("move-start", args=[move.pk]), the_plan(move))
    assert len(queue.jobs) == 1


def test_stopping_stops_after_the_batch_in_hand(export, desk_client, chief):
    client = desk_client(chief)
    upload(client, export)
    move = Move.objects.get()
    tasks.rehearse_move(move_id=move.pk)
    move.refresh_from_db()
    client.post(reverse("move-start", args=[move.pk]), the_plan(move))
    client.post(reverse("move-stop", args=[move.pk]))
    tasks.run_move(move_id=move.pk)
    move.refresh_from_db()
    assert move.state == State.STOPPED
    assert not Article.objects.exists()


def test_a_file_that_is_no_export_is_said_to_be_none(desk_client, chief):
    client = desk_client(chief)
    upload(client, b"%PDF-1.7 bukan ekspor")
    move = Move.objects.get()
    tasks.rehearse_move(move_id=move.pk)
    page = client.get(move.get_absolute_url()).content.decode()
    assert "CANNOT BE READ ON" in page
    move.refresh_from_db()
    assert move.state == State.FAILED


@pytest.mark.parametrize("person", ["reporter", "editor", "managing_editor"])
def test_who_may_not_import_sees_and_starts_nothing(person, request, desk_client, queue):
    move = make_move(Old("Rahasia", "rahasia"))
    client = desk_client(request.getfixturevalue(person))
    for name in ("move-start", "move-stop", "move-rehearse"):
        assert client.post(reverse(name, args=[move.pk]), the_plan(move)).status_code == 403
    assert upload(client, b"<rss/>").status_code == 403
    response = client.get(move.get_absolute_url())
    assert response.status_code == 403
    assert "Rahasia" not in response.content.decode()
    assert not queue.jobs


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_needs_the_same_queries_for_any_number_of_categories(
    number, desk_client, chief, django_assert_max_num_queries
):
    move = make_move(*(Old(f"Topik {one} kota", f"topik-{one}") for one in range(number)))
    client = desk_client(chief)
    with django_assert_max_num_queries(20):
        client.get(move.get_absolute_url())
    assert not Category.objects.exists()


def test_uploaded_files_are_deleted_with_a_button_and_the_report_stays(
    export, desk_client, chief, queue
):
    client = desk_client(chief)
    upload(client, export)
    move = Move.objects.get()
    tasks.rehearse_move(move_id=move.pk)
    client.post(reverse("move-delete", args=[move.pk]))
    assert not moving.folder_of(move).exists()
    page = client.get(move.get_absolute_url()).content.decode()
    assert "1 of 1 items accounted for" in page
    assert reverse("move-start", args=[move.pk]) not in page
    assert client.post(reverse("move-start", args=[move.pk]), {}).status_code == 404


def test_files_are_not_deleted_under_the_worker(export, desk_client, chief, queue):
    client = desk_client(chief)
    upload(client, export)
    move = Move.objects.get()
    client.post(reverse("move-delete", args=[move.pk]))
    assert moving.folder_of(move).exists()
