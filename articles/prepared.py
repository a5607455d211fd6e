"""Statements that every reader waits for: prepared once a connection, and asked without ceremony.

PostgreSQL plans such a statement once instead of with every request (`plan_once` of
`newsroom.environment.database`), and a request pays neither for Django's cursor nor for psycopg's.
Measured, asking for the edition costs a quarter of what it costs otherwise (docs/performance.md).
The plan knows no value: what decides on it, such as a LIMIT, stands in the statement itself.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Connection
from psycopg.pq import DiagnosticField, ExecStatus

# What PostgreSQL answers where a connection was reset on its way, as poolers do.
UNKNOWN_STATEMENT = b"26000"

# Which statements a connection knows. It forgets them when it ends, and so do we.
_known: WeakKeyDictionary[Connection, set[bytes]] = WeakKeyDictionary()

Row = list[str | None]
_NAMED = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement with `%s` for each parameter, whose columns are all text.

    Connections know it by its `name`, so each statement has one of its own.
    """

    def __init__(self, name: str, sql: str) -> None:
        self.name = name.encode()
        self.sql = sql
        self.numbered = (sql % tuple(f"${n + 1}" for n in range(sql.count("%s")))).encode()

    def rows(self, connection: BaseDatabaseWrapper, *values: str) -> list[Row]:
        """Return the rows.

        Whoever logs what a connection is asked (a test, Django's debug mode) finds this there,
        too: then, and where the connection has been lost, it is asked as any other statement.
        """
        connection.ensure_connection()
        if not connection.queries_logged:
            found = self._ask(connection.connection, values)
            if found is not None:
                return found
            if not connection.in_atomic_block and not connection.is_usable():
                connection.close()  # by the server, while nobody used it: the next one is new
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return [list(row) for row in cursor.fetchall()]

    def _ask(self, connection: Connection[Any], values: tuple[str, ...]) -> list[Row] | None:
        """Return the rows, or None if this way failed."""
        server = connection.pgconn
        known = _known.setdefault(connection, set())
        if self.name not in known:
            if server.prepare(self.name, self.numbered).status != ExecStatus.COMMAND_OK:
                return None
            known.add(self.name)
        answer = server.exec_prepared(self.name, [value.encode() for value in values])
        if answer.status != ExecStatus.TUPLES_OK:
            # Forget it only where the server has: a name that stands cannot be prepared again.
            if answer.error_field(DiagnosticField.SQLSTATE) == UNKNOWN_STATEMENT:
                known.discard(self.name)
            return None
        columns = range(answer.nfields)
        return [
            [
                None if value is None else value.decode()
                for value in (answer.get_value(row, n) for n in columns)
            ]
            for row in range(answer.ntuples)
        ]


class Named(Prepared):
    """A statement with `%(name)s` for each parameter, known to connections by what it says."""

    def __init__(self, sql: str) -> None:
        self.names = _NAMED.findall(sql)
        super().__init__(blake2b(sql.encode(), digest_size=8).hexdigest(), _NAMED.sub("%s", sql))

    def rows_for(self, connection: BaseDatabaseWrapper, values: Mapping[str, Any]) -> list[Row]:
        """Return the rows for these values, of which others may be among them."""
        return self.rows(connection, *(text_of(values[name]) for name in self.names))


def text_of(value: Any) -> str:
    """Return a value as PostgreSQL reads it: a text, a number, a moment or several texts."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        escaped = (one.replace("\\", "\\\\").replace('"', '\\"') for one in value)
        return f"{{{','.join(f'"{one}"' for one in escaped)}}}"
    return str(value)
