"""Words of gambling sites where readers see them: somebody, or some program, broke in.

In the text of a story they hold it up (`moderation.language`) until somebody says why they stay.
Names, standing pages, the breaking banner and the words of a photo go before readers with nobody's
approval, and what is told of a change or a withdrawal goes with no second look. Of all of them, and
of an import that found some, whoever runs the newsroom is told at once.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Author, Banner, Correction, Page, Tag
from categories.models import Category
from copydesk.eyd_v.safety import gambling_terms
from moderation import notices
from moderation.models import Draft
from photos.models import Photo

# What readers see of each, and what somebody typed.
LOOKED_AT: dict[type[Model], tuple[str, ...]] = {
    Category: ("name", "slug", "description"),
    Tag: ("name", "slug"),
    Author: ("name", "slug", "bio", "position"),
    User: ("first_name", "last_name"),
    Page: ("title", "slug", "body"),
    Banner: ("text",),
    Photo: ("caption", "alt", "credit", "creator"),
    Correction: ("text", "apology"),
    Article: ("update_note", "withdrawal_statement"),
}
# In addresses these part words.
_SIGNS = str.maketrans("-_+", "   ")
MOST_TOLD = 5


def gambling(*texts: str) -> list[str]:
    """Return the words of gambling sites in `texts`, each once; in addresses and markup too."""
    found: dict[str, str] = {}  # by its words, however they are joined
    for text in texts:
        for term in [*gambling_terms(text), *gambling_terms(spaced(text))]:
            found.setdefault(spaced(term), term)
    return list(found.values())


def spaced(address: str) -> str:
    """Return an address with its words apart; as many characters, so places stay."""
    return address.translate(_SIGNS)


def look_at(
    sender: type[Model], instance: Any, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Tell who runs the newsroom if what was just saved carries such words."""
    columns = LOOKED_AT[sender]
    if update_fields is not None and not set(columns) & set(update_fields):
        return
    if words := gambling(*(getattr(instance, name) for name in columns)):
        meta = sender._meta
        text = _("Words of gambling sites (%(words)s) in the %(what)s “%(name)s”. Who wrote them?")
        notices.alarm(
            text
            % {
                "words": ", ".join(words[:MOST_TOLD]),
                "what": meta.verbose_name,
                "name": instance,
            },
            address_of(instance),
        )


for _model in LOOKED_AT:
    post_save.connect(look_at, sender=_model, dispatch_uid="words of gambling sites")


def address_of(instance: Model) -> str:
    """Return the page of the desk where it can be changed."""
    if isinstance(instance, Banner):
        return reverse("desk-banner")
    if isinstance(instance, Correction):
        return address_of(instance.article)
    if isinstance(instance, Article):
        draft = Draft.objects.filter(article=instance).only("pk").first()
        if draft is None:  # moved in without one
            return instance.get_absolute_url()
        return reverse("admin:moderation_draft_review", args=[draft.pk])
    meta = instance._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[instance.pk])


def imported(number: int, address: str) -> None:
    """Tell who runs the newsroom that an import found such words; its report names the posts."""
    text = _("The import found words of gambling sites in %(number)d posts. Read its report.")
    notices.alarm(text % {"number": number}, address)


def let_stand(draft: Draft, words: str, *, by: User) -> None:
    """Tell who runs the newsroom that such words stay in a story. Its title stays there."""
    text = _("%(who)s lets words of gambling sites (%(words)s) stand in story %(number)d.")
    facts = {"who": by, "words": words, "number": draft.pk}
    notices.alarm(text % facts, reverse("admin:moderation_draft_review", args=[draft.pk]))
