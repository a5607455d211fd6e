"""Load archives, measure each and print the tables: `make bench`.

SIZES="10000 200000"  how many stories the archives have
ROUNDS=30             of which the medians are taken
REQUESTS=40           in each round, for each page and server
AT_ONCE=2             how many at a time
ONLY="story,category" which pages; all, if left out
KEEP=1                keep the archives for the next time, as databases called …_bench_<size>
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench import copydesk
from bench.report import growth, near, tables


def main() -> None:
    sizes = [int(size) for size in os.environ.get("SIZES", "10000 200000").split()]
    base = os.environ.get("DATABASE_URL") or _embedded()
    found, copies, grown = {}, {}, ""
    urls: dict[int, str] = {}
    made: list[str] = []
    try:
        for size in sizes:
            say(f"An archive of {size:,} stories …")
            urls[size] = archive(base, size, made)
        for size, url in urls.items():
            found[size] = measured(url, "bench.measure")
        if len(sizes) > 1:
            ends = min(sizes), max(sizes)
            together = measured(urls[ends[0]], "bench.growth", *(urls[size] for size in ends))
            grown = growth(together, *ends)
        for size, url in urls.items():
            copies[size] = measured(url, "bench.near")
    finally:
        if not os.environ.get("KEEP"):
            drop(base, made)
    print(tables(found))
    print(grown)
    print(near(copies))
    print(f"\n{copydesk.line()}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _embedded() -> str:
    from newsroom import devdb  # only where nothing replaces it

    return devdb.start()


def archive(base: str, size: int, made: list[str]) -> str:
    """Make the database of an archive, unless it was kept, and return its URL."""
    name = f"{urlsplit(base).path.strip('/')}_bench_{size}"
    url = urlunsplit(urlsplit(base)._replace(path=f"/{name}"))
    made.append(name)
    with psycopg.connect(base, autocommit=True) as server:
        there = server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    for command in (
        ["manage.py", "make_roles"],
        ["manage.py", "migrate", "--database", "owner", "--verbosity", "0"],
        ["-m", "bench.archive", str(size)],
    ):
        run(command, url, NEWSROOM_SITE="all")
    return url


def measured(url: str, module: str, *others: str) -> dict:
    say(f"Measuring: {module} …")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "found.json"
        run(["-m", module, str(file), *others], url)
        return json.loads(file.read_text())


def run(command: list[str], url: str, **more: str) -> None:
    wanted = {"ROUNDS": "30", "REQUESTS": "40", "AT_ONCE": "2", "PORT": "8300", "ONLY": ""}
    asked = {f"BENCH_{name}": os.environ.get(name, value) for name, value in wanted.items()}
    environment = {**os.environ, **asked, "DATABASE_URL": url, "SECRET_KEY": "only-for-the-bench"}
    environment |= {"DJANGO_SETTINGS_MODULE": "bench.settings", **more}
    subprocess.run([sys.executable, *command], env=environment, check=True, stdout=sys.stderr)


def drop(base: str, names: list[str]) -> None:
    with psycopg.connect(base, autocommit=True) as server:
        for name in names:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
            for role in (f"{name}_reader", f"{name}_desk"):
                server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


if __name__ == "__main__":
    main()
