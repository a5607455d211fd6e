"""A text field that means a photo of the library: its number, or words that only it has.

The server decides, so choosing needs no script; a script (static/js/desk-typeahead.js) brings
suggestions with their thumbnails and shows the photo that is chosen.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from photos.models import Photo

CANDIDATES = 6
LONGEST = 300  # characters: a number and the beginning of a caption
_NUMBER = re.compile(r"\s*#?(\d{1,9})(?!\d)")


class PhotoInput(forms.TextInput):
    """A text input with the photo's thumbnail, suggestions, and a way to bring a new one in."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/desk-typeahead.css"]}, js=[Script("js/desk-typeahead.js", defer=True)]
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "class": "vLargeTextField",
            "data-typeahead": reverse("desk-choices", args=["foto"]),
        }
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the input with what stands around it."""
        around = {
            "input": super().render(name, value, attrs, renderer),
            "id": (attrs or {}).get("id", ""),
            "photo": _numbered(value or ""),
        }
        return render_to_string("admin/photos/choice.html", around)


class PhotoField(forms.CharField):
    """Names one photo; the cleaned value is the `Photo`, or None where nothing was typed.

    `keeping` is the number of the photo that stands there already: it may stay although it was
    taken down since.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.keeping: int | None = None
        super().__init__(max_length=LONGEST, widget=PhotoInput, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Turn the number of a stored row into the words that stand for it; keep typed text."""
        if not isinstance(value, int):
            return value
        photo = Photo.objects.filter(pk=value).first()
        return photo.label() if photo else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (data or "").strip() != (self.prepare_value(initial) or "")

    def clean(self, value: Any) -> Photo | None:
        text = super().clean(value)
        return find_photo(text, keeping=self.keeping) if text else None


def find_photo(text: str, *, keeping: int | None = None) -> Photo:
    """Return the photo that `text` names: “#12 …”, “12”, or words only its caption holds.

    One that was taken down cannot be chosen, unless its number is `keeping`: it stands there
    already. Raises ValidationError, with candidates where there are some.
    """
    if photo := _numbered(text):
        if photo.is_taken_down and photo.pk != keeping:
            raise ValidationError(
                _("Photo #%(id)s was taken down. Choose another one.") % {"id": photo.pk}
            )
        return photo
    if match := _NUMBER.fullmatch(text.rstrip()):
        raise ValidationError(_("Photo #%(id)s is not in the library.") % {"id": match[1]})
    found = list(Photo.objects.usable().search(text)[:CANDIDATES])
    if len(found) == 1:
        return found[0]
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    if not found:
        raise ValidationError(
            _("Nothing is called “%(text)s”. Choose from the list, or leave this empty.")
            % {"text": shown}
        )
    raise ValidationError(
        _("“%(text)s” is not clear. Do you mean: %(candidates)s?")
        % {"text": shown, "candidates": "; ".join(photo.label() for photo in found)}
    )


def _numbered(text: str) -> Photo | None:
    """Return the photo whose number `text` begins with."""
    match = _NUMBER.match(text)
    return Photo.objects.filter(pk=int(match[1])).first() if match else None
