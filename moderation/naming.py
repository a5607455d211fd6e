"""What the copy desk says of the names and captions that no story's form shows.

A category, a tag or a photo is saved at once: nobody is held up by a spelling, but whoever saved it
is told, with the form that is right. What may hurt somebody is asked where a story shows it.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Tag
from categories.models import Category
from categories.signals import named_at_desk
from copydesk import Field, Finding, Level, Paragraph
from photos.models import Photo
from photos.signals import described_at_desk
from standards.checking import checker

LOOKED_AT: dict[type[Model], dict[str, Field]] = {
    Category: {"name": Field.CATEGORY, "description": Field.STANDFIRST},
    Tag: {"name": Field.TAG},
    Photo: {"caption": Field.CAPTION, "alt": Field.ALT},
}
MOST_TOLD = 5


def remarks_on(thing: Model) -> Iterator[tuple[str, Finding]]:
    """Yield errors and warnings about the words of a category, a tag or a photo.

    Each comes with the name of the column it is about. Suggestions are for stories.
    """
    for column, where in LOOKED_AT[type(thing)].items():
        words = " ".join(getattr(thing, column).split())
        for finding in checker().check([Paragraph(words, where)]) if words else ():
            if finding.level is not Level.SARAN:
                yield column, finding


@receiver(named_at_desk)
@receiver(described_at_desk)
def tell(sender: type[Model], instance: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Say what could be better in what was just saved."""
    for column, finding in [*remarks_on(instance)][:MOST_TOLD]:
        said = _("%(field)s: “%(words)s”. %(remark)s") % {
            "field": capfirst(str(sender._meta.get_field(column).verbose_name)),
            "words": finding.words.strip(),
            "remark": finding.message,
        }
        messages.warning(request, said)
