"""The overview: what is in progress, scheduled, overdue, forgotten, and in whose hands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from moderation import overview
from moderation.models import Draft, SavedFilter
from moderation.overview import Wanted
from tests.factories import make_category, make_desk, make_draft, make_person
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/meja/ikhtisar/"
PAGES = ["", "terjadwal/", "pekan/", "lewat-tenggat/", "mengendap/", "orang/"]
LIST = "/meja/moderation/draft/"


def headlines(drafts: Any) -> list[str]:
    return [draft.headline for draft in drafts]


def column(user: Any, status: str, wanted: Wanted | None = None) -> list[str]:
    columns = overview.board(user, wanted or Wanted())
    return next(headlines(one.drafts) for one in columns if one.status == status)


def change(draft: Draft, **columns: Any) -> Draft:
    Draft.objects.filter(pk=draft.pk).update(**columns)
    return draft


def test_the_board_has_a_column_for_everything_that_is_not_out(reporter, editor):
    for status in ("draft", "submitted", "returned", "scheduled", "released", "spiked"):
        make_draft(reporter, headline=status, status=status, editor=editor)
    for status in ("draft", "submitted", "returned", "scheduled"):
        assert column(editor, status) == [status]
    assert len(overview.board(editor, Wanted())) == 4


def test_the_filters_narrow_by_channel_desk_person_kind_and_due(
    reporter, other_reporter, editor, managing_editor
):
    politics, sport = make_category("Politik"), make_category("Olahraga")
    below = make_category("Pemilu", politics)
    desk = make_desk("Meja Politik", [politics], [editor])
    make_draft(reporter, headline="Politik", category=politics)
    make_draft(reporter, headline="Di bawah", category=below, kind="opinion")
    make_draft(other_reporter, headline="Bola", category=sport)
    change(make_draft(reporter, headline="Lewat", category=sport), due_at=timezone.now())
    everything = {"Politik", "Di bawah", "Bola", "Lewat"}
    cases = [
        (Wanted(), everything),
        (Wanted(channel="politik"), {"Politik", "Di bawah"}),
        (Wanted(desk=desk.pk), {"Politik", "Di bawah"}),
        (Wanted(person=other_reporter.pk), {"Bola"}),
        (Wanted(kind="opinion"), {"Di bawah"}),
        (Wanted(due="lewat"), {"Lewat"}),
    ]
    for wanted, found in cases:
        assert set(column(managing_editor, "draft", wanted)) == found, wanted


def test_a_journalist_sees_their_own_work_only_and_nobody_a_strangers_restricted_story(
    client_of, reporter, other_reporter, editor, other_editor
):
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor])
    now = timezone.now()
    make_draft(other_reporter, headline="Punya Rudi")
    for i, status in enumerate(("draft", "scheduled")):
        secret = make_draft(
            reporter, headline=f"Rahasia {i}", category=category, status=status, editor=editor
        )
        change(
            secret,
            is_restricted=True,
            due_at=now - timedelta(hours=1),
            changed_at=now - timedelta(days=9),
        )
    week = f"pekan/{timezone.localdate(now + timedelta(hours=2))}/"
    for name in (*PAGES, week):
        other = client_of("other_editor").get(ADDRESS + name, follow=True)
        assert "Rahasia" not in text_of(other), name
        page = client_of("reporter").get(ADDRESS + name, follow=True)
        if name == "orang/":
            assert page.status_code == 403
            continue
        assert "Rahasia" in text_of(page) or name == "pekan/", name
        assert "Punya Rudi" not in text_of(page), name
    loads = {load.person: load.cells for load in overview.people(other_editor)}
    assert reporter not in loads


def test_the_week_runs_from_monday_to_sunday_in_wib(client_of, reporter, editor):
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    at = timezone.make_aware(timezone.datetime(monday.year, monday.month, monday.day, 0, 5))
    for headline, moment in [
        ("Malam sebelumnya", at - timedelta(minutes=10)),
        ("Senin dini hari", at),
        ("Minggu malam", at + timedelta(days=6, hours=23)),
        ("Senin depan", at + timedelta(days=7)),
    ]:
        make_draft(reporter, headline=headline, status="scheduled", editor=editor, due_at=moment)
    days = overview.week(editor, Wanted(), monday)
    assert [headlines(day.drafts) for day in days] == [
        ["Senin dini hari"], [], [], [], [], [], ["Minggu malam"],
    ]  # fmt: skip
    client = client_of("editor")
    assert client.get(f"{ADDRESS}pekan/{monday + timedelta(days=3)}/").url.startswith(
        f"{ADDRESS}pekan/{monday}/"
    )
    page = text_of(client.get(f"{ADDRESS}pekan/{monday}/"))
    assert "00.05 WIB" in page
    assert isinstance(days[0].day, date)


def test_overdue_is_what_should_have_been_out(reporter, editor):
    now = timezone.now()
    for headline, status, hours in [
        ("Terlambat", "draft", -2),
        ("Paling terlambat", "submitted", -5),
        ("Sudah tayang", "released", -2),
        ("Masih lama", "draft", 2),
    ]:
        draft = make_draft(reporter, headline=headline, status=status, editor=editor)
        change(draft, due_at=now + timedelta(hours=hours))
    found = overview.overdue(editor, Wanted())
    assert headlines(found) == ["Paling terlambat", "Terlambat"]


def test_what_nobody_touched_for_a_week_is_found(reporter, editor):
    now = timezone.now()
    change(make_draft(reporter, headline="Lama"), changed_at=now - timedelta(days=8))
    change(make_draft(reporter, headline="Terlama"), changed_at=now - timedelta(days=30))
    make_draft(reporter, headline="Baru")
    old = make_draft(reporter, headline="Tayang", status="released", editor=editor)
    change(old, changed_at=now - timedelta(days=30))
    assert headlines(overview.stale(editor, Wanted())) == ["Terlama", "Lama"]


def test_everybodys_work_is_counted_by_status(reporter, other_reporter, editor):
    for _ in range(2):
        make_draft(reporter)
    change(make_draft(reporter, status="submitted"), due_at=timezone.now() - timedelta(hours=1))
    make_draft(other_reporter, status="released", editor=editor)
    (load,) = overview.people(editor)
    assert (load.person, load.overdue) == (reporter, 1)
    assert {status.value: number for status, number in load.cells} == {
        "returned": 0, "draft": 2, "submitted": 1, "scheduled": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", ["meja=x&orang=-1&jenis=apa&tenggat=kapan", f"orang={'9' * 40}", "kanal=tidak/ada"]
)
def test_odd_filters_are_answered(client_of, name, query):
    response = client_of("editor").get(f"{ADDRESS}{name}?{query}", follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_overview_says_so_in_words(client_of, name):
    page = text_of(client_of("editor").get(ADDRESS + name, follow=True))
    assert "queue-empty" in page or 'class="none"' in page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_overview_costs_the_same_for_one_story_and_for_thirty(
    client_of, django_assert_max_num_queries, name, reporter, editor
):
    client = client_of("editor")
    make_desk("Meja Politik", [make_category("Politik")], [editor])
    counts = []
    for number in (1, 29):
        for i in range(number):
            person = make_person(f"w{number}{i}", Role.REPORTER)
            category = make_category(f"Topik {i}", make_category("Politik"))
            status = ("draft", "scheduled", "submitted")[i % 3] if number > 1 else "draft"
            draft = make_draft(person, category=category, status=status, editor=editor)
            change(draft, due_at=timezone.now(), changed_at=timezone.now() - timedelta(days=9))
        with django_assert_max_num_queries(30) as captured:
            client.get(ADDRESS + name, follow=True)
        counts.append(len(captured))
    # With stories waiting the number in the menu asks for their desks too.
    assert counts[1] - counts[0] <= 1


# --- Saved filters ------------------------------------------------------------------------------


def save(client: Any, **fields: Any) -> Any:
    return client.post("/meja/saringan/", fields, follow=True)


def test_a_filter_is_saved_by_name_and_found_above_the_list(client_of, reporter, other_editor):
    client = client_of("editor")
    query = "status__exact=submitted&kanal=politik&p=2&e=1"
    response = save(client, name=" Politik  diajukan ", query=query)
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query) == (
        "Politik diajukan",
        "kanal=politik&status__exact=submitted",
    )
    assert "Politik diajukan" in text_of(response)
    assert "Politik diajukan" not in text_of(client_of("other_editor").get(LIST))


def test_a_shared_filter_is_everybodys_and_its_owner_deletes_it(
    client_of, editor, other_editor, chief
):
    save(client_of("editor"), name="Antrean pagi", query="status__exact=submitted", is_shared="on")
    saved = SavedFilter.objects.get()
    page = client_of("other_editor").get(LIST, {"status__exact": "submitted"})
    assert "Antrean pagi" in text_of(page)
    delete = f"/meja/saringan/{saved.pk}/hapus/"
    assert client_of("other_editor").post(delete).status_code == 404
    assert client_of("editor").get(delete).status_code == 405
    client_of("editor").post(delete)
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_or_without_a_filter_is_refused_in_words(client_of, editor):
    client = client_of("editor")
    for fields in (
        {"name": "", "query": "status__exact=draft"},
        {"name": "Semua", "query": "p=3"},
        {"name": "Panjang", "query": f"q={'a' * 600}"},
        {"name": "x" * 61, "query": "status__exact=draft"},
    ):
        response = save(client, **fields)
        assert list(response.context["messages"]), fields
    save(client, name="Draf", query="status__exact=draft")
    save(client, name="Draf", query="status__exact=returned")
    assert [saved.query for saved in SavedFilter.objects.all()] == ["status__exact=draft"]


def test_a_saved_filter_leads_to_the_list_and_nowhere_else(client_of, editor):
    response = client_of("editor").post(
        "/meja/saringan/", {"name": "x", "query": "//evil.example/"}
    )
    assert response.url.startswith(LIST)


def test_mine_means_whoever_looks(client_of, reporter, editor, other_editor):
    make_draft(editor, headline="Punya Eko")
    make_draft(other_editor, headline="Punya Endah")
    for role, own in [("editor", "Punya Eko"), ("other_editor", "Punya Endah")]:
        found = client_of(role).get(LIST, {"penulis": "saya"}).context["cl"].result_list
        assert headlines(found) == [own]


def test_the_list_is_narrowed_by_what_is_due(client_of, reporter, editor):
    now = timezone.now()
    change(make_draft(reporter, headline="Lewat"), due_at=now - timedelta(hours=1))
    change(make_draft(reporter, headline="Pekan ini"), due_at=now + timedelta(days=5))
    make_draft(reporter, headline="Tanpa tenggat")
    client = client_of("editor")
    for span, found in [("lewat", ["Lewat"]), ("pekan", ["Pekan ini", "Lewat"]), ("x", [])]:
        rows = client.get(LIST, {"tenggat": span}).context["cl"].result_list
        assert headlines(rows) == found
