"""Print a picture from the values a story carries: `{% picture article.picture "lead" %}`."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.html import PICTURE_SIZES

register = template.Library()


@dataclass(frozen=True, slots=True)
class Slot:
    """A place a picture is shown in.

    `sizes` is how wide it stands there (static/css/site.css); files wider than `widest` pixels are
    not offered, so that a list does not carry addresses nobody needs.
    """

    sizes: str
    widest: int
    eager: bool = False
    decorative: bool = True


SLOTS = {
    "story": Slot(PICTURE_SIZES, 1600, eager=True, decorative=False),
    "lead": Slot("(min-width: 80rem) 54rem, (min-width: 64rem) 68vw, 100vw", 1280, eager=True),
    "card": Slot("(min-width: 64rem) 24rem, (min-width: 48rem) 45vw, 7rem", 640),
    "thumb": Slot("(min-width: 48rem) 9rem, 6rem", 320),
    "portrait": Slot("9rem", 320, eager=True),
}

SOURCE = '<source type="{}" srcset="{}" sizes="{}">'
IMAGE = '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" class="{}" {}="{}">'


@register.simple_tag
def picture(card: dict[str, Any], slot: str) -> SafeString:
    """Print `<picture>` for `card` (`photos.Photo.card()`) in the place called `slot`.

    Beside a headline that links to the story a picture is decoration and has no text of its own.
    """
    place = SLOTS[slot]
    modern, jpeg = [], [[card["src"], card["width"]]]
    for source in card["sources"]:
        files = [file for file in source["srcset"] if file[1] <= place.widest]
        files = files or source["srcset"][:1]
        if source["type"] == "image/jpeg":
            jpeg = files
        else:
            modern.append((source["type"], _srcset(files), place.sizes))
    src, width = jpeg[-1]
    return format_html(
        f"<picture>{{}}{IMAGE}</picture>",
        format_html_join("", SOURCE, modern),
        src,
        _srcset(jpeg),
        place.sizes,
        width,
        round(card["height"] * width / card["width"]),
        "" if place.decorative else card["alt"],
        focus(card),
        *(("fetchpriority", "high") if place.eager else ("loading", "lazy")),
    )


def _srcset(files: list[list[Any]]) -> str:
    return ", ".join(f"{url} {width}w" for url, width in files)


def focus(card: dict[str, Any]) -> str:
    """Return the class that keeps the focal point in view when the picture is cropped.

    The policy forbids style attributes, so the point goes to the nearest quarter each way.
    """
    across, down = (round((50 if value is None else value) / 25) * 25 for value in card["focal"])
    return f"fx-{across} fy-{down}"
