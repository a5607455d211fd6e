"""Measure one archive: `python -m bench.measure FILE` writes what it found there, as JSON."""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
import psycopg

from bench import pages
from bench.client import Connection, ask_all
from bench.pages import Kind
from bench.servers import Server

MANY = 20  # addresses of each kind, so that no page is asked for twice in a row
MARKS = re.compile(rb"</html>\s*$")
# What a page says beside itself; the other views say it, too. The server adds the rest.
SENT = {
    *("content-type", "content-length", "content-security-policy", "cache-control", "vary"),
    *("etag", "x-content-type-options", "x-frame-options", "referrer-policy"),
    *("cross-origin-opener-policy", "permissions-policy", "strict-transport-security"),
}
RAISE = "UPDATE articles_page SET id = id WHERE false"  # any statement raises the edition


def main() -> None:
    rounds, requests, at_once, port = (
        int(os.environ[f"BENCH_{name}"]) for name in ("ROUNDS", "REQUESTS", "AT_ONCE", "PORT")
    )
    only = os.environ["BENCH_ONLY"]
    kinds = pages.find(os.environ["DATABASE_URL"], MANY)
    kinds = [kind for kind in kinds if not only or kind.name in only.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans.json"
        ours = [
            Server("uncached", "newsroom.wsgi", port, "bench.settings", BENCH_UNCACHED="1"),
            Server("cached", "newsroom.wsgi", port + 1, "bench.settings"),
        ]
        servers = {server.name: server for server in ours}
        try:
            for server in ours:
                server.wait()
            for kind in kinds:
                must_be_there(kind, ours[0])
            plans.write_text(json.dumps(make_plans(kinds, ours[0])))
            for number, name in enumerate(("lean", "bare"), start=2):
                variables = {"BENCH_PLANS": str(plans)}
                variables |= {"BENCH_BARE": "1"} if name == "bare" else {}
                servers[name] = Server(
                    name, "bench.lean", port + number, "bench.lean_settings", **variables
                )
            for server in servers.values():
                server.wait()
            check(kinds, servers)
            queries = count_queries(kinds, Path(folder))
            found = {kind.name: measure(kind, servers, rounds, requests, at_once) for kind in kinds}
            for name, counts in queries.items():
                found[name]["queries"] = counts
        finally:
            for server in servers.values():
                server.stop()
    Path(sys.argv[1]).write_text(json.dumps(found))


def must_be_there(kind: Kind, server: Server) -> None:
    """Stop where a kind of page does not answer as it should."""
    connection = Connection(server.port)
    for address in kind.plans:
        answer = connection.get(address)
        if answer.status != 200 or not MARKS.search(answer.body):
            raise SystemExit(f"{address} answered {answer.status}: {answer.body[-200:]!r}")


def count_queries(kinds: list[Kind], folder: Path) -> dict[str, dict[str, int]]:
    """Return by name of a kind how many statements its first page asks, by how it is asked for."""
    file = folder / "addresses.json"
    file.write_text(json.dumps({kind.name: next(iter(kind.plans)) for kind in kinds}))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    environment |= {"NEWSROOM_SITE": "public"}
    command = [sys.executable, "-m", "bench.queries", str(file)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def make_plans(kinds: list[Kind], server: Server) -> dict[str, Any]:
    """Cut each page where a value of its lean queries stands."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.lean_settings"
    django.setup()
    from bench.lean import values_of  # needs Django

    connection = Connection(server.port)
    plans = {}
    for kind in kinds:
        for address, statements in kind.plans.items():
            answer = connection.get(address)
            page = answer.body.decode()
            headers = {name: value for name, value in answer.headers.items() if name in SENT}
            plan = {"statements": statements, "page": page, "headers": headers}
            plan["parts"] = cut(page, values_of(plan))
            used = {part for part in plan["parts"] if isinstance(part, int)}
            if len(used) < kind.values:
                raise SystemExit(f"{address} shows {len(used)} of the values it is to be made of")
            plans[address] = plan
    return plans


def cut(page: str, values: list[str]) -> list[str | int]:
    """Return `page` as a list of texts and, where a value stands, its number."""
    numbers = {value: number for number, value in reversed(list(enumerate(values))) if value}
    longest = sorted(numbers, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, longest))})", page)
    return [numbers.get(part, part) for part in parts if part]


def check(kinds: list[Kind], servers: dict[str, Server]) -> None:
    """Let every server show every page, and stop where one shows something else than the site."""
    for kind in kinds:
        for address in kind.plans:
            bodies = {name: Connection(s.port).get(address).body for name, s in servers.items()}
            if len(set(bodies.values())) != 1:
                odd = [name for name, body in bodies.items() if body != bodies["uncached"]]
                raise SystemExit(f"{address} is another page on {', '.join(odd)}")


def measure(
    kind: Kind, servers: dict[str, Server], rounds: int, requests: int, at_once: int
) -> dict[str, dict[str, float]]:
    """Return by name of a server: CPU ms per request, requests per second, latency in ms."""
    addresses = list(kind.plans)
    for server in servers.values():
        warm(server, addresses)
    seen: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in servers}
    seen["released"] = []
    for _ in range(rounds):
        warm(servers["cached"], addresses)  # the releases below emptied it
        for name, server in servers.items():
            before, began = server.cpu(), time.perf_counter()
            times = ask_all(server.port, addresses, requests, at_once)
            took, used = time.perf_counter() - began, server.cpu() - before
            seen[name].append(figures(used, requests, took, times))
        seen["released"].append(after_releases(servers["cached"], addresses, requests // 8))
    names = ("cpu", "rps", "p50", "p95")
    return {
        name: dict(zip(names, map(statistics.median, zip(*rows, strict=True)), strict=True))
        for name, rows in seen.items()
    }


def warm(server: Server, addresses: list[str]) -> None:
    """Let every worker see a page, and every page where pages are kept: who answers is chance."""
    if server.name != "cached":
        ask_all(server.port, addresses, 24, 4)
        return
    for _ in range(12):
        ask_all(server.port, addresses, 4 * len(addresses), 4)


def after_releases(server: Server, addresses: list[str], requests: int) -> tuple[float, ...]:
    """Measure requests that each come first after something was released."""
    times: list[float] = []
    before, began = server.cpu(), time.perf_counter()
    with psycopg.connect(server.url, autocommit=True, application_name="bench-raise") as desk:
        for number in range(requests):
            desk.execute(RAISE)
            times += ask_all(server.port, [addresses[number % len(addresses)]], 1, 1)
    took = time.perf_counter() - began
    return figures(server.cpu() - before, requests, took, times)


def figures(used: float, requests: int, took: float, times: list[float]) -> tuple[float, ...]:
    ordered = sorted(times)
    return (
        used / requests * 1000,
        requests / took,
        statistics.median(ordered) * 1000,
        ordered[int(len(ordered) * 0.95)] * 1000,
    )


if __name__ == "__main__":
    main()
