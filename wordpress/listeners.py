"""What an old site's things do when the desk goes on with them (see docs/architecture.md)."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.models import Article
from moderation.models import Transition
from moderation.steps import Status
from wordpress import addresses
from wordpress.models import OldItem


@receiver(post_save, sender=Transition)
def lead_to_released(instance: Transition, created: bool, **kwargs: Any) -> None:
    """Let the addresses of a post that was no public one there lead to the story it became here.

    In the transaction of the release: the address works from the first moment. What another story
    has stays with it.
    """
    if not created or instance.after != Status.RELEASED:
        return
    items = OldItem.objects.filter(draft=instance.draft_id, outcome=OldItem.Outcome.DRAFT)
    for item in items:
        story = Article.objects.filter(draft=instance.draft_id).values_list("pk", flat=True).get()
        base = addresses.base_of(item.site)
        paths = [item.path, f"{base}?p={item.key}" if item.key.isdecimal() else ""]
        addresses.keep(addresses.rows(paths, article_id=story))
        item.outcome, item.number = OldItem.Outcome.PUBLIC, story
        item.save(update_fields=["outcome", "number"])
