"""Where somebody is signed in, and the end of it: a computer of the office, a lost telephone.

A session does not name its person outside what it holds, so all that have not run out are read.
They live for one shift (`SESSION_COOKIE_AGE`): there are some for each person on duty.
"""

from collections.abc import Iterable

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User


def end_sessions(people: Iterable[User], *, but: str | None = None) -> int:
    """Sign `people` out everywhere, except in the session with the key `but`; return in how many.

    Whatever they do next in one of those asks for the password again.
    """
    wanted = {str(person.pk) for person in people}
    running = Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=but)
    ended = [
        session.pk
        for session in running.iterator()
        if session.get_decoded().get(SESSION_KEY) in wanted
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
