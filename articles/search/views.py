"""The search page, `/cari/`: a form, and what was found by it.

It is never kept in the page cache, since anybody can make up a search; the form alone is.
"""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import connections, router
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import edition, furniture, mould
from articles.models import Article, ArticleTag, Tag, tag_key
from articles.pages import PARAMETER, SIZE, Position
from articles.prepared import Prepared
from articles.search import find, spelling
from articles.search.dates import day_in
from articles.search.excerpts import results
from articles.search.forms import SearchForm, end_of, start_of
from articles.search.query import Query, read
from articles.templatetags.dates import day_name

PAGE = "hal"
JUST_SO = "persis"  # in an address: look for what was typed, even if nothing has it
FEW = 5  # results, below which a misspelling is thought of
RECENT = 60  # stories whose topics are offered while somebody types
TOPICS = 40
MOST_PAGES = find.MOST_RANKED // SIZE
NAMED = Prepared(
    "pages-named",
    "(SELECT 'tag', name, slug FROM articles_tag"
    " WHERE key = %s AND merged_into_id IS NULL LIMIT 1)"
    " UNION ALL (SELECT 'author', name, slug FROM articles_author"
    " WHERE lower(name) = %s AND merged_into_id IS NULL LIMIT 1)",
)
NAMES = ("q", "kanal", "dari", "sampai", "urut")


@require_safe
@edition.cached(*NAMES, JUST_SO, PAGE, PARAMETER)
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search: the best stories or the newest, what was perhaps meant, or a way on."""
    asked = {name: request.GET[name].replace("\x00", " ") for name in NAMES if name in request.GET}
    form = SearchForm(asked, channels=channels(request))
    valid = form.is_valid()
    query = read(form.cleaned_data.get("q", ""))
    context: dict[str, Any] = {"form": form, "query": query}
    context["searched"] = form.cleaned_data.get("q", "")
    if valid and query:
        context |= answer(request, form, query)
    is_usual = bool(context.get("results")) and "instead" not in context
    if is_usual or not query:
        context["topics"] = topics(request)
    is_blank = not any(asked.values()) and request.GET.keys().isdisjoint((JUST_SO, PAGE, PARAMETER))
    if valid and not query and is_blank:
        return render(request, "articles/search.html", context)
    if is_usual and not form.is_narrowed:
        # Beside its holes the page says nothing but in which order.
        order = form.cleaned_data["urut"]
        page = mould.page(request, "articles/search.html", context, varies_by=order)
        return edition.not_to_keep(HttpResponse(page))
    status = 200 if valid else 400
    return edition.not_to_keep(render(request, "articles/search.html", context, status=status))


def answer(request: HttpRequest, form: SearchForm, query: Query) -> dict[str, Any]:
    """Return what the page shows of a search. Raises Http404 for a page that there is not.

    Where nothing has what was typed but something has what was perhaps meant, that is shown.
    """
    now = timezone.now()
    where = narrowed(request, form)
    asked = {name: value for name in NAMES if (value := form[name].value())}
    list_page = newest_page if form.cleaned_data["urut"] == SearchForm.NEWEST else best_page
    shown = list_page(request, query, where, now, asked)
    is_poor = shown["is_first"] and len(shown["results"]) < FEW
    if is_poor and (meant := spelling.corrected(form.cleaned_data["q"], query)):
        corrected = asked | {"q": meant}
        shown["meant"] = {"q": meant, "url": address(corrected)}
        if not shown["results"] and JUST_SO not in request.GET:
            instead = list_page(request, read(meant), where, now, corrected)
            if instead["results"]:
                just_so = {"q": meant, "url": address(asked, **{JUST_SO: 1})}
                shown, asked = instead | {"instead": just_so}, corrected
    shown |= {"by_words": address(asked, urut=""), "by_date": address(asked, urut=form.NEWEST)}
    if form.is_narrowed:
        shown["everywhere"] = address({"q": asked["q"]})
    if shown["is_first"] and not shown["results"]:
        if len(query.wanted) > 1:
            found = find.best(query.any(), where, now=now).ranked[:SIZE]
            shown["partly"] = results(found, query)
    elif shown["is_first"] and not is_poor:
        shown["pages"] = pages_named(request, form.cleaned_data["q"])
    if shown["is_first"] and (day := day_in(form.cleaned_data["q"])):
        shown["pages"] = [{"name": day_name(day), "url": reverse("day", kwargs={"day": day})}]
    return shown


def best_page(
    request: HttpRequest, query: Query, where: find.Narrowed, now: datetime, asked: dict[str, Any]
) -> dict[str, Any]:
    """Return a page of the best stories: one of ten, for what comes later fits badly."""
    text = request.GET.get(PAGE, "1")
    if not re.fullmatch(r"[1-9][0-9]?", text) or int(text) > MOST_PAGES:
        raise Http404("no such page of a search")
    number = int(text)
    found = find.best(query, where, now=now)
    ids = found.ranked[(number - 1) * SIZE : number * SIZE]
    if number > 1 and not ids:
        raise Http404("nothing more was found")
    more = number * SIZE < len(found.ranked)
    return {
        "results": results(ids, query),
        "is_first": number == 1,
        "number": number,
        "count": len(found.ranked) if found.is_all else None,
        "is_last": not more and not found.is_all,
        "back": address(asked, **{PAGE: number - 1 if number > 2 else ""}) if number > 1 else "",
        "on": address(asked, **{PAGE: number + 1}) if more else "",
    }


def newest_page(
    request: HttpRequest, query: Query, where: find.Narrowed, now: datetime, asked: dict[str, Any]
) -> dict[str, Any]:
    """Return a page of the newest stories, after the position that the address names."""
    text = request.GET.get(PARAMETER)
    after = Position.parse(text) if text is not None else None
    places = find.newest(query, where, after=after, size=SIZE, now=now)
    if after and not places:
        raise Http404("nothing is older")
    more = len(places) > SIZE
    return {
        "results": results([place.pk for place in places[:SIZE]], query),
        "is_first": after is None,
        "by_newest": True,
        "count": None if more or after else len(places),
        "back": address(asked) if after else "",
        "on": address(asked, **{PARAMETER: places[SIZE - 1]}) if more else "",
    }


def address(asked: dict[str, Any], **changed: Any) -> str:
    """Return the address of a search with some of its values changed or, by "", left out."""
    values = {name: value for name, value in (asked | changed).items() if value}
    return f"?{urlencode(values)}"


def pages_named(request: HttpRequest, text: str) -> list[dict[str, str]]:
    """Return name and address of the topic and the author that are called just what was typed."""
    name, key = text.lower(), tag_key(text)[:100]
    return edition.looked_up(request, name, lambda: _read_named(key, name)) if key else []


def _read_named(key: str, name: str) -> list[dict[str, str]]:
    found = NAMED.rows(connections[router.db_for_read(Tag) or "default"], key, name)
    return [
        {"name": name, "url": reverse(view, kwargs={"slug": slug})} for view, name, slug in found
    ]


def topics(request: HttpRequest) -> list[str]:
    """Return the tags that the newest stories have most: what a reader may be about to type."""
    return edition.kept(request, "topics", _read_topics)


def _read_topics() -> list[str]:
    newest = Article.objects.live().order_by("-published_at", "-id").values("pk")[:RECENT]
    rows = ArticleTag.objects.filter(content_object__in=newest).values("tag__name")
    most = rows.annotate(number=Count("pk")).order_by("-number", "tag__name")
    return list(most.values_list("tag__name", flat=True)[:TOPICS])


def narrowed(request: HttpRequest, form: SearchForm) -> find.Narrowed:
    """Return where the form says to look."""
    path, start, end = (form.cleaned_data[name] for name in ("kanal", "dari", "sampai"))
    entries = {entry.path: entry.pk for entry in _entries(request)}
    return find.Narrowed(
        entries[path] if path else None, start and start_of(start), end and end_of(end)
    )


def channels(request: HttpRequest) -> list[tuple[str, str]]:
    """Return path and name of each channel in use and of what stands below it, in their order."""
    return [
        (entry.path, f"– {entry.name}" if "/" in entry.path else entry.name)
        for entry in _entries(request)
    ]


def _entries(request: HttpRequest) -> list[furniture.Entry]:
    return [entry for top in furniture.menu(request) for entry in (top, *top.below)]
