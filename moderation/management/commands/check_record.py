from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.record import broken_links


class Command(BaseCommand):
    help = "Check that nobody changed the record of drafts behind the database's triggers."

    def handle(self, **options: Any) -> None:
        broken = broken_links()
        for link in broken:
            self.stdout.write(f"{link.table} {link.pk}: does not follow (draft {link.draft_id})")
        if broken:
            raise CommandError(f"{len(broken)} rows do not follow. Restore a backup.")
        self.stdout.write("The record is whole.")
