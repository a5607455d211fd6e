"""What is said about a draft, for a page that shows it beside something else."""

from typing import Any

from django import template

from moderation import comments, language
from moderation.models import Draft

register = template.Library()


@register.simple_tag
def talk(draft: Draft) -> dict[str, Any]:
    """Return `threads`, the open first, and the `passages` one can speak about; two queries."""
    if not draft.pk:
        return {}
    passages, loose = comments.passages(draft)
    threads = [*(one for passage in passages for one in passage.threads), *loose]
    threads.sort(key=lambda one: (not one.is_open, one.piece or 0, one.pk))
    return {"threads": threads, "passages": passages}


@register.simple_tag
def open_comments(draft: Draft) -> int:
    """Return how many remarks about `draft` nobody has resolved."""
    return comments.open_count(draft)


@register.simple_tag
def left_standing(draft: Draft) -> language.Left | None:
    """Return the grave remarks of the copy desk about `draft` that somebody let stand."""
    return language.left_standing(language.remarks(draft))
