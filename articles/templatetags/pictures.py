"""Print a picture from the values a story carries: `{% picture article.picture "lead" %}`."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.html import PICTURE_SIZES, mark_clean, picture_html

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
    "lead": Slot("(min-width: 80rem) 54rem, (min-width: 64rem) 68vw, 99vw", 1280, eager=True),
    "card": Slot("(min-width: 64rem) 24rem, (min-width: 48rem) 45vw, 7rem", 640),
    "thumb": Slot("(min-width: 48rem) 9rem, 6rem", 320),
    "portrait": Slot("9rem", 320, eager=True),
}


@register.simple_tag
def picture(card: dict[str, Any], slot: str) -> SafeString:
    """Print `<picture>` for `card` (`photos.Photo.card()`) in the place called `slot`.

    Beside a headline that links to the story a picture is decoration and has no text of its own.
    """
    place = SLOTS[slot]
    described = {"alt": "" if place.decorative else card["alt"], "class": focus(card)}
    turn = {"fetchpriority": "high"} if place.eager else {"loading": "lazy"}
    return mark_clean(picture_html(card, place.sizes, widest=place.widest, **described, **turn))


def focus(card: dict[str, Any]) -> str:
    """Return the class that keeps the focal point in view when the picture is cropped.

    The policy forbids style attributes, so the point goes to the nearest quarter each way.
    """
    across, down = (round((50 if value is None else value) / 25) * 25 for value in card["focal"])
    return f"fx-{across} fy-{down}"
