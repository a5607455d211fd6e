"""Print the statement of a search: `python -m bench.searched WORD`, JSON of it and its values.

In a process of its own, with the settings that the servers have.
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.utils import timezone  # after setup()

    from articles.search import find
    from articles.search.query import read

    asked = find.statement(read(sys.argv[1]), find.EVERYWHERE, now=timezone.now())
    sys.stdout.write(json.dumps(asked, default=str))


if __name__ == "__main__":
    main()
