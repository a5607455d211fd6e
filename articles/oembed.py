"""How another site embeds a story of ours: oEmbed 1.0 (oembed.com), without a script.

Answers for stories readers can read and for nothing else. What an answer says may stand on other
sites as HTML, so it is put together from escaped words only.
"""

import json
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from articles import edition, shares, structured
from articles.feeds.entries import picture_of, title_of, whole_address
from articles.models import Article
from articles.printed import PrintedCredit

# What the quotation takes where nobody says how much room there is, in pixels.
WIDTH, HEIGHT = 600, 240
LARGEST = 10_000
LONGEST = 2000  # characters of an address that may be asked about
CACHE_AGE = 3600  # seconds that another site may keep the answer
_PIXELS = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
PARAMETERS = ("url", "format", "maxwidth", "maxheight")


@require_safe
@edition.cached(*PARAMETERS)
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer 404 for what is not ours to embed, 501 for a format nobody knows, else 400."""
    asked = request.GET
    form = asked.get("format", "json")
    if form not in WRITERS:
        return _refused(HTTPStatus.NOT_IMPLEMENTED)
    try:
        pk = _story_at(asked.get("url", ""))
        room = [_pixels(asked[name]) if name in asked else LARGEST for name in PARAMETERS[2:]]
    except ValueError:
        return _refused(HTTPStatus.BAD_REQUEST)
    article = get_object_or_404(Article.objects.live().for_page(), pk=pk)
    answer = WRITERS[form](_told(article, *room))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return edition.not_to_keep(answer)


def _story_at(address: str) -> int:
    """Return the number of the story at a whole address; how its slug is written does not matter.

    Raises ValueError for what is no address, and Http404 for one that is no story of ours.
    """
    parts = urlsplit(address)
    own = urlsplit(settings.SITE_URL)
    if not parts.scheme or not parts.netloc or len(address) > LONGEST:
        raise ValueError("no address")
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != own.netloc.lower():
        raise Http404("not of this site")
    match = resolve(parts.path)  # raises Resolver404
    if match.url_name not in ("story", "story-number"):
        raise Http404("no story")
    return match.kwargs["pk"]


def _pixels(text: str) -> int:
    if not _PIXELS.fullmatch(text):
        raise ValueError("no number of pixels")
    return min(int(text), LARGEST)


def _told(article: Article, widest: int, tallest: int) -> dict[str, Any]:
    address = settings.SITE_URL + article.get_absolute_url()
    title = title_of(article, is_corrected=bool(article.correction_rows))
    credits = [PrintedCredit(**row) for row in article.credit_rows]
    author = next((one for one in credits if one.role in structured.AUTHORS), None)
    context = {"article": article, "address": address, "title": title}
    context["site_name"] = settings.SITE_NAME
    found = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": author.name if author else "",
        "author_url": settings.SITE_URL + author.get_absolute_url() if author else "",
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL + reverse("front"),
        "cache_age": CACHE_AGE,
        "html": render_to_string("articles/embedded.html", context).strip(),
        "width": min(WIDTH, widest),
        "height": min(HEIGHT, tallest),
        **_thumbnail(article, widest, tallest),
    }
    return {name: value for name, value in found.items() if value != ""}


def _thumbnail(article: Article, widest: int, tallest: int) -> dict[str, Any]:
    """Return the largest JPEG of the lead picture that fits, or nothing if none does."""
    card = article.picture
    if (picture := picture_of(card)) is None or not shares.may_show_photo(article):
        return {}
    jpegs = [one["srcset"] for one in card.get("sources") or () if one["type"] == "image/jpeg"]
    files = [(card["src"], picture.width), *(file for files in jpegs for file in files)]
    sized = [(src, width, round(picture.height * width / picture.width)) for src, width in files]
    fitting = [one for one in sized if one[1] <= widest and one[2] <= tallest]
    if not fitting:
        return {}
    src, width, height = max(fitting, key=lambda one: one[1])
    return {
        "thumbnail_url": whole_address(src),
        "thumbnail_width": width,
        "thumbnail_height": height,
    }


def _json(told: dict[str, Any]) -> HttpResponse:
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _xml(told: dict[str, Any]) -> HttpResponse:
    lines = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in told.items())
    text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{lines}</oembed>\n'
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


WRITERS = {"json": _json, "xml": _xml}


def _refused(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(
        f"{status.phrase}\n", status=status, content_type="text/plain; charset=utf-8"
    )
