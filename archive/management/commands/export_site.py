from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive import still
from archive.leaving import ArchiveError
from archive.telling import on_terminal


class Command(BaseCommand):
    help = "Write a copy of the public site that any web server can serve to a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="it must not exist yet")

    def handle(self, **options: Any) -> None:
        target = options["folder"].absolute()
        try:
            made = still.copy_site(target, now=timezone.now(), tell=on_terminal(self.stdout.write))
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        for problem in made["not_kept"]:
            self.stderr.write(f"Not kept: {problem}")
        self.stdout.write(
            f"{made.get('pages', 0):,} pages, {made.get('redirects', 0):,} redirects and "
            f"{made.get('files', 0):,} files are in {target}."
        )
