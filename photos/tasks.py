"""What the background worker does for the photo library."""

import datetime

from django.core.files.storage import Storage, default_storage
from django.db.models import Model
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from photos import renditions
from photos.models import Photo, Rendition
from photos.signals import renditions_ready
from photos.storage import originals

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
    if photo is None:  # deleted meanwhile
        return
    renditions.make_renditions(photo)
    renditions_ready.send(sender=Photo, photo=photo)


@app.periodic(cron="40 3 * * *")
@app.task(name="photos.delete_unclaimed_files", queue="photos")
def delete_unclaimed_files(timestamp: int = 0) -> int:
    """Delete files that no photo has, left by a failed or killed upload; return how many."""
    public = _sweep(default_storage, "photos", [(Photo, "display"), (Rendition, "file")])
    return public + _sweep(originals(), "originals", [(Photo, "original")])


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
