"""Preview links: a guest without an account reads one draft, answers, and reaches nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moderation import links, workflow
from moderation.history import save_draft
from moderation.models import Comment, Draft, Notice, PreviewLink, PreviewVisit
from tests.factories import make_category, make_desk, make_draft
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

HEADLINE = "Wali Kota Buka Jembatan Tirta"


@pytest.fixture
def draft(reporter):
    return make_draft(
        reporter, headline=HEADLINE, body="<p>Biayanya 12 miliar.</p><p>Selesai Mei.</p>"
    )


@pytest.fixture
def guest(db):
    """Return somebody without an account, whose requests the desk's role serves."""
    from tests.conftest import DeskClient

    return DeskClient()


def share(draft, by, hours=24, **more):
    link, secret = links.make(draft, guest="Budi, Dinas PU", hours=hours, by=by, **more)
    return link, reverse("guest-preview", args=[secret])


def read_and_answer(guest, address, **sent):
    """Open the page as a browser does and send one of its forms."""
    page = text_of(guest.get(address))
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    return guest.post(address, {"version": version, **sent})


# --- Reading ------------------------------------------------------------------------------------


def test_a_guest_reads_the_saved_words_without_an_account(draft, reporter, guest):
    _, address = share(draft, reporter)
    response = guest.get(address)
    page = text_of(response)
    assert response.status_code == 200
    assert HEADLINE in page
    assert "Biayanya 12 miliar." in page
    assert "Budi, Dinas PU" in page
    assert "meja" not in response.cookies  # no session


def test_the_page_stays_out_of_caches_searchers_and_messengers(draft, reporter, guest):
    _, address = share(draft, reporter)
    response = guest.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"
    head = text_of(response).split("</head>")[0]
    assert HEADLINE not in head
    assert "og:" not in head


def test_only_a_digest_of_the_secret_is_kept(draft, reporter):
    link, address = share(draft, reporter)
    secret = address.rstrip("/").rsplit("/", 1)[1]
    assert len(secret) >= 32
    row = PreviewLink.objects.filter(pk=link.pk).values().get()
    assert all(secret not in str(value) for value in row.values())


def test_the_address_is_shown_once_and_opens_the_story(draft, reporter, desk_client, guest):
    client, address = desk_client(reporter), reverse("preview-links", args=[draft.pk])
    page = text_of(client.post(address, {"guest": "Budi", "hours": "4"}))
    found = re.search(r'value="http://127.0.0.1:8000(/meja/pratinjau-tamu/[^"]+)"', page)[1]
    assert "https://wa.me/?text=" in page
    assert HEADLINE in text_of(guest.get(found))
    assert found not in text_of(client.get(address))
    link = PreviewLink.objects.get()
    assert link.expires_at - link.at == timedelta(hours=4)


def test_later_words_are_shown_too_and_unsaved_ones_never(draft, reporter, guest):
    _, address = share(draft, reporter)
    draft.body = "<p>Biayanya 14 miliar.</p>"
    save_draft(draft, by=reporter)
    assert "14 miliar" in text_of(guest.get(address))


def test_a_link_of_one_story_opens_no_other_and_nothing_of_the_desk(draft, reporter, editor, guest):
    other = make_draft(reporter, headline="Naskah Lain Sama Sekali")
    _, address = share(draft, reporter)
    assert "Naskah Lain" not in text_of(guest.get(address))
    for path in (
        draft.get_absolute_url(),
        reverse("admin:moderation_draft_preview", args=[draft.pk]),
        reverse("admin:moderation_draft_history", args=[other.pk]),
        reverse("preview-links", args=[draft.pk]),
        reverse("pulse"),
    ):
        assert guest.get(path).status_code == 302, path
    assert guest.get(f"{address}{other.pk}/").status_code == 302  # to the login


def test_staff_without_a_second_factor_open_a_link_as_anybody_does(
    draft, reporter, other_reporter, desk_client, settings
):
    settings.REQUIRE_SECOND_FACTOR = True
    _, address = share(draft, reporter)
    assert desk_client(other_reporter).get(address).status_code == 200
    assert desk_client(other_reporter).get(reverse("notices")).status_code == 302


# --- Dead links ---------------------------------------------------------------------------------


def test_expired_revoked_and_unknown_links_are_answered_alike(draft, reporter, guest):
    past = timezone.now() - timedelta(hours=30)
    _, expired = share(draft, reporter, now=past)
    taken, revoked = share(draft, reporter)
    links.revoke(taken, by=reporter)
    unknown = reverse("guest-preview", args=["x" * 32])
    answers = [guest.get(address) for address in (expired, revoked, unknown)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1
    assert HEADLINE not in text_of(answers[0])
    for address in (expired, revoked, unknown):
        sent = {"text": "Halo", "version": "1"}
        assert guest.post(address, sent).status_code == 404
    assert not Comment.objects.exists()


def test_a_link_dies_with_the_account_and_with_the_right_of_who_made_it(
    draft, reporter, editor, guest
):
    _, own = share(draft, reporter)
    _, editors = share(draft, editor)
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    assert guest.get(own).status_code == 404
    assert guest.get(editors).status_code == 200
    editor.is_active = False
    editor.save()
    assert guest.get(editors).status_code == 404


@pytest.mark.parametrize("status", ["released", "spiked", "withdrawn", "killed"])
def test_a_story_that_is_decided_on_shows_no_word_of_the_draft(reporter, editor, guest, status):
    draft = make_draft(reporter, headline=HEADLINE, status=status, editor=editor)
    _, address = share(draft, reporter)
    response = guest.get(address)
    assert response.status_code == 200
    assert HEADLINE not in text_of(response)
    if status == "released":
        assert draft.article.get_absolute_url() in text_of(response)
    assert guest.post(address, {"text": "Halo", "version": "1"}).status_code == 200
    assert not Comment.objects.exists()


# --- Who may share ------------------------------------------------------------------------------


def test_a_link_does_not_open_the_next_version_by_itself(reporter, editor, guest):
    draft = make_draft(reporter, status="submitted", headline="Judul lama")
    _, address = share(draft, reporter)
    workflow.take("release", draft, by=editor, version=draft.version)
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    draft.headline = "Judul yang belum boleh keluar"
    save_draft(draft, by=reporter)
    response = guest.get(address)
    assert response.status_code == 404
    assert "belum boleh keluar" not in response.content.decode()
    _, newer = share(draft, reporter)
    assert "belum boleh keluar" in text_of(guest.get(newer))


def test_a_guest_calls_nobody_by_name(draft, reporter, editor, guest):
    _, address = share(draft, reporter)
    read_and_answer(guest, address, text=f"@{editor.username} tolong dibaca.")
    comment = draft.comments.get()
    assert "tolong dibaca" in comment.text
    assert not comment.mentions.exists()
    assert not editor.notices.filter(comment=comment).exists()


def test_the_owner_and_the_editors_share_and_for_others_the_page_does_not_exist(
    draft, reporter, other_reporter, editor, sysadmin, desk_client
):
    address = reverse("preview-links", args=[draft.pk])
    for person, status in [(reporter, 200), (editor, 200), (other_reporter, 404), (sysadmin, 404)]:
        response = desk_client(person).post(address, {"guest": "Budi", "hours": "24"})
        assert response.status_code == status
    assert PreviewLink.objects.count() == 2


def test_only_editors_share_what_is_restricted_or_under_embargo(
    draft, reporter, editor, desk_client
):
    address = reverse("preview-links", args=[draft.pk])
    sent = {"guest": "Budi", "hours": "24"}
    until = timezone.now() + timedelta(days=1)
    Draft.objects.filter(pk=draft.pk).update(embargo_until=until, embargo_source="Kapolda")
    assert desk_client(reporter).post(address, sent).status_code == 409
    assert not PreviewLink.objects.exists()
    assert desk_client(editor).post(address, sent).status_code == 200


@pytest.mark.parametrize(
    "sent", [{"guest": "", "hours": "24"}, {"guest": "Budi", "hours": "9999"}, {"guest": "Budi"}]
)
def test_a_link_needs_a_guest_and_an_end(draft, reporter, desk_client, sent):
    address = reverse("preview-links", args=[draft.pk])
    assert desk_client(reporter).post(address, sent).status_code == 200
    assert not PreviewLink.objects.exists()


def test_a_link_is_taken_back_by_the_owner_and_not_over_another_story(
    draft, reporter, other_reporter, desk_client, guest
):
    link, address = share(draft, reporter)
    revoke = reverse("preview-link-revoke", args=[draft.pk, link.pk])
    own = make_draft(other_reporter)
    stranger = desk_client(other_reporter)
    assert stranger.post(revoke).status_code == 404
    other = reverse("preview-link-revoke", args=[own.pk, link.pk])
    assert stranger.post(other).status_code == 404
    assert guest.get(address).status_code == 200
    desk_client(reporter).post(revoke)
    assert guest.get(address).status_code == 404
    link.refresh_from_db()
    assert link.revoked_by == reporter


def test_the_page_of_links_takes_the_same_queries_for_one_and_for_thirty(
    draft, reporter, django_assert_max_num_queries
):
    for number in (1, 29):
        for _ in range(number):
            link, _ = share(draft, reporter)
            links.visit(link, draft.revisions.get())
        with django_assert_max_num_queries(2):
            rows = list(links.of_draft(draft))
            assert all(len(row.latest) == row.visit_count == 1 for row in rows)


# --- Visits -------------------------------------------------------------------------------------


def test_a_visit_is_kept_with_the_version_once_a_minute(draft, reporter, guest, desk_client):
    link, address = share(draft, reporter)
    guest.head(address)
    desk_client(reporter).get(address)  # trying it out is no visit
    assert not PreviewVisit.objects.exists()
    for _ in range(3):
        guest.get(address)
    visit = PreviewVisit.objects.get()
    assert (visit.link, visit.revision.number) == (link, 1)
    PreviewVisit.objects.update(at=timezone.now() - timedelta(minutes=2))
    guest.get(address)
    assert PreviewVisit.objects.count() == 2


# --- Answers ------------------------------------------------------------------------------------


def test_a_guest_remarks_on_a_paragraph_and_owner_and_maker_hear_of_it(
    draft, reporter, editor, guest
):
    link, address = share(draft, editor)
    paragraph = links.passages(draft).index("Biayanya 12 miliar.")
    response = read_and_answer(guest, address, text="Yang benar 14 miliar.", passage=paragraph)
    assert response.status_code == 302
    comment = Comment.objects.get()
    assert (comment.link, comment.by, comment.quote) == (link, None, "Biayanya 12 miliar.")
    told = set(Notice.objects.filter(kind="commented").values_list("person__username", flat=True))
    assert told == {"rina", "eko"}
    assert "Yang benar 14 miliar." in text_of(guest.get(address))


def test_a_guest_sees_no_comment_of_the_newsroom_and_none_of_another_guest(
    draft, reporter, editor, guest
):
    _, address = share(draft, reporter)
    other, _ = share(draft, reporter)
    revision, now = draft.revisions.get(), timezone.now()
    about = {"draft": draft, "revision": revision, "at": now}
    Comment.objects.create(**about, by=editor, text="Jangan percaya dia.")
    Comment.objects.create(**about, link=other, text="Kata tamu lain.")
    page = text_of(guest.get(address))
    assert "Jangan percaya" not in page
    assert "Kata tamu lain" not in page


def test_a_comment_of_markup_is_shown_as_text(draft, reporter, guest):
    _, address = share(draft, reporter)
    read_and_answer(guest, address, text="<script>alert(1)</script>")
    page = text_of(guest.get(address))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "  "},
        {"text": "x" * (links.LONGEST_COMMENT + 1)},
        {"text": "Halo", "passage": "99"},
        {"text": "Halo", "version": "7"},
        {"text": "Halo", "version": "x"},
    ],
)
def test_an_answer_that_is_none_is_refused_and_what_was_typed_stays(draft, reporter, guest, sent):
    _, address = share(draft, reporter)
    response = read_and_answer(guest, address, **sent)
    assert response.status_code == 409
    assert sent["text"].strip() in text_of(response)
    assert not Comment.objects.exists()


def test_a_guest_writes_so_many_comments_an_hour(draft, reporter, guest):
    link, address = share(draft, reporter)
    revision, now = draft.revisions.get(), timezone.now()
    about = {"draft": draft, "revision": revision, "link": link, "text": "Halo"}
    for _ in range(links.COMMENTS_AN_HOUR - 1):
        Comment.objects.create(**about, at=now)
    assert read_and_answer(guest, address, text="Yang terakhir").status_code == 302
    assert read_and_answer(guest, address, text="Satu lagi").status_code == 409
    Comment.objects.update(at=now - timedelta(minutes=61))
    assert read_and_answer(guest, address, text="Satu lagi").status_code == 302


def test_a_confirmation_is_of_the_version_that_was_read(
    draft, reporter, editor, guest, desk_client
):
    link, address = share(draft, editor)
    guest.get(address)
    draft.body = "<p>Biayanya 14 miliar.</p>"
    save_draft(draft, by=reporter)  # after the guest opened the page
    assert guest.post(address, {"version": "1", "confirm": "1"}).status_code == 302
    link.refresh_from_db()
    assert link.confirmed_revision.number == 1
    told = set(Notice.objects.filter(kind="commented").values_list("person__username", flat=True))
    assert told == {"rina", "eko"}
    page = text_of(guest.get(address))
    assert 'name="confirm"' in page  # the newer text is not confirmed
    assert read_and_answer(guest, address, confirm="1").status_code == 302
    link.refresh_from_db()
    assert link.confirmed_revision.number == 2
    assert 'name="confirm"' not in text_of(guest.get(address))
    assert "Budi, Dinas PU" in text_of(
        desk_client(editor).get(reverse("preview-links", args=[draft.pk]))
    )


def test_nobody_confirms_a_version_the_link_never_showed(draft, reporter, guest):
    link, address = share(draft, reporter)
    assert guest.post(address, {"version": "1", "confirm": "1"}).status_code == 409
    link.refresh_from_db()
    assert link.confirmed_at is None


def test_another_site_cannot_answer_for_a_guest(draft, reporter):
    link, address = share(draft, reporter)
    browser = Client(enforce_csrf_checks=True)
    page = text_of(browser.get(address))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    sent = {"version": "1", "confirm": "1"}
    assert browser.post(address, sent).status_code == 403
    forged = sent | {"csrfmiddlewaretoken": token}
    foreign = {"HTTP_ORIGIN": "https://jahat.example"}
    assert browser.post(address, forged, **foreign).status_code == 403
    link.refresh_from_db()
    assert link.confirmed_at is None
    assert browser.post(address, forged).status_code == 302


def test_the_guest_of_a_story_of_a_closed_desk_is_served_like_any_other(reporter, editor, guest):
    category = make_category("Politik")
    make_desk("Desk Politik", [category], [editor])
    draft = make_draft(reporter, category=category, headline=HEADLINE)
    Draft.objects.filter(pk=draft.pk).update(is_restricted=True)
    _, address = share(draft, editor)
    assert HEADLINE in text_of(guest.get(address))
    submitted = Draft.objects.get(pk=draft.pk)
    workflow.take("submit", submitted, by=reporter, version=submitted.version)
    assert guest.get(address).status_code == 200
