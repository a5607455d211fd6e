"""The large desk that anybody can load: its record is whole, and its pages look at few rows."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from moderation import listing
from moderation.models import Desk, Draft, Revision, Transition
from moderation.record import broken_links
from newsroom.demo import scale
from photos.models import Photo
from tests.factories import make_category, make_draft, make_person, make_photo

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
DRAFTS = 3_000
LIST = "/meja/moderation/draft/"
LISTS = [
    "/meja/",
    "/meja/antrean/",
    "/meja/antrean/?bagian=isi",
    "/meja/ikhtisar/",
    "/meja/ikhtisar/?kanal=politik",
    "/meja/ikhtisar/?meja={desk}",
    "/meja/ikhtisar/?orang={writer}",
    "/meja/ikhtisar/terjadwal/",
    "/meja/ikhtisar/pekan/{monday}/",
    "/meja/ikhtisar/lewat-tenggat/",
    "/meja/ikhtisar/mengendap/",
    "/meja/ikhtisar/orang/",
    LIST,
    f"{LIST}?status__exact=submitted",
    f"{LIST}?penulis={{writer}}",
    f"{LIST}?tenggat=lewat",
    "/meja/moderation/desk/",
    "/meja/photos/photo/",
    "/meja/categories/category/",
    "/meja/articles/tag/",
    "/meja/articles/author/",
    "/meja/accounts/user/",
    "/meja/pemberitahuan/",
]
# What grows with every story; the lists of it are ranges of an index.
GROWING = {"moderation_draft", "moderation_revision", "moderation_transition"}


@pytest.fixture
def large(db: None) -> dict[str, Any]:
    """Fill a newsroom that has one of everything with thousands more."""
    channels = [make_category(name) for name in ("Politik", "Olahraga", "Ekonomi")]
    make_category("Pemilu", channels[0])
    writer = make_person("laras", Role.REPORTER)
    editor = make_person("yusran", Role.DESK_EDITOR)
    make_draft(writer, status="released", editor=editor, lead_photo=make_photo(writer))
    size = scale.Size(drafts=DRAFTS, photos=300, tags=300, categories=60, people=40)
    scale.fill(size, say=lambda _what: None, using="default")
    today = timezone.localdate()
    return {
        "writer": writer.pk,
        "desk": Desk.objects.earliest("pk").pk,
        "monday": today - timedelta(days=today.weekday()),
    }


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes_of(below)


def scanned(sql: str) -> set[str]:
    """Return the growing tables that a statement reads from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql)
        (answer,) = cursor.fetchone()
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    whole = (node for node in nodes_of(plan) if node["Node Type"] == "Seq Scan")
    return {node["Relation Name"] for node in whole} & GROWING


def test_every_list_of_a_large_desk_takes_few_queries_and_reads_no_table_whole(
    large, desk_client, monkeypatch
):
    # As much smaller as the table is: two thirds of it would be read whole.
    monkeypatch.setattr(listing, "MOST_COUNTED", listing.MOST_COUNTED * DRAFTS // 100_000)
    assert Draft.objects.count() == DRAFTS + 1
    assert Revision.objects.count() > 2 * DRAFTS
    assert Transition.objects.count() > DRAFTS
    assert Photo.objects.count() == 301
    assert broken_links() == []  # the triggers wrote the chain
    laras, yusran = (User.objects.get(username=name) for name in ("laras", "yusran"))
    boss = User.objects.filter(groups__name=Role.MANAGING_EDITOR).first()
    for person in (laras, yusran, boss):
        client: Client = desk_client(person)
        for address in LISTS:
            address = address.format(**large)
            with CaptureQueriesContext(connection) as captured:
                status = client.get(address).status_code
            assert status in {200, 403}, (person, address)
            statements = [query["sql"] for query in captured]
            assert len(statements) <= MOST_QUERIES, (person, address)
            for sql in statements:
                if sql.startswith("SELECT"):
                    assert not scanned(sql), (person, address, sql)


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_database_in_which_somebody_works_is_left_alone(settings, reporter, is_demo):
    settings.DEMO = is_demo
    make_draft(reporter)
    with pytest.raises(CommandError):
        call_command("load_desk_at_scale", no_input=True, stdout=StringIO())
    assert Draft.objects.count() == 1
