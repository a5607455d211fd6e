"""The index: a calendar of each month, and the stories of each day."""

from datetime import date, datetime, time, timedelta
from itertools import batched

from django import forms
from django.db import connections, router
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import edition, furniture
from articles.converters import FIRST_YEAR
from articles.models import Article, Listing
from articles.pages import PARAMETER, page_of
from categories.models import Category

ONE_DAY = timedelta(days=1)
CHANNEL = "kanal"  # the parameter that keeps to one channel of a day
# The days of a month with stories, and the nearest stories before and after it: each of these is a
# step along the index of live stories, however large the archive is.
AROUND = """
SELECT
    ARRAY(
        SELECT day
        FROM unnest(%(days)s::date[], %(starts)s::timestamptz[], %(stops)s::timestamptz[])
        AS one (day, start, stop)
        CROSS JOIN LATERAL (
            SELECT FROM articles_article WHERE withdrawn_at IS NULL
            AND published_at >= start AND published_at < stop
            ORDER BY published_at DESC, id DESC LIMIT 1
        ) story
    ),
    (
        SELECT published_at FROM articles_article
        WHERE withdrawn_at IS NULL AND published_at < %(first)s
        ORDER BY published_at DESC, id DESC LIMIT 1
    ),
    (
        SELECT published_at FROM articles_article
        WHERE withdrawn_at IS NULL AND published_at >= %(last)s
        ORDER BY published_at, id LIMIT 1
    )
"""


def beside(day: date) -> tuple[date | None, date | None]:
    """Return the nearest day before and after `day` on which a story was published.

    Two steps along an index, so nobody has to turn through empty days.
    """
    start = timezone.make_aware(datetime.combine(day, time.min))
    moments = Article.objects.live().values_list("published_at", flat=True)
    before = moments.filter(published_at__lt=start).order_by("-published_at", "-id").first()
    after = moments.filter(published_at__gte=start + ONE_DAY).order_by("published_at", "id").first()
    return (
        timezone.localdate(before) if before else None,
        timezone.localdate(after) if after else None,
    )


class DayForm(forms.Form):
    """Which day of the index to open."""

    tanggal = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date as day, month and year, such as 14/05/2025.")},
    )

    def clean_tanggal(self) -> date:
        day = self.cleaned_data["tanggal"]
        if day.year < FIRST_YEAR or day > timezone.localdate():
            raise forms.ValidationError(
                _("Choose a day between 1 January %(year)s and today."), params={"year": FIRST_YEAR}
            )
        return day


@require_safe
@edition.cached("tanggal")
def index(request: HttpRequest) -> HttpResponse:
    """Lead to a day: this month as a calendar of links, and a form for any other date."""
    form = DayForm(request.GET) if request.GET.get("tanggal") else DayForm()
    if form.is_bound and form.is_valid():
        return redirect("day", form.cleaned_data["tanggal"])
    context = month_context(timezone.localdate().replace(day=1)) | {"form": form, "is_now": True}
    # A mistyped date is no page to keep: any text is one.
    return render(request, "articles/index.html", context, status=400 if form.errors else 200)


@require_safe
@edition.cached()
def month(request: HttpRequest, month: date) -> HttpResponse:
    """Show a month of the index."""
    if month > timezone.localdate():
        raise Http404("no such month yet")
    context = month_context(month) | {"form": DayForm()}
    return render(request, "articles/index.html", context)


def month_context(first: date) -> dict[str, object]:
    """Return the weeks of a month, Monday first, its `told` days, which have stories, and the
    nearest months before and after that have some.
    """
    following = (first + timedelta(days=31)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    count = -(-(following - monday).days // 7) * 7
    days = [monday + timedelta(days=number) for number in range(count)]
    told, before, after = around([day for day in days if day.month == first.month])
    return {
        "month": first,
        "weeks": list(batched(days, 7)),
        "today": timezone.localdate(),
        "told": told,
        "before": before and before.replace(day=1),
        "after": after and after.replace(day=1),
    }


def around(days: list[date]) -> tuple[set[date], date | None, date | None]:
    """Return those of `days` that have stories, and the nearest before and after them that do."""
    starts = [timezone.make_aware(datetime.combine(day, time.min)) for day in days]
    stops = [start + ONE_DAY for start in starts]
    values = {"days": days, "starts": starts, "stops": stops}
    with connections[router.db_for_read(Article) or "default"].cursor() as cursor:
        cursor.execute(AROUND, values | {"first": starts[0], "last": stops[-1]})
        told, before, after = cursor.fetchone()
    return (
        set(told),
        timezone.localdate(before) if before else None,
        timezone.localdate(after) if after else None,
    )


@require_safe
@edition.cached(CHANNEL, PARAMETER)
def day(request: HttpRequest, day: date) -> HttpResponse:
    """List the stories of a day, or those of one channel with `?kanal=politik`."""
    today = timezone.localdate()
    if day > today:
        raise Http404("no such day yet")
    start = timezone.make_aware(datetime.combine(day, time.min))
    stories = Article.objects.live().for_cards()
    stories = stories.filter(published_at__gte=start, published_at__lt=start + ONE_DAY)
    channels = channels_of(request, start)
    wanted = request.GET.get(CHANNEL)
    channel = next((one for one in channels if one.path == wanted), None)
    if wanted is not None:
        if channel is None:  # none of the day's, or of the site's
            return redirect("day", day)
        below = Q(section_path__startswith=f"{channel.path}/")
        stories = stories.filter(below | Q(section_path=channel.path))
    before, after = beside(day)
    context = {
        "day": day,
        "day_channels": channels,
        "day_channel": channel,
        "before": before,
        "after": after,
        "page": page_of(stories, request.GET.get(PARAMETER)),
    }
    response = render(request, "articles/day.html", context)
    return response if context["page"].is_linked else edition.not_to_keep(response)


def channels_of(request: HttpRequest, start: datetime) -> list[furniture.Entry]:
    """Return the channels with stories in the day from `start`, in the order of the menu.

    Each is one step along the index of its stories, however many a day has.
    """
    channels = furniture.menu(request)
    told = Listing.objects.filter(
        category=OuterRef("pk"), published_at__gte=start, published_at__lt=start + ONE_DAY
    )
    asked = Category.objects.filter(pk__in=[one.pk for one in channels])
    found = set(asked.filter(Exists(told)).order_by().values_list("pk", flat=True))
    return [one for one in channels if one.pk in found]
