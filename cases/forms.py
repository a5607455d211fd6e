"""The forms of a case: a letter that came by another way, a note, and how a case ends."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Letter
from cases.models import Case
from moderation.fields import ReferenceField, find_story


class EntryForm(forms.Form):
    """A letter that somebody brings, sends by post or tells on the telephone."""

    came_by = forms.ChoiceField(
        label=gettext_lazy("Came by"),
        choices=[choice for choice in Case.Way.choices if choice[0] != Case.Way.FORM],
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Letter.CALLED.items())
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    contact = forms.CharField(label=gettext_lazy("E-mail or telephone"), max_length=160)
    standing = forms.CharField(
        label=gettext_lazy("Relation to the story"), max_length=200, required=False
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Arrived (WIB)"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("The clock begins then. Empty: now."),
    )
    text = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("In the sender's words."),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["article"] = ReferenceField(
            what="berita",
            find=find_story,
            label=gettext_lazy("Story"),
            help_text=gettext_lazy("Its number, its address, or words of its headline."),
        )
        self.order_fields(["article", "kind", "came_by", "received_at"])

    def clean_received_at(self) -> datetime:
        """Return when the letter came, which is never after now."""
        at = self.cleaned_data["received_at"] or timezone.now()
        if at > timezone.now():
            raise ValidationError(_("That lies in the future."))
        return at

    def words(self) -> dict[str, str]:
        """Return what becomes the letter."""
        names = ("kind", "name", "contact", "standing", "text")
        return {name: self.cleaned_data[name] for name in names}


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What was asked and said. It is kept: leave out telephone numbers."),
    )


class EndForm(forms.Form):
    """How a case ends without a reply or a correction of ours."""

    HOW = (
        (Case.Status.ANSWERED, gettext_lazy("Answered directly")),
        (Case.Status.REFUSED, gettext_lazy("Refused, on a ground")),
        (Case.Status.CLOSED, gettext_lazy("Put aside: taken back, sent twice, not for us")),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How it ends"), choices=HOW, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground of the refusal"),
        choices=[("", "—"), *Case.Ground.choices],
        required=False,
    )
    outcome = forms.CharField(
        label=gettext_lazy("What the sender was told"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refused = cleaned.get("status") == Case.Status.REFUSED
        if refused and not cleaned.get("ground"):
            self.add_error("ground", _("Choose the ground: nothing else allows a refusal."))
        if not refused:
            cleaned["ground"] = ""
        return cleaned
