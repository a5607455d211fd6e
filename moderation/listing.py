"""The list of drafts: its filters, its pages, and how long something takes to find."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import DateTimeField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from categories.models import Category
from moderation.models import Draft
from moderation.numbers import plain_number

# Nobody turns more pages than this; a filter or a search finds what lies behind them.
MOST_COUNTED = 2000
RECENT_DRAFTS = 500
MOST_OWNERS = 40


class BoundedPaginator(Paginator):
    """Pages of the newest rows that never count a whole table."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()


class ChannelFilter(admin.SimpleListFilter):
    """A channel and everything below it."""

    title = gettext_lazy("channel")
    parameter_name = "kanal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        channels = Category.objects.choosable().filter(kind=Category.Kind.CHANNEL).ordered()
        return list(channels.values_list("path", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if not (path := self.value()):
            return queryset
        below = Q(category__path__gte=f"{path}/", category__path__lt=f"{path}0")
        return queryset.filter(Q(category__path=path) | below)


class OwnerFilter(admin.SimpleListFilter):
    """Whose story it is: for editors, and only people who wrote lately."""

    title = gettext_lazy("writer")
    parameter_name = "penulis"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        if not request.user.has_perm("moderation.edit_any_draft"):
            return []
        lately = Draft.objects.order_by("-changed_at", "-id").values("owner")[:RECENT_DRAFTS]
        people = get_user_model().objects.filter(Q(pk__in=lately) | Q(pk=plain_number(self.asked)))
        people = people.order_by("first_name", "last_name", "username")[:MOST_OWNERS]
        return [(str(person.pk), str(person)) for person in people]

    def __init__(self, request: HttpRequest, params: dict, model: type, model_admin: Any) -> None:
        self.asked = (params.get(self.parameter_name) or [""])[-1]
        super().__init__(request, params, model, model_admin)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if not self.value():
            return queryset
        return queryset.filter(owner=plain_number(self.value()) or 0)


class MomentFilter(admin.DateFieldListFilter):
    """Spans of time. What somebody types into the address is read in WIB, or refused."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        read = DateTimeField().clean
        try:
            self.used_parameters = {
                name: [read(value) for value in values]
                for name, values in self.used_parameters.items()
            }
        except ValidationError as error:
            raise IncorrectLookupParameters(error) from error
        return super().queryset(request, queryset)


def age(moment: datetime) -> str:
    """Return how long ago `moment` was, in one unit: “2 hours ago”."""
    now = timezone.now()
    if (now - moment).total_seconds() < 60:
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(moment, now, depth=1)}
