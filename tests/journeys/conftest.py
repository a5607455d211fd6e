"""A newsroom that runs, browsers that look at it, and people who sign in.

The browser's fixtures live as long as this folder's tests, not as long as the session like those of
pytest-playwright that they replace: while Playwright runs, Django refuses to use the database in
the same thread, and other tests need it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.databases import LOGIN_URL, Template
from tests.journeys.people import Person
from tests.journeys.site import Site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)
            # One newsroom is started for all of them: they stay together in one process.
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    try:  # without a path: the browser that `playwright install` brought
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    except Error as error:
        if found:
            raise
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI has to have a Chromium: {error.message.splitlines()[0]}")
        pytest.skip("No Chromium on this machine (looked for " + ", ".join(NAMES) + ").")
    yield running
    running.close()


@pytest.fixture(scope="package")
def site(
    django_db_setup: None,
    template: Template,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Site]:
    """Start the whole newsroom with its demo, once; asks for the browser, to be skipped with it."""
    suffix = "" if worker_id == "master" else f"_{worker_id}"
    running = Site(LOGIN_URL, suffix, tmp_path_factory.mktemp("newsroom"))
    try:
        with template.locked():  # its maker, at its end, waits with dropping it
            running.make_database(template=template.name)
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="package")
def states() -> dict[str, Any]:
    """Hold who has signed in already: a person signs in once, as sign-in is limited."""
    return {}


@pytest.fixture
def person(site: Site, browser: Browser, states: dict[str, Any]) -> Iterator[Callable[..., Person]]:
    """Return a function that opens a browser for somebody: `person("laras")`, `person()` a reader.

    Whatever the browsers of a test complained about, or asked other hosts for, fails the test.
    """
    opened: list[Person] = []

    def open_for(name: str = "", **options: Any) -> Person:
        somebody = Person(site, browser, name, states, options)
        opened.append(somebody)
        return somebody

    yield open_for
    for one in opened:
        one.close()
    assert [f"{one.name}: {what}" for one in opened for what in one.complaints] == []
