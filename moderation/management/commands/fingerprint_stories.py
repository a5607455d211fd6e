from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from moderation import resembling
from resemblance import shingles
from resemblance.models import Sketch


class Command(BaseCommand):
    help = (
        "Make by what stories and press releases are found that share words, where it is missing or"
        " was made by an older version. Saves do it by themselves, and the worker does every night;"
        " run this to have it done at once. It can be interrupted and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make it anew for everything")

    def handle(self, **options: Any) -> None:
        if options["all"]:
            Sketch.objects.filter(version=shingles.VERSION).update(version=0)
        done = 0
        for made in resembling.keep_all_missing():
            done += made
            if done % 10_000 == 0:
                self.stdout.write(f"{done} documents …")
        self.stdout.write(
            f"{done} documents can be found now." if done else "Every document can be found."
        )
