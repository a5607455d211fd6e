"""Two tags, or two authors, that mean the same become one, and apart again.

Categories, which have a place in a tree, are merged by `moderation.merges`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from accounts.models import User
from articles import edition, popular
from articles.models import Article, ArticleTag, Author, Credit, Tag, tag_key
from categories.likeness import SHORTEST, alike
from moderation.merges import UNFINISHED, NotMergeable
from moderation.models import AuthorMerge, Draft, TagMerge

LOOKED_AT = 3000  # names that a likeness is looked for among
INDEXED_AT_ONCE = 200


@dataclass(frozen=True)
class Kind:
    """What can be merged: the label, and the rows that give it to stories."""

    label: type[Tag] | type[Author]
    rows: type[ArticleTag] | type[Credit]
    column: str  # of `rows`: the label
    story: str  # of `rows`: the story
    merge: type[TagMerge] | type[AuthorMerge]
    named_by: Callable[[Any], dict[str, Any]]  # how drafts name a label, as a lookup

    @property
    def permission(self) -> str:
        return f"articles.change_{self.column}"

    def of(self, label: Any) -> models.QuerySet:
        return self.rows.objects.filter(**{self.column: label})


KINDS = {
    "tag": Kind(
        *(Tag, ArticleTag, "tag", "content_object_id", TagMerge),
        lambda tag: {"tags__contains": [tag.name]},
    ),
    "penulis": Kind(
        *(Author, Credit, "author", "article_id", AuthorMerge),
        lambda author: {"credits__contains": [{"author": author.pk}]},
    ),
}


@dataclass(frozen=True)
class Plan:
    """What a merge would move: numbers of rows."""

    stories: int
    both: int  # stories that have the other one already
    drafts: int
    addresses: int


def plan(
    kind: Kind, source: Any, target: Any | None = None, *, drafts: models.QuerySet[Draft]
) -> Plan:
    """Return what merging `source` would move; `both` is known once there is a `target`.

    Only `drafts` are counted: those that whoever is told may read, for a tag tells of a story too.
    """
    rows = kind.of(source)
    there = kind.of(target).values(kind.story) if target else []
    return Plan(
        stories=rows.count(),
        both=rows.filter(**{f"{kind.story}__in": there}).count() if target else 0,
        drafts=drafts.filter(status__in=UNFINISHED, **kind.named_by(source)).count(),
        addresses=1 + source.old_addresses.count() + source.merged_from.count(),
    )


def why_not(source: Any, target: Any) -> str:
    """Return why `source` cannot be merged into `target`, in words for a person; "" if it can."""
    if source.pk == target.pk:
        return _("Choose another one than the one that is merged.")
    if source.merged_into_id is not None:
        return _("“%(name)s” was merged already.") % {"name": source.name}
    if target.merged_into_id is not None:
        return _("“%(name)s” was merged into another one itself.") % {"name": target.name}
    if isinstance(source, Author) and source.user_id and target.user_id:
        return _("Both have a login. Take it off the one who is not used any more first.")
    return ""


def near_misses(names: list[str]) -> dict[str, str]:
    """Return for names of tags that do not exist the tag they nearly are, where there is one."""
    known = set(Tag.objects.filter(key__in=map(tag_key, names)).values_list("key", flat=True))
    keys = {name: tag_key(name) for name in names}
    new = {name: key for name, key in keys.items() if len(key) >= SHORTEST and key not in known}
    if not new:
        return {}
    begins = Q(*(("key__startswith", key[0]) for key in new.values()), _connector=Q.OR)
    rows = Tag.objects.filter(begins, merged_into=None).annotate(letters=Length("key"))
    lengths = {len(key) + more for key in new.values() for more in range(-2, 3)}
    near = rows.filter(letters__in=lengths).order_by("-pk").values_list("name", flat=True)
    others = list(near[:LOOKED_AT])
    twins = {name: next((one for one in others if alike(one, name)), "") for name in new}
    return {name: twin for name, twin in twins.items() if twin}


def likely_twins(kind: Kind, source: Any) -> list[Any]:
    """Return labels whose names differ in case, signs or a slip of spelling: at most ten.

    Looked for among the names that begin with the same letter: others are no slip.
    """
    rows = kind.label.objects.filter(merged_into=None, name__istartswith=source.name[:1])
    near = (
        other
        for other in rows.exclude(pk=source.pk).order_by("-pk")[:LOOKED_AT]
        if alike(other.name, source.name)
    )
    return [other for _number, other in zip(range(10), near, strict=False)]


@transaction.atomic
def merge(kind: Kind, source: Any, target: Any, *, by: User, now: datetime | None = None) -> Any:
    """Make `source` another name of `target`; return the row that can undo it.

    Public stories move; the address, its feed and every address that led there lead to the target
    in one hop. Drafts and old versions keep what they say, and are released with the target. An
    author's login moves too. Raises NotMergeable.
    """
    edition.hold()
    rows = kind.label.objects.select_for_update(of=("self",)).in_bulk([source.pk, target.pk])
    source, target = rows[source.pk], rows[target.pk]
    if reason := why_not(source, target):
        raise NotMergeable(reason)
    there = kind.of(target).values(kind.story)
    double = kind.of(source).filter(**{f"{kind.story}__in": there})
    left = [_plain(row) for row in double.values()]
    double.delete()
    moved = list(kind.of(source).order_by("pk").values_list("pk", flat=True))
    stories = list(kind.of(source).values_list(kind.story, flat=True))
    kind.of(source).update(**{kind.column: target})
    former = list(source.merged_from.order_by("pk").values_list("pk", flat=True))
    done = kind.merge(source=source, target=target, by=by, at=now or timezone.now())
    done.moved = {"rows": moved, "double": left, "former": former}
    source.merged_from.update(merged_into=target)
    source.merged_into = target
    if isinstance(source, Author):
        done.moved |= {"login": source.user_id, "was_active": source.is_active}
        user_id, source.user_id, source.is_active = source.user_id, None, False
        source.save()
        if user_id:
            target.user_id = user_id
            target.save()
    else:
        source.save(update_fields=["merged_into"])
    done.save()
    _follow(stories + [row[kind.story] for row in left])
    return done


def why_not_undo(kind: Kind, done: Any) -> str:
    """Return why a merge can no longer be undone, in words for a person; "" if it can."""
    if done.undone_at is not None:
        return _("This merge was undone already.")
    moved, target = done.moved, done.target_id
    stories = [row[kind.story] for row in moved["double"]]
    labels = kind.label.objects
    still = [
        labels.filter(pk=done.source_id, merged_into=target).exists(),
        _all_in(kind.of(target), "pk", moved["rows"]),
        _all_in(kind.of(target), kind.story, stories),
        _all_in(labels.filter(merged_into=target), "pk", moved["former"]),
        not moved.get("login") or labels.filter(pk=target, user=moved["login"]).exists(),
    ]
    if all(still):
        return ""
    return _("What was moved has been changed since, so the merge cannot be undone as a whole.")


@transaction.atomic
def undo(kind: Kind, done: Any, *, now: datetime | None = None) -> None:
    """Take a merge back. Raises NotMergeable when something it moved has changed since."""
    edition.hold()
    done = kind.merge.objects.select_for_update().get(pk=done.pk)
    if reason := why_not_undo(kind, done):
        raise NotMergeable(reason)
    source, moved = done.source, done.moved
    source.merged_into = None
    if isinstance(source, Author):
        if moved["login"]:
            done.target.user_id = None
            done.target.save()
        source.user_id, source.is_active = moved["login"], moved["was_active"]
        source.save()
    else:
        source.save(update_fields=["merged_into"])
    back = kind.rows.objects.filter(pk__in=moved["rows"])
    back.update(**{kind.column: source})
    times = Article.objects.in_bulk([row[kind.story] for row in moved["double"]])
    kind.rows.objects.bulk_create(
        kind.rows(**row, published_at=times[row[kind.story]].published_at)
        for row in moved["double"]
    )
    kind.label.objects.filter(pk__in=moved["former"]).update(merged_into=source)
    done.undone_at = now or timezone.now()
    done.save(update_fields=["undone_at"])
    _follow(list(kind.of(source).values_list(kind.story, flat=True)))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as JSON can hold it; its time is that of its story."""
    return {name: value for name, value in row.items() if name != "published_at"}


def _all_in(rows: models.QuerySet, column: str, numbers: list[int]) -> bool:
    return rows.filter(**{f"{column}__in": numbers}).count() == len(numbers)


def _follow(stories: list[int]) -> None:
    """Let the worker index stories anew, and take them out of lists they may no longer stand in."""
    for story in Article.objects.filter(pk__in=stories, popular__isnull=False).distinct():
        popular.leave(story)
    batches = [
        {"article_ids": stories[start : start + INDEXED_AT_ONCE]}
        for start in range(0, len(stories), INDEXED_AT_ONCE)
    ]
    if batches:
        jobs.configure_task("articles.index_again").batch_defer(*batches)
