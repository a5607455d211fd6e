"""The pages of the cases: who sees them, what they say and do, and what they cost."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import arriving, handling
from cases.models import Case
from moderation.models import Draft
from moderation.steps import Status
from tests.factories import make_article, make_draft, make_letter

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
ACTS = ("take", "leave", "reply", "correct", "note", "end", "reopen")
SECRET = "rahasia-sekali@contoh.id"


@pytest.fixture
def story(reporter, editor):
    return make_draft(reporter, status=Status.RELEASED, editor=editor).article


@pytest.fixture
def case(story):
    make_letter(story, contact=SECRET, text="Isi surat yang tidak dibaca siapa pun.")
    (case,) = arriving.open_new()
    return case


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def post(client, name, case, **data):
    return client.post(reverse(f"case-{name}", args=[case.pk]), data)


@pytest.mark.parametrize("who", ["reporter", "photographer", "coordinator", "sysadmin"])
def test_only_who_handles_cases_sees_any_of_it(request, desk_client, case, who):
    client = desk_client(request.getfixturevalue(who))
    before = Case.objects.values().get()
    for address in (reverse("cases"), reverse("cases-export"), reverse("case-add"), case):
        address = address if isinstance(address, str) else address.get_absolute_url()
        response = client.get(address)
        assert response.status_code == 403
        assert SECRET not in response.content.decode()
    for name in ACTS:
        answer = post(client, name, case, text="x", status="closed", outcome="x")
        assert answer.status_code == 403
    assert Case.objects.values().get() == before
    front = page_of(client, reverse("admin:index"))
    assert str(case) not in front
    assert reverse("cases") not in front


@pytest.mark.parametrize("who", ["editor", "managing_editor", "chief"])
def test_editors_see_the_letter_beside_its_story(request, desk_client, case, story, who):
    client = desk_client(request.getfixturevalue(who))
    assert str(case) in page_of(client, reverse("cases"))
    assert str(case) in page_of(client, reverse("admin:index"))
    html = page_of(client, case.get_absolute_url())
    for part in (SECRET, "Isi surat yang tidak", story.headline, story.body):
        assert part in html


def test_a_stranger_is_led_to_the_sign_in(client, case):
    for address in (reverse("cases"), case.get_absolute_url()):
        assert client.get(address).status_code == 302


def test_opening_the_register_opens_what_has_arrived(desk_client, editor, story):
    letter = make_letter(story)
    assert letter.reference in page_of(desk_client(editor), reverse("cases"))
    assert Case.objects.get().letter == letter


@pytest.mark.parametrize("name", ACTS)
def test_nothing_happens_by_following_a_link(desk_client, editor, case, name):
    assert desk_client(editor).get(reverse(f"case-{name}", args=[case.pk])).status_code == 405


def test_one_click_begins_the_reply_and_a_second_leads_to_the_same(desk_client, editor, case):
    client = desk_client(editor)
    first, second = post(client, "reply", case), post(client, "reply", case)
    draft = Draft.objects.get(kind="reply")
    assert first.headers["Location"] == second.headers["Location"] == draft.get_absolute_url()
    assert page_of(client, draft.get_absolute_url())


def test_one_click_opens_the_story_to_correct_it(desk_client, editor, case, story):
    response = post(desk_client(editor), "correct", case)
    draft = Draft.objects.get(article=story)
    assert response.headers["Location"] == draft.get_absolute_url()
    assert draft.status == Status.DRAFT


def test_a_case_is_taken_and_given_back_and_a_refusal_is_said(
    desk_client, editor, other_editor, case
):
    post(desk_client(editor), "take", case)
    assert Case.objects.get().handler == editor
    response = desk_client(other_editor).post(reverse("case-leave", args=[case.pk]), follow=True)
    assert 'class="error"' in response.content.decode()
    assert Case.objects.get().handler == editor


def test_an_end_that_lacks_something_comes_back_with_what_was_typed(desk_client, editor, case):
    client = desk_client(editor)
    answer = post(client, "end", case, status="refused", ground="", outcome="Ditulis panjang.")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Ditulis panjang." in html
    assert "errorlist" in html
    assert Case.objects.get().is_open
    post(client, "end", case, status="refused", ground="off_point", outcome="Ditulis panjang.")
    assert Case.objects.get().status == Case.Status.REFUSED
    late = post(client, "end", case, status="closed", outcome="Kedua.")
    assert late.status_code == 409
    assert Case.objects.get().status == Case.Status.REFUSED
    post(client, "reopen", case)
    assert Case.objects.get().is_open


def test_a_note_is_kept_with_who_wrote_it(desk_client, editor, case):
    client = desk_client(editor)
    assert post(client, "note", case, text=" ").status_code == 400
    post(client, "note", case, text="Ditelepon <b>dua</b> kali.")
    html = page_of(client, case.get_absolute_url())
    assert "Ditelepon &lt;b&gt;dua&lt;/b&gt; kali." in html
    assert case.notes.last().by == editor


def test_a_letter_from_the_telephone_is_entered(desk_client, editor, story):
    client = desk_client(editor)
    came = timezone.localtime() - timedelta(hours=3)
    data = {
        "article": f"#{story.pk}",
        "kind": "correction",
        "came_by": "phone",
        "name": "Budi",
        "contact": "0812 3456 7890",
        "standing": "",
        "received_at": f"{came:%Y-%m-%dT%H:%M}",
        "text": "Nama kami salah ditulis.",
    }
    wrong = client.post(reverse("case-add"), data | {"article": "tidak ada cerita ini", "name": ""})
    assert wrong.status_code == 200
    assert "Nama kami salah ditulis." in wrong.content.decode()
    assert not Case.objects.exists()
    client.post(reverse("case-add"), data)
    case = Case.objects.get()
    assert (case.came_by, case.letter.article) == ("phone", story)
    assert abs(case.letter.sent_at - came) < timedelta(minutes=1)


def test_the_register_is_filtered_by_whose_what_and_when(desk_client, editor, story):
    now = timezone.now()
    sent = [("reply", 0), ("correction", 1), ("complaint", 90), ("reply", 2)]
    for kind, hours in sent:
        make_letter(story, kind=kind, at=now - timedelta(hours=hours))
    new, mine, late, ended = sorted(arriving.open_new(), key=lambda case: case.letter_id)
    handling.take(mine.pk, by=editor)
    handling.end(ended.pk, Case.Status.CLOSED, outcome="Selesai.", by=editor)
    client = desk_client(editor)
    for query, expected in (
        ("", [late, mine, new]),
        ("?lihat=saya", [mine]),
        ("?lihat=baru", [late, new]),
        ("?lihat=lewat", [late]),
        ("?lihat=selesai", [ended]),
        ("?jenis=reply", [new]),
        ("?lihat=selesai&jenis=complaint", []),
    ):
        html = page_of(client, reverse("cases") + query)
        shown = sorted((html.index(str(c)), c.pk) for c in Case.objects.all() if str(c) in html)
        assert [pk for _place, pk in shown] == [c.pk for c in expected], query
    for query in ("?lihat=semua", "?jenis=pujian", "?setelah=x", "?lihat=selesai&setelah=1-1"):
        page_of(client, reverse("cases") + query, status=404)


def test_the_table_that_leaves_the_house_has_no_contact_and_no_formula(desk_client, editor, story):
    make_letter(story, contact=SECRET, name="=HYPERLINK(1)", standing="+62")
    arriving.open_new()
    response = desk_client(editor).get(reverse("cases-export"))
    text = response.content.decode("utf-8-sig")
    assert "attachment" in response.headers["Content-Disposition"]
    assert SECRET not in text
    head, row = list(csv.reader(io.StringIO(text)))
    assert len(head) == len(row)
    assert row[0] == str(Case.objects.get())
    assert "'=HYPERLINK(1)" in row
    assert "'+62" in row


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_no_page_needs_more_queries_for_more_cases(desk_client, editor, case, story):
    client = desk_client(editor)
    addresses = [
        reverse("cases"),
        reverse("cases") + "?lihat=selesai",
        reverse("cases-export"),
        reverse("case-add"),
        case.get_absolute_url(),
        reverse("admin:index"),
    ]
    handling.take(case.pk, by=editor)
    with_one = [queries_of(client, address) for address in addresses]
    for number in range(29):
        make_letter(make_article() if number % 2 else story)
    for opened in arriving.open_new():
        handling.take(opened.pk, by=editor)
        handling.start_reply(opened.pk, by=editor)
        arriving.log(case, "Catatan.", by=editor, now=timezone.now())
        if opened.pk % 3 == 0:
            handling.end(opened.pk, Case.Status.CLOSED, outcome="Selesai.", by=editor)
    with_thirty = [queries_of(client, address) for address in addresses]
    assert with_thirty == with_one
    assert max(with_thirty) <= MOST_QUERIES


def test_long_registers_come_in_pages(desk_client, editor, story):
    for _ in range(53):
        make_letter(story)
    arriving.open_new()
    client = desk_client(editor)
    first = page_of(client, reverse("cases"))
    assert first.count('class="case-row"') == 50
    (more,) = [part.split('"')[0] for part in first.split('rel="next" href="')[1:]]
    second = page_of(client, reverse("cases") + more.replace("&amp;", "&"))
    assert second.count('class="case-row"') == 3
