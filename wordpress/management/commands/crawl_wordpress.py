"""Try every address of the old site against the running new one."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wordpress.crawling import Answer, Crawler, paths_of
from wordpress.parser import Export
from wordpress.survey import survey

LISTED = 100


class Command(BaseCommand):
    help = (
        "Ask the site at ADDRESS for every address of the old site that the exports know, and say "
        "which do not lead to a page with at most one redirect."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="such as https://kabarkota.example")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        exports = [Export(path) for path in options["files"]]
        crawler = Crawler(options["address"])
        tally: Counter[str] = Counter()
        bad: list[Answer] = []
        for path in paths_of(exports, survey(exports, copies=False)):
            try:
                answer = crawler.follow(path)
            except OSError as error:
                raise CommandError(f"{options['address']} does not answer: {error}") from error
            tally[" → ".join(map(str, answer.statuses))] += 1
            if not answer.is_good:
                bad.append(answer)
        for statuses, number in tally.most_common():
            self.stdout.write(f"{number:>8,} {statuses}")
        for answer in bad[:LISTED]:
            self.stdout.write(f"  {answer.path}: {answer.statuses}, last {answer.last}")
        if bad:
            raise CommandError(f"{len(bad):,} addresses do not lead to a page in one hop.")
        self.stdout.write("Every old address leads to a page in at most one hop.")
