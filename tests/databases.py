"""The tests' databases: one process of a run migrates its own, all others are copies of it.

To migrate takes a process as long as hundreds of tests. The first that needs a database holds the
lock while it migrates, leaves a copy that nobody is connected to, and says its name in a file.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from psycopg import sql

LOGIN_URL = settings.OWNER_DATABASE_URL or settings.DATABASE_URL


class Template:
    """The migrated database of a run, which its processes share by `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = folder / "migrated"
        self.is_ours = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock; the kernel gives back that of a process that was killed."""
        with (self.folder / "migrating.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @property
    def name(self) -> str | None:
        """Return the name of the database to copy, or None as long as there is none."""
        return self.said.read_text() if self.said.exists() else None

    def leave(self) -> None:
        """Copy the test database of this process, just migrated, for the others."""
        source = connection.settings_dict["NAME"]
        if not source.startswith(TEST_DATABASE_PREFIX):  # no test of this run needs a database
            return
        connection.close()  # a database that somebody uses cannot be copied
        name = f"{TEST_DATABASE_PREFIX}{unquote(urlsplit(LOGIN_URL).path[1:])}_template"
        drop(name)  # of a run that was killed
        run("CREATE DATABASE {} TEMPLATE {}", name, source)
        self.is_ours = True
        self.said.write_text(name)

    def remove(self) -> None:
        """Drop the database, if this process made it; who comes now migrates again."""
        if self.is_ours and (name := self.name):
            self.said.unlink()
            drop(name)


def drop(name: str) -> None:
    run("DROP DATABASE IF EXISTS {}", name)


def run(statement: LiteralString, *names: str) -> None:
    """Execute a statement about databases or roles, outside every transaction."""
    with psycopg.connect(LOGIN_URL, autocommit=True) as login:
        login.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
