"""How a category is chosen, and how one is edited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from categories.likeness import alike
from categories.models import MAX_CHANNELS, Category
from categories.queries import CategoryQuerySet


def choices(*, keeping: int | None = None) -> CategoryQuerySet:
    """Return what a field that chooses a category offers: in tree order, with full labels.

    `keeping` is the id it holds already, offered even when retired since.
    """
    return Category.objects.choosable(keeping=keeping).with_trail().in_tree_order()


class CategorySelect(AutocompleteSelect):
    """A typeahead that is a plain list of all choices where scripts do not run.

    Django's own holds the chosen one only and waits for a script to bring the others. Made with
    the foreign key it is for and the admin site: `CategorySelect(field, admin_site)`.
    """

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["js/category-select.js"])

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list:
        return super(AutocompleteMixin, self).optgroups(name, value, attrs)


class CategoryForm(forms.ModelForm):
    """A category as the newsroom edits it.

    One channel too many, or a name that is nearly another one's, has to be meant.
    """

    more_channels = forms.BooleanField(
        label=_("Add this channel although the menu is full"), required=False
    )
    another_name = forms.BooleanField(
        label=_("It is another one although the names are alike"), required=False
    )

    class Meta:
        model = Category
        fields = [
            "name",
            "slug",
            "parent",
            "kind",
            "description",
            "about_crime",
            "position",
            "is_retired",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:  # not where the page may only be read
            self.fields["parent"].queryset = choices(keeping=self.instance.parent_id)

    def _post_clean(self) -> None:
        super()._post_clean()  # fills the instance, which knows whether it is one too many
        if self.instance.is_one_channel_too_many() and not self.cleaned_data.get("more_channels"):
            message = _(
                "There are %(number)d channels already, and readers do not read a longer menu. "
                "Make this a topic, retire a channel, or tick “Add this channel although the "
                "menu is full”."
            )
            self.add_error("kind", ValidationError(message, params={"number": MAX_CHANNELS}))
        if "name" in self.changed_data and not self.cleaned_data.get("another_name"):
            self._offer_twin()

    def _offer_twin(self) -> None:
        """Refuse a name that nearly exists, and offer the one that does."""
        if "name" in self.errors:
            return
        rows = Category.objects.filter(merged_into=None).exclude(pk=self.instance.pk)
        names = rows.order_by("path").values_list("pk", "name")
        twin = next((pk for pk, name in names if alike(name, self.instance.name)), None)
        if twin is None:
            return
        found = Category.objects.with_trail().get(pk=twin)
        message = format_html(
            _(
                '“{}” is there already. <a href="{}">Use that one</a>, or tick “It is another '
                "one although the names are alike”."
            ),
            found.label(),
            reverse("admin:categories_category_change", args=[twin]),
        )
        self.add_error("name", ValidationError(message, code="alike"))
