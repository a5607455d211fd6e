"""What a browser does at the desk: the addresses of a draft and the forms it sends."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Author
from moderation.models import Draft

PAGES = ["change", "preview", "review", "comments", "history", "compare", "step"]


def address(which: str, draft: Draft, step: str = "submit") -> str:
    args = [draft.pk, step] if which == "step" else [draft.pk]
    return reverse(f"admin:moderation_draft_{which}", args=args)


def typed(draft: Draft | None = None, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends for `draft` with some fields typed anew."""
    data = {"version": 0, "kind": "news", "credits-TOTAL_FORMS": 0, "credits-INITIAL_FORMS": 0}
    if draft is not None:
        data |= {
            "version": draft.version,
            "headline": draft.headline,
            "standfirst": draft.standfirst,
            "body": draft.body,
            "category": str(draft.category or ""),
            "credits-TOTAL_FORMS": len(draft.credits),
        }
        for i, line in enumerate(draft.credits):
            data[f"credits-{i}-author"] = str(Author.objects.get(pk=line["author"]))
            data[f"credits-{i}-role"] = line["role"]
    return data | fields


def text_of(response: Any) -> str:
    return response.content.decode()


def save_meanwhile(draft: Draft, client: Client, **fields: Any) -> None:
    client.post(address("change", draft), typed(draft, **fields))


def asked_by(act: Callable[[], Any]) -> tuple[int, Any]:
    """Return how many queries an act needs, and its result; taking a role is none."""
    with CaptureQueriesContext(connection) as captured:
        result = act()
    setting = ("SET ROLE", "RESET ROLE", "SELECT set_config")
    return sum(not query["sql"].startswith(setting) for query in captured), result
