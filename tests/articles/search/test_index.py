"""What is indexed of a story, and that nothing stays of a story that is gone."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import publishing, tasks
from articles.models import Article, SearchEntry, SearchWord
from articles.search import find, index, renewing, words
from moderation.models import Draft
from tests.factories import make_article, make_articles, make_author, make_category, quoting


def counts() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "stories"))


def test_a_release_indexes_a_story_and_a_withdrawal_takes_every_word_of_it_out(db):
    stays = make_article(headline="Jembatan Dibuka", tags=["Sungai"])
    before = counts()
    story = make_article(
        headline="Jembatan Zirkonia", body="<p>Kata Wakil Wali Kota Xaverius.</p>", tags=["Zeni"]
    )
    assert counts() | {"jembatan": 2, "zirkonia": 1, "zeni": 1, "xaverius": 1} == counts()
    publishing.withdraw(story, reason="child", statement="Maaf.", at=story.published_at)
    assert counts() == before
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [stays.pk]


def test_a_story_is_found_by_whom_it_quotes_and_by_its_source(db):
    make_article(source="Humas Polres", **quoting(quoted_outlet="Harian Zirkonia"))
    (entry,) = SearchEntry.objects.all()
    for word in ("'polres'", "'zirkonia'"):
        assert word in entry.everything
        assert word not in entry.heading


def test_a_new_release_replaces_what_was_indexed(db):
    story = make_article(headline="Pasar Kebakaran")
    draft = Draft(**(story.copy_values() | {"headline": "Pasar Terbakar"}))
    credit = publishing.CreditLine(make_author().pk, "reporter")
    publishing.release(
        publishing.Material(copy=draft, credits=[credit]), story, at=story.published_at
    )
    assert "kebakaran" not in counts()
    assert "'terbakar':2A" in SearchEntry.objects.get().heading


def test_a_killed_story_that_comes_back_is_indexed_again(db):
    story = make_article(headline="Pasar Kebakaran")
    draft_words = story.copy_values()
    publishing.kill(story, at=story.published_at)
    assert not SearchEntry.objects.exists()
    publishing.release(publishing.Material(copy=Draft(**draft_words)), story, at=story.published_at)
    assert SearchEntry.objects.get().pk == story.pk


def test_one_command_indexes_what_is_missing_or_old(db, capsys):
    stories = [make_article() for _ in range(3)]
    made = {entry.pk: entry.everything for entry in SearchEntry.objects.all()}
    known = counts()
    SearchEntry.objects.filter(pk=stories[0].pk).update(version=0, everything="'lama':1")
    index.forget([stories[1].pk])
    call_command("index_stories")
    assert "2 stories" in capsys.readouterr().out
    assert {entry.pk: entry.everything for entry in SearchEntry.objects.all()} == made
    assert counts() == known
    assert set(SearchEntry.objects.values_list("version", flat=True)) == {words.VERSION}


def test_the_worker_indexes_after_an_update_some_at_a_time(db, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 1)
    for _ in range(3):
        make_article()
    assert tasks.renew_search() == 0
    SearchEntry.objects.update(version=words.VERSION - 1)
    assert renewing.renew(most=2) == 2
    assert tasks.renew_search() == 1
    assert set(SearchEntry.objects.values_list("version", flat=True)) == {words.VERSION}


def test_indexing_many_stories_needs_the_statements_of_one(db, django_assert_num_queries):
    stories = [article.pk for article in make_articles({} for _ in range(30))]
    for some in (stories[:1], stories):
        with django_assert_num_queries(7):
            index.put(some)


def test_a_moved_category_takes_its_stories_along(db):
    old, new = make_category("Daerah"), make_category("Ekonomi")
    topic = make_category("Pasar", parent=old)
    story = make_article(category=topic)
    topic.parent = new
    topic.save()
    entry = SearchEntry.objects.get(pk=story.pk)
    assert f"'#{new.pk}'" in entry.everything
    assert f"'#{topic.pk}'" in entry.heading
    assert f"'#{old.pk}'" not in entry.everything


def test_captions_of_pictures_are_not_indexed(db):
    body = '<p>Isi.</p><figure data-photo="1"><figcaption>Rahasia</figcaption></figure>'
    story = make_article()
    Article.objects.filter(pk=story.pk).update(body=body)
    index.put([story.pk])
    assert "rahasia" not in SearchEntry.objects.get().everything


@pytest.mark.parametrize(
    ("start", "upto"),
    [
        (None, datetime(2026, 11, 22, tzinfo=UTC)),
        (None, datetime(2026, 1, 1, 12, tzinfo=UTC)),
        (datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)),
        (datetime(2021, 5, 2, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC)),
        (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)),
    ],
)
def test_the_times_looked_through_hold_each_day_once(start, upto):
    day, seen = timezone.localdate(upto), []
    looked_through = [set(re.findall(r"'(.+?)'", one)) for one in find.windows(start, upto)]
    while day >= (timezone.localdate(start) if start else date(2000, 1, 1)):
        signs = {index.day_of(day), index.month_of(day), index.year_of(day.year)}
        (place,) = [number for number, times in enumerate(looked_through) if times & signs]
        seen.append(place)
        day -= timedelta(1)
    assert seen == sorted(seen)
    assert len(looked_through) <= 14
