"""What somebody has to say when they do one thing with many stories."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation.bulk_actions import Action
from moderation.fields import GroundField, ReferenceField, TagsField, find_category
from moderation.rules import FURTHEST


class BulkForm(forms.Form):
    """A form that asks nothing: the summary says it all."""

    def wish(self) -> dict[str, Any]:
        """Return what was typed, as the action reads it."""
        return dict(self.cleaned_data)


class NoteForm(BulkForm):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Each writer reads the same note beside their story."),
    )

    def clean_note(self) -> str:
        return self.cleaned_data["note"].strip()


class RequestForm(NoteForm):
    reason = GroundField()
    statement = forms.CharField(
        label=gettext_lazy("Public statement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers see it at each story's address."),
    )
    field_order = ("reason", "statement", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = gettext_lazy(
            "Only the newsroom reads it. It is kept with the step."
        )


class DecisionForm(NoteForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = gettext_lazy(
            "Only the newsroom reads it. Readers see the statement of each request."
        )


class ScheduleForm(BulkForm):
    day = forms.DateField(
        label=gettext_lazy("Date of the first"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the date like this: 31-12-2026.")},
    )
    minute = forms.TimeField(
        label=gettext_lazy("Time of the first (WIB)"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time like this: 19.25.")},
    )
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes between one and the next"),
        min_value=0,
        max_value=24 * 60,
        initial=10,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("minute"):
            now = timezone.now()
            first = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["minute"]))
            if first <= now:
                self.add_error("minute", _("Choose a minute in the future (WIB)."))
            elif first > now + FURTHEST:
                self.add_error("day", _("That is more than a year away. Is the year right?"))
            cleaned["first"] = first
        return cleaned


class CategoryForm(BulkForm):
    category = ReferenceField(
        what="kategori",
        find=find_category,
        label=gettext_lazy("New category"),
        help_text=gettext_lazy("Type a part of its name and choose."),
    )


class TagsForm(BulkForm):
    add = TagsField(label=gettext_lazy("Tags to add"), required=False)
    remove = TagsField(label=gettext_lazy("Tags to remove"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("add") or cleaned.get("remove")):
            self.add_error("add", _("Write at least one tag to add or to remove."))
        return cleaned


class OwnerForm(BulkForm):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("New owner"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a person"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        writers = User.objects.with_perm("moderation.add_draft", include_superusers=False)
        self.fields["owner"].queryset = writers.filter(is_active=True).order_by(
            "first_name", "last_name", "username"
        )


FORMS: dict[str, type[BulkForm]] = {
    "return": NoteForm,
    "schedule": ScheduleForm,
    "ask_withdrawal": RequestForm,
    "withdraw": DecisionForm,
    "kategori": CategoryForm,
    "tag": TagsForm,
    "serah-terima": OwnerForm,
}


def form_for(action: Action, data: Any = None) -> BulkForm:
    """Return the form of an action; bound where the page was sent."""
    initial = {"day": timezone.localdate()}
    return FORMS.get(action.name, BulkForm)(data, initial=initial)


def asks(action: Action) -> bool:
    """Say whether the action needs more than a click."""
    return action.name in FORMS
