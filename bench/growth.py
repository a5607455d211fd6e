"""What a page costs in two archives at once: `python -m bench.growth FILE SMALL LARGE`.

Both are served at the same time and asked in turn, so that a machine which is busy with other
things is as busy for one as for the other. SMALL and LARGE are the URLs of their databases; the
file becomes JSON of CPU ms by page, and how many times more the large archive took.
"""

import json
import sys
from pathlib import Path

from bench.measure import alternate, medians, numbers, times_more, wanted
from bench.servers import Server


def main() -> None:
    file, *urls = sys.argv[1:]
    *asked, port = numbers()
    servers = [serve(url, port + number) for number, url in enumerate(urls)]
    found = {}
    try:
        for server in servers:
            server.wait()
        for kinds in zip(*map(wanted, urls), strict=True):
            both = [(server, list(kind.plans)) for server, kind in zip(servers, kinds, strict=True)]
            small, large = alternate(both, *asked)
            found[kinds[0].name] = {
                "cpu": [medians(rows)["cpu"] for rows in (small, large)],
                "growth": times_more(large, small),
            }
    finally:
        for server in servers:
            server.stop()
    Path(file).write_text(json.dumps(found))


def serve(url: str, port: int) -> Server:
    settings = {"BENCH_UNCACHED": "1", "DATABASE_URL": url}
    return Server(f"growth-{port}", "newsroom.wsgi", port, "bench.settings", **settings)


if __name__ == "__main__":
    main()
