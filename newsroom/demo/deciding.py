"""Who decides in the demo newsroom, and when stories need more agreement."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from accounts.models import User
from categories.models import Category
from moderation import windows
from moderation.models import Desk, DeskChannel
from newsroom.demo import reading


def fill(users: Mapping[str, User], categories: Mapping[str, Category], now: datetime) -> None:
    """Make desks and rule windows: last, so that what is older was decided on as it was then."""
    _make_desks(users, categories)
    _make_windows(now)


def _make_desks(users: Mapping[str, User], categories: Mapping[str, Category]) -> None:
    for row in reading.desks():
        desk = Desk.objects.create(name=row.name, approvals=row.approvals)
        desk.editors.set(users[login] for login in row.editors)
        for name in row.channels:
            DeskChannel.objects.create(desk=desk, category=categories[name])


def _make_windows(now: datetime) -> None:
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    for row in reading.windows():
        windows.add(
            name=row.name,
            about=row.about,
            starts_at=midnight + timedelta(days=row.first),
            ends_at=midnight + timedelta(days=row.last + 1),
            tags=row.tags,
            words=row.words,
            needs_approval=row.needs_approval,
            needs_reason=row.needs_reason,
        )
