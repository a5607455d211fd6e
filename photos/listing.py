"""The list of the photo library: its filters, and pages that never count the whole table."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from photos.models import Photo

# Nobody turns more pages than this; a filter or a search finds what lies behind them.
MOST_COUNTED = 2000


class NewestPaginator(Paginator):
    """Pages of the newest photos, counted up to a bound in the order of an index."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:MOST_COUNTED].count()


class StateFilter(admin.SimpleListFilter):
    """What can be used, unless somebody asks for what was taken down."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("lacking", _("something is lacking")),
            ("complete", _("complete")),
            ("down", _("taken down")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "down":
            return queryset.filter(taken_down_at__isnull=False)
        queryset = queryset.filter(taken_down_at=None)
        if self.value() == "lacking":
            return queryset.filter(Photo.lacking_q())
        if self.value() == "complete":
            return queryset.exclude(Photo.lacking_q())
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = _("uploader")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("uploaded by me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(uploaded_by=request.user) if self.value() == "yes" else queryset


class UploadedFilter(admin.SimpleListFilter):
    """Spans of days that begin at midnight in the newsroom's time zone."""

    title = _("day of upload")
    parameter_name = "since"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("today", _("today")),
            ("week", _("the last seven days")),
            ("month", _("this month")),
            ("year", _("this year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        begin = self.begin(timezone.localtime())
        return queryset.filter(uploaded_at__gte=begin) if begin else queryset

    def begin(self, now: datetime) -> datetime | None:
        """Return the first moment of the chosen span; None for everything."""
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return {
            "today": today,
            "week": today - timedelta(days=6),
            "month": today.replace(day=1),
            "year": today.replace(month=1, day=1),
        }.get(self.value() or "")
