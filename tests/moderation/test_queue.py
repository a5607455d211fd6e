"""The queue: who is asked for what, in which order, and what the number beside it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.roles import Role
from moderation import claims, queue, workflow
from moderation.history import save_draft
from moderation.models import Comment, Draft
from moderation.queue import Reason
from moderation.templatetags.queue import lasting
from tests.factories import make_category, make_desk, make_draft, make_person, make_window
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/meja/antrean/"


def names(lines: list[queue.Line]) -> list[str]:
    return [line.draft.headline for line in lines]


def take(step: str, draft: Draft, by: Any, **details: Any) -> None:
    draft.refresh_from_db()
    details = workflow.Details(**details)
    workflow.take(step, draft, by=by, version=draft.version, details=details)


def test_the_oldest_submission_stands_first_however_late_it_was_changed(reporter, editor):
    now = timezone.now()
    old = make_draft(reporter, headline="Lama", status="submitted", now=now - timedelta(hours=2))
    make_draft(reporter, headline="Baru", status="submitted", now=now - timedelta(hours=1))
    Draft.objects.filter(pk=old.pk).update(changed_at=now)  # an editor wrote in it
    make_draft(reporter, headline="Belum diajukan")
    assert names(queue.of_editor(editor).submitted) == ["Lama", "Baru"]


def test_an_editor_is_asked_for_their_channels_and_for_those_of_nobody(
    reporter, editor, other_editor, managing_editor
):
    politics, sport = make_category("Politik"), make_category("Olahraga")
    make_desk("Meja Politik", [politics], [editor])
    below = make_category("Pemilu", politics)
    make_draft(reporter, headline="Di bawah Politik", status="submitted", category=below)
    make_draft(reporter, headline="Tanpa meja", status="submitted", category=sport)
    everything = ["Di bawah Politik", "Tanpa meja"]
    assert names(queue.of_editor(editor).submitted) == everything
    assert names(queue.of_editor(other_editor).submitted) == ["Tanpa meja"]
    assert names(queue.of_editor(managing_editor).submitted) == everything


def test_what_an_editor_wrote_or_submitted_waits_for_others(reporter, editor, other_editor):
    make_draft(editor, headline="Tulisan redaktur", status="submitted")
    filed = make_draft(reporter, headline="Diajukan redaktur")
    take("submit", filed, editor)
    found = queue.of_editor(editor)
    assert found.submitted == []
    assert names(found.others) == ["Tulisan redaktur", "Diajukan redaktur"]
    assert len(queue.of_editor(other_editor).submitted) == 2


def test_who_approved_a_version_is_not_asked_again_until_it_changes(
    reporter, editor, other_editor, client_of
):
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor, other_editor], approvals=2)
    draft = make_draft(reporter, headline="Dua kali", status="submitted", category=category)
    take("approve", draft, editor)
    assert names(queue.of_editor(editor).others) == ["Dua kali"]
    (line,) = queue.describe(queue.of_editor(other_editor).submitted)
    assert (line.approvals, line.approvals_needed) == (1, 2)
    draft.headline = "Dua kali, diubah"
    save_draft(draft, by=other_editor)
    assert names(queue.of_editor(editor).submitted) == ["Dua kali, diubah"]


def test_a_rule_window_asks_for_two_as_a_desk_does(reporter, editor, other_editor):
    draft = make_draft(reporter, headline="Pilkada", status="submitted", tags=["Pilkada"])
    make_draft(reporter, headline="Pasar", status="submitted")
    make_window(needs_approval=True)
    make_window("Bulan depan", needs_approval=True, tags=[], words=["Pasar"], **next_month())
    make_window("Alasan", needs_approval=False, needs_reason=True, tags=[], words=["Pasar"])
    take("approve", draft, editor)
    lines = queue.describe(queue.of_editor(other_editor).submitted)
    told = {line.draft.headline: (line.approvals, line.approvals_needed) for line in lines}
    assert told == {"Pilkada": (1, 2), "Pasar": (0, 1)}


def next_month() -> dict[str, Any]:
    now = timezone.now()
    return {"starts_at": now + timedelta(days=30), "ends_at": now + timedelta(days=33)}


def test_a_restricted_story_of_another_desk_is_not_in_the_queue(
    reporter, editor, other_editor, client_of
):
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor])
    draft = make_draft(reporter, headline="Rahasia", status="submitted", category=category)
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    take("emergency", make_restricted_live(reporter, editor, category), editor, note="Mendesak")
    assert "Rahasia" in text_of(client_of("editor").get(ADDRESS))
    page = text_of(client_of("other_editor").get(ADDRESS))
    assert "Rahasia" not in page
    assert "Tertutup" not in page


def make_restricted_live(reporter: Any, editor: Any, category: Any) -> Draft:
    draft = make_draft(reporter, headline="Tertutup", status="submitted", category=category)
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    return draft


def test_an_emergency_release_waits_for_a_second_editor(reporter, editor, other_editor):
    draft = make_draft(reporter, headline="Gempa", status="submitted")
    take("emergency", draft, editor, note="Gempa, tidak ada orang lain.")
    assert [(line.reason, line.by_id) for line in queue.of_editor(other_editor).urgent] == [
        (Reason.EMERGENCY, editor.pk)
    ]
    mine = queue.of_editor(editor)
    assert mine.number == 0
    assert names(mine.others) == ["Gempa"]


def test_a_withdrawal_waits_for_who_may_withdraw_and_did_not_ask_for_it(
    reporter, editor, other_editor, managing_editor
):
    draft = make_draft(reporter, headline="Salah orang", status="released", editor=other_editor)
    take("ask_withdrawal", draft, editor, note="Keluarga.", reason="child", statement="Maaf.")
    assert [line.reason for line in queue.of_editor(managing_editor).urgent] == [Reason.WITHDRAWAL]
    assert queue.of_editor(other_editor).urgent == []  # an editor cannot decide on it
    assert names(queue.of_editor(editor).others) == ["Salah orang"]


def test_a_killed_story_stands_first_with_its_deadline(
    reporter, editor, other_editor, managing_editor, chief
):
    emergency = make_draft(reporter, headline="Gempa", status="submitted")
    take("emergency", emergency, editor, note="Mendesak.")
    draft = make_draft(reporter, headline="Nama korban", status="released", editor=other_editor)
    take("kill", draft, chief)
    lines = queue.of_editor(managing_editor).urgent
    assert [line.reason for line in lines] == [Reason.KILL, Reason.EMERGENCY]
    draft.refresh_from_db()
    assert lines[0].deadline == draft.explain_by
    assert names(queue.of_editor(chief).others) == ["Nama korban"]


def test_a_missed_schedule_is_in_the_queue_and_raises_the_alarm(
    reporter, editor, other_editor, client_of
):
    at = timezone.now() - timedelta(hours=3)
    due_at = timezone.now() - timedelta(minutes=10)
    make_draft(
        reporter, headline="Terlewat", status="scheduled", editor=editor, now=at, due_at=due_at
    )
    lines = queue.of_editor(other_editor).urgent
    assert [line.reason for line in lines] == [Reason.OVERDUE]
    assert queue.number_for(other_editor) == (1, 1, False)
    assert queue.number_for(reporter) == (0, 1, False)


def test_a_writer_is_asked_for_what_came_back_and_for_comments(reporter, editor, client_of):
    make_draft(reporter, headline="Kembali", status="returned", editor=editor)
    asked = make_draft(reporter, headline="Ditanya")
    make_draft(reporter, headline="Tenang")
    revision = asked.revisions.get()
    comment = Comment.objects.create(
        draft=asked, revision=revision, text="Sumbernya?", by=editor, at=timezone.now()
    )
    assert {draft.headline for draft in queue.returned(reporter)} == {"Kembali", "Ditanya"}
    page = text_of(client_of("reporter").get(ADDRESS))
    assert "Sebutkan sumber angkanya." in page
    Comment.objects.create(
        draft=asked, revision=revision, parent=comment, text="BPS.", by=reporter, at=timezone.now()
    )
    assert [draft.headline for draft in queue.returned(reporter)] == ["Kembali"]


def test_what_is_due_within_a_day_stands_on_its_writers_list(reporter):
    now = timezone.now()
    for headline, hours in [("Lewat", -1), ("Dekat", 5), ("Jauh", 50)]:
        draft = make_draft(reporter, headline=headline)
        Draft.objects.filter(pk=draft.pk).update(due_at=now + timedelta(hours=hours))
    assert [draft.headline for draft in queue.due_soon(reporter)] == ["Lewat", "Dekat"]


@pytest.mark.parametrize("role", ["sysadmin", "coordinator"])
def test_who_works_on_no_story_has_no_queue_and_no_number(request, client_of, role):
    client = client_of(role)
    assert client.get(ADDRESS).status_code == 403
    page = text_of(client.get("/meja/"))
    assert ADDRESS not in page


def test_the_number_stands_on_every_page_and_in_its_title(reporter, editor, client_of):
    for number in range(3):
        make_draft(reporter, headline=f"Antre {number}", status="submitted")
    client = client_of("editor")
    for address in (ADDRESS, "/meja/", "/meja/moderation/draft/", "/meja/akun/"):
        page = text_of(client.get(address))
        assert "<title>(3) " in page, address
    assert client.get(reverse("pulse")).json()["waiting"] == "3"


def test_a_colleagues_claim_shows_in_the_lines_the_script_asks_for(
    reporter, editor, other_editor, client_of
):
    draft = make_draft(reporter, headline="Diambil", status="submitted")
    client = client_of("editor")
    lines = f"{ADDRESS}?bagian=isi"
    assert str(other_editor) not in text_of(client.get(lines))
    claims.claim(draft, by=other_editor)
    page = text_of(client.get(lines))
    assert str(other_editor) in page
    assert "<html" not in page
    claims.end(draft, by=other_editor)
    claims.claim(draft, by=other_editor, now=timezone.now() - timedelta(days=1))
    assert str(other_editor) not in text_of(client.get(lines))


def fill(number: int, reporter: Any, editor: Any) -> None:
    """Let `number` stories of every kind wait."""
    for i in range(number):
        person = make_person(f"p{number}{i}", Role.REPORTER)
        category = make_category(f"Topik {number} {i}", make_category("Politik"))
        make_draft(person, status="submitted", category=category)
        take("emergency", make_draft(person, status="submitted"), editor, note="Mendesak.")
        make_draft(reporter, status="returned", editor=editor)
        make_draft(reporter, status="submitted")


@pytest.mark.parametrize("name", ["reporter", "editor", "other_editor", "managing_editor"])
def test_the_queue_costs_the_same_for_few_stories_and_for_many(
    request, client_of, django_assert_max_num_queries, name, reporter, editor, other_editor
):
    make_desk("Meja Politik", [make_category("Politik")], [editor, other_editor], approvals=2)
    client = client_of(name)
    counts = []
    for number in (1, 9):
        fill(number, reporter, editor)
        with django_assert_max_num_queries(30) as captured:
            client.get(ADDRESS)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_number_that_is_no_count_of_all_says_so(
    reporter, other_reporter, editor, client_of, monkeypatch
):
    monkeypatch.setattr(queue, "MOST", 2)
    drafts = [make_draft(reporter, status="submitted") for _ in range(2)]
    client = client_of("editor")
    assert client.get(reverse("pulse")).json()["waiting"] == "2"
    make_draft(other_reporter, status="submitted")
    assert client.get(reverse("pulse")).json()["waiting"] == "2+"
    page = client.get(reverse("admin:desk_queue")).content.decode()
    assert "<title>(2+) " in " ".join(page.split()).replace("<title> ", "<title>")
    assert 'data-queue-number="2+"' in page
    for draft in [*drafts, make_draft(reporter, status="submitted")]:
        draft.status = "returned"
        draft.save()
    assert client_of("reporter").get(reverse("pulse")).json()["waiting"] == "2+"


def test_the_number_costs_every_page_three_queries(reporter, editor, django_assert_max_num_queries):
    make_desk("Meja Politik", [make_category("Politik")], [editor])
    fill(3, reporter, editor)
    editor.get_all_permissions()
    reporter.get_all_permissions()
    with django_assert_max_num_queries(3):
        queue.number_for(editor)
    with django_assert_max_num_queries(2):
        queue.number_for(reporter)


def test_what_began_a_moment_ago_has_not_lasted_no_minutes():
    now = timezone.now()
    assert lasting(now - timedelta(seconds=5), now) == gettext("less than a minute")
    assert lasting(now - timedelta(minutes=2, seconds=5), now).startswith("2")
