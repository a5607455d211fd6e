"""What has to be right before the desk is open to the world."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from accounts.models import User


@checks.register(checks.Tags.database)
def demo_people(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Find demo logins that still have their public password, where this is no demo.

    Asks the database, so it runs only when told to: `manage.py check --database default`.
    """
    if settings.DEMO or not databases:
        return []
    people = User.objects.filter(username__in=settings.DEMO_USERNAMES, is_active=True)
    try:
        names = [
            person.username
            for person in people.using(databases[0])
            if any(person.check_password(password) for password in settings.DEMO_PASSWORDS)
        ]
    except DatabaseError:  # no table yet, or a role that may not read it
        return []
    if not names:
        return []
    return [
        checks.Warning(
            f"Demo logins with their public password: {', '.join(sorted(names))}.",
            hint="They cannot sign in outside a demo. Deactivate them, or set other passwords.",
            id="accounts.W001",
        )
    ]
