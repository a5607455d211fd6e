"""The photos of a story beside its text."""

from typing import Any

from django import template

from articles.html import photo_ids
from moderation.forms import DraftForm
from moderation.numbers import plain_number
from photos import words
from photos.models import Photo
from photos.renditions import MAX_BYTES

register = template.Library()


@register.simple_tag(takes_context=True)
def story_photos(context: dict[str, Any], form: DraftForm) -> list[dict[str, Any]]:
    """Return what the form shows of each photo it names, the lead photo first; two queries.

    See `photos.words.state()` for the values of each.
    """
    lead = str(form["lead_photo"].value() or "").strip().removeprefix("#").split(" ")[0]
    wanted = [plain_number(lead), *photo_ids(form["body"].value() or "")]
    photos = Photo.objects.filter(pk__in=[pk for pk in wanted if pk]).prefetch_related("renditions")
    found = {photo.pk: photo for photo in photos}
    person = context["request"].user
    return [words.state(found[pk], person) for pk in dict.fromkeys(wanted) if pk in found]


@register.simple_tag
def largest_photo() -> int:
    """Return how many bytes a picture may have."""
    return MAX_BYTES
