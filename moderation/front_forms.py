"""The forms of the front page and of the banner."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Article, Banner
from moderation.fields import ReferenceField, find_story

INVALID_DAY = gettext_lazy("Write the date like this: 31-12-2026.")
INVALID_TIME = gettext_lazy("Write the time like this: 19.25.")
# Hours a banner may stand for; the database refuses more than a day.
BANNER_HOURS = (1, 2, 4, 8, 12, 24)


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": INVALID_DAY}


class MinuteField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": INVALID_TIME}


class StoryField(ReferenceField):
    """A public story, named by its number or words of its headline."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(what="berita", find=find_story, **kwargs)


class PlaceForm(forms.Form):
    """Which story stands at a position, from when and until when."""

    story = StoryField(
        label=gettext_lazy("Story"),
        help_text=gettext_lazy("Its number, its address or words of its headline."),
    )
    start_day = DayField(label=gettext_lazy("From day"), required=False)
    start_time = MinuteField(
        label=gettext_lazy("From (WIB)"),
        required=False,
        help_text=gettext_lazy("Empty: from now on."),
    )
    end_day = DayField(label=gettext_lazy("Until day"), required=False)
    end_time = MinuteField(
        label=gettext_lazy("Until (WIB)"),
        required=False,
        help_text=gettext_lazy("Empty: until somebody removes it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["starts_at"] = self._moment("start", timezone.localdate())
        cleaned["ends_at"] = self._moment("end", cleaned.get("start_day") or timezone.localdate())
        return cleaned

    def _moment(self, name: str, usual_day: Any) -> datetime | None:
        """Return the moment of a day and a time; a time alone is that of the usual day."""
        day, minute = self.cleaned_data.get(f"{name}_day"), self.cleaned_data.get(f"{name}_time")
        if day is None and minute is None:
            return None
        if minute is None and name == "end" and f"{name}_time" not in self.errors:
            return timezone.make_aware(datetime.combine(day, time(23, 59)))
        if minute is None:
            self.add_error(f"{name}_time", _("Write the time too."))
            return None
        return timezone.make_aware(datetime.combine(day or usual_day, minute))


class MomentForm(forms.Form):
    """The moment at which a page is previewed."""

    hari = DayField(label=gettext_lazy("Day"))
    pukul = MinuteField(label=gettext_lazy("Time (WIB)"))

    def moment(self) -> datetime:
        values = self.cleaned_data
        return timezone.make_aware(datetime.combine(values["hari"], values["pukul"]))


class BannerForm(forms.Form):
    """What has happened, where readers find more, and for how long it is said on every page."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=140,
        widget=forms.Textarea(attrs={"rows": 2, "data-meter": 90}),
        help_text=gettext_lazy("One sentence that says what has happened."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Label"), choices=Banner.Kind)
    story = StoryField(
        label=gettext_lazy("Story"),
        required=False,
        help_text=gettext_lazy("The text leads to it. May stay empty until there is one."),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Ends by itself after"),
        coerce=int,
        initial=2,
        choices=lambda: [
            (hours, ngettext("%d hour", "%d hours", hours) % hours) for hours in BANNER_HOURS
        ],
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    @property
    def lasts(self) -> timedelta:
        return timedelta(hours=self.cleaned_data["hours"])

    @property
    def article(self) -> Article | None:
        return self.cleaned_data["story"]
