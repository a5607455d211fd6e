"""The form of the search page. Whatever is typed into it is kept, right or wrong."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.converters import FIRST_YEAR

MOST_CHARACTERS = 200


class SearchForm(forms.Form):
    """What to look for, in which channel, from when to when, and in which order.

    `channels` are (path, name) of what may be chosen. The names of the fields are those of the
    address, so that a search can be passed on: `/cari/?q=banjir&kanal=daerah`.
    """

    NEWEST = "terbaru"

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kanal = forms.CharField(label=_("Channel"), required=False)
    dari = forms.DateField(label=_("From this day"), required=False)
    sampai = forms.DateField(label=_("Up to this day"), required=False)
    urut = forms.CharField(required=False)

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = channels
        for name in ("dari", "sampai"):
            self.fields[name].error_messages["invalid"] = _(
                "Write a date as day, month and year, such as 14/05/2025."
            )

    def clean_q(self) -> str:
        """Cut what no headline is long enough for; a NUL, which Django refuses, is a space."""
        return " ".join(self.cleaned_data["q"].split())[:MOST_CHARACTERS]

    def clean_kanal(self) -> str:
        path = self.cleaned_data["kanal"].strip("/")
        if path and path not in dict(self.channels):
            raise forms.ValidationError(_("There is no such channel. Choose one from the list."))
        return path

    def clean_urut(self) -> str:
        return self.NEWEST if self.cleaned_data["urut"] == self.NEWEST else ""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        start, end = found.get("dari"), found.get("sampai")
        for name, day in (("dari", start), ("sampai", end)):
            if day and day.year < FIRST_YEAR:
                self.add_error(
                    name,
                    forms.ValidationError(
                        _("Choose a day from 1 January %(year)s on."), params={"year": FIRST_YEAR}
                    ),
                )
        if start and end and start > end:
            self.add_error("sampai", _("The last day is before the first one. Swap the two dates."))
        return found

    @property
    def days(self) -> list[forms.BoundField]:
        return [self["dari"], self["sampai"]]

    @property
    def is_narrowed(self) -> bool:
        """Say whether a channel or a day is asked for, rightly or not."""
        return any(self[name].value() for name in ("kanal", "dari", "sampai"))


def start_of(day: date) -> datetime:
    """Return the first moment of a day in the newsroom's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """Return the moment a day is over."""
    return start_of(day + timedelta(days=1))
