from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles import edition
from articles.models import SearchEntry
from articles.search import renewing, words


class Command(BaseCommand):
    help = (
        "Index for search what is not, or was by an older version of the analyser. Releases do it"
        " by themselves, and the worker does after an update; run this to have it done at once, and"
        " after rows were written by other means."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="index every story anew")

    def handle(self, **options: Any) -> None:
        if options["all"]:
            with transaction.atomic():
                edition.hold()
                SearchEntry.objects.filter(version=words.VERSION).update(version=0)
        done = 0
        for made in renewing.put_outdated():
            done += made
            if done % 10_000 == 0:
                self.stdout.write(f"{done} stories …")
        self.stdout.write(f"Indexed {done} stories." if done else "Every story is indexed.")
