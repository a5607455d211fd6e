"""The pages of notices: the list, the badge and the pulse, and what comes by mail."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation import comments, inbox
from moderation.models import Draft, Notice, NoticeChoice
from tests.factories import make_category, make_desk, make_draft
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

Kind = Notice.Kind


def politics_desk(*editors, approvals=1):
    return make_desk("Desk Politik", [make_category("Politik")], editors, approvals=approvals)


def test_the_list_shows_what_is_unread_first_and_pages_through_all_once(
    reporter, editor, desk_client
):
    now = timezone.now()
    rows = [
        Notice(
            person=reporter,
            kind=Kind.ASSIGNED,
            text=f"Tugas nomor-{i}.",
            address="/meja/",
            at=now,
            read_at=now if i % 2 else None,
        )
        for i in range(75)
    ]
    Notice.objects.bulk_create(rows)
    Notice.objects.create(person=editor, kind=Kind.ASSIGNED, text="Tugas orang lain.", at=now)
    client, seen, address = desk_client(reporter), [], reverse("notices")
    while address:
        response = client.get(address)
        assert response.status_code == 200
        page = response.context["found"]
        seen += [line.notice.text for line in page.lines]
        address = f"{reverse('notices')}?setelah={page.older}" if page.older else ""
    assert len(seen) == len(set(seen)) == 75
    unread = [f"Tugas nomor-{i}." for i in reversed(range(0, 75, 2))]
    assert seen[: len(unread)] == unread


def test_remarks_in_a_row_on_one_story_are_one_line_and_opening_it_reads_them_all(
    reporter, editor, desk_client
):
    story, other = make_draft(reporter), make_draft(reporter)
    for draft, text in ((story, "Satu."), (other, "Lain."), (story, "Dua."), (story, "Tiga.")):
        comments.add(draft, by=editor, text=text)
    client = desk_client(reporter)
    lines = client.get(reverse("notices")).context["found"].lines
    assert [(line.words, line.more) for line in lines] == [("Tiga.", 1), ("Lain.", 0), ("Satu.", 0)]
    client.get(reverse("notice", args=[lines[0].notice.pk]))
    unread = Notice.objects.filter(person=reporter, read_at=None)
    assert list(unread.values_list("draft", flat=True)) == [other.pk]


def test_a_page_of_the_list_takes_the_same_queries_for_one_and_for_thirty(
    reporter, editor, django_assert_max_num_queries
):
    politics_desk(editor)
    for number in (1, 29):
        for _ in range(number):
            make_draft(reporter, status="submitted")
        person = User.objects.get(pk=editor.pk)
        with django_assert_max_num_queries(6):
            assert inbox.page_of(person).lines[0].text


def test_opening_a_notice_reads_it_and_leads_to_its_story(reporter, editor, desk_client):
    draft = make_draft(reporter, status="returned", editor=editor)
    notice = Notice.objects.get(person=reporter, kind=Kind.RETURNED)
    response = desk_client(reporter).get(reverse("notice", args=[notice.pk]))
    assert response.url == draft.get_absolute_url()  # to write on
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_opens_or_reads_the_notices_of_another(reporter, other_reporter, desk_client):
    now = timezone.now()
    notice = Notice.objects.create(person=reporter, kind=Kind.ASSIGNED, text="Tugas.", at=now)
    client = desk_client(other_reporter)
    assert client.get(reverse("notice", args=[notice.pk])).status_code == 404
    client.post(reverse("notices-read"), {"up_to": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_read_reads_what_was_shown_and_not_what_came_since(reporter, desk_client):
    now = timezone.now()
    shown, since = (
        Notice.objects.create(person=reporter, kind=Kind.ASSIGNED, text=text, at=now)
        for text in ("Lama.", "Baru.")
    )
    desk_client(reporter).post(reverse("notices-read"), {"up_to": shown.pk})
    assert list(Notice.objects.filter(read_at=None)) == [since]


def test_a_notice_says_nothing_of_a_story_its_person_may_not_read_any_more(
    reporter, editor, other_editor, desk_client
):
    politics_desk(editor)
    draft = make_draft(reporter, headline="Rahasia Besar Balai Kota")
    now = timezone.now()
    columns = {"kind": Kind.MISSED, "text": "14 Mei 2025", "at": now}
    notice = Notice.objects.create(person=other_editor, draft=draft, **columns)
    client = desk_client(other_editor)
    assert "Rahasia Besar" in text_of(client.get(reverse("notices")))
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    assert "Rahasia Besar" not in text_of(client.get(reverse("notices")))
    response = client.get(reverse("notice", args=[notice.pk]), follow=True)
    assert response.redirect_chain == [(reverse("notices"), 302)]
    assert "Rahasia Besar" not in text_of(response)


def test_every_page_of_the_desk_shows_how_many_are_unread(reporter, editor, desk_client):
    make_draft(reporter, status="returned", editor=editor)
    client = desk_client(reporter)
    for name in ("admin:index", "admin:moderation_draft_changelist", "mfa_index"):
        response = client.get(reverse(name))
        assert '<span data-pulse="unread">1</span>' in text_of(response), name


def test_the_pulse_says_what_waits_in_the_queue(reporter, editor, desk_client):
    make_draft(reporter, status="submitted")
    assert desk_client(editor).get(reverse("pulse")).json() == {"unread": "1", "waiting": "1"}


def test_the_pulse_says_how_many_are_unread(reporter, editor, desk_client, client):
    make_draft(reporter, status="returned", editor=editor)
    assert desk_client(reporter).get(reverse("pulse")).json()["unread"] == "1"
    assert client.get(reverse("pulse")).status_code == 302
    rows = [Notice(person=editor, kind=Kind.DUE, at=timezone.now()) for _ in range(120)]
    Notice.objects.bulk_create(rows)
    assert desk_client(editor).get(reverse("pulse")).json()["unread"] == "99+"


@pytest.mark.parametrize("cursor", ["x", "b-", "b-99999999999999999999", "s-1'", "0"])
def test_a_cursor_that_is_none_is_no_page(reporter, desk_client, cursor):
    response = desk_client(reporter).get(reverse("notices"), {"setelah": cursor})
    assert response.status_code == 404


# --- Choices ------------------------------------------------------------------------------------


def test_a_person_chooses_by_kind_how_notices_are_mailed(editor, desk_client):
    client = desk_client(editor)
    page = text_of(client.get(reverse("notice-choices")))
    assert 'name="submitted"' in page
    sent = dict.fromkeys(Kind.values, "daily") | {"submitted": "never"}
    assert client.post(reverse("notice-choices"), sent).status_code == 302
    assert NoticeChoice.objects.get(person=editor, kind="submitted").mail == "never"
    client.post(reverse("notice-choices"), sent | {"submitted": "now"})
    assert NoticeChoice.objects.get(person=editor, kind="submitted").mail == "now"


def test_a_choice_that_does_not_exist_changes_nothing(editor, desk_client):
    sent = dict.fromkeys(Kind.values, "daily") | {"submitted": "fax"}
    response = desk_client(editor).post(reverse("notice-choices"), sent)
    assert response.status_code == 200
    assert not NoticeChoice.objects.exists()


def test_only_kinds_that_a_role_can_get_are_asked_about(reporter, desk_client):
    page = text_of(desk_client(reporter).get(reverse("notice-choices")))
    assert 'name="returned"' in page
    assert 'name="submitted"' not in page
    assert 'name="letter"' not in page
