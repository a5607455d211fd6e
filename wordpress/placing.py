"""Carries out the plan of the categories, and says where each old label stands now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from categories.models import Category
from categories.naming import slug_of, tidy
from wordpress import labels
from wordpress.items import Item
from wordpress.taxonomy import Action, Decision, Kind, tidy_name

# What a story stands under of which nothing else is known. No channel: the menu does not show it.
FALLBACK = "Umum"
_KINDS = {
    Kind.CHANNEL: Category.Kind.CHANNEL,
    Kind.EVENT: Category.Kind.EVENT,
    Kind.ORGANISATION: Category.Kind.ORGANISATION,
    Kind.CONTENT_TYPE: Category.Kind.CONTENT_TYPE,
}
# Where a story with several labels belongs: what it is about before what it is part of.
_FIRST = (
    *(Category.Kind.TOPIC, Category.Kind.CHANNEL, Category.Kind.EVENT),
    *(Category.Kind.ORGANISATION, Category.Kind.CONTENT_TYPE),
)


@dataclass(frozen=True)
class Place:
    """Where an old category leads: to a category, to a tag of that name, or nowhere."""

    category: Category | None = None
    tag: str = ""


class Places:
    """The old categories by slug and by name."""

    def __init__(self, fallback: str = FALLBACK) -> None:
        self.by_slug: dict[str, Place] = {}
        self.fallback_name = fallback
        self.made: list[Category] = []
        self.here: dict[str, Category] = {}
        for category in Category.objects.select_related("merged_into").order_by("path"):
            self.here.setdefault(labels.key(category.name), category.in_use)

    def carry_out(self, decisions: Sequence[Decision]) -> None:
        """Make the categories of the plan. What is here already is used, so it can run again."""
        self.decided = {labels.key(one.name): one for one in decisions if one.action == Action.KEEP}
        for one in decisions:
            if one.action == Action.KEEP:
                place = Place(category=self._category(one))
            elif one.action == Action.TAG:
                place = Place(tag=one.name[:100])
            else:
                place = Place()
            self.by_slug[one.slug or one.old] = place
        for one in decisions:
            if one.action == Action.MERGE:
                self.by_slug[one.slug or one.old] = self._merged(one)
        # Last, so that it takes no name that the plan has another use for.
        self.fallback = self._ensure(self.fallback_name, Category.Kind.TOPIC, None)

    def of(self, item: Item) -> tuple[Category, list[str]]:
        """Return the category of a story, and what else it was labelled with, as names of tags."""
        found: list[Category] = []
        tags: list[str] = []
        for label in item.labels:
            if label.taxonomy == "post_tag":
                tags.append(label.name)
            elif label.taxonomy == "category":
                place = self.by_slug.get(label.slug or label.name, Place())
                if place.category:
                    found.append(place.category)
                elif place.tag:
                    tags.append(place.tag)
        unique = list({category.pk: category for category in found}.values())
        if not unique:
            return self.fallback, _names(tags)
        chosen = min(unique, key=lambda one: (_FIRST.index(one.kind), -one.path.count("/")))
        above = f"{chosen.path}/"
        tags += [one.name for one in unique if not above.startswith(f"{one.path}/")]
        return chosen, _names(tags)

    def _merged(self, one: Decision) -> Place:
        target = self.here.get(labels.key(one.target))
        if target is None:
            target = self._ensure(tidy_name(one.target), Category.Kind.TOPIC, None)
        return Place(category=target)

    def _category(self, one: Decision) -> Category:
        if found := self.here.get(labels.key(one.name)):
            return found
        kind = _KINDS.get(Kind(one.kind), Category.Kind.TOPIC)
        parent = None
        if one.parent and kind != Category.Kind.CHANNEL:
            parent = self._above(one)
        return self._ensure(one.name, kind, parent, is_retired=one.kind == Kind.ARCHIVED)

    def _above(self, one: Decision, depth: int = 0) -> Category | None:
        """Return the category `one` stands under, made first where the plan has it."""
        wanted = labels.key(one.parent)
        if wanted == labels.key(one.name) or depth > 8:
            return None
        if found := self.here.get(wanted):
            return found
        planned = self.decided.get(wanted)
        if planned is None:
            is_channel = labels.CHANNEL_OF.get(wanted) == one.parent
            kind = Category.Kind.CHANNEL if is_channel else Category.Kind.TOPIC
            return self._ensure(one.parent, kind, None)
        kind = _KINDS.get(Kind(planned.kind), Category.Kind.TOPIC)
        has_parent = planned.parent and kind != Category.Kind.CHANNEL
        return self._ensure(
            planned.name,
            kind,
            self._above(planned, depth + 1) if has_parent else None,
            is_retired=planned.kind == Kind.ARCHIVED,
        )

    def _ensure(self, name: str, kind: str, parent: Category | None, **columns: Any) -> Category:
        name = tidy(name)[:120].strip()
        if found := self.here.get(labels.key(name)):
            return found
        category = Category(name=name, kind=kind, parent=parent, **columns)
        if category.is_one_channel_too_many():
            category.kind = Category.Kind.TOPIC
        if not slug_of(name):
            category.slug = f"kategori-{len(self.here) + 1}"
        category.save()
        self.here[labels.key(name)] = category
        self.made.append(category)
        return category


def _names(tags: Iterable[str]) -> list[str]:
    """Return names of tags, each once, in order, as long as a tag may be."""
    names = (" ".join(tag.split())[:100].strip() for tag in tags)
    return list({labels.key(name): name for name in reversed(list(names)) if name}.values())[::-1]
