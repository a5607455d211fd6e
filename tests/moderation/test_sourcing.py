"""What a story stands on, at the desk: the mark, its four conditions, its due time, the story that
verifies another, and whom a story quotes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Condition
from moderation import conflicts, sourcing, workflow
from moderation.checklist import open_points, points
from moderation.history import save_draft
from moderation.merging import merge_value
from moderation.models import Draft
from moderation.record import broken_links
from moderation.versions import compare, restore
from tests.factories import make_article, make_draft, quoting, unverified
from tests.moderation.desk import address, text_of
from tests.moderation.test_forms import filled, saved

pytestmark = pytest.mark.django_db

TICKED = {f"conditions_met-{one}": "on" for one in Condition.values}


def marked(**fields):
    return {"is_unverified": "on", "verify_by": "2030-05-14T19:25", **TICKED, **fields}


def open_fields(draft: Draft) -> set[str]:
    return {point.field for point in points(draft) if not point.done}


def test_the_form_keeps_the_mark_with_what_belongs_to_it(reporter):
    draft = saved(reporter, **marked(unverified_notice=" (Polisi belum\n menjawab.) "))
    assert draft.is_unverified
    assert draft.conditions_met == Condition.values
    assert draft.unverified_notice == "Polisi belum menjawab."
    assert timezone.localtime(draft.verify_by).strftime("%d %H.%M") == "14 19.25"


def test_without_the_mark_nothing_of_it_is_kept(reporter):
    draft = saved(reporter, **marked(is_unverified="", verify_by="kapan", unverified_notice="x"))
    assert (draft.conditions_met, draft.unverified_notice, draft.verify_by) == ([], "", None)


@pytest.mark.parametrize("left_out", Condition.values)
def test_all_four_conditions_are_needed_to_submit(reporter, left_out):
    met = [one for one in Condition.values if one != left_out]
    draft = make_draft(reporter, **unverified(conditions_met=met))
    (problem,) = open_points(draft)
    assert str(Condition(left_out).label) in problem
    with pytest.raises(workflow.Refused, match=str(Condition(left_out).label)):
        workflow.take("submit", draft, by=reporter, version=draft.version)


def test_a_time_to_come_is_needed_until_which_it_is_verified(reporter):
    draft = make_draft(reporter, **unverified() | {"verify_by": None})
    assert open_fields(draft) == {"verify_by"}
    assert "verify_by" in filled(reporter, **marked(verify_by="2020-05-14T19:25")).errors


def test_the_database_holds_releases_and_schedules_to_the_conditions(reporter, editor):
    for status in ("scheduled", "released"):
        draft = make_draft(reporter, status=status, editor=editor, **unverified())
        with pytest.raises(IntegrityError, match="draft_unverified"), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(conditions_met=["urgent"])


def test_a_release_tells_readers_and_only_an_update_takes_the_mark_away(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor, **unverified())
    assert draft.article.is_unverified
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    for name, value in (("is_unverified", False), ("conditions_met", []), ("verify_by", None)):
        setattr(draft, name, value)
    save_draft(draft, by=reporter)
    workflow.take("submit", draft, by=reporter, version=draft.version)

    def release(**details):
        details = workflow.Details(**details)
        workflow.take("release", draft, by=editor, version=draft.version, details=details)

    with pytest.raises(workflow.Refused) as refused:
        release(change="fix")
    assert refused.value.detail == "change"
    release(change="update", statement="Polisi membenarkan.")
    assert not Article.objects.get().is_unverified


# --- The story that verifies another ------------------------------------------------------------


def test_the_story_that_verifies_another_names_one_that_is_not_verified(reporter):
    unsure, plain = make_article(**unverified()), make_article()
    assert not open_points(make_draft(reporter, verifies=unsure))
    assert open_fields(make_draft(reporter, verifies=plain)) == {"verifies"}
    assert "verifies" in open_fields(make_draft(reporter, verifies=unsure, **unverified()))


def test_it_may_go_on_naming_it_after_that_one_was_cleared(reporter, editor):
    unsure = make_article(**unverified())
    draft = make_draft(reporter, status="released", editor=editor, verifies=unsure)
    Article.objects.filter(pk=unsure.pk).update(is_unverified=False)
    draft.verifies.refresh_from_db()
    assert not open_points(draft)


def test_a_draft_names_it_in_the_form_and_in_its_preview(desk_client, reporter):
    unsure = make_article(headline="Gudang Terbakar", **unverified())
    draft = saved(reporter, verifies=str(unsure.pk), headline="Polisi: Gudang Dibakar")
    assert draft.verifies == unsure
    save_draft(draft, by=reporter)
    client = desk_client(reporter)
    form = text_of(client.get(address("change", draft)))
    assert f'value="#{unsure.pk} Gudang Terbakar' in form
    assert '<details class="fold sensitive" id="verification" open>' in form
    preview = text_of(client.get(address("preview", draft)))
    assert f'href="{unsure.get_absolute_url()}">Gudang Terbakar</a>' in preview


# --- Whom a story quotes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://muara.example/a?utm_source=wa&id=1", "https://muara.example/a?id=1"),
        ("muara.example/a", "https://muara.example/a"),
        (" HTTP://Muara.Example/A ", "http://muara.example/A"),
        ("https://siapa:rahasia@muara.example/a", "https://muara.example/a"),
        ("https://www.google.com/url?q=https://muara.example/a", "https://muara.example/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@muara.example", ""),
        ("/berita/1/", ""),
        ("https://", ""),
        ("https://localhost/a", ""),
        ("kata biasa", ""),
    ],
)
def test_an_address_is_kept_clean_or_refused(reporter, text, kept):
    assert sourcing.web_address(text) == kept
    form = filled(reporter, quoted_url=text)
    assert form.is_valid() is bool(kept)


def test_a_quoted_source_is_named_in_full_or_not_at_all(reporter):
    assert not open_points(make_draft(reporter, **quoting()))
    for name in ("quoted_outlet", "quoted_url", "quoted_on"):
        draft = make_draft(reporter, **quoting(**{name: None if name == "quoted_on" else ""}))
        assert open_fields(draft) == {name}


def test_a_day_to_come_is_refused(reporter):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "quoted_on" in filled(reporter, quoted_on=f"{tomorrow:%Y-%m-%d}").errors


# --- As words of a version ----------------------------------------------------------------------


def test_versions_keep_compare_and_bring_it_back_and_the_record_holds_it(reporter):
    unsure = make_article(**unverified())
    draft = make_draft(reporter, **unverified(unverified_notice="Menunggu polisi."))
    first = draft.revisions.get()
    for name, value in (quoting() | {"is_unverified": False, "verifies": unsure}).items():
        setattr(draft, name, value)
    save_draft(draft, by=reporter)
    changes = {change.label: change.html for change in compare(first, draft).fields}
    assert "Harian Muara" in changes[str(Draft._meta.get_field("quoted_outlet").verbose_name)]
    assert f"#{unsure.pk}" in changes[str(Draft._meta.get_field("verifies").verbose_name)]
    assert str(Draft._meta.get_field("is_unverified").verbose_name) in changes
    restore(draft, first, by=reporter, version=draft.version)
    assert draft.is_unverified
    assert (draft.quoted_outlet, draft.quoted_on, draft.verifies_id) == ("", None, None)
    assert broken_links() == []


def test_the_record_notices_a_changed_condition(reporter):
    import pgtrigger

    draft = make_draft(reporter, **unverified())
    with pgtrigger.ignore("moderation.Revision:revision_is_kept"):
        draft.revisions.update(conditions_met=[])
    assert [link.draft_id for link in broken_links()] == [draft.pk]


def test_two_changes_of_one_time_are_never_mixed(reporter, editor):
    draft = make_draft(reporter, **unverified())
    began = draft.verify_by
    now = Draft.objects.get(pk=draft.pk)
    now.verify_by = began + timedelta(days=40)
    save_draft(now, by=editor)
    mine = draft.copy_values() | {"verify_by": began + timedelta(minutes=7)}
    conflict = conflicts.Conflict(now, mine, 1)
    (point,) = conflict.open_points
    assert {option.pick for option in point.options} <= {"base", "mine", "theirs"}
    chosen = {point.key: "mine"}
    merged = conflicts.Conflict(now, mine, 1, chosen).merged()
    assert merged.verify_by == mine["verify_by"]
    assert merge_value("a b c d e", "x b c d e", "a b c d y", is_whole=True).combined is None


def test_the_review_shows_the_notice_the_source_and_the_time(desk_client, reporter, editor):
    words = unverified(unverified_notice="Menunggu polisi.") | quoting()
    draft = make_draft(reporter, status="submitted", **words)
    page = text_of(desk_client(editor).get(address("review", draft)))
    assert "<em>(Menunggu polisi.)</em>" in page
    assert "Harian Muara" in page
    assert gettext("To be verified by") in page
