"""Positions in long lists, and what stands where on a page of one."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.pages import EPOCH, SIZE, ListPage, Position, page_of
from tests.factories import make_article

NOON = datetime(2025, 5, 14, 12, tzinfo=UTC)


@given(
    st.integers(0, 10**16 - 1),
    st.integers(0, 10**18 - 1),
)
def test_a_position_is_read_as_it_was_written(micros, pk):
    position = Position(EPOCH + timedelta(microseconds=micros), pk)
    assert Position.parse(str(position)) == position


@given(st.text())
def test_each_place_has_one_address_and_any_other_text_is_not_found(text):
    try:
        position = Position.parse(text)
    except Http404:
        return
    assert str(position) == text


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "-1", "1-2-3", "1 -2", "+1-2", "01-2", "1-02", "1-2\n", "²-1", "1_0-2"]
)
def test_a_malformed_position_is_not_found(text):
    with pytest.raises(Http404):
        Position.parse(text)


def test_stories_of_the_same_moment_are_parted_by_their_number(db):
    made = [make_article(at=NOON) for _ in range(5)]
    rows = Article.objects.live().for_cards()
    first = page_of(rows, None, size=2)
    second = page_of(rows, str(first.older), size=2)
    third = page_of(rows, str(second.older), size=2)
    shown = [article.pk for page in (first, second, third) for article in page.items]
    assert shown == sorted((article.pk for article in made), reverse=True)
    assert third.older is None
    assert (first.is_first, second.is_first) == (True, False)


def test_a_full_last_page_offers_no_empty_one(db):
    for _ in range(2):
        make_article(at=NOON)
    assert page_of(Article.objects.live().for_cards(), None, size=2).older is None


def test_a_position_that_nothing_follows_is_not_found(db):
    make_article(at=NOON)
    with pytest.raises(Http404):
        page_of(Article.objects.live().for_cards(), str(Position(EPOCH, 1)))


def test_every_story_of_a_first_page_stands_in_one_place():
    kinds = SimpleNamespace(ADVERTORIAL="advertorial")
    items = [
        SimpleNamespace(kind="advertorial" if n == 0 else "news", picture=None, Kind=kinds, n=n)
        for n in range(SIZE)
    ]
    page = ListPage(items, None, is_first=True)
    assert page.lead.n == 1
    assert sorted(item.n for item in [page.lead, *page.second, *page.rest]) == list(range(SIZE))
    assert ListPage(items, None, is_first=False).rest == items
