"""Bring a database and the static files up to date: ``python -m newsroom.prepare``.

A step of ``make run``. All of it can be run again; what is done already takes a moment.
"""

import os
import sys

import django
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
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo")
    except (CommandError, ImproperlyConfigured, DevDatabaseError) as error:
        sys.exit(str(error))
    except DatabaseError as error:
        named = " Check DATABASE_URL and that server." if os.environ.get("DATABASE_URL") else ""
        sys.exit(f"The database refused: {str(error).strip()}.{named}")


if __name__ == "__main__":
    main()
