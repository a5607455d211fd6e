"""While somebody writes: the checklist that follows, advice, submitting at once, and the timing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.advice import advice
from moderation.checklist import points
from moderation.models import Draft, Transition
from tests.factories import make_article, make_author, make_category, make_draft, make_photo
from tests.moderation.desk import address, text_of, typed

pytestmark = pytest.mark.django_db


def checklist(draft: Draft | None = None) -> str:
    return reverse("desk-checklist", args=[draft.pk] if draft else [])


def whole(reporter, **words) -> dict[str, object]:
    """Return what a browser sends of a new story that lacks nothing."""
    make_category("Ekonomi")
    make_author("Tri Mulyani", "tm")
    fields = {"headline": "Pasar Baru tutup", "body": "<p>Isi.</p>", "category": "Ekonomi"}
    credit = {
        "credits-TOTAL_FORMS": 1,
        "credits-0-author": "tm",
        "credits-0-role": "reporter",
    }
    return typed(**fields | credit | words)


# --- The checklist ------------------------------------------------------------------------------


def test_the_checklist_follows_what_is_typed_and_saves_nothing(desk_client, reporter):
    client = desk_client(reporter)
    empty = text_of(client.post(checklist(), typed()))
    assert empty.count('class="open"') == 4  # headline, body, category, credits
    full = text_of(client.post(checklist(), whole(reporter)))
    assert 'class="open"' not in full
    assert not Draft.objects.exists()


def test_the_checklist_says_of_a_field_that_cannot_be_saved_why(desk_client, reporter):
    make_category("Pemilu", make_category("Politik"))
    make_category("Pemilu", make_category("Kota"))
    sent = whole(reporter, category="Pemilu", **{"credits-0-author": "tak ada"})
    answer = text_of(desk_client(reporter).post(checklist(), sent))
    assert "Politik › Pemilu" in answer
    assert "tak ada" in answer
    assert 'href="#id_category"' in answer
    assert 'href="#id_credits-0-author"' in answer


@pytest.mark.parametrize(
    ("name", "status_code"), [("reporter", 200), ("other_reporter", 404), ("sysadmin", 404)]
)
def test_the_checklist_of_a_draft_is_for_those_who_may_write_it(
    request, desk_client, reporter, name, status_code
):
    draft = make_draft(reporter, headline="Rahasia dapur")
    answer = desk_client(request.getfixturevalue(name)).post(checklist(draft), typed(draft))
    assert answer.status_code == status_code
    assert desk_client(reporter).get(checklist(draft)).status_code == 405


def test_a_writer_whose_story_is_under_review_is_told_no(desk_client, reporter):
    draft = make_draft(reporter, status="submitted")
    assert desk_client(reporter).post(checklist(draft), typed(draft)).status_code == 204


@pytest.mark.parametrize("number", [1, 20])
def test_the_checklist_costs_the_same_for_any_number_of_photos(
    desk_client, reporter, django_assert_max_num_queries, number
):
    figures = "".join(f'<figure data-photo="{make_photo().pk}"></figure>' for _ in range(number))
    sent = whole(reporter, body=f"<p>Isi.</p>{figures}")
    client = desk_client(reporter)
    with django_assert_max_num_queries(20):
        client.post(checklist(), sent)


def test_a_right_of_reply_has_to_say_what_it_answers(reporter):
    draft = Draft(owner=reporter, kind="reply")
    assert "answers" in {point.field for point in points(draft) if not point.done}
    draft.answers = make_article()
    assert "answers" not in {point.field for point in points(draft) if not point.done}
    assert "answers" not in {point.field for point in points(Draft(owner=reporter))}


@pytest.mark.parametrize("number", [1, 30])
def test_the_form_costs_the_same_however_much_there_is_to_choose(
    desk_client, reporter, django_assert_max_num_queries, number
):
    for i in range(number):
        make_category(f"Kanal {i}", kind="topic")
        make_author(f"Nama {i}", f"n{i}")
    stories = [make_article(headline=f"Berita {i}").pk for i in range(min(number, 8))]
    draft = make_draft(reporter, related_ids=stories, read_also_ids=stories[:2])
    client = desk_client(reporter)
    client.get(address("change", draft))
    with django_assert_max_num_queries(30):
        client.get(address("change", draft))


# --- Advice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"headline": "x" * 91}, "91"),
        ({"headline": "PASAR BARU TUTUP LEBIH AWAL"}, ""),
        ({"body": "<h3>Kecil</h3>\n<p>a</p>\n<h2>Besar</h2>"}, "Kecil"),
        ({"body": '<p>Baca <a href="https://a.example">di <em>sini</em></a>.</p>'}, "di sini"),
        ({"body": '<p><a href="https://a.example">https://a.example/b</a></p>'}, "a.example/b"),
        ({"body": "<table><tbody><tr><td>1</td></tr></tbody></table>"}, ""),
    ],
)  # fmt: skip
def test_advice_names_what_readers_would_stumble_over(words, said):
    (sentence,) = advice(Draft(**words))
    assert said in sentence


def test_there_is_no_advice_for_a_good_text():
    body = (
        '<h2>Besar</h2>\n<h3>Kecil</h3>\n<p><a href="https://a.example">jadwal lengkap</a></p>\n'
        '<table><thead><tr><th scope="col">a</th></tr></thead></table>'
    )
    assert advice(Draft(headline="KPU Kota Tirta buka pendaftaran PPS", body=body)) == []


def test_advice_holds_nothing_up(desk_client, reporter):
    sent = whole(reporter, body='<p><a href="https://a.example">di sini</a></p>')
    client = desk_client(reporter)
    assert "di sini" in text_of(client.post(checklist(), sent))
    client.post(reverse("admin:moderation_draft_add"), sent | {"_submit": "1"})
    assert Draft.objects.get().status == "submitted"


# --- Submitting at once -------------------------------------------------------------------------


def test_a_whole_story_is_saved_and_submitted_by_one_button_with_its_note(desk_client, reporter):
    sent = whole(reporter, _submit="1", submit_note="Tolong cek angka.")
    answer = desk_client(reporter).post(reverse("admin:moderation_draft_add"), sent, follow=True)
    draft = Draft.objects.get()
    assert draft.status == "submitted"
    assert draft.headline == "Pasar Baru tutup"
    assert Transition.objects.get(draft=draft).note == "Tolong cek angka."
    assert answer.status_code == 200


def test_a_story_that_lacks_something_is_saved_not_submitted_and_says_what(desk_client, reporter):
    sent = whole(reporter, _submit="1", category="")
    answer = desk_client(reporter).post(reverse("admin:moderation_draft_add"), sent, follow=True)
    draft = Draft.objects.get()
    assert draft.status == "draft"
    assert draft.headline == "Pasar Baru tutup"
    (_saved, refusal) = answer.context["messages"]
    assert refusal.level_tag == "warning"


@pytest.mark.parametrize("button", ["_submit", "_save"])
def test_a_note_that_did_not_go_along_is_shown_until_it_does(desk_client, reporter, button):
    client = desk_client(reporter)
    sent = whole(reporter, category="", submit_note="Tolong cek angka.", **{button: "1"})
    page = text_of(client.post(reverse("admin:moderation_draft_add"), sent, follow=True))
    draft = Draft.objects.get()
    assert draft.status == "draft"
    assert "Tolong cek angka.</textarea>" in page
    assert "Tolong cek angka." not in text_of(client.get(address("change", draft)))

    sent = whole(reporter, version=str(draft.version), submit_note="Cek!", _submit="1")
    page = text_of(client.post(address("change", draft), sent, follow=True))
    assert Transition.objects.get(draft=draft).note == "Cek!"
    assert "Cek!</textarea>" not in text_of(client.get(address("change", draft)))


def test_a_button_of_somebody_who_may_not_submit_submits_nothing(desk_client, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    desk_client(editor).post(address("change", draft), typed(draft) | {"_submit": "1"})
    draft.refresh_from_db()
    assert draft.status == "submitted"
    assert Transition.objects.filter(draft=draft, step="submit", by=editor).count() == 0


# --- Due time, embargo, restriction -------------------------------------------------------------


def minute(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_the_timing_is_saved_beside_the_words_and_is_no_version(desk_client, reporter):
    draft = make_draft(reporter)
    later = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    sent = typed(draft) | {
        "timing": "True",
        "due_at": minute(later),
        "embargo_until": minute(later),
        "embargo_source": "KPU",
        "is_restricted": "on",
        "_save": "1",
    }
    answer = desk_client(reporter).post(address("change", draft), sent, follow=True)
    draft.refresh_from_db()
    assert (draft.due_at, draft.embargo_until) == (later, later)
    assert (draft.embargo_source, draft.is_restricted, draft.version) == ("KPU", True, 1)
    (said,) = answer.context["messages"]  # not that nothing was changed
    assert said.level_tag == "success"


def test_a_page_without_the_timing_changes_nothing_of_it(desk_client, reporter):
    due = timezone.now() + timedelta(hours=2, seconds=13)
    draft = make_draft(reporter)
    Draft.objects.update(due_at=due)
    client = desk_client(reporter)
    client.post(address("change", draft), typed(draft, headline="Baru"))
    draft.refresh_from_db()
    assert draft.due_at == due
    shown = {"due_at": minute(due), "initial-due_at": minute(due)}
    sent = typed(draft, headline="Lagi") | {"timing": "True"} | shown
    client.post(address("change", draft), sent)
    draft.refresh_from_db()
    assert draft.due_at == due  # nobody touched the minute, so its seconds stay


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"embargo_until": "2099-01-01T10:00"}, "embargo_source"),
        ({"embargo_until": "2020-01-01T10:00", "embargo_source": "KPU"}, "embargo_until"),
        ({"embargo_source": "KPU"}, "embargo_until"),
        ({"due_at": "besok"}, "due_at"),
    ],
)
def test_a_timing_that_cannot_be_is_refused_with_the_words_saved_and_everything_still_typed(
    desk_client, reporter, fields, wrong
):
    draft = make_draft(reporter)
    sent = typed(draft, headline="Judul baru") | {"timing": "True", "_submit": "1"} | fields
    answer = desk_client(reporter).post(address("change", draft), sent)
    draft.refresh_from_db()
    assert list(answer.context["timing"].errors) == [wrong]
    assert all(f'value="{value}"' in text_of(answer) for value in fields.values())
    assert (draft.headline, draft.embargo_until, draft.status) == ("Judul baru", None, "draft")


def test_a_running_embargo_is_not_shortened_in_the_form(desk_client, reporter):
    until = timezone.now() + timedelta(days=2)
    draft = make_draft(reporter, embargo_until=until, embargo_source="KPU")
    sent = typed(draft) | {"timing": "True", "embargo_until": "", "embargo_source": ""}
    desk_client(reporter).post(address("change", draft), sent)
    draft.refresh_from_db()
    assert draft.embargo_until == until
