"""Make the share pictures that are missing, of every story or of the newest."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import shares
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Draw the share pictures that are missing or show what stories no longer say: after an "
        "import, a change of the site's name or of how they are drawn. Newest first; it may be "
        "stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, help="only stories of the last so many days")

    def handle(self, *, days: int | None = None, **options: Any) -> None:
        stories = Article.objects.live()
        if days is not None:
            stories = stories.filter(published_at__gte=timezone.now() - timedelta(days=days))
        columns = ("kind", "headline", "section_name", "picture", "share_pictures", "withdrawn_at")
        rows = (
            stories.only(*columns, "flags")
            .order_by("-published_at", "-pk")
            .iterator(chunk_size=500)
        )
        made = sum(shares.make(article.pk) for article in rows if shares.missing(article))
        self.stdout.write(f"{made} pictures made.")
