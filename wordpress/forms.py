"""Uploading exports, and editing the plan of the categories."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wordpress.placing import FALLBACK
from wordpress.taxonomy import Action, Decision, Kind

MOST_FILES = 50


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Export files"),
        help_text=_("The .xml files that WordPress gives under Tools, Export. Several at once."),
        widget=FilesInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )

    def clean_files(self) -> list[UploadedFile]:
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)d files at once."), params={"most": MOST_FILES}
            )
        return files


class StartForm(forms.Form):
    """How the import is to be done, beside the plan."""

    fallback = forms.CharField(
        label=_("Category of stories that have none"), initial=FALLBACK, max_length=120
    )
    fetch = forms.CharField(
        label=_("Take pictures from these hosts"),
        required=False,
        help_text=_("Such as lama.example, with spaces between. Empty: no picture is taken."),
    )

    def clean_fetch(self) -> list[str]:
        hosts = self.cleaned_data["fetch"].lower().replace(",", " ").split()
        if wrong := [host for host in hosts if "/" in host or "." not in host]:
            raise forms.ValidationError(
                _("“%(host)s” is no host. Write it without https:// and without a path."),
                params={"host": wrong[0]},
            )
        return hosts


class DecisionForm(forms.Form):
    """What becomes of one old category."""

    ACTIONS = (
        (Action.KEEP, _("Keep it")),
        (Action.MERGE, _("Merge")),
        (Action.TAG, _("Turn into a tag")),
        (Action.DROP, _("Drop, with a redirect")),
    )
    KINDS = (
        (Kind.CHANNEL, _("Channel")),
        (Kind.TOPIC, _("Topic")),
        (Kind.ARCHIVED, _("Retired topic")),
        (Kind.EVENT, _("Event")),
        (Kind.ORGANISATION, _("Organisation")),
        (Kind.CONTENT_TYPE, _("Content type")),
    )
    action = forms.ChoiceField(label=_("What to do"), choices=ACTIONS)
    kind = forms.ChoiceField(label=_("As"), choices=KINDS, required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    parent = forms.CharField(label=_("Stands under"), max_length=120, required=False)
    target = forms.CharField(label=_("Into"), max_length=120, required=False)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        self.decision = decision
        kinds = dict(self.KINDS)
        initial = {
            "action": decision.action,
            "kind": decision.kind if decision.kind in kinds else Kind.TOPIC,
            "name": decision.name,
            "parent": decision.parent,
            "target": decision.target,
        }
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {decision.old}"

    @property
    def reason(self) -> str:
        """Why it was proposed so, in the reader's language; "" if that goes without saying."""
        return gettext(self.decision.reason) if self.decision.reason else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("action") == Action.MERGE and not data.get("target", "").strip():
            self.add_error("target", _("Write the name of the category it is merged into."))
        if data.get("action") == Action.KEEP and not data.get("name", "").strip():
            self.add_error("name", _("A category needs a name."))
        return data

    def decided(self) -> Decision:
        """Return the decision as the form has it."""
        data = self.cleaned_data
        row = self.decision.as_json()
        row |= {name: data[name] for name in ("action", "name", "parent", "target")}
        if data["action"] == Action.KEEP:
            row["kind"] = data["kind"] or Kind.TOPIC
        return Decision(**row)


def decision_forms(plan: list[dict[str, Any]], data: Any = None) -> list[DecisionForm]:
    return [
        DecisionForm(data, prefix=f"k{number}", decision=Decision(**row))
        for number, row in enumerate(plan)
    ]
