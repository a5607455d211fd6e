"""Bring a database and the static files up to date: ``python -m newsroom.prepare``.

A step of ``make run``. All of it can be run again; what is done already takes a moment.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from newsroom.devdb import DevDatabaseError


def main() -> None:
    """Make the roles, migrate, collect the static files and load the demo, telling the progress."""
    try:
        django.setup()
        call_command("make_roles")
        call_command("migrate", database="owner", interactive=False)
        collect_static_files()
        call_command("load_demo")
        call_command("index_stories")
        call_command("fingerprint_stories")
    except (CommandError, ImproperlyConfigured, DevDatabaseError) as error:
        sys.exit(str(error))
    except DatabaseError as error:
        named = " Check DATABASE_URL and that server." if os.environ.get("DATABASE_URL") else ""
        sys.exit(f"The database refused: {str(error).strip()}.{named}")


def collect_static_files() -> None:
    """Collect, hash and compress the static files, unless none has changed since the last time."""
    lines = [f"{settings.STORAGES['staticfiles']['BACKEND']}"]
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            lines.append(f"{path} {facts.st_size} {facts.st_mtime_ns}")
    digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest:
        return
    sys.stdout.write(f"Collecting {len(lines) - 1} static files …\n")
    sys.stdout.flush()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest)


if __name__ == "__main__":
    main()
