"""Every address of the desk, opened by every role: who gets in, in which language, at what cost.

A new address has to be added to `PAGES`, with who may open it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import gettext

from accounts.roles import Role
from tests.factories import make_person
from tests.newsroom.desk_pages import EVERYBODY, NOT_OPENED, PAGES, World

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30


class Count:
    """How many statements were run; to write each of them down would cost as much as the pages."""

    number = 0

    def __call__(self, execute: Any, *statement: Any) -> Any:
        self.number += 1
        return execute(*statement)


def desk_addresses(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[str]:
    """Give the names of all addresses below /meja/."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            name = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from desk_addresses(pattern, route, name)
        elif route.startswith(settings.DESK_PREFIX.lstrip("/")) and pattern.name:
            yield space + pattern.name


@pytest.fixture
def world(reporter: Any, editor: Any) -> World:
    return World.make(reporter, editor)


def test_every_address_of_the_desk_says_who_may_open_it():
    known = set(PAGES) | set(NOT_OPENED)
    assert set(desk_addresses()) == known


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_may_and_nothing_else(world, desk_client, role):
    client = desk_client(make_person("yang-membuka", role))
    wrong, dear, english, bare = {}, {}, {}, set()
    for name, page in PAGES.items():
        address = reverse(name, kwargs=page.kwargs(world)) + page.query
        queries = Count()
        with connection.execute_wrapper(queries):
            answer = client.get(address)
        if (answer.status_code == 200) != (role in page.roles) or answer.status_code >= 500:
            wrong[address] = answer.status_code
        if queries.number > MOST_QUERIES:
            dear[address] = queries.number
        if answer["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            said = words_of(html) & ENGLISH
            if said:
                english[address] = said
            if "data-typeahead" in html and "css/desk-typeahead.css" not in html:
                bare.add(address)  # its suggestions would stand below the page
    assert wrong == {}
    assert dear == {}
    assert english == {}
    assert bare == set()


def test_nobody_gets_in_without_signing_in(world, client):
    for name, page in PAGES.items():
        answer = client.get(reverse(name, kwargs=page.kwargs(world)) + page.query)
        if page.roles is EVERYBODY:
            continue
        assert answer.status_code == 302, name
        leads = (reverse("account_login"), reverse("admin:login"))
        assert answer["Location"].startswith(leads), name


def test_the_style_page_names_its_two_looks_in_words(desk_client, editor):
    page = desk_client(editor).get(reverse("style-page")).content.decode()
    labels = re.findall(r'aria-label="([^"]+)"', page)
    assert sum(label.endswith(f", {gettext('Dark')}") for label in labels) >= 2
    assert [label for label in labels if label.endswith((" light", " dark"))] == []


# --- Words ----------------------------------------------------------------------------------------


def untranslated() -> set[str]:
    """Return every text of the catalogues that Indonesian says otherwise, in English."""
    found = set()
    for file in Path(settings.BASE_DIR, "locale").rglob("*.po"):
        for entry in file.read_text().split("\n\n"):
            if match := re.search(r"msgid (.+?)\nmsgstr (.+)", entry, re.DOTALL):
                ours, theirs = map(quoted, match.groups())
                if ours and theirs and ours != theirs and "%" not in ours:
                    found.add(ours)
    return found


def quoted(text: str) -> str:
    return "".join(re.findall(r'"(.*)"', text)).replace('\\"', '"')


class Words(HTMLParser):
    """The texts that a person sees or hears on a page."""

    SAID = {"title", "aria-label", "placeholder", "alt", "value"}

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        found = dict(attrs)
        for name in self.SAID & set(found):
            if name != "value" or found.get("type") in {"submit", "button"}:
                self.found.add(" ".join((found[name] or "").split()))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.add(" ".join(data.split()))


def words_of(html: str) -> set[str]:
    parser = Words()
    parser.feed(html)
    return parser.found


ENGLISH = untranslated()


def test_the_look_for_english_would_find_some():
    assert "Write a story" in ENGLISH
    assert words_of('<a title="Write a story">x</a><p>Save</p>') >= {"Write a story", "Save"}
