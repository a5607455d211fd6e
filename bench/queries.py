"""Count the statements of pages: `python -m bench.queries FILE`, JSON of names and addresses.

In a process of its own, with the settings that the servers have; prints JSON of names and counts.
"""

import json
import sys
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from django.conf import settings  # after setup()
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles import edition

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()

    def count(address: str) -> int:
        with CaptureQueriesContext(connections["default"]) as asked:
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} does not answer as it should")
        return len([query for query in asked if "ROLE" not in query["sql"]])

    found = {}
    for name, address in json.loads(Path(sys.argv[1]).read_text()).items():
        edition.forget()
        released = count(address)
        cached = count(address)
        edition.forget_pages()
        found[name] = {"released": released, "cached": cached, "uncached": count(address)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
