from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet, Value
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tree_queries.admin import TreeChangeList

from categories.forms import CategoryForm, CategorySelect
from categories.models import Category
from categories.naming import name_key, odd_case
from categories.signals import named_at_desk


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """The tree of categories; a move is another parent, an end is a retirement."""

    form = CategoryForm
    actions = None  # deleting many at once is never what is meant here
    list_display = ["in_tree", "kind", "children_count", "state", "address"]
    list_filter = ["kind", "is_retired"]
    list_per_page = 500  # a tree cut into pages is no tree
    show_full_result_count = False
    search_fields = ["name"]
    search_help_text = gettext_lazy("Part of the name, or of a category it stands under")
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).with_trail().with_children_count().in_tree_order()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Category], search_term: str
    ) -> tuple[QuerySet[Category], bool]:
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.choosable()
        return (queryset.search(search_term) if search_term.strip() else queryset), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TreeChangeList]:
        return TreeChangeList

    def get_prepopulated_fields(self, request: HttpRequest, obj: Category | None = None) -> dict:
        # A script that follows the name would change a published address.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        fields = [*CategoryForm.Meta.fields]
        one_more = Category(pk=obj and obj.pk, kind=Category.Kind.CHANNEL)
        if one_more.is_one_channel_too_many():
            fields.insert(fields.index("kind") + 1, "more_channels")
        if request.method == "POST":  # asked only where the name turns out to be nearly another's
            fields.insert(fields.index("name") + 1, "another_name")
        return fields

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any):
        if db_field.name == "parent":
            kwargs["widget"] = CategorySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Category, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if {"name", "description"} & {*form.changed_data}:
            named_at_desk.send(Category, instance=obj, request=request)
        if "name" not in form.changed_data:
            return
        if warning := odd_case(obj.name):
            self.message_user(request, warning, messages.WARNING)
        same = Category.objects.filter(name_key=name_key(Value(obj.name))).exclude(pk=obj.pk)
        if namesake := same.with_trail().first():
            warning = _("The same name stands elsewhere too: “%(label)s”.")
            self.message_user(request, warning % {"label": namesake.label()}, messages.WARNING)

    @admin.display(description=gettext_lazy("name"))
    def in_tree(self, category: Category) -> str:
        return "—\u00a0" * category.depth + category.name

    @admin.display(description=gettext_lazy("children"))
    def children_count(self, category: Category) -> int:
        return category.children_count

    @admin.display(description=gettext_lazy("state"), empty_value="")
    def state(self, category: Category) -> str:
        return _("Retired") if category.is_retired else ""

    @admin.display(description=gettext_lazy("public page"))
    def address(self, category: Category) -> str:
        return format_html('<a href="{}">{}</a>', category.get_absolute_url(), category.path)
