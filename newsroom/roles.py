"""The database roles: owner, desk and reader. What each may do is in roles.sql."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import ProgrammingError

ROLES_SQL = Path(__file__).with_name("roles.sql")


def apply_grants(using: str) -> None:
    """Make the roles of the database behind `using` and grant them what roles.sql says.

    Raises ImproperlyConfigured, saying what an administrator has to run, when the login may not.
    """
    connection = connections[using]
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLES_SQL.read_text())
    except ProgrammingError as error:
        raise ImproperlyConfigured(
            f"This login may not make the database roles of {connection.settings_dict['NAME']} "
            f"({str(error).splitlines()[0]}). Let an administrator run newsroom/roles.sql in that "
            "database once (manage.py make_roles --print shows it), or give the login CREATEROLE."
        ) from error
