"""Who belongs to a desk, and which channels it decides on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from categories.models import Category
from moderation.fields import ReferenceField, find_category
from moderation.models import Desk, DeskChannel


class EditorsField(forms.ModelMultipleChoiceField):
    """Boxes to tick for everybody who may release stories, each with the desks they are in."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: User) -> str:
        names = ", ".join(desk.name for desk in person.desks.all())
        return f"{person} ({names})" if names else str(person)


class DeskForm(forms.ModelForm):
    """A desk as the newsroom edits it; its channels are the rows below."""

    editors = EditorsField(
        label=gettext_lazy("Editors"),
        queryset=User.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Only people who may release stories are listed. Managing editors and the editor in "
            "chief decide on every channel anyway."
        ),
    )
    take_over = forms.BooleanField(
        label=gettext_lazy("Move channels here that another desk has now"), required=False
    )

    class Meta:
        model = Desk
        fields = ["name", "approvals", "editors", "take_over"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "editors" not in self.fields:  # where the page may only be read
            return
        may = User.objects.with_perm("moderation.release_draft", include_superusers=False)
        people = may.filter(is_active=True)
        if self.instance.pk:  # who has lost the right since is shown until unticked
            people |= User.objects.filter(desks=self.instance)
        self.fields["editors"].queryset = (
            people.distinct()
            .prefetch_related("desks")
            .order_by("first_name", "last_name", "username")
        )


class ChannelForm(forms.ModelForm):
    """One channel of a desk, typed by a part of its name."""

    category = ReferenceField(
        what="kategori",
        find=find_category,
        label=gettext_lazy("Channel, with everything below it"),
    )

    class Meta:
        model = DeskChannel
        fields = ["category"]

    def validate_unique(self) -> None:
        """Leave it to the formset, which knows whether the channel may be moved here."""


class BaseChannelFormSet(forms.BaseInlineFormSet):
    """The channels of a desk. One that another desk has is refused, or moved if that is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [form.instance.category_id for form in self.initial_forms]
        labels = Category.objects.with_trail().in_bulk(shown) if shown else {}
        for form in self.initial_forms:
            category = labels.get(form.instance.category_id)
            if category is None:  # a row that the sent form made up
                continue
            form.initial["category"] = str(category)
            form.fields["category"].find = lambda text, pk=category.pk: find_category(
                text, keeping=pk
            )

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if form.cleaned_data.get("category")]
        rows = [form for form in rows if not form.cleaned_data.get("DELETE")]
        wanted = [form.cleaned_data["category"] for form in rows]
        taken = DeskChannel.objects.filter(category__in=wanted).select_related("desk")
        taken = taken.exclude(desk=self.instance.pk)
        of_desk = {row.category_id: row.desk for row in taken}
        self.taken = list(taken)
        named: set[int] = set()
        for form, category in zip(rows, wanted, strict=True):
            if category.pk in named:
                form.add_error("category", _("This channel stands here twice."))
            elif category.pk in of_desk and not self.data.get("take_over"):
                refusal = _(
                    "The desk “%(desk)s” has this channel. Tick “Move channels here that another "
                    "desk has now” if it should move: no story is changed by that."
                )
                form.add_error("category", refusal % {"desk": of_desk[category.pk]})
            named.add(category.pk)
        if any(form.errors for form in self.forms):
            raise ValidationError(_("Look at the channels."))

    def save(self, commit: bool = True) -> list[DeskChannel]:
        for row in self.taken:
            row.delete()
        return super().save(commit)


def without_desk() -> list[User]:
    """Return the editors who belong to no desk and may not decide on every channel, by name."""
    may = User.objects.with_perm("moderation.release_draft", include_superusers=False)
    everywhere = User.objects.with_perm("moderation.release_any_channel", include_superusers=False)
    people = may.filter(is_active=True, desks=None).exclude(pk__in=everywhere.values("pk"))
    return list(people.order_by("first_name", "last_name", "username"))
