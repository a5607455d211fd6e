"""The part of a draft's form that says what the story stands on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Condition
from articles.models.verification import DELIVERED_NOTICE, LONGEST_NOTICE
from moderation import sourcing
from moderation.choices import story_text
from moderation.fields import MinuteField, ReferenceField, TicksField, find_story
from moderation.models import Draft
from moderation.sensitive import Tick

FIELDS = [
    "is_unverified",
    "conditions_met",
    "unverified_notice",
    "verify_by",
    "verifies",
    "quoted_outlet",
    "quoted_url",
    "quoted_on",
]
DAY = "%Y-%m-%d"


class SourcingFields(forms.ModelForm):
    """Whether a story is verified, which one it verifies, and whom it quotes."""

    conditions_met = TicksField(Condition.values, label=gettext_lazy("All four have to hold"))
    unverified_notice = forms.CharField(
        label=Draft._meta.get_field("unverified_notice").verbose_name,
        help_text=Draft._meta.get_field("unverified_notice").help_text,
        max_length=LONGEST_NOTICE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": DELIVERED_NOTICE}),
    )
    verify_by = MinuteField("verify_by")
    verifies = ReferenceField(
        what="berita",
        find=find_story,
        label=gettext_lazy("Story it verifies"),
        help_text=Draft._meta.get_field("verifies").help_text,
        required=False,
    )
    quoted_url = forms.CharField(
        label=Draft._meta.get_field("quoted_url").verbose_name,
        max_length=2000,  # as copied; what counts readers is taken out of it
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    quoted_on = forms.DateField(
        label=Draft._meta.get_field("quoted_on").verbose_name,
        required=False,
        input_formats=[DAY, "%d-%m-%Y"],
        widget=forms.DateInput(format=DAY, attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the date like this: 31-12-2026.")},
    )

    def __init__(self, data: Any = None, *, instance: Draft, initial: Any = None) -> None:
        named = {}
        if data is None and instance.verifies is not None:
            named["verifies"] = story_text(instance.verifies)
        super().__init__(data, instance=instance, initial={**named, **(initial or {})})

    @property
    def conditions(self) -> list[Tick]:
        """Return the boxes of the four conditions as they were sent, or are stored."""
        return sourcing.condition_ticks(self["conditions_met"].value() or [])

    @property
    def opens_verification(self) -> bool:
        """Say whether there is something in that part of the form, or something wrong with it."""
        names = ("is_unverified", "verifies")
        return any(self[name].value() for name in names) or self._has_errors(*FIELDS[:5])

    @property
    def opens_quotation(self) -> bool:
        return any(self[name].value() for name in FIELDS[5:]) or self._has_errors(*FIELDS[5:])

    def _has_errors(self, *names: str) -> bool:
        return self.is_bound and bool(self.errors.keys() & set(names))

    def clean_unverified_notice(self) -> str:
        return sourcing.without_brackets(self.cleaned_data["unverified_notice"])

    def clean_quoted_outlet(self) -> str:
        return " ".join(self.cleaned_data["quoted_outlet"].split())

    def clean_quoted_url(self) -> str:
        typed = self.cleaned_data["quoted_url"].strip()
        address = sourcing.web_address(typed)
        longest = Draft._meta.get_field("quoted_url").max_length
        if typed and not address:
            raise ValidationError(_("That is no address on the web. Copy it from the browser."))
        if len(address) > longest:
            raise ValidationError(
                _("The address has %(number)d characters; at most %(most)d are kept.")
                % {"number": len(address), "most": longest}
            )
        return address

    def clean_quoted_on(self) -> Any:
        day = self.cleaned_data["quoted_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("That day has not come yet."))
        return day

    def clean_verify_by(self) -> Any:
        until = self.cleaned_data["verify_by"]
        if until and "verify_by" in self.changed_data and until <= timezone.now():
            raise ValidationError(_("Choose a minute in the future (WIB)."))
        return until

    def validate_constraints(self) -> None:
        """Ask the database nothing before a save: the fields have said what it wants, in words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_unverified"):
            cleaned |= {"conditions_met": [], "unverified_notice": "", "verify_by": None}
            for name in ("unverified_notice", "verify_by"):
                self.errors.pop(name, None)
        return cleaned
