"""Where the desk sees what was not verified in time, and who quotes another outlet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article
from moderation import notices, overview, sourcing
from moderation.models import Draft, Notice
from moderation.overview import Wanted
from moderation.sentences import sentence
from tests.factories import make_article, make_draft, quoting, unverified
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

LIST = "/meja/moderation/draft/"
OVERDUE = "/meja/ikhtisar/lewat-tenggat/"


@pytest.fixture
def soon():
    return timezone.now() + timedelta(hours=1)


@pytest.fixture
def late(reporter, editor, soon):
    """A public story that nobody verified by `soon`."""
    words = unverified(verify_by=soon)
    return make_draft(reporter, status="released", editor=editor, headline="Gudang", **words)


def headlines(drafts):
    return [draft.headline for draft in drafts]


def test_what_is_out_and_not_verified_in_time_is_overdue(reporter, editor, late, soon):
    make_draft(reporter, headline="Naskah", **unverified(verify_by=soon))
    find = overview.unverified
    assert headlines(find(editor, Wanted(), now=soon)) == ["Gudang"]
    assert find(editor, Wanted(), now=soon - timedelta(minutes=1)) == []


def test_what_another_story_verified_is_done_until_that_one_is_withdrawn(late, editor, soon):
    other = make_article(verifies=late.article)
    assert overview.unverified(editor, Wanted(), now=soon) == []
    publishing.withdraw(other, reason="child", statement="Demi anak.", at=soon)
    assert headlines(overview.unverified(editor, Wanted(), now=soon)) == ["Gudang"]


def test_the_page_of_overdue_stories_names_it_to_whoever_may_see_it(
    desk_client, late, editor, other_reporter
):
    Article.objects.update(verify_by=timezone.now() - timedelta(minutes=1))
    assert "Gudang" in text_of(desk_client(editor).get(OVERDUE))
    assert "Gudang" not in text_of(desk_client(other_reporter).get(OVERDUE))


def test_its_owner_and_editors_are_told_once_for_each_time(late, reporter, editor, soon):
    told = Notice.objects.filter(kind="verify")
    before = Notice.objects.filter(kind="verify_soon")
    notices.remind_unverified(now=soon - timedelta(minutes=61))
    assert not before.exists()
    for _ in range(2):
        notices.remind_unverified(now=soon - timedelta(minutes=59))
    assert {row.person for row in before} == {reporter, editor}
    assert before.count() == 2
    assert not told.exists()
    for _ in range(2):
        notices.remind_unverified(now=soon)
    assert {row.person for row in told} == {reporter, editor}
    assert "Gudang" in sentence(told.select_related("draft", "transition", "comment", "by")[0])
    Article.objects.update(verify_by=soon + timedelta(minutes=5))
    notices.remind_unverified(now=soon + timedelta(minutes=5))
    assert told.all().count() == 4


def test_the_notice_is_read_for_everybody_once_another_story_said_what_was_found(
    late, reporter, editor, soon
):
    other = make_draft(reporter, status="released", editor=editor, **unverified(verify_by=soon))
    notices.remind_unverified(now=soon)
    found = make_draft(reporter, headline="Terbukti", verifies=late.article)
    notices.remind_unverified(now=soon - timedelta(minutes=1))
    waiting = Notice.objects.filter(kind__in=notices.TO_VERIFY, read_at=None)
    assert waiting.filter(draft=late).count() == 4
    make_draft(reporter, status="released", editor=editor, verifies=late.article)
    assert not waiting.filter(draft=late).exists()
    assert waiting.filter(draft=other).count() == 4
    assert found.status == "draft"


def test_the_list_of_drafts_is_narrowed_to_what_is_not_verified(
    desk_client, late, reporter, editor
):
    make_draft(reporter, headline="Biasa")
    client = desk_client(editor)
    page = text_of(client.get(f"{LIST}?verifikasi=belum"))
    assert "Gudang" in page
    assert "Biasa" not in page
    assert "Gudang" not in text_of(client.get(f"{LIST}?verifikasi=lewat"))
    Article.objects.update(verify_by=timezone.now() - timedelta(minutes=1))
    assert "Gudang" in text_of(client.get(f"{LIST}?verifikasi=lewat"))


def test_the_list_of_drafts_finds_who_quotes_an_outlet_or_an_address(desk_client, reporter, editor):
    make_draft(reporter, headline="Mengutip Muara", **quoting())
    warta = {"quoted_outlet": "Warta Hulu", "quoted_url": "https://www.wartahulu.example/a/b"}
    make_draft(reporter, headline="Mengutip Warta", **quoting(**warta))
    make_draft(reporter, headline="Tidak mengutip muara.example")
    client = desk_client(editor)

    def found(query):
        page = text_of(client.get(f"{LIST}?{query}"))
        return {name for name in ("Mengutip Muara", "Mengutip Warta", "Tidak") if name in page}

    assert found("kutipan=Harian Muara") == {"Mengutip Muara"}
    assert found("q=muara.example") == {"Mengutip Muara"}
    assert found("q=https://wartahulu.example/a/") == {"Mengutip Warta"}
    assert found("q=http://www.wartahulu.example") == {"Mengutip Warta"}
    assert found("q=Tidak") == {"Tidak"}


def test_nobody_learns_of_an_outlet_from_a_story_they_may_not_see(
    desk_client, reporter, other_reporter
):
    make_draft(reporter, **quoting(quoted_outlet="Koran Rahasia"))
    assert "Koran Rahasia" in text_of(desk_client(reporter).get(LIST))
    assert "Koran Rahasia" not in text_of(desk_client(other_reporter).get(LIST))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("muara.example", True),
        ("https://a.example/x?y=1", True),
        ("Rp2.000", False),
        ("a b.c", False),
    ],
)
def test_an_address_is_told_from_words(text, is_one):
    assert sourcing.is_address(text) is is_one


@pytest.mark.parametrize("number", [1, 30])
def test_the_lists_cost_the_same_for_any_number(
    desk_client, reporter, editor, django_assert_max_num_queries, number
):
    for i in range(number):
        words = quoting(quoted_outlet=f"Koran {i}")
        draft = make_draft(reporter, status="submitted", **words)
        Draft.objects.filter(pk=draft.pk).update(article=make_article(**unverified()))
    Article.objects.update(verify_by=timezone.now() - timedelta(minutes=1))
    client = desk_client(editor)
    client.get(LIST)
    with django_assert_max_num_queries(30):
        client.get(OVERDUE)
    with django_assert_max_num_queries(30):
        client.get(f"{LIST}?q=muara.example")


# --- Where readers see it ------------------------------------------------------------------------


def test_a_story_that_is_not_verified_says_so_beside_other_stories_too(reader_client, soon):
    make_article(headline="Gudang", **unverified(verify_by=soon))
    other = make_article(headline="Rapat Warga")
    page = reader_client.get(other.get_absolute_url()).text
    rail = page[page.index('class="rail"') :]
    assert 'class="label label-unverified"' in rail[: rail.index("</aside>")]
