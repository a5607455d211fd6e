"""The public pages. Each fetches from tables the reader role may read, and renders.

Query budgets are in tests/articles/test_queries.py; every page is cached under the edition.
"""

from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import edition
from articles.models import Article, ArticleTag, Author, Credit, Listing, OldAddress, Page, Tag
from articles.models.article import CARD_COLUMNS
from articles.pages import PARAMETER, Page as ListPage
from articles.pages import page_of
from articles.printed import PrintedCorrection, PrintedCredit
from articles.related import related_to
from categories.models import Category

LATEST_BESIDE_A_STORY = 6
FIRST_YEAR = 2000


@require_safe
@edition.cached(PARAMETER)
def latest(request: HttpRequest) -> HttpResponse:
    page = page_of(Article.objects.live().for_cards(), request.GET.get(PARAMETER))
    return render(request, "articles/latest.html", {"page": page})


@require_safe
@edition.cached()
def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if slug != article.slug:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.is_withdrawn:
        return render(request, "articles/withdrawn.html", {"article": article}, status=410)
    latest = Article.objects.live().for_cards().exclude(pk=article.pk)
    context = {
        "article": article,
        "credits": [PrintedCredit(**row) for row in article.credit_rows],
        "tags": article.tag_rows,
        "corrections": [PrintedCorrection.of(row) for row in article.correction_rows],
        "related": related_to(article, [row["id"] for row in article.tag_rows]),
        "latest": list(latest.order_by("-published_at", "-id")[:LATEST_BESIDE_A_STORY]),
    }
    return render(request, "articles/story.html", context)


@require_safe
@edition.cached()
def categories(request: HttpRequest) -> HttpResponse:
    rows = Category.objects.order_by("path")
    return render(request, "articles/categories.html", {"categories": rows})


@require_safe
@edition.cached(PARAMETER)
def category(request: HttpRequest, path: str) -> HttpResponse:
    trail = list(Category.objects.at_or_above(path))
    if not trail or trail[-1].path != path:
        return moved(request)
    here = trail[-1]
    rows = listed(Listing.objects.filter(category=here))
    page = page_of(rows, request.GET.get(PARAMETER), pk="article_id")
    below = Category.objects.filter(parent=here).choosable().ordered()
    context = {"category": here, "trail": trail, "below": below, "page": stories_of(page)}
    return render(request, "articles/category.html", context)


@require_safe
@edition.cached(PARAMETER)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    here = Tag.objects.filter(slug=slug).first()
    if here is None:
        return moved(request)
    rows = listed(ArticleTag.objects.filter(tag=here), "content_object")
    page = page_of(rows, request.GET.get(PARAMETER), pk="content_object_id")
    context = {"tag": here, "page": stories_of(page, "content_object")}
    return render(request, "articles/tag.html", context)


@require_safe
@edition.cached(PARAMETER)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    here = Author.objects.filter(slug=slug).first()
    if here is None:
        return moved(request)
    rows = listed(Credit.objects.filter(author=here))
    page = page_of(rows, request.GET.get(PARAMETER), pk="article_id")
    return render(request, "articles/author.html", {"author": here, "page": stories_of(page)})


@require_safe
@edition.cached()
def index(request: HttpRequest) -> HttpResponse:
    """Lead to a day: the last five weeks as links, and a form for any other date."""
    if typed := request.GET.get("tanggal"):
        try:
            chosen = date.fromisoformat(typed)
        except ValueError as error:
            raise Http404("not a date") from error
        return redirect("day", chosen.year, chosen.month, chosen.day)
    today = timezone.localdate()
    days = [today - timedelta(days=n) for n in range(35)]
    return render(request, "articles/index.html", {"days": days, "today": today})


@require_safe
@edition.cached(PARAMETER)
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    try:
        here = date(year, month, day)
    except ValueError as error:
        raise Http404("not a date") from error
    today = timezone.localdate()
    if not FIRST_YEAR <= here.year or here > today:
        raise Http404("no such day")
    start = timezone.make_aware(datetime.combine(here, time.min))
    stories = Article.objects.live().for_cards()
    stories = stories.filter(published_at__gte=start, published_at__lt=start + timedelta(days=1))
    context = {
        "day": here,
        "before": here - timedelta(days=1),
        "after": here + timedelta(days=1) if here < today else None,
        "page": page_of(stories, request.GET.get(PARAMETER)),
    }
    return render(request, "articles/day.html", context)


@require_safe
@edition.cached()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    here = get_object_or_404(Page, slug=slug)
    return render(request, "articles/page.html", {"standing_page": here})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /meja/\n", content_type="text/plain")


def listed(rows, name: str = "article"):
    """Load with each row of a listing table the card of its story, and nothing more."""
    return rows.select_related(name).only(
        "published_at", *(f"{name}__{column}" for column in CARD_COLUMNS)
    )


def stories_of(page: ListPage, name: str = "article") -> ListPage:
    return ListPage([getattr(row, name) for row in page.items], page.older, page.is_first)


def moved(request: HttpRequest) -> HttpResponse:
    """Lead an address that once worked to where its page is today, in one hop; else 404."""
    old = OldAddress.objects.select_related("category", "tag", "author")
    found = get_object_or_404(old, path=request.path)
    return HttpResponsePermanentRedirect(found.get_absolute_url())


def menu() -> list[Category]:
    """Return the channels and what is below them, read once per edition and process."""
    key = f"menu {edition.current()}"
    found = cache.get(key)
    if found is None:
        found = Category.objects.menu()
        cache.set(key, found, edition.KEEP)
    return found


def footer_pages() -> list[dict[str, str]]:
    return [{"title": p.title, "url": reverse("page", args=[p.slug])} for p in Page.objects.all()]
