"""The photos of a story beside its text."""

from typing import Any

from django import template

from moderation.pictured import Pictured
from photos import words
from photos.renditions import MAX_BYTES

register = template.Library()


@register.simple_tag(takes_context=True)
def story_photos(context: dict[str, Any], pictured: Pictured) -> list[dict[str, Any]]:
    """Return what the form shows of each photo it names; see `photos.words.state()`."""
    person = context["request"].user
    return [words.state(photo, person) for photo in pictured.values()]


@register.simple_tag
def largest_photo() -> int:
    """Return how many bytes a picture may have."""
    return MAX_BYTES
