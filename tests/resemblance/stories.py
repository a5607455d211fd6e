"""Stories with the words of `texts`, and press releases."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from moderation.models import Draft
from releases.models import PressRelease, digest
from tests.factories import make_draft


def html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.splitlines())


def make_story(owner: User, text: str, headline: str = "Bus sekolah", **words: Any) -> Draft:
    return make_draft(owner, headline=headline, standfirst="", body=html(text), **words)


def make_release(by: User, text: str, title: str = "Dua belas bus", **columns: Any) -> PressRelease:
    now: datetime = timezone.now()
    return PressRelease.objects.create(
        title=title,
        agency="Dinas Perhubungan",
        text=text,
        sha256=digest(text),
        received_at=now,
        entered_at=now,
        came_by="pasted",
        entered_by=by,
        **columns,
    )
