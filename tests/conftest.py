"""The people, the database roles, and what every test starts from."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as properties
from procrastinate.contrib.django import app as jobs
from procrastinate.testing import InMemoryConnector

from accounts.models import User
from accounts.roles import Role
from articles import edition
from tests import factories
from tests.databases import Template

RECORD = ("moderation_revision", "moderation_transition", "moderation_event")

# A busy machine is no fault of what is tested: nothing here fails for having taken long.
properties.register_profile("newsroom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("newsroom")

folders = count()
plain_flush = DatabaseOperations.execute_sql_flush


def flush_past_the_record(self: DatabaseOperations, statements: list[str]) -> None:
    """Empty the tables after a test that committed: only its owner, and only here, may do so."""
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        for table in RECORD:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        plain_flush(self, statements)
        for table in RECORD:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("INSERT INTO articles_edition (id, number) VALUES (1, 1)")


DatabaseOperations.execute_sql_flush = flush_past_the_record


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than cores: that of the journeys mostly waits for its browser."""
    return (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument, numbered: every process must call a test the same.

    Bytes may hold the second in which they were made, as the ZIP of a Word document does.
    """
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def clean_slate(settings: Any, tmp_path_factory: Any) -> Iterator[InMemoryConnector]:
    """Give every test an empty cache, folders of its own and a queue in memory."""
    # Not `mktemp`: that looks through all folders of the tests before for the next number.
    folder = tmp_path_factory.getbasetemp() / f"files{next(folders)}"
    folder.mkdir()
    settings.MEDIA_ROOT = folder / "media"
    settings.PRIVATE_MEDIA_ROOT = folder / "private"
    cache.clear()
    edition.forget()
    connector = InMemoryConnector()
    with jobs.replace_connector(connector):
        yield connector


@pytest.fixture
def queue(clean_slate: InMemoryConnector) -> InMemoryConnector:
    """Return the queue in memory; `queue.jobs` are what was deferred."""
    return clean_slate


# --- Databases --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Template]:
    """Return what knows the migrated database that the processes of this run copy."""
    folder = tmp_path_factory.getbasetemp()
    found = Template(folder if worker_id == "master" else folder.parent)
    yield found
    with found.locked():
        found.remove()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    template: Template,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_blocker: Any,
) -> None:
    """Make this process's database as pytest-django does, but from the copy if there is one."""
    with template.locked():
        if not django_db_keepdb:
            connection.settings_dict["TEST"]["TEMPLATE"] = template.name
        request.getfixturevalue("django_db_setup")  # the one that this stands before
        if not django_db_keepdb and not template.name:
            with django_db_blocker.unblock():
                template.leave()


# --- Database roles ---------------------------------------------------------------------------


@contextmanager
def role(name: str) -> Iterator[None]:
    """Run what is inside under a database role, `reader` or `desk`, on the test's connection."""
    with connection.cursor() as cursor:
        database = connection.settings_dict["NAME"]
        cursor.execute(f'SET ROLE "{database}_{name}"')
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@pytest.fixture
def as_reader(db: None):
    """Return a context manager under which every query is the reader role's."""
    return lambda: role("reader")


@pytest.fixture
def as_desk(db: None):
    """Return a context manager under which every query is the desk role's."""
    return lambda: role("desk")


class RoleClient(Client):
    """A test client whose requests reach the database under one role."""

    role_name = "reader"

    def request(self, **request: Any) -> Any:
        with role(self.role_name):
            return super().request(**request)


class DeskClient(RoleClient):
    role_name = "desk"


@pytest.fixture
def reader_client(db: None) -> Client:
    """Return the client of somebody who reads the site, as the reader role serves it."""
    return RoleClient()


@pytest.fixture
def desk_client(db: None):
    """Return a function that signs a person in at the desk, served by the desk role."""

    def sign_in(person: User) -> Client:
        client = DeskClient()
        client.force_login(person)
        return client

    return sign_in


# --- People -----------------------------------------------------------------------------------


@pytest.fixture
def reporter(db: None) -> User:
    return factories.make_person("rina", Role.REPORTER)


@pytest.fixture
def other_reporter(db: None) -> User:
    return factories.make_person("rudi", Role.REPORTER)


@pytest.fixture
def photographer(db: None) -> User:
    return factories.make_person("fitri", Role.PHOTOGRAPHER)


@pytest.fixture
def coordinator(db: None) -> User:
    return factories.make_person("kartika", Role.COORDINATOR)


@pytest.fixture
def editor(db: None) -> User:
    return factories.make_person("eko", Role.DESK_EDITOR)


@pytest.fixture
def other_editor(db: None) -> User:
    return factories.make_person("endah", Role.DESK_EDITOR)


@pytest.fixture
def managing_editor(db: None) -> User:
    return factories.make_person("maya", Role.MANAGING_EDITOR)


@pytest.fixture
def chief(db: None) -> User:
    return factories.make_person("prapto", Role.EDITOR_IN_CHIEF)


@pytest.fixture
def sysadmin(db: None) -> User:
    return factories.make_person("sigit", Role.ADMIN)
