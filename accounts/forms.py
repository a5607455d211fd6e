"""Forms of the people who work here."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import DUTIES


class RoleField(forms.ModelMultipleChoiceField):
    """Roles as boxes to tick: there are six, and what is ticked has to be seen at a glance."""

    def __init__(self, **kwargs: object) -> None:
        kwargs["queryset"] = Group.objects.order_by("pk")
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        kwargs["label"] = _("Roles")
        kwargs["help_text"] = _("Roles add up. Nobody writes or releases without one.")
        super().__init__(**kwargs)

    def label_from_instance(self, group: Group) -> str:
        duty = DUTIES.get(group.name)
        return f"{group.name}. {duty}" if duty else group.name


class NewPersonForm(AdminUserCreationForm):
    """Somebody who starts working here: name, roles and a first password, all on one page."""

    groups = RoleField(required=False)

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True


class PersonForm(forms.ModelForm):
    """Somebody who works here. What is not a field here cannot be sent either."""

    groups = RoleField(required=False)

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "is_active", "groups")
