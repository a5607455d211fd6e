"""Words that come into the newsroom can be found: saved, imported, received, there before."""

from io import StringIO

import pytest
from django.core.management import call_command

from moderation import resembling, tasks, workflow
from moderation.history import Stale, save_draft
from moderation.models import Draft
from moderation.steps import Status
from resemblance import search
from resemblance.models import Fingerprint, Sketch
from resemblance.search import Document
from tests.resemblance.stories import html, make_release, make_story
from tests.resemblance.texts import APART, ONE, RELEASE, TWO

pytestmark = pytest.mark.django_db


def found(text):
    return {one.number for one in search.near(text) if one.kind == resembling.STORY}


def test_a_story_is_found_by_what_was_saved_last(reporter):
    draft = make_story(reporter, ONE)
    assert found(ONE) == {draft.pk}
    draft.body = html(APART)
    save_draft(draft, by=reporter)
    assert found(ONE) == set()
    assert found(APART) == {draft.pk}


def test_a_save_that_came_too_late_leaves_what_is_found(reporter):
    draft = make_story(reporter, ONE)
    late = Draft.objects.get(pk=draft.pk)
    draft.body = html(TWO)
    save_draft(draft, by=reporter)
    late.body = html(APART)
    with pytest.raises(Stale):
        save_draft(late, by=reporter)
    assert found(TWO) == {draft.pk}
    assert found(APART) == set()


def test_a_story_whose_new_version_was_given_up_is_found_by_the_released_words(reporter, editor):
    draft = make_story(reporter, APART, status=Status.RELEASED, editor=editor)
    workflow.take("reopen", draft, by=reporter, version=draft.version)
    draft.body = html(ONE)
    save_draft(draft, by=reporter)
    assert found(APART) == set()
    workflow.take("discard", draft, by=reporter, version=draft.version)
    assert found(APART) == {draft.pk}
    assert found(ONE) == set()


def test_a_press_release_is_found_from_the_moment_it_is_stored(reporter):
    release = make_release(reporter, RELEASE)
    assert search.near(ONE) == [Document(resembling.RELEASE, release.pk)]


# --- An archive from before ---------------------------------------------------------------------


def fingerprint(**options):
    out = StringIO()
    call_command("fingerprint_stories", stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def archive(reporter, monkeypatch):
    """Return two stories and a press release that nothing was kept of, for batches of one."""
    monkeypatch.setattr(resembling, "BATCH", 1)
    stories = [make_story(reporter, ONE), make_story(reporter, TWO)]
    release = make_release(reporter, RELEASE)
    Fingerprint.objects.all().delete()
    Sketch.objects.all().delete()
    return *stories, release


def test_an_archive_that_has_none_gets_them_all(archive):
    one, two, release = archive
    assert found(ONE) == set()
    assert fingerprint() == "3 documents can be found now."
    assert found(ONE) == {one.pk, two.pk}
    assert Document(resembling.RELEASE, release.pk) in search.near(ONE)
    assert fingerprint() == "Every document can be found."


def test_the_worker_goes_on_every_night(archive, monkeypatch):
    monkeypatch.setattr(tasks, "BATCHES_A_NIGHT", 2)
    assert [tasks.fingerprint() for _night in range(3)] == [2, 1, 0]


def test_a_run_that_was_interrupted_goes_on(archive, monkeypatch):
    kept = resembling.keep_missing
    calls = []

    def breaks(kind, *, after=0):
        calls.append(kind)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return kept(kind, after=after)

    monkeypatch.setattr(resembling, "keep_missing", breaks)
    with pytest.raises(KeyboardInterrupt):
        fingerprint()
    monkeypatch.setattr(resembling, "keep_missing", kept)
    assert fingerprint() == "2 documents can be found now."


def test_what_an_older_version_made_is_made_anew(archive):
    fingerprint()
    Sketch.objects.filter(number=archive[0].pk, kind=resembling.STORY).update(version=0)
    assert fingerprint() == "1 documents can be found now."
    assert fingerprint(all=True) == "3 documents can be found now."
