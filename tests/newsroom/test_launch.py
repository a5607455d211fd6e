"""The launcher's process tree, with a plain web server and worker in place of the newsroom's."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom import devdb, launch

DRIVER = """
import sys
from pathlib import Path
from newsroom import launch
launch.VAR = Path(sys.argv[1])
launch.WEB_PID = launch.VAR / "run" / "web.pid"
launch.WORKERS = (["-c", "import time; time.sleep(600)"],)
launch.WORKER_PAUSE = 0
launch.Launcher.prepare = lambda self: None
SERVER = ["-m", "http.server", "--bind", launch.HOST]
launch.Launcher.web_command = lambda self: [*SERVER, str(self.port)]
sys.exit(launch.main())
"""
FEW_SECONDS = 20


class Run:
    """A launcher that runs, and what it has written."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "MAKELEVEL"}
        self.folder = folder
        self.port = port
        self.output = folder / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", DRIVER, str(folder)],
                cwd=devdb.CHECKOUT,
                env={**environment, "PORT": str(port), "DATABASE_URL": "postgresql://not/used"},
                stdout=output,
                stderr=output,
                # Tests that run below nohup ignore the signal of a closed terminal; it must not.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def web_pid(self) -> int:
        return int((self.folder / "run" / "web.pid").read_text())

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def worker_pid(self) -> int:
        return next(pid for pid in self.children() if pid != self.web_pid)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{launch.HOST}:{self.port}/", timeout=2):
                return True
        except OSError:
            return False


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((launch.HOST, 0))
        return probe.getsockname()[1]


@pytest.fixture
def run(tmp_path: Path, port: int) -> Iterator[Run]:
    """A launcher whose web server answers."""
    running = Run(tmp_path, port)
    assert eventually(lambda: "Ctrl-C stops everything" in running.said), running.said
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(FEW_SECONDS)


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + FEW_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def is_gone(pid: int) -> bool:
    """Say whether a process has ended, reaped or not."""
    with contextlib.suppress(OSError):
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    return True


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@linux_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_in_order_and_without_complaint(run, number):
    pids = run.children()
    assert run.answers()
    run.process.send_signal(number)
    assert run.process.wait(FEW_SECONDS) == 0
    assert all(is_gone(pid) for pid in pids)
    assert not (run.folder / "run" / "web.pid").exists()
    assert "Traceback" not in run.said


@linux_only
def test_a_worker_that_dies_is_started_again_and_the_site_stays(run):
    first = run.worker_pid()
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: len(run.children()) == 2 and run.worker_pid() != first)
    assert run.answers()


@linux_only
def test_it_ends_with_an_error_when_the_web_server_dies(run):
    worker = run.worker_pid()
    os.kill(run.web_pid, signal.SIGKILL)
    assert run.process.wait(FEW_SECONDS) == 1
    assert is_gone(worker)
    assert "The web server ended" in run.said


@linux_only
def test_nothing_outlives_a_killed_launcher(run):
    pids = run.children()
    run.process.kill()
    run.process.wait()
    assert eventually(lambda: all(is_gone(pid) for pid in pids))


def test_the_noted_pid_is_that_of_the_process_that_serves(run):
    os.kill(run.web_pid, signal.SIGSTOP)
    try:
        assert not run.answers()
    finally:
        os.kill(run.web_pid, signal.SIGCONT)
    assert run.answers()


def test_a_taken_port_is_named_before_anything_starts(tmp_path, port):
    with socket.socket() as other:
        other.bind((launch.HOST, port))
        other.listen()
        refused = Run(tmp_path, port)
        assert refused.process.wait(FEW_SECONDS) == 1
    assert f"Port {port}" in refused.said
    assert "make run PORT=" in refused.said
    assert "Traceback" not in refused.said


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(launch.LaunchError, match="PORT must be a number"):
        launch.Launcher(port)


def test_the_secret_key_is_kept_and_nobody_else_may_read_it(tmp_path, monkeypatch):
    monkeypatch.setattr(launch, "VAR", tmp_path / "var")
    key = launch.secret_key()
    assert len(key) > 50
    assert launch.secret_key() == key
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0
