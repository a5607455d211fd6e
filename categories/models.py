"""The tree of labels a story can stand under.

A row knows its parent; beside that it keeps one derived value, its `path`, because addresses,
breadcrumbs and "everything below" are asked for on every page and a move is made once a year.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import connections, models, router, transaction
from django.db.models import F, GeneratedField, Q, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from categories.naming import SLUG_LENGTH, name_key, slug_of, tidy
from categories.queries import MAX_LEVELS, SEPARATOR, CategoryQuerySet
from categories.signals import path_changed

# More entries than this make a menu nobody reads to its end.
MAX_CHANNELS = 12


class Category(models.Model):
    """A label: a channel of the menu, or one of the kinds that need no place in it."""

    class Kind(models.TextChoices):
        CHANNEL = "channel", _("Channel")
        TOPIC = "topic", _("Topic")
        EVENT = "event", _("Event")
        ORGANISATION = "organisation", _("Organisation")
        CONTENT_TYPE = "content_type", _("Content type")

    name = models.CharField(_("name"), max_length=120)
    name_key = GeneratedField(
        expression=name_key(F("name")), output_field=models.TextField(), db_persist=True
    )
    slug = models.SlugField(
        _("address"),
        max_length=SLUG_LENGTH,
        blank=True,
        db_index=False,
        help_text=_("Made from the name when left empty. Old addresses keep working."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands under"),
    )
    # Bytes, not a language: "everything below" is then one range of the index.
    path = models.CharField(
        _("path"),
        max_length=MAX_LEVELS * (SLUG_LENGTH + 1),
        blank=True,
        editable=False,
        db_collation="C",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.TOPIC)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Low numbers stand first; equal ones by name.")
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("Its stories stay readable; nobody can choose it for new ones."),
    )
    about_crime = models.BooleanField(
        _("law and crime"),
        default=False,
        db_default=False,
        help_text=_(
            "In its stories, and in those of the categories below it, the copy desk asks about "
            "children, schools and relatives even where no word tells of a crime. A category with "
            "“hukum” or “kriminal” in its address is one without this."
        ),
    )
    # Set by a merge, which names the last of a chain: its address leads there in one hop.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name_key"],
                name="category_name_unique_among_siblings",
                nulls_distinct=False,
                violation_error_message=_("A category with this name already stands here."),
            ),
            models.UniqueConstraint(
                fields=["parent", "slug"],
                name="category_slug_unique_among_siblings",
                nulls_distinct=False,
                violation_error_message=_(
                    "Another category already has this address here. Choose a different address."
                ),
            ),
            models.UniqueConstraint(fields=["path"], name="category_path_unique"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+([_-]+[a-z0-9]+)*$"),
                name="category_slug_is_an_address",
                violation_error_message=_(
                    "The address may hold only the letters a to z, digits and hyphens."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="category_has_a_name",
                violation_error_message=_("A category needs a name."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_retired=True),
                name="category_merged_is_retired",
                violation_error_message=_(
                    "This category was merged into another one. Undo the merge to use it again."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="channel") | Q(parent__isnull=True),
                name="category_channel_at_top",
                violation_error_message=_(
                    "A channel stands at the top. Choose another kind, or leave "
                    "“stands under” empty."
                ),
            ),
        ]
        triggers = [
            # A path is its parent's path and more, so a cycle cannot exist where this holds. The
            # lock is what makes it hold between two transactions that cannot see each other.
            pgtrigger.Trigger(
                name="path_follows_parent",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "slug", "path"),
                declare=[("wrong", "text")],
                func=pgtrigger.Func(
                    f"""
                    PERFORM pg_advisory_xact_lock('{{meta.db_table}}'::regclass::oid::bigint);
                    SELECT node.path INTO wrong
                    FROM {{meta.db_table}} node
                    LEFT JOIN {{meta.db_table}} parent ON parent.id = node.parent_id
                    WHERE (node.id = NEW.id OR node.parent_id = NEW.id)
                      AND (node.path <> concat_ws('/', parent.path, node.slug)
                           OR cardinality(string_to_array(node.path, '/')) > {MAX_LEVELS})
                    LIMIT 1;
                    IF FOUND THEN
                        RAISE EXCEPTION 'path "%" does not follow its parent, or is too deep', wrong
                            USING ERRCODE = 'check_violation',
                                CONSTRAINT = 'category_path_follows_parent';
                    END IF;
                    RETURN NULL;
                    """  # noqa: S608 - put together from constants of this module
                ),
            )
        ]

    def __str__(self) -> str:
        return self.__dict__.get("trail") or self.name

    def save(self, **kwargs: Any) -> None:
        """Save, and keep the path of this row and of all below it in step.

        A rename or move rewrites everything below in the same transaction with one statement,
        then sends `path_changed`.

        Raises `ValidationError` for a parent that lies below the category itself or too deep,
        which `clean()` has told a person before unless somebody else moved it meanwhile.
        """
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        only = kwargs.get("update_fields")
        stays = only is not None and not {"slug", "parent", "parent_id"} & set(only)
        with transaction.atomic(using=using):  # with all that listeners do: a name is on cards too
            if stays:
                super().save(**kwargs)
                return
            if only is not None:
                kwargs["update_fields"] = {*only, "parent", "slug", "path"}
            _lock_tree(using)
            if not self.slug:
                self.slug = self._free_slug(using)
            before, self.path = self._refuse_place(using)
            super().save(**kwargs)
            if before not in ("", self.path):
                self._rewrite_below(before, using)

    def get_absolute_url(self) -> str:
        return reverse("category", kwargs={"path": self.path})

    @property
    def in_use(self) -> Category:
        """The category that stands for this one: itself, or what it was merged into."""
        return self.merged_into or self

    @property
    def depth(self) -> int:
        """How many categories it lies under; 0 at the top."""
        return self.path.count("/")

    def ancestors_and_self(self) -> CategoryQuerySet:
        """Return what it lies under, the top one first, and itself."""
        return Category.objects.at_or_above(self.path)

    def label(self) -> str:
        """Return the full trail, "Pemerintahan › Pemilu".

        One query below the top level; for many rows use `with_trail()`.
        """
        if trail := self.__dict__.get("trail"):
            return trail
        if self.parent_id is None:
            return self.name
        return SEPARATOR.join(self.ancestors_and_self().values_list("name", flat=True))

    def is_in_crime(self) -> bool:
        """Say whether editors marked it, or a category above it, as one of law and crime.

        One query below the top level; for many rows use `with_crime()`.
        """
        if (known := self.__dict__.get("in_crime")) is not None:
            return known
        if self.about_crime or self.parent_id is None:
            return self.about_crime
        return self.ancestors_and_self().filter(about_crime=True).exists()

    def is_one_channel_too_many(self) -> bool:
        """Say whether saving this adds a channel to a menu that is full already."""
        if self.kind != self.Kind.CHANNEL or self.is_retired:
            return False
        in_menu = Category.objects.choosable().filter(kind=self.Kind.CHANNEL)
        ids = set(in_menu.values_list("pk", flat=True))
        return self.pk not in ids and len(ids) >= MAX_CHANNELS

    def clean(self) -> None:
        """Tidy the name, make a missing address, and refuse what cannot stand in the tree.

        Takes the lock of the tree, so that inside a transaction (the admin's form pages are one)
        what is found here is still so when the row is saved.
        """
        super().clean()
        using = router.db_for_write(type(self), instance=self)
        _lock_tree(using)
        self.name = tidy(self.name)
        if not self.slug:
            self.slug = self._free_slug(using)
        if not self.slug and self.name:
            raise ValidationError(
                {
                    "name": _(
                        "No address can be made from this name. Use letters or digits, or type "
                        "an address."
                    )
                }
            )
        self._refuse_place(using)
        siblings = self._siblings(using)
        if same := siblings.filter(name_key=name_key(Value(self.name))).first():
            raise ValidationError({"name": self._taken_message(same)})

    def _rewrite_below(self, before: str, using: str) -> None:
        below = Category.objects.using(using).at_or_below(before)
        moves = [(self.pk, before, self.path)] + [
            (pk, path, self.path + path.removeprefix(before))
            for pk, path in below.values_list("pk", "path")
        ]
        below.order_by().update(path=Concat(Value(self.path), Substr("path", len(before) + 1)))
        path_changed.send(Category, moves=moves, using=using)

    def _refuse_place(self, using: str) -> tuple[str, str]:
        """Return the stored path ("" before the first save) and the one it is about to have.

        Raises `ValidationError` when the parent lies below it, or the tree would grow too deep.
        """
        rows = Category.objects.using(using).filter(pk__in=[self.pk, self.parent_id])
        paths = dict(rows.values_list("pk", "path"))
        before, above = paths.get(self.pk, ""), paths.get(self.parent_id, "")
        if before and f"{above}/".startswith(f"{before}/"):
            raise ValidationError(
                {
                    "parent": _(
                        "“%(name)s” cannot stand under itself or under what lies below it. "
                        "Choose another parent, or move that one out first."
                    )
                    % {"name": self.name}
                }
            )
        path = f"{above}/{self.slug}" if above else self.slug
        if path.count("/") >= MAX_LEVELS or self._deepest_below(before, path, using) > MAX_LEVELS:
            message = _("A category can lie at most %(levels)d levels deep.")
            raise ValidationError({"parent": message % {"levels": MAX_LEVELS}})
        return before, path

    def _deepest_below(self, before: str, path: str, using: str) -> int:
        """Return how many levels deep the deepest category below will lie."""
        if not before or before.count("/") >= path.count("/"):
            return 0
        paths = Category.objects.using(using).at_or_below(before).values_list("path", flat=True)
        down = path.count("/") - before.count("/")
        return max(below.count("/") + 1 for below in paths) + down

    def _siblings(self, using: str) -> CategoryQuerySet:
        rows = Category.objects.using(using).filter(parent=self.parent_id).exclude(pk=self.pk)
        return rows.order_by("pk")

    def _free_slug(self, using: str) -> str:
        """Return an address from the name, numbered when a differently named sibling has it."""
        base = slug = slug_of(self.name)
        taken = set(self._siblings(using).values_list("slug", flat=True))
        number = 1
        while slug and slug in taken:
            number += 1
            slug = f"{base[: SLUG_LENGTH - len(str(number)) - 1]}-{number}"
        return slug

    def _taken_message(self, same: Category) -> str:
        message = (
            _("“%(label)s” already exists but is retired. Bring it back instead of adding another.")
            if same.is_retired
            else _("“%(label)s” already exists. Use that one, or choose another name.")
        )
        return message % {"label": same.label()}


def _lock_tree(using: str) -> None:
    """Let one transaction at a time change the shape of the tree; readers are not held up.

    The same lock as the trigger `path_follows_parent`, kept until the transaction ends.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s::regclass::oid::bigint)", [Category._meta.db_table]
        )
