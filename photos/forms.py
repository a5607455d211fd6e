"""The forms of the photo library."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from photos import uploads
from photos.models import NEEDED, Photo
from photos.renditions import Refused


class PhotoForm(forms.ModelForm):
    """The words of a photo that is in the library. Its file stays what it is."""

    class Meta:
        model = Photo
        fields = [*uploads.WORDS, "focal_x", "focal_y"]
        widgets = {
            "alt": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
            # The browser's own calendar: it speaks the reader's language and needs no script.
            "source_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 100, "class": "vIntegerField"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 100, "class": "vIntegerField"}),
        }


class UploadForm(PhotoForm):
    """A new photo: its file, and words that may be left to what the file itself says."""

    file = forms.FileField(
        label=_("Picture file"),
        help_text=_(
            "JPEG, PNG, WebP or HEIC, at most 40 MB and 50 megapixels. Fields left empty are "
            "filled from the file. Readers never get its place and camera."
        ),
        # Not the clearable input: Django gives that one a legend and no label.
        widget=forms.FileInput(
            attrs={"accept": ".jpg,.jpeg,.png,.webp,.heic,.heif,image/jpeg,image/png,image/webp"}
        ),
    )

    upload: uploads.Upload | None = None
    existing: Photo | None = None  # the same file, found in the library

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        try:
            self.upload = uploads.read(file)
        except Refused as error:
            raise forms.ValidationError(str(error), code="refused") from error
        except uploads.AlreadyThere as found:
            self.existing = found.photo
            raise forms.ValidationError(
                _("This file is in the library already."), code="existing"
            ) from found
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.upload:
            for name, value in self.upload.words().items():
                cleaned[name] = cleaned.get(name) or value
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.upload and self.errors:
            self.add_error(
                "file", _("Choose the file once more: a browser does not send it twice by itself.")
            )


class WordsForm(forms.ModelForm):
    """What a story needs of a photo; asked beside its thumbnail."""

    class Meta:
        model = Photo
        fields = NEEDED


class TakeDownForm(forms.Form):
    """Why a photo is taken out of sight."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Only the newsroom reads it. It stands in the photo's history."),
    )
