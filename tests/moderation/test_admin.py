"""The list of drafts: who sees what, how it is narrowed, and what it costs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from moderation.listing import MOST_OWNERS, BoundedPaginator
from moderation.models import Draft
from moderation.steps import Status
from tests.factories import make_category, make_draft, make_person

pytestmark = pytest.mark.django_db

LIST = "/meja/moderation/draft/"
MOST_QUERIES = 30


def headlines(client: Client, **query: Any) -> list[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200, response.headers
    return [draft.headline for draft in response.context["cl"].result_list]


def test_a_journalist_sees_their_own_drafts_and_an_editor_everybodys(
    desk_client, reporter, other_reporter, editor
):
    make_draft(reporter, headline="Punya Rina")
    make_draft(other_reporter, headline="Punya Rudi")
    assert headlines(desk_client(reporter)) == ["Punya Rina"]
    assert headlines(desk_client(editor)) == ["Punya Rudi", "Punya Rina"]


@pytest.mark.parametrize(("name", "status_code"), [("sysadmin", 403), ("photographer", 200)])
def test_the_list_is_for_those_who_write(request, desk_client, name, status_code):
    client = desk_client(request.getfixturevalue(name))
    assert client.get(LIST).status_code == status_code


def test_somebody_who_is_not_signed_in_is_led_to_the_login():
    response = Client().get(LIST)
    assert response.status_code == 302
    assert "/meja/" in response.url


def test_a_line_says_status_writer_category_age_and_the_minute_in_wib(
    desk_client, reporter, editor
):
    due_at = timezone.now() + timedelta(days=2)
    past = timezone.now() - timedelta(hours=2, minutes=10)
    make_draft(reporter, status=Status.SCHEDULED, editor=editor, due_at=due_at, now=past)
    page = desk_client(editor).get(LIST).content.decode()
    for words in ("status-scheduled", str(reporter), "Politik", "2\xa0", " WIB"):
        assert words in page


def test_a_filter_by_channel_finds_what_stands_below_it(desk_client, reporter):
    politics = make_category("Politik")
    make_draft(reporter, headline="Di bawah", category=make_category("Pemilu", politics))
    make_draft(reporter, headline="Di kanal", category=politics)
    make_draft(reporter, headline="Lain", category=make_category("Politik Uang"))
    assert set(headlines(desk_client(reporter), kanal="politik")) == {"Di bawah", "Di kanal"}


def test_status_kind_date_and_words_narrow_the_list(desk_client, reporter, editor):
    make_draft(reporter, headline="Opini Banjir", kind="opinion")
    make_draft(reporter, headline="Banjir Surut", status=Status.SUBMITTED)
    client = desk_client(editor)
    assert headlines(client, kind__exact="opinion") == ["Opini Banjir"]
    assert headlines(client, status__exact="submitted") == ["Banjir Surut"]
    assert headlines(client, q="surut banjir") == ["Banjir Surut"]
    assert headlines(client, changed_at__gte=timezone.localdate() + timedelta(days=1)) == []


def test_the_filter_by_writer_is_for_editors_and_offers_few(desk_client, reporter, editor):
    make_draft(reporter)
    for number in range(3):
        make_draft(make_person(f"penulis{number}", Role.REPORTER), headline=f"Naskah {number}")
    found = desk_client(editor).get(LIST)
    titles = {str(spec.title): spec for spec in found.context["cl"].filter_specs}
    offered = next(spec for spec in titles.values() if spec.__class__.__name__ == "OwnerFilter")
    assert len(offered.lookup_choices) == 5 <= MOST_OWNERS  # four people, and “mine”
    assert len(headlines(desk_client(editor), penulis=reporter.pk)) == 1
    specs = desk_client(reporter).get(LIST).context["cl"].filter_specs
    assert "OwnerFilter" not in {spec.__class__.__name__ for spec in specs}


@pytest.mark.parametrize(
    "query",
    [
        {"penulis": "x'"},
        {"penulis": "9" * 40},
        {"kanal": "tidak/ada"},
        {"q": "a " * 500},
        {"p": "999"},
        {"p": "x"},
        {"all": ""},
        {"o": "99.-7"},
        {"changed_at__gte": "kemarin"},
        {"_facets": "True"},
    ],
)
def test_odd_queries_are_answered(desk_client, reporter, editor, query):
    make_draft(reporter)
    assert desk_client(editor).get(LIST, query).status_code in {200, 302}


def test_a_query_cannot_look_into_other_tables(desk_client, reporter, editor):
    response = desk_client(editor).get(LIST, {"owner__password__startswith": "a"})
    assert response.status_code == 400


@pytest.mark.parametrize("name", ["reporter", "editor"])
def test_the_list_costs_the_same_for_one_draft_and_for_thirty(
    request, desk_client, django_assert_max_num_queries, name
):
    client = desk_client(request.getfixturevalue(name))
    owner = request.getfixturevalue("reporter")
    counts = []
    for number in (1, 29):
        for i in range(number):
            person = owner if i % 2 else make_person(f"orang{number}{i}", Role.REPORTER)
            make_draft(person, category=make_category(f"Topik {i}", make_category("Politik")))
        make_draft(owner)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_fifty_stand_on_a_page_and_no_page_counts_the_whole_table(reporter):
    make_draft(reporter)
    paginator = BoundedPaginator(Draft.objects.all(), 50)
    with CaptureQueriesContext(connection) as captured:
        assert paginator.count == 1
    assert "LIMIT 2000" in captured[0]["sql"]


def test_an_empty_list_says_what_to_do_in_words(desk_client, reporter):
    client = desk_client(reporter)
    empty = client.get(LIST).content.decode()
    assert 'class="empty"' in empty
    assert reverse("admin:moderation_draft_add") in empty
    make_draft(reporter)
    narrowed = client.get(LIST, {"q": "tidak ada"}).content.decode()
    assert 'class="empty"' in narrowed


def test_nothing_is_deleted(desk_client, chief, reporter):
    draft = make_draft(reporter)
    client = desk_client(chief)
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 404
    data = {"action": "delete_selected", "_selected_action": draft.pk, "post": "yes"}
    client.post(LIST, data)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_the_admins_own_lookup_offers_a_journalist_only_their_own_drafts(
    desk_client, reporter, other_reporter
):
    make_draft(reporter, headline="Rahasia Rina")
    query = {
        "app_label": "moderation",
        "model_name": "revision",
        "field_name": "draft",
        "term": "R",
    }
    response = desk_client(other_reporter).get("/meja/autocomplete/", query)
    assert "Rahasia" not in response.content.decode()


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_day_in_the_address_begins_at_midnight_in_wib(desk_client, reporter):
    for hour, headline in [(16, "Kemarin"), (17, "Hari ini")]:  # UTC: 23.00 and 00.00 WIB
        make_draft(reporter, headline=headline, now=datetime(2026, 5, 13, hour, tzinfo=UTC))
    client = desk_client(reporter)
    assert headlines(client, changed_at__gte="2026-05-14") == ["Hari ini"]
    assert headlines(client, changed_at__gte="2026-05-14 00:00:00+07:00") == ["Hari ini"]
    assert headlines(client, changed_at__lt="2026-05-14") == ["Kemarin"]
    assert client.get(LIST, {"changed_at__gte": "2026-05-99"}).status_code == 302
