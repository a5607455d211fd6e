"""Fill the demo's database with a hundred thousand drafts, to see what the desk's pages cost."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from newsroom.demo import filling, scale


class Command(BaseCommand):
    help = (
        "Fill an empty or demo database (NEWSROOM_DEMO=1) with 100,000 drafts, 20,000 photos, "
        "5,000 tags, 500 categories and 100 people. There is no way back but a new database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--drafts", type=int, default=scale.Size.drafts)
        parser.add_argument("--no-input", action="store_true", help="do not ask for confirmation")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only for a demo: set NEWSROOM_DEMO=1.")
        using = "owner" if "owner" in connections else "default"
        name = connections[using].settings_dict["NAME"]
        if filling.is_empty():
            filling.fill(lambda what: self.stdout.write(f"  {what} …"))
        if reason := scale.why_not():
            raise CommandError(reason)
        size = scale.Size(drafts=options["drafts"])
        if not options["no_input"]:
            self.stdout.write(f"This puts {size.drafts} drafts into “{name}”, for good.")
            if input("Type the name of the database to go on: ") != name:
                raise CommandError("Nothing was changed.")
        begun = monotonic()
        scale.fill(size, say=lambda what: self.stdout.write(f"  {what} …"), using=using)
        self.stdout.write(f"Done in {monotonic() - begun:.0f} s.")
