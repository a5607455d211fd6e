"""What the site is measured against: the same pages, with nothing done that need not be.

The *lean* view asks one query for the values of a page's stories (a story's page: two, the other
for what stands below it), escapes them, writes the addresses and the times, and prints them into a
page that is cut to fit them. The *bare* view returns bytes it has. Neither has middleware, a
template, a model or a cache that could be stale; the routing, the server and the headers are the
same.
"""

import json
import os
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

ZONE = ZoneInfo("Asia/Jakarta")

# By address: {"statements": [[sql, parameters], …], "parts": […]}, where a part is text or the
# number of a value, or only the whole "page" for the bare view.
PLANS: dict[str, Any] = {}


def values_of(plan: dict[str, Any]) -> list[str]:
    """Return everything that the rows of a page's queries print, in the order of the rows."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for sql, parameters in plan["statements"]:
            cursor.execute(sql, parameters)
            for pk, slug, headline, section, published_at, picture, *texts in cursor.fetchall():
                local: datetime = published_at.astimezone(ZONE)
                found += (
                    f"/berita/{pk}/{slug}/",
                    escape(headline),
                    escape(section),
                    local.isoformat(timespec="seconds"),
                    f"{local:%H.%M}",
                )
                if picture:
                    card = json.loads(picture)
                    found += (
                        ", ".join(f"{url} {wide}w" for url, wide in source["srcset"])
                        for source in card["sources"]
                    )
                found += texts
    return found


def lean(request: HttpRequest, **kwargs: object) -> HttpResponse:
    plan = PLANS[request.get_full_path()]
    values = values_of(plan)
    text = "".join([part if isinstance(part, str) else values[part] for part in plan["parts"]])
    return whole(text.encode(), plan["headers"])


def bare(request: HttpRequest, **kwargs: object) -> HttpResponse:
    plan = PLANS[request.get_full_path()]
    return whole(plan["page"], plan["headers"])


def robots(request: HttpRequest) -> HttpResponse:
    return whole(b"", {"content-length": "0"})


def whole(page: bytes, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(page, headers=headers)


view = bare if os.environ.get("BENCH_BARE") else lean
urlpatterns = [
    path("robots.txt", robots),
    path("", view),
    path("berita/", view),
    path("berita/<int:pk>/<slug:slug>/", view),
    path("kategori/<path:path>/", view),
    path("cari/", view),
]

if file := os.environ.get("BENCH_PLANS"):
    PLANS.update(json.loads(Path(file).read_text()))
    for plan in PLANS.values():
        plan["page"] = plan["page"].encode()
    application = get_wsgi_application()
