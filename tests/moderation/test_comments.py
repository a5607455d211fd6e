"""Remarks about a passage: written, answered, resolved, found again, and who is spoken to."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from moderation import comments
from moderation.comments import Where
from moderation.history import save_draft
from moderation.models import Comment, Desk, DeskChannel, PreviewLink
from moderation.steps import Status
from tests.factories import make_category, make_draft, make_person
from tests.moderation.desk import address, text_of

pytestmark = pytest.mark.django_db

BODY = (
    "<p>Wali kota membuka jembatan pada Rabu pagi.</p>"
    "<p>Biaya pembangunan mencapai Rp13,9 miliar.</p>"
    "<p>Warga menyambut pembukaan jembatan itu.</p>"
)


@pytest.fixture
def draft(reporter):
    return make_draft(reporter, status=Status.SUBMITTED, body=BODY)


def threads(draft):
    return comments.threads(draft, comments.text_of(draft))


def send(client, draft, **data):
    return client.post(address("comments", draft), {"version": draft.version, **data})


# --- The rules ----------------------------------------------------------------------------------


def test_a_remark_stays_at_its_passage_when_the_text_around_it_changes(draft, editor):
    comments.add(draft, by=editor, text="Cek.", quote="Rp13,9 miliar", context="mencapai")
    draft.body = "<p>Paragraf baru.</p>" + draft.body.replace("Biaya pembangunan", "Biayanya")
    save_draft(draft, by=editor)
    (thread,) = threads(draft)
    assert thread.where == Where.HERE
    assert comments.text_of(draft).pieces[thread.piece] == "Biayanya mencapai Rp13,9 miliar."


def test_a_remark_whose_passage_has_changed_says_so_and_keeps_its_words(desk_client, draft, editor):
    comments.add(draft, by=editor, text="Cek.", quote="Rp13,9 miliar", context="mencapai")
    draft.body = draft.body.replace("Rp13,9 miliar", "Rp14 miliar")
    save_draft(draft, by=editor)
    (thread,) = threads(draft)
    assert thread.where == Where.CHANGED
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "Rp13,9 miliar" in page
    assert "moved-on" in page


def test_an_answer_belongs_to_the_first_remark_and_opens_it_again(draft, editor, reporter):
    first = comments.add(draft, by=editor, text="Dari siapa?")
    comments.resolve(first, by=editor)
    answer = comments.add(draft, by=reporter, text="Dari dinas.", parent=first)
    second = comments.add(draft, by=editor, text="Terima kasih.", parent=answer)
    first.refresh_from_db()
    assert (answer.parent, second.parent, first.resolved_at) == (first, first, None)
    (thread,) = threads(draft)
    assert [remark.comment for remark in thread.answers] == [answer, second]


def test_who_resolved_first_stays(draft, editor, reporter):
    first = comments.add(draft, by=editor, text="Cek.")
    comments.resolve(first, by=reporter)
    comments.resolve(first, by=editor)
    first.refresh_from_db()
    assert first.resolved_by == reporter


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_a_remark_that_says_nothing_or_too_much_is_refused(draft, editor, text):
    with pytest.raises(ValidationError):
        comments.add(draft, by=editor, text=text)
    assert not Comment.objects.exists()


def test_whom_a_remark_mentions_is_noted_if_they_may_read_the_story(
    draft, reporter, other_reporter, editor, managing_editor
):
    remark = comments.add(
        draft, by=editor, text="@Rina dan @maya, bukan @rudi, bukan rina@kota.id atau @entah."
    )
    assert set(remark.mentions.all()) == {reporter, managing_editor}
    ((thread),) = threads(draft)
    assert [str(person) for _text, person in thread.first.pieces if person] == ["Rina", "Maya"]
    assert "".join(text for text, _ in thread.first.pieces) == (
        "Rina dan Maya, bukan @rudi, bukan rina@kota.id atau @entah."
    )


def test_only_who_may_read_a_restricted_story_can_be_meant(draft, reporter, editor, other_editor):
    channel = make_category("Hukum")
    desk = Desk.objects.create(name="Hukum")
    desk.editors.add(editor)
    DeskChannel.objects.create(desk=desk, category=channel)
    draft.category, draft.is_restricted = channel, True
    draft.save()
    remark = comments.add(draft, by=editor, text="@endah @rina")
    assert list(remark.mentions.all()) == [reporter]


def test_a_guest_is_shown_as_a_guest(desk_client, draft, editor):
    now = timezone.now()
    link = PreviewLink.objects.create(
        draft=draft, digest="x", guest="Bu Sri, Humas", by=editor, at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    comments.add(draft, link=link, text="Nama saya salah.", quote="Wali kota")
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "Bu Sri, Humas" in page
    assert 'class="guest"' in page


def test_remarks_cost_the_same_for_one_and_for_thirty(
    desk_client, draft, editor, reporter, django_assert_max_num_queries
):
    client = desk_client(editor)
    counts = []
    for number in (1, 29):
        for _ in range(number):
            first = comments.add(draft, by=editor, text="@rina cek.", quote="Wali kota")
            comments.add(draft, by=reporter, text="@eko sudah.", parent=first)
        for page in ("review", "comments"):
            with django_assert_max_num_queries(30) as captured:
                client.get(address(page, draft))
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


# --- At the desk --------------------------------------------------------------------------------


def test_selected_words_become_the_passage_of_a_remark(desk_client, draft, editor):
    client = desk_client(editor)
    sent = {
        "text": "Sumbernya?",
        "quote": "Rp13,9  miliar",
        "context": "mencapai",
        "back": "review",
    }
    response = send(client, draft, **sent)
    remark = Comment.objects.get()
    assert response.url == f"{address('review', draft)}#komentar-{remark.pk}"
    assert (remark.quote, remark.by, remark.revision.number) == ("Rp13,9 miliar", editor, 1)
    page = text_of(client.get(address("review", draft)))
    assert f'<mark data-comment="{remark.pk}">Rp13,9 miliar</mark>' in page


def test_without_a_script_one_chooses_a_paragraph(desk_client, draft, reporter):
    client = desk_client(reporter)
    page = text_of(client.get(address("comments", draft), {"bagian": "3"}))
    assert '<option value="3" selected>Biaya pembangunan' in page
    send(client, draft, text="Belum pasti.", piece="3")
    assert Comment.objects.get().quote == "Biaya pembangunan mencapai Rp13,9 miliar."


def test_a_refused_remark_comes_back_with_what_was_typed_and_chosen(desk_client, draft, editor):
    response = send(desk_client(editor), draft, text="y" * 4001, quote="Rp13,9 miliar")
    page = text_of(response)
    assert response.status_code == 409
    assert "y" * 4001 in page
    assert 'name="quote" value="Rp13,9 miliar"' in page
    assert "data-error" in page


def test_one_answers_and_resolves_at_once(desk_client, draft, editor, reporter):
    first = comments.add(draft, by=editor, text="Dari siapa?")
    client = desk_client(reporter)
    send(client, draft, parent=first.pk, text="Dari dinas.", resolve="1")
    first.refresh_from_db()
    assert first.answers.get().by == reporter
    assert first.resolved_by == reporter
    send(client, draft, reopen=first.pk)
    first.refresh_from_db()
    assert first.resolved_at is None
    send(client, draft, parent=first.pk, text="  ", resolve="1")
    first.refresh_from_db()
    assert first.resolved_by == reporter
    assert first.answers.count() == 1


def test_a_name_that_nobody_who_may_read_has_is_said(desk_client, draft, editor, other_reporter):
    client = desk_client(editor)
    page = text_of(client.post(address("comments", draft), {"text": "@rudi @eko"}, follow=True))
    assert "@rudi." in page


def test_remarks_are_text_and_never_markup(desk_client, draft, editor):
    comments.add(draft, by=editor, text="<script>alert(1)</script>", quote="<b>tidak ada</b>")
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nobody_else_reads_or_writes_remarks(desk_client, draft, editor, other_reporter):
    first = comments.add(draft, by=editor, text="Rahasia dapur.")
    client = desk_client(other_reporter)
    for response in (
        client.get(address("comments", draft)),
        client.get(address("people", draft)),
        send(client, draft, text="Halo"),
        send(client, draft, parent=first.pk, resolve="1"),
    ):
        assert response.status_code == 404
        assert "Rahasia dapur." not in text_of(response)
    first.refresh_from_db()
    assert first.resolved_at is None


def test_a_remark_of_another_story_is_not_reached_through_ones_own(
    desk_client, draft, editor, reporter, other_reporter
):
    other = make_draft(other_reporter)
    secret = comments.add(other, by=editor, text="Rahasia.")
    client = desk_client(reporter)
    for data in ({"parent": secret.pk, "text": "x"}, {"reopen": secret.pk}):
        assert send(client, draft, **data).status_code == 404
    assert not secret.answers.exists()


def test_the_names_behind_an_at_are_those_of_who_may_read(
    desk_client, draft, editor, reporter, other_reporter
):
    make_person("eka", Role.DESK_EDITOR, first_name="Eka", last_name="Putra")
    found = desk_client(reporter).get(address("people", draft), {"q": "e"}).json()["results"]
    assert {"name": "eka", "text": "Eka Putra"} in found
    names = {one["name"] for one in found}
    assert "eko" in names
    assert "rudi" not in names


def test_open_remarks_are_said_at_the_release_and_do_not_stop_it(desk_client, draft, editor):
    comments.add(draft, by=editor, text="Cek.")
    client = desk_client(editor)
    page = client.get(address("review", draft))
    assert page.context["open_comments"] == 1
    # What is written while the page is open warns, too: the script renews these parts.
    assert 'data-live="open-comments-release"' in page.content.decode()
    for step, is_warned in (("release", True), ("schedule", True), ("return", False)):
        page = text_of(client.get(address("step", draft, step)))
        assert (address("comments", draft) in page) is is_warned
    client.post(address("review", draft), {"step": "release", "version": draft.version})
    draft.refresh_from_db()
    assert draft.status == Status.RELEASED
