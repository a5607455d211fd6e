"""The forms of the lexicon and of the house style."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from standards import lexicon
from standards.models import HouseStyle, LexiconEntry

LONGEST_QUERY = 120


def focus_on_error(form: forms.BaseForm) -> None:
    """Let the page of a refused form open at the first field that is wrong."""
    for name in form.fields:
        if name in form.errors:
            form.fields[name].widget.attrs["autofocus"] = True
            return


class EntryForm(forms.ModelForm):
    """An entry, with what it may be confused with in `existing`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_another = forms.BooleanField(
        label=gettext_lazy("It is another name: add it all the same"), required=False
    )

    class Meta:
        model = LexiconEntry
        fields = ["text", "kind", "expansion", "note"]
        help_texts = {
            "expansion": gettext_lazy(
                "What an abbreviation stands for: offered where a story uses it first. Leave it "
                "empty if every reader knows it."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing: list[LexiconEntry] = []
        self.is_twice = False
        self.fields["version"].initial = self.instance.version
        self.fields["text"].widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if sum(sign.isalnum() for sign in text) < lexicon.SHORTEST:
            raise ValidationError(_("An entry has two letters or more."))
        if not text[0].isalnum():
            raise ValidationError(_("An entry begins with a letter or a digit."))
        return text

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "text" in said and "kind" in said:
            self._look_for_others(said["kind"], said["text"])
        if said.get("expansion") and said.get("kind") != LexiconEntry.Kind.ABBREVIATION:
            self.add_error("expansion", _("Only an abbreviation stands for something longer."))
        return said

    def refuse_twice(self, entry: LexiconEntry) -> None:
        """Say that `entry` is the same, one that somebody else may have added just now."""
        self.existing, self.is_twice = [entry], True
        self.add_error("text", _("It is in the lexicon already."))

    def _look_for_others(self, kind: str, text: str) -> None:
        found = lexicon.same(kind, text)
        if found is not None and found.pk != self.instance.pk:
            self.refuse_twice(found)
            return
        # Who changes only a note of one of two near names is not asked again.
        if self.instance.pk and not {"text", "kind"} & set(self.changed_data):
            return
        self.existing = lexicon.near(kind, text, apart_from=self.instance.pk)
        if self.existing and not self.cleaned_data.get("is_another"):
            self.add_error("text", _("A name much like it is in the lexicon. Is it the same?"))


class HouseForm(forms.ModelForm):
    """The choices of the house. Only what was changed on the page is written."""

    class Meta:
        model = HouseStyle
        fields = ["percent", "quotes", "titles", "headline_most", "sentence_most"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def keep(self) -> list[str]:
        """Write what was changed; return the names of those columns."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data}
        if changed:
            HouseStyle.objects.update_or_create(pk=1, defaults=changed)
        return list(changed)
