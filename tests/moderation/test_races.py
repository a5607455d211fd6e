"""Two people, and the clock, at the same moment: one of them wins and nothing is lost."""

import random
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from articles.models import Article, Edition
from moderation import windows, workflow
from moderation.history import Stale, save_draft
from moderation.models import Draft, Transition
from moderation.record import broken_links
from moderation.steps import Status
from tests.factories import make_draft, make_window

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 50


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; return what each returned or raised."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            results[number] = act()
        except Exception as error:  # the test looks at it
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_racing_editors_make_one_release_each_time(reporter, editor, other_editor):
    for number in range(ROUNDS):
        draft = make_draft(reporter, status="submitted", tags=[f"Tag {number % 3}", "Bersama"])

        def release(by, pk=draft.pk):
            mine = Draft.objects.get(pk=pk)
            return workflow.take("release", mine, by=by, version=1)

        results = at_once(lambda: release(editor), lambda: release(other_editor))
        won = [result for result in results if isinstance(result, Transition)]
        lost = [result for result in results if isinstance(result, workflow.Refused)]
        assert (len(won), len(lost)) == (1, 1), results
        assert str(lost[0])
    assert Article.objects.count() == ROUNDS
    assert Transition.objects.filter(step="release").count() == ROUNDS
    assert broken_links() == []


def test_the_calendar_waits_for_a_release_under_way_and_a_release_for_the_calendar(
    reporter, editor
):
    make_window()
    draft = make_draft(reporter, status="submitted", tags=["Banjir"])

    def impatient(act):
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '100ms'")
            act()

    def release():
        workflow.take("release", Draft.objects.get(pk=draft.pk), by=editor, version=1)

    with transaction.atomic():
        windows.hold()  # as a release does before it reads the calendar
        (changing,) = at_once(lambda: impatient(make_window))
    with transaction.atomic():
        make_window()
        (releasing,) = at_once(lambda: impatient(release))
    assert isinstance(changing, OperationalError)
    assert isinstance(releasing, OperationalError)


def test_job_sweep_and_an_editor_race_for_a_scheduled_story(reporter, editor, other_editor):
    due = timezone.now() + timedelta(minutes=5)
    for _ in range(10):
        draft = make_draft(reporter, status="scheduled", editor=editor, due_at=due)

        def by_hand(pk=draft.pk):
            return workflow.take("release", Draft.objects.get(pk=pk), by=other_editor, version=1)

        def by_clock():
            return workflow.release_due(now=due)

        results = at_once(by_hand, by_clock, by_clock)
        taken = [r for r in results if isinstance(r, Transition)]
        taken += [step for r in results if isinstance(r, list) for step in r]
        assert len(taken) == 1, results
        assert draft.transitions.filter(step="release").count() == 1
        assert Draft.objects.get(pk=draft.pk).status == Status.RELEASED


def test_two_editors_typing_at_once_lose_no_acknowledged_word(reporter, editor, other_editor):
    draft = make_draft(reporter, status="submitted")
    acknowledged = []
    rng = random.Random(7)  # noqa: S311 - the same interleaving tries each time

    def write(by, word):
        mine = Draft.objects.get(pk=draft.pk)
        mine.body = f"<p>{word}</p>"
        save_draft(mine, by=by)
        acknowledged.append(word)

    for number in range(ROUNDS):
        people = [editor, other_editor]
        rng.shuffle(people)
        results = at_once(
            *(
                lambda by=by, word=f"kata-{number}-{n}": write(by, word)
                for n, by in enumerate(people)
            )
        )
        assert all(result is None or isinstance(result, Stale) for result in results), results
    kept = set(draft.revisions.values_list("body", flat=True))
    assert {f"<p>{word}</p>" for word in acknowledged} <= kept
    draft.refresh_from_db()
    assert draft.version == len(acknowledged) + 1
    assert draft.body == draft.revisions.get(number=draft.version).body


def test_a_step_and_a_save_at_once_never_release_words_nobody_saw(reporter, editor, other_editor):
    for number in range(20):
        draft = make_draft(reporter, status="submitted", body="<p>Dibaca redaktur.</p>")

        def release(pk=draft.pk):
            return workflow.take("release", Draft.objects.get(pk=pk), by=editor, version=1)

        def write(pk=draft.pk, number=number):
            mine = Draft.objects.get(pk=pk)
            mine.body = f"<p>Belum dibaca {number}.</p>"
            return save_draft(mine, by=other_editor)

        at_once(release, write)
        draft.refresh_from_db()
        if draft.article:
            assert draft.article.body == "<p>Dibaca redaktur.</p>"
            assert draft.body == "<p>Dibaca redaktur.</p>"


def test_the_edition_counts_every_release(reporter, editor, other_editor):
    before = Edition.objects.get().number
    drafts = [make_draft(reporter, status="submitted", tags=["Sama"]) for _ in range(6)]
    results = at_once(
        *(
            lambda pk=draft.pk: workflow.take(
                "release", Draft.objects.get(pk=pk), by=editor, version=1
            )
            for draft in drafts
        )
    )
    assert all(isinstance(result, Transition) for result in results), results
    assert Edition.objects.get().number >= before + len(drafts)
