"""Whether readers find what they mean: queries with their answers, over stories of our own.

`queries.toml` says what is asked and meant; the score of each family is printed with `pytest -rP`.
"""

import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles.models import Article
from articles.search import find, spelling
from articles.search.query import read
from tests.factories import make_article, make_category

HERE = Path(__file__).parent
# All of it holds today. A new query that does not yet may be added: it may cost this much.
LEAST = 0.97


def told(name: str) -> dict:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture
def stories(db) -> dict[str, Article]:
    now = timezone.now()
    made = {}
    for story in told("stories.toml")["story"]:
        made[story["key"]] = make_article(
            at=now - timedelta(days=story["age"]),
            headline=story["headline"],
            standfirst=story["standfirst"],
            body=f"<p>{story['body']}</p>",
            tags=story.get("tags", ()),
            category=make_category(story["channel"]),
        )
    return made


def answers(text: str, wanted: dict, keys: dict[int, str]) -> list[str]:
    """Return what is wrong with the answer to a query."""
    now = timezone.now()
    narrowed = find.Narrowed(
        make_category(wanted["channel"].title()).pk if "channel" in wanted else None,
        now - timedelta(days=wanted["since"]) if "since" in wanted else None,
        now - timedelta(days=wanted["until"]) if "until" in wanted else None,
    )
    query = read(text)
    found = [keys[pk] for pk in find.best(query, narrowed, now=now).ranked]
    wrong = []
    first = wanted.get("first", [])
    if set(found[: len(first)]) != set(first):
        wrong.append(f"{first} are not first")
    if missing := set(wanted.get("has", [])) - set(found):
        wrong.append(f"{missing} are missing")
    if extra := set(wanted.get("not", [])) & set(found):
        wrong.append(f"{extra} are found")
    order = wanted.get("order", [])
    if [key for key in found if key in order] != order or found[:1] != order[:1] != []:
        wrong.append(f"{order} are not in this order")
    if "meant" in wanted and (meant := spelling.corrected(text, query)) != wanted["meant"]:
        wrong.append(f"meant is “{meant}”")
    return [f"{text}: {one}; found {found}" for one in wrong]


def test_readers_find_what_they_mean(stories, as_reader):
    keys = {story.pk: key for key, story in stories.items()}
    asked, right, wrong = Counter(), Counter(), []
    with as_reader():
        for family, queries in told("queries.toml").items():
            for text, wanted in queries.items():
                faults = answers(text, wanted, keys)
                asked[family] += 1
                right[family] += not faults
                wrong += [f"{family}: {fault}" for fault in faults]
    for family, number in asked.items():
        print(f"{family}: {right[family]} of {number}")  # noqa: T201 -- the report
    print("\n".join(wrong))  # noqa: T201
    assert asked.total() >= 60
    score = right.total() / asked.total()
    assert score >= LEAST, "\n".join([f"{score:.2f}", *wrong])
