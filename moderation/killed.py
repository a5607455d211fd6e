"""The pictures that went out of sight with a killed story, and their way back with it."""

import logging
from collections.abc import Iterable

from accounts.models import User
from articles.html import photo_ids
from moderation.models import Draft
from photos import renditions, takedown
from photos.models import Photo

log = logging.getLogger(__name__)


def taken_along(draft: Draft) -> list[Photo]:
    """Return the photos that were taken down with the killing of `draft` and by nothing else.

    One that somebody had taken down before keeps that reason, and one that was put back since and
    taken down again has another one: neither is among them.
    """
    words = draft.released_revision
    if draft.killed_at is None or words is None:
        return []
    wanted = {*photo_ids(words.body), *([words.lead_photo_id] if words.lead_photo_id else [])}
    found = Photo.objects.filter(pk__in=wanted, taken_down_at=draft.killed_at).order_by("pk")
    return list(found) if wanted else []


def put_back(photos: Iterable[Photo], *, by: User) -> None:
    """Put photos back that came down with a story; call it once the story's step is committed.

    One whose original cannot be read stays down: the story's checklist says so.
    """
    for photo in photos:
        try:
            takedown.put_back(photo, by=by)
        except renditions.Refused:
            log.exception("Photo %s could not be put back.", photo.pk)
