"""Make how stories stand in lists with today's templates, without waiting for the worker."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import rendered


class Command(BaseCommand):
    help = "Render the stories that today's templates have not rendered yet, the newest first."

    def handle(self, **options: Any) -> None:
        total = 0
        while done := rendered.render_missing():
            total += done
            self.stdout.write(f"{total} rendered")
        self.stdout.write("Nothing is missing.")
