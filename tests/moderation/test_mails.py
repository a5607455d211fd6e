"""Notices by mail: who gets which, what it tells, the digest, and what happens when it fails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation import comments, digest, mails, notices, tasks, workflow
from moderation.models import Draft, Notice, NoticeChoice
from tests.factories import make_draft
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

Kind, Mail = Notice.Kind, NoticeChoice.Mail
SECRET_WORDS = "Rahasia Besar Balai Kota"


@pytest.fixture(autouse=True)
def addresses(reporter, editor, other_editor):
    """Give everybody an address except one editor."""
    for person in (reporter, editor):
        person.email = f"{person.username}@kota.example"
        person.save()


def queued(queue):
    """Return the arguments of the queued mails, the oldest first."""
    jobs = [j for j in queue.jobs.values() if j["task_name"] == "moderation.tasks.mail_notice"]
    return [job["args"]["notice_id"] for job in jobs]


def send_all(queue):
    for pk in queued(queue):
        mails.send_notice(pk)


def returned(reporter, editor, **words):
    draft = make_draft(reporter, status="submitted", **words)
    note = workflow.Details(note="Angka di paragraf dua keliru & tanpa sumber.")
    workflow.take("return", draft, by=editor, version=draft.version, details=note)
    return draft


def choose(person, kind, how):
    NoticeChoice.objects.update_or_create(person=person, kind=kind, defaults={"mail": how})


def broken(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError("Connection refused")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)


# --- At once ------------------------------------------------------------------------------------


def test_what_needs_an_act_is_mailed_at_once_to_whoever_has_an_address(queue, reporter, editor):
    make_draft(reporter, status="submitted", headline="Jembatan Dibuka")
    send_all(queue)
    sent = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert sent.to == ["Eko <eko@kota.example>"]
    assert sent.subject.endswith("Rina submitted “Jembatan Dibuka”.") or "Jembatan" in sent.subject
    notice = Notice.objects.get(person=editor)
    assert f"http://127.0.0.1:8000/meja/pemberitahuan/{notice.pk}/" in sent.body
    assert "/meja/pemberitahuan/pilihan/" in sent.body
    assert notice.mailed_at is not None


def test_a_mail_is_plain_text_and_html_and_carries_the_note(queue, reporter, editor):
    returned(reporter, editor, headline="“Pasar” & Jembatan")
    send_all(queue)
    sent = mail.outbox[-1]
    assert "Angka di paragraf dua keliru & tanpa sumber." in sent.body
    assert "“Pasar” & Jembatan" in sent.subject
    html = sent.alternatives[0].content
    assert "keliru &amp; tanpa sumber." in html
    assert "/meja/pemberitahuan/pilihan/" in sent.message()["List-Unsubscribe"]


def test_ten_remarks_in_a_row_are_one_mail(queue, reporter, editor):
    choose(reporter, Kind.COMMENTED, Mail.NOW)
    draft = make_draft(reporter, status="submitted", headline="Jembatan Tirta")
    for number in range(10):
        comments.add(draft, text=f"Catatan ke-{number}", by=editor)
    sent = [j for j in queue.jobs.values() if j["task_name"] == "moderation.tasks.mail_notice"]
    talk = set(Notice.objects.filter(kind=Kind.COMMENTED).values_list("pk", flat=True))
    waiting = [job["scheduled_at"] for job in sent if job["args"]["notice_id"] in talk]
    assert min(waiting) >= timezone.now() + timedelta(minutes=4)
    send_all(queue)
    [letter] = [one for one in mail.outbox if reporter.email in one.to[0]]
    assert letter.subject.startswith("[Kabar Kota] 10 ")
    for body in (letter.body, letter.alternatives[0].content):
        assert all(f"Catatan ke-{number}" in body for number in range(10))
        assert body.count("/meja/pemberitahuan/") >= 10
    assert not Notice.objects.filter(person=reporter, mailed_at=None).exists()


def test_a_mail_takes_along_nothing_that_its_person_wants_otherwise_or_may_not_read(
    queue, reporter, editor
):
    choose(reporter, Kind.COMMENTED, Mail.DAILY)
    draft = make_draft(reporter, status="submitted")
    comments.add(draft, text="Nanti saja.", by=editor)
    workflow.take(
        "return", draft, by=editor, version=draft.version, details=workflow.Details(note="Ulangi.")
    )
    send_all(queue)
    [letter] = [one for one in mail.outbox if reporter.email in one.to[0]]
    assert "Nanti saja." not in letter.body
    assert Notice.objects.filter(kind=Kind.COMMENTED, mailed_at=None).count() == 1


def test_what_was_read_in_the_desk_is_not_mailed(queue, reporter, editor):
    make_draft(reporter, status="submitted")
    Notice.objects.update(read_at=timezone.now())
    send_all(queue)
    assert mail.outbox == []


@pytest.mark.parametrize(("how", "number"), [(Mail.NEVER, 0), (Mail.DAILY, 0), (Mail.NOW, 1)])
def test_each_person_chooses_for_each_kind(queue, reporter, editor, how, number):
    choose(editor, Kind.SUBMITTED, how)
    choose(editor, Kind.RETURNED, Mail.NOW)
    make_draft(reporter, status="submitted")
    send_all(queue)
    assert len(mail.outbox) == number


def test_the_defaults_are_at_once_for_an_act_and_daily_for_news(queue, reporter, editor):
    draft = make_draft(reporter, status="submitted")
    queue.jobs.clear()
    workflow.take("release", draft, by=editor, version=draft.version)
    assert Notice.objects.filter(person=reporter, kind=Kind.DECIDED).exists()
    assert queued(queue) == []


@pytest.mark.parametrize(
    "guard",
    [
        {"is_restricted": True},
        {"embargo_until": timezone.now() + timedelta(days=1), "embargo_source": "Kapolda"},
    ],
)
def test_a_restricted_or_embargoed_story_is_never_named_in_a_mail(queue, reporter, editor, guard):
    draft = returned(reporter, editor, headline=SECRET_WORDS)
    Draft.objects.filter(pk=draft.pk).update(**guard)
    send_all(queue)
    digest.send(reporter.pk)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        whole = sent.subject + sent.body + sent.alternatives[0].content
        assert "Rahasia Besar" not in whole
        assert "paragraf dua" not in whole


def test_a_newsroom_can_keep_every_unpublished_story_out_of_mails(
    queue, reporter, editor, settings
):
    settings.MAIL_NAMES_STORIES = False
    returned(reporter, editor, headline=SECRET_WORDS)
    send_all(queue)
    assert mail.outbox
    assert all("Rahasia Besar" not in sent.subject + sent.body for sent in mail.outbox)


def test_nobody_is_mailed_about_a_story_they_may_not_read_any_more(queue, reporter, editor):
    draft = returned(reporter, editor)
    Draft.objects.filter(pk=draft.pk).update(owner=editor)
    send_all(queue)
    assert [sent.to for sent in mail.outbox] == []


def test_a_headline_cannot_add_a_header(queue, reporter, editor):
    returned(reporter, editor, headline="Jembatan\nBcc: semua@kota.example")
    send_all(queue)
    assert "\n" not in mail.outbox[-1].subject
    assert mail.outbox[-1].recipients() == ["Rina <rina@kota.example>"]


# --- Failures -----------------------------------------------------------------------------------


def test_a_mail_that_fails_leaves_the_step_alone_and_keeps_the_reason(
    queue, reporter, editor, monkeypatch
):
    broken(monkeypatch)
    draft = returned(reporter, editor)
    assert draft.status == "returned"
    pk = queued(queue)[-1]
    with pytest.raises(OSError, match="refused"):  # the queue tries it again
        mails.send_notice(pk)
    notice = Notice.objects.get(pk=pk)
    assert notice.mail_error == "OSError: Connection refused"
    monkeypatch.undo()
    mails.send_notice(pk)
    notice.refresh_from_db()
    assert (notice.mail_error, notice.mailed_at is None) == ("", False)


def test_a_failed_mail_is_tried_again_later_and_not_for_ever():
    retry = tasks.mail_notice.retry_strategy
    assert retry.max_attempts == 4


def test_failed_mails_are_seen_by_admin_and_chief_and_name_no_story(
    queue, reporter, editor, chief, sysadmin, desk_client, monkeypatch
):
    broken(monkeypatch)
    returned(reporter, editor, headline=SECRET_WORDS)
    pk = queued(queue)[-1]
    with pytest.raises(OSError, match="refused"):
        mails.send_notice(pk)
    for person in (chief, sysadmin):
        page = text_of(desk_client(person).get(reverse("failed-mails")))
        assert "Connection refused" in page
        assert "Rahasia Besar" not in page
    for person in (reporter, editor):
        assert desk_client(person).get(reverse("failed-mails")).status_code == 403
        assert desk_client(person).post(reverse("failed-mails-retry")).status_code == 403
    queue.jobs.clear()
    desk_client(sysadmin).post(reverse("failed-mails-retry"))
    assert queued(queue) == [pk]
    desk_client(sysadmin).post(reverse("failed-mails-retry"), {"forget": "1"})
    assert mails.failures() == 0


def test_health_names_failed_mails_and_stays_well(reporter, client):
    now = timezone.now()
    Notice.objects.create(person=reporter, kind=Kind.DUE, at=now, mail_error="OSError: no")
    response = client.get("/healthz")
    assert (response.status_code, response.json()["failed_mails"]) == (200, 1)


def test_the_first_page_tells_who_looks_after_mail_of_failures(
    desk_client, reporter, managing_editor, sysadmin
):
    link = f'href="{reverse("failed-mails")}"'
    today = reverse("admin:index")
    assert link not in desk_client(sysadmin).get(today).content.decode()
    now = timezone.now()
    Notice.objects.create(person=reporter, kind=Kind.DUE, at=now, mail_error="OSError: no")
    for person, is_told in ((sysadmin, True), (managing_editor, True), (reporter, False)):
        assert (link in desk_client(person).get(today).content.decode()) is is_told


# --- The digest ---------------------------------------------------------------------------------


def test_the_digest_says_what_waits_what_is_due_and_what_goes_out_today(
    reporter, editor, other_editor, time_machine
):
    morning = timezone.localtime(timezone.now()).replace(hour=6, minute=30)
    due = {"due_at": morning + timedelta(hours=2)}
    Draft.objects.filter(pk=make_draft(reporter, headline="Perlu Selesai").pk).update(**due)
    tomorrow = {"due_at": morning + timedelta(days=1)}
    Draft.objects.filter(pk=make_draft(reporter, headline="Besok Saja").pk).update(**tomorrow)
    make_draft(reporter, status="submitted", headline="Menunggu Redaktur")
    make_draft(
        reporter,
        status="scheduled",
        editor=other_editor,
        headline="Tayang Siang",
        now=morning,
        due_at=morning + timedelta(hours=5),
    )
    digest.send(editor.pk, now=morning)
    body = mail.outbox[0].body
    for words in ("Menunggu Redaktur", "08.30 “Perlu Selesai”", "11.30 “Tayang Siang”"):
        assert words in body
    assert "Besok Saja" not in body


def test_a_digest_that_is_cut_says_how_much_there_is_and_begins_with_what_presses(
    reporter, other_reporter, editor, other_editor, monkeypatch
):
    monkeypatch.setattr(digest, "ROWS", 2)
    drafts = [
        make_draft(reporter, status="submitted", headline=f"Diajukan {number}") for number in "123"
    ]
    make_draft(editor, status="submitted", headline="Milik redaktur sendiri")
    rushed = make_draft(other_reporter, status="submitted", headline="Mendesak")
    details = workflow.Details(note="Gempa.")
    workflow.take("emergency", rushed, by=other_editor, version=rushed.version, details=details)
    mail.outbox.clear()
    digest.send(editor.pk)
    (sent,) = mail.outbox
    assert " 4 " in sent.subject
    assert reverse("admin:desk_queue") in sent.body
    assert sent.body.index("Mendesak") < sent.body.index("Diajukan 1")
    assert str(drafts[1]) not in sent.body
    assert "Milik redaktur sendiri" not in sent.body


def test_the_digest_carries_what_was_kept_for_it_once(reporter, editor):
    make_draft(reporter, status="released", editor=editor, headline="Sudah Tayang")
    digest.send(reporter.pk)
    assert "Sudah Tayang" in mail.outbox[0].body
    digest.send(reporter.pk)
    assert len(mail.outbox) == 1


def test_a_digest_that_fails_is_told_to_the_chiefs_once(
    reporter, editor, other_editor, chief, monkeypatch
):
    make_draft(reporter, status="submitted")
    Notice.objects.all().delete()
    broken(monkeypatch)
    for _ in range(2):
        with pytest.raises(OSError, match="refused"):
            digest.send(editor.pk)
    told = Notice.objects.get()
    assert (told.person, told.kind, told.address) == (chief, Kind.ALARM, reverse("failed-mails"))


def test_nobody_gets_a_digest_that_says_nothing_or_that_they_do_not_want(queue, reporter, editor):
    digest.send(reporter.pk)
    assert mail.outbox == []
    for kind in Kind:
        choose(reporter, kind, Mail.NEVER)
    assert digest.subscribers() == [editor.pk]  # the third of them has no address
    tasks.mail_digests(0)
    wanted = [j for j in queue.jobs.values() if j["task_name"] == "moderation.tasks.mail_digest"]
    assert [job["args"] for job in wanted] == [{"person_id": editor.pk}]


def test_a_digest_says_nothing_of_what_its_person_may_not_read(reporter, other_reporter, editor):
    User.objects.filter(pk=other_reporter.pk).update(email="rudi@kota.example")
    draft = make_draft(reporter, headline=SECRET_WORDS)
    Draft.objects.filter(pk=draft.pk).update(due_at=timezone.now())
    notice = Notice(person=other_reporter, kind=Kind.DECIDED, draft=draft)
    notices.deliver([notice], now=timezone.now())
    digest.send(other_reporter.pk)
    assert all(SECRET_WORDS not in sent.body for sent in mail.outbox)
