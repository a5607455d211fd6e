"""What articles do when a lower app tells them something (see docs/architecture.md)."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse

from articles import edition
from articles.models import Article, OldAddress
from articles.pictures import drop_pictures
from articles.publishing import refresh_pictures, relist
from categories.models import Category
from categories.signals import path_changed
from photos.models import Photo
from photos.signals import photos_taken_down, renditions_ready


@receiver(path_changed)
def keep_old_paths(moves: list[tuple[int, str, str]], **kwargs: Any) -> None:
    """Keep the old addresses of renamed and moved categories, and list their stories anew."""

    def address(path: str) -> str:
        return reverse("category", kwargs={"path": path})

    with transaction.atomic():
        edition.hold()
        # An address that leads somewhere real again is no old one.
        OldAddress.objects.filter(path__in=[address(new) for _, _, new in moves]).delete()
        OldAddress.objects.bulk_create(
            [OldAddress(path=address(old), category_id=pk) for pk, old, _ in moves],
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["category", "tag", "author"],
        )
        relist([pk for pk, _, _ in moves])


@receiver(post_save, sender=Category)
def show_new_name(instance: Category, created: bool, **kwargs: Any) -> None:
    """Print a category's new name on the cards of its stories: its address may stay the same."""
    if not created:
        stories = Article.objects.live().filter(category=instance)
        stories.exclude(section_name=instance.name).update(section_name=instance.name)


@receiver(renditions_ready)
def show_renditions(photo: Photo, **kwargs: Any) -> None:
    """Let stories that were released before their renditions were ready show them."""
    refresh_pictures(photo.pk)


@receiver(photos_taken_down)
def drop_taken_down(photo_ids: list[int], **kwargs: Any) -> None:
    """Take pictures out of every story at the moment they are taken down."""
    drop_pictures(photo_ids)
