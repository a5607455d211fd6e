"""Which database role a query runs under."""

from contextvars import ContextVar
from typing import Any

from django.db import connections

# Set by one middleware for what readers ask for; unset for the desk, commands and jobs.
for_readers: ContextVar[bool] = ContextVar("for_readers", default=False)


class RoleRouter:
    """Send what readers cause to the alias whose role may read public tables and nothing else."""

    def _alias(self) -> str | None:
        return "reader" if for_readers.get() and "reader" in connections else None

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        return self._alias()

    def db_for_write(self, model: type, **hints: Any) -> str | None:
        return self._alias()

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # the aliases are one database under different roles

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == ("owner" if "owner" in connections else "default")
