"""What the background worker does for the photo library."""

import datetime
from collections.abc import Collection

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from photos import renditions
from photos.models import Photo, Rendition
from photos.signals import renditions_ready
from photos.storage import delete_incoming, originals

# A file is written a moment before its row; this is far more than a moment.
UNCLAIMED_AFTER = datetime.timedelta(days=2)


@app.task(
    name="photos.make_renditions",
    queue="photos",
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def make_renditions(*, photo_id: int) -> None:
    """Make what is missing of a photo's renditions and tell who listens. May run again."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None or photo.is_taken_down:  # meanwhile
        return
    renditions.make_renditions(photo)
    renditions_ready.send(sender=Photo, photo=photo)


def remove_files(photo_ids: Collection[int]) -> int:
    """Delete what readers could fetch of photos that were taken down; return of how many.

    First the files, then what names them: whoever dies in between leaves a row that the next run
    finds. The original stays.
    """
    photos = Photo.objects.filter(pk__in=photo_ids, taken_down_at__isnull=False)
    for photo in photos.prefetch_related("renditions"):
        made = list(photo.renditions.all())
        for file in (photo.display, *(one.file for one in made)):
            if file.name:
                file.storage.delete(file.name)
        with transaction.atomic():
            Rendition.objects.filter(pk__in=[one.pk for one in made]).delete()
            same = Photo.objects.filter(pk=photo.pk, display=photo.display.name)
            same.filter(taken_down_at__isnull=False).update(display="")
    return len(photos)


@app.periodic(cron="* * * * *")
@app.task(name="photos.finish_take_downs", queue="photos")
def finish_take_downs(timestamp: int = 0) -> int:
    """Delete the files that a killed process or a broken disk left of photos taken down."""
    made = Exists(Rendition.objects.filter(photo=OuterRef("pk")))
    down = Photo.objects.filter(taken_down_at__isnull=False)
    left = list(down.filter(~Q(display="") | made).values_list("pk", flat=True))
    return remove_files(left) if left else 0


@app.periodic(cron="40 3 * * *")
@app.task(name="photos.delete_unclaimed_files", queue="photos")
def delete_unclaimed_files(timestamp: int = 0) -> int:
    """Delete files that no photo has, left by an unfinished or killed upload; return how many."""
    public = _sweep(default_storage, "photos", [(Photo, "display"), (Rendition, "file")])
    private = _sweep(originals(), "originals", [(Photo, "original")])
    return public + private + delete_incoming(before=timezone.now() - UNCLAIMED_AFTER)


def _sweep(storage: Storage, folder: str, claims: list[tuple[type[Model], str]]) -> int:
    """Delete the old files in the sub-folders of `folder` that none of these columns names."""
    if not storage.exists(folder):
        return 0
    oldest_young = timezone.now() - UNCLAIMED_AFTER
    deleted = 0
    for sub in storage.listdir(folder)[0]:
        names = {f"{folder}/{sub}/{file}" for file in storage.listdir(f"{folder}/{sub}")[1]}
        for model, column in claims:
            claimed = model.objects.filter(**{f"{column}__in": names})
            names -= set(claimed.values_list(column, flat=True))
        for name in names:
            if storage.get_modified_time(name) < oldest_young:
                storage.delete(name)
                deleted += 1
    return deleted
