"""What articles do when a lower app tells them something. The only two signals they hear."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from articles import edition
from articles.models import Article, OldAddress
from articles.publishing import refresh_pictures, relist
from categories.signals import path_changed
from photos.models import Photo
from photos.signals import renditions_ready


@receiver(path_changed)
def keep_old_paths(moves: list[tuple[int, str, str]], **kwargs: Any) -> None:
    """Keep the old addresses of renamed and moved categories, and list their stories anew."""
    with transaction.atomic():
        edition.hold()
        for category_id, old, new in moves:
            address = reverse("category", kwargs={"path": new})
            OldAddress.objects.filter(path=address).delete()  # it leads somewhere real again
            if old:
                OldAddress.objects.update_or_create(
                    path=reverse("category", kwargs={"path": old}),
                    defaults={"category_id": category_id, "tag": None, "author": None},
                )
        moved = [category_id for category_id, _, _ in moves]
        stories = Article.objects.live().filter(category__in=moved).select_related("category")
        relist(stories.iterator(chunk_size=500))


@receiver(renditions_ready)
def show_renditions(photo: Photo, **kwargs: Any) -> None:
    """Let stories that were released before their renditions were ready show them."""
    refresh_pictures(photo.pk)
