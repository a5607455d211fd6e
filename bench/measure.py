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

Figures = dict[str, float]

RATIOS = (("uncached", "lean"), ("cached", "bare"))
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
    *asked, port = numbers()
    kinds = wanted(os.environ["DATABASE_URL"])
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
            found = {kind.name: measure(kind, servers, *asked) for kind in kinds}
            for name, counts in queries.items():
                found[name]["queries"] = counts
        finally:
            for server in servers.values():
                server.stop()
    Path(sys.argv[1]).write_text(json.dumps(found))


def numbers() -> tuple[int, int, int, int]:
    """Return how many rounds, requests in each, requests at once, and the first port."""
    rounds, requests, at_once, port = (
        int(os.environ[f"BENCH_{name}"]) for name in ("ROUNDS", "REQUESTS", "AT_ONCE", "PORT")
    )
    return rounds, requests, at_once, port


def wanted(url: str) -> list[Kind]:
    """Return the kinds of pages that are to be measured in the archive at `url`."""
    only = os.environ["BENCH_ONLY"]
    found = pages.find(url, MANY)
    return [kind for kind in found if not only or kind.name in only.split(",")]


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
) -> dict[str, Any]:
    """Return by name of a server what `figures()` says, and the `RATIOS` of its rounds."""
    addresses = list(kind.plans)
    asked = [(server, addresses) for server in servers.values()]
    rows = alternate(asked, rounds, requests, at_once)
    seen = dict(zip(servers, rows, strict=True))
    ratios = {f"{a}/{b}": times_more(seen[a], seen[b]) for a, b in RATIOS}
    seen["released"] = [
        after_releases(servers["cached"], addresses, requests // 8) for _ in range(rounds // 4 + 1)
    ]
    return {name: medians(rows) for name, rows in seen.items()} | {"ratios": ratios}


def alternate(
    asked: list[tuple[Server, list[str]]], rounds: int, requests: int, at_once: int
) -> list[list[Figures]]:
    """Ask each server for its addresses in turn; return the figures of each, by round.

    Every other round goes backwards, so that a machine which gets busier is so for all alike.
    """
    for server, addresses in asked:
        warm(server, addresses)
    seen: list[list[Figures]] = [[] for _ in asked]
    order = list(zip(asked, seen, strict=True))
    for _ in range(rounds):
        for (server, addresses), rows in order:
            before, began = server.cpu(), time.perf_counter()
            times = ask_all(server.port, addresses, requests, at_once)
            took = time.perf_counter() - began
            rows.append(figures(before, server.cpu(), requests, took, times))
        order.reverse()
    return seen


def times_more(upper: list[Figures], lower: list[Figures]) -> list[float]:
    """Return how many times the CPU of one server another took: the median of all rounds.

    And between which two the middle half of the rounds lies. Rounds are compared with each other,
    since what a busy machine does to one server's it does to those right beside it.
    """
    pairs = zip(upper, lower, strict=True)
    values = [above["cpu"] / below["cpu"] for above, below in pairs]
    if len(values) == 1:
        return values * 3
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return [middle, low, high]


def medians(rows: list[Figures]) -> Figures:
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def warm(server: Server, addresses: list[str]) -> None:
    """Let every worker see a page, and every page where pages are kept: who answers is chance."""
    if server.name != "cached":
        ask_all(server.port, addresses, 24, 4)
        return
    for _ in range(12):
        ask_all(server.port, addresses, 4 * len(addresses), 4)


def after_releases(server: Server, addresses: list[str], requests: int) -> Figures:
    """Measure requests that each come first after something was released."""
    times: list[float] = []
    before, began = server.cpu(), time.perf_counter()
    with psycopg.connect(server.url, autocommit=True, application_name="bench-raise") as desk:
        for number in range(requests):
            desk.execute(RAISE)
            times += ask_all(server.port, [addresses[number % len(addresses)]], 1, 1)
    took = time.perf_counter() - began
    return figures(before, server.cpu(), requests, took, times)


def figures(
    before: tuple[float, float],
    after: tuple[float, float],
    requests: int,
    took: float,
    times: list[float],
) -> Figures:
    """Return CPU ms per request (of it PostgreSQL's), requests per second, and latency in ms."""
    ordered = sorted(times)
    own, database = (b - a for a, b in zip(before, after, strict=True))
    return {
        "cpu": (own + database) / requests * 1000,
        "database": database / requests * 1000,
        "rps": requests / took,
        "p50": statistics.median(ordered) * 1000,
        "p95": ordered[int(len(ordered) * 0.95)] * 1000,
    }


if __name__ == "__main__":
    main()
