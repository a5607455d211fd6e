"""The form of a rule window."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.fields import TagsField
from moderation.front_forms import DayField, MinuteField
from moderation.models import RuleWindow

MOST_WORDS = 200
LONGEST_WORD = 80
SHORTEST_WORD = 3  # shorter ones stand in every story
MINUTE = timedelta(minutes=1)


class WordsField(forms.CharField):
    """Words and names, one a line; the cleaned value is a list, each once."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        words = list({line.casefold(): line for line in lines if line}.values())
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(
                _("At most %(most)d lines; these are %(number)d.")
                % {"most": MOST_WORDS, "number": len(words)}
            )
        for one in words:
            if not SHORTEST_WORD <= len(one) <= LONGEST_WORD:
                raise forms.ValidationError(
                    _("“%(words)s” has %(number)d letters; it has to be %(least)d to %(most)d.")
                    % {
                        "words": one[:LONGEST_WORD],
                        "number": len(one),
                        "least": SHORTEST_WORD,
                        "most": LONGEST_WORD,
                    }
                )
        return words


class WindowForm(forms.ModelForm):
    """When the window is, what it is about, what it demands; `version` is the one that was seen."""

    start_day = DayField(label=gettext_lazy("From day"))
    start_time = MinuteField(label=gettext_lazy("From (WIB)"), initial=time(0, 0))
    end_day = DayField(label=gettext_lazy("Until day"))
    end_time = MinuteField(
        label=gettext_lazy("Until (WIB)"),
        initial=time(23, 59),
        help_text=gettext_lazy("This minute still belongs to it."),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy("Parted by commas, at most twelve. Existing ones are suggested."),
    )
    words = WordsField(
        label=gettext_lazy("Words and names"),
        required=False,
        max_length=MOST_WORDS * (LONGEST_WORD + 2),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "One a line: candidates, parties, what people call the vote. They are looked for in "
            "headline, text, and tags, as whole words."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RuleWindow
        fields = ["name", "about", "tags", "words", "needs_approval", "needs_reason"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data: Any = None, *, instance: RuleWindow | None = None) -> None:
        shown: dict[str, Any] = {}
        if instance is not None:
            start, end = map(timezone.localtime, (instance.starts_at, instance.last_minute))
            shown = {
                "version": instance.version,
                "start_day": start.date(),
                "start_time": start.time(),
                "end_day": end.date(),
                "end_time": end.time(),
            }
        super().__init__(data, instance=instance, initial=shown)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_at, last = self._moment("start"), self._moment("end")
        if starts_at and last:
            ends_at = last + MINUTE
            if ends_at <= starts_at:
                self.add_error("end_day", _("It has to end after it begins."))
            elif "end_day" in self.changed_data and ends_at <= timezone.now():
                self.add_error("end_day", _("This is over already. Choose a day to come."))
            cleaned |= {"starts_at": starts_at, "ends_at": ends_at}
        both_read = {"tags", "words"} <= cleaned.keys()
        if both_read and not (cleaned["tags"] or cleaned["words"]):
            self.add_error("tags", _("Say which stories it is about: by tags or by words."))
        if not (cleaned.get("needs_approval") or cleaned.get("needs_reason")):
            self.add_error("needs_approval", _("Tick at least one of the two that it demands."))
        return cleaned

    def _moment(self, name: str) -> datetime | None:
        day, minute = (self.cleaned_data.get(f"{name}_{part}") for part in ("day", "time"))
        if day is None or minute is None:
            return None
        return timezone.make_aware(datetime.combine(day, minute))

    def columns(self) -> dict[str, Any]:
        """Return what a valid form says, by column."""
        names = [*self.Meta.fields, "starts_at", "ends_at"]
        return {name: self.cleaned_data[name] for name in names}

    def show_version(self, version: int) -> None:
        """Let the page, shown again, carry the version it shows now."""
        self.data = self.data.copy()
        self.data["version"] = version
