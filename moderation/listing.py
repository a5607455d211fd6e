"""The list of drafts: its filters, its pages, and how long something takes to find."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import (
    IS_POPUP_VAR,
    ActionLocation,
    IncorrectLookupParameters,
)
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import DateTimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from categories.models import Category
from moderation import bulk, filters, sourcing
from moderation.models import Draft
from moderation.numbers import plain_number
from moderation.steps import Status

# Nobody turns more pages than this; a filter or a search finds what lies behind them.
MOST_COUNTED = 2000
RECENT_DRAFTS = 500
MOST_OWNERS = 40
MOST_OUTLETS = 40
MOST_WORDS = 8
MINE = "saya"
# As the index `draft_due` says it.
NOT_DUE = [Status.RELEASED, Status.SPIKED, Status.WITHDRAWN, Status.KILLED]


class BoundedPaginator(Paginator):
    """Pages of the newest rows that never count a whole table."""

    @cached_property
    def count(self) -> int:
        # In their order: then the index that lists them counts them too.
        return self.object_list[:MOST_COUNTED].count()


class ChannelFilter(admin.SimpleListFilter):
    """A channel and everything below it."""

    title = gettext_lazy("channel")
    parameter_name = "kanal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        channels = Category.objects.choosable().filter(kind=Category.Kind.CHANNEL).ordered()
        return list(channels.values_list("path", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        path = self.value()
        return queryset.within(path) if path else queryset


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
        return [(MINE, _("mine")), *((str(person.pk), str(person)) for person in people)]

    def __init__(self, request: HttpRequest, params: dict, model: type, model_admin: Any) -> None:
        self.asked = (params.get(self.parameter_name) or [""])[-1]
        super().__init__(request, params, model, model_admin)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if not self.value():
            return queryset
        if self.value() == MINE:
            return queryset.filter(owner=request.user)
        return queryset.filter(owner=plain_number(self.value()) or 0)


class DueFilter(admin.SimpleListFilter):
    """By when it has to be there: what is out or set aside is due no more."""

    title = gettext_lazy("due")
    parameter_name = "tenggat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("lewat", _("overdue")), ("hari-ini", _("today")), ("pekan", _("within 7 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if not self.value():
            return queryset
        return due_within(queryset, self.value())


class VerificationFilter(admin.SimpleListFilter):
    """What is marked as not verified, and what is out so for longer than was promised."""

    title = gettext_lazy("verification")
    parameter_name = "verifikasi"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("belum", _("not verified yet")), ("lewat", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        match self.value():
            case None:
                return queryset
            case "lewat":
                return sourcing.overdue(queryset)
        return queryset.filter(is_unverified=True)


class OutletFilter(admin.SimpleListFilter):
    """Which outlet a story quotes: what it corrects or withdraws has to be followed."""

    title = gettext_lazy("quoted outlet")
    parameter_name = "kutipan"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        quoting = Draft.objects.seen_by(request.user).exclude(quoted_url="")
        lately = quoting.order_by("-changed_at").values_list("quoted_outlet", flat=True)
        outlets = dict.fromkeys(filter(None, lately[:RECENT_DRAFTS]))
        return [(name, name) for name in sorted(list(outlets)[:MOST_OUTLETS], key=str.casefold)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if not self.value():
            return queryset
        return queryset.exclude(quoted_url="").filter(quoted_outlet__iexact=self.value())


def said_in_headline(drafts: QuerySet[Draft], text: str) -> QuerySet[Draft]:
    """Return what has all words of `text`, or words that begin so, in its headline.

    Through the index of the headlines' words (`draft_headline_words`).
    """
    # Only letters and digits are left, so nothing in it has a meaning to PostgreSQL.
    words = [word[:60] for word in re.findall(r"\w+", text)][:MOST_WORDS]
    if not words:
        return drafts.none()
    wanted = SearchQuery(
        " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
    )
    return drafts.alias(words=SearchVector("headline", config="simple")).filter(words=wanted)


def due_within(drafts: QuerySet[Draft], span: str, *, now: datetime | None = None) -> QuerySet:
    """Return what is due and not out: "lewat" overdue, "hari-ini" until midnight in WIB, "pekan"
    within seven days. Any other `span` finds nothing.
    """
    now = now or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = {
        "lewat": now,
        "hari-ini": midnight + timedelta(days=1),
        "pekan": now + timedelta(days=7),
    }
    rows = drafts.filter(due_at__isnull=False).exclude(status__in=NOT_DUE)
    return rows.filter(due_at__lte=ends[span]) if span in ends else rows.none()


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


class NewestFirst(ChangeList):
    """A list that has one order, whatever its address says: the one it has an index for."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        return ["-changed_at", "-id"]


# --- What the list of drafts does beside listing ------------------------------------------------


def to_summary(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Draft]
) -> HttpResponse | None:
    """Lead from the marked stories to the page that says what would happen to each."""
    numbers = list(queryset.values_list("pk", flat=True)[: bulk.MOST + 1])
    if len(numbers) > bulk.MOST:
        most = _("At most %(most)d stories at once.") % {"most": bulk.MOST}
        messages.error(request, most)
        return None
    page = reverse("admin:desk_bulk", args=[request.POST["action"]])
    return HttpResponseRedirect(f"{page}?naskah={','.join(map(str, numbers))}")


class ManyAtOnce(admin.ModelAdmin):
    """A list whose marked rows lead to the summary of a bulk step."""

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, tuple[Any, str, Any]]:
        if action_location != ActionLocation.CHANGE_LIST or IS_POPUP_VAR in request.GET:
            return {}
        offered = bulk.offered_to(request.user)
        return {action.name: (to_summary, action.name, action.label) for action in offered}


class WithSavedFilters(admin.ModelAdmin):
    """A list above which stand the filters that somebody saved."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        present = filters.query_of(request.GET)
        saved = {"saved_filters": filters.shown_to(request.user, present), "present": present}
        return super().changelist_view(request, {**saved, **(extra_context or {})})
