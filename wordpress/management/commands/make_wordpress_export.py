"""Write a large export to measure the import by."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from wordpress.generating import export


class Command(BaseCommand):
    help = "Write a WordPress export of invented stories to FILE: to rehearse with, to measure by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--posts", type=int, default=50_000)

    def handle(self, *args: Any, **options: Any) -> None:
        with options["file"].open("w") as file:
            file.writelines(export(options["posts"]))
        size = options["file"].stat().st_size
        self.stdout.write(f"{options['posts']:,} posts, {size / 1024**2:,.0f} MB")
