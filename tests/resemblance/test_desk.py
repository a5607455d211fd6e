"""Near-copies at the desk: who is told of which, on which pages, and the two texts side by side."""

import re
from html import unescape

import pytest
from django.urls import reverse

from moderation import resembling
from moderation.models import Draft
from moderation.steps import Status
from tests.factories import make_category, make_desk
from tests.moderation.desk import address, asked_by, text_of, typed
from tests.resemblance.stories import html, make_release, make_story
from tests.resemblance.texts import APART, ONE, RELEASE, TWO

pytestmark = pytest.mark.django_db

NOTHING = "Nothing alike"
# Without what the checker of texts would hold up.
CLEAN = APART


def titles(draft, user):
    return [one.source.title for one in resembling.near(draft, user)]


def side_by_side(draft, other, kind=resembling.STORY):
    return reverse("draft-resemblance", args=[draft.pk, kind, other.pk])


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


# --- What is found ------------------------------------------------------------------------------


def test_two_stories_of_one_release_find_each_other_and_the_release(reporter):
    one, two = make_story(reporter, ONE, "Satu"), make_story(reporter, TWO, "Dua")
    make_release(reporter, RELEASE, "Rilis")
    assert titles(one, reporter) == ["Rilis", "Dua"]
    assert titles(two, reporter) == ["Rilis", "Satu"]
    of_release = resembling.near(one, reporter)[0]
    assert 65 < of_release.mine < 90
    assert 35 < of_release.theirs < of_release.mine


def test_own_reporting_on_the_same_topic_is_not_found(reporter):
    make_story(reporter, ONE)
    make_story(reporter, TWO)
    make_release(reporter, RELEASE)
    assert titles(make_story(reporter, APART), reporter) == []


def test_a_quotation_in_a_story_of_its_own_is_not_a_near_copy(reporter):
    quoted = TWO.splitlines()[2]
    make_release(reporter, RELEASE + "\n".join(f"Lain {n} lagi." for n in range(40)))
    own = make_story(reporter, "\n".join([APART, quoted, *(f"Beda {n} pula." for n in range(20))]))
    assert titles(own, reporter) == []


def test_words_that_are_not_saved_yet_are_compared(reporter):
    make_story(reporter, ONE, "Satu")
    assert titles(Draft(owner=reporter, headline="Baru", body=html(TWO)), reporter) == ["Satu"]


def test_a_short_text_out_of_a_long_one_is_found(reporter):
    make_story(reporter, "\n".join([RELEASE, *(APART.replace("a", c) for c in "ioue")]), "Panjang")
    (found,) = resembling.near(
        make_story(reporter, RELEASE.splitlines()[1] + RELEASE[:180]), reporter
    )
    assert found.mine > 80
    assert found.theirs < 20


# --- Who is told --------------------------------------------------------------------------------


@pytest.fixture
def two_desks(editor, other_editor):
    """Return a category whose restricted stories `editor` may not see, for `other_editor` may."""
    category = make_category("Hukum")
    make_desk("Meja hukum", [category], [other_editor])
    return category


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SPIKED])
def test_a_story_of_somebody_else_is_named_to_editors_alone(
    reporter, other_reporter, editor, status
):
    make_story(other_reporter, ONE, "Rahasia Rudi", status=status, editor=editor)
    mine = make_story(reporter, TWO)
    assert titles(mine, editor) == ["Rahasia Rudi"]
    assert titles(mine, reporter) == []


def test_a_restricted_story_is_named_to_its_desk_alone(
    reporter, other_reporter, editor, other_editor, two_desks
):
    make_story(other_reporter, ONE, "Rahasia", category=two_desks, is_restricted=True)
    mine = make_story(reporter, TWO)
    assert titles(mine, other_editor) == ["Rahasia"]
    assert titles(mine, editor) == []
    assert titles(mine, reporter) == []


def test_of_a_released_story_its_readers_words_are_compared(reporter, other_reporter, editor):
    theirs = make_story(other_reporter, CLEAN, "Terbit", status=Status.RELEASED, editor=editor)
    Draft.objects.filter(pk=theirs.pk).update(headline="Judul rahasia", body=html(CLEAN + ONE))
    mine = make_story(reporter, CLEAN)
    (found,) = resembling.near(mine, reporter)
    assert found.source.title == "Terbit"
    assert found.source.address == theirs.article.get_absolute_url()
    assert found.theirs > 95
    assert titles(mine, editor) == ["Judul rahasia"]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.KILLED])
def test_a_story_taken_from_readers_is_named_to_editors_alone(
    reporter, other_reporter, editor, status
):
    make_story(other_reporter, CLEAN, "Dicabut", status=status, editor=editor)
    mine = make_story(reporter, CLEAN)
    assert titles(mine, reporter) == []
    assert titles(mine, editor) == ["Dicabut"]


def test_a_page_of_two_texts_does_not_exist_for_who_may_not_read_one(
    desk_client, reporter, other_reporter, editor
):
    mine = make_story(reporter, TWO)
    theirs = make_story(other_reporter, ONE, "Rahasia Rudi")
    assert desk_client(editor).get(side_by_side(mine, theirs)).status_code == 200
    for one, other in ((mine, theirs), (theirs, mine)):
        response = desk_client(reporter).get(side_by_side(one, other))
        assert response.status_code == 404
        assert "Rahasia Rudi" not in text_of(response)


@pytest.mark.parametrize("kind", ["draft", "release", "photo"])
def test_a_document_that_is_not_there_or_is_the_story_itself_has_no_page(
    desk_client, reporter, kind
):
    mine = make_story(reporter, TWO)
    client = desk_client(reporter)
    for number in (mine.pk, 987654):
        page = reverse("draft-resemblance", args=[mine.pk, kind, number])
        assert client.get(page).status_code == 404


# --- The pages ----------------------------------------------------------------------------------


def test_the_form_the_pause_and_the_review_name_what_is_alike(desk_client, reporter, editor):
    mine, theirs = make_story(reporter, TWO), make_story(reporter, ONE, "Yang lebih dulu")
    writing, judging = desk_client(reporter), desk_client(editor)
    pages = [
        writing.get(address("change", mine)),
        writing.post(reverse("desk-checklist", args=[mine.pk]), typed(mine)),
        writing.get(address("step", mine)),
        judging.get(address("review", mine)),
    ]
    for page in pages:
        assert "stands in “Yang lebih dulu”" in text_of(page)
        assert side_by_side(mine, theirs) in text_of(page)


def test_the_pause_follows_what_is_typed(desk_client, reporter):
    make_story(reporter, ONE, "Yang lebih dulu")
    mine, client = make_story(reporter, APART), desk_client(reporter)
    ask = reverse("desk-checklist", args=[mine.pk])
    assert NOTHING in text_of(client.post(ask, typed(mine)))
    copied = text_of(client.post(ask, typed(mine, body=html(TWO))))
    assert "Yang lebih dulu" in copied
    new = text_of(client.post(reverse("desk-checklist"), typed(headline="x", body=html(TWO))))
    assert "Yang lebih dulu" in new
    assert "/kemiripan/" not in new  # of what is not saved there is nothing to show beside it


def test_submitting_a_near_copy_goes_through_and_says_so(desk_client, reporter):
    make_story(reporter, CLEAN, "Yang lebih dulu")
    mine = make_story(reporter, CLEAN, "Sama saja")
    page = desk_client(reporter).post(
        address("change", mine), typed(mine, _submit="1"), follow=True
    )
    mine.refresh_from_db()
    assert mine.status == Status.SUBMITTED
    assert "stands in “Yang lebih dulu”. The editors see that too." in text_of(page)


def test_a_title_is_text_and_no_markup(desk_client, reporter):
    make_story(reporter, ONE, "<b>Bus</b> & kereta")
    page = text_of(desk_client(reporter).get(address("change", make_story(reporter, TWO))))
    assert "&lt;b&gt;Bus&lt;/b&gt; &amp; kereta" in page
    assert "<b>Bus</b>" not in page


def test_two_texts_stand_beside_each_other_with_what_they_share_marked(desk_client, reporter):
    mine, release = make_story(reporter, ONE), make_release(reporter, RELEASE)
    page = text_of(desk_client(reporter).get(side_by_side(mine, release, resembling.RELEASE)))
    shown = unescape(re.sub(r"<a class=\"passage-number.*?</a>|</?mark>", "", page))
    for text in (ONE, RELEASE):
        assert all(line in shown for line in text.splitlines())
    marked = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<mark>(.*?)</mark>", page)]
    assert any("tidak ada lagi anak yang terlambat masuk kelas" in one for one in marked)
    assert not any("Kabar baik datang" in one for one in marked)
    numbers = re.findall(r'id="(ini|itu)-(\d+)" href="#(ini|itu)-(\d+)"', page)
    assert numbers
    assert {(a, n) for a, n, *_ in numbers} == {(b, n) for *_, b, n in numbers}


def test_two_texts_without_a_run_in_common_say_so(desk_client, reporter):
    mine, other = make_story(reporter, ONE), make_story(reporter, "Lain sama sekali", "Lain")
    page = text_of(desk_client(reporter).get(side_by_side(mine, other)))
    assert "share no five words in a row any more" in page
    assert "<mark>" not in page


@pytest.mark.parametrize("many", [1, 30])
def test_any_number_of_copies_takes_as_few_queries(reporter, other_reporter, editor, many):
    for n in range(many):
        make_story(other_reporter, ONE, f"Salinan {n}")
    make_story(other_reporter, CLEAN, "Terbit", status=Status.RELEASED, editor=editor)
    make_release(reporter, RELEASE)
    mine = make_story(reporter, TWO + CLEAN)
    for user in (reporter, editor):
        user.get_all_permissions()  # which a request has asked for already
    number, found = asked_by(lambda: resembling.near(mine, reporter))
    assert number == 3
    assert {one.source.title for one in found} == {"Terbit", "Dua belas bus"}
    number, found = asked_by(lambda: resembling.near(mine, editor))
    assert number <= 4
    assert 1 < len(found) <= resembling.COMPARED


def test_the_release_a_story_says_it_was_made_from_is_no_news_to_who_submits_it(reporter):
    release = make_release(reporter, RELEASE, "Rilis")
    mine = make_story(reporter, RELEASE)
    assert ["“Rilis”" in one for one in resembling.warnings(mine, reporter)] == [True]
    mine.release = release
    assert resembling.warnings(mine, reporter) == []
    assert titles(mine, reporter) == ["Rilis"]
