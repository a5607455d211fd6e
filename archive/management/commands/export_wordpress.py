from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive import wxr
from archive.telling import on_terminal


class Command(BaseCommand):
    help = "Write what readers can read as a WordPress export (WXR) to a new file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="it must not exist yet")

    def handle(self, **options: Any) -> None:
        target: Path = options["file"].absolute()
        if target.exists():
            raise CommandError(f"{target} exists. Name a file that does not.")
        unfinished = target.with_name(f"{target.name}.unfinished")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(wxr.export(on_terminal(self.stdout.write)))
        unfinished.rename(target)
        self.stdout.write(f"The export is in {target}. Its pictures are those of MEDIA_ROOT.")
