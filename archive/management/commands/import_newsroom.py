from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive import entering, leaving


class Command(BaseCommand):
    help = "Read what export_newsroom wrote into an empty, migrated system."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that export_newsroom made")

    def handle(self, **options: Any) -> None:
        try:
            made = entering.enter(options["folder"].absolute(), tell=self.stdout.write)
        except leaving.ArchiveError as error:
            raise CommandError(str(error)) from error
        # What the export leaves out because it is made from the rest.
        call_command("index_stories", stdout=self.stdout)
        call_command("fingerprint_stories", stdout=self.stdout)
        call_command("render_stories", stdout=self.stdout)
        self.stdout.write(
            f"The newsroom is as it was at {made['made_at']}. Nobody has a password yet: give "
            "yourself one with `manage.py changepassword NAME`."
        )
