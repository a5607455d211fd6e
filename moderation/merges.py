"""Two categories that mean the same become one, and apart again while nothing else has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import edition
from articles.models import Article, Slot
from articles.publishing import relist
from categories.models import Category
from moderation.models import CategoryMerge, Draft
from moderation.steps import Status

UNFINISHED = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.SCHEDULED]


class NotMergeable(Exception):
    """The merge, or its undoing, was not done. The message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What a merge would move: numbers of rows."""

    stories: int
    drafts: int
    children: int
    slots: int


def plan(source: Category) -> Plan:
    """Return what merging `source` into another category would move."""
    stories = Article.objects.live().filter(category=source).count()
    drafts = Draft.objects.filter(category=source, status__in=UNFINISHED).count()
    return Plan(stories, drafts, source.children.count(), source.slots.count())


def why_not(source: Category, target: Category) -> str:
    """Return why `source` cannot be merged into `target`, in words for a person; "" if it can."""
    if source.pk == target.pk:
        return _("Choose another category than the one that is merged.")
    if source.merged_into_id is not None:
        return _("“%(name)s” was merged already.") % {"name": source.name}
    if target.is_retired:
        return _("“%(name)s” is retired. Bring it back first.") % {"name": target.name}
    if f"{target.path}/".startswith(f"{source.path}/"):
        return _("“%(name)s” stands below the one that is merged. Move it out first.") % {
            "name": target.name
        }
    names = target.children.values("name_key")
    if twin := source.children.filter(name_key__in=names).first():
        return _("Both have “%(name)s” below them. Merge those two first.") % {"name": twin.name}
    return ""


def likely_twins(category: Category) -> list[Category]:
    """Return other categories whose name is the same but for case and spaces."""
    same = Category.objects.choosable().filter(name_key=category.name_key).exclude(pk=category.pk)
    return list(same.with_trail()[:10])


@transaction.atomic
def merge(
    source: Category, target: Category, *, by: User, now: datetime | None = None
) -> CategoryMerge:
    """Make `source` a former name of `target`; return the row that can undo it.

    Public stories, placed slots and what stands below move; the old address, its feed and every
    address merged into it before lead to the target in one hop. Drafts keep their category and
    are released into the target. Raises NotMergeable.
    """
    edition.hold()
    rows = Category.objects.select_for_update().in_bulk([source.pk, target.pk])
    source, target = rows[source.pk], rows[target.pk]
    if reason := why_not(source, target):
        raise NotMergeable(reason)
    done = CategoryMerge(source=source, target=target, by=by, at=now or timezone.now())
    done.was_retired = source.is_retired
    done.moved = {
        "stories": _numbers(Article.objects.filter(category=source)),
        "children": _numbers(source.children.all()),
        "slots": _numbers(source.slots.all()),
        "former": _numbers(source.merged_from.all()),
    }
    Article.objects.filter(category=source).update(category=target)
    relist([target.pk])
    _place(done.moved["children"], below=target)
    Slot.objects.filter(pk__in=done.moved["slots"]).update(category=target)
    Category.objects.filter(pk__in=done.moved["former"]).update(merged_into=target)
    source.is_retired, source.merged_into = True, target
    source.save(update_fields=["is_retired", "merged_into"])
    done.save()
    return done


def why_not_undo(done: CategoryMerge) -> str:
    """Return why a merge can no longer be undone, in words for a person; "" if it can."""
    if done.undone_at is not None:
        return _("This merge was undone already.")
    moved, target = done.moved, done.target_id
    still = [
        Category.objects.filter(pk=done.source_id, merged_into=target).exists(),
        _all_in(Article.objects.filter(category=target), moved["stories"]),
        _all_in(Category.objects.filter(parent=target), moved["children"]),
        _all_in(Category.objects.filter(merged_into=target), moved["former"]),
    ]
    if all(still):
        return ""
    return _("What was moved has been changed since, so the merge cannot be undone as a whole.")


@transaction.atomic
def undo(done: CategoryMerge, *, now: datetime | None = None) -> None:
    """Take a merge back. Raises NotMergeable when something it moved has changed since."""
    edition.hold()
    done = CategoryMerge.objects.select_for_update().get(pk=done.pk)
    if reason := why_not_undo(done):
        raise NotMergeable(reason)
    source = done.source
    source.is_retired, source.merged_into = done.was_retired, None
    source.save(update_fields=["is_retired", "merged_into"])
    Article.objects.filter(pk__in=done.moved["stories"]).update(category=source)
    relist([done.target_id, source.pk])
    _place(done.moved["children"], below=source)
    Slot.objects.filter(pk__in=done.moved["slots"]).update(category=source)
    Category.objects.filter(pk__in=done.moved["former"]).update(merged_into=source)
    done.undone_at = now or timezone.now()
    done.save(update_fields=["undone_at"])


def _numbers(rows: QuerySet) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True))


def _all_in(rows: QuerySet, numbers: list[int]) -> bool:
    return rows.filter(pk__in=numbers).count() == len(numbers)


def _place(numbers: list[int], *, below: Category) -> None:
    """Give these categories another parent; each old address goes on working."""
    for child in Category.objects.filter(pk__in=numbers):
        child.parent = below
        child.save()
