"""The desk's pages of a draft: writing it, two people at once, reading, preview, history."""

import pytest
from django.urls import reverse

from articles.models import Article
from moderation.models import Draft
from moderation.steps import Status
from standards import checking
from tests.factories import make_author, make_category, make_draft, make_photo
from tests.moderation.desk import PAGES, address, asked_by, save_meanwhile, text_of, typed

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30

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


def test_the_form_names_the_copies_that_are_saved_and_no_others(desk_client, reporter, editor):
    draft = make_draft(reporter)
    client = desk_client(reporter)
    page = address("change", draft)
    refused = client.post(page, typed(draft, category="Tidak Ada", copy="1-a"))
    assert 'data-unsaved="1-a"' in text_of(refused)
    save_meanwhile(draft, desk_client(editor), headline="Judul redaktur")
    client.post(page, typed(draft, headline="Judul saya", copy="1-b"))
    assert 'data-saved-copies=""' in text_of(client.get(page))
    draft.refresh_from_db()
    client.post(page, typed(draft, headline="Judul bersama", copy="1-b 1-c"))
    shown = text_of(client.get(page))
    assert 'data-saved-copies="1-b 1-c"' in shown
    assert "data-unsaved" not in shown


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


# --- Reading, preview, history --------------------------------------------------------------------


def test_a_submitted_story_is_read_by_its_writer_who_can_take_it_back(desk_client, reporter):
    draft = make_draft(reporter, status=Status.SUBMITTED)
    response = desk_client(reporter).get(address("change", draft))
    page = text_of(response)
    assert 'id="draft-form"' not in page
    assert draft.body in page
    assert [one["step"].name for one in response.context["decisions"]] == ["recall"]
    assert 'id="langkah-recall"' in page


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
    desk_client, reporter, editor, which, status
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
    checking.current()  # made once in a process, not on every page
    number, page = asked_by(lambda: client.get(address(which, draft, "release")))
    assert page.status_code == 200
    assert number <= MOST_QUERIES
