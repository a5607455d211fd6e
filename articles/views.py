"""The public pages. Each fetches from tables the reader role may read, and renders.

Query budgets are in tests/articles/test_queries.py; every page is cached under the edition.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import edition, furniture
from articles import front as fronts
from articles.converters import FIRST_YEAR
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Correction,
    Credit,
    Listing,
    OldAddress,
    Page,
    Tag,
)
from articles.models.article import CARD_COLUMNS, NOTICE_COLUMNS
from articles.pages import PARAMETER, ListPage, page_of
from articles.printed import LinkedStory, PrintedCorrection, PrintedCredit, story_context
from articles.related import beside
from categories.models import Category

WEEKS = 5  # in the calendar of the index
ONE_DAY = timedelta(days=1)


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
@edition.cached()
def front(request: HttpRequest) -> HttpResponse:
    """Show what editors placed on top, the newest below it, and each channel's newest."""
    shown = fronts.front(furniture.menu(request), at=timezone.now())
    context = {"front": shown, "today": timezone.localdate()}
    return render(request, "articles/front.html", context)


@require_safe
@edition.cached(PARAMETER)
def latest(request: HttpRequest) -> HttpResponse:
    page = page_of(Article.objects.live().for_cards(), request.GET.get(PARAMETER))
    return render(request, "articles/latest.html", {"page": page, "today": timezone.localdate()})


@require_safe
@edition.cached()
def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if slug != article.slug:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.is_withdrawn:
        return render(request, "articles/withdrawn.html", {"article": article}, status=410)
    read_also, related = beside(article, [row["id"] for row in article.tag_rows])
    context = story_context(
        article,
        credits=[PrintedCredit(**row) for row in article.credit_rows],
        tags=article.tag_rows,
        corrections=[PrintedCorrection.of(row) for row in article.correction_rows],
        replies=[LinkedStory.of(row) for row in article.reply_rows],
        answered=LinkedStory.of(row) if (row := article.answered_row) else None,
        read_also=read_also,
        related=related,
        latest=furniture.newest(request),
        masthead=furniture.masthead(request),
    )
    return render(request, "articles/story.html", context)


@require_safe
@edition.cached()
def categories(request: HttpRequest) -> HttpResponse:
    """Show every topic under its channel; what is retired is reached from its stories."""
    groups: list[dict[str, Any]] = []
    for row in Category.objects.choosable().in_tree_order():
        if groups and row.path.startswith(f"{groups[-1]['top'].path}/"):
            groups[-1]["below"].append(row)
        else:
            groups.append({"top": row, "below": []})
    groups.sort(key=lambda group: group["top"].kind != Category.Kind.CHANNEL)
    return render(request, "articles/categories.html", {"groups": groups})


@require_safe
@edition.cached(PARAMETER)
def category(request: HttpRequest, path: str) -> HttpResponse:
    trail = list(Category.objects.at_or_above(path))
    if not trail or trail[-1].path != path:
        return moved(request)
    here = trail[-1]
    if here.merged_into is not None:
        return HttpResponsePermanentRedirect(here.merged_into.get_absolute_url())
    page = listed(request, Listing.objects.filter(category=here))
    page = fronts.topped(page, here.pk, at=timezone.now())
    below = Category.objects.filter(parent=here).choosable().ordered()
    context = {"category": here, "above": trail[:-1], "below": below, "page": page}
    context["section_path"] = path
    return render(request, "articles/category.html", context)


@require_safe
@edition.cached(PARAMETER)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    here = Tag.objects.filter(slug=slug).first()
    if here is None:
        return moved(request)
    page = listed(request, ArticleTag.objects.filter(tag=here), "content_object")
    return render(request, "articles/tag.html", {"tag": here, "page": page})


@require_safe
@edition.cached(PARAMETER)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    here = Author.objects.filter(slug=slug).first()
    if here is None:
        return moved(request)
    page = listed(request, Credit.objects.filter(author=here))
    return render(request, "articles/author.html", {"author": here, "page": page})


@require_safe
@edition.cached("tanggal")
def index(request: HttpRequest) -> HttpResponse:
    """Lead to a day: the last weeks as a calendar of links, and a form for any other date."""
    form = DayForm(request.GET) if request.GET.get("tanggal") else DayForm()
    if form.is_bound and form.is_valid():
        return redirect("day", form.cleaned_data["tanggal"])
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    weeks = [
        [monday + timedelta(days=day - 7 * week) for day in range(7)]
        for week in reversed(range(WEEKS))
    ]
    context = {"weeks": weeks, "today": today, "form": form}
    # A mistyped date is no page to keep: any text is one.
    return render(request, "articles/index.html", context, status=400 if form.errors else 200)


@require_safe
@edition.cached(PARAMETER)
def day(request: HttpRequest, day: date) -> HttpResponse:
    today = timezone.localdate()
    if day > today:
        raise Http404("no such day yet")
    start = timezone.make_aware(datetime.combine(day, time.min))
    stories = Article.objects.live().for_cards()
    stories = stories.filter(published_at__gte=start, published_at__lt=start + ONE_DAY)
    context = {
        "day": day,
        "before": day - ONE_DAY if day > date(FIRST_YEAR, 1, 1) else None,
        "after": day + ONE_DAY if day < today else None,
        "page": page_of(stories, request.GET.get(PARAMETER)),
    }
    return render(request, "articles/day.html", context)


@require_safe
@edition.cached(PARAMETER)
def corrections(request: HttpRequest) -> HttpResponse:
    """List what we got wrong, the latest first, with the stories (Kode Etik Jurnalistik, 10)."""
    page = page_of(Correction.objects.with_stories(), request.GET.get(PARAMETER))
    return render(request, "articles/corrections.html", {"page": page})


@require_safe
@edition.cached(PARAMETER)
def withdrawals(request: HttpRequest) -> HttpResponse:
    """List what was withdrawn and why, with no word of it (Pedoman Media Siber, clause 5c)."""
    rows = Article.objects.filter(withdrawn_at__isnull=False).only(*NOTICE_COLUMNS)
    page = page_of(rows, request.GET.get(PARAMETER), at="withdrawn_at")
    return render(request, "articles/withdrawals.html", {"page": page})


@require_safe
@edition.cached()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    here = get_object_or_404(Page, slug=slug)
    return render(request, "articles/page.html", {"standing_page": here})


def listed(request: HttpRequest, rows: QuerySet, name: str = "article") -> ListPage:
    """Return the page of stories that `rows` of a listing table stand for, in one query.

    `name` is the foreign key to the story; a row has `published_at` too, so that the page is one
    range of one index.
    """
    rows = rows.select_related(name).only(
        "published_at", *(f"{name}__{column}" for column in CARD_COLUMNS)
    )
    found = page_of(rows, request.GET.get(PARAMETER), pk=f"{name}_id")
    return ListPage([getattr(row, name) for row in found.items], found.older, found.is_first)


def moved(request: HttpRequest) -> HttpResponse:
    """Lead an address that once worked to where its page is today, in one hop; else 404."""
    found = get_object_or_404(OldAddress.objects.with_targets(), path=request.path)
    return HttpResponsePermanentRedirect(found.get_absolute_url())
