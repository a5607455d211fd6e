"""Two people saved the same draft: whose words differ, and who was faster.

Nothing is written here. The later one keeps everything they typed and sees both texts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from articles.html import to_text
from articles.models import Author, Copy
from articles.templatetags.dates import full_time
from categories.models import Category
from moderation.forms import DraftForm
from moderation.models import Draft
from moderation.numbers import plain_number


@dataclass(frozen=True)
class Difference:
    """One field that two people filled differently, in words."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """What was saved since the form was opened. `nothing_typed`: there is nothing to lose."""

    version: int
    by: User
    at: datetime
    differences: list[Difference]
    nothing_typed: bool

    def says(self) -> str:
        """Return who saved when, in a sentence."""
        return _("%(who)s saved this story on %(when)s, after you had opened it.") % {
            "who": self.by,
            "when": full_time(self.at),
        }


def look(form: DraftForm, *, mine_over: str = "") -> Conflict | None:
    """Return what stands against saving a valid `form`: its version is not the newest; else None.

    `mine_over` is the version, as text, that the writer has been shown and wants to replace.
    """
    draft = form.instance
    if draft.pk is None or draft.version in (form.cleaned_data["version"], plain_number(mine_over)):
        return None
    return compare(form, Draft.objects.get(pk=draft.pk))


def compare(form: DraftForm, now: Draft) -> Conflict:
    """Return how the words typed into `form` differ from those of the draft as it is `now`."""
    mine, theirs = form.instance.copy_values(), now.copy_values()
    opened = now.revisions.filter(number=form.cleaned_data["version"] or 0).first()
    newest = now.revisions.select_related("by").latest("number")
    words = _words(mine, theirs)
    return Conflict(
        version=now.version,
        by=newest.by,
        at=newest.at,
        differences=[
            Difference(_label(name), words(name, mine[name]), words(name, theirs[name]))
            for name in mine
            if mine[name] != theirs[name]
        ],
        nothing_typed=opened is not None and opened.copy_values() == mine,
    )


def _label(name: str) -> str:
    return str(Draft._meta.get_field(name.removesuffix("_id")).verbose_name)


def _words(*texts: dict[str, Any]) -> Any:
    """Return a function that says the value of a column in words, for all of `texts`."""
    sections = Category.objects.with_trail().in_bulk({t["category_id"] for t in texts} - {None})
    authors = Author.objects.in_bulk({line["author"] for t in texts for line in t["credits"]})
    kinds = dict(Copy.Kind.choices)

    def words(name: str, value: Any) -> str:
        if not value:
            return ""
        match name:
            case "body":
                return to_text(value)
            case "category_id":
                return str(sections.get(value, ""))
            case "lead_photo_id":
                return f"#{value}"
            case "tags":
                return ", ".join(value)
            case "credits":
                return ", ".join(str(authors.get(line["author"], "")) for line in value)
            case "kind":
                return str(kinds.get(value, value))
        return str(value)

    return words
