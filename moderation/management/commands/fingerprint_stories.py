from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from moderation import resembling
from resemblance import shingles
from resemblance.models import Sketch


class Command(BaseCommand):
    help = (
        "Make by what stories and press releases are found that share words, where it is missing or"
        " was made by an older version. Saves do it by themselves; run this after an update, and"
        " after rows were written by other means. It can be interrupted and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make it anew for everything")

    def handle(self, **options: Any) -> None:
        if options["all"]:
            Sketch.objects.filter(version=shingles.VERSION).update(version=0)
        done = 0
        for kind in (resembling.STORY, resembling.RELEASE):
            last = 0
            # One short transaction after another: a save waits for a batch, never for the whole.
            while True:
                with transaction.atomic():
                    made = resembling.keep_missing(kind, after=last)
                if not made:
                    break
                done += len(made)
                last = made[-1]
                if done % 10_000 == 0:
                    self.stdout.write(f"{done} documents …")
        self.stdout.write(
            f"{done} documents can be found now." if done else "Every document can be found."
        )
