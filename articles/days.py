"""The index: a calendar of each month, and the stories of each day."""

from datetime import date, datetime, time, timedelta
from itertools import batched

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import edition
from articles.converters import FIRST_YEAR
from articles.models import Article
from articles.pages import PARAMETER, page_of

ONE_DAY = timedelta(days=1)


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
    """Return the weeks of a month, Monday first, and the months beside it that have a page."""
    today = timezone.localdate()
    after = (first + timedelta(days=31)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    count = -(-(after - monday).days // 7) * 7
    days = [monday + timedelta(days=number) for number in range(count)]
    before = (first - timedelta(days=1)).replace(day=1)
    return {
        "month": first,
        "weeks": list(batched(days, 7)),
        "today": today,
        "before": before if before.year >= FIRST_YEAR else None,
        "after": after if after <= today else None,
    }


@require_safe
@edition.cached(PARAMETER)
def day(request: HttpRequest, day: date) -> HttpResponse:
    today = timezone.localdate()
    if day > today:
        raise Http404("no such day yet")
    start = timezone.make_aware(datetime.combine(day, time.min))
    stories = Article.objects.live().for_cards()
    stories = stories.filter(published_at__gte=start, published_at__lt=start + ONE_DAY)
    before, after = beside(day)
    context = {
        "day": day,
        "before": before,
        "after": after,
        "page": page_of(stories, request.GET.get(PARAMETER)),
    }
    response = render(request, "articles/day.html", context)
    return response if context["page"].is_linked else edition.not_to_keep(response)
