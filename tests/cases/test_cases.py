"""From a letter to its end: cases open by themselves, are handled by one, and end in public."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from articles import publishing
from articles.models import Article, Letter
from cases import arriving, handling
from cases.models import Case, CaseNote
from moderation import workflow
from moderation.history import save_draft
from moderation.models import Notice
from moderation.steps import Status
from tests.factories import make_article, make_draft, make_letter, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(reporter, editor):
    return make_draft(reporter, status=Status.RELEASED, editor=editor, headline="Dana Sekolah")


@pytest.fixture
def case(draft, other_editor):
    make_letter(draft.article)
    (case,) = arriving.open_new()
    return case


def release(draft, by, *, submitter, **details):
    draft.refresh_from_db()
    workflow.take("submit", draft, by=submitter, version=draft.version)
    details = workflow.Details(**details)
    workflow.take("release", draft, by=by, version=draft.version, details=details)


# --- Arriving -----------------------------------------------------------------------------------


def test_a_letter_becomes_one_case_however_often_the_clock_looks(draft, editor):
    letter = make_letter(draft.article)
    arriving.tend()
    arriving.tend()
    case = Case.objects.get()
    assert case.letter == letter
    assert (case.status, case.handler) == (Case.Status.NEW, None)
    assert case.due_at == letter.sent_at + settings.ANSWER_LETTERS_WITHIN
    assert str(case) == f"HJ-{timezone.localdate().year}-{letter.pk:04d}"
    assert CaseNote.objects.filter(case=case).count() == 1
    told = Notice.objects.filter(kind=Notice.Kind.LETTER)
    assert [notice.person for notice in told] == [editor]
    assert told.get().address == case.get_absolute_url()


def test_a_letter_from_the_telephone_is_entered_with_the_time_it_came(draft, editor):
    came = timezone.now() - timedelta(hours=5)
    words = {"kind": "correction", "name": "Budi", "contact": "0812345678", "standing": "",
             "text": "Salah nama."}  # fmt: skip
    case = arriving.enter(draft.article, words, came_by=Case.Way.PHONE, received_at=came, by=editor)
    assert case.due_at == came + settings.ANSWER_LETTERS_WITHIN
    assert case.letter.reference.startswith("HK-")
    assert arriving.open_new() == []


@pytest.mark.parametrize("how", ["take", "end"])
def test_once_somebody_has_a_letter_the_others_need_not_look(
    case, draft, editor, other_editor, how
):
    make_letter(draft.article)
    (waiting,) = arriving.open_new()
    assert Notice.objects.filter(kind=Notice.Kind.LETTER, read_at=None).count() == 4
    if how == "take":
        handling.take(case.pk, by=editor)
    else:
        handling.end(case.pk, Case.Status.CLOSED, outcome="Kiriman ganda.", by=editor)
    unread = Notice.objects.filter(kind=Notice.Kind.LETTER, read_at=None)
    assert {notice.address for notice in unread} == {waiting.get_absolute_url()}
    assert unread.count() == 2


# --- Handling -----------------------------------------------------------------------------------


def test_a_case_is_taken_taken_over_and_given_back_and_the_log_says_so(case, editor, other_editor):
    assert handling.take(case.pk, by=editor).handler == editor
    handling.take(case.pk, by=editor)
    with pytest.raises(handling.Refused):
        handling.leave(case.pk, by=other_editor)
    assert handling.take(case.pk, by=other_editor).handler == other_editor
    assert handling.leave(case.pk, by=other_editor).status == Case.Status.NEW
    assert [note.by for note in case.notes.all()] == [None, editor, other_editor, other_editor]


def test_a_reply_begins_from_the_letter_and_ends_the_case_when_it_is_released(
    reader_client, case, draft, editor, other_editor
):
    reply = handling.start_reply(case.pk, by=editor)
    assert handling.start_reply(case.pk, by=other_editor) == reply
    assert (reply.kind, reply.answers, reply.owner) == ("reply", draft.article, editor)
    assert f"<blockquote><p>{case.letter.text}</p></blockquote>" in reply.body
    assert reply.category_id == draft.category_id
    assert "Siti Aminah" in reply.headline
    assert draft.headline not in reply.headline + reply.body  # it may be withdrawn one day
    arriving.tend()
    case.refresh_from_db()
    assert (case.status, case.handler) == (Case.Status.WORKING, editor)

    reply.credits = draft.credits
    save_draft(reply, by=editor)
    release(reply, other_editor, submitter=editor)
    arriving.tend()
    arriving.tend()
    case.refresh_from_db()
    assert case.status == Case.Status.ANSWERED
    assert case.closed_at is not None
    assert case.notes.filter(by=None).count() == 2  # it arrived, and it was answered
    reply.refresh_from_db()
    story, answer = draft.article.get_absolute_url(), reply.article.get_absolute_url()
    assert f'href="{answer}"' in reader_client.get(story).content.decode()
    assert f'href="{story}"' in reader_client.get(answer).content.decode()


def test_whoever_begins_a_reply_cannot_release_it(case, editor, draft):
    reply = handling.start_reply(case.pk, by=editor)
    reply.credits = draft.credits
    save_draft(reply, by=editor)
    with pytest.raises(workflow.Refused):
        release(reply, editor, submitter=editor)


def test_a_hostile_letter_is_quoted_as_words(draft, editor):
    hostile = "<script>alert(1)</script> & <b>\n\nDua."
    make_letter(draft.article, name="<i>Siti</i>", standing="<x>", text=hostile)
    (case,) = arriving.open_new()
    reply = handling.start_reply(case.pk, by=editor)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in reply.body
    assert "<script" not in reply.body
    assert "&lt;i&gt;Siti&lt;/i&gt;" in reply.body
    assert reply.body.count("<p>") == 3


def test_a_correction_opens_the_story_and_ends_the_case_when_it_is_released(
    case, draft, editor, other_editor, reporter
):
    assert handling.start_correction(case.pk, by=editor) == draft
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    handling.start_correction(case.pk, by=editor)
    arriving.tend()
    case.refresh_from_db()
    assert case.is_open

    release(
        draft, other_editor, submitter=reporter,
        change="correction", statement="Yang benar dikembalikan.", severity="fact",
    )  # fmt: skip
    arriving.tend()
    case.refresh_from_db()
    assert case.status == Case.Status.ANSWERED
    assert case.correction.text == "Yang benar dikembalikan."


def test_an_older_correction_or_a_silent_fix_ends_no_case(case, draft, editor, other_editor):
    draft.article.corrections.create(
        text="Lama.", published_at=timezone.now() - timedelta(minutes=1)
    )
    handling.start_correction(case.pk, by=editor)
    release(draft, other_editor, submitter=editor, change="fix")
    arriving.tend()
    case.refresh_from_db()
    assert case.is_open


def test_a_refusal_needs_a_ground_and_every_end_says_how(case, editor):
    with pytest.raises(IntegrityError), transaction.atomic():
        handling.end(case.pk, Case.Status.REFUSED, outcome="Tidak.", by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        handling.end(case.pk, Case.Status.CLOSED, outcome="", by=editor)
    ended = handling.end(
        case.pk, Case.Status.REFUSED, outcome="Diberi tahu.", ground="off_point", by=editor
    )
    assert (ended.handler, ended.ground) == (editor, "off_point")


def test_what_has_ended_is_not_handled_but_can_be_taken_up_again(case, editor, other_editor):
    handling.end(case.pk, Case.Status.ANSWERED, outcome="Lewat telepon.", by=editor)
    acts = [handling.take, handling.leave, handling.start_reply, handling.start_correction]
    for act in acts:
        with pytest.raises(handling.Refused):
            act(case.pk, by=other_editor)
    again = handling.reopen(case.pk, by=other_editor)
    assert (again.status, again.handler) == (Case.Status.WORKING, other_editor)
    assert again.outcome == ""
    with pytest.raises(handling.Refused):
        handling.reopen(case.pk, by=other_editor)


def test_a_case_taken_up_after_its_reply_was_published_stays_open(
    case, draft, editor, other_editor
):
    reply = handling.start_reply(case.pk, by=editor)
    reply.credits = draft.credits
    save_draft(reply, by=editor)
    release(reply, other_editor, submitter=editor)
    arriving.tend()
    handling.reopen(case.pk, by=editor)
    arriving.tend()
    case.refresh_from_db()
    assert case.is_open
    assert handling.start_reply(case.pk, by=editor) != reply


def test_a_story_that_was_withdrawn_gets_no_reply_and_no_correction(case, draft, editor):
    publishing.withdraw(draft.article, reason="child", statement="Maaf.", at=timezone.now())
    for act in (handling.start_reply, handling.start_correction):
        with pytest.raises(handling.Refused):
            act(case.pk, by=editor)
    assert not Article.objects.filter(kind="reply").exists()


def test_a_story_without_a_draft_can_be_answered_but_not_corrected(editor):
    make_letter(make_article())
    (case,) = arriving.open_new()
    with pytest.raises(handling.Refused):
        handling.start_correction(case.pk, by=editor)
    assert handling.start_reply(case.pk, by=editor).answers == case.letter.article


# --- What is kept -------------------------------------------------------------------------------


def test_contacts_are_deleted_a_set_time_after_the_end_and_not_before(case, draft, editor):
    make_letter(draft.article)
    (other,) = arriving.open_new()
    handling.end(case.pk, Case.Status.CLOSED, outcome="Dicabut pengirim.", by=editor)
    end = Case.objects.get(pk=case.pk).closed_at + settings.KEEP_CONTACTS_FOR
    assert arriving.forget(now=end - timedelta(minutes=1)) == 0
    assert arriving.forget(now=end) == 1
    assert arriving.forget(now=end) == 0
    case.letter.refresh_from_db()
    assert case.letter.contact == arriving.GONE
    assert case.letter.name == "Siti Aminah"
    assert Letter.objects.get(pk=other.letter_id).contact == "siti@contoh.id"
    assert Case.objects.get(pk=case.pk).contact_gone_at == end


def test_what_counted_senders_is_gone_after_a_day(draft):
    old = make_letter(draft.article, at=timezone.now() - timedelta(hours=25))
    new = make_letter(draft.article)
    arriving.forget()
    kept = dict(Letter.objects.values_list("pk", "sender_key"))
    assert kept == {old.pk: "", new.pk: "kunci"}


@pytest.mark.parametrize("statement", ["UPDATE cases_casenote SET text = 'x'",
                                       "DELETE FROM cases_casenote"])  # fmt: skip
def test_the_log_is_only_added_to(as_desk, case, statement):
    for role, refusal in ((as_desk, "permission denied"), (nullcontext, "Cannot")):
        refused = pytest.raises(DatabaseError, match=refusal)
        with role(), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_desk_role_can_do_all_of_it(as_desk, draft, editor):
    letter = make_letter(draft.article)
    with as_desk():
        (case,) = arriving.open_new()
        handling.take(case.pk, by=editor)
        handling.start_reply(case.pk, by=editor)
        handling.end(case.pk, Case.Status.CLOSED, outcome="Selesai.", by=editor)
        arriving.forget(now=timezone.now() + timedelta(days=100))
    assert Letter.objects.get(pk=letter.pk).contact == arriving.GONE


def test_two_at_once_open_one_case(draft, monkeypatch):
    """The second run sees the letter without its case and meets the first one's row."""
    letter = make_letter(draft.article)
    seen = Letter.objects.filter(pk=letter.pk)
    arriving.open_new()
    assert arriving._open(seen.get(), now=timezone.now()) is None
    assert Case.objects.count() == 1


def test_who_may_not_read_a_restricted_draft_does_not_open_it(case, draft, db):
    outsider = make_person("orang", Role.REPORTER)
    with pytest.raises(handling.Refused):
        handling.start_correction(case.pk, by=outsider)
    draft.refresh_from_db()
    assert draft.status == Status.RELEASED
