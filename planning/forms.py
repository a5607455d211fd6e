"""The form of a plan."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation.fields import ReferenceField, find_category
from planning.models import Assignment

INVALID_DAY = gettext_lazy("Write the date like this: 31-12-2026.")
INVALID_TIME = gettext_lazy("Write the time like this: 19.25.")


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def people_who(permission: str, *, keeping: int | None = None) -> QuerySet[User]:
    """Return the active people whose role has `permission`, and the one who is named already."""
    able = User.objects.with_perm(permission, include_superusers=False)
    people = User.objects.filter(Q(pk__in=able.values("pk")) | Q(pk=keeping))
    return people.order_by("first_name", "last_name", "username")


class AssignmentForm(forms.ModelForm):
    """What is planned. The due time is a day and a minute; the day alone is the planned one."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    due_day = forms.DateField(
        label=gettext_lazy("Due day"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": INVALID_DAY},
    )
    due_time = forms.TimeField(
        label=gettext_lazy("Due time (WIB)"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": INVALID_TIME},
        help_text=gettext_lazy("Without a day it counts for the planned one."),
    )

    class Meta:
        model = Assignment
        fields = [
            "what",
            "details",
            "category",
            "place",
            "planned_for",
            "planned_time",
            "reporter",
            "photo_wanted",
            "photographer",
        ]
        widgets = {
            "details": forms.Textarea(attrs={"rows": 5}),
            "planned_for": day_input(),
            "planned_time": time_input(),
        }
        error_messages = {
            "planned_for": {"invalid": INVALID_DAY},
            "planned_time": {"invalid": INVALID_TIME},
        }

    def __init__(self, data: Any = None, *, instance: Assignment, initial: Any = None) -> None:
        kept = instance.category_id
        start: dict[str, Any] = {"version": instance.version if instance.pk else 0}
        if data is None:
            start["category"] = instance.category.label() if instance.category else ""
            if instance.due_at:
                local = timezone.localtime(instance.due_at)
                start |= {"due_day": local.date(), "due_time": local.time()}
        super().__init__(data, instance=instance, initial={**start, **(initial or {})})
        self.fields["category"] = ReferenceField(
            what="kategori",
            find=lambda text: find_category(text, keeping=kept),
            label=gettext_lazy("Category"),
            required=False,
            help_text=gettext_lazy("Type a part of its name and choose."),
        )
        self._offer("reporter", "moderation.add_draft", gettext_lazy("Nobody yet"))
        self._offer("photographer", "photos.add_photo", gettext_lazy("Nobody yet"))

    def _offer(self, name: str, permission: str, empty: Any) -> None:
        field = self.fields[name]
        keeping = getattr(self.instance, f"{name}_id")
        field.queryset = people_who(permission, keeping=keeping)
        field.empty_label = empty

    def clean_what(self) -> str:
        return " ".join(self.cleaned_data["what"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("photographer"):
            cleaned["photo_wanted"] = True
        day, minute = cleaned.get("due_day"), cleaned.get("due_time")
        if day and not minute and "due_time" not in self.errors:
            self.add_error("due_time", _("Write the time too."))
        if self.instance.draft_id and "reporter" in cleaned and cleaned["reporter"] is None:
            self.add_error("reporter", _("The story has begun: it needs a reporter."))
        self.instance.due_at = None
        if minute and (day := day or cleaned.get("planned_for")):
            self.instance.due_at = timezone.make_aware(datetime.combine(day, minute))
        return cleaned
