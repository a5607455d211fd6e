from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from archive import leaving
from archive.telling import on_terminal


class Command(BaseCommand):
    help = "Write everything to a new folder, in an open format that its README.md describes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="it must not exist yet")

    def handle(self, **options: Any) -> None:
        target = options["folder"].absolute()
        try:
            made = leaving.export(target, now=timezone.now(), tell=on_terminal(self.stdout.write))
        except leaving.ArchiveError as error:
            raise CommandError(str(error)) from error
        files = made["files"]
        self.stdout.write(f"{files['count']:,} files, {files['bytes']:,} bytes.")
        for name in files["missing"]:
            self.stderr.write(f"Not there: {name}")
        self.stdout.write(f"The export is in {target}.")
