"""The calendar of rule windows at the desk: who keeps it, and where a story's page speaks of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from moderation.models import Event, RuleWindow
from tests.factories import make_draft, make_window
from tests.moderation.desk import address, asked_by, text_of, typed

pytestmark = pytest.mark.django_db

LIST, ADD = "/meja/masa-aturan/", "/meja/masa-aturan/baru/"
HOUR = timedelta(hours=1)


def sent(**fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "name": "Masa tenang",
        "start_day": today.isoformat(),
        "start_time": "00:00",
        "end_day": (today + timedelta(days=2)).isoformat(),
        "end_time": "23:59",
        "tags": "Pilkada, Pemilu",
        "words": "Budi Santoso\n\n  Siti   Aminah \nbudi santoso",
        "needs_approval": "on",
        "needs_reason": "on",
    } | fields


def test_a_managing_editor_puts_a_window_into_the_calendar(client_of, managing_editor):
    response = client_of("managing_editor").post(ADD, sent())
    assert response.status_code == 302, response.context["form"].errors
    window = RuleWindow.objects.get()
    assert window.tags == ["Pilkada", "Pemilu"]
    assert window.words == ["budi santoso", "Siti Aminah"]
    assert timezone.localtime(window.ends_at).hour == 0
    assert Event.objects.get(table="moderation_rulewindow").by == managing_editor
    assert "Masa tenang" in text_of(client_of("managing_editor").get(LIST))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"end_day": "2020-01-01"},
        {"tags": "", "words": ""},
        {"needs_approval": "", "needs_reason": ""},
        {"words": "ab"},
        {"words": "a" * 81},
        {"start_time": "25.99"},
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(client_of, wrong):
    data = {name: value for name, value in sent(**wrong).items() if value or name in wrong}
    data = {name: value for name, value in data.items() if not name.startswith("needs") or value}
    response = client_of("chief").post(ADD, data)
    assert response.status_code == 400
    assert response.context["form"].errors.keys() & wrong.keys()
    assert not RuleWindow.objects.exists()


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [
        ("reporter", 200, 403),
        ("editor", 200, 403),
        ("managing_editor", 200, 302),
        ("chief", 200, 302),
        ("sysadmin", 403, 403),
    ],
)
def test_everybody_who_writes_reads_the_calendar_and_the_chiefs_keep_it(
    client_of, role, reads, keeps
):
    window, client = make_window(), client_of(role)
    page = f"{LIST}{window.pk}/"
    assert [client.get(one).status_code for one in (LIST, page)] == [reads, reads]
    assert client.post(ADD, sent()).status_code == keeps
    assert client.post(page, sent(version=1)).status_code == keeps
    assert client.post(f"{page}akhiri/").status_code == keeps
    window.refresh_from_db()
    assert (window.ends_at <= timezone.now()) is (keeps == 302)


def test_two_who_change_a_window_are_shown_both_and_the_second_decides(client_of):
    window, client = make_window(), client_of("chief")
    page = f"{LIST}{window.pk}/"
    client.post(page, sent(version=1, name="Masa tenang satu"))
    response = client.post(page, sent(version=1, name="Masa tenang dua"))
    assert response.status_code == 409
    assert "Masa tenang satu" in text_of(response)
    assert "Masa tenang dua" in text_of(response)
    client.post(page, sent(version=response.context["form"]["version"].value(), name="Tiga"))
    window.refresh_from_db()
    assert window.name == "Tiga"


def test_a_window_shows_which_stories_under_review_it_is_about(client_of, reporter, editor):
    tomorrow = timezone.now() + timedelta(days=1)
    draft = make_draft(
        reporter, status="scheduled", editor=editor, due_at=tomorrow, tags=["Pilkada"]
    )
    other = make_draft(reporter, status="submitted", tags=["Banjir"])
    page = text_of(client_of("chief").post(ADD, sent(), follow=True))
    assert draft.headline in page
    assert other.headline not in page


def test_a_window_that_is_over_is_read_and_not_changed(client_of):
    now = timezone.now()
    window = make_window(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
    client = client_of("chief")
    assert '<form method="post" class="entry-form"' not in text_of(
        client.get(f"{LIST}{window.pk}/")
    )
    assert client.post(f"{LIST}{window.pk}/", sent(version=1)).status_code == 403


def test_the_list_costs_the_same_for_one_window_and_for_thirty(client_of):
    now, client = timezone.now(), client_of("chief")
    counts = []
    for number in (1, 29):
        for _ in range(number):
            make_window()
            make_window(starts_at=now - 2 * HOUR, ends_at=now - HOUR)
        counts.append(asked_by(lambda: client.get(LIST))[0])
    assert counts[0] == counts[1]
    assert client.get(LIST).context["past"].older is not None


# --- Where a story's pages speak of it ------------------------------------------------------------


def test_the_writer_and_the_editor_are_told_which_window_and_why(client_of, reporter):
    make_window("Masa tenang", about="PKPU 13/2024.")
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    review = text_of(client_of("editor").get(address("review", draft)))
    checked = client_of("reporter").post("/meja/periksa/", typed(headline="Soal", tags="pilkada"))
    for page in (review, text_of(checked)):
        assert "Masa tenang" in page
        assert "PKPU 13/2024." in page
        assert "“pilkada”" in page.casefold()
    assert "Masa tenang" not in text_of(
        client_of("reporter").post("/meja/periksa/", typed(headline="Soal", tags="banjir"))
    )


def test_the_review_page_asks_for_the_reason_at_its_field(client_of, reporter, editor):
    make_window("Masa tenang", needs_approval=False)
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    client = client_of("editor")
    response = client.post(address("review", draft), {"step": "release", "version": draft.version})
    assert response.status_code == 409
    (decision,) = [one for one in response.context["decisions"] if one["step"].name == "release"]
    assert decision["form"].errors.keys() == {"note"}
    done = {"step": "release", "version": draft.version, "note": "Imbauan KPU."}
    assert client.post(address("review", draft), done).status_code == 302
    assert draft.transitions.first().note == "Imbauan KPU."


def test_an_editor_may_approve_where_a_window_asks_and_sees_who_did(
    client_of, reporter, editor, other_editor
):
    make_window("Masa tenang")
    draft = make_draft(reporter, status="submitted", tags=["Pilkada"])
    done = {"step": "approve", "version": draft.version}
    assert client_of("editor").post(address("review", draft), done).status_code == 302
    response = client_of("other_editor").get(address("review", draft))
    assert response.context["approvers"] == [editor]
    assert "release" in {one["step"].name for one in response.context["decisions"]}
