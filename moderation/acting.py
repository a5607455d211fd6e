"""Who acts: told to PostgreSQL, whose triggers write it into the record of events."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from accounts.models import User

SETTING = "newsroom.person"


@contextmanager
def acting(person: User) -> Iterator[None]:
    """Let every change that is made inside be recorded as made by `person`.

    The connection goes back to a pool afterwards, so the name is taken off it whatever happened; a
    connection that cannot be cleaned is never used again.
    """
    _tell(str(person.pk))
    try:
        yield
    finally:
        try:
            if not connection.needs_rollback:
                _tell("")
        except DatabaseError:
            if connection.connection is not None:
                connection.connection.close()
            raise


def _tell(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, value])
