"""The living style page: every part of the public pages, with long, short and missing content.

Made from stories that exist nowhere, so it looks the same in an empty newsroom and in a full one.
docs/design.md says why the parts are as they are.
"""

from calendar import Calendar
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article

SHORT = "Pasar Baru Dibuka"
USUAL = "Warga Tegalmaya Menanam 400 Bibit Mangga di Tepi Sungai"
LONG = (
    "Pemerintah Kota Mempertanggungjawabkan Penyelenggaraan Pembangunan Jalan Lingkar di Hadapan"
    " Ratusan Perwakilan Kelurahan"
)
SUMMARY = "Dua pekan hujan membuat tanah siap, dan bibit datang dari kebun sekolah."
COLOURS = ("paper", "shade", "ink", "soft", "rule", "mark", "accent", "line", "alert")
SIZES = ("step-0", "step-1", "step-2", "step-3", "step-4")


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Show the parts, in the light and in the dark beside each other."""
    today = timezone.localdate()
    context: dict[str, Any] = {
        "schemes": (("light", _("Light")), ("dark", _("Dark"))),
        "colours": COLOURS,
        "sizes": SIZES,
        "stories": samples(timezone.now()),
        "labelled": [Article(kind=kind) for kind in Article.Kind if kind != Article.Kind.NEWS],
        "today": today,
        "weeks": Calendar().monthdatescalendar(today.year, today.month),
        "told": {today.replace(day=day) for day in range(1, today.day + 1)},
    }
    context["labelled"].append(Article(kind=Article.Kind.NEWS, is_unverified=True))
    return render(request, "style_page.html", context)


def samples(now: datetime) -> dict[str, Article]:
    """Return invented stories by what is special about them; none of them is saved."""
    picture = {
        "id": 0,
        "src": static("img/sample.svg"),
        "width": 1200,
        "height": 800,
        "alt": "",
        "caption": "Gambar contoh.",
        "credit": "Contoh",
        "focal": [50, 50],
        "sources": [],
    }

    def story(headline: str, minutes: int, **values: Any) -> Article:
        values = {"kind": Article.Kind.NEWS, "standfirst": SUMMARY} | values
        at = now - timedelta(minutes=minutes)
        return Article(
            pk=minutes,
            slug="contoh",
            headline=headline,
            section_name="Lingkungan",
            section_path="lingkungan",
            published_at=at,
            **values,
        )

    return {
        "usual": story(USUAL, 12, picture=picture),
        "short": story(SHORT, 47, picture=picture),
        "long": story(LONG, 95, picture=picture),
        "bare": story(USUAL, 180),
        "bare_long": story(LONG, 60 * 26, standfirst=""),
        "opinion": story(
            "Kota yang Baik Diukur dari Trotoarnya", 60 * 27, kind=Article.Kind.OPINION
        ),
        "paid": story("Rumah Murah di Wening Hilir", 60 * 28, kind=Article.Kind.ADVERTORIAL),
    }
