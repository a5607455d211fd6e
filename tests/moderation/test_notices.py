"""Notices: who is told what, what is read when it is done, and the pages they are read on."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from moderation import inbox, notices, tasks, workflow
from moderation.models import Comment, Draft, Notice
from moderation.workflow import Details
from tests.factories import make_category, make_desk, make_draft

pytestmark = pytest.mark.django_db

Kind = Notice.Kind
WHY = {"note": "Permintaan keluarga.", "reason": "child", "statement": "Demi anak."}


def politics_desk(*editors, approvals=1):
    return make_desk("Desk Politik", [make_category("Politik")], editors, approvals=approvals)


def take(name, draft, by, **details):
    draft.refresh_from_db()
    return workflow.take(name, draft, by=by, version=draft.version, details=Details(**details))


def told(*, unread=False):
    """Return who has which notices, as a set of (username, kind)."""
    rows = Notice.objects.filter(read_at=None) if unread else Notice.objects.all()
    return set(rows.values_list("person__username", "kind"))


def comment_on(draft, by=None, **columns):
    revision = draft.revisions.latest("number")
    columns.setdefault("text", "Siapa sumbernya?")
    comment = Comment.objects.create(
        draft=draft, revision=revision, by=by, at=timezone.now(), **columns
    )
    return comment


# --- Who is told --------------------------------------------------------------------------------


def test_a_submitted_story_is_told_to_the_editors_of_its_desk_and_to_nobody_else(
    reporter, other_reporter, editor, other_editor, chief, sysadmin
):
    politics_desk(editor)
    make_draft(reporter, status="submitted")
    assert told() == {("eko", Kind.SUBMITTED), ("prapto", Kind.SUBMITTED)}


def test_a_story_of_a_channel_without_a_desk_is_told_to_every_editor(
    reporter, editor, other_editor
):
    make_draft(reporter, status="submitted", category=make_category("Olahraga"))
    assert told() == {("eko", Kind.SUBMITTED), ("endah", Kind.SUBMITTED)}


def test_an_editor_who_submits_for_a_reporter_is_not_told_and_the_reporter_is(
    reporter, editor, other_editor
):
    take("submit", make_draft(reporter), editor)
    assert told() == {("endah", Kind.SUBMITTED), ("rina", Kind.DECIDED)}


def test_who_owns_and_who_submitted_hear_of_a_return_and_of_the_release(
    reporter, editor, other_editor
):
    draft = make_draft(reporter)
    take("submit", draft, editor)
    Notice.objects.all().delete()
    take("return", draft, other_editor, note="Sebutkan sumbernya.")
    assert told() == {("rina", Kind.RETURNED), ("eko", Kind.RETURNED)}
    take("submit", draft, reporter)
    Notice.objects.all().delete()
    take("release", draft, other_editor)
    assert told() == {("rina", Kind.DECIDED)}


def test_an_approval_asks_the_other_editors_of_the_desk(reporter, editor, other_editor, chief):
    politics_desk(editor, other_editor, approvals=2)
    draft = make_draft(reporter, status="submitted")
    Notice.objects.all().delete()
    take("approve", draft, editor)
    assert told() == {("endah", Kind.SECOND), ("prapto", Kind.SECOND)}


def test_what_needs_a_second_person_is_told_to_who_may_be_it(
    reporter, editor, other_editor, managing_editor, chief
):
    draft = make_draft(reporter, status="released", editor=editor)
    Notice.objects.all().delete()
    take("ask_withdrawal", draft, editor, **WHY)
    assert told() == {
        ("maya", Kind.SECOND),
        ("prapto", Kind.SECOND),
        ("rina", Kind.DECIDED),
    }
    Notice.objects.all().delete()
    take("refuse_withdrawal", draft, chief, note="Tidak ada alasan.")
    assert told() == {("rina", Kind.DECIDED), ("eko", Kind.DECIDED)}


def test_an_emergency_release_is_told_to_the_editors_and_settled_by_the_sign_off(
    reporter, editor, other_editor
):
    draft = make_draft(reporter)
    take("emergency", draft, editor, note="Gempa.")
    assert told(unread=True) == {("endah", Kind.SECOND), ("rina", Kind.DECIDED)}
    take("sign_off", draft, other_editor)
    unread = told(unread=True)
    assert ("endah", Kind.SECOND) not in unread
    assert ("eko", Kind.DECIDED) in unread


def test_a_decided_story_no_longer_counts_for_the_other_editors(reporter, editor, other_editor):
    draft = make_draft(reporter, status="submitted")
    assert inbox.unread(other_editor) == 1
    take("return", draft, editor, note="Tanggalnya keliru.")
    assert inbox.unread(other_editor) == 0
    assert inbox.unread(reporter) == 1
    take("submit", draft, reporter)
    assert inbox.unread(reporter) == 0


def test_a_release_by_the_clock_is_told_to_the_writer_and_a_late_one_to_the_editors_too(
    reporter, editor, other_editor
):
    now = timezone.now()
    make_draft(reporter, status="scheduled", editor=editor, due_at=now + timedelta(minutes=5))
    Notice.objects.all().delete()
    workflow.release_due(now=now + timedelta(minutes=5))
    assert told() == {("rina", Kind.DECIDED)}

    make_draft(reporter, status="scheduled", editor=editor, due_at=now + timedelta(minutes=5))
    Notice.objects.all().delete()
    workflow.release_due(now=now + timedelta(minutes=15))
    assert told() == {("rina", Kind.MISSED), ("eko", Kind.MISSED), ("endah", Kind.MISSED)}


def test_a_deactivated_person_is_told_nothing(reporter, editor, other_editor):
    User.objects.filter(pk=other_editor.pk).update(is_active=False)
    make_draft(reporter, status="submitted")
    assert told() == {("eko", Kind.SUBMITTED)}


def test_telling_a_hundred_editors_takes_few_queries(
    reporter, editor, django_assert_max_num_queries
):
    group = Group.objects.get(name=Role.DESK_EDITOR.value)
    people = [User(username=f"redaktur{i}", email=f"r{i}@kota.example") for i in range(100)]
    group.user_set.set(User.objects.bulk_create(people))
    politics_desk(*people)
    draft = make_draft(reporter, status="submitted")
    Notice.objects.all().delete()
    transition = draft.transitions.select_related("draft").first()
    with django_assert_max_num_queries(8):
        notices.tell(transition)
    assert Notice.objects.count() == 100


# --- Comments -----------------------------------------------------------------------------------


def test_a_comment_is_told_to_the_owner_to_the_thread_and_as_a_mention_to_who_is_named(
    reporter, editor, other_editor, chief
):
    draft = make_draft(reporter, status="submitted")
    Notice.objects.all().delete()
    first = comment_on(draft, editor)
    notices.comment_added(first)
    assert told() == {("rina", Kind.COMMENTED)}
    answer = comment_on(draft, reporter, parent=first)
    answer.mentions.set([chief])
    Notice.objects.all().delete()
    notices.comment_added(answer)
    assert told() == {("eko", Kind.COMMENTED), ("prapto", Kind.MENTIONED)}


def test_who_may_not_read_the_story_is_told_of_no_comment(
    reporter, other_reporter, editor, other_editor
):
    politics_desk(editor)
    draft = make_draft(reporter, status="submitted")
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    draft.refresh_from_db()
    Notice.objects.all().delete()
    comment = comment_on(draft, reporter)
    comment.mentions.set([editor, other_editor, other_reporter])
    notices.comment_added(comment)
    assert told() == {("eko", Kind.MENTIONED)}


# --- The clock ----------------------------------------------------------------------------------


def test_a_writer_is_reminded_once_for_each_due_time(reporter, editor):
    now = timezone.now()
    draft = make_draft(reporter)
    make_draft(reporter)  # due never
    Draft.objects.filter(pk=draft.pk).update(due_at=now + timedelta(minutes=90))
    notices.remind_due(now=now)
    assert told() == set()
    for minutes in (31, 32):
        notices.remind_due(now=now + timedelta(minutes=minutes))
    assert list(Notice.objects.values_list("person__username", "kind")) == [("rina", Kind.DUE)]
    Draft.objects.filter(pk=draft.pk).update(due_at=now + timedelta(minutes=80))
    notices.remind_due(now=now + timedelta(minutes=33))
    assert Notice.objects.count() == 2
    take("submit", draft, reporter)
    assert not Notice.objects.filter(kind=Kind.DUE, read_at=None).exists()
    notices.remind_due(now=now + timedelta(minutes=34))
    assert Notice.objects.filter(kind=Kind.DUE).count() == 2


def test_a_missed_release_is_told_once_and_is_done_with_the_release(reporter, editor):
    now = timezone.now()
    minute = now + timedelta(minutes=5)
    draft = make_draft(reporter, status="scheduled", editor=editor, due_at=minute)
    Notice.objects.all().delete()
    for later in (2, 3):
        late = minute + timedelta(minutes=later)
        notices.tell_missed(workflow.overdue(now=late), now=late)
    assert sorted(Notice.objects.values_list("person__username", "kind")) == [
        ("eko", Kind.MISSED),
        ("rina", Kind.MISSED),
    ]
    take("release", draft, editor)
    assert told(unread=True) == {("rina", Kind.DECIDED)}


def test_the_clock_reminds_and_tells_every_minute(reporter, editor):
    draft = make_draft(reporter)
    Draft.objects.filter(pk=draft.pk).update(due_at=timezone.now() + timedelta(minutes=20))
    tasks.remind(0)
    assert told() == {("rina", Kind.DUE)}


# --- Other apps ---------------------------------------------------------------------------------


def test_an_assignment_is_told_to_who_got_it_unless_they_took_it_themselves(reporter, editor):
    notices.assigned(reporter, "Liput rapat paripurna", "/meja/rencana/1/", editor)
    notices.assigned(reporter, "Liput pasar", "/meja/rencana/2/", reporter)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.by) == (reporter, Kind.ASSIGNED, editor)


def test_a_letter_about_a_story_is_told_to_the_editors_of_its_desk(
    reporter, editor, other_editor, sysadmin
):
    politics_desk(editor)
    draft = make_draft(reporter)
    notices.letter("Surat nomor 7", "/meja/surat/7/", draft=draft)
    assert told() == {("eko", Kind.LETTER)}
