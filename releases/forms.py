"""The forms of a press release: what was pasted or sent as a file, and what is put right later."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from releases.entering import Original, enter
from releases.models import PressRelease
from releases.reading import (
    LARGEST,
    LONGEST,
    READERS,
    Found,
    Refused,
    WithoutText,
    read_file,
    tidy,
)


class EntryForm(forms.Form):
    """A release that somebody pastes or has as a file. One of the two, and who sent it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
        help_text=gettext_lazy(
            "A PDF, a Word document (.docx), a text file or a saved mail (.eml). "
            "It is kept as it is."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text, pasted"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("As it was received: it cannot be changed afterwards."),
    )
    agency = forms.CharField(
        label=gettext_lazy("Sender"),
        required=False,
        max_length=PressRelease._meta.get_field("agency").max_length,
        widget=forms.TextInput(attrs={"list": "release-agencies", "autocomplete": "off"}),
        help_text=PressRelease._meta.get_field("agency").help_text,
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        required=False,
        max_length=PressRelease._meta.get_field("contact").max_length,
        help_text=PressRelease._meta.get_field("contact").help_text,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=PressRelease._meta.get_field("title").max_length,
        help_text=gettext_lazy("Empty: the subject of the mail, or the first line."),
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Received (WIB)"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("Empty: now, or when the mail was sent."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST:
            raise ValidationError(_("It has more than %(most)d MB.") % {"most": LARGEST // 1024**2})
        return file

    def clean_received_at(self) -> datetime | None:
        at = self.cleaned_data["received_at"]
        if at is not None and at > timezone.now():
            raise ValidationError(_("That lies in the future."))
        return at

    def clean(self) -> dict[str, Any]:
        """Read what was sent: `found` is what it says, with what was typed before it.

        Of a scan somebody types the words: only then a file and a text are taken together.
        """
        said = super().clean() or self.cleaned_data
        file, text = said.get("file"), said.get("text", "")
        if "file" in self.errors or "text" in self.errors:
            return said
        if not file and not text.strip():
            raise ValidationError(_("Choose a file or paste the text."))
        self.original = Original(file.name, file.read()) if file else None
        try:
            read = self.read(text)
        except Refused as refusal:
            self.add_error("file" if file else "text", str(refusal))
            return said
        self.found = Found(
            text=read.text,
            title=said.get("title") or read.title,
            agency=said.get("agency") or read.agency,
            contact=said.get("contact") or read.contact,
            sent_at=said.get("received_at") or read.sent_at,
            attached=read.attached,
            has_text=read.has_text,
        )
        if not self.found.agency and "agency" not in self.errors:
            self.add_error("agency", _("Say who sent it."))
        return said

    def read(self, text: str) -> Found:
        """Return what the file says, or the pasted `text`. Raises Refused, and ValidationError."""
        if self.original is None:
            return Found(tidy(text))
        try:
            found = read_file(self.original.name, self.original.content)
        except WithoutText:
            if text.strip():
                return Found(tidy(text))
            raise
        if text.strip() and not found.has_text:  # a mail with nothing but pictures
            return replace(found, text=tidy(text), has_text=True)
        if text.strip():
            raise ValidationError(_("Choose a file or paste the text, not both."))
        return found

    def enter(self, by: User) -> tuple[PressRelease, bool]:
        """Keep the release of a valid form, and say whether it is new."""
        way = PressRelease.Way.FILE if self.original else PressRelease.Way.PASTED
        return enter(
            self.found,
            came_by=way,
            by=by,
            received_at=self.found.sent_at,
            original=self.original,
        )


class AboutForm(forms.ModelForm):
    """What may be put right of a release: who sent it, when, and what it is called."""

    class Meta:
        model = PressRelease
        fields = ["agency", "contact", "title", "received_at"]
        widgets = {
            "agency": EntryForm.base_fields["agency"].widget,
            "received_at": EntryForm.base_fields["received_at"].widget,
        }
        labels = {"received_at": EntryForm.base_fields["received_at"].label}

    def clean_received_at(self) -> datetime:
        at = self.cleaned_data["received_at"]
        if at > self.instance.entered_at:
            raise ValidationError(_("It was entered before that."))
        return at
