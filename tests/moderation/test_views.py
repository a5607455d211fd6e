"""The desk's pages of a draft: who sees them, what they keep, what a forged request gets."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article, Author
from moderation import choices
from moderation.models import Draft
from moderation.steps import STEPS, Status
from tests.factories import make_author, make_category, make_draft, make_person, make_photo

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
PAGES = ["change", "preview", "history", "step"]
EVERYBODY = [
    "reporter",
    "other_reporter",
    "photographer",
    "editor",
    "other_editor",
    "managing_editor",
    "chief",
    "sysadmin",
]


@pytest.fixture
def client_of(request: pytest.FixtureRequest, desk_client: Any):
    """Return a function that signs in the person of a fixture's name; "anonymous" is nobody."""

    def sign_in(name: str) -> Client:
        return Client() if name == "anonymous" else desk_client(request.getfixturevalue(name))

    return sign_in


def address(which: str, draft: Draft, step: str = "submit") -> str:
    args = [draft.pk, step] if which == "step" else [draft.pk]
    return reverse(f"admin:moderation_draft_{which}", args=args)


def typed(draft: Draft | None = None, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends for `draft` with some fields typed anew."""
    data = {"version": 0, "kind": "news", "credits-TOTAL_FORMS": 0, "credits-INITIAL_FORMS": 0}
    if draft is not None:
        data |= {
            "version": draft.version,
            "headline": draft.headline,
            "standfirst": draft.standfirst,
            "body": draft.body,
            "category": str(draft.category or ""),
            "credits-TOTAL_FORMS": len(draft.credits),
        }
        for i, line in enumerate(draft.credits):
            data[f"credits-{i}-author"] = str(Author.objects.get(pk=line["author"]))
            data[f"credits-{i}-role"] = line["role"]
    return data | fields


def text_of(response: Any) -> str:
    return response.content.decode()


# --- Writing ------------------------------------------------------------------------------------


def test_a_journalist_writes_a_story_and_saves_it(desk_client, reporter):
    make_category("Pendidikan")
    author = make_author("Rina Wati", "rw", user=reporter)
    client = desk_client(reporter)
    first = client.get(reverse("admin:moderation_draft_add"))
    assert "Rina Wati (rw)" in text_of(first), "the writer is the first credit"
    data = typed(headline="Sekolah Baru", body="Satu.\n\nDua.", category="pendidikan", tags="SD")
    data |= {"credits-TOTAL_FORMS": 1, "credits-0-author": "rw", "credits-0-role": "reporter"}
    response = client.post(reverse("admin:moderation_draft_add"), data)
    draft = Draft.objects.get()
    assert response.url == address("change", draft)
    assert draft.owner == reporter
    assert (draft.headline, draft.version, draft.tags) == ("Sekolah Baru", 1, ["SD"])
    assert draft.credits == [{"author": author.pk, "role": "reporter"}]
    assert draft.revisions.get().body == draft.body


def test_a_half_filled_story_is_saved(desk_client, reporter):
    desk_client(reporter).post(reverse("admin:moderation_draft_add"), typed(kicker="Banjir"))
    assert Draft.objects.get().kicker == "Banjir"


def test_each_save_that_changes_something_is_a_version_and_no_other(desk_client, reporter):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    data = typed(draft)
    client.post(address("change", draft), data)
    assert draft.revisions.count() == 1
    client.post(address("change", draft), data | {"headline": "Judul Lain"})
    assert draft.revisions.count() == 2
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Judul Lain", 2)


def test_a_refused_form_keeps_every_word_that_was_typed(desk_client, reporter):
    data = typed(
        headline="Judul yang panjang",
        standfirst="Ringkasan saya",
        body="<p>Isi saya</p>",
        category="Tidak Ada",
        tags="satu, dua",
    )
    data |= {"credits-TOTAL_FORMS": 1, "credits-0-author": "Entah", "credits-0-role": "editor"}
    response = desk_client(reporter).post(reverse("admin:moderation_draft_add"), data)
    page = text_of(response)
    for words in (
        "Judul yang panjang",
        "Ringkasan saya",
        "Isi saya",
        "Tidak Ada",
        "satu, dua",
        "Entah",
    ):
        assert words in page
    assert not Draft.objects.exists()


def test_a_pasted_code_line_becomes_credits_and_the_writer_is_told(desk_client, reporter):
    for code in ("tm", "yl"):
        make_author(code.upper(), code)
    draft = make_draft(reporter, credits=[])
    data = typed(draft, body="<p>Netral.(tm/yl/yus)</p>")
    response = desk_client(reporter).post(address("change", draft), data, follow=True)
    draft.refresh_from_db()
    assert len(draft.credits) == 2
    assert "(yus)" in draft.body
    told = [str(message) for message in response.context["messages"]]
    assert any("TM (tm), YL (yl)" in message for message in told)
    assert any("“yus”" in message for message in told)


def test_what_was_cleaned_out_is_named_and_never_shown_as_markup(desk_client, reporter):
    draft = make_draft(reporter)
    data = typed(draft, body="<p>Teks</p><script>alert(1)</script>")
    page = text_of(desk_client(reporter).post(address("change", draft), data, follow=True))
    assert "&lt;script&gt;" in page
    assert "alert(1)" not in page


def test_the_writer_reads_the_editors_note_above_a_returned_story(desk_client, reporter, editor):
    draft = make_draft(reporter, status=Status.RETURNED, editor=editor)
    page = text_of(desk_client(reporter).get(address("change", draft)))
    assert "Sebutkan sumber angkanya." in page
    assert str(editor) in page


def test_the_editor_reads_what_the_writer_said_when_submitting(desk_client, reporter, editor):
    draft = make_draft(reporter)
    told = {"version": 1, "note": "Narasumber minta namanya disamarkan."}
    desk_client(reporter).post(address("step", draft, "submit"), told)
    page = text_of(desk_client(editor).get(address("change", draft)))
    assert told["note"] in page


# --- Two at once --------------------------------------------------------------------------------


def save_meanwhile(draft: Draft, client: Client, **fields: Any) -> None:
    client.post(address("change", draft), typed(draft, **fields))


def test_a_save_on_an_old_version_overwrites_nothing_and_loses_nothing(
    desk_client, reporter, editor
):
    draft = make_draft(reporter)
    save_meanwhile(draft, desk_client(editor), headline="Judul Redaktur")
    client = desk_client(reporter)
    response = client.post(address("change", draft), typed(draft, headline="Judul Wartawan"))
    page = text_of(response)
    assert response.status_code == 409
    assert "Judul Wartawan" in page
    assert "Judul Redaktur" in page
    assert str(editor) in page
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Judul Redaktur", 2)


def test_a_plain_save_again_is_refused_again_and_a_deliberate_one_goes_through(
    desk_client, reporter, editor
):
    draft = make_draft(reporter)
    save_meanwhile(draft, desk_client(editor), headline="Judul Redaktur")
    client = desk_client(reporter)
    mine = typed(draft, headline="Judul Wartawan", _save="1")
    assert client.post(address("change", draft), mine).status_code == 409
    assert client.post(address("change", draft), mine).status_code == 409
    response = client.post(address("change", draft), mine | {"_mine": "2"})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Judul Wartawan", 3)
    assert draft.revisions.get(number=2).headline == "Judul Redaktur"


def test_a_deliberate_save_over_a_version_that_is_old_by_then_is_refused(
    desk_client, reporter, editor
):
    draft = make_draft(reporter)
    save_meanwhile(draft, desk_client(editor), headline="Kedua")
    now = Draft.objects.get(pk=draft.pk)
    save_meanwhile(now, desk_client(editor), headline="Ketiga")
    mine = typed(draft, headline="Punyaku", _mine="2")
    assert desk_client(reporter).post(address("change", draft), mine).status_code == 409
    draft.refresh_from_db()
    assert draft.headline == "Ketiga"


def test_who_typed_nothing_is_shown_the_newest_version_and_no_conflict(
    desk_client, reporter, editor
):
    draft = make_draft(reporter)
    save_meanwhile(draft, desk_client(editor), headline="Judul Redaktur")
    response = desk_client(reporter).post(address("change", draft), typed(draft), follow=True)
    assert response.status_code == 200
    assert "Judul Redaktur" in text_of(response)
    assert draft.revisions.count() == 2


def test_words_typed_after_the_story_was_submitted_elsewhere_are_shown_to_be_copied(
    desk_client, reporter
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(reporter).post(
        address("change", draft), typed(draft, body="<p>Kalimat tambahan</p>")
    )
    assert response.status_code == 409
    assert "Kalimat tambahan" in text_of(response)
    assert draft.revisions.count() == 1


# --- Steps --------------------------------------------------------------------------------------


def test_pressing_a_step_saves_what_was_typed_and_leads_to_its_page(desk_client, reporter):
    draft = make_draft(reporter)
    data = typed(draft, headline="Diketik Terakhir", _step="submit")
    response = desk_client(reporter).post(address("change", draft), data)
    assert response.url == address("step", draft, "submit")
    draft.refresh_from_db()
    assert (draft.headline, draft.status) == ("Diketik Terakhir", Status.DRAFT)


def test_pressing_a_step_with_a_mistake_in_the_form_brings_the_form_back(desk_client, reporter):
    draft = make_draft(reporter)
    data = typed(draft, category="Tidak Ada", headline="Diketik", _step="submit")
    response = desk_client(reporter).post(address("change", draft), data)
    assert response.status_code == 200
    assert "Diketik" in text_of(response)


def test_the_page_of_a_step_changes_nothing_by_being_read(desk_client, reporter):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    for name in STEPS:
        assert client.get(address("step", draft, name)).status_code == 200
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    assert not draft.transitions.exists()


def test_a_story_that_lacks_something_says_what_before_it_is_submitted(desk_client, reporter):
    draft = make_draft(reporter, category=None)
    client = desk_client(reporter)
    page = client.get(address("step", draft, "submit"))
    assert len(page.context["problems"]) == 1
    response = client.post(address("step", draft, "submit"), {"version": 1, "note": "Tolong cek"})
    assert response.status_code == 409
    assert "Tolong cek" in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_story_goes_from_its_writer_over_a_return_to_its_readers(desk_client, reporter, editor):
    draft = make_draft(reporter)
    writer, desk = desk_client(reporter), desk_client(editor)

    def press(client: Client, name: str, **data: Any) -> Any:
        return client.post(address("step", draft, name), {"version": 1, **data})

    assert press(writer, "submit", note="Siap").status_code == 302
    assert press(desk, "return").status_code == 409, "a return needs its reason"
    assert press(desk, "return", note="Cek angka").status_code == 302
    assert press(writer, "submit").status_code == 302
    assert press(desk, "release").status_code == 302
    draft.refresh_from_db()
    assert draft.status == Status.RELEASED
    assert Article.objects.get().headline == draft.headline


def test_a_step_on_words_that_changed_meanwhile_is_refused_and_keeps_the_note(
    desk_client, reporter, editor, other_editor
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    save_meanwhile(draft, desk_client(other_editor), headline="Judul Baru")
    client = desk_client(editor)
    data = {"version": 1, "note": "Bagus sekali"}
    response = client.post(address("step", draft, "release"), data)
    assert response.status_code == 409
    assert "Bagus sekali" in text_of(response)
    assert "Judul Baru" in text_of(response), "the page shows what it is about now"
    assert str(other_editor) in text_of(response)
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert response.context["form"]["version"].value() == 2, "read again, it can be pressed again"


@pytest.mark.parametrize(("day", "minute"), [("2031-05-14", "19:25"), ("14/5/2031", "19.25")])
def test_a_minute_is_read_in_wib_in_the_forms_people_write(
    desk_client, reporter, editor, time_machine_at, day, minute
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    data = {"version": 1, "day": day, "minute": minute}
    response = desk_client(editor).post(address("step", draft, "schedule"), data)
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.scheduled_for.isoformat() == "2031-05-14T12:25:00+00:00"


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel("2031-05-14T01:00:00+00:00", tick=True):
        yield


@pytest.mark.parametrize(
    "bad", [{}, {"day": "besok", "minute": "19.25"}, {"day": "2020-01-01", "minute": "07:00"}]
)
def test_a_minute_that_is_none_or_past_is_refused(desk_client, reporter, editor, bad):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(editor).post(address("step", draft, "schedule"), {"version": 1, **bad})
    assert response.status_code == 409
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


def test_a_new_version_says_what_it_is_and_a_correction_what_was_wrong(
    desk_client, reporter, editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    writer, desk = desk_client(reporter), desk_client(editor)
    writer.post(address("step", draft, "reopen"), {"version": 1})
    writer.post(address("step", draft, "submit"), {"version": 1})
    url = address("step", draft, "release")
    assert desk.post(url, {"version": 1}).status_code == 409
    assert desk.post(url, {"version": 1, "change": "correction"}).status_code == 409
    told = {"change": "correction", "statement": "Angka yang benar 12."}
    assert desk.post(url, {"version": 1, **told}).status_code == 302
    assert Article.objects.get().corrections.get().text == "Angka yang benar 12."


def test_a_withdrawal_takes_a_ground_of_the_closed_list_and_a_statement(
    desk_client, reporter, editor, managing_editor
):
    draft = make_draft(reporter, status=Status.RELEASED, editor=editor)
    client, url = desk_client(managing_editor), address("step", draft, "withdraw")
    told = {"version": 1, "note": "Permintaan keluarga.", "statement": "Melindungi anak."}
    assert client.post(url, told | {"reason": "because"}).status_code == 409
    assert client.post(url, told | {"reason": "child", "statement": ""}).status_code == 409
    assert client.post(url, told | {"reason": "child"}).status_code == 302
    assert Article.objects.get().is_withdrawn


# --- Who may do what ------------------------------------------------------------------------------

# Who may take each step with a draft that `reporter` owns and submitted, by its status; nobody may
# take a step that has no line. A first version that no reader has seen cannot be discarded.
EDITORS = {"editor", "other_editor", "managing_editor", "chief"}
ALLOWED: dict[tuple[str, Status], set[str]] = {
    ("submit", Status.DRAFT): {"reporter"} | EDITORS,
    ("submit", Status.RETURNED): {"reporter"} | EDITORS,
    ("recall", Status.SUBMITTED): {"reporter"},
    ("return", Status.SUBMITTED): EDITORS,
    ("release", Status.SUBMITTED): EDITORS,
    ("release", Status.SCHEDULED): EDITORS,
    ("schedule", Status.SUBMITTED): EDITORS,
    ("schedule", Status.SCHEDULED): EDITORS,
    ("unschedule", Status.SCHEDULED): EDITORS,
    ("reopen", Status.RELEASED): {"reporter"} | EDITORS,
    ("spike", Status.DRAFT): EDITORS,
    ("spike", Status.SUBMITTED): EDITORS,
    ("spike", Status.RETURNED): EDITORS,
    ("unspike", Status.SPIKED): EDITORS,
    ("withdraw", Status.RELEASED): {"managing_editor", "chief"},
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", [*EVERYBODY, "anonymous"])
def test_a_forged_post_of_any_step_gets_exactly_what_the_table_allows(
    client_of, request, reporter, name, status
):
    """Every person sends every step, complete, straight to every draft."""
    decider = make_person("pemutus", Role.DESK_EDITOR)
    client = client_of(name)
    told = {
        "note": "Catatan.",
        "day": timezone.localdate() + timedelta(days=1),
        "minute": "07:00",
        "change": "fix",
        "reason": "child",
        "statement": "Kata.",
    }
    draft = make_draft(reporter, status=status, editor=decider)
    refusal = {"anonymous": 302, "other_reporter": 404, "photographer": 404, "sysadmin": 404}
    for step in STEPS:
        before = draft.transitions.count()
        response = client.post(address("step", draft, step), {"version": draft.version, **told})
        after = Draft.objects.get(pk=draft.pk)
        if name in ALLOWED.get((step, status), set()):
            assert response.status_code == 302, step
            assert (after.status, after.transitions.first().step) == (STEPS[step].target, step)
            draft = make_draft(reporter, status=status, editor=decider)
        else:
            assert response.status_code == refusal.get(name, 409), step
            assert (after.status, after.scheduled_for) == (draft.status, draft.scheduled_for)
            assert after.transitions.count() == before


@pytest.mark.parametrize("name", ["editor", "chief"])
def test_nobody_releases_their_own_story_by_a_forged_post(client_of, request, name, other_editor):
    person = request.getfixturevalue(name)
    draft = make_draft(person, status=Status.SUBMITTED)
    client = client_of(name)
    for step in ("release", "schedule"):
        told = {"version": 1, "day": timezone.localdate() + timedelta(days=1), "minute": "07:00"}
        assert client.post(address("step", draft, step), told).status_code == 409
    assert not Article.objects.exists()


READS = {
    "reporter": 200,
    "editor": 200,
    "managing_editor": 200,
    "chief": 200,
    "other_reporter": 404,
    "photographer": 404,
    "sysadmin": 404,
    "anonymous": 302,
}


@pytest.mark.parametrize("which", PAGES)
@pytest.mark.parametrize(("name", "status_code"), READS.items())
def test_somebody_elses_draft_does_not_exist(client_of, reporter, which, name, status_code):
    draft = make_draft(reporter, headline="Rahasia Redaksi")
    response = client_of(name).get(address(which, draft))
    assert response.status_code == status_code
    if status_code != 200:
        assert "Rahasia" not in text_of(response)


@pytest.mark.parametrize("name", ["other_reporter", "photographer", "sysadmin", "anonymous"])
def test_a_forged_save_of_somebody_elses_draft_changes_nothing(client_of, reporter, name):
    draft = make_draft(reporter)
    data = typed(draft, headline="Diretas")
    response = client_of(name).post(address("change", draft), data)
    assert response.status_code == READS[name]
    assert Draft.objects.get().headline == draft.headline


def test_a_forged_save_of_a_submitted_draft_by_its_writer_changes_nothing(desk_client, reporter):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    desk_client(reporter).post(address("change", draft), typed(draft, headline="Diubah diam-diam"))
    assert Draft.objects.get().headline == draft.headline


def test_a_forged_save_cannot_set_what_the_form_does_not_offer(desk_client, reporter, editor):
    draft = make_draft(reporter)
    data = typed(draft, headline="Baru", status="released", owner=editor.pk, article=1)
    desk_client(reporter).post(address("change", draft), data)
    after = Draft.objects.get()
    assert (after.status, after.owner, after.article) == (Status.DRAFT, reporter, None)


def test_the_sysadmin_writes_no_story(desk_client, sysadmin):
    assert desk_client(sysadmin).get(reverse("admin:moderation_draft_add")).status_code == 403


# --- Reading, preview, history --------------------------------------------------------------------


def test_a_submitted_story_is_read_by_its_writer_who_can_take_it_back(desk_client, reporter):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(reporter).get(address("change", draft))
    page = text_of(response)
    assert "form" not in response.context or not response.context["form"]
    assert draft.body in page
    assert [step.name for step in response.context["steps"]] == ["recall"]
    assert address("step", draft, "recall") in page


def test_a_preview_is_the_public_page_private_and_under_the_public_policy(desk_client, reporter):
    photo = make_photo()
    draft = make_draft(reporter, lead_photo=photo, tags=["Kota Metro"], kicker="Sorotan")
    response = desk_client(reporter).get(address("preview", draft))
    assert "articles/story.html" in [template.name for template in response.templates]
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    for words in (draft.headline, "Kota Metro", "Sorotan", "Tri Mulyani"):
        assert words in text_of(response)


@pytest.mark.parametrize(
    "words", [{"headline": "", "body": "", "category": None, "credits": []}, {}]
)
def test_the_preview_of_a_half_filled_story_is_no_error(desk_client, reporter, words):
    draft = make_draft(reporter, **words)
    assert desk_client(reporter).get(address("preview", draft)).status_code == 200


@pytest.mark.parametrize("status", [Status.RELEASED, Status.WITHDRAWN])
def test_a_preview_writes_nothing_to_the_public_story(desk_client, reporter, editor, status):
    draft = make_draft(reporter, status=status, editor=editor)
    before = Article.objects.values().get()
    assert desk_client(editor).get(address("preview", draft)).status_code == 200
    assert Article.objects.values().get() == before


def test_every_version_and_every_step_is_on_one_page(desk_client, reporter, editor):
    draft = make_draft(reporter, body="<p>Kalimat pertama.</p>")
    save_meanwhile(draft, desk_client(reporter), body="<p>Kalimat kedua.</p>")
    draft.refresh_from_db()
    client = desk_client(editor)
    client.post(address("step", draft, "submit"), {"version": 2, "note": "Diajukan untuk Rina"})
    page = text_of(client.get(address("history", draft)))
    for words in ("Kalimat pertama.", "Kalimat kedua.", "Diajukan untuk Rina", str(editor)):
        assert words in page


def test_a_long_history_is_paged(desk_client, reporter):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    for number in range(2, 24):
        save_meanwhile(draft, client, headline=f"Versi ke-{number}")
        draft.refresh_from_db()
    first = client.get(address("history", draft))
    assert len(first.context["versions"]) == 20
    second = client.get(address("history", draft), {"sebelum": first.context["older"]})
    assert [version.number for version in second.context["versions"]] == [3, 2, 1]
    assert client.get(address("history", draft), {"sebelum": "x'"}).status_code == 200


def test_a_history_costs_the_same_for_one_version_and_for_ten(
    desk_client, reporter, editor, django_assert_max_num_queries
):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    client = desk_client(editor)
    counts = []
    for number in (0, 9):
        for i in range(number):
            author = make_author(f"Nama {i}", f"nm{i}")
            words = {"credits-TOTAL_FORMS": 1, "credits-0-author": author.code}
            words["category"] = make_category(f"Kanal {i}").name
            save_meanwhile(draft, client, headline=f"Versi {i}", **words)
            draft.refresh_from_db()
        client.get(address("history", draft))  # which also shows the messages of the saves
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            assert len(client.get(address("history", draft)).context["versions"]) == number + 1
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_save_needs_no_more_queries_than_the_budget(
    desk_client, reporter, django_assert_max_num_queries
):
    make_author("Yuli", "yl")
    draft = make_draft(reporter, lead_photo=make_photo())
    data = typed(draft, headline="Baru", tags="a, b, c", body="<p>Isi baru. (tm/yl)</p>")
    data["lead_photo"] = f"#{draft.lead_photo_id}"
    client = desk_client(reporter)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.post(address("change", draft), data).status_code == 302


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("which", PAGES)
def test_no_page_of_a_draft_needs_more_queries_than_the_budget(
    desk_client, reporter, editor, django_assert_max_num_queries, which, status
):
    photo = make_photo()
    codes = [make_author(f"Nama {n}", f"nm{n}") for n in range(5)]
    draft = make_draft(
        reporter,
        status=status,
        editor=editor,
        lead_photo=photo,
        credits=[{"author": author.pk, "role": "reporter"} for author in codes],
        tags=["Satu", "Dua"],
        body=f'<p>Isi.</p><figure data-photo="{photo.pk}"></figure>',
    )
    client = desk_client(editor)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address(which, draft, "release")).status_code == 200


# --- Typeahead ----------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["kategori", "penulis", "tag", "foto"])
@pytest.mark.parametrize(
    ("name", "status_code"), [("reporter", 200), ("sysadmin", 403), ("anonymous", 302)]
)
def test_choices_are_for_those_who_may_look_them_up(client_of, what, name, status_code):
    url = reverse("desk-choices", args=[what])
    assert client_of(name).get(url).status_code == status_code


def test_there_is_nothing_else_to_choose(desk_client, reporter):
    url = reverse("desk-choices", args=["pengguna"])
    assert desk_client(reporter).get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("what", "queries"), [("penulis", 1), ("kategori", 1), ("foto", 2)])
def test_choices_are_limited_and_cost_the_same_for_any_number(
    django_assert_num_queries, what, queries, number
):
    make = {
        "penulis": lambda i: make_author(f"Sari {i}", f"s{i}a"),
        "kategori": lambda i: make_category(f"Sari {i}", kind="topic"),
        "foto": lambda i: make_photo(caption=f"Sari {i}"),
    }
    for i in range(number):
        make[what](i)
    with django_assert_num_queries(queries):
        found = choices.find(choices.KINDS[what], {"q": "sari"})
    assert len(found) == min(number, choices.LIMIT)


def test_a_photo_is_offered_with_its_picture_and_what_it_lacks(desk_client, reporter):
    photo = make_photo(caption="Pasar pagi", alt="")
    url = reverse("desk-choices", args=["foto"])
    client = desk_client(reporter)
    for query in ({"q": "pasar"}, {"id": str(photo.pk)}):
        (found,) = client.get(url, query).json()["results"]
        assert found["id"] == photo.pk
        assert found["text"] == f"#{photo.pk} Pasar pagi"
        assert found["thumb"].startswith("/media/")
        assert len(found["missing"]) == 1
    assert client.get(url, {"id": "0' or"}).json() == {"results": []}


def test_odd_queries_are_answered(desk_client, reporter):
    client = desk_client(reporter)
    for what in ("kategori", "penulis", "tag", "foto"):
        for query in ("\0", "%", "a" * 5000, "‹ › '\"", "9" * 40):
            assert client.get(reverse("desk-choices", args=[what]), {"q": query}).status_code == 200


def test_retired_categories_and_people_who_left_are_not_offered(desk_client, reporter):
    make_category("Covid", is_retired=True)
    make_author("Covi Lama", "cl", is_active=False)
    client = desk_client(reporter)
    for what in ("kategori", "penulis"):
        assert (
            client.get(reverse("desk-choices", args=[what]), {"q": "cov"}).json()["results"] == []
        )
