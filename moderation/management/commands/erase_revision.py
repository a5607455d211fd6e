from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from moderation.models import Revision
from moderation.record import NotErasable, erase


class Command(BaseCommand):
    help = (
        "Blank the words of one kept version because the law asks for it (a court's order, the "
        "protection of a child), and keep the reason. Needs the owner's database login."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draft", type=int, help="the draft's number, as in its address")
        parser.add_argument("version", type=int, help="the version, as its history shows it")
        parser.add_argument("--reason", required=True, help="the legal ground; kept for ever")
        parser.add_argument("--ordered-by", required=True, help="who ordered it; kept for ever")

    def handle(self, **options: Any) -> None:
        using = "owner" if "owner" in connections else "default"
        revisions = Revision.objects.using(using).filter(
            draft_id=options["draft"], number=options["version"], erasure=None
        )
        revision = revisions.first()
        if revision is None:
            raise CommandError("There is no such version, or it was erased before.")
        try:
            erase(
                revision,
                reason=options["reason"],
                ordered_by=options["ordered_by"],
                using=using,
            )
        except NotErasable as error:
            raise CommandError(str(error)) from error
        where = f"Version {revision.number} of draft {revision.draft_id}"
        self.stdout.write(f"{where} is blank now. Backups still hold its words.")
