"""The addresses of feeds: for each kind one view, which is told the format it answers in."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import edition
from articles.feeds import channels
from articles.feeds.entries import Entry
from articles.feeds.formats import FORMATS, Channel
from articles.models import Author, OldAddress, Tag
from articles.views import moved
from categories.models import Category


@require_safe
@edition.cached()
def everything(request: HttpRequest, form: str) -> HttpResponse:
    return _written(form, *channels.everything(request.path))


@require_safe
@edition.cached()
def category(request: HttpRequest, path: str, form: str) -> HttpResponse:
    here = Category.objects.select_related("merged_into").filter(path=path).first()
    if here is None:
        return _moved(request, "category", path=path)
    if here.merged_into is not None:
        return _here(request, here.in_use)
    return _written(form, *channels.of_category(here, request.path))


@require_safe
@edition.cached()
def tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    here = Tag.objects.select_related("merged_into").filter(slug=slug).first()
    if here is None:
        return _moved(request, "tag", slug=slug)
    if here.merged_into is not None:
        return _here(request, here.in_use)
    return _written(form, *channels.of_tag(here, request.path))


@require_safe
@edition.cached()
def author(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    here = Author.objects.select_related("merged_into").filter(slug=slug).first()
    if here is None:
        return _moved(request, "author", slug=slug)
    if here.merged_into is not None:
        return _here(request, here.in_use)
    return _written(form, *channels.of_author(here, request.path))


@require_safe
@edition.cached()
def corrections(request: HttpRequest, form: str) -> HttpResponse:
    return _written(form, *channels.of_corrections(request.path))


def _written(form: str, channel: Channel, entries: list[Entry]) -> HttpResponse:
    written = FORMATS[form]
    return HttpResponse(written.write(channel, entries), content_type=written.content_type)


def _moved(request: HttpRequest, page: str, **place: str) -> HttpResponse:
    """Lead to the feed of what once had its page at the old place, in one hop; else 404."""
    old = OldAddress.objects.with_targets().filter(path=reverse(page, kwargs=place)).first()
    if old is None or not isinstance(old.target, Category | Tag | Author):
        return moved(request)
    return _here(request, old.target)


def _here(request: HttpRequest, target: Category | Tag | Author) -> HttpResponse:
    """Lead to the feed of `target`, in the format that was asked for."""
    place = {"path": target.path} if isinstance(target, Category) else {"slug": target.slug}
    address = reverse(request.resolver_match.view_name, kwargs=place)
    return HttpResponsePermanentRedirect(address)
