"""The public pages. Each fetches from tables the reader role may read, and renders.

Query budgets are in tests/articles/test_queries.py; every page is cached under the edition.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import edition, furniture, mould, ready, texts
from articles import front as fronts
from articles.listed import LATEST, OF_AUTHOR, OF_CATEGORY, OF_TAG
from articles.models import (
    Article,
    Author,
    Correction,
    OldAddress,
    Page,
    Tag,
)
from articles.models.article import NOTICE_COLUMNS
from articles.pages import PARAMETER, page_of
from articles.printed import varying
from articles.related import beside
from categories.models import Category


@require_safe
@edition.cached()
def front(request: HttpRequest) -> HttpResponse:
    """Show what editors placed on top, the newest below it, and each channel's newest."""
    shown = fronts.front(furniture.menu(request), fronts.standing(request, None))
    context = {"front": shown, "top": shown, "today": timezone.localdate()}
    return HttpResponse(mould.page(request, "articles/front.html", context, varies_by=""))


@require_safe
@edition.cached(PARAMETER)
def latest(request: HttpRequest) -> HttpResponse:
    page = LATEST.page(request.GET.get(PARAMETER))
    context = {"page": page, "today": timezone.localdate()}
    return show(request, "articles/latest.html", context, varies_by="")


@require_safe
@edition.cached()
def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    if (found := ready.find(pk)) and slug == found.article.slug:
        read_also, related = beside(found.article, found.tag_ids)
        context = varying(found.article, read_also, related, furniture.newest(request))
        return HttpResponse(mould.fill(found.parts, ready.TEMPLATE, context, request))
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if slug != article.slug:
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article.is_withdrawn:
        return render(request, "articles/withdrawn.html", {"article": article}, status=410)
    read_also, related = beside(article, [row["id"] for row in article.tag_rows])
    newest = furniture.newest(request)
    context = ready.context_of(article, read_also=read_also, related=related, latest=newest)
    return render(request, ready.TEMPLATE, context)


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
    trail, below = furniture.around(request, path)
    if not trail:
        return moved(request)
    here = trail[-1]
    if here.merged_into is not None:
        return HttpResponsePermanentRedirect(here.merged_into.get_absolute_url())
    page = OF_CATEGORY.page(request.GET.get(PARAMETER), here.pk)
    if page.is_first:
        slots = {}
        if here.pk in furniture.with_slots(request):
            slots = fronts.standing(request, here.pk)
        page = fronts.topped(page, slots)
    context = {"category": here, "above": trail[:-1], "below": below, "page": page}
    context["section_path"] = path
    return show(request, "articles/category.html", context, varies_by=path)


@require_safe
@edition.cached(PARAMETER)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    here = Tag.objects.select_related("merged_into").filter(slug=slug).first()
    if here is None:
        return moved(request)
    if here.merged_into is not None:
        return HttpResponsePermanentRedirect(here.merged_into.get_absolute_url())
    page = OF_TAG.page(request.GET.get(PARAMETER), here.pk)
    return show(request, "articles/tag.html", {"tag": here, "page": page})


@require_safe
@edition.cached(PARAMETER)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    here = Author.objects.select_related("merged_into").filter(slug=slug).first()
    if here is None:
        return moved(request)
    if here.merged_into is not None:
        return HttpResponsePermanentRedirect(here.merged_into.get_absolute_url())
    page = OF_AUTHOR.page(request.GET.get(PARAMETER), here.pk)
    return show(request, "articles/author.html", {"author": here, "page": page})


@require_safe
@edition.cached(PARAMETER)
def corrections(request: HttpRequest) -> HttpResponse:
    """List what we got wrong, the latest first, with the stories (Kode Etik Jurnalistik, 10)."""
    page = page_of(Correction.objects.with_stories(), request.GET.get(PARAMETER))
    response = render(request, "articles/corrections.html", {"page": page})
    return response if page.is_linked else edition.not_to_keep(response)


@require_safe
@edition.cached(PARAMETER)
def withdrawals(request: HttpRequest) -> HttpResponse:
    """List what was withdrawn and why, with no word of it (Pedoman Media Siber, clause 5c)."""
    rows = Article.objects.filter(withdrawn_at__isnull=False).only(*NOTICE_COLUMNS)
    page = page_of(rows, request.GET.get(PARAMETER), at="withdrawn_at")
    response = render(request, "articles/withdrawals.html", {"page": page})
    return response if page.is_linked else edition.not_to_keep(response)


@require_safe
@edition.cached()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a standing page: what the operator wrote, else the text it is delivered with."""
    here = Page.objects.filter(slug=slug).first() or texts.delivered().get(slug)
    if here is None:
        raise Http404("no such page")
    return render(request, "articles/page.html", {"standing_page": here})


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, varies_by: str | None = None
) -> HttpResponse:
    """Show a page of a list; one at a place that no list leads to is not kept.

    Else whoever makes up positions would fill the cache with them. `varies_by` is what `mould.page`
    knows the list by, None of lists that there are too many of.
    """
    page = context["page"]
    if varies_by is None:
        response = render(request, template, context)
    else:
        place = f"{varies_by}|{page.is_first}|{page.older is None}"
        context["top"] = page
        response = HttpResponse(mould.page(request, template, context, varies_by=place))
    return response if page.is_linked else edition.not_to_keep(response)


def moved(request: HttpRequest) -> HttpResponse:
    """Lead an address that once worked to where its page is today, in one hop; else 404."""
    found = get_object_or_404(OldAddress.objects.with_targets(), path=request.path)
    return HttpResponsePermanentRedirect(found.get_absolute_url())
