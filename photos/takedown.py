"""Take a picture out of sight at once, and put one back.

What a reader could fetch is deleted; the original, which no address leads to, is kept. A picture
that is put back gets new addresses, so an old one answers 404 for ever: whoever kept it, a search
engine or a proxy, does not have it back by our doing.

For the desk's processes only: every act stands in the photo's history at the desk.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from photos import renditions, tasks
from photos.models import Photo
from photos.signals import photos_taken_down

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def take_down(
    photo_ids: Collection[int], *, by: AbstractBaseUser | None, reason: str, at: datetime
) -> list[int]:
    """Take photos down; return the numbers of those that were up until now.

    In one transaction the rows say so and every public story drops the pictures; the files go when
    it commits. Should the process die in between, or a file not let itself be deleted, the worker
    deletes them within a minute. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A photo is taken down for a reason.")
    with transaction.atomic():
        up = Photo.objects.usable().filter(pk__in=set(photo_ids))
        candidates = list(up.values_list("pk", flat=True))
        if not candidates:
            return []
        # Whoever releases or withdraws a story locks the public tables first and photos second.
        photos_taken_down.send(sender=Photo, photo_ids=candidates)
        photos = list(up.select_for_update(no_key=True).order_by("pk"))
        taken = [photo.pk for photo in photos]
        Photo.objects.filter(pk__in=taken).update(
            taken_down_at=at, taken_down_by=by, taken_down_reason=reason.strip()
        )
        _remember(photos, by, _("Taken down: %(reason)s") % {"reason": reason.strip()})
        transaction.on_commit(partial(tasks.remove_files, taken), robust=True)
    return taken


def put_back(photo: Photo, *, by: AbstractBaseUser | None) -> bool:
    """Let stories use a photo again; return whether it was down until now.

    Its files are made from the original anew. Stories that lost it get it back when they are
    released the next time. Raises photos.renditions.Refused if the original cannot be read.
    """
    if not Photo.objects.filter(pk=photo.pk, taken_down_at__isnull=False).exists():
        return False
    tasks.remove_files([photo.pk])  # what is still there has an old address
    try:
        with photo.original.open("rb") as file:
            display = renditions.make_display(file)
    except OSError as error:  # gone from the disk, or not ours to read
        raise renditions.Refused(
            _("The original file of this photo is missing or cannot be read. Upload it again.")
        ) from error
    name = renditions.save(default_storage, display.name("jpg"), display.content)
    try:
        with transaction.atomic():
            down = Photo.objects.filter(pk=photo.pk, taken_down_at__isnull=False, display="")
            is_back = down.update(
                taken_down_at=None,
                taken_down_by=None,
                taken_down_reason="",
                display=name,
                width=display.width,
                height=display.height,
            )
            if is_back:
                _remember([photo], by, _("Put back"))
                tasks.make_renditions.defer(photo_id=photo.pk)
    except BaseException:
        default_storage.delete(name)
        raise
    if not is_back:  # somebody else was faster
        default_storage.delete(name)
    photo.refresh_from_db()
    return bool(is_back)


def _remember(photos: list[Photo], by: AbstractBaseUser | None, what: str) -> None:
    """Write an act into the history of each photo, where the desk reads it."""
    if by is not None:
        LogEntry.objects.log_actions(by.pk, photos, CHANGE, what)
