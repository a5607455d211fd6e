"""The search page, `/cari/`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import furniture
from articles.search.forms import SearchForm


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer a search, or offer the form."""
    form = SearchForm(request.GET.dict(), channels=channels(request))
    form.is_valid()
    return render(request, "articles/search.html", {"form": form})


def channels(request: HttpRequest) -> list[tuple[str, str]]:
    """Return path and name of each channel in use and of what stands below it, in their order."""
    return [
        (entry.path, name)
        for top in furniture.menu(request)
        for entry, name in ((top, top.name), *((one, f"– {one.name}") for one in top.below))
    ]
