"""Words of gambling sites in the names of things: somebody, or some program, broke in.

In the text of a story they hold it up (`moderation.language`). A category, a tag or an author goes
before readers with nobody's approval, so whoever runs the newsroom is told at once.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Author, Tag
from categories.models import Category
from copydesk.eyd_v.safety import gambling_terms
from moderation import notices

# What readers see of each, and what somebody typed.
LOOKED_AT: dict[type[Model], tuple[str, ...]] = {
    Category: ("name", "slug", "description"),
    Tag: ("name", "slug"),
    Author: ("name", "slug", "bio"),
}
MOST_TOLD = 5


def gambling(*texts: str) -> list[str]:
    """Return the words of gambling sites in `texts`, each once; in addresses and markup too."""
    return list(dict.fromkeys(term for text in texts for term in gambling_terms(text)))


@receiver(post_save, sender=Category)
@receiver(post_save, sender=Tag)
@receiver(post_save, sender=Author)
def look_at(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Tell who runs the newsroom if what was just saved carries such words."""
    if words := gambling(*(getattr(instance, name) for name in LOOKED_AT[sender])):
        meta = sender._meta
        text = _("Words of gambling sites (%(words)s) in the %(what)s “%(name)s”. Who wrote them?")
        notices.alarm(
            text
            % {
                "words": ", ".join(words[:MOST_TOLD]),
                "what": meta.verbose_name,
                "name": instance,
            },
            reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[instance.pk]),
        )
