"""The pages of the plan: who sees and does what, what they say, and what they cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from moderation.models import Draft
from moderation.steps import Status
from planning.models import Assignment, State
from tests.factories import make_category, make_draft, make_person, make_plan

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
DAILY = {"plan-week", "plan-budget"}
PAGES = ["plans", "plan-week", "plan-budget"]


def text_of(response: Any) -> str:
    assert response.status_code in {200, 409}, response
    return response.content.decode()


def typed(plan: Assignment | None = None, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends for the form of `plan` with some fields typed anew."""
    data: dict[str, Any] = {"what": "Rapat", "planned_for": timezone.localdate().isoformat()}
    if plan is not None:
        data = {
            "version": plan.version,
            "what": plan.what,
            "details": plan.details,
            "place": plan.place,
            "planned_for": plan.planned_for.isoformat(),
            "reporter": plan.reporter_id or "",
        }
    return data | fields


def client_for(name: str, request: Any, desk_client: Any) -> Client:
    return desk_client(request.getfixturevalue(name))


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reporter", 200),
        ("photographer", 200),
        ("coordinator", 200),
        ("editor", 200),
        ("chief", 200),
        ("sysadmin", 403),
    ],
)
def test_the_plan_is_for_the_whole_newsroom(request, desk_client, editor, where, name, status):
    make_plan(editor)
    client = client_for(name, request, desk_client)
    assert client.get(reverse(where), follow=True).status_code == status


@pytest.mark.parametrize("where", [*PAGES, "plan-add"])
def test_somebody_who_is_not_signed_in_is_led_to_the_login(where):
    response = Client().get(reverse(where))
    assert response.status_code == 302
    assert "masuk" in response.url or "login" in response.url


@pytest.mark.parametrize("name", ["reporter", "photographer"])
def test_a_writer_reads_a_plan_and_changes_nothing_of_it(request, desk_client, editor, name):
    plan = make_plan(editor, what="Rapat anggaran", details="Tanya Pak Eko")
    client = client_for(name, request, desk_client)
    page = text_of(client.get(plan.get_absolute_url()))
    assert "Tanya Pak Eko" in page
    assert 'name="what"' not in page
    assert client.get(reverse("plan-add")).status_code == 403
    assert client.post(plan.get_absolute_url(), typed(plan, what="Lain")).status_code == 403
    day = plan.planned_for.isoformat()
    for address, sent in (("plan-move", {"from": day, "to": day}), ("plan-close", {"how": "done"})):
        assert client.post(reverse(address, args=[plan.pk]), sent).status_code == 403
    plan.refresh_from_db()
    assert (plan.what, plan.version) == ("Rapat anggaran", 1)


@pytest.mark.parametrize("name", ["coordinator", "editor", "managing_editor"])
def test_who_hands_out_work_plans_changes_moves_and_closes(
    request, desk_client, reporter, photographer, name
):
    client = client_for(name, request, desk_client)
    sent = typed(what="Rapat  DPRD", reporter=reporter.pk, photographer=photographer.pk)
    sent |= {"planned_for": "2026-11-23", "due_time": "17.30", "category": str(make_category())}
    assert client.post(reverse("plan-add"), sent).status_code == 302
    plan = Assignment.objects.get()
    assert (plan.what, plan.photo_wanted, plan.reporter) == ("Rapat DPRD", True, reporter)
    assert timezone.localtime(plan.due_at).strftime("%Y-%m-%d %H.%M") == "2026-11-23 17.30"
    client.post(plan.get_absolute_url(), typed(plan, place="Balai kota"))
    client.post(reverse("plan-move", args=[plan.pk]), {"from": "2026-11-23", "to": "2026-11-24"})
    client.post(reverse("plan-close", args=[plan.pk]), {"how": "cancelled"})
    plan.refresh_from_db()
    assert (plan.place, plan.planned_for.day, plan.state) == ("Balai kota", 24, State.CANCELLED)


def test_a_form_that_breaks_a_rule_comes_back_with_everything_typed(desk_client, editor):
    sent = typed(what=" ", place="Balai kota", due_day="2026-11-23", category="tidak ada")
    page = text_of(desk_client(editor).post(reverse("plan-add"), sent))
    assert not Assignment.objects.exists()
    assert page.count('class="errorlist"') == 3
    assert "Balai kota" in page
    assert "tidak ada" in page


def test_what_two_people_change_at_once_is_shown_to_the_second(desk_client, editor, other_editor):
    plan = make_plan(editor, what="Semula")
    seen = typed(plan, place="Dari Eko")
    desk_client(other_editor).post(plan.get_absolute_url(), typed(plan, what="Dari Endah"))
    client = desk_client(editor)
    response = client.post(plan.get_absolute_url(), seen)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Dari Endah" in page
    assert "Dari Eko" in page
    assert Assignment.objects.get().what == "Dari Endah"
    again = seen | {"version": response.context["form"].data["version"]}
    assert client.post(plan.get_absolute_url(), again).status_code == 302
    assert Assignment.objects.get().place == "Dari Eko"


def test_a_writer_takes_a_plan_and_begins_it_with_one_click_each(desk_client, editor, reporter):
    plan = make_plan(editor, what="Banjir di hulu")
    client = desk_client(reporter)
    assert reverse("plan-take", args=[plan.pk]) in text_of(client.get(reverse("plans")))
    client.post(reverse("plan-take", args=[plan.pk]), {"next": reverse("plans")})
    page = text_of(client.get(reverse("plans")))
    assert reverse("plan-start", args=[plan.pk]) in page
    first = client.post(reverse("plan-start", args=[plan.pk]))
    second = client.post(reverse("plan-start", args=[plan.pk]))
    draft = Draft.objects.get()
    assert first.url == second.url == draft.get_absolute_url()
    assert "Banjir di hulu" in text_of(client.get(draft.get_absolute_url()))


def test_a_button_leads_back_to_a_page_of_this_site_only(desk_client, editor):
    plan = make_plan(editor)
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = desk_client(editor).post(
            reverse("plan-close", args=[plan.pk]), {"how": "done", "next": bad}
        )
        assert response.url == plan.get_absolute_url()


def test_a_story_that_somebody_may_not_read_is_not_linked_from_its_plan(
    desk_client, editor, reporter, other_reporter
):
    draft = make_draft(reporter, headline="RAHASIA besar")
    plan = make_plan(editor, what="Rapat", reporter=reporter, draft=draft)
    client = desk_client(other_reporter)
    day = plan.planned_for
    for address in (
        reverse("plans"),
        reverse("plan-week", args=[day]),
        reverse("plan-budget", args=[day]),
        plan.get_absolute_url(),
    ):
        page = text_of(client.get(address))
        assert "RAHASIA" not in page
        assert draft.get_absolute_url() not in page
    assert "RAHASIA" in text_of(desk_client(editor).get(reverse("plan-budget", args=[day])))


def test_the_week_runs_from_monday_to_sunday(desk_client, editor):
    response = desk_client(editor).get(reverse("plan-week", args=[date(2026, 11, 26)]))
    shown = [day.day for day in response.context["days"]]
    assert (shown[0], shown[-1]) == (date(2026, 11, 23), date(2026, 11, 29))
    assert shown[0].weekday() == 0


@pytest.mark.parametrize("typed_day", ["kemarin", "9999-12-31", "0001-01-01", "2026-02-31", "\x00"])
def test_odd_days_are_answered(desk_client, editor, typed_day):
    make_plan(editor)
    client = desk_client(editor)
    for page in ("plan-week", "plan-budget"):
        assert client.get(reverse(page), {"tanggal": typed_day}).status_code in {200, 302, 400}
    assert client.get("/meja/rencana/pekan/2026-02-31/").status_code == 404
    assert client.get(reverse("plans"), {"setelah": typed_day}).status_code in {200, 400}
    assert client.get(reverse("plans"), {"lihat": "semua"}).status_code == 404


def test_the_filters_show_mine_what_nobody_has_what_is_late_and_what_ended(
    desk_client, editor, reporter
):
    today = timezone.localdate()
    make_plan(editor, what="PunyaRina", reporter=reporter)
    make_plan(editor, what="TanpaOrang")
    make_plan(editor, what="Terlewat", reporter=editor, planned_for=today - timedelta(days=2))
    make_plan(editor, what="Selesai", reporter=reporter, closed=State.DONE)
    client = desk_client(reporter)
    everything = {"PunyaRina", "TanpaOrang", "Terlewat", "Selesai"}

    def shown(view: str) -> set[str]:
        page = text_of(client.get(reverse("plans"), {"lihat": view}))
        return {name for name in everything if f">{name}<" in page}

    assert shown("") == everything - {"Selesai"}
    assert shown("saya") == {"PunyaRina"}
    assert shown("kosong") == {"TanpaOrang"}
    assert shown("lewat") == {"Terlewat"}
    assert shown("selesai") == {"Selesai"}


def test_every_plan_stands_on_exactly_one_page_of_the_list(desk_client, editor):
    today = timezone.localdate()
    wanted = {make_plan(editor, planned_for=today + timedelta(days=i % 3)).pk for i in range(120)}
    client, address, seen = desk_client(editor), reverse("plans"), []
    while address:
        found = client.get(address).context["found"]
        seen += [plan.pk for day in found.days for plan in day.plans]
        address = found.after and f"{reverse('plans')}?setelah={found.after}"
    assert len(seen) == len(wanted)
    assert set(seen) == wanted


def test_the_budget_has_what_is_planned_written_submitted_and_scheduled_by_channel(
    desk_client, editor, reporter
):
    politics = make_category("Politik")
    below = make_category("Pemilu", politics)
    sport = make_category("Olahraga")
    now = timezone.now()
    day = timezone.localdate(now)
    make_plan(editor, what="Direncanakan", category=below, photo_wanted=True)
    make_plan(editor, what="Batal saja", category=below, closed=State.CANCELLED)
    make_draft(reporter, headline="Ditulis", category=sport)
    make_draft(reporter, headline="Lama", category=sport, now=now - timedelta(days=20))
    make_draft(reporter, headline="Diajukan", category=politics, status=Status.SUBMITTED)
    begun = make_draft(reporter, headline="Sudah mulai", category=None, category_id=None)
    make_plan(editor, what="Dari rencana", reporter=reporter, draft=begun)
    response = desk_client(editor).get(reverse("plan-budget", args=[day]))
    found = {
        section.channel and section.channel.name: [line.words for line in section.lines]
        for section in response.context["sections"]
    }
    assert found == {
        "Politik": ["Diajukan", "Direncanakan"],
        "Olahraga": ["Ditulis"],
        None: ["Sudah mulai"],
    }
    tomorrow = day + timedelta(days=1)
    make_draft(
        reporter, headline="Besok", status=Status.SCHEDULED, editor=editor,
        due_at=now + timedelta(days=1),
    )  # fmt: skip
    assert "Besok" in text_of(desk_client(editor).get(reverse("plan-budget", args=[tomorrow])))


@pytest.mark.parametrize("name", ["reporter", "editor"])
@pytest.mark.parametrize("where", [*PAGES, "admin:index"])
def test_a_page_costs_the_same_for_one_plan_and_for_thirty(
    request, desk_client, django_assert_max_num_queries, where, name
):
    client = client_for(name, request, desk_client)
    editor = request.getfixturevalue("editor")
    day = timezone.localdate()
    address = reverse(where, args=[day]) if where in DAILY else reverse(where)
    counts = []
    for number in (1, 29):
        for i in range(number):
            person = make_person(f"orang{number}x{i}", Role.REPORTER)
            draft = make_draft(person, category=make_category(f"Kanal {i}"))
            make_plan(editor, reporter=person, draft=draft, category=make_category(f"Kanal {i}"))
            make_plan(editor, reporter=request.getfixturevalue("reporter"), photographer=person)
            make_plan(editor, planned_for=day - timedelta(days=1))
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            text_of(client.get(address))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_first_page_shows_mine_and_to_who_plans_what_nobody_has(desk_client, editor, reporter):
    make_plan(editor, what="PunyaRina", reporter=reporter)
    make_plan(editor, what="TanpaOrang")
    mine = text_of(desk_client(reporter).get(reverse("admin:index")))
    assert "PunyaRina" in mine
    assert "TanpaOrang" not in mine
    assert "TanpaOrang" in text_of(desk_client(editor).get(reverse("admin:index")))


def test_the_form_of_a_story_shows_the_plan_it_came_from(desk_client, editor, reporter):
    plan = make_plan(editor, reporter=reporter, details="Hubungi Pak Eko sebelum magrib")
    client = desk_client(reporter)
    address = client.post(reverse("plan-start", args=[plan.pk])).url
    page = text_of(client.get(address))
    assert "Hubungi Pak Eko sebelum magrib" in page
    assert plan.get_absolute_url() in page
    assert "plan-heading" not in text_of(client.get(reverse("admin:moderation_draft_add")))
