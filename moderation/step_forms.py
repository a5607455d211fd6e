"""What a person has to say when they take a step: the fields are those the step asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Correction
from moderation.choices import photo_text
from moderation.fields import GroundField
from moderation.killed import taken_along
from moderation.models import Draft
from moderation.rules import Situation, answered_step
from moderation.steps import Change, Step
from moderation.windows import reason_asked
from moderation.workflow import Details, Refused


class StepForm(forms.Form):
    """The form of one step with one draft. Nothing typed is lost by a refusal."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.ChoiceField(
        label=gettext_lazy("What is the new version to readers?"),
        choices=[choice for choice in Change.choices if choice[0] != Change.FIRST],
        widget=forms.RadioSelect,
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("If it is a correction: how much was wrong?"),
        choices=Correction.Severity.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = GroundField()
    statement = forms.CharField(
        label=gettext_lazy("Public statement"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    apology = forms.CharField(
        label=gettext_lazy("Apology to the readers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A correction of substance owes one. Readers see it."),
    )
    day = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the date like this: 31-12-2026.")},
    )
    minute = forms.TimeField(
        label=gettext_lazy("Time (WIB)"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time like this: 19.25.")},
    )
    photos = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Photos that come back with the story"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "They were taken down with it. What you leave out stays down; each can be put back on "
            "its own page later."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only the newsroom reads it. It is kept with the step."),
    )

    def __init__(self, data: Any = None, *, step: Step, draft: Draft) -> None:
        offered = {"version": draft.version, "day": timezone.localdate()}
        super().__init__(data, initial=offered)
        new_version = step.releases and draft.article_id is not None and draft.killed_at is None
        withdraws = step.says_why_withdrawn
        wanted = {
            "change": new_version,
            "severity": new_version,
            "apology": new_version,
            "reason": withdraws,
            "statement": new_version or withdraws,
            "day": step.needs_time,
            "minute": step.needs_time,
            "photos": bool(lost := taken_along(draft) if step.name == "reinstate" else []),
        }
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
        if lost:
            self.fields["photos"].choices = [(photo.pk, photo_text(photo)) for photo in lost]
            self.initial["photos"] = [photo.pk for photo in lost]
        self.fields["note"].required = step.needs_note
        if withdraws:
            self._ask_for_a_withdrawal(step, draft)
        elif new_version:
            self.fields["statement"].label = _("What readers are told")
            self.fields["statement"].help_text = _(
                "Update: what is new. Correction: what was wrong and what is right. A silent fix "
                "says nothing."
            )

    def _ask_for_a_withdrawal(self, step: Step, draft: Draft) -> None:
        """Say what the two texts are for, and offer what was written in the request."""
        self.fields["note"].help_text = _(
            "Only the newsroom reads it: who asked for the withdrawal and why you decided so, "
            "for whoever is asked about it later. It is kept with the step."
        )
        self.fields["statement"].required = True
        self.fields["statement"].help_text = _("Readers see it at the story's address.")
        if step.answers and (asked := answered_step(step, draft)):
            self.initial |= {"reason": asked.reason, "statement": asked.statement}

    def ask_for_a_reason(self, step: Step, at_hand: Situation) -> None:
        """Say so where a rule window wants to know why the story is released; the step asks."""
        match = reason_asked(at_hand.rule_windows) if step.releases else None
        if match is not None:
            self.fields["note"].label = _("Written reason")
            self.fields["note"].help_text = _(
                "“%(window)s” asks why readers should see this story in that time. It is kept "
                "with the step."
            ) % {"window": match.window}

    def show_version(self, version: int) -> None:
        """Let the page, shown again, carry the version it shows now."""
        self.data = self.data.copy()
        self.data["version"] = version

    def field_of(self, refusal: Refused) -> str | None:
        """Return the field at which a refusal is shown; None: above all of them."""
        name = {"due_at": "minute"}.get(refusal.detail, refusal.detail)
        return name if name in self.fields else None

    def details(self) -> Details:
        """Return what was typed, as `workflow.take()` reads it."""
        values = self.cleaned_data
        due_at = None
        if values.get("day") and values.get("minute"):
            due_at = timezone.make_aware(datetime.combine(values["day"], values["minute"]))
        return Details(
            note=values["note"].strip(),
            due_at=due_at,
            change=values.get("change", ""),
            statement=values.get("statement", "").strip(),
            reason=values.get("reason", ""),
            severity=values.get("severity", ""),
            apology=values.get("apology", "").strip(),
            photos=tuple(values.get("photos", ())),
        )
