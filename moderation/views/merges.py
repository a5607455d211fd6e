"""Merging two categories, with what will move said first, and taking it back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from categories.models import Category
from moderation import merges
from moderation.models import CategoryMerge

SHOWN = 10


class TargetForm(forms.Form):
    """Which category the stories go to."""

    target = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"),
        queryset=Category.objects.none(),
        empty_label=gettext_lazy("Choose a category"),
    )

    def __init__(self, *args: object, source: Category, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        others = Category.objects.choosable().exclude(pk=source.pk)
        self.fields["target"].queryset = others.with_trail().in_tree_order()


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what merging this category would move; a POST does it."""
    if not request.user.has_perm("categories.change_category"):
        raise PermissionDenied
    source = get_object_or_404(Category.objects.select_related("merged_into"), pk=pk)
    twins = merges.likely_twins(source)
    offered = {"target": request.GET.get("ke") or (twins[0].pk if twins else None)}
    form = TargetForm(request.POST or None, source=source, initial=offered)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        try:
            merges.merge(source, target, by=request.user)
        except merges.NotMergeable as refusal:
            form.add_error("target", str(refusal))
        else:
            said = _("“%(source)s” is merged into “%(target)s”. It can be undone below.")
            messages.success(request, said % {"source": source.name, "target": target.name})
            return redirect("desk-category-merge", source.pk)
    done = CategoryMerge.objects.select_related("source", "target", "by")
    context = {
        **admin.site.each_context(request),
        "title": _("Merge categories"),
        "opts": Category._meta,
        "category": source,
        "twins": twins,
        "plan": merges.plan(source),
        "form": form,
        "merges": [(one, merges.why_not_undo(one)) for one in done[:SHOWN]],
    }
    status = 409 if form.is_bound else 200
    return render(request, "admin/categories/merge.html", context, status=status)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back, or say why not."""
    if not request.user.has_perm("categories.change_category"):
        raise PermissionDenied
    done = get_object_or_404(CategoryMerge.objects.select_related("source"), pk=pk)
    try:
        merges.undo(done)
    except merges.NotMergeable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” is on its own again.") % {"name": done.source.name})
    return redirect("desk-category-merge", done.source_id)
