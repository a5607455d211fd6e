"""What ``make run`` runs: the whole newsroom in one process tree, until Ctrl-C.

It prepares the database and the files, then keeps a web server and two background workers. Ctrl-C
and SIGTERM stop the web server, the workers and the database, in this order.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException

from newsroom import devdb
from newsroom.demo import SITE_NAME
from newsroom.supervisor import die_with_parent

HOST = "127.0.0.1"
VAR = devdb.CHECKOUT / "var"
WEB_PID = VAR / "run" / "web.pid"
WORKER_PAUSE = 2  # seconds before a worker that died is started again
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_WITHIN = 15  # seconds for requests and jobs that are under way

WORKER = ["manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout", "5"]
# Pictures and mails take seconds each and have another worker, so that no release waits behind one.
# What is due later is looked for every second: a scheduled story is out within two.
WORKERS = (
    [*WORKER, "--queues", "default", "--fetch-job-polling-interval", "1"],
    [*WORKER, "--queues", "photos,mail"],
    [*WORKER, "--queues", "moves"],  # an import takes hours
)


class LaunchError(Exception):
    """The newsroom cannot run; the message says why."""


def main() -> int:
    """Run the newsroom on ``$PORT`` (8000 unless set) and return the exit status."""
    for number in ENDINGS:  # SIGINT too: shells have their background jobs ignore it
        if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN):  # nohup
            signal.signal(number, signal.default_int_handler)
    if "MAKELEVEL" in os.environ:  # a killed make must not leave us behind
        die_with_parent(signal.SIGTERM, of=os.getppid())()
    launcher = None
    try:
        launcher = Launcher(os.environ.get("PORT") or "8000")
        launcher.prepare()
        launcher.serve()
    except KeyboardInterrupt:
        status = 0
    except (LaunchError, devdb.DevDatabaseError) as error:
        sys.stderr.write(f"\n{error}\n")
        status = 1
    # From here a second Ctrl-C is one too many: everything is being stopped, within limits.
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    if launcher:
        launcher.stop()
    return status


class Launcher:
    """The processes of one ``make run``."""

    def __init__(self, port: str) -> None:
        if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
            raise LaunchError(f"PORT must be a number from 1 to 65535, not {port!r}.")
        self.port = int(port)
        self.address = f"http://{HOST}:{self.port}"
        self.preparation: subprocess.Popen[bytes] | None = None
        self.web: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.embedded = not os.environ.get("DATABASE_URL")
        self.await_free_port()
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "NEWSROOM_DEMO": "1",
            "PYTHONUNBUFFERED": "1",
            "SECRET_KEY": secret_key(),
            "SITE_NAME": SITE_NAME,
            "SITE_URL": self.address,
            **os.environ,
        }

    def await_free_port(self) -> None:
        """Refuse a port that is taken, after a moment for a killed run of ours to give it back."""
        deadline = time.monotonic() + (3 if WEB_PID.exists() else 0)
        while True:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, self.port))
                    return
                except OSError as error:
                    if time.monotonic() > deadline:
                        raise LaunchError(
                            f"Port {self.port} of {HOST}: {error.strerror}. Stop what uses it, or "
                            f"choose another port: make run PORT={max(self.port, 8000) + 1}"
                        ) from None
            time.sleep(0.2)

    def prepare(self) -> None:
        """Bring the database and the static files up to date, with progress on the screen."""
        if self.embedded:
            say("Starting the embedded PostgreSQL (for development only) …")
            devdb.start()
        else:
            say("Using the PostgreSQL that DATABASE_URL names …")
        self.preparation = self.spawn(["-m", "newsroom.prepare"])
        if self.preparation.wait():
            raise LaunchError("The newsroom could not be prepared; the reason is above.")
        self.preparation = None

    def serve(self) -> None:
        """Run web server and workers until the web server ends, and then raise LaunchError."""
        say("Starting the web server and the workers …")
        self.web = self.spawn(self.web_command())
        self.workers = [self.spawn(arguments) for arguments in WORKERS]
        self.await_web()
        say(f"\nReaders: {self.address}/\nThe desk: {self.address}/meja/\nCtrl-C stops everything.")
        while self.web.poll() is None:
            time.sleep(1)
            if self.embedded:
                devdb.start()  # at once if it runs; anew if it was killed
            for number, worker in enumerate(self.workers):
                if worker.poll() is not None:
                    say(f"A worker ended (status {worker.returncode}); starting it again …")
                    time.sleep(WORKER_PAUSE)
                    self.workers[number] = self.spawn(WORKERS[number])
        raise LaunchError(f"The web server ended (status {self.web.returncode}).")

    def web_command(self) -> list[str]:
        return [
            *("-m", "gunicorn", "newsroom.wsgi"),
            *("--bind", f"{HOST}:{self.port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--graceful-timeout", "5", "--log-level", "warning"),
            *("--forwarder-headers", ""),  # no client says where the site begins
            "--no-control-socket",  # it would write to the home folder
        ]

    def await_web(self) -> None:
        """Wait until a page is answered, whatever it says, and note whose port it is."""
        while self.web.poll() is None:
            connection = HTTPConnection(HOST, self.port, timeout=5)
            with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
                connection.request("GET", "/healthz")
                connection.getresponse()
                WEB_PID.parent.mkdir(parents=True, exist_ok=True)
                WEB_PID.write_text(f"{self.web.pid}\n")
                return
            time.sleep(0.1)
        raise LaunchError("The web server did not start; the reason is above.")

    def spawn(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        """Start a Python that the terminal's Ctrl-C does not reach, and that dies with us."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=devdb.CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def stop(self) -> None:
        """Stop what runs: the preparation, or the web server, then the workers; the database."""
        say("\nStopping …")
        for child in (self.preparation, self.web, *self.workers):
            if child:
                stop(child)
        if self.web and WEB_PID.exists() and WEB_PID.read_text() == f"{self.web.pid}\n":
            WEB_PID.unlink()
        if self.embedded:
            stopped = devdb.leave()
            say("The database is stopped." if stopped else "Others still use the database.")


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it left behind in its process group: in order, else by force."""
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(STOP_WITHIN)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def secret_key() -> str:
    """Return the checkout's own key, made once: sessions outlive a restart."""
    path = VAR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def say(text: str) -> None:
    """Write a line for whoever watches the terminal."""
    with contextlib.suppress(OSError):  # nobody watches a closed terminal
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
