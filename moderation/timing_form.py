"""The part of a draft's page that is no part of its versions: due time, embargo, who may see it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.fields import MinuteField
from moderation.models import Draft
from moderation.timing import Timing, set_timing
from moderation.workflow import Refused


class TimingForm(forms.Form):
    """Due time, embargo and restriction of a draft, beside its words.

    A page that does not show these fields sends no `timing`, and changes nothing of them. One that
    was opened long ago changes only what was typed on it: each field is sent with what it showed.
    """

    timing = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    due_at = MinuteField("due_at")
    embargo_until = MinuteField("embargo_until")
    embargo_source = forms.CharField(
        label=Draft._meta.get_field("embargo_source").verbose_name,
        max_length=Draft._meta.get_field("embargo_source").max_length,
        required=False,
    )
    is_restricted = forms.BooleanField(
        label=Draft._meta.get_field("is_restricted").verbose_name,
        help_text=Draft._meta.get_field("is_restricted").help_text,
        required=False,
    )

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        self.stored = Timing.of(draft)
        shown = {name: _shown(value) for name, value in vars(self.stored).items()}
        sent = data if data is not None and data.get("timing") else None
        super().__init__(sent, initial=shown)
        for name in Timing.__dataclass_fields__:
            self.fields[name].show_hidden_initial = True

    @property
    def is_set(self) -> bool:
        """Say whether there is something to show: a time, an embargo, a restriction, an error."""
        return self.stored != Timing() or bool(self.errors)

    def has_changed(self) -> bool:
        """Say whether the page sent another timing than is stored."""
        return self.is_bound and bool(self._changed())

    def _changed(self) -> set[str]:
        return set(self.changed_data) & set(Timing.__dataclass_fields__)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        until = cleaned.get("embargo_until")
        if until and not cleaned.get("embargo_source"):
            self.add_error("embargo_source", _("Write who asked for the embargo."))
        if until and "embargo_until" in self.changed_data and until <= timezone.now():
            self.add_error("embargo_until", _("Choose a minute in the future (WIB)."))
        if cleaned.get("embargo_source") and not until and "embargo_until" not in self.errors:
            message = _("Until when? Without a minute there is no embargo.")
            self.add_error("embargo_until", ValidationError(message))
        return cleaned

    def keep(self, draft: Draft, *, by: User) -> bool:
        """Give a valid form's timing to `draft`; say whether nothing stood against it.

        The reason of a refusal stands at its field then, and nothing is changed.
        """
        typed = {name: self.cleaned_data[name] for name in self._changed()}
        wanted = replace(self.stored, **typed)
        try:
            set_timing(draft, wanted, by=by)
        except Refused as refusal:
            self.add_error(refusal.detail or None, str(refusal))
        return not self.errors


def _shown(value: object) -> object:
    """Return a stored value as the page shows it: whole minutes."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value
