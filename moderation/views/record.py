"""The record of everything: one list for the chiefs, and the same as a file."""

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import DateField
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import chronicle
from moderation.numbers import plain_number
from moderation.spreadsheets import MARK, cell
from moderation.telling import Told


def require(request: HttpRequest) -> None:
    if not request.user.has_perm("moderation.view_record"):
        raise PermissionDenied


def asked(request: HttpRequest) -> chronicle.Asked:
    """Return what the address narrows the list to. Raises Http404 for an unknown kind."""
    kind = request.GET.get("jenis", "")
    if kind and kind not in chronicle.KINDS:
        raise Http404
    try:
        day = DateField(required=False).clean(request.GET.get("hari", ""))
    except ValidationError:
        day = None
    return chronicle.Asked(
        kind=kind,
        person=plain_number(request.GET.get("orang")),
        draft=plain_number(request.GET.get("naskah", "").strip().lstrip("#")),
        day=day if day and 2000 <= day.year < 2100 else None,
    )


def query_of(wanted: chronicle.Asked) -> str:
    """Return the address's query of a narrowed list."""
    values = {
        "jenis": wanted.kind,
        "orang": wanted.person or "",
        "naskah": wanted.draft or "",
        "hari": wanted.day.isoformat() if wanted.day else "",
    }
    return urlencode({name: value for name, value in values.items() if value})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request)
    wanted = asked(request)
    after = chronicle.Place.parse(request.GET.get("sebelum", ""))
    found = chronicle.page_of(wanted, after)
    context = {
        **admin.site.each_context(request),
        "title": _("Record of everything"),
        "asked": wanted,
        "kinds": chronicle.KINDS.items(),
        "people": chronicle.people(),
        "found": found,
        "is_first": after is None,
        "query": query_of(wanted),
    }
    return render(request, "admin/moderation/record/index.html", context)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Send the whole narrowed list as CSV, written while it is read."""
    require(request)
    response = StreamingHttpResponse(
        lines(chronicle.everything(asked(request))), content_type="text/csv; charset=utf-8"
    )
    name = f"catatan-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """A file that returns what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(entries: Iterator[Told]) -> Iterator[str]:
    """Yield the lines of a CSV file."""
    write = csv.writer(_Echo()).writerow
    heads = (
        *(_("Time (WIB)"), _("Who"), _("Kind"), _("What"), _("Story"), _("Story number")),
        *(_("Note"), _("Before"), _("After")),
    )
    yield MARK + write(heads)
    for entry in entries:
        yield write([cell(value) for value in row_of(entry)])


def row_of(entry: Told) -> list[Any]:
    both = [(one.label, one.before, one.after) for one in entry.differences]
    return [
        timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
        entry.who,
        entry.kind,
        entry.what,
        entry.story,
        entry.number or "",
        entry.note,
        "; ".join(f"{label}: {before}" for label, before, _after in both if before),
        "; ".join(f"{label}: {after}" for label, _before, after in both if after),
    ]
