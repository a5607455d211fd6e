"""Fill an empty database with the demo newsroom, and tell its logins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from newsroom.demo import LOGINS
from newsroom.demo.filling import fill, is_empty


class Command(BaseCommand):
    help = "Fill an empty database with the demo newsroom (NEWSROOM_DEMO=1) and print its logins."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            self.stdout.write("NEWSROOM_DEMO is off: no demo newsroom.")
            return
        if is_empty():
            self.stdout.write("Loading the demo newsroom …")
            fill(lambda what: self.stdout.write(f"  {what} …"))
        known = set(
            User.objects.filter(username__in=[login.username for login in LOGINS]).values_list(
                "username", flat=True
            )
        )
        logins = [login for login in LOGINS if login.username in known]
        if logins:
            self.stdout.write(f"\nDemo logins at {settings.SITE_URL}{settings.DESK_PREFIX}")
            for login in logins:
                row = f"  {login.username:<10} {login.password}   {login.name}, {login.role}"
                self.stdout.write(row)
