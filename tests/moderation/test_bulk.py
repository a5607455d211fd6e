"""One thing done with many stories: what is said before, what is done, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from moderation import bulk, claims, workflow
from moderation.history import save_draft
from moderation.models import Draft, Event, Notice
from moderation.record import broken_links
from moderation.steps import Status
from tests.factories import make_category, make_desk, make_draft, make_person
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

LIST = "/meja/moderation/draft/"


def address(name: str) -> str:
    return reverse("admin:desk_bulk", args=[name])


def sent(*drafts: Draft, **fields: Any) -> dict[str, Any]:
    """Return what the summary sends for these stories as they are now."""
    return {"naskah": [f"{draft.pk}:{draft.version}" for draft in drafts], **fields}


def do(client: Any, name: str, *drafts: Draft, **fields: Any) -> Any:
    return client.post(address(name), sent(*drafts, _do="1", **fields), follow=True)


def status_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return draft.status


def undo(client: Any, response: Any) -> Any:
    token = response.context["token"]
    return client.post(reverse("admin:desk_bulk_undo", args=[token]), follow=True)


def test_marked_rows_lead_to_a_summary_that_changes_nothing(client_of, reporter, editor):
    drafts = [make_draft(reporter, status="submitted") for _ in range(3)]
    client = client_of("editor")
    data = {"action": "release", "_selected_action": [draft.pk for draft in drafts]}
    response = client.post(LIST, data, follow=True)
    page = text_of(response)
    assert all(str(draft) in page for draft in drafts)
    assert {status_of(draft) for draft in drafts} == {"submitted"}


def test_the_summary_says_which_stories_stay_as_they_are_and_why(
    client_of, reporter, editor, other_editor
):
    politics = make_category("Politik")
    make_desk("Meja Politik", [politics], [other_editor])
    elsewhere = make_category("Olahraga")
    fine = make_draft(reporter, status="submitted", category=elsewhere)
    own = make_draft(editor, status="submitted", category=elsewhere)
    others = make_draft(reporter, status="submitted", category=politics)
    unfinished = make_draft(reporter, category=elsewhere)
    numbers = ",".join(str(d.pk) for d in (fine, own, others, unfinished))
    context = client_of("editor").get(f"{address('release')}?naskah={numbers}").context
    assert [one.draft for one in context["will"]] == [fine]
    refusals = {one.draft.pk: one.refusal for one in context["refused"]}
    assert set(refusals) == {own.pk, others.pk, unfinished.pk}
    assert "Meja Politik" in refusals[others.pk]


def test_each_story_is_released_by_itself_and_a_refusal_holds_back_no_other(
    client_of, reporter, editor
):
    first, second, third = (make_draft(reporter, status="submitted") for _ in range(3))
    client = client_of("editor")
    data = sent(first, second, third, _do="1")
    workflow.take("return", second, by=editor, version=1, details=workflow.Details(note="Tunggu."))
    response = client.post(address("release"), data, follow=True)
    assert [status_of(d) for d in (first, second, third)] == ["released", "returned", "released"]
    assert [one.pk for one in response.context["done"]] == [first.pk, third.pk]
    (refused,) = response.context["refused"]
    assert refused.pk == second.pk
    assert refused.refusal
    assert not response.context["can_undo"]


def test_a_story_that_somebody_saved_since_the_summary_is_refused(client_of, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    data = sent(draft, _do="1")
    draft.headline = "Judul lain"
    save_draft(draft, by=editor)
    response = client_of("other_editor").post(address("release"), data, follow=True)
    assert len(response.context["refused"]) == 1
    assert status_of(draft) == "submitted"


def test_releases_can_be_staggered_and_taken_back(client_of, reporter, editor):
    drafts = [make_draft(reporter, status="submitted") for _ in range(3)]
    client = client_of("editor")
    day = timezone.localdate() + timedelta(days=1)
    when = {"day": day.isoformat(), "minute": "06:00", "gap": "15"}
    summary = client.post(address("schedule"), sent(*drafts, _check="1", **when))
    assert [one.will[-10:] for one in summary.context["will"]] == [
        " 06.00 WIB", " 06.15 WIB", " 06.30 WIB",
    ]  # fmt: skip
    response = do(client, "schedule", *drafts, **when)
    assert {status_of(draft) for draft in drafts} == {"scheduled"}
    minutes = [timezone.localtime(draft.scheduled_for).strftime("%H:%M") for draft in drafts]
    assert minutes == ["06:00", "06:15", "06:30"]
    undo(client, response)
    assert {status_of(draft) for draft in drafts} == {"submitted"}


def test_the_last_summary_still_says_what_stays_as_it_is_and_does_only_the_rest(
    client_of, reporter, editor
):
    ready, unfinished = make_draft(reporter, status="submitted"), make_draft(reporter)
    client = client_of("editor")
    numbers = f"{ready.pk},{unfinished.pk}"
    first = text_of(client.get(f"{address('return')}?naskah={numbers}"))
    assert f'value="{unfinished.pk}:{unfinished.version}"' in first
    summary = client.post(
        address("return"), sent(ready, unfinished, _check="1", note="Lengkapi sumbernya.")
    )
    assert [one.draft for one in summary.context["refused"]] == [unfinished]
    assert f'value="{unfinished.pk}:{unfinished.version}"' not in text_of(summary)
    assert f'value="{ready.pk}:{ready.version}"' in text_of(summary)


def test_a_minute_in_the_past_is_refused_with_everything_typed(client_of, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    day = timezone.localdate() - timedelta(days=1)
    when = {"day": day.isoformat(), "minute": "06:00", "gap": "15"}
    response = client_of("editor").post(address("schedule"), sent(draft, _do="1", **when))
    assert response.status_code == 409
    assert "minute" in response.context["form"].errors
    assert "06:00" in text_of(response)
    assert status_of(draft) == "submitted"


def test_one_note_goes_with_every_return(client_of, reporter, other_reporter, editor):
    drafts = [make_draft(person, status="submitted") for person in (reporter, other_reporter)]
    client = client_of("editor")
    without = client.post(address("return"), sent(*drafts, _do="1", note="  "))
    assert without.status_code == 409
    do(client, "return", *drafts, note="Tulis sumbernya.")
    assert {status_of(draft) for draft in drafts} == {"returned"}
    notes = {draft.transitions.first().note for draft in drafts}
    assert notes == {"Tulis sumbernya."}


def test_spiked_stories_come_back(client_of, reporter, editor):
    drafts = [make_draft(reporter), make_draft(reporter)]
    client = client_of("editor")
    response = do(client, "spike", *drafts)
    assert {status_of(draft) for draft in drafts} == {"spiked"}
    result = undo(client, response)
    assert {status_of(draft) for draft in drafts} == {"draft"}
    again = client.post(reverse("admin:desk_bulk_undo", args=[response.context["token"]]))
    assert again.status_code == 404
    assert not result.context["can_undo"]


def test_a_category_is_changed_as_a_new_version_and_comes_back(client_of, reporter, editor):
    sport = make_category("Olahraga")
    drafts = [make_draft(reporter), make_draft(reporter)]
    same = make_draft(reporter, category=sport)
    client = client_of("editor")
    summary = client.post(address("kategori"), sent(*drafts, same, category="Olahraga", _check="1"))
    assert [one.draft for one in summary.context["refused"]] == [same]
    response = do(client, "kategori", *drafts, category="Olahraga")
    for draft in drafts:
        draft.refresh_from_db()
        assert (draft.category, draft.version) == (sport, 2)
    undo(client, response)
    for draft in drafts:
        draft.refresh_from_db()
        assert (draft.category.name, draft.version) == ("Politik", 3)
    assert broken_links() == []


def test_a_way_back_does_not_go_over_what_somebody_saved_since(client_of, reporter, editor):
    make_category("Olahraga")
    draft = make_draft(reporter)
    client = client_of("editor")
    response = do(client, "kategori", draft, category="Olahraga")
    draft.refresh_from_db()
    draft.headline = "Ditulis sesudahnya"
    save_draft(draft, by=reporter)
    result = undo(client, response)
    assert len(result.context["refused"]) == 1
    draft.refresh_from_db()
    assert (draft.headline, draft.category.name) == ("Ditulis sesudahnya", "Olahraga")


def test_the_suggestions_of_a_summary_have_their_look(client_of, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    page = client_of("editor").get(f"{address('kategori')}?naskah={draft.pk}").content.decode()
    assert "data-typeahead" in page
    assert "css/desk-typeahead.css" in page


def test_tags_are_added_and_removed_without_touching_the_others(client_of, reporter, editor):
    draft = make_draft(reporter, tags=["Pemilu", "KPU"])
    do(client_of("editor"), "tag", draft, add="Banjir, kpu", remove="pemilu")
    draft.refresh_from_db()
    assert draft.tags == ["KPU", "Banjir"]


def test_stories_are_handed_over_and_the_new_writer_hears_of_it(
    client_of, reporter, other_reporter, editor
):
    drafts = [make_draft(reporter), make_draft(reporter, status="spiked", editor=editor)]
    client = client_of("editor")
    response = do(client, "serah-terima", *drafts, owner=other_reporter.pk)
    for draft in drafts:
        draft.refresh_from_db()
        assert draft.owner == other_reporter
    events = Event.objects.filter(table="moderation_draft", by=editor)
    assert events.filter(before__owner_id=reporter.pk).count() == 2
    assert Notice.objects.filter(person=other_reporter, kind=Notice.Kind.ASSIGNED).count() == 1
    undo(client, response)
    assert Draft.objects.filter(owner=reporter).count() == 2


def test_a_journalist_hands_over_their_own_stories_and_no_others(
    client_of, reporter, other_reporter, editor
):
    own, others = make_draft(reporter), make_draft(other_reporter)
    client = client_of("reporter")
    do(client, "serah-terima", own, others, owner=editor.pk)
    assert Draft.objects.get(pk=own.pk).owner == editor
    assert Draft.objects.get(pk=others.pk).owner == other_reporter


def test_nobody_hands_their_own_story_away_to_release_it(client_of, reporter, editor, other_editor):
    draft = make_draft(editor, headline="Tulisan sendiri")
    workflow.take("submit", draft, by=other_editor, version=1)
    response = do(client_of("editor"), "serah-terima", draft, owner=reporter.pk)
    assert len(response.context["refused"]) == 1
    assert Draft.objects.get(pk=draft.pk).owner == editor


@pytest.mark.parametrize(
    ("name", "role", "status_code"),
    [
        ("release", "reporter", 403),
        ("spike", "reporter", 403),
        ("kategori", "sysadmin", 403),
        ("submit", "anonymous", 302),
        ("kill", "chief", 404),
        ("release", "editor", 200),
    ],
)
def test_only_what_a_role_may_do_is_offered(client_of, reporter, name, role, status_code):
    draft = make_draft(reporter, status="submitted")
    response = client_of(role).get(f"{address(name)}?naskah={draft.pk}")
    assert response.status_code == status_code


def test_a_story_one_may_not_read_is_left_out_without_a_word(
    client_of, reporter, other_reporter, editor, other_editor
):
    category = make_category("Politik")
    make_desk("Meja Politik", [category], [editor])
    secret = make_draft(reporter, headline="Rahasia besar", category=category)
    Draft.objects.filter(pk=secret.pk).update(is_restricted=True)
    seen = make_draft(reporter, category=make_category("Olahraga"))
    for role in ("other_editor", "other_reporter"):
        response = client_of(role).get(f"{address('submit')}?naskah={secret.pk},{seen.pk}")
        assert "Rahasia" not in text_of(response)
    do(client_of("other_editor"), "spike", secret, seen)
    assert status_of(secret) == "draft"
    assert status_of(seen) == "spiked"


GROUND = {"reason": "decency", "statement": "Foto korban tampak.", "note": "Diminta pembaca."}


def test_stories_are_withdrawn_by_two_people_after_a_summary_of_each(
    client_of, reporter, editor, managing_editor
):
    live = [make_draft(reporter, status="released", editor=editor) for _ in range(2)]
    unseen = make_draft(reporter, status="submitted")
    asking = client_of("editor")
    summary = asking.post(address("ask_withdrawal"), sent(*live, unseen, **GROUND))
    assert [one.draft for one in summary.context["will"]] == live
    assert "Foto korban tampak." in text_of(summary)
    do(asking, "ask_withdrawal", *live, unseen, **GROUND)
    assert [status_of(draft) for draft in live] == ["released", "released"]
    alone = do(client_of("editor"), "withdraw", *live, note="Saya sendiri.")
    assert alone.status_code == 403
    deciding = client_of("managing_editor")
    response = do(deciding, "withdraw", *live, unseen, note="Benar.")
    assert [status_of(draft) for draft in live] == ["withdrawn", "withdrawn"]
    assert [one.pk for one in response.context["refused"]] == [unseen.pk]
    assert not response.context["can_undo"]
    live[0].article.refresh_from_db()
    assert live[0].article.withdrawal_statement == "Foto korban tampak."


def test_a_request_is_taken_back_by_whoever_may_decide_on_it(
    client_of, reporter, editor, managing_editor
):
    live = make_draft(reporter, status="released", editor=editor)
    assert not do(client_of("editor"), "ask_withdrawal", live, **GROUND).context["can_undo"]
    other = make_draft(reporter, status="released", editor=editor)
    client = client_of("managing_editor")
    undone = undo(client, do(client, "ask_withdrawal", other, **GROUND))
    assert undone.context["refused"] == []
    other.refresh_from_db()
    live.refresh_from_db()
    assert other.withdrawal_asked is None
    assert live.withdrawal_asked is not None


def test_a_request_without_a_ground_is_asked_for_one(client_of, reporter, editor):
    live = make_draft(reporter, status="released", editor=editor)
    response = do(client_of("editor"), "ask_withdrawal", live, **GROUND | {"reason": "lain"})
    assert response.status_code == 409
    live.refresh_from_db()
    assert live.withdrawal_asked is None


def test_there_is_a_most_at_once(client_of, reporter, editor, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    drafts = [make_draft(reporter) for _ in range(3)]
    client = client_of("editor")
    data = {"action": "spike", "_selected_action": [draft.pk for draft in drafts]}
    response = client.post(LIST, data, follow=True)
    assert [to for to, _status in response.redirect_chain] == [LIST]  # with a message
    do(client, "spike", *drafts)
    assert Draft.objects.filter(status=Status.SPIKED).count() == 2


@pytest.mark.parametrize("query", ["", "naskah=", "naskah=x,1e9,-3", f"naskah={'9' * 30}"])
def test_odd_addresses_lead_back_to_the_list(client_of, query):
    response = client_of("editor").get(f"{address('spike')}?{query}")
    assert response.status_code == 302
    assert response.url == LIST


def test_a_claim_of_a_colleague_forbids_nothing(client_of, reporter, editor, other_editor):
    draft = make_draft(reporter, status="submitted")
    claims.claim(draft, by=other_editor)
    do(client_of("editor"), "return", draft, note="Lengkapi.")
    assert status_of(draft) == "returned"


@pytest.mark.parametrize("name", ["return", "kategori", "serah-terima", "spike", "unschedule"])
def test_a_summary_costs_the_same_for_one_story_and_for_thirty(
    client_of, django_assert_max_num_queries, reporter, editor, name
):
    client = client_of("editor")
    make_desk("Meja Politik", [make_category("Politik")], [editor])
    counts = []
    drafts: list[Draft] = []
    for number in (1, 29):
        for i in range(number):
            person = make_person(f"w{number}{i}", Role.REPORTER)
            category = make_category(f"Topik {i}", make_category("Politik"))
            drafts.append(make_draft(person, status="submitted", category=category))
        numbers = ",".join(str(draft.pk) for draft in drafts)
        with django_assert_max_num_queries(30) as captured:
            client.get(f"{address(name)}?naskah={numbers}")
        counts.append(len(captured))
    assert counts[0] == counts[1]
