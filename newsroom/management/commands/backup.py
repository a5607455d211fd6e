from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom import backup


class Command(BaseCommand):
    help = (
        "Write the database and all files to a new folder, from which `restore` brings them back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="it must not exist yet")
        parser.add_argument(
            "--since", type=Path, metavar="EARLIER", help="link files that this backup has, too"
        )

    def handle(self, **options: Any) -> None:
        target = options["folder"].absolute()
        try:
            made = backup.back_up(target, now=timezone.now(), since=options["since"])
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Database: {made['database']['bytes']:,} bytes.")
        for name in backup.folders():
            self.stdout.write(f"{name}: {made[name]['files']:,} files.")
        self.stdout.write(f"The backup is in {target}.")
