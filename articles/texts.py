"""What the standing pages say until somebody writes them at the desk: never an empty link."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from articles.html import clean_html
from articles.models import Page

HELP = "bantuan"  # the page that is also printed below stories about suicide
SOURCE = Path(__file__).with_name("texts.toml")


@dataclass(frozen=True)
class Text:
    """A standing page as delivered; `body` is clean HTML."""

    slug: str
    title: str
    body: str

    def get_absolute_url(self) -> str:
        return reverse("page", kwargs={"slug": self.slug})


type Help = Page | Text


def help_box() -> Help:
    """Return where to find help: what the operator wrote, else the text it is delivered with."""
    return Page.objects.filter(slug=HELP).first() or delivered()[HELP]


@cache
def delivered() -> dict[str, Text]:
    """Return the delivered pages by slug, in the order of the footer."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["page"]
    return {
        row["slug"]: Text(
            row["slug"],
            row["title"],
            clean_html(row["body"].strip().replace("{site}", escape(settings.SITE_NAME))),
        )
        for row in rows
    }
