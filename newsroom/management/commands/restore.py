from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsroom import backup


class Command(BaseCommand):
    help = "Put a backup back: database, files, roles and grants. Then check the record."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that `backup` made")
        parser.add_argument(
            "--replace", action="store_true", help="throw away what the database holds now"
        )

    def handle(self, **options: Any) -> None:
        try:
            made = backup.restore(options["folder"].absolute(), replace=options["replace"])
        except (backup.BackupError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The newsroom is as it was at {made['made_at']}.")
        call_command("check_record", stdout=self.stdout)
