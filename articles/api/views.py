"""One function for each address of the API. Each fetches what readers may read, and tells it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import edition
from articles.api import asked, shapes
from articles.api.answers import endpoint, problem, told
from articles.api.description import described, document
from articles.models import Article, Author, Correction, Tag
from articles.models.article import NOTICE_COLUMNS
from articles.pages import PARAMETER, ListPage, page_of
from categories.models import Category


@require_safe
@edition.cached()
def page(request: HttpRequest) -> HttpResponse:
    """Explain the API to people, from the same description that programs read."""
    return render(request, "articles/api.html", {"endpoints": described()})


@endpoint()
def description(request: HttpRequest) -> HttpResponse:
    return told(document())


@endpoint(*asked.STORY_PARAMETERS)
def stories(request: HttpRequest) -> HttpResponse:
    try:
        found = asked.stories(request)
    except asked.Elsewhere as today:
        return HttpResponsePermanentRedirect(_here(request, **{today.name: today.value}))
    return _listed(request, found, shapes.card)


@endpoint()
def story(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if article.is_withdrawn:
        detail = article.withdrawal_statement or _("This story was withdrawn.")
        return problem(HTTPStatus.GONE, detail, withdrawal=shapes.withdrawal(article))
    return told(shapes.story(article))


@endpoint(asked.AFTER)
def categories(request: HttpRequest) -> HttpResponse:
    """Tell the categories by their paths, so that each stands after what it lies under."""
    return _named(request, Category.objects.filter(merged_into=None), "path", shapes.category)


@endpoint(asked.AFTER)
def tags(request: HttpRequest) -> HttpResponse:
    return _named(request, Tag.objects.filter(merged_into=None), "slug", shapes.tag)


@endpoint(asked.AFTER)
def authors(request: HttpRequest) -> HttpResponse:
    return _named(request, Author.objects.filter(merged_into=None), "slug", shapes.author)


@endpoint(PARAMETER)
def corrections(request: HttpRequest) -> HttpResponse:
    found = page_of(Correction.objects.with_stories(), asked.position(request))
    return _listed(request, found, shapes.correction)


@endpoint(PARAMETER)
def withdrawals(request: HttpRequest) -> HttpResponse:
    rows = Article.objects.filter(withdrawn_at__isnull=False).only(*NOTICE_COLUMNS)
    found = page_of(rows, asked.position(request), at="withdrawn_at")
    return _listed(request, found, shapes.withdrawal)


@endpoint()
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404(rest)


def _listed(request: HttpRequest, found: ListPage, tell: Callable[[Any], Any]) -> HttpResponse:
    older = _here(request, **{PARAMETER: str(found.older)}) if found.older else None
    response = told({"items": [tell(one) for one in found.items], "older": older})
    return response if found.is_linked else edition.not_to_keep(response)


def _named(request: HttpRequest, rows: Any, key: str, tell: Callable[[Any], Any]) -> HttpResponse:
    shown, last = asked.names(request, rows, key)
    following = _here(request, **{asked.AFTER: last}) if last else None
    return told({"items": [tell(one) for one in shown], "next": following})


def _here(request: HttpRequest, **changed: str) -> str:
    """Return the address of this list with other parameters, and what narrows it.

    Only the list of stories can be narrowed; elsewhere such a parameter is an invented one and must
    not reach an answer that is kept for everybody.
    """
    view = request.resolver_match.view_name
    names = asked.STORY_PARAMETERS if view == "api-stories" else ()
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return asked.with_query(reverse(view), {**kept, **changed})
