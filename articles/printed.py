"""What stands around a story's text, ready to be printed: for its page and for its preview."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.models import Credit


@dataclass(frozen=True)
class PrintedCredit:
    """One person's credit, with the address of their page."""

    name: str
    slug: str
    code: str
    role: str

    @property
    def role_label(self) -> str:
        return str(Credit.Role(self.role).label)

    @property
    def is_editor(self) -> bool:
        return self.role == Credit.Role.EDITOR

    def get_absolute_url(self) -> str:
        return reverse("author", kwargs={"slug": self.slug})


@dataclass(frozen=True)
class PrintedCorrection:
    """What was wrong and what is right, and when readers were told."""

    text: str
    published_at: datetime

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PrintedCorrection":
        """Read a row of `Article.objects.for_page()`, where PostgreSQL wrote the time as text."""
        return cls(row["text"], datetime.fromisoformat(row["published_at"]))
