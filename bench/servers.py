"""Servers as in production, and the CPU time they and their database backends have used."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from bench.client import Connection

WORKERS, THREADS = 2, 4  # as newsroom/launch.py runs it
NANOSECONDS = 1e9


class Server:
    """gunicorn with one of the applications, and the backends that PostgreSQL runs for it."""

    def __init__(self, name: str, application: str, port: int, settings: str, **env: str) -> None:
        self.name, self.port = name, port
        self.label = f"bench-{name}"  # what its backends are called in pg_stat_activity
        self.url = env.get("DATABASE_URL", os.environ["DATABASE_URL"])
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - stop() closes it
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
                *("--worker-class", "gthread", "--workers", str(WORKERS)),
                *("--threads", str(THREADS), "--log-level", "warning", "--keep-alive", "60"),
                *("--forwarder-headers", "", "--no-control-socket"),
            ],
            env={
                **os.environ,
                **env,
                "DJANGO_SETTINGS_MODULE": settings,
                "NEWSROOM_SITE": "public",
                "SECRET_KEY": "only-for-the-benchmark",
                "PGAPPNAME": self.label,
            },
            stdout=self.log,
            stderr=self.log,
        )

    def wait(self) -> None:
        """Return once it answers. Raises RuntimeError, with its log, if it never does."""
        for _ in range(150):
            with contextlib.suppress(OSError, IndexError, ValueError):
                Connection(self.port).get("/robots.txt")
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        self.log.seek(0)
        raise RuntimeError(f"{self.name} does not answer:\n{self.log.read().decode()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def cpu(self) -> tuple[float, float]:
        """Return the seconds of CPU that its processes and its backends have used so far."""
        with psycopg.connect(self.url, application_name="bench-watch") as watch:
            backends = watch.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = %s", [self.label]
            ).fetchall()
        own = [self.process.pid, *_children(self.process.pid)]
        return sum(map(_used, own)), sum(_used(pid) for (pid,) in backends)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]


def _used(pid: int) -> float:
    """Return the seconds a process has run, all its threads: the kernel counts nanoseconds."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / NANOSECONDS
