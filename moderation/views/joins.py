"""Merging two tags or two authors, with what will move said first, and taking it back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from moderation import choices, joins
from moderation.fields import ReferenceField, find_author, find_tag
from moderation.models import Draft

SHOWN = 10
FINDERS = {"tag": find_tag, "penulis": find_author}


class TargetForm(forms.Form):
    """Which one the stories go to."""

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = ReferenceField(
            label=gettext_lazy("Merge into"), what=what, find=FINDERS[what]
        )


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Say what merging this tag or author would move; a POST does it."""
    kind = _kind(request, what)
    rows = kind.label.objects.select_related("merged_into")
    source = get_object_or_404(rows, pk=pk)
    twins = joins.likely_twins(kind, source)
    asked = request.GET.get("ke", "")
    offered = rows.filter(pk=asked, merged_into=None).first() if asked.isdecimal() else None
    offered = offered or (twins[0] if twins else None)
    form = TargetForm(
        request.POST or None, what=what, initial={"target": str(offered) if offered else ""}
    )
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        try:
            joins.merge(kind, source, target, by=request.user)
        except joins.NotMergeable as refusal:
            form.add_error("target", str(refusal))
        else:
            said = _("“%(source)s” is merged into “%(target)s”. It can be undone below.")
            messages.success(request, said % {"source": source.name, "target": target.name})
            return redirect("desk-join", what, source.pk)
    done = kind.merge.objects.select_related("source", "target", "by")
    context = {
        **admin.site.each_context(request),
        "title": _("Merge authors") if what == "penulis" else _("Merge tags"),
        "opts": kind.label._meta,
        "what": what,
        "label": source,
        "twins": twins,
        "offered": offered,
        "plan": joins.plan(kind, source, offered, drafts=Draft.objects.seen_by(request.user)),
        "form": form,
        "suggestions": {"penulis": choices.suggestions()["penulis"]} if what == "penulis" else {},
        "merges": [(one, joins.why_not_undo(kind, one)) for one in done[:SHOWN]],
    }
    status = 409 if form.is_bound else 200
    return render(request, "admin/articles/join.html", context, status=status)


@require_POST
def undo(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Take a merge back, or say why not."""
    kind = _kind(request, what)
    done = get_object_or_404(kind.merge.objects.select_related("source", "target"), pk=pk)
    try:
        joins.undo(kind, done)
    except joins.NotMergeable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” is on its own again.") % {"name": done.source.name})
    return redirect("desk-join", what, done.source_id)


def _kind(request: HttpRequest, what: str) -> joins.Kind:
    if what not in joins.KINDS:
        raise Http404
    kind = joins.KINDS[what]
    if not request.user.has_perm(kind.permission):
        raise PermissionDenied
    return kind
