"""What articles do when a lower app tells them something (see docs/architecture.md)."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.urls import reverse

from articles import edition, masthead
from articles.models import Article, Author, Colleague, OldAddress
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
            update_fields=["category", "tag", "author", "article", "page", "leads_to"],
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
    for author in Author.objects.filter(photo=photo):
        author.save()


@receiver(photos_taken_down)
def drop_taken_down(photo_ids: list[int], **kwargs: Any) -> None:
    """Take pictures out of every story at the moment they are taken down."""
    drop_pictures(photo_ids)
    masthead.drop_portraits(photo_ids)


@receiver(m2m_changed, sender=get_user_model().groups.through)
def print_roles(instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    """Let the page of the newsroom say who has which role now."""
    if action in {"post_add", "post_remove", "post_clear"}:
        for user_id in (pk_set or ()) if reverse else [instance.pk]:
            masthead.follow(user_id)


@receiver(post_save, sender=get_user_model())
def print_name(instance: Any, created: bool, update_fields: Any, **kwargs: Any) -> None:
    """Let the page of the newsroom follow an account's name and whether it is in use."""
    if created:  # without a role, which comes after it, nobody is on that page
        return
    if not update_fields or {"first_name", "last_name", "is_active"} & set(update_fields):
        masthead.follow(instance.pk)


@receiver(post_save, sender=Author)
def lead_to_author(instance: Author, **kwargs: Any) -> None:
    """Let the page of the newsroom lead to the stories of whoever is an author too."""
    known = Colleague.objects.filter(author=instance).values_list("pk", flat=True)
    for user_id in {*known, instance.user_id} - {None}:
        masthead.follow(user_id)
