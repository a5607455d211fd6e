"""The whole newsroom as `make run` starts it, with a database, a port and folders of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from newsroom import devdb, launch

START_WITHIN = 240  # seconds; it collects files, loads the demo and may have to migrate
STOP_WITHIN = 60
READY = "Ctrl-C stops everything"
# The launcher, with its own folder for the key and the number of the web process.
DRIVER = """
import sys
from pathlib import Path
from newsroom import launch
launch.VAR = Path(sys.argv[1])
launch.WEB_PID = launch.VAR / "run" / "web.pid"
sys.exit(launch.main())
"""


class Site:
    """A newsroom that runs on a database made for it, beside the one that `login_url` names."""

    def __init__(self, login_url: str, suffix: str, folder: Path) -> None:
        self.login_url = login_url
        self.folder = folder
        self.output = folder / "output"
        url = urlsplit(login_url)
        self.database = f"{unquote(url.path.lstrip('/'))}_journeys{suffix}"
        self.database_url = url._replace(path=f"/{self.database}").geturl()
        self.port = free_port()
        self.address = f"http://{launch.HOST}:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.connection: psycopg.Connection | None = None

    # --- Its life ------------------------------------------------------------------------------

    def make_database(self, *, template: str | None) -> None:
        """Make the database anew: empty, or a copy of one that is migrated already."""
        self.drop_database()
        copied = named(" TEMPLATE {}", template) if template else sql.SQL("")
        with psycopg.connect(self.login_url, autocommit=True) as connection:
            connection.execute(named("CREATE DATABASE {}", self.database) + copied)
            # Nobody pulls the plug of a test's machine: no step has to wait for the disk.
            connection.execute(
                named("ALTER DATABASE {} SET synchronous_commit = off", self.database)
            )

    def start(self) -> None:
        """Start every process and wait until readers are answered."""
        # Of the environment only what a program needs to run: a site is told by what is below.
        ours = ("DJANGO_", "NEWSROOM_", "PYTEST_", "READER_", "OWNER_", "CACHE_", "EMAIL_", "DEBUG")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        environment |= {
            "DATABASE_URL": self.database_url,
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "ALLOWED_HOSTS": launch.HOST,
            "NEWSROOM_DEMO": "1",
            "MEDIA_ROOT": str(self.folder / "media"),
            "PRIVATE_MEDIA_ROOT": str(self.folder / "private"),
            "JOURNEYS_STATIC_ROOT": str(self.folder / "static"),
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "MAKELEVEL": "1",  # as under make: killed tests leave nothing behind
        }
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", DRIVER, str(self.folder)],
                cwd=devdb.CHECKOUT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        eventually(
            lambda: READY in self.said or self.process.poll() is not None, within=START_WITHIN
        )
        assert self.process.poll() is None, self.said

    def stop(self) -> None:
        """Stop every process in order and drop the database; complaints are a failure."""
        status = None
        if self.connection:
            self.connection.close()
        try:
            if self.process:
                self.process.terminate()
                status = self.process.wait(STOP_WITHIN)
        finally:
            if self.process and self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.drop_database()
        assert status == 0, self.said
        assert "Traceback" not in self.said, self.said

    @property
    def said(self) -> str:
        return self.output.read_text()

    def drop_database(self) -> None:
        """Drop the database, and the roles that only it knew.

        Not `WITH (FORCE)`: that may not end autovacuum, which a plain drop sends away and awaits.
        """
        ours = "datname = %s AND usename = current_user"
        with psycopg.connect(self.login_url, autocommit=True) as connection:
            connection.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}",
                [self.database],
            )
            connection.execute(named("DROP DATABASE IF EXISTS {}", self.database))
            for role in ("desk", "reader"):
                connection.execute(named("DROP ROLE IF EXISTS {}", f"{self.database}_{role}"))

    # --- What is in it -------------------------------------------------------------------------

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the owner of the tables reads, past every right and cache."""
        if self.connection is None:
            self.connection = psycopg.connect(self.database_url, autocommit=True)
        return self.connection.execute(query, values).fetchall()

    def value(self, query: str, *values: Any) -> Any:
        [(value,)] = self.rows(query, *values)
        return value

    def draft(self, headline: str) -> int:
        """Return the number of the draft with this headline."""
        return self.value("SELECT id FROM moderation_draft WHERE headline = %s", headline)

    def status(self, draft: int) -> str:
        return self.value("SELECT status FROM moderation_draft WHERE id = %s", draft)

    def read(self, path: str, **headers: str) -> "Answer":
        """Return what a reader without cookies is answered; redirects are not followed."""
        opener = urllib.request.build_opener(NoRedirects)
        request = urllib.request.Request(self.address + path, headers=headers)  # noqa: S310 - ours
        try:
            with opener.open(request, timeout=20) as got:
                return Answer(got.status, dict(got.headers), got.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


def named(statement: LiteralString, name: str) -> sql.Composed:
    """Return a statement about a database or a role."""
    return sql.SQL(statement).format(sql.Identifier(name))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((launch.HOST, 0))
        return probe.getsockname()[1]


def eventually(ask: Callable[[], Any], *, within: float = 30, every: float = 0.1) -> Any:
    """Ask until the answer is true and return it; fail when `within` seconds have passed."""
    deadline = time.monotonic() + within
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"Not within {within} seconds."
        time.sleep(every)
    return answer
