"""The credits the desk proposes: from whoever wrote, edited and released, and never forced."""

from itertools import islice

import pytest
from django.urls import reverse

from articles.codes import codes_for, free_code
from articles.models import Author
from moderation import credits, workflow
from moderation.history import save_draft
from moderation.models import Draft
from moderation.steps import Status
from tests.factories import make_author, make_draft
from tests.moderation.desk import address, asked_by, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def coded(reporter, editor, other_editor):
    """Give the people of a story the codes that the paper prints."""
    return [
        make_author("Tri Mulyani", "tm", user=reporter),
        make_author("Yulia", "yl", user=editor),
        make_author("Yusran", "yus", user=other_editor),
    ]


def edit(draft, by, headline="Jembatan Tirta Dibuka untuk Umum"):
    draft.headline = headline
    save_draft(draft, by=by)


def codes_of(draft):
    draft.refresh_from_db()
    authors = Author.objects.in_bulk(line["author"] for line in draft.credits)
    return [(authors[line["author"]].code, line["role"]) for line in draft.credits]


def test_the_line_names_who_wrote_who_edited_and_who_is_about_to_release(
    reporter, editor, other_editor, coded
):
    draft = make_draft(reporter, status="submitted", credits=[])
    edit(draft, editor)
    proposal = credits.propose(draft, acting=other_editor)
    assert proposal.codes == "tm/yl/yus"
    assert [line.role.value for line in proposal.lines] == ["reporter", "editor", "editor"]
    assert credits.propose(draft).codes == "tm/yl"


def test_what_stands_there_keeps_its_place_and_role_and_who_is_missing_follows(
    reporter, editor, coded
):
    lines = [{"author": make_author("Pak RT", "prt").pk, "role": "contributor"}]
    lines += [{"author": coded[0].pk, "role": "unknown"}]
    draft = make_draft(reporter, status="submitted", credits=lines)
    edit(draft, editor)
    proposal = credits.propose(draft)
    found = [(line.code, line.role.value, line.is_new) for line in proposal.lines]
    assert found == [
        ("prt", "contributor", False),
        ("tm", "reporter", False),
        ("yl", "editor", True),
    ]


def test_an_editor_who_typed_in_what_another_wrote_is_proposed_as_the_editor(editor, coded):
    draft = make_draft(editor, credits=[{"author": coded[0].pk, "role": "reporter"}])
    assert [(one.code, one.role.value) for one in credits.propose(draft).lines] == [
        ("tm", "reporter"),
        ("yl", "editor"),
    ]


def test_a_story_whose_line_is_whole_gets_no_proposal(reporter, editor, coded, client_of):
    lines = [{"author": coded[0].pk, "role": "reporter"}]
    draft = make_draft(reporter, credits=lines)
    assert not credits.propose(draft).is_news
    assert "data-proposal" not in text_of(client_of("reporter").get(address("change", draft)))


def test_a_submission_without_credits_takes_them_from_the_record_and_says_so(
    reporter, coded, client_of
):
    draft = make_draft(reporter, credits=[])
    response = client_of("reporter").post(
        address("change", draft), typed(draft, _submit="1"), follow=True
    )
    assert codes_of(draft) == [("tm", "reporter")]
    assert draft.status == Status.SUBMITTED
    assert "Tri Mulyani (tm)" in "".join(str(one) for one in response.context["messages"])
    submission = draft.transitions.get(step="submit")
    assert submission.revision.credits == draft.credits


def test_a_release_without_credits_names_who_releases_as_well(
    reporter, editor, other_editor, coded
):
    draft = make_draft(reporter, status="submitted", credits=[])
    draft.credits = []
    save_draft(draft, by=editor)
    workflow.take("release", draft, by=other_editor, version=draft.version)
    assert codes_of(draft) == [("tm", "reporter"), ("yl", "editor"), ("yus", "editor")]
    assert draft.article.credits.count() == 3


def test_credits_that_were_chosen_are_not_added_to_by_any_step(reporter, editor, coded):
    draft = make_draft(reporter, status="released", editor=editor)
    assert codes_of(draft) == [("tm", "reporter")]


def test_who_has_no_code_is_not_credited_unasked(reporter, editor):
    draft = make_draft(reporter, credits=[{"author": make_author().pk, "role": "reporter"}])
    draft.credits = []
    save_draft(draft, by=reporter)
    with pytest.raises(workflow.Refused):
        workflow.take("submit", draft, by=reporter, version=draft.version)
    assert not Author.objects.filter(user=reporter).exists()


def test_taking_the_proposal_in_the_form_saves_what_was_typed_and_gives_a_code(reporter, client_of):
    draft = make_draft(reporter, credits=[])
    page = text_of(client_of("reporter").get(address("change", draft)))
    code = credits.propose(draft).codes
    assert f"({code})" in page
    data = typed(draft, headline="Judul yang baru diketik", _credits="1")
    client_of("reporter").post(address("change", draft), data)
    assert codes_of(draft) == [(code, "reporter")]
    assert draft.headline == "Judul yang baru diketik"
    assert reporter.author.code == code


def test_an_editor_takes_the_proposal_on_the_review_page_with_one_click(
    reporter, editor, coded, client_of
):
    draft = make_draft(reporter, status="submitted")
    client = client_of("editor")
    page = text_of(client.get(address("review", draft)))
    assert reverse("admin:moderation_draft_credits", args=[draft.pk]) in page
    client.post(address("credits", draft), {"version": draft.version})
    assert codes_of(draft) == [("tm", "reporter"), ("yl", "editor")]
    assert draft.status == Status.SUBMITTED
    page = text_of(client.get(address("review", draft)))
    assert reverse("admin:moderation_draft_credits", args=[draft.pk]) not in page


def test_a_proposal_that_somebody_was_faster_than_changes_nothing(
    reporter, editor, other_editor, coded, client_of
):
    draft = make_draft(reporter, status="submitted")
    seen = draft.version
    edit(draft, other_editor)
    before = codes_of(draft)
    client_of("editor").post(address("credits", draft), {"version": seen})
    assert codes_of(draft) == before


@pytest.mark.parametrize("who", ["reporter", "other_reporter", "sysadmin"])
def test_who_may_not_change_the_words_cannot_change_the_credits_either(
    reporter, editor, coded, client_of, who
):
    draft = make_draft(reporter, status="submitted")
    edit(draft, editor)
    client_of(who).post(address("credits", draft), {"version": draft.version})
    assert codes_of(draft) == [("tm", "reporter")]


def test_a_proposal_costs_the_same_for_one_save_and_for_thirty(reporter, editor, coded):
    draft = make_draft(reporter, status="submitted", credits=[])
    once, _ = asked_by(lambda: credits.propose(draft, acting=editor))
    for number in range(30):
        edit(draft, editor, f"Judul {number}")
    often, _ = asked_by(lambda: credits.propose(Draft.objects.get(pk=draft.pk), acting=editor))
    assert often <= once + 1  # the draft itself


@pytest.mark.parametrize(
    ("name", "likeliest"),
    [
        ("Tri Mulyani", ["tm", "tri", "tr", "tmu"]),
        ("Yusran", ["yus", "yu", "yyu"]),
        ("Dan", ["da"]),
        ("Muhammad Al-Fatih bin Umar Said", ["mafbu", "muh", "mu", "msa"]),
        ("王小明", ["pn"]),
    ],
)
def test_codes_are_made_from_the_name(name, likeliest):
    assert list(islice(codes_for(name), len(likeliest))) == likeliest


def test_a_code_of_somebody_else_is_not_proposed(reporter):
    make_author("Tri Mulyani", "tm")
    assert free_code("Toni Martadi", {"tm"}) == "ton"
    reporter.first_name, reporter.last_name = "Toni", "Martadi"
    reporter.save()
    author = credits.author_of(reporter)
    assert (author.code, author.user) == ("ton", reporter)
    assert credits.author_of(reporter) == author


def test_codes_never_run_out():
    codes = list(islice(codes_for("Ab"), 200))
    assert len(set(codes)) == 200
    assert all(2 <= len(code) <= 5 for code in codes)
